//! Texts and chips of the domain's closed lists, the same on every page.

use camket_app::AppError;
use camket_domain::accounts::{Role, Standing};
use camket_domain::applications::{State, TrackState};
use camket_domain::audit::AuditEvent;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::venues::VenueKind;

use crate::form::Form;
use crate::look::{Chip, Choice, Event, Kind};
use crate::page::Page;

/// The text of a code: locale key `codes-<list>-<code>`, with `-` for each `_` of the code.
pub(crate) fn words(page: &Page, list: &str, code: &str) -> String {
    page.t(&format!("codes-{list}-{}", code.replace('_', "-")))
}

/// A venue's kind, with the owner's note in brackets.
pub(crate) fn kind(page: &Page, kind: VenueKind, note: &str) -> String {
    let words = words(page, "kind", kind.code());
    if note.is_empty() { words } else { format!("{words} ({note})") }
}

pub(crate) fn kinds(page: &Page) -> Vec<Choice> {
    VenueKind::ALL.iter().map(|k| Choice::new(k.code(), words(page, "kind", k.code()))).collect()
}

pub(crate) fn application(page: &Page, state: State) -> Chip {
    let look = match state {
        State::Draft | State::Withdrawn => Kind::Neutral,
        State::InReview => Kind::Info,
        State::Returned => Kind::Warn,
        State::Accepted | State::Issued => Kind::Good,
        State::Refused => Kind::Bad,
    };
    Chip::new(look, words(page, "application", state.code()))
}

pub(crate) fn track(page: &Page, state: TrackState) -> Chip {
    let look = match state {
        TrackState::Waiting => Kind::Neutral,
        TrackState::Claimed => Kind::Info,
        TrackState::Accepted => Kind::Good,
        TrackState::Returned => Kind::Warn,
        TrackState::Refused => Kind::Bad,
    };
    Chip::new(look, words(page, "track", state.code()))
}

pub(crate) fn verdict(page: &Page, verdict: Verdict) -> Chip {
    let look = match verdict {
        Verdict::Valid => Kind::Good,
        Verdict::ValidAsOf => Kind::Info,
        Verdict::Suspended | Verdict::Expired | Verdict::Superseded => Kind::Warn,
        Verdict::Revoked | Verdict::Forged => Kind::Bad,
        Verdict::CannotSay | Verdict::NotInRegister | Verdict::NotOurs | Verdict::Mistyped => Kind::Neutral,
    };
    Chip::new(look, words(page, "verdict", verdict.code()))
}

pub(crate) fn standing(page: &Page, standing: Standing) -> Chip {
    let look = match standing {
        Standing::Active => Kind::Good,
        Standing::Unconfirmed => Kind::Info,
        Standing::Disabled => Kind::Neutral,
    };
    Chip::new(look, words(page, "standing", standing.code()))
}

/// The roles an administrator gives.
pub(crate) fn staff_roles(page: &Page) -> Vec<Choice> {
    let staff = Role::ALL.into_iter().filter(|role| role.is_staff());
    staff.map(|role| Choice::new(role.code(), words(page, "role", role.code()))).collect()
}

/// The audit events of a venue as a timeline.
pub(crate) fn timeline(page: &Page, events: &[AuditEvent]) -> Vec<Event> {
    let event = |event: &AuditEvent| Event {
        at: page.moment(&event.at),
        what: words(page, "deed", event.deed.code()),
        who: event.actor_name.clone(),
        note: String::new(),
        kind: Kind::Neutral,
    };
    events.iter().map(event).collect()
}

/// Adds an error of a use case to its field; gives back an error that belongs to no field.
pub(crate) fn beside_field(form: &mut Form, error: AppError) -> Result<(), AppError> {
    match error {
        AppError::Invalid(field, code) => {
            form.fail(field, &format!("codes-error-{code}"));
            Ok(())
        }
        other => Err(other),
    }
}

#[cfg(test)]
mod tests;
