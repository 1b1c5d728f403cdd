//! Venues: registered, then filled in section by section.

use camket_domain::accounts::Actor;
use camket_domain::applications::Application;
use camket_domain::areas::AreaCode;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::calendar::BirthDate;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::renewal::{ApplicationPurpose, decide_purpose};
use camket_domain::identifiers::{IdNumber, Phone, TaxCode};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::labour::Worker;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::Refusal;
use camket_domain::sealed::SealedNumber;
use camket_domain::text;
use camket_domain::venue_register::Operation;
use camket_domain::venues::{
    Business, Place, Representative, Section, Security, TaxNumber, Venue, VenueKind,
};
use camket_store::labour::confirmation;
pub use camket_store::labour::confirmation::LabourConfirmation;
pub use camket_store::venues::{MAX_SIMILAR, SimilarVenue};
use camket_store::{
    Reader, Tx, applications, audit, certificates, labour, pledges, settings, venue_operations,
    venue_register, venues,
};
use time::Date;
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::find_province;
use crate::printable::{check_qr_fit, require_printable};
use crate::{App, AppError, InputProblem, census};

type OwnerPermit = Permit<rights::KeepVenues>;

/// What an owner enters for a venue, one section at a time.
#[derive(Clone, PartialEq, Debug)]
pub enum SectionInput {
    /// Kind, description of an unlisted kind, and name.
    Identity(VenueKind, String, String),
    /// Location; the province follows from the commune.
    Place {
        /// A commune that exists today.
        commune: AreaCode,
        address: String,
        /// Address before the reform of 1 July 2025.
        former_address: String,
        /// Latitude and longitude in degrees, WGS 84.
        position: Option<(f64, f64)>,
    },
    /// Business registration.
    Business {
        /// Tax code; `None` keeps the stored one, so that a personal one need not be typed again.
        tax: Option<TaxCode>,
        /// Business registration number.
        registration: String,
        phone: Phone,
        /// Number of rooms.
        rooms: Option<u16>,
        /// First day of business.
        opened_on: Date,
    },
    Security(Security),
    /// The person responsible for the venue.
    Representative {
        name: String,
        born_on: BirthDate,
        /// Nationality of a foreigner with a passport; `None` for a citizen with a personal number.
        nationality: Option<String>,
        /// ID number; `None` keeps the stored one of the same kind.
        number: Option<IdNumber>,
        phone: Phone,
    },
}

/// Everything that an owner sees of one venue.
#[derive(Clone, Debug)]
pub struct VenueDossier {
    pub venue: Venue,
    /// Its latest pledge.
    pub pledge: Option<Pledge>,
    pub workers: Vec<Worker>,
    /// Its latest application.
    pub application: Option<Application>,
    /// Its latest certificate.
    pub certificate: Option<Certificate>,
    /// The owner's latest confirmation of the labour register.
    pub confirmed: Option<LabourConfirmation>,
    /// Whether it operates.
    pub operation: Operation,
    /// Days before the last day of a certificate from which it can be renewed.
    pub renewal_days: u16,
    /// Its audit events, newest first.
    pub timeline: Vec<AuditEvent>,
}

impl VenueDossier {
    /// Whether the venue, its pledge and its workers are locked by an application under review.
    pub fn is_locked(&self) -> bool {
        self.application.as_ref().is_some_and(|application| application.state.locks_venue())
    }

    /// The purpose that an application of today would have.
    pub fn purpose(&self, today: Date) -> ApplicationPurpose {
        decide_purpose(self.certificate.as_ref(), self.renewal_days, today)
    }
}

/// A venue in the owner's list.
#[derive(Clone, Debug)]
pub struct VenueSummary {
    pub venue: Venue,
    /// Its latest application.
    pub application: Option<Application>,
    /// Its latest certificate.
    pub certificate: Option<Certificate>,
    pub operation: Operation,
}

