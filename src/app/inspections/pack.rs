//! The pack: what an inspector may know of an area's venues without a network. It holds no personal number and no
//! worker.

use std::collections::HashMap;

pub use camket_credential::signed_text::SignedText;
use camket_credential::signed_text::{SignedKind, sign};
use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode};
use camket_domain::calendar::{add_months, local_date};
use camket_domain::certificates::{Certificate, CertificateNumber, CertificateStatus};
use camket_domain::demands::Demand;
use camket_domain::ids::{DemandId, MemberId, TeamId, VenueId};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::Team;
use camket_domain::venues::Venue;
use camket_store::inspections::Tally;
use camket_store::{Reader, certificates, demands, inspections, labour, plans, settings, venues};
use serde::Serialize;
use time::Date;

use crate::teams::list_teams_of_inspector;
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;

/// Version of the pack's format. A phone refuses every other version, so each change of a name raises it.
const FORMAT_VERSION: u32 = 2;

/// A pack as the phone reads it: docs/inspections-api.md.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pack {
    /// Version of the format.
    pub v: u32,
    /// Code of the area.
    pub area: String,
    /// When it was built, in Unix seconds.
    pub at: i64,
    /// When it goes out of date, in Unix seconds.
    pub until: i64,
    /// The calendar year of `visits_this_year`.
    pub year: i32,
    /// Fewest members of an inspection.
    pub min_members: u8,
    /// Version of the checklist.
    pub checklist: u32,
    pub teams: Vec<PackTeam>,
    pub venues: Vec<PackVenue>,
}

/// A team of the inspector.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PackTeam {
    pub id: TeamId,
    pub name: String,
    pub members: Vec<PackMember>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PackMember {
    pub id: MemberId,
    pub name: String,
    pub rank: &'static str,
    /// Number of the inspection card.
    pub card: String,
}

/// A venue. An absent part is unknown.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PackVenue {
    pub id: VenueId,
    pub name: String,
    pub kind: &'static str,
    /// Street address.
    pub address: String,
    /// Commune, where it is not the pack's area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<String>,
    /// Latitude and longitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<(f64, f64)>,
    /// Name of the representative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    /// Number of rooms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workers: Option<WorkerCounts>,
    /// The latest certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PackCertificate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_visit: Option<PackVisit>,
    /// Inspections by all teams in the year.
    #[serde(skip_serializing_if = "is_zero")]
    pub visits_this_year: u32,
    /// On an approved plan of one of the inspector's teams, and not inspected yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// Open demands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<PackDemand>,
}

/// Numbers of declared workers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
pub struct WorkerCounts {
    pub declared: u32,
    /// Without a running contract.
    pub without_contract: u32,
    /// Without a health check in the last three months.
    pub without_health_check: u32,
    /// Without their own pledge.
    pub without_pledge: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PackCertificate {
    pub number: String,
    pub code: String,
    /// Last day (ISO 8601).
    pub expires_on: String,
    /// When the pack was built: `valid`, `revoked`, `suspended` or `superseded`. Expiry is not in it.
    pub status: &'static str,
}

/// The last inspection.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PackVisit {
    /// Vietnamese date (ISO 8601).
    pub on: String,
    pub conclusion: &'static str,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PackDemand {
    pub id: DemandId,
    pub text: String,
    /// Last day (ISO 8601).
    pub due_on: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Builds the pack of an area within the inspector's own, or of the inspector's whole area.
///
/// # Errors
/// [`AppError::NotFound`] for an area outside.
pub async fn build_pack(
    app: &App,
    permit: &InspectorPermit,
    area: Option<AreaCode>,
) -> Result<Pack, AppError> {
    let own = permit.actor().area.ok_or(AppError::NotFound)?;
    let area = area.unwrap_or(own);
    if area != own && !areas::list_codes_within(&own).contains(&area) {
        return Err(AppError::NotFound);
    }
    let rules = settings::load(app.store()).await?;
    let known = AreaRows::load(app, permit, area).await?;
    let at = app.now().unix_timestamp();
    Ok(Pack {
        v: FORMAT_VERSION,
        area: area.as_str().to_owned(),
        at,
        until: at + i64::from(rules.pack_hours) * 3600,
        year: app.today().year(),
        min_members: rules.visit_members,
        checklist: Checklist::newest().map_or(0, |list| list.version),
        teams: known.teams.iter().map(build_team).collect(),
        venues: known.venues.iter().map(|venue| known.build_row(venue)).collect(),
    })
}

/// Builds the pack and signs it with the key that signs tokens, so that the phone can trust it whichever way it
/// arrived.
///
/// # Errors
/// As [`build_pack`]; [`AppError::Internal`] without a signing key.
pub async fn build_signed_pack(
    app: &App,
    permit: &InspectorPermit,
    area: Option<AreaCode>,
) -> Result<SignedText, AppError> {
    let pack = build_pack(app, permit, area).await?;
    let text = serde_json::to_string(&pack).map_err(AppError::internal)?;
    let key = crate::keys::load_signer(app).await?;
    sign(SignedKind::Pack, &text, &key).map_err(AppError::internal)
}

/// The present pack row of one venue.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn build_pack_venue(
    app: &App,
    permit: &InspectorPermit,
    id: VenueId,
) -> Result<PackVenue, AppError> {
    let scope = permit.actor().scope();
    let venue = venues::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let area = venue.place.as_ref().map(|place| place.commune).ok_or(AppError::NotFound)?;
    let known = AreaRows::load(app, permit, area).await?;
    // Without a pack nothing else tells the phone which teams may visit it.
    Ok(PackVenue { commune: Some(area.as_str().to_owned()), ..known.build_row(&venue) })
}

