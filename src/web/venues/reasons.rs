//! The reasons of a returned or refused application, and the step where each is corrected.

use camket_domain::applications::{Application, State, Track, TrackState};
use camket_domain::ids::VenueId;
use camket_domain::venues::Section;

use super::{address, home};
use crate::codes;
use crate::page::Page;

/// A step of the task list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    Section(Section),
    Pledge,
    Workers,
}

impl Spot {
    /// Address of its page.
    pub(super) fn href(self, venue: VenueId) -> String {
        match self {
            Self::Section(section) => address(venue, section),
            Self::Pledge => format!("{}/pledge", home(venue)),
            Self::Workers => format!("{}/workers", home(venue)),
        }
    }

    /// Its name in the task list.
    pub(super) fn label(self, page: &Page) -> String {
        match self {
            Self::Section(section) => codes::words(page, "section", section.code()),
            Self::Pledge => page.t("venues-task-pledge"),
            Self::Workers => page.t("venues-task-workers"),
        }
    }
}

/// The step where a reason is corrected; `None` for "other", which only the officer's note explains.
pub(super) fn spot(reason: &str) -> Option<Spot> {
    Some(match reason {
        "place-wrong" | "not-this-commune" => Spot::Section(Section::Place),
        "identity-wrong" => Spot::Section(Section::Identity),
        "representative-wrong" => Spot::Section(Section::Representative),
        "security-missing" => Spot::Section(Section::Security),
        "signature-wrong" => Spot::Pledge,
        "workers-missing"
        | "worker-wrong"
        | "contract-wrong"
        | "under-age"
        | "early-start"
        | "health-check-missing"
        | "worker-pledge-missing" => Spot::Workers,
        _ => return None,
    })
}

/// The steps to review while the application is returned to the owner.
pub(super) fn to_review(application: Option<&Application>) -> Vec<Spot> {
    let returned = application.filter(|a| a.state == State::Returned);
    let tracks = returned.map(Application::tracks).into_iter().flatten();
    tracks
        .filter(|t| t.state == TrackState::Returned)
        .flat_map(|t| &t.reasons)
        .filter_map(|r| spot(r))
        .collect()
}

/// A reason with the step that corrects it.
#[derive(Debug)]
pub(super) struct Reason {
    /// Text of the reason's code.
    pub(super) words: String,
    /// Address and name of the step that corrects it.
    pub(super) fix: Option<(String, String)>,
}

/// The reasons of a track.
pub(super) fn of_track(page: &Page, track: &Track, venue: VenueId) -> Vec<Reason> {
    let reason = |code: &String| Reason {
        words: codes::words(page, "reason", code),
        fix: spot(code).map(|spot| (spot.href(venue), spot.label(page))),
    };
    track.reasons.iter().map(reason).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use camket_domain::applications::TrackKind;

    #[test]
    fn every_reason_but_other_has_its_place() {
        for reason in TrackKind::ALL.iter().flat_map(|kind| kind.reasons()) {
            assert_eq!(spot(reason).is_none(), *reason == "other", "{reason}");
        }
    }
}
