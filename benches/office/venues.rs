//! Venues of every standing, with their papers: inserted in bulk in the shapes of the store, always the same ones. What the
//! register and coverage know of them is written by the program itself.

use camket_app::App;
use camket_domain::accounts::{Account, AccountStatus, Actor, ActorStamp, Login, Role};
use camket_domain::agencies::Agency;
use camket_domain::applications::Application;
use camket_domain::areas::{self, AreaCode, AreaKind};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::pledges::Pledge;
use camket_domain::pledges::terms::Terms;
use camket_domain::venue_register::Operation;
use camket_domain::venues::{Business, Place, Representative, Security, TaxNumber, Venue, VenueKind};
use camket_store::venue_operations::{self, RecordedOperation};
use camket_store::{Tx, accounts, agencies, applications, certificates, pledges, venues};
use time::{Date, Duration, OffsetDateTime};

use crate::BenchResult;
use crate::sample::random::SeededRandom;
use crate::sample::{COMMUNE_OFFICE, OFFICER, PROVINCE_OFFICE, province};
use crate::sample::{
    build_person_name, build_personal_id, build_phone, build_tax_code, build_venue_name, names,
};
use crate::visits::{self, VisitSample};

/// Venues of one transaction.
const BATCH: usize = 2_000;
/// Venues of one owner.
const PER_OWNER: usize = 20;

/// How far a venue has come. Of a thousand venues: the last number of each standing, not inclusive.
const STANDINGS: [(usize, VenueStep); 8] = [
    (40, VenueStep::Begun),
    (120, VenueStep::NeverPledged),
    (180, VenueStep::Signed),
    (280, VenueStep::InReview),
    (320, VenueStep::Returned),
    (340, VenueStep::Refused),
    (350, VenueStep::Withdrawn),
    (1_000, VenueStep::Issued),
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub enum VenueStep {
    Begun,
    NeverPledged,
    Signed,
    InReview,
    Returned,
    Refused,
    Withdrawn,
    Issued,
}

/// What the choices for venues depend on.
pub struct VenueMaker<'a> {
    pub app: &'a App,
    pub chance: SeededRandom,
    communes: Vec<(AreaCode, AreaKind)>,
    pub confirming: Agency,
    pub department: Agency,
    pub officer: ActorStamp,
    pub terms: u32,
    pub now: OffsetDateTime,
    visits: VisitSample,
}

/// A venue with its papers.
struct MadeVenue {
    venue: Venue,
    pledge: Option<Pledge>,
    application: Option<Application>,
    certificate: Option<Certificate>,
}

pub async fn find_agency(app: &App, code: &str) -> BenchResult<Agency> {
    Ok(agencies::find_by_code(app.store(), code).await?.ok_or("an agency")?)
}

/// Inserts `count` venues, and what makes them stand somewhere.
pub async fn insert_venues(app: &App, count: usize) -> BenchResult<()> {
    let maker = VenueMaker::load(app).await?;
    for first in (0..count).step_by(BATCH) {
        let tx = app.store().begin_write().await?;
        let mut owner = maker.insert_owner(&tx, first).await?;
        let mut issued = Vec::new();
        for serial in first..count.min(first + BATCH) {
            if serial.is_multiple_of(PER_OWNER) && serial > first {
                owner = maker.insert_owner(&tx, serial).await?;
            }
            issued.extend(maker.insert_venue(&tx, serial, owner).await?);
        }
        certificates::insert_many(&tx, maker.department.id, &issued).await?;
        tx.commit().await?;
    }
    Ok(())
}

impl<'a> VenueMaker<'a> {
    async fn load(app: &'a App) -> BenchResult<Self> {
        let today = app.today();
        let communes = areas::all().list_communes(province(), today);
        let officer = accounts::find_by_login(app.store(), OFFICER).await?.ok_or("the officer")?;
        let actor: Actor = officer.as_actor();
        Ok(Self {
            app,
            chance: SeededRandom::new(178),
            communes: communes.into_iter().map(|area| (area.code, area.kind)).collect(),
            confirming: find_agency(app, COMMUNE_OFFICE).await?,
            department: find_agency(app, PROVINCE_OFFICE).await?,
            visits: VisitSample::insert(app, actor.account).await?,
            officer: ActorStamp::new(&actor, app.now()),
            terms: Terms::find_current(today).ok_or("terms")?.version,
            now: app.now(),
        })
    }

    async fn insert_owner(&self, tx: &Tx, serial: usize) -> BenchResult<AccountId> {
        let id = AccountId::new(self.now, self.app.entropy());
        let phone = build_phone(serial / PER_OWNER).ok_or("a telephone number")?;
        let by_email = self.chance.hits_percent(30);
        let login = if by_email { format!("chu{serial}@example.vn") } else { phone.as_str().to_owned() };
        let owner = Account {
            id,
            role: Role::Owner,
            name: build_person_name(&self.chance),
            login: Login::parse(&login)?,
            password_hash: None,
            status: AccountStatus::Active,
            agency: None,
            area: None,
            title: String::new(),
            language: "vi".to_owned(),
            created_at: self.now,
            version: 1,
        };
        accounts::insert(tx, &owner).await?;
        Ok(id)
    }

