//! The JSON of the caller's teams.

use axum::Json;
use axum::extract::State;
use camket_app::{App, teams};
use camket_domain::teams::{Team, TeamMember};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::devices::caller::PhoneCaller;

/// The caller's teams.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Teams {
    teams: Vec<TeamAnswer>,
}

/// A team.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Team)]
struct TeamAnswer {
    id: Uuid,
    name: String,
    /// province or commune.
    level: &'static str,
    #[schema(example = "22759")]
    area: String,
    #[schema(format = Date)]
    valid_from: String,
    #[schema(format = Date, required = true)]
    valid_to: Option<String>,
    members: Vec<MemberAnswer>,
}

/// A member.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Member)]
struct MemberAnswer {
    id: Uuid,
    name: String,
    /// head, deputy or member.
    rank: &'static str,
    /// Number of the inspection card.
    card: String,
    /// Whether it is the caller.
    you: bool,
}

/// The teams that the caller is in today.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/teams",
    operation_id = "teams",
    tag = "inspections",
    responses(
        (status = 200, description = "The caller's teams.", body = Teams),
        PhoneCaller,
    )
)]
pub(super) async fn list(State(app): State<App>, caller: PhoneCaller) -> Result<Json<Teams>, ApiError> {
    let own = teams::list_own(&app, &caller.permit).await?;
    let you = caller.permit.actor().account;
    let member = |m: &TeamMember| MemberAnswer {
        id: m.id.0,
        name: m.name.clone(),
        rank: m.rank.code(),
        card: m.card.clone(),
        you: m.account == Some(you),
    };
    let team = |t: &Team| TeamAnswer {
        id: t.id.0,
        name: t.name.clone(),
        level: t.level.code(),
        area: t.area.as_str().to_owned(),
        valid_from: t.valid_from.to_string(),
        valid_to: t.valid_to.map(|day| day.to_string()),
        members: t.members.iter().map(member).collect(),
    };
    Ok(Json(Teams { teams: own.iter().map(team).collect() }))
}
