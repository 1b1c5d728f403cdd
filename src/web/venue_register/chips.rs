//! Where a venue stands, as texts and chips.

use camket_domain::applications::TrackKind;
use camket_domain::venue_register::{OperationState, TrackStanding};

use crate::codes::translate_code;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

/// The end of the locale key of a standing: a pledge is confirmed, a labour register accepted.
pub(super) fn find_standing_code(kind: TrackKind, standing: TrackStanding) -> &'static str {
    match (kind, standing) {
        (TrackKind::Labour, TrackStanding::Confirmed) => "accepted",
        (_, standing) => standing.code(),
    }
}

pub(super) fn build_track_chip(page: &Page, kind: TrackKind, standing: TrackStanding) -> Chip {
    let look = match standing {
        TrackStanding::Never | TrackStanding::Refused => Tone::Bad,
        TrackStanding::Draft | TrackStanding::Withdrawn => Tone::Neutral,
        TrackStanding::InReview => Tone::Info,
        TrackStanding::Returned | TrackStanding::Outdated => Tone::Warn,
        TrackStanding::Confirmed => Tone::Good,
    };
    Chip::new(look, translate_code(page, "trackstanding", find_standing_code(kind, standing)))
}

pub(crate) fn build_operation_chip(page: &Page, state: OperationState) -> Chip {
    let look = match state {
        OperationState::Operating => Tone::Good,
        OperationState::Stopped => Tone::Warn,
        OperationState::Closed => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "operation", state.code()))
}
