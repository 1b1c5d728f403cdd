//! Words and looks of the domain's closed lists: one chip for one state, the same everywhere.

use camket_app::AppError;
use camket_domain::accounts::{Role, Standing};
use camket_domain::applications::{State, TrackState};
use camket_domain::audit::AuditEvent;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::venues::VenueKind;

use crate::form::Form;
use crate::look::{Chip, Choice, Event, Kind};
use crate::page::Page;

/// Words of a code: `codes-<list>-<code>`; codes write `-` where Rust's would write `_`.
pub(crate) fn words(page: &Page, list: &str, code: &str) -> String {
    page.t(&format!("codes-{list}-{}", code.replace('_', "-")))
}

/// A venue's kind, with what kind exactly.
pub(crate) fn kind(page: &Page, kind: VenueKind, note: &str) -> String {
    let words = words(page, "kind", kind.code());
    if note.is_empty() { words } else { format!("{words} ({note})") }
}

/// The venue kinds to choose from.
pub(crate) fn kinds(page: &Page) -> Vec<Choice> {
    VenueKind::ALL.iter().map(|k| Choice::new(k.code(), words(page, "kind", k.code()))).collect()
}

/// Where an application stands.
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

/// Where a track stands.
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

/// What a certificate is worth.
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

/// Where an account stands.
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

/// The trail of a venue as a timeline.
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

/// Puts what only the registry could see beside its field; gives the error back if it is of another sort.
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
