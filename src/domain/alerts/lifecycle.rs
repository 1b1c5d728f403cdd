//! State machine of an alert: open, then closed with a note.

use time::OffsetDateTime;

use super::{Alert, AlertClosure, AlertStatus};
use crate::accounts::Actor;
use crate::refusal::Refusal;

/// What is done to an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// The office closes it, with a note of what was done.
    Close(String),
}

/// The alert after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`] if it is closed already; [`Refusal::ReasonMissing`] if the note is empty.
pub fn decide(
    before: &Alert,
    command: Command,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Alert, Refusal> {
    match (&before.status, command) {
        (AlertStatus::Open, Command::Close(note)) if note.is_empty() => Err(Refusal::ReasonMissing),
        (AlertStatus::Open, Command::Close(note)) => {
            let closure = AlertClosure { by_name: actor.name.clone(), at: now, note };
            Ok(Alert { status: AlertStatus::Done(closure), ..before.clone() })
        }
        (AlertStatus::Done(_), Command::Close(_)) => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::alerts::{AlertFacts, AlertKind};
    use crate::ids::{AlertId, VenueId};

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);

    #[test]
    fn an_alert_is_closed_once_and_with_words() {
        let open = Alert {
            id: AlertId(Uuid::nil()),
            kind: AlertKind::CollectPaper,
            venue: VenueId(Uuid::nil()),
            certificate: None,
            scan: None,
            facts: AlertFacts::default(),
            status: AlertStatus::Open,
            created_at: NOW,
            version: 1,
        };
        let close = |alert: &Alert, note: &str| decide(alert, Command::Close(note.into()), &actor(1), NOW);
        assert_eq!(close(&open, ""), Err(Refusal::ReasonMissing));
        let done = close(&open, "Đã thu bản cũ").unwrap();
        let closure =
            AlertClosure { by_name: "Cán bộ 1".into(), at: NOW, note: "Đã thu bản cũ".into() };
        assert_eq!(done.closure(), Some(&closure));
        assert_eq!(close(&done, "Đã thu bản cũ"), Err(Refusal::WrongState));
    }
}
