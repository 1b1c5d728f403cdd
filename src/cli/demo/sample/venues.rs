//! Owners, venues and workers of the demo.

use anyhow::{Context, Result};
use camket_domain::accounts::{Account, PasswordHash, Role};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::identifiers::Sex;
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::{Contract, IdDocumentKind, Job, JobGroup, LabourBook, Worker, WorkerIdentity};
use camket_domain::venues::{
    Business, Place, Representative, Section, Security, TaxNumber, Venue, VenueKind,
};
use camket_store::accounts;
use time::{Date, Duration, OffsetDateTime};

use super::offices::{self, ACCOUNTS};
use super::{SampleContext, names, numbers};

/// Number of owners. The first is the one whose log-in is printed; most have one venue, some two.
const OWNER_COUNT: usize = 361;

/// Kinds with their weights (`docs/law.md 12`: two thirds lodging, then karaoke and massage).
const KIND_WEIGHTS: [(VenueKind, usize); 17] = [
    (VenueKind::Motel, 26),
    (VenueKind::Hotel, 16),
    (VenueKind::BoardingHouse, 12),
    (VenueKind::Homestay, 8),
    (VenueKind::GuestHouse, 2),
    (VenueKind::Villa, 1),
    (VenueKind::TouristApartment, 1),
    (VenueKind::RentalApartment, 1),
    (VenueKind::Karaoke, 9),
    (VenueKind::Restaurant, 8),
    (VenueKind::Cafe, 5),
    (VenueKind::Massage, 4),
    (VenueKind::Hairdresser, 3),
    (VenueKind::Sauna, 2),
    (VenueKind::Bar, 1),
    (VenueKind::Disco, 1),
    (VenueKind::Other, 1),
];

/// Inserts the owners' accounts.
pub async fn insert_owners(world: &SampleContext<'_>, hash: &PasswordHash) -> Result<Vec<Account>> {
    let mut owners = vec![offices::build_account(world, hash, Role::Owner, ACCOUNTS[0].1, ACCOUNTS[0].2)?];
    for serial in 1..OWNER_COUNT {
        let name = names::person_name(&world.chance, names::choose_sex(&world.chance));
        let login = format!("chucoso{serial:03}@camket.example");
        owners.push(offices::build_account(world, hash, Role::Owner, &login, &name)?);
    }
    for owner in &owners {
        accounts::insert(world.tx, owner).await?;
    }
    Ok(owners)
}

/// Builds a venue with its first `sections` sections filled in.
pub fn build_venue(
    world: &SampleContext<'_>,
    owner: &Account,
    serial: usize,
    (commune, province): (AreaCode, AreaCode),
    at: OffsetDateTime,
    sections: usize,
) -> Result<Venue> {
    let chance = &world.chance;
    let kind = if serial == 0 { VenueKind::Hotel } else { choose_kind(world) };
    let filled = |section: Section| Section::ALL.iter().take(sections).any(|s| *s == section);
    let name = if serial == 0 {
        "Khách sạn Biển Xanh Phan Rang".to_owned()
    } else {
        names::venue_name(chance, kind)
    };
    let kind_note = if kind == VenueKind::Other { "trò chơi trong nhà" } else { "" };
    let ward = camket_domain::areas::all()
        .find(commune, world.app.today())
        .is_some_and(|area| area.kind == camket_domain::areas::AreaKind::Ward);
    let position = (chance.hits_percent(40)).then(|| {
        let shift =
            |steps: usize| f64::from(u32::try_from(chance.number_below(steps)).unwrap_or(0)) / 10_000.0;
        (11.45 + shift(2500), 108.90 + shift(2000))
    });
    let place = Place {
        commune,
        province,
        address: names::street_address(chance, ward),
        former_address: String::new(),
        position,
    };
    Ok(Venue {
        id: VenueId::new(at, world.app.entropy()),
        owner: owner.id,
        kind,
        kind_note: kind_note.to_owned(),
        name,
        place: filled(Section::Place).then_some(place),
        business: if filled(Section::Business) {
            Some(build_business(world, serial, kind, at)?)
        } else {
            None
        },
        security: filled(Section::Security).then(|| build_security(world, kind, at, &owner.name)),
        representative: if filled(Section::Representative) {
            Some(build_representative(world, serial, owner)?)
        } else {
            None
        },
        no_employees: false,
        created_at: at,
        version: 1,
    })
}

fn choose_kind(world: &SampleContext<'_>) -> VenueKind {
    let mut left = world.chance.number_below(KIND_WEIGHTS.iter().map(|(_, weight)| weight).sum());
    let found = KIND_WEIGHTS.iter().find(|(_, weight)| {
        let hit = left < *weight;
        left = left.saturating_sub(*weight);
        hit
    });
    found.map_or(VenueKind::Motel, |(kind, _)| *kind)
}

