//! What the owners of the demo enter: their venues and workers. Made up, and valid by the rules of the forms.

use anyhow::{Context, Result};
use camket_app::labour::{IdNumberInput, WorkerDeclaration};
use camket_app::venues::SectionInput;
use camket_domain::areas::AreaKind;
use camket_domain::calendar::add_months;
use camket_domain::identifiers::{IdNumber, Sex, TaxCode};
use camket_domain::labour::{Contract, Job, JobGroup, LabourBook};
use camket_domain::venues::{Section, Security, VenueKind};
use time::{Date, Duration};

use super::offices::SampleCommune;
use super::random::SeededRandom;
use super::{names, numbers};

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

/// A venue as its owner enters it.
#[derive(Debug)]
pub struct SampleVenue {
    pub kind: VenueKind,
    pub kind_note: &'static str,
    pub name: String,
    /// Position of its commune in the list of communes.
    pub commune: usize,
    /// The sections after the first.
    sections: Vec<(Section, SectionInput)>,
    pub workers: Vec<WorkerDeclaration>,
}

/// What the choices for one venue depend on.
#[derive(Clone, Copy, Debug)]
pub struct VenueChoice<'a> {
    pub chance: &'a SeededRandom,
    pub serial: usize,
    /// Name of the owner, who also represents the venue.
    pub owner: &'a str,
    pub commune: (usize, &'a SampleCommune),
    /// The day on which the venue is entered: no date is after it.
    pub day: Date,
}

impl SampleVenue {
    /// Chooses everything that an owner enters for a venue.
    pub fn choose(choice: VenueChoice<'_>) -> Result<Self> {
        let VenueChoice { chance, serial, .. } = choice;
        let kind = choose_kind(serial, chance);
        let name = if serial == 0 {
            "Khách sạn Biển Xanh Phan Rang".to_owned()
        } else {
            names::venue_name(chance, kind)
        };
        Ok(Self {
            kind,
            kind_note: if kind == VenueKind::Other { "trò chơi trong nhà" } else { "" },
            name,
            commune: choice.commune.0,
            sections: vec![
                (Section::Place, choose_place(choice)),
                (Section::Business, choose_business(choice, kind)?),
                (Section::Security, choose_security(choice, kind)),
                (Section::Representative, choose_representative(choice)?),
            ],
            workers: choose_workers(choice, kind)?,
        })
    }

    /// What the owner enters in a section; `None` for the first, which the registration fills in.
    pub fn find_section(&self, section: Section) -> Option<SectionInput> {
        self.sections.iter().find(|(known, _)| *known == section).map(|(_, input)| input.clone())
    }

    /// The place with a corrected address.
    pub fn correct_address(&self) -> Option<SectionInput> {
        match self.find_section(Section::Place)? {
            SectionInput::Place { commune, address, former_address, position } => {
                let address = format!("Tầng trệt, {address}");
                Some(SectionInput::Place { commune, address, former_address, position })
            }
            _ => None,
        }
    }

    /// Latitude and longitude, if its owner entered them.
    pub fn position(&self) -> Option<(f64, f64)> {
        match self.find_section(Section::Place)? {
            SectionInput::Place { position, .. } => position,
            _ => None,
        }
    }
}

/// The first venue is a hotel, those after it are one of each kind, the others follow the weights.
fn choose_kind(serial: usize, chance: &SeededRandom) -> VenueKind {
    let Some(after_first) = serial.checked_sub(1) else { return VenueKind::Hotel };
    if let Some((kind, _)) = KIND_WEIGHTS.get(after_first) {
        return *kind;
    }
    let mut left = chance.number_below(KIND_WEIGHTS.iter().map(|(_, weight)| weight).sum());
    let found = KIND_WEIGHTS.iter().find(|(_, weight)| {
        let hit = left < *weight;
        left = left.saturating_sub(*weight);
        hit
    });
    found.map_or(VenueKind::Motel, |(kind, _)| *kind)
}

fn choose_place(VenueChoice { chance, commune: (_, commune), .. }: VenueChoice<'_>) -> SectionInput {
    let shift = |steps: usize| f64::from(u32::try_from(chance.number_below(steps)).unwrap_or(0)) / 10_000.0;
    SectionInput::Place {
        commune: commune.code,
        address: names::street_address(chance, commune.kind == AreaKind::Ward),
        former_address: String::new(),
        position: chance.hits_percent(40).then(|| (11.45 + shift(2500), 108.90 + shift(2000))),
    }
}

fn choose_business(choice: VenueChoice<'_>, kind: VenueKind) -> Result<SectionInput> {
    let VenueChoice { chance, serial, .. } = choice;
    let personal = chance.hits_percent(45);
    let tax = if personal {
        let born = 1960 + to_year(chance.number_below(40));
        let number = numbers::build_personal_id(serial, names::choose_sex(chance), born);
        TaxCode::Personal(number.context("a number")?)
    } else {
        TaxCode::parse(&numbers::build_tax_code(serial)).ok().context("a tax code")?
    };
    let rooms =
        kind.is_lodging().then(|| 4 + chance.number_below(if kind == VenueKind::Hotel { 80 } else { 22 }));
    Ok(SectionInput::Business {
        tax: Some(tax),
        registration: if personal { format!("43A80{serial:05}") } else { String::new() },
        phone: numbers::build_phone(serial).context("a phone")?,
        rooms: rooms.and_then(|rooms| u16::try_from(rooms).ok()),
        opened_on: add_months(choice.day, -12) - chance.days_below(3000),
    })
}

