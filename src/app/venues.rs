//! Venues: registered, then filled in section by section.

use camket_domain::accounts::Actor;
use camket_domain::applications::Application;
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::audit::{AuditEvent, Deed};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::renewal::{Purpose, purpose};
use camket_domain::identifiers::{PersonalId, Phone, TaxCode};
use camket_domain::ids::VenueId;
use camket_domain::labour::Worker;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::Refusal;
use camket_domain::sealed::SealedNumber;
use camket_domain::text;
use camket_domain::venues::{
    Business, Place, Representative, Section, Security, TaxNumber, Venue, VenueKind,
};
use camket_store::labour::confirmation;
pub use camket_store::labour::confirmation::Confirmation;
pub use camket_store::venues::Similar;
use camket_store::{
    Reader, Tx, applications, audit, certificates, idempotency, labour, pledges, settings, venues,
};
use time::Date;
use uuid::Uuid;

use crate::certificates::{papers, size};
use crate::{App, AppError};

type Owner = Permit<rights::KeepVenues>;

/// What an owner enters for a venue, one section at a time.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
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
        born_on: Date,
        /// ID number; `None` keeps the stored one.
        number: Option<PersonalId>,
        phone: Phone,
    },
}

/// Everything that an owner sees of one venue.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub venue: Venue,
    /// Its latest pledge.
    pub pledge: Option<Pledge>,
    pub workers: Vec<Worker>,
    /// Its latest application.
    pub application: Option<Application>,
    /// Its latest certificate.
    pub certificate: Option<Certificate>,
    /// The owner's latest confirmation of the labour register.
    pub confirmed: Option<Confirmation>,
    /// Days before the last day of a certificate from which it can be renewed.
    pub renewal_days: u16,
    /// Its audit events, newest first.
    pub timeline: Vec<AuditEvent>,
}

impl Dossier {
    /// The purpose that an application of today would have.
    pub fn purpose(&self, today: Date) -> Purpose {
        purpose(self.certificate.as_ref(), self.renewal_days, today)
    }
}

/// A venue in the owner's list.
#[derive(Clone, Debug)]
pub struct Summary {
    pub venue: Venue,
    /// Its latest application.
    pub application: Option<Application>,
    /// Its latest certificate.
    pub certificate: Option<Certificate>,
}

/// The owner's venues, newest first.
pub async fn list(app: &App, permit: &Owner) -> Result<Vec<Summary>, AppError> {
    let owner = permit.actor().account;
    let venues = venues::owned(app.store(), owner).await?;
    let applications = applications::latest_of_owner(app.store(), owner).await?;
    let ids: Vec<_> = venues.iter().map(|v| v.id).collect();
    let certificates = certificates::of_venues(app.store(), &ids).await?;
    let summary = |venue: Venue| Summary {
        application: applications.iter().find(|a| a.venue == venue.id).cloned(),
        certificate: certificates.iter().find(|c| c.venue == venue.id).cloned(),
        venue,
    };
    Ok(venues.into_iter().map(summary).collect())
}

/// Registers a venue with kind and name; its sections follow one by one. A repeated `key` returns the first venue.
///
/// # Errors
/// [`AppError::Invalid`] for a text that cannot be printed.
pub async fn register(
    app: &App,
    permit: &Owner,
    key: Uuid,
    (kind, kind_note, name): (VenueKind, String, String),
) -> Result<VenueId, AppError> {
    papers::holds(&[("kind_note", &kind_note), ("name", &name)])?;
    let owner = permit.actor().account;
    let tx = app.store().write().await?;
    if let Some(before) = idempotency::claim(&tx, owner, key, app.now()).await? {
        return before.parse().map_err(|_| AppError::Internal("idempotency.outcome".into()));
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
    venues::insert(&tx, &venue).await?;
    idempotency::remember(&tx, owner, key, &venue.id.to_string()).await?;
    let event = app.event(Some(permit.actor()), Deed::VenueRegistered, venue.id.0).of_venue(venue.id);
    app.audit(&tx, event).await?;
    tx.commit().await?;
    Ok(venue.id)
}

/// One of the owner's venues.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &Owner, id: VenueId) -> Result<Venue, AppError> {
    owned(app.store(), permit.actor(), id).await
}

