//! Starting an inspection: the rules on its team, its plans and the inspections of the year are checked here.

use camket_domain::calendar::local_date;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{ConcernId, MemberId, PlanId, TeamId, VenueId};
use camket_domain::inspections::start::{self as rules, InspectionStart};
use camket_domain::inspections::{InspectionGround, InspectionKind, StatedGround};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::{Team, TeamMember};
use camket_domain::venues::Venue;
use camket_store::{Reader, inspections, settings, teams, venues};
use time::OffsetDateTime;

use crate::concerns::find_founded_concern;
use crate::{App, AppError, InputProblem};

type InspectorPermit = Permit<rights::Inspect>;

/// An inspection that is about to begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartInput {
    pub team: TeamId,
    pub venue: VenueId,
    /// Planned or surprise.
    pub kind: InspectionKind,
    /// The grounds of a surprise inspection.
    pub grounds: Option<StatedGround>,
    /// The reference of the public's concern that a complaint names.
    pub reference: Option<ShortCode>,
    /// The members who are present.
    pub members: Vec<MemberId>,
}

/// The rows that the start was checked with.
#[derive(Debug)]
pub(super) struct CheckedStart {
    pub team: Team,
    pub present: Vec<TeamMember>,
    pub plan: Option<PlanId>,
    pub concern: Option<ConcernId>,
    pub visits_this_year: u64,
}

/// Checks whether an inspection may begin now, and returns the number of all teams' inspections of the venue this year.
/// Saves nothing.
///
/// # Errors
/// A [`Refusal`](camket_domain::refusal::Refusal) of the rule; [`AppError::NotFound`]; [`AppError::Invalid`] for a
/// `reference` that is of no founded concern about the venue.
pub async fn check_start(app: &App, permit: &InspectorPermit, start: &StartInput) -> Result<u64, AppError> {
    let scope = permit.actor().scope();
    let venue = venues::find(app.store(), &scope, start.venue).await?.ok_or(AppError::NotFound)?;
    let begun = require_start(permit, app.store(), start, &venue, app.now()).await?;
    Ok(begun.visits_this_year)
}

pub(super) async fn require_start(
    permit: &InspectorPermit,
    reader: &impl Reader,
    start: &StartInput,
    venue: &Venue,
    at: OffsetDateTime,
) -> Result<CheckedStart, AppError> {
    let day = local_date(at);
    let team = teams::find_by_id(reader, start.team).await?.ok_or(AppError::NotFound)?;
    let reached = venue.place.as_ref().is_some_and(|p| team.area == p.commune || team.area == p.province);
    if !reached {
        return Err(AppError::NotFound);
    }
    let plan = crate::plans::find_approved_plan(reader, team.id, venue.id, day.year()).await?;
    let visits_this_year = inspections::count_in_year(reader, venue.id, day.year()).await?;
    let present = rules::check_start(&InspectionStart {
        team: &team,
        inspector: permit.actor().account,
        owner: venue.owner,
        present_members: &start.members,
        day,
        kind: start.kind,
        ground: start.grounds.as_ref(),
        is_planned: plan.is_some(),
        visits_this_year,
        min_members: settings::load(reader).await?.visit_members,
    })?;
    let concern = find_named_concern(permit, reader, start).await?;
    let present = present.into_iter().cloned().collect();
    Ok(CheckedStart {
        present,
        concern,
        plan: plan.filter(|_| start.kind == InspectionKind::Planned),
        visits_this_year,
        team,
    })
}

/// The founded concern about the venue that a complaint names; `None` if it names none.
async fn find_named_concern(
    permit: &InspectorPermit,
    reader: &impl Reader,
    start: &StartInput,
) -> Result<Option<ConcernId>, AppError> {
    let Some(reference) = &start.reference else { return Ok(None) };
    let complaint = start.grounds.as_ref().is_some_and(|grounds| grounds.code == InspectionGround::Complaint);
    let scope = permit.actor().scope();
    let found =
        if complaint { find_founded_concern(reader, &scope, start.venue, reference).await? } else { None };
    found.map(Some).ok_or(AppError::invalid("reference", InputProblem::ConcernUnknown))
}
