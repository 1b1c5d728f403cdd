//! The questions of the labour authority on the owner's pages of a venue; see `templates/labour/questions.html`.

use camket_domain::calendar::local_date;
use camket_domain::labour::requests::{LabourRequest, LabourRequestState};

use crate::codes::translate_code;
use crate::paths;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

/// A question on the owner's pages of a venue.
pub(crate) struct QuestionRow {
    pub(crate) name: String,
    pub(crate) day: String,
    pub(crate) state: Chip,
    pub(crate) href: String,
    /// Whether the owner is to answer.
    pub(crate) waits: bool,
}

pub(crate) fn build_questions(page: &Page, requests: &[LabourRequest]) -> Vec<QuestionRow> {
    let row = |request: &LabourRequest| QuestionRow {
        name: translate_code(page, "labourcheck", request.check.code()),
        day: page.date(&local_date(request.created_at)),
        state: build_state_chip(page, request.state),
        href: paths::OwnLabourRequest(request.venue, request.id).to_string(),
        waits: request.state == LabourRequestState::Asked,
    };
    requests.iter().map(row).collect()
}

pub(crate) fn build_state_chip(page: &Page, state: LabourRequestState) -> Chip {
    let tone = match state {
        LabourRequestState::Asked => Tone::Warn,
        LabourRequestState::Answered => Tone::Info,
        LabourRequestState::Ended => Tone::Neutral,
    };
    Chip::new(tone, translate_code(page, "labourrequeststate", state.code()))
}
