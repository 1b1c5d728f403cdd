//! The reasons of a returned or refused application, and the step where each is corrected.

use camket_domain::applications::{Application, ApplicationState, Track, TrackState};
use camket_domain::ids::VenueId;
use camket_domain::venues::Section;

use crate::codes;
use crate::paths;
use camket_shell::page::Page;

/// A step of the task list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TaskSpot {
    Section(Section),
    Pledge,
    Workers,
}

impl TaskSpot {
    /// Address of its page.
    pub(super) fn href(self, venue: VenueId) -> String {
        match self {
            Self::Section(section) => paths::build_section_path(venue, section),
            Self::Pledge => paths::Pledge(venue).to_string(),
            Self::Workers => paths::Workers(venue).to_string(),
        }
    }

    /// Its name in the task list.
    pub(super) fn label(self, page: &Page) -> String {
        match self {
            Self::Section(section) => codes::translate_code(page, "section", section.code()),
            Self::Pledge => page.t("venues-task-pledge"),
            Self::Workers => page.t("venues-task-workers"),
        }
    }
}

/// The step where a reason is corrected; `None` for "other", which only the officer's note explains.
pub(super) fn find_spot(reason: &str) -> Option<TaskSpot> {
    Some(match reason {
        "place-wrong" | "not-this-commune" => TaskSpot::Section(Section::Place),
        "identity-wrong" => TaskSpot::Section(Section::Identity),
        "representative-wrong" => TaskSpot::Section(Section::Representative),
        "security-missing" => TaskSpot::Section(Section::Security),
        "signature-wrong" => TaskSpot::Pledge,
        "workers-missing"
        | "worker-wrong"
        | "contract-wrong"
        | "under-age"
        | "early-start"
        | "health-check-missing"
        | "worker-pledge-missing" => TaskSpot::Workers,
        _ => return None,
    })
}

/// The reasons for which the application is returned to the owner, in words, each with the step that corrects it. A reason
/// "other" has none; the officer's note explains it.
pub(super) fn list_reasons_to_review(
    page: &Page,
    application: Option<&Application>,
) -> Vec<(TaskSpot, String)> {
    let returned = application.filter(|a| a.state == ApplicationState::Returned);
    let tracks = returned.map(Application::tracks).into_iter().flatten();
    tracks
        .filter(|t| t.state == TrackState::Returned)
        .flat_map(|t| &t.reasons)
        .filter_map(|code| Some((find_spot(code)?, codes::translate_code(page, "reason", code))))
        .collect()
}

/// A reason with the step that corrects it.
#[derive(Debug)]
pub(super) struct ReturnReason {
    /// Text of the reason's code.
    pub(super) words: String,
    /// Address and name of the step that corrects it.
    pub(super) fix: Option<(String, String)>,
}

/// The reasons of a track.
pub(super) fn build_reasons(page: &Page, track: &Track, venue: VenueId) -> Vec<ReturnReason> {
    let reason = |code: &String| ReturnReason {
        words: codes::translate_code(page, "reason", code),
        fix: find_spot(code).map(|spot| (spot.href(venue), spot.label(page))),
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
            assert_eq!(find_spot(reason).is_none(), *reason == "other", "{reason}");
        }
    }
}
