//! Texts and chips of the domain's closed lists, the same on every page.

use camket_domain::accounts::{AccountStatus, Role};
use camket_domain::applications::{ApplicationState, Track, TrackState};
use camket_domain::audit::AuditEvent;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::identifiers::Phone;
use camket_domain::venues::VenueKind;

use camket_shell::look::{Chip, Choice, TimelineEvent, Tone};
use camket_shell::page::Page;

/// The text of a code: locale key `codes-<list>-<code>`, with `-` for each `_` of the code.
pub(crate) fn translate_code(page: &Page, list: &str, code: &str) -> String {
    page.t(&format!("codes-{list}-{}", code.replace('_', "-")))
}

/// A venue's kind, with the owner's note in brackets.
pub(crate) fn format_venue_kind(page: &Page, kind: VenueKind, note: &str) -> String {
    let words = translate_code(page, "kind", kind.code());
    if note.is_empty() { words } else { format!("{words} ({note})") }
}

/// The choices of a closed list, as [`translate_code`] words them.
pub(crate) fn build_code_choices<const N: usize>(
    page: &Page,
    list: &str,
    codes: [&'static str; N],
) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, translate_code(page, list, code))).to_vec()
}

pub(crate) fn build_venue_kind_choices(page: &Page) -> Vec<Choice> {
    VenueKind::ALL.iter().map(|k| Choice::new(k.code(), translate_code(page, "kind", k.code()))).collect()
}

/// Address and text of a telephone number.
pub(crate) fn link_phone(phone: &Phone) -> (String, String) {
    (format!("tel:{}", phone.as_str()), phone.format_grouped())
}

pub(crate) fn build_application_chip(page: &Page, state: ApplicationState) -> Chip {
    let look = match state {
        ApplicationState::Draft | ApplicationState::Withdrawn => Tone::Neutral,
        ApplicationState::InReview => Tone::Info,
        ApplicationState::Returned => Tone::Warn,
        ApplicationState::Accepted | ApplicationState::Issued => Tone::Good,
        ApplicationState::Refused => Tone::Bad,
    };
    Chip::new(look, translate_code(page, "application", state.code()))
}

pub(crate) fn build_track_chip(page: &Page, state: TrackState) -> Chip {
    let look = match state {
        TrackState::Waiting => Tone::Neutral,
        TrackState::Claimed => Tone::Info,
        TrackState::Accepted => Tone::Good,
        TrackState::Returned => Tone::Warn,
        TrackState::Refused => Tone::Bad,
    };
    Chip::new(look, translate_code(page, "track", state.code()))
}

/// The reasons of a track's return or refusal, in words.
pub(crate) fn translate_reasons(page: &Page, track: &Track) -> Vec<String> {
    track.reasons().iter().map(|reason| translate_code(page, "reason", reason.code())).collect()
}

pub(crate) fn build_verdict_chip(page: &Page, verdict: Verdict) -> Chip {
    let look = match verdict {
        Verdict::Valid => Tone::Good,
        Verdict::ValidAsOf => Tone::Info,
        Verdict::Suspended | Verdict::Expired | Verdict::Superseded => Tone::Warn,
        Verdict::Revoked | Verdict::Forged => Tone::Bad,
        Verdict::CannotSay | Verdict::NotInRegister | Verdict::NotOurs | Verdict::Mistyped => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "verdict", verdict.code()))
}

pub(crate) fn build_account_chip(page: &Page, standing: AccountStatus) -> Chip {
    let look = match standing {
        AccountStatus::Active => Tone::Good,
        AccountStatus::Unconfirmed => Tone::Info,
        AccountStatus::Disabled | AccountStatus::Counter | AccountStatus::Closed => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "standing", standing.code()))
}

/// The locale key of a role.
pub(crate) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Owner => "codes-role-owner",
        Role::CommuneOfficer => "codes-role-commune-officer",
        Role::LabourOfficer => "codes-role-labour-officer",
        Role::Approver => "codes-role-approver",
        Role::Inspector => "codes-role-inspector",
        Role::Administrator => "codes-role-administrator",
        Role::Coordinator => "codes-role-coordinator",
        Role::Observer => "codes-role-observer",
    }
}

/// The roles an administrator gives.
pub(crate) fn build_staff_role_choices(page: &Page) -> Vec<Choice> {
    let staff = Role::ALL.into_iter().filter(|role| role.is_staff());
    staff.map(|role| Choice::new(role.code(), translate_code(page, "role", role.code()))).collect()
}

/// The audit events of a venue as a timeline.
pub(crate) fn build_timeline(page: &Page, events: &[AuditEvent]) -> Vec<TimelineEvent> {
    let event = |event: &AuditEvent| TimelineEvent {
        at: page.moment(&event.at),
        what: translate_code(page, "deed", event.action.code()),
        who: event.actor_name.clone(),
        note: String::new(),
        kind: Tone::Neutral,
    };
    events.iter().map(event).collect()
}

#[cfg(test)]
mod tests;