/// The owner's venues, newest first.
pub async fn list(app: &App, permit: &OwnerPermit) -> Result<Vec<VenueSummary>, AppError> {
    let owner = permit.actor().account;
    let venues = venues::list_by_owner(app.store(), owner).await?;
    let applications = applications::list_latest_by_owner(app.store(), owner).await?;
    let ids: Vec<_> = venues.iter().map(|v| v.id).collect();
    let certificates = certificates::list_by_venues(app.store(), &ids).await?;
    let keys: Vec<_> = ids.iter().map(|id| id.0).collect();
    let operations = venue_operations::load_latest(app.store(), &keys).await?;
    let summary = |venue: Venue| VenueSummary {
        operation: operations.get(&venue.id.0).copied().unwrap_or(Operation::Operating),
        application: applications.iter().find(|a| a.venue == venue.id).cloned(),
        certificate: certificates.iter().find(|c| c.venue == venue.id).cloned(),
        venue,
    };
    Ok(venues.into_iter().map(summary).collect())
}

/// The most events of a dossier's timeline; whoever shows as many says that there may be more.
pub const MAX_TIMELINE: usize = audit::MAX_RECENT;

/// The most venues of an owner, which their page shows at once.
pub(crate) const MAX_VENUES: u64 = 500;

/// Registers a venue with kind and name; its sections follow one by one. With the census entry that the venue was registered
/// from, if it was. A repeated `key` returns the first venue.
///
/// # Errors
/// [`AppError::Invalid`] for a text that cannot be printed; [`AppError::NotFound`] for an entry that this account was not
/// invited to register; [`Refusal::EntryTaken`] if its venue is registered; [`Refusal::ListFull`].
pub async fn register(
    app: &App,
    permit: &OwnerPermit,
    key: Uuid,
    (kind, kind_note, name): (VenueKind, String, String),
    from: Option<CensusEntryId>,
) -> Result<VenueId, AppError> {
    require_printable(&[("kind_note", &kind_note), ("name", &name)])?;
    let owner = permit.actor().account;
    let content = CommandContent::new("venues.register").with(kind.code()).with(&kind_note).with(&name);
    let content = from.into_iter().fold(content, CommandContent::with);
    if let Some(entry) = from {
        census::find_invited(app, permit, entry).await?;
    }
    let run = match idempotency::begin(app, owner, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    if venues::count_by_owner(&run.tx, owner).await? >= MAX_VENUES {
        return Err(Refusal::ListFull.into());
    }
    let now = app.now();
    let venue = Venue {
        id: VenueId::new(now, app.entropy()),
        owner,
        kind,
        kind_note,
        name,
        place: None,
        business: None,
        security: None,
        representative: None,
        no_employees: false,
        created_at: now,
        version: 1,
    };
    venues::insert(&run.tx, &venue).await?;
    if let Some(entry) = from {
        census::match_registered(app, &run.tx, permit.actor(), entry, venue.id).await?;
    }
    venue_register::index_venues(&run.tx, std::slice::from_ref(&venue)).await?;
    venue_register::refresh(&run.tx, &[venue.id]).await?;
    let event =
        app.build_event(Some(permit.actor()), AuditAction::VenueRegistered, venue.id.0).with_venue(venue.id);
    app.audit(&run.tx, event).await?;
    run.finish(&venue.id).await?;
    Ok(venue.id)
}

/// One of the owner's venues.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &OwnerPermit, id: VenueId) -> Result<Venue, AppError> {
    load_own_venue(app.store(), permit.actor(), id).await
}

pub(crate) async fn load_own_venue(
    reader: &impl Reader,
    actor: &Actor,
    id: VenueId,
) -> Result<Venue, AppError> {
    venues::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)
}

/// Everything that an owner sees of one venue.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_dossier(app: &App, permit: &OwnerPermit, id: VenueId) -> Result<VenueDossier, AppError> {
    let venue = find(app, permit, id).await?;
    load_venue_dossier(app.store(), venue).await
}

