//! Concerns of the public: the form for everyone, and the queue of the officers.
//!
//! `report` is the form and the page after it; `queue` and `show` are the officers' pages,
//! `decide` their buttons, `reveal` shows who reported. Owners see none of it.

mod decide;
mod queue;
mod report;
mod reveal;
mod show;

pub(crate) use queue::format_received_address;

use axum::extract::DefaultBodyLimit;
use camket_domain::certificates::ShortCode;
use camket_domain::concerns::{ConcernCategory, ConcernState};
use camket_domain::permissions::Action;

use crate::codes;
use crate::paths;
use crate::state::Web;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;
use camket_shell::routes::Routes;

/// Bytes of the form: the largest picture that phones send, and the fields around it.
const MAX_UPLOAD_BYTES: usize = 12 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let (read, triage) = (Action::ReadConcerns, Action::TriageConcerns);
    let form = Routes::new()
        .public_post(paths::NewConcern::PATTERN, report::submit)
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .public_get(paths::NewConcern::PATTERN, report::show_form)
        .public_get(paths::ConcernThanks::PATTERN, report::show_thanks)
        .get(paths::Concerns::PATTERN, read, queue::list)
        .get(paths::Concern::PATTERN, read, show::show)
        .get(paths::ConcernPhoto::PATTERN, read, show::show_photo)
        .post(paths::TakeConcern::PATTERN, triage, decide::take)
        .post(paths::TakeOverConcern::PATTERN, triage, decide::take_over)
        .post(paths::ReleaseConcern::PATTERN, triage, decide::release)
        .post(paths::CloseConcern::PATTERN, triage, decide::close)
        .get(paths::RevealConcern::PATTERN, triage, reveal::show_form)
        .post_confirmed(paths::RevealConcern::PATTERN, triage, reveal::reveal)
        .merge(form)
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