fn choose_security(VenueChoice { chance, owner, day, .. }: VenueChoice<'_>, kind: VenueKind) -> SectionInput {
    let has = kind.is_lodging() || kind.is_closed_to_minors();
    let on = day - chance.days_below(900) - Duration::days(30);
    let certificate =
        if has { format!("{:03}/GCN-ANTT", chance.number_below(900) + 1) } else { String::new() };
    let person = owner.to_owned();
    SectionInput::Security(Security { certificate, certificate_on: has.then_some(on), person })
}

fn choose_representative(choice: VenueChoice<'_>) -> Result<SectionInput> {
    let VenueChoice { chance, serial, .. } = choice;
    let birth_year = 1962 + to_year(chance.number_below(36));
    Ok(SectionInput::Representative {
        name: choice.owner.to_owned(),
        born_on: (Date::from_ordinal_date(birth_year, 1)? + chance.days_below(360)).into(),
        nationality: None,
        number: numbers::build_personal_id(1_000 + serial, Sex::Female, birth_year).map(IdNumber::Personal),
        phone: numbers::build_phone(1_000 + serial).context("a phone")?,
    })
}

fn to_year(offset: usize) -> i32 {
    i32::try_from(offset).unwrap_or(0)
}

/// The workers of a venue: none or a few, after the figures of 2024 (1.37 per venue on average).
fn choose_workers(choice: VenueChoice<'_>, kind: VenueKind) -> Result<Vec<WorkerDeclaration>> {
    let most = match kind {
        VenueKind::Hotel | VenueKind::Restaurant | VenueKind::Disco => 7,
        VenueKind::Karaoke | VenueKind::Massage | VenueKind::Sauna => 5,
        _ => 2,
    };
    let count = if choice.serial == 0 { 4 } else { choice.chance.number_below(most) };
    let mut workers =
        (0..count).map(|nth| choose_worker(choice, choice.serial * 20 + nth)).collect::<Result<Vec<_>>>()?;
    if choice.serial % SHARING_INTERVAL == SHARING_INTERVAL / 2 {
        workers.extend(workers.first().cloned().map(|one| share_worker(choice.serial, one)).transpose()?);
    }
    Ok(workers)
}

/// Of so many venues one has a worker who works at another one, too.
const SHARING_INTERVAL: usize = 12;

/// A colleague of `worker` whom two or three venues declare.
fn share_worker(serial: usize, worker: WorkerDeclaration) -> Result<WorkerDeclaration> {
    let (sex, birth_year, person) = (Sex::Female, 1990, serial / (3 * SHARING_INTERVAL));
    let number = numbers::build_personal_id(9_000 + person, sex, birth_year).context("a number")?;
    Ok(WorkerDeclaration {
        name: "Nguyễn Thị Bích Thảo".to_owned(),
        sex,
        born_on: Date::from_ordinal_date(birth_year, 60)?.into(),
        number: IdNumberInput::Personal(number),
        ..worker
    })
}

fn choose_worker(
    VenueChoice { chance, day, .. }: VenueChoice<'_>,
    serial: usize,
) -> Result<WorkerDeclaration> {
    let sex = names::choose_sex(chance);
    let birth_year = 1970 + to_year(chance.number_below(35));
    let number = numbers::build_personal_id(10_000 + serial, sex, birth_year).context("a number")?;
    Ok(WorkerDeclaration {
        name: names::person_name(chance, sex),
        sex,
        born_on: (Date::from_ordinal_date(birth_year, 1)? + chance.days_below(360)).into(),
        nationality: "Việt Nam".to_owned(),
        residence: "Khánh Hòa".to_owned(),
        number: IdNumberInput::Personal(number),
        job: choose_job(chance, sex, day),
        health_check_on: chance.hits_percent(75).then(|| day - chance.days_below(110)),
        pledged_on: chance.hits_percent(80).then(|| day - chance.days_below(20)),
        permit: None,
        book: LabourBook::default(),
    })
}

fn choose_job(chance: &SeededRandom, sex: Sex, day: Date) -> Job {
    let started_on = day - Duration::days(40) - chance.days_below(600);
    let fixed = chance.hits_percent(60);
    Job {
        position: names::choose_position(chance, sex).to_owned(),
        customer_facing: chance.hits_percent(70),
        group: JobGroup::Other,
        qualification: String::new(),
        contract: if fixed { Contract::Fixed } else { Contract::Indefinite },
        started_on,
        ends_on: fixed.then(|| add_months(started_on, 24)),
    }
}
