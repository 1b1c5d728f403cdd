//! What the start of a visit asks: of the team, its plans, and the visits of every team in the year.

use camket_domain::calendar::local_date;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{ConcernId, MemberId, PlanId, TeamId, VenueId};
use camket_domain::inspections::beginning::{Beginning, may_begin};
use camket_domain::inspections::{Ground, Grounds, Kind};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::{Member, Team};
use camket_domain::venues::Venue;
use camket_store::{Reader, inspections, settings, teams, venues};
use time::OffsetDateTime;

use crate::concerns::founded;
use crate::{App, AppError};

type Inspector = Permit<rights::Inspect>;

/// A visit that begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
    /// The team.
    pub team: TeamId,
    /// The venue.
    pub venue: VenueId,
    /// Planned or surprise.
    pub kind: Kind,
    /// Why, if a ground is given.
    pub grounds: Option<Grounds>,
    /// The concern of the public that a complaint names.
    pub reference: Option<ShortCode>,
    /// Who is there.
    pub members: Vec<MemberId>,
}

/// What the start found.
#[derive(Debug)]
pub(super) struct Begun {
    pub team: Team,
    pub present: Vec<Member>,
    pub plan: Option<PlanId>,
    pub concern: Option<ConcernId>,
    pub visits_this_year: u64,
}

/// Whether a visit may begin now; the visits of all teams to the venue this year. Saves nothing.
///
/// # Errors
/// A [`Refusal`](camket_domain::refusal::Refusal) of the rule that says no; [`AppError::NotFound`]; [`AppError::Invalid`] for
/// a `reference` that is of no founded concern about the venue.
pub async fn check(app: &App, permit: &Inspector, start: &Start) -> Result<u64, AppError> {
    let scope = permit.actor().scope();
    let venue = venues::find(app.store(), &scope, start.venue).await?.ok_or(AppError::NotFound)?;
    let begun = begin(permit, app.store(), start, &venue, app.now()).await?;
    Ok(begun.visits_this_year)
}

pub(super) async fn begin(
    permit: &Inspector,
    reader: &impl Reader,
    start: &Start,
    venue: &Venue,
    at: OffsetDateTime,
) -> Result<Begun, AppError> {
    let day = local_date(at);
    let team = teams::by_id(reader, start.team).await?.ok_or(AppError::NotFound)?;
    let reached = venue.place.as_ref().is_some_and(|p| team.area == p.commune || team.area == p.province);
    if !reached {
        return Err(AppError::NotFound);
    }
    let plan = crate::plans::holding(reader, team.id, venue.id, day.year()).await?;
    let visits_this_year = inspections::count_in_year(reader, venue.id, day.year()).await?;
    let present = may_begin(&Beginning {
        team: &team,
        inspector: permit.actor().account,
        owner: venue.owner,
        present: &start.members,
        day,
        kind: start.kind,
        grounds: start.grounds.as_ref(),
        planned: plan.is_some(),
        visits_this_year,
        least: settings::load(reader).await?.visit_members,
    })?;
    let concern = concern(permit, reader, start).await?;
    let present = present.into_iter().cloned().collect();
    Ok(Begun { present, concern, plan: plan.filter(|_| start.kind == Kind::Planned), visits_this_year, team })
}

/// The founded concern about the venue that a complaint names, if it names one.
async fn concern(
    permit: &Inspector,
    reader: &impl Reader,
    start: &Start,
) -> Result<Option<ConcernId>, AppError> {
    let Some(reference) = &start.reference else { return Ok(None) };
    let complaint = start.grounds.as_ref().is_some_and(|grounds| grounds.code == Ground::Complaint);
    let scope = permit.actor().scope();
    let found = if complaint { founded(reader, &scope, start.venue, reference).await? } else { None };
    found.map(Some).ok_or(AppError::Invalid("reference", "concern-unknown"))
}
