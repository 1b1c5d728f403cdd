//! Issuing, one or many at a time, each in a transaction of its own: one refusal stops no other.

use camket_domain::accounts::Account;
use camket_domain::agencies::{Agency, Function, responsible};
use camket_domain::applications::Application;
use camket_domain::applications::lifecycle::{self, Command, may_approve};
use camket_domain::areas;
use camket_domain::audit::Deed;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::certificates::{
    Certificate, CertificateNumber, DocumentNumber, Facts, Issuer, ShortCode, Standing,
};
use camket_domain::ids::{ApplicationId, CertificateId};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Place, Venue};
use camket_store::{Reader, accounts, agencies, applications, certificates, pledges, settings, venues};

use super::succession;
use crate::{App, AppError};

type Approver = Permit<rights::IssueCertificates>;

/// What came of one application.
#[derive(Debug)]
pub struct Outcome {
    /// Which.
    pub application: ApplicationId,
    /// The certificate, or why there is none.
    pub result: Result<Certificate, AppError>,
}

/// Most applications that are issued at a time.
pub const MOST: usize = 100;

/// Issues certificates for accepted applications.
pub async fn issue(app: &App, permit: &Approver, ids: &[ApplicationId]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        outcomes.push(Outcome { application: *id, result: issue_one(app, permit, *id).await });
    }
    outcomes
}

async fn issue_one(app: &App, permit: &Approver, id: ApplicationId) -> Result<Certificate, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let before = applications::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let state = lifecycle::decide(before.state, Command::Issue)?;
    may_approve(&before, actor)?;
    let older = succession::predecessors(app, &tx, &[before.venue]).await?.remove(&before.venue);
    let older = older.unwrap_or_default();
    succession::may_replace(&older, app.today())?;
    let (agency, draft) = drafted(app, permit, &tx, &before).await?;
    let year = local_date(app.now()).year();
    let serial = certificates::next_serial(&tx, agency.id, year).await?;
    let certificate = Certificate {
        number: CertificateNumber::new(&agency.code, year, serial),
        document: DocumentNumber { serial, year, symbol: agency.symbol.clone() },
        ..draft
    };
    applications::save(&tx, &Application { state, ..before.clone() }).await?;
    certificates::insert(&tx, agency.id, &certificate).await?;
    let replaced: Vec<_> = older.iter().map(|old| (old, &certificate)).collect();
    succession::supersede(app, &tx, actor, &replaced).await?;
    let event = app.event(Some(actor), Deed::CertificateIssued, certificate.id.0).of_venue(before.venue);
    app.audit(&tx, event.noted(certificate.number.as_str())).await?;
    let owner = accounts::find(&tx, before.owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::Issued {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        link: app.url(&format!("/venues/{}/certificate", before.venue)),
    };
    app.notify(&tx, &owner, notice).await?;
    tx.commit().await?;
    Ok(certificate)
}

/// The certificate as it would be issued now, without its numbers: nothing is saved.
///
/// # Errors
/// As issuing: [`Refusal`], [`AppError::NotFound`].
pub async fn preview(app: &App, permit: &Approver, id: ApplicationId) -> Result<Certificate, AppError> {
    let scope = permit.actor().scope();
    let application = applications::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    lifecycle::decide(application.state, Command::Issue)?;
    may_approve(&application, permit.actor())?;
    let older = succession::predecessors(app, app.store(), &[application.venue]).await?;
    succession::may_replace(older.get(&application.venue).map_or(&[], Vec::as_slice), app.today())?;
    Ok(drafted(app, permit, app.store(), &application).await?.1)
}

/// The issuing agency, and the certificate but for its numbers.
async fn drafted(
    app: &App,
    permit: &Approver,
    reader: &impl Reader,
    application: &Application,
) -> Result<(Agency, Certificate), AppError> {
    let actor = permit.actor();
    let venue = venues::find(reader, &actor.scope(), application.venue).await?.ok_or(AppError::NotFound)?;
    let place = venue.place.clone().ok_or(Refusal::WrongState)?;
    let agency = issuing(app, reader, &place).await?;
    if actor.agency != Some(agency.id) {
        return Err(Refusal::NotAllowed.into());
    }
    let approver = accounts::find(reader, actor.account).await?.ok_or(AppError::NotFound)?;
    let facts = facts(app, reader, application, &venue, &place, &agency, &approver).await?;
    let now = app.now();
    let months = settings::load(reader).await?.validity_months;
    let last_day = add_months(local_date(now), i32::from(months)).previous_day();
    Ok((
        agency,
        Certificate {
            id: CertificateId::new(now, app.entropy()),
            application: application.id,
            venue: venue.id,
            number: CertificateNumber(String::new()),
            document: DocumentNumber { serial: 0, year: 0, symbol: String::new() },
            code: ShortCode::new(app.entropy()),
            signed: None,
            standing: Standing::issued(),
            approver: actor.account,
            issued_at: now,
            expires_on: last_day.ok_or_else(|| AppError::Internal("validity beyond the calendar".into()))?,
            facts,
            version: 1,
        },
    ))
}

async fn issuing(app: &App, reader: &impl Reader, place: &Place) -> Result<Agency, AppError> {
    let offices = agencies::of_place(reader, &place.commune, &place.province).await?;
    responsible(&offices, Function::Issue, &place.commune, &place.province, app.today())
        .cloned()
        .ok_or_else(|| Refusal::NoAgency(Function::Issue.code()).into())
}

async fn facts(
    app: &App,
    reader: &impl Reader,
    application: &Application,
    venue: &Venue,
    place: &Place,
    agency: &Agency,
    approver: &Account,
) -> Result<Facts, AppError> {
    let pledge = pledges::find(reader, venue.id, application.pledge).await?.ok_or(AppError::NotFound)?;
    let name_of = |agency: Option<Agency>| agency.map(|a| a.name).ok_or(AppError::NotFound);
    let decided = |track: &camket_domain::applications::Track| {
        track.decided_at.map(local_date).ok_or(Refusal::WrongState)
    };
    Ok(Facts {
        name: venue.name.clone(),
        kind: venue.kind,
        kind_note: venue.kind_note.clone(),
        address: place.address.clone(),
        commune: place.commune,
        commune_name: areas::all().full_name(place.commune, app.today()).unwrap_or_default(),
        tax_code: venue.business.as_ref().map(|b| b.tax.shown()).unwrap_or_default(),
        representative: venue.representative.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
        terms_version: pledge.terms_version,
        signed_on: local_date(pledge.signed_at),
        workers: application.workers,
        confirmed_by: name_of(agencies::find(reader, application.pledge_track.agency).await?)?,
        confirmed_on: decided(&application.pledge_track)?,
        accepted_by: name_of(agencies::find(reader, application.labour_track.agency).await?)?,
        accepted_on: decided(&application.labour_track)?,
        issuer: Issuer {
            parent: agency.parent_name.clone(),
            name: agency.name.clone(),
            place: agency.place.clone(),
            approver_title: approver.title.clone(),
            approver_name: approver.name.clone(),
        },
    })
}
