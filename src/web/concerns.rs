//! Concerns of the public: the form for everyone, and the queue of the officers.
//!
//! `report` is the form and the page after it, `upload` reads it; `queue` and `show` are the officers' pages,
//! `decide` their buttons, `reveal` shows who reported. Owners see none of it.

mod decide;
mod queue;
mod report;
mod reveal;
mod show;
mod upload;

use axum::extract::DefaultBodyLimit;
use camket_domain::certificates::ShortCode;
use camket_domain::concerns::{ConcernCategory, ConcernState};
use camket_domain::ids::ConcernId;
use camket_domain::permissions::Action;

use crate::codes;
use crate::look::{Chip, Tone};
use crate::page::Page;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) const QUEUE: &str = "/concerns";
pub(crate) const REPORT: &str = "/concerns/new";
/// The page after the form.
const THANKS: &str = "/concerns/thanks";

/// Bytes of the form: the largest picture that phones send, and the fields around it.
const MAX_UPLOAD_BYTES: usize = 12 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let (read, triage) = (Action::ReadConcerns, Action::TriageConcerns);
    let form =
        Routes::new().public_post(REPORT, report::submit).layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .public_get(REPORT, report::show_form)
        .public_get(THANKS, report::show_thanks)
        .get(QUEUE, read, queue::list)
        .get("/concerns/{concern}", read, show::show)
        .get("/concerns/{concern}/photo", read, show::show_photo)
        .post("/concerns/{concern}/take", triage, decide::take)
        .post("/concerns/{concern}/take-over", triage, decide::take_over)
        .post("/concerns/{concern}/release", triage, decide::release)
        .post("/concerns/{concern}/close", triage, decide::close)
        .get("/concerns/{concern}/reveal", triage, reveal::show_form)
        .post("/concerns/{concern}/reveal", triage, reveal::reveal)
        .merge(form)
}

pub(crate) fn address(id: ConcernId) -> String {
    format!("{QUEUE}/{id}")
}

/// A reference as people see it.
fn format_reference(code: &ShortCode) -> String {
    format!("PA-{code}")
}

/// What a concern is about, in words.
pub(crate) fn format_category(page: &Page, category: ConcernCategory) -> String {
    codes::translate_code(page, "concern", category.code())
}

pub(crate) fn build_state_chip(page: &Page, state: ConcernState) -> Chip {
    let look = match state {
        ConcernState::New => Tone::Warn,
        ConcernState::InHand => Tone::Info,
        ConcernState::Founded => Tone::Bad,
        ConcernState::Unfounded | ConcernState::Forwarded => Tone::Neutral,
    };
    Chip::new(look, codes::translate_code(page, "concernstate", state.code()))
}