fn build_business(
    world: &SampleContext<'_>,
    serial: usize,
    kind: VenueKind,
    at: OffsetDateTime,
) -> Result<Business> {
    let chance = &world.chance;
    let personal = chance.hits_percent(45);
    let tax = if personal {
        let number = numbers::build_personal_id(
            serial,
            names::choose_sex(chance),
            1960 + to_year(chance.number_below(40)),
        );
        TaxNumber::Personal(world.app.vault().seal(world.app.entropy(), number.context("a number")?.expose()))
    } else {
        TaxNumber::Organisation(numbers::build_tax_code(serial))
    };
    let rooms = if kind.is_lodging() {
        Some(4 + chance.number_below(if kind == VenueKind::Hotel { 80 } else { 22 }))
    } else {
        None
    };
    Ok(Business {
        tax,
        registration: if personal { format!("43A80{serial:05}") } else { String::new() },
        phone: numbers::build_phone(serial).context("a phone")?,
        rooms: rooms.and_then(|rooms| u16::try_from(rooms).ok()),
        opened_on: add_months(local_date(at), -12) - chance.days_below(3000),
    })
}

fn build_security(world: &SampleContext<'_>, kind: VenueKind, at: OffsetDateTime, person: &str) -> Security {
    let has = kind.is_lodging() || kind.is_closed_to_minors();
    let on = local_date(at) - world.chance.days_below(900) - Duration::days(30);
    Security {
        certificate: if has {
            format!("{:03}/GCN-ANTT", world.chance.number_below(900) + 1)
        } else {
            String::new()
        },
        certificate_on: has.then_some(on),
        person: person.to_owned(),
    }
}

fn build_representative(world: &SampleContext<'_>, serial: usize, owner: &Account) -> Result<Representative> {
    let birth_year = 1962 + to_year(world.chance.number_below(36));
    let born_on = Date::from_ordinal_date(birth_year, 1)? + world.chance.days_below(360);
    let number = numbers::build_personal_id(1_000 + serial, Sex::Female, birth_year).context("a number")?;
    Ok(Representative {
        name: owner.name.clone(),
        born_on,
        number: world.app.vault().seal(world.app.entropy(), number.expose()),
        phone: numbers::build_phone(1_000 + serial).context("a phone")?,
    })
}

fn to_year(offset: usize) -> i32 {
    i32::try_from(offset).unwrap_or(0)
}

/// The workers of a venue: none or a few, after the figures of 2024 (1.37 per venue on average).
pub fn build_workers(
    world: &SampleContext<'_>,
    venue: &Venue,
    serial: usize,
    at: OffsetDateTime,
) -> Result<Vec<Worker>> {
    let chance = &world.chance;
    let most = match venue.kind {
        VenueKind::Hotel | VenueKind::Restaurant | VenueKind::Disco => 7,
        VenueKind::Karaoke | VenueKind::Massage | VenueKind::Sauna => 5,
        _ => 2,
    };
    let count = if serial == 0 { 4 } else { chance.number_below(most) };
    (0..count).map(|nth| build_worker(world, venue, serial * 20 + nth, at)).collect()
}

fn build_worker(
    world: &SampleContext<'_>,
    venue: &Venue,
    serial: usize,
    at: OffsetDateTime,
) -> Result<Worker> {
    let chance = &world.chance;
    let sex = names::choose_sex(chance);
    let birth_year = 1970 + to_year(chance.number_below(35));
    let born_on = Date::from_ordinal_date(birth_year, 1)? + chance.days_below(360);
    let number = numbers::build_personal_id(10_000 + serial, sex, birth_year).context("a number")?;
    let day = local_date(at);
    let started_on = day - Duration::days(40) - chance.days_below(600);
    let fixed = chance.hits_percent(60);
    Ok(Worker {
        id: WorkerId::new(at, world.app.entropy()),
        venue: venue.id,
        person: WorkerIdentity {
            name: names::person_name(chance, sex),
            sex,
            born_on,
            nationality: "Việt Nam".to_owned(),
            residence: "Khánh Hòa".to_owned(),
            paper: IdDocumentKind::Personal,
            number: world.app.vault().seal(world.app.entropy(), number.expose()),
        },
        job: Job {
            position: names::choose_position(chance, sex).to_owned(),
            customer_facing: chance.hits_percent(70),
            group: JobGroup::Other,
            qualification: String::new(),
            contract: if fixed { Contract::Fixed } else { Contract::Indefinite },
            started_on,
            ends_on: fixed.then(|| add_months(started_on, 24)),
        },
        health_check_on: chance.hits_percent(75).then(|| day - chance.days_below(110)),
        pledged_on: chance.hits_percent(80).then(|| day - chance.days_below(20)),
        book: LabourBook::default(),
        created_at: at,
        version: 1,
    })
}