pub(crate) async fn load_venue_dossier(reader: &impl Reader, venue: Venue) -> Result<VenueDossier, AppError> {
    let id = venue.id;
    Ok(VenueDossier {
        venue,
        pledge: pledges::find_latest(reader, id).await?,
        workers: labour::list(reader, id).await?,
        application: applications::find_latest(reader, id).await?,
        certificate: certificates::find_latest(reader, id).await?,
        confirmed: confirmation::find_latest(reader, id).await?,
        operation: venue_operations::find_latest(reader, id)
            .await?
            .map_or(Operation::Operating, |last| last.operation),
        renewal_days: settings::load(reader).await?.renewal_days,
        // The owner sees that inspections happened, but not who scanned the certificate.
        timeline: audit::list_recent_by_venue(reader, id, &[AuditAction::Scanned]).await?,
    })
}

/// One of the owner's venues, locked until `tx` ends.
pub(crate) async fn lock_own_venue(tx: &Tx, actor: &Actor, id: VenueId) -> Result<Venue, AppError> {
    venues::lock(tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)
}

/// A venue that may be changed now, locked until `tx` ends.
///
/// # Errors
/// [`Refusal::InReview`] while an application is in review.
pub(crate) async fn lock_editable_venue(tx: &Tx, actor: &Actor, id: VenueId) -> Result<Venue, AppError> {
    let venue = lock_own_venue(tx, actor, id).await?;
    check_venue_editable(tx, &venue).await?;
    Ok(venue)
}

/// Checks that a venue may be changed now.
///
/// # Errors
/// [`Refusal::InReview`] while an application is in review.
pub(crate) async fn check_venue_editable(reader: &impl Reader, venue: &Venue) -> Result<(), AppError> {
    let application = applications::find_latest(reader, venue.id).await?;
    if application.is_some_and(|a| a.state.locks_venue()) {
        return Err(Refusal::InReview.into());
    }
    Ok(())
}

/// Saves one section. `version` is the version that the form showed; `distinct` says that the owner saw the similar
/// venues and declared this one to be another. Sending the same values again changes nothing, so a button pressed twice
/// is no conflict.
///
/// # Errors
/// [`AppError::Similar`], [`AppError::Conflict`], [`AppError::Invalid`], [`AppError::NotFound`], [`Refusal::InReview`].
pub async fn save_section(
    app: &App,
    permit: &OwnerPermit,
    id: VenueId,
    version: i32,
    answer: SectionInput,
    distinct: bool,
) -> Result<(), AppError> {
    require_printable(&list_printed_texts(&answer))?;
    let tx = app.store().begin_write().await?;
    let before = lock_editable_venue(&tx, permit.actor(), id).await?;
    let (section, venue) = apply_section(app, before.clone(), answer)?;
    if venue == before {
        return Ok(());
    }
    if before.version != version {
        return Err(AppError::Conflict);
    }
    check_length(app, section, &venue)?;
    if let Some(news) = select_changed_identity(&before, &venue).filter(|_| !distinct) {
        let similar = venues::list_similar(&tx, &news).await?;
        if !similar.is_empty() {
            return Err(AppError::Similar(similar));
        }
    }
    venues::save(&tx, &venue).await?;
    venue_register::index_venues(&tx, std::slice::from_ref(&venue)).await?;
    venue_register::refresh(&tx, &[id]).await?;
    let event = app
        .build_event(Some(permit.actor()), AuditAction::VenueChanged, id.0)
        .with_venue(id)
        .with_note(section.code());
    app.audit(&tx, event).await?;
    Ok(tx.commit().await?)
}

/// Reports a name or address that is too long for the certificate at the field that was entered.
fn check_length(app: &App, section: Section, venue: &Venue) -> Result<(), AppError> {
    match (section, check_qr_fit(app, venue)) {
        (Section::Identity, Err(_)) => Err(AppError::invalid("name", InputProblem::TooLongForPaper)),
        (Section::Place, Err(_)) => Err(AppError::invalid("address", InputProblem::TooLongForPaper)),
        _ => Ok(()),
    }
}

