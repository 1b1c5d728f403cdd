//! Everything that a batch of certificates is built from, with one query for each kind of row, and the draft of each
//! certificate.

use std::collections::HashMap;
use std::hash::Hash;

use camket_credential::qr_size;
use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::{Agency, AgencyFunction, find_responsible};
use camket_domain::applications::lifecycle::{self, Command};
use camket_domain::applications::{Application, Track};
use camket_domain::areas;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::certificates::{
    Certificate, CertificateClaims, CertificateFacts, CertificateNumber, DocumentNumber, Issuer, ShortCode,
    StatusIndex, StatusRecord,
};
use camket_domain::ids::{AccountId, AgencyId, ApplicationId, CertificateId, PledgeId, VenueId};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::{Refusal, SelfTestFlaw};
use camket_domain::settings::Settings;
use camket_domain::venue_register::Operation;
use camket_domain::venues::{Place, Venue};
use camket_store::{Reader, accounts, agencies, pledges, settings, venue_operations, venues};
use time::Date;
use uuid::Uuid;

use super::IssuerPermit;
use crate::certificates::succession::{check_replaceable, list_predecessors};
use crate::{App, AppError};

/// The rows of one batch.
#[derive(Debug)]
pub(super) struct IssueBatch {
    actor: Actor,
    approver: Account,
    settings: Settings,
    agencies: Vec<Agency>,
    applications: HashMap<ApplicationId, Application>,
    venues: HashMap<VenueId, Venue>,
    pledges: HashMap<PledgeId, Pledge>,
    owners: HashMap<AccountId, Account>,
    /// The certificates that the new ones replace.
    predecessors: HashMap<VenueId, Vec<Certificate>>,
    operations: HashMap<Uuid, Operation>,
}

impl IssueBatch {
    /// Loads the rows within the approver's scope.
    pub(super) async fn load(
        app: &App,
        permit: &IssuerPermit,
        reader: &impl Reader,
        held: &[Application],
    ) -> Result<Self, AppError> {
        let actor = permit.actor().clone();
        let ids: Vec<_> = held.iter().map(|a| a.venue).collect();
        let venues = venues::find_many(reader, &actor.scope(), &ids).await?;
        let pledges = pledges::find_many(reader, &held.iter().map(|a| a.pledge).collect::<Vec<_>>()).await?;
        let owners = accounts::find_many(reader, &held.iter().map(|a| a.owner).collect::<Vec<_>>()).await?;
        let tracks = |a: &Application| [a.pledge_track.agency, a.labour_track.agency];
        let mut offices: Vec<_> = held.iter().flat_map(tracks).chain(actor.agency).collect();
        offices.sort_unstable();
        offices.dedup();
        let mut places: Vec<_> = venues.iter().filter_map(|v| v.place.as_ref()).collect();
        places.sort_unstable_by_key(|place| place.commune);
        places.dedup_by_key(|place| place.commune);
        let areas: Vec<_> = places.iter().flat_map(|place| [place.commune, place.province]).collect();
        Ok(Self {
            approver: accounts::find(reader, actor.account).await?.ok_or(AppError::NotFound)?,
            settings: settings::load(reader).await?,
            agencies: agencies::find_many(reader, &offices, &areas).await?,
            applications: index_by(held.to_vec(), |a| a.id),
            venues: index_by(venues, |v| v.id),
            pledges: index_by(pledges, |p| p.id),
            owners: index_by(owners, |o| o.id),
            predecessors: list_predecessors(app, reader, &ids).await?,
            operations: venue_operations::load_latest(reader, &ids.iter().map(|id| id.0).collect::<Vec<_>>())
                .await?,
            actor,
        })
    }

    /// The approver's own agency, which issues the whole batch.
    pub(super) fn issuing_agency(&self) -> Option<&Agency> {
        self.actor.agency.and_then(|id| self.find_agency(id))
    }

    pub(super) fn find_owner(&self, id: ApplicationId) -> Option<&Account> {
        self.owners.get(&self.applications.get(&id)?.owner)
    }