    /// Inserts a venue with all but its certificate.
    async fn insert_venue(
        &self,
        tx: &Tx,
        serial: usize,
        owner: AccountId,
    ) -> BenchResult<Option<Certificate>> {
        let made = self.build(serial, owner)?;
        venues::insert(tx, &made.venue).await?;
        if let Some(pledge) = &made.pledge {
            pledges::insert(tx, pledge).await?;
        }
        if let Some(application) = &made.application {
            applications::insert(tx, application).await?;
        }
        if self.chance.hits_percent(30) {
            let at = self.now - self.chance.days_below(500);
            visits::insert_visit(self.app, tx, &self.visits, &made.venue, serial, at).await?;
        }
        if self.chance.hits_percent(4) {
            venue_operations::insert(tx, self.app.entropy(), &self.build_operation(made.venue.id)).await?;
        }
        Ok(made.certificate)
    }

    fn build(&self, serial: usize, owner: AccountId) -> BenchResult<MadeVenue> {
        let place = self.chance.number_below(1_000);
        let step =
            STANDINGS.iter().find(|(end, _)| place < *end).map_or(VenueStep::Issued, |(_, step)| *step);
        let venue = self.build_venue(serial, owner, step)?;
        let at = self.now - self.chance.days_below(430);
        let pledge = (step >= VenueStep::Signed).then(|| self.build_pledge(&venue, at));
        let application = pledge.as_ref().filter(|_| step >= VenueStep::InReview);
        let application = application.map(|pledge| self.build_application(&venue, pledge, step, serial));
        let certificate = application.as_ref().filter(|_| step == VenueStep::Issued);
        let certificate = certificate.map(|application| self.build_certificate(&venue, application, serial));
        Ok(MadeVenue { venue, pledge, application, certificate })
    }

    fn build_venue(&self, serial: usize, owner: AccountId, step: VenueStep) -> BenchResult<Venue> {
        let chance = &self.chance;
        let kind = *chance.pick(&VenueKind::ALL);
        let (commune, area) = *chance.pick(&self.communes);
        let place = Place {
            commune,
            province: province(),
            address: names::street_address(chance, area == AreaKind::Ward),
            former_address: String::new(),
            position: None,
        };
        let person = build_person_name(chance);
        let is_begun = step == VenueStep::Begun;
        Ok(Venue {
            id: VenueId::new(self.now, self.app.entropy()),
            owner,
            kind,
            kind_note: String::new(),
            name: build_venue_name(chance, kind),
            place: Some(place),
            business: if is_begun { None } else { Some(self.build_business(serial)?) },
            security: (!is_begun).then(|| Security {
                certificate: format!("{serial:06}/GCN-ANTT"),
                certificate_on: Some(local_date(self.now) - Duration::days(900)),
                person: person.clone(),
            }),
            representative: if is_begun { None } else { Some(self.build_representative(serial, person)?) },
            no_employees: chance.hits_percent(80),
            created_at: self.now,
            version: 1,
        })
    }

    fn build_business(&self, serial: usize) -> BenchResult<Business> {
        Ok(Business {
            tax: TaxNumber::Organisation(build_tax_code(serial).ok_or("a tax code")?),
            registration: format!("43A8{serial:06}"),
            phone: build_phone(10_000_000 + serial).ok_or("a telephone number")?,
            rooms: Some(12),
            opened_on: local_date(self.now) - Duration::days(1_500),
        })
    }

    fn build_representative(&self, serial: usize, name: String) -> BenchResult<Representative> {
        let number = build_personal_id(serial % 1_000_000).ok_or("a personal number")?;
        Ok(Representative {
            name,
            born_on: Date::from_ordinal_date(1980, 1)?.into(),
            nationality: None,
            number: self.app.vault().seal(self.app.entropy(), number.expose()),
            phone: build_phone(20_000_000 + serial).ok_or("a telephone number")?,
        })
    }

    fn build_operation(&self, venue: VenueId) -> RecordedOperation {
        let today = local_date(self.now);
        let operation = match self.chance.number_below(3) {
            0 => Operation::Closed,
            1 => Operation::StoppedUntil(today + Duration::days(60)),
            _ => Operation::StoppedUntil(today - Duration::days(20)),
        };
        RecordedOperation {
            venue,
            operation,
            reason: "Cán bộ đến tận nơi".to_owned(),
            account: self.officer.account,
            at: self.now - Duration::days(90),
        }
    }
}
