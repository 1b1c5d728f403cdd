//! `GET /api/v1/account`: for whom a program acts.

use axum::{Extension, Json};
use camket_domain::accounts::Actor;
use serde::Serialize;
use utoipa::ToSchema;

/// The account behind a session or a token.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Account {
    /// Shown name.
    #[schema(example = "Ngô Hữu Tra")]
    name: String,
    /// What the account is for.
    #[schema(value_type = Role)]
    role: &'static str,
    /// Code of the commune or province whose part of the register it sees; null for owners.
    #[schema(required = true, example = "22759")]
    area: Option<String>,
}

/// The roles, as the API writes them.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(
    dead_code,
    reason = "describes the codes of camket_domain::accounts::Role; a test holds them together"
)]
pub(super) enum Role {
    Owner,
    CommuneOfficer,
    LabourOfficer,
    Approver,
    Inspector,
    Administrator,
    Coordinator,
    Observer,
}

/// For whom the caller acts.
#[utoipa::path(
    get,
    path = "/api/v1/account",
    tag = "account",
    responses((status = 200, description = "The account behind the session or the token.", body = Account))
)]
pub(super) async fn own(Extension(actor): Extension<Actor>) -> Json<Account> {
    Json(Account {
        name: actor.name,
        role: actor.role.code(),
        area: actor.area.map(|area| area.as_str().to_owned()),
    })
}