/// The present pack row of a certificate's venue.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn build_pack_venue_of_certificate(
    app: &App,
    permit: &InspectorPermit,
    number: &str,
) -> Result<PackVenue, AppError> {
    let number = CertificateNumber(number.to_owned());
    let certificate = certificates::find_by_number(app.store(), &number).await?.ok_or(AppError::NotFound)?;
    build_pack_venue(app, permit, certificate.venue).await
}

/// The rows of an area that a pack is built from, each loaded once.
struct AreaRows {
    today: Date,
    area: AreaCode,
    teams: Vec<Team>,
    venues: Vec<Venue>,
    certificates: HashMap<VenueId, Certificate>,
    workers: HashMap<VenueId, WorkerCounts>,
    tallies: HashMap<VenueId, Tally>,
    demands: HashMap<VenueId, Vec<Demand>>,
    planned: Vec<VenueId>,
}

impl AreaRows {
    async fn load(app: &App, permit: &InspectorPermit, area: AreaCode) -> Result<Self, AppError> {
        let scope = &Scope::Area(area);
        let (store, today) = (app.store(), app.today());
        let all = venues::list_in_scope(store, scope).await?;
        let ids: Vec<_> = all.iter().map(|venue| venue.id).collect();
        let mut latest = HashMap::new();
        for certificate in certificates::list_by_venues(store, &ids).await? {
            latest.entry(certificate.venue).or_insert(certificate);
        }
        let mut open: HashMap<VenueId, Vec<Demand>> = HashMap::new();
        for demand in demands::list_open(store, scope).await? {
            open.entry(demand.venue).or_default().push(demand);
        }
        let teams = list_teams_of_inspector(store, permit.actor(), today).await?;
        Ok(Self {
            planned: list_planned_venues(store, &teams, today).await?,
            workers: count_workers(store, scope, today).await?,
            tallies: inspections::tally_by_venue(store, scope, today.year()).await?,
            certificates: latest,
            demands: open,
            venues: all,
            teams,
            area,
            today,
        })
    }

    fn build_row(&self, venue: &Venue) -> PackVenue {
        let place = venue.place.as_ref();
        let tally = self.tallies.get(&venue.id);
        let visits_this_year = tally.map_or(0, |t| t.in_year);
        let open = self.demands.get(&venue.id).map(Vec::as_slice).unwrap_or_default();
        PackVenue {
            id: venue.id,
            name: venue.name.clone(),
            kind: venue.kind.code(),
            address: place.map(|p| p.address.clone()).unwrap_or_default(),
            commune: place.map(|p| p.commune).filter(|c| *c != self.area).map(|c| c.as_str().to_owned()),
            position: place
                .and_then(|p| p.position)
                .map(|(lat, lng)| (round_degrees(lat), round_degrees(lng))),
            representative: venue.representative.as_ref().map(|person| person.name.clone()),
            rooms: venue.business.as_ref().and_then(|business| business.rooms),
            workers: self
                .workers
                .get(&venue.id)
                .copied()
                .or_else(|| venue.no_employees.then(WorkerCounts::default)),
            certificate: self.certificates.get(&venue.id).map(|c| build_certificate(c, self.today)),
            last_visit: tally.map(build_visit),
            visits_this_year,
            planned: visits_this_year == 0 && self.planned.contains(&venue.id),
            demands: open.iter().map(build_demand).collect(),
        }
    }
}

/// Rounds to five decimals, about one metre.
fn round_degrees(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn build_demand(demand: &Demand) -> PackDemand {
    PackDemand { id: demand.id, text: demand.text.clone(), due_on: demand.due_on.to_string() }
}

fn build_visit(tally: &Tally) -> PackVisit {
    PackVisit { on: local_date(tally.last_at).to_string(), conclusion: tally.last.code() }
}

fn build_certificate(certificate: &Certificate, today: Date) -> PackCertificate {
    PackCertificate {
        number: certificate.number.to_string(),
        code: certificate.code.to_string(),
        expires_on: certificate.expires_on.to_string(),
        status: match certificate.status_on(today) {
            CertificateStatus::Issued => "valid",
            other => other.code(),
        },
    }
}

fn build_team(team: &Team) -> PackTeam {
    let members = team.members.iter().map(|member| PackMember {
        id: member.id,
        name: member.name.clone(),
        rank: member.rank.code(),
        card: member.card.clone(),
    });
    PackTeam { id: team.id, name: team.name.clone(), members: members.collect() }
}

async fn list_planned_venues(
    reader: &impl Reader,
    teams: &[Team],
    today: Date,
) -> Result<Vec<VenueId>, AppError> {
    let mut found = Vec::new();
    for team in teams {
        for plan in plans::list_by_team(reader, team.id, today.year()).await? {
            if plan.state() == camket_domain::plans::PlanState::Approved {
                found.extend(plan.visits.iter().map(|visit| visit.venue));
            }
        }
    }
    Ok(found)
}

/// Counts workers by the same rules as the labour register shows them ([`camket_domain::labour::WorkerGap`]).
async fn count_workers(
    reader: &impl Reader,
    scope: &Scope,
    today: Date,
) -> Result<HashMap<VenueId, WorkerCounts>, AppError> {
    let quarter_ago = add_months(today, -3);
    let mut counted: HashMap<VenueId, WorkerCounts> = HashMap::new();
    for papers in labour::list_worker_dates(reader, scope).await? {
        let row = counted.entry(papers.venue).or_default();
        row.declared += 1;
        row.without_contract += u32::from(papers.contract_ends_on.is_some_and(|on| on < today));
        row.without_health_check += u32::from(papers.health_check_on.is_none_or(|on| on < quarter_ago));
        row.without_pledge += u32::from(papers.pledged_on.is_none());
    }
    Ok(counted)
}
