//! State machine of an alert: open, then closed with a note.

use super::AlertState;
use crate::refusal::Refusal;

/// The state after the office closes the alert.
///
/// # Errors
/// [`Refusal::WrongState`] if it is closed already; [`Refusal::ReasonMissing`] if the note is empty.
pub fn close(state: AlertState, note: &str) -> Result<AlertState, Refusal> {
    match state {
        AlertState::Open if note.is_empty() => Err(Refusal::ReasonMissing),
        AlertState::Open => Ok(AlertState::Done),
        AlertState::Done => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_closed_once_and_with_words() {
        assert_eq!(close(AlertState::Open, "Đã thu bản cũ"), Ok(AlertState::Done));
        assert_eq!(close(AlertState::Open, ""), Err(Refusal::ReasonMissing));
        assert_eq!(close(AlertState::Done, "Đã thu bản cũ"), Err(Refusal::WrongState));
    }
}
