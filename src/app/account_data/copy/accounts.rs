//! The account itself in the copy. Left out: hashes, secrets, and what others entered about themselves.

use camket_domain::accounts::Account;
use camket_domain::accounts::factor::{FactorState, SecondFactor};
use camket_domain::accounts::passkey::Passkey;
use camket_domain::accounts::session::Session;
use camket_domain::audit::AuditEvent;
use camket_domain::ids::AccountId;
use camket_domain::managers::{ManagerStanding, VenueManager};
use camket_domain::outbox::Message;
use camket_domain::retention::rules::find_rule;
use camket_domain::transfers::VenueTransfer;
use serde_json::{Map, Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

use super::super::DataSheet;

/// RFC 3339, UTC.
pub(super) fn format_moment(at: OffsetDateTime) -> Value {
    at.format(&Rfc3339).map_or(Value::Null, Value::String)
}

pub(super) fn format_moment_opt(at: Option<OffsetDateTime>) -> Value {
    at.map_or(Value::Null, format_moment)
}

/// `2026-11-30`
pub(super) fn format_day(day: Date) -> Value {
    Value::String(day.to_string())
}

pub(super) fn format_day_opt(day: Option<Date>) -> Value {
    day.map_or(Value::Null, format_day)
}

pub(super) fn build_account(account: &Account, factor: Option<&SecondFactor>) -> Value {
    let factor_since = factor.and_then(|factor| match factor.state {
        FactorState::On { since, .. } => Some(since),
        FactorState::Begun => None,
    });
    json!({
        "id": account.id,
        "name": account.name,
        "login": account.login.as_str(),
        "channel": account.login.channel().code(),
        "role": account.role.code(),
        "status": account.status.code(),
        "title": account.title,
        "area": account.area.map(|area| area.as_str().to_owned()),
        "language": account.language,
        "created_at": format_moment(account.created_at),
        "second_factor_since": format_moment_opt(factor_since),
    })
}

/// What the person called it, and when it was used. The key is public, and of no use to a reader.
pub(super) fn build_passkey(passkey: &Passkey) -> Value {
    json!({
        "name": passkey.name,
        "added_at": format_moment(passkey.created_at),
        "used_at": format_moment_opt(passkey.used_at),
    })
}

pub(super) fn build_session(session: &Session) -> Value {
    json!({
        "agent": session.agent,
        "opened_at": format_moment(session.created_at),
        "used_at": format_moment(session.seen_at),
        "second_factor_at": format_moment_opt(session.confirmed_at),
    })
}

/// The rules by which each kind is kept today.
pub(super) fn build_rules(sheet: &DataSheet, today: Date) -> Value {
    let rule = |kind: camket_domain::account_data::DataKind| {
        let rule = find_rule(kind.rule_code(), today)?;
        Some((kind.code().to_owned(), json!(rule)))
    };
    Value::Object(sheet.counts.iter().filter_map(|(kind, _)| rule(*kind)).collect::<Map<_, _>>())
}

/// Of whom the owner invited, what she typed.
pub(super) fn build_manager(manager: &VenueManager) -> Value {
    let since = match &manager.standing {
        ManagerStanding::Invited => None,
        ManagerStanding::Manages { since, .. } => Some(*since),
    };
    json!({
        "venue": manager.venue,
        "login": manager.login,
        "invited_at": format_moment(manager.invited_at),
        "manages_since": format_moment_opt(since),
    })
}

pub(super) fn build_managed(manager: &VenueManager) -> Value {
    let since = match &manager.standing {
        ManagerStanding::Invited => None,
        ManagerStanding::Manages { since, .. } => Some(*since),
    };
    json!({ "venue": manager.venue, "manages_since": format_moment_opt(since) })
}

pub(super) fn build_transfer(transfer: &VenueTransfer, own: AccountId) -> Value {
    let is_from_own = transfer.from == own;
    json!({
        "venue": transfer.venue,
        "direction": if is_from_own { "offered" } else { "received" },
        "login": is_from_own.then_some(&transfer.login).filter(|login| !login.is_empty()),
        "state": transfer.state.code(),
        "offered_at": format_moment(transfer.offered_at),
        "settled_at": format_moment_opt(transfer.settled_at),
    })
}

/// Without the code or link that opens an account.
pub(super) fn build_message(message: &Message) -> Value {
    let mut notice = message.notice.clone();
    if let Some(secret) = notice.secret_mut() {
        secret.clear();
    }
    let values: Map<String, Value> =
        notice.values().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    json!({
        "kind": notice.code(),
        "values": values,
        "channel": message.channel.code(),
        "recipient": message.recipient,
        "language": message.language,
        "created_at": format_moment(message.created_at),
        "sent_at": format_moment_opt(message.sent_at),
    })
}

/// Who else did something to the account is left out, and what they noted.
pub(super) fn build_event(event: &AuditEvent, own: AccountId) -> Value {
    let is_own = event.actor == Some(own);
    json!({
        "at": format_moment(event.at),
        "action": event.action.code(),
        "by_yourself": is_own,
        "venue": event.venue,
        "note": is_own.then_some(&event.note).filter(|note| !note.is_empty()),
    })
}