    /// Pairs of each old certificate and the new one that replaces it.
    pub(super) fn list_replaced_pairs<'a>(
        &'a self,
        issued: &'a [Certificate],
    ) -> Vec<(&'a Certificate, &'a Certificate)> {
        issued
            .iter()
            .flat_map(|new| self.predecessors_of(new.venue).iter().map(move |old| (old, new)))
            .collect()
    }

    fn predecessors_of(&self, venue: VenueId) -> &[Certificate] {
        self.predecessors.get(&venue).map_or(&[], Vec::as_slice)
    }

    fn find_agency(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// The certificate for an application, without its numbers and its token.
    ///
    /// # Errors
    /// A [`Refusal`], or [`AppError::NotFound`] outside the approver's scope.
    pub(super) fn build_draft(&self, app: &App, id: ApplicationId) -> Result<Certificate, AppError> {
        let application = self.applications.get(&id).ok_or(AppError::NotFound)?;
        lifecycle::decide(application, Command::Issue, &self.actor, app.now())?;
        check_replaceable(self.predecessors_of(application.venue), app.today())?;
        if self.operations.get(&application.venue.0) == Some(&Operation::Closed) {
            return Err(Refusal::VenueClosed.into());
        }
        let venue = self.venues.get(&application.venue).ok_or(AppError::NotFound)?;
        let place = venue.place.as_ref().ok_or(Refusal::WrongState)?;
        let agency = self.find_issuing_agency(place, app.today())?;
        if self.actor.agency != Some(agency.id) {
            return Err(Refusal::NotAllowed.into());
        }
        let facts = self.build_facts(app.today(), application, venue, place, agency)?;
        let draft = self.build_certificate(app, application, facts)?;
        check_qr_size(app, agency, &draft)?;
        Ok(draft)
    }

    fn find_issuing_agency(&self, place: &Place, today: Date) -> Result<&Agency, Refusal> {
        find_responsible(&self.agencies, AgencyFunction::Issue, &place.commune, &place.province, today)
            .ok_or(Refusal::NoAgency(AgencyFunction::Issue.code()))
    }

    fn build_certificate(
        &self,
        app: &App,
        application: &Application,
        facts: CertificateFacts,
    ) -> Result<Certificate, AppError> {
        let now = app.now();
        let last_day = add_months(local_date(now), i32::from(self.settings.validity_months)).previous_day();
        Ok(Certificate {
            id: CertificateId::new(now, app.entropy()),
            application: application.id,
            venue: application.venue,
            number: CertificateNumber(String::new()),
            document: DocumentNumber { serial: 0, year: 0, symbol: String::new() },
            code: ShortCode::new(app.entropy()),
            issued_token: None,
            status_record: StatusRecord::issued(),
            approver: self.actor.account,
            issued_at: now,
            expires_on: last_day.ok_or_else(|| AppError::internal("validity beyond the calendar"))?,
            facts,
            version: 1,
        })
    }

    fn build_facts(
        &self,
        today: Date,
        application: &Application,
        venue: &Venue,
        place: &Place,
        agency: &Agency,
    ) -> Result<CertificateFacts, AppError> {
        let pledge = self.pledges.get(&application.pledge).filter(|p| p.venue == venue.id);
        let pledge = pledge.ok_or(AppError::NotFound)?;
        let name_of = |id| self.find_agency(id).map(|a| a.name.clone()).ok_or(AppError::NotFound);
        let decided = |track: &Track| track.decided_at().map(local_date).ok_or(Refusal::WrongState);
        Ok(CertificateFacts {
            name: venue.name.clone(),
            kind: venue.kind,
            kind_note: venue.kind_note.clone(),
            address: place.address.clone(),
            commune: place.commune,
            commune_name: areas::all().full_name_in_sentence(place.commune, today).unwrap_or_default(),
            tax_code: venue.business.as_ref().map(|b| b.tax.masked()).unwrap_or_default(),
            representative: venue.representative.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
            terms_version: pledge.terms_version,
            signed_on: local_date(pledge.signed_at),
            workers: application.workers,
            confirmed_by: name_of(application.pledge_track.agency)?,
            confirmed_on: decided(&application.pledge_track)?,
            accepted_by: name_of(application.labour_track.agency)?,
            accepted_on: decided(&application.labour_track)?,
            issuer: Issuer {
                parent: agency.parent_name.clone(),
                name: agency.name.clone(),
                place: agency.place.clone(),
                approver_title: self.approver.title.clone(),
                approver_name: self.approver.name.clone(),
            },
        })
    }
}

/// Checks that the certificate fits a QR, before a number is taken.
fn check_qr_size(app: &App, agency: &Agency, draft: &Certificate) -> Result<(), Refusal> {
    let number = CertificateNumber::new(&agency.code, local_date(draft.issued_at).year(), 999_999);
    let numbered =
        CertificateClaims { number, ..CertificateClaims::from_certificate(draft, StatusIndex(u32::MAX)) };
    qr_size::measure_version(&app.options().public_url, &numbered)
        .map(|_| ())
        .map_err(|_| Refusal::SelfTest(SelfTestFlaw::Size))
}

fn index_by<K: Hash + Eq, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, V> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}