pub(crate) async fn owned(reader: &impl Reader, actor: &Actor, id: VenueId) -> Result<Venue, AppError> {
    venues::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)
}

/// Everything that an owner sees of one venue.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn dossier(app: &App, permit: &Owner, id: VenueId) -> Result<Dossier, AppError> {
    let venue = find(app, permit, id).await?;
    dossier_of(app.store(), venue).await
}

pub(crate) async fn dossier_of(reader: &impl Reader, venue: Venue) -> Result<Dossier, AppError> {
    let id = venue.id;
    Ok(Dossier {
        venue,
        pledge: pledges::latest(reader, id).await?,
        workers: labour::list(reader, id).await?,
        application: applications::latest(reader, id).await?,
        certificate: certificates::latest(reader, id).await?,
        confirmed: confirmation::latest(reader, id).await?,
        renewal_days: settings::load(reader).await?.renewal_days,
        // The owner sees that inspections happened, but not who scanned the certificate.
        timeline: audit::of_venue(reader, id, &[Deed::Scanned]).await?,
    })
}

/// One of the owner's venues, locked until `tx` ends.
pub(crate) async fn held(tx: &Tx, actor: &Actor, id: VenueId) -> Result<Venue, AppError> {
    venues::hold(tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)
}

/// A venue that may be changed now, locked until `tx` ends.
///
/// # Errors
/// [`Refusal::InReview`] while an application is in review.
pub(crate) async fn unlocked(tx: &Tx, actor: &Actor, id: VenueId) -> Result<Venue, AppError> {
    let venue = held(tx, actor, id).await?;
    may_change(tx, &venue).await?;
    Ok(venue)
}

