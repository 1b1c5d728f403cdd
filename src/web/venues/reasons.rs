//! The reasons of a returned or refused application, and the step where each is corrected.

use camket_domain::applications::{Application, ApplicationState, ReturnReason, Track, TrackState};
use camket_domain::ids::VenueId;
use camket_domain::venues::Section;

use crate::codes;
use crate::paths;
use camket_shell::page::Page;

/// A step of the task list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TaskSpot {
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
pub(super) fn find_spot(reason: ReturnReason) -> Option<TaskSpot> {
    match reason {
        ReturnReason::PlaceWrong | ReturnReason::NotThisCommune => Some(TaskSpot::Section(Section::Place)),
        ReturnReason::IdentityWrong => Some(TaskSpot::Section(Section::Identity)),
        ReturnReason::RepresentativeWrong => Some(TaskSpot::Section(Section::Representative)),
        ReturnReason::SecurityMissing => Some(TaskSpot::Section(Section::Security)),
        ReturnReason::SignatureWrong => Some(TaskSpot::Pledge),
        ReturnReason::WorkersMissing
        | ReturnReason::WorkerWrong
        | ReturnReason::ContractWrong
        | ReturnReason::UnderAge
        | ReturnReason::EarlyStart
        | ReturnReason::HealthCheckMissing
        | ReturnReason::WorkerPledgeMissing => Some(TaskSpot::Workers),
        ReturnReason::Other => None,
    }
}

/// The reasons for which the application is returned to the owner, in words, each with the step that corrects it. A reason
/// "other" has none; the officer's note explains it.
pub(super) fn list_reasons_to_review(
    page: &Page,
    application: Option<&Application>,
) -> Vec<(TaskSpot, String)> {
    returned_tracks(application)
        .flat_map(Track::reasons)
        .filter_map(|reason| {
            Some((find_spot(*reason)?, codes::translate_code(page, "reason", reason.code())))
        })
        .collect()
}

/// What the page of a step says of a return.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct StepReturn {
    /// The reasons that this step corrects, in words.
    pub(crate) reasons: Vec<String>,
    /// What the officers wrote to them.
    pub(crate) notes: Vec<String>,
}

impl StepReturn {
    /// The return of an application, as far as it concerns the step `spot`.
    pub(crate) fn of(page: &Page, application: Option<&Application>, spot: TaskSpot) -> Self {
        let own = |(at, words)| (at == spot).then_some(words);
        let reasons = list_reasons_to_review(page, application).into_iter().filter_map(own).collect();
        let tracks = returned_tracks(application);
        let about = |track: &&Track| track.reasons().iter().any(|reason| find_spot(*reason) == Some(spot));
        let notes = tracks.filter(about).map(|track| track.note().to_owned());
        Self { reasons, notes: notes.filter(|note| !note.is_empty()).collect() }
    }
}

fn returned_tracks(application: Option<&Application>) -> impl Iterator<Item = &Track> {
    let returned = application.filter(|a| a.state == ApplicationState::Returned);
    let tracks = returned.map(Application::tracks).into_iter().flatten();
    tracks.filter(|track| track.state() == TrackState::Returned)
}

/// A reason with the step that corrects it.
#[derive(Debug)]
pub(super) struct ExplainedReason {
    /// Text of the reason's code.
    pub(super) words: String,
    /// Address and name of the step that corrects it.
    pub(super) fix: Option<(String, String)>,
}

/// The reasons of a track.
pub(super) fn build_reasons(page: &Page, track: &Track, venue: VenueId) -> Vec<ExplainedReason> {
    let reason = |reason: &ReturnReason| ExplainedReason {
        words: codes::translate_code(page, "reason", reason.code()),
        fix: find_spot(*reason).map(|spot| (spot.href(venue), spot.label(page))),
    };
    track.reasons().iter().map(reason).collect()
}
