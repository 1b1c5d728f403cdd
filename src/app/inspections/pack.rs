//! The pack: what an inspector may know of an area's venues without a network. It holds no personal number and no
//! worker.

use std::collections::HashMap;

pub use camket_credential::signed_text::SignedText;
use camket_credential::signed_text::sign;
use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode};
use camket_domain::calendar::add_months;
use camket_domain::certificates::{Certificate, CertificateNumber, CertificateStatus};
use camket_domain::demands::Demand;
use camket_domain::ids::VenueId;
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

/// Most venues in one pack.
const MAX_VENUES: u64 = 5_000;

/// A pack as the phone reads it. The keys are short because every venue repeats them.
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
    /// The calendar year that `y` counts in.
    pub year: i32,
    /// Fewest members of an inspection.
    pub min: u8,
    /// Version of the checklist.
    pub checklist: u32,
    pub teams: Vec<PackTeam>,
    pub venues: Vec<PackVenue>,
}

/// A team of the inspector.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PackTeam {
    pub id: String,
    pub name: String,
    /// Id, name, rank and card number of each member.
    pub members: Vec<(String, String, &'static str, String)>,
}

#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PackVenue {
    pub id: String,
    /// Name.
    pub n: String,
    /// Kind.
    pub k: &'static str,
    /// Street address.
    pub a: String,
    /// Commune, where it is not the pack's area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub c: Option<String>,
    /// Latitude and longitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<(f64, f64)>,
    /// Name of the representative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub o: Option<String>,
    /// Number of rooms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r: Option<u16>,
    /// Number of declared workers; of those without a running contract, without a health check in the last three
    /// months, and without a pledge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub w: Option<[u32; 4]>,
    /// Number, short code, last day (ISO 8601), status (0 valid, 1 revoked, 2 suspended, 3 superseded).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert: Option<(String, String, String, u8)>,
    /// Day (ISO 8601) and conclusion of the last inspection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<(String, &'static str)>,
    /// Inspections by all teams in the year.
    #[serde(skip_serializing_if = "is_zero")]
    pub y: u32,
    /// On an approved plan of one of the inspector's teams, and not inspected yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub plan: bool,
    /// Open demands: id, text, last day (ISO 8601).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub d: Vec<(String, String, String)>,
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
        v: 1,
        area: area.as_str().to_owned(),
        at,
        until: at + i64::from(rules.pack_hours) * 3600,
        year: app.today().year(),
        min: rules.visit_members,
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
    sign(&text, &key).map_err(AppError::internal)
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
    Ok(known.build_row(&venue))
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
    workers: HashMap<VenueId, [u32; 4]>,
    tallies: HashMap<VenueId, Tally>,
    demands: HashMap<VenueId, Vec<Demand>>,
    planned: Vec<VenueId>,
}

impl AreaRows {
    async fn load(app: &App, permit: &InspectorPermit, area: AreaCode) -> Result<Self, AppError> {
        let scope = &Scope::Area(area);
        let (store, today) = (app.store(), app.today());
        let all = venues::list_in_scope(store, scope, MAX_VENUES).await?;
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
        let y = tally.map_or(0, |t| t.in_year);
        let open = self.demands.get(&venue.id).map(Vec::as_slice).unwrap_or_default();
        PackVenue {
            id: venue.id.to_string(),
            n: venue.name.clone(),
            k: venue.kind.code(),
            a: place.map(|p| p.address.clone()).unwrap_or_default(),
            c: place.map(|p| p.commune).filter(|c| *c != self.area).map(|c| c.as_str().to_owned()),
            p: place.and_then(|p| p.position).map(|(lat, lng)| (round_degrees(lat), round_degrees(lng))),
            o: venue.representative.as_ref().map(|person| person.name.clone()),
            r: venue.business.as_ref().and_then(|business| business.rooms),
            w: self.workers.get(&venue.id).copied().or_else(|| venue.no_employees.then_some([0; 4])),
            cert: self.certificates.get(&venue.id).map(|c| encode_certificate(c, self.today)),
            visit: tally.map(|t| (camket_domain::calendar::local_date(t.last_at).to_string(), t.last.code())),
            y,
            plan: y == 0 && self.planned.contains(&venue.id),
            d: open.iter().map(encode_demand).collect(),
        }
    }
}

/// Rounds to five decimals, about one metre.
fn round_degrees(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn encode_demand(demand: &Demand) -> (String, String, String) {
    (demand.id.to_string(), demand.text.clone(), demand.due_on.to_string())
}

fn encode_certificate(certificate: &Certificate, today: Date) -> (String, String, String, u8) {
    let status = match certificate.status_on(today) {
        CertificateStatus::Issued => 0,
        CertificateStatus::Revoked => 1,
        CertificateStatus::Suspended => 2,
        CertificateStatus::Superseded => 3,
    };
    (certificate.number.to_string(), certificate.code.to_string(), certificate.expires_on.to_string(), status)
}

fn build_team(team: &Team) -> PackTeam {
    let member = |m: &camket_domain::teams::TeamMember| {
        (m.id.to_string(), m.name.clone(), m.rank.code(), m.card.clone())
    };
    PackTeam {
        id: team.id.to_string(),
        name: team.name.clone(),
        members: team.members.iter().map(member).collect(),
    }
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
) -> Result<HashMap<VenueId, [u32; 4]>, AppError> {
    let quarter_ago = add_months(today, -3);
    let mut counted: HashMap<VenueId, [u32; 4]> = HashMap::new();
    for papers in labour::list_worker_dates(reader, scope).await? {
        let row = counted.entry(papers.venue).or_default();
        row[0] += 1;
        row[1] += u32::from(papers.contract_ends_on.is_some_and(|on| on < today));
        row[2] += u32::from(papers.health_check_on.is_none_or(|on| on < quarter_ago));
        row[3] += u32::from(papers.pledged_on.is_none());
    }
    Ok(counted)
}