/// Checks that a venue may be changed now.
///
/// # Errors
/// [`Refusal::InReview`] while an application is in review.
pub(crate) async fn may_change(reader: &impl Reader, venue: &Venue) -> Result<(), AppError> {
    let application = applications::latest(reader, venue.id).await?;
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
pub async fn answer(
    app: &App,
    permit: &Owner,
    id: VenueId,
    version: i32,
    answer: Answer,
    distinct: bool,
) -> Result<(), AppError> {
    papers::holds(&texts(&answer))?;
    let tx = app.store().write().await?;
    let before = unlocked(&tx, permit.actor(), id).await?;
    let (section, venue) = apply(app, before.clone(), answer)?;
    if venue == before {
        return Ok(());
    }
    if before.version != version {
        return Err(AppError::Conflict);
    }
    short_enough(app, section, &venue)?;
    if let Some(news) = news(&before, &venue).filter(|_| !distinct) {
        let similar = venues::similar(&tx, &news).await?;
        if !similar.is_empty() {
            return Err(AppError::Similar(similar));
        }
    }
    venues::save(&tx, &venue).await?;
    let event = app.event(Some(permit.actor()), Deed::VenueChanged, id.0).of_venue(id).noted(section.code());
    app.audit(&tx, event).await?;
    Ok(tx.commit().await?)
}

/// Reports a name or address that is too long for the certificate at the field that was entered.
fn short_enough(app: &App, section: Section, venue: &Venue) -> Result<(), AppError> {
    match (section, size::fits(app, venue)) {
        (Section::Identity, Err(_)) => Err(AppError::Invalid("name", "too-long-for-paper")),
        (Section::Place, Err(_)) => Err(AppError::Invalid("address", "too-long-for-paper")),
        _ => Ok(()),
    }
}

/// The texts of an answer that are printed as typed, by field.
fn texts(answer: &Answer) -> Vec<(&'static str, &str)> {
    match answer {
        Answer::Identity(_, note, name) => vec![("kind_note", note), ("name", name)],
        Answer::Place { former_address, address, .. } => {
            vec![("former_address", former_address), ("address", address)]
        }
        Answer::Business { registration, .. } => vec![("registration", registration)],
        Answer::Security(Security { person, certificate, .. }) => {
            vec![("person", person), ("certificate", certificate)]
        }
        Answer::Representative { name, .. } => vec![("name", name)],
    }
}

/// The part of `after` that could match another venue, if it changed: the owner is asked once about each similarity,
/// not at every correction.
fn news(before: &Venue, after: &Venue) -> Option<Venue> {
    let spot = |venue: &Venue| venue.place.as_ref().map(|p| (p.commune, text::fold(&venue.name)));
    let tax = |venue: &Venue| venue.business.as_ref().map(|b| b.tax.clone());
    let place = after.place.clone().filter(|_| spot(before) != spot(after));
    let business = after.business.clone().filter(|_| tax(before) != tax(after));
    let found = place.is_some() || business.is_some();
    found.then(|| Venue { place, business, ..after.clone() })
}

fn apply(app: &App, venue: Venue, answer: Answer) -> Result<(Section, Venue), AppError> {
    Ok(match answer {
        Answer::Identity(kind, kind_note, name) => {
            (Section::Identity, Venue { kind, kind_note, name, ..venue })
        }
        Answer::Place { commune, address, former_address, position } => {
            let province =
                province_of(commune, app.today()).ok_or(AppError::Invalid("commune", "commune-unknown"))?;
            let place = Place { commune, province, address, former_address, position };
            (Section::Place, Venue { place: Some(place), ..venue })
        }
        Answer::Business { tax, registration, phone, rooms, opened_on } => {
            let on_file = venue.business.as_ref().map(|b| b.tax.clone());
            let tax = match (tax, on_file) {
                (Some(TaxCode::Organisation(code)), _) => TaxNumber::Organisation(code.as_str().to_owned()),
                (Some(TaxCode::Personal(number)), Some(TaxNumber::Personal(known))) => {
                    TaxNumber::Personal(sealed(app, &number, Some(known)))
                }
                (Some(TaxCode::Personal(number)), _) => TaxNumber::Personal(sealed(app, &number, None)),
                (None, Some(known)) => known,
                (None, None) => return Err(AppError::Invalid("tax", "tax-code-empty")),
            };
            let business = Business { tax, registration, phone, rooms, opened_on };
            (Section::Business, Venue { business: Some(business), ..venue })
        }
        Answer::Security(security) => (Section::Security, Venue { security: Some(security), ..venue }),
        Answer::Representative { name, born_on, number, phone } => {
            let on_file = venue.representative.as_ref().map(|r| r.number.clone());
            let number = match (number, on_file) {
                (Some(number), known) => sealed(app, &number, known),
                (None, Some(number)) => number,
                (None, None) => return Err(AppError::Invalid("number", "personal-id-empty")),
            };
            let representative = Representative { name, born_on, number, phone };
            (Section::Representative, Venue { representative: Some(representative), ..venue })
        }
    })
}

/// Seals the number; returns the stored seal if it is the same number, so that nothing changes.
fn sealed(app: &App, number: &PersonalId, on_file: Option<SealedNumber>) -> SealedNumber {
    let fresh = app.vault().seal(app.entropy(), number.expose());
    on_file.filter(|known| known.fingerprint == fresh.fingerprint).unwrap_or(fresh)
}

/// The province of a present commune; `None` for other areas, and for communes that do not exist on `today`.
pub(crate) fn province_of(commune: AreaCode, today: Date) -> Option<AreaCode> {
    let unit = areas::all().find(commune, today)?;
    if unit.level != AreaLevel::Commune {
        return None;
    }
    areas::all().province_of(commune, today).map(|province| province.code)
}
