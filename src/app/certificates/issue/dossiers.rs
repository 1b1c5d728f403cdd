//! Everything that a batch of certificates is built from, with one query for each kind of row, and the draft of each
//! certificate.

use std::collections::HashMap;
use std::hash::Hash;

use camket_credential::symbol;
use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::{Agency, Function, responsible};
use camket_domain::applications::lifecycle::{self, Command, may_approve};
use camket_domain::applications::{Application, Track};
use camket_domain::areas;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::certificates::{
    Certificate, CertificateNumber, Claims, DocumentNumber, Facts, Issuer, ShortCode, Standing, StatusIndex,
};
use camket_domain::ids::{AccountId, AgencyId, ApplicationId, CertificateId, PledgeId, VenueId};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::{Flaw, Refusal};
use camket_domain::settings::Settings;
use camket_domain::venues::{Place, Venue};
use camket_store::{Reader, accounts, agencies, pledges, settings, venues};
use time::Date;

use super::Approver;
use crate::certificates::succession::{may_replace, predecessors};
use crate::{App, AppError};

/// The rows of one batch.
#[derive(Debug)]
pub(super) struct Dossiers {
    actor: Actor,
    approver: Account,
    settings: Settings,
    agencies: Vec<Agency>,
    applications: HashMap<ApplicationId, Application>,
    venues: HashMap<VenueId, Venue>,
    pledges: HashMap<PledgeId, Pledge>,
    owners: HashMap<AccountId, Account>,
    /// The certificates that the new ones replace.
    older: HashMap<VenueId, Vec<Certificate>>,
}

impl Dossiers {
    /// Loads the rows within the approver's scope.
    pub(super) async fn load(
        app: &App,
        permit: &Approver,
        reader: &impl Reader,
        held: &[Application],
    ) -> Result<Self, AppError> {
        let actor = permit.actor().clone();
        let ids: Vec<_> = held.iter().map(|a| a.venue).collect();
        let venues = venues::find_many(reader, &actor.scope(), &ids).await?;
        let pledges = pledges::find_many(reader, &held.iter().map(|a| a.pledge).collect::<Vec<_>>()).await?;
        let owners = accounts::of(reader, &held.iter().map(|a| a.owner).collect::<Vec<_>>()).await?;
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
            applications: by(held.to_vec(), |a| a.id),
            venues: by(venues, |v| v.id),
            pledges: by(pledges, |p| p.id),
            owners: by(owners, |o| o.id),
            older: predecessors(app, reader, &ids).await?,
            actor,
        })
    }

    /// The approver's own agency, which issues the whole batch.
    pub(super) fn agency(&self) -> Option<&Agency> {
        self.actor.agency.and_then(|id| self.agency_of(id))
    }

    pub(super) fn owner_of(&self, id: ApplicationId) -> Option<&Account> {
        self.owners.get(&self.applications.get(&id)?.owner)
    }

    /// Pairs of each old certificate and the new one that replaces it.
    pub(super) fn replaced<'a>(
        &'a self,
        issued: &'a [Certificate],
    ) -> Vec<(&'a Certificate, &'a Certificate)> {
        issued.iter().flat_map(|new| self.older_of(new.venue).iter().map(move |old| (old, new))).collect()
    }

    fn older_of(&self, venue: VenueId) -> &[Certificate] {
        self.older.get(&venue).map_or(&[], Vec::as_slice)
    }

    fn agency_of(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// The certificate for an application, without its numbers and its token.
    ///
    /// # Errors
    /// A [`Refusal`], or [`AppError::NotFound`] outside the approver's scope.
    pub(super) fn draft(&self, app: &App, id: ApplicationId) -> Result<Certificate, AppError> {
        let application = self.applications.get(&id).ok_or(AppError::NotFound)?;
        lifecycle::decide(application.state, Command::Issue)?;
        may_approve(application, &self.actor)?;
        may_replace(self.older_of(application.venue), app.today())?;
        let venue = self.venues.get(&application.venue).ok_or(AppError::NotFound)?;
        let place = venue.place.as_ref().ok_or(Refusal::WrongState)?;
        let agency = self.issuing(place, app.today())?;
        if self.actor.agency != Some(agency.id) {
            return Err(Refusal::NotAllowed.into());
        }
        let facts = self.facts(app.today(), application, venue, place, agency)?;
        let draft = self.certificate(app, application, facts)?;
        fits(app, agency, &draft)?;
        Ok(draft)
    }

    fn issuing(&self, place: &Place, today: Date) -> Result<&Agency, Refusal> {
        responsible(&self.agencies, Function::Issue, &place.commune, &place.province, today)
            .ok_or(Refusal::NoAgency(Function::Issue.code()))
    }

    fn certificate(
        &self,
        app: &App,
        application: &Application,
        facts: Facts,
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
            signed: None,
            standing: Standing::issued(),
            approver: self.actor.account,
            issued_at: now,
            expires_on: last_day.ok_or_else(|| AppError::Internal("validity beyond the calendar".into()))?,
            facts,
            version: 1,
        })
    }

    fn facts(
        &self,
        today: Date,
        application: &Application,
        venue: &Venue,
        place: &Place,
        agency: &Agency,
    ) -> Result<Facts, AppError> {
        let pledge = self.pledges.get(&application.pledge).filter(|p| p.venue == venue.id);
        let pledge = pledge.ok_or(AppError::NotFound)?;
        let name_of = |id| self.agency_of(id).map(|a| a.name.clone()).ok_or(AppError::NotFound);
        let decided = |track: &Track| track.decided_at.map(local_date).ok_or(Refusal::WrongState);
        Ok(Facts {
            name: venue.name.clone(),
            kind: venue.kind,
            kind_note: venue.kind_note.clone(),
            address: place.address.clone(),
            commune: place.commune,
            commune_name: areas::all().full_name(place.commune, today).unwrap_or_default(),
            tax_code: venue.business.as_ref().map(|b| b.tax.shown()).unwrap_or_default(),
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
fn fits(app: &App, agency: &Agency, draft: &Certificate) -> Result<(), Refusal> {
    let number = CertificateNumber::new(&agency.code, local_date(draft.issued_at).year(), 999_999);
    let numbered = Claims { number, ..Claims::of(draft, StatusIndex(u32::MAX)) };
    symbol::fits(&app.options().public_url, &numbered).map(|_| ()).map_err(|_| Refusal::SelfTest(Flaw::Size))
}

fn by<K: Hash + Eq, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, V> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}