/// The texts of an answer that are printed as typed, by field.
fn list_printed_texts(answer: &SectionInput) -> Vec<(&'static str, &str)> {
    match answer {
        SectionInput::Identity(_, note, name) => vec![("kind_note", note), ("name", name)],
        SectionInput::Place { former_address, address, .. } => {
            vec![("former_address", former_address), ("address", address)]
        }
        SectionInput::Business { registration, .. } => vec![("registration", registration)],
        SectionInput::Security(Security { person, certificate, .. }) => {
            vec![("person", person), ("certificate", certificate)]
        }
        SectionInput::Representative { name, nationality, .. } => {
            vec![("name", name), ("nationality", nationality.as_deref().unwrap_or_default())]
        }
    }
}

/// The part of `after` that could match another venue, if it changed: the owner is asked once about each similarity,
/// not at every correction.
fn select_changed_identity(before: &Venue, after: &Venue) -> Option<Venue> {
    let spot = |venue: &Venue| venue.place.as_ref().map(|p| (p.commune, text::fold(&venue.name)));
    let tax = |venue: &Venue| venue.business.as_ref().map(|b| b.tax.clone());
    let place = after.place.clone().filter(|_| spot(before) != spot(after));
    let business = after.business.clone().filter(|_| tax(before) != tax(after));
    let found = place.is_some() || business.is_some();
    found.then(|| Venue { place, business, ..after.clone() })
}

fn apply_section(app: &App, venue: Venue, answer: SectionInput) -> Result<(Section, Venue), AppError> {
    Ok(match answer {
        SectionInput::Identity(kind, kind_note, name) => {
            (Section::Identity, Venue { kind, kind_note, name, ..venue })
        }
        SectionInput::Place { commune, address, former_address, position } => {
            let province = find_province(commune, app.today())
                .ok_or(AppError::invalid("commune", InputProblem::CommuneUnknown))?;
            let place = Place { commune, province, address, former_address, position };
            (Section::Place, Venue { place: Some(place), ..venue })
        }
        SectionInput::Business { tax, registration, phone, rooms, opened_on } => {
            let on_file = venue.business.as_ref().map(|b| b.tax.clone());
            let tax = match (tax, on_file) {
                (Some(TaxCode::Organisation(code)), _) => TaxNumber::Organisation(code.as_str().to_owned()),
                (Some(TaxCode::Personal(number)), Some(TaxNumber::Personal(known))) => {
                    TaxNumber::Personal(seal_number(app, number.expose(), Some(known)))
                }
                (Some(TaxCode::Personal(number)), _) => {
                    TaxNumber::Personal(seal_number(app, number.expose(), None))
                }
                (None, Some(known)) => known,
                (None, None) => return Err(AppError::invalid("tax", InputProblem::TaxCodeEmpty)),
            };
            let business = Business { tax, registration, phone, rooms, opened_on };
            (Section::Business, Venue { business: Some(business), ..venue })
        }
        SectionInput::Security(security) => (Section::Security, Venue { security: Some(security), ..venue }),
        SectionInput::Representative { name, born_on, nationality, number, phone } => {
            let known = venue.representative.as_ref();
            let same_paper = known.filter(|r| r.nationality.is_some() == nationality.is_some());
            let number = match (number, same_paper.map(|r| r.number.clone())) {
                (Some(number), known) => seal_number(app, number.expose(), known),
                (None, Some(number)) => number,
                (None, None) => return Err(AppError::invalid("number", InputProblem::PersonalIdEmpty)),
            };
            let representative = Representative { name, born_on, nationality, number, phone };
            (Section::Representative, Venue { representative: Some(representative), ..venue })
        }
    })
}

/// Seals the number; returns the stored seal if it is the same number, so that nothing changes.
fn seal_number(app: &App, number: &str, on_file: Option<SealedNumber>) -> SealedNumber {
    let fresh = app.vault().seal(app.entropy(), number);
    on_file.filter(|known| known.fingerprint == fresh.fingerprint).unwrap_or(fresh)
}
