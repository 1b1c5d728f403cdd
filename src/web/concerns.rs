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
use axum::http::Method;
use camket_domain::certificates::ShortCode;
use camket_domain::concerns::{Category, State};
use camket_domain::ids::ConcernId;
use camket_domain::permissions::Action;

use crate::codes;
use crate::look::{Chip, Kind};
use crate::page::Page;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) const QUEUE: &str = "/concerns";
pub(crate) const REPORT: &str = "/concerns/new";
/// The page after the form.
const THANKS: &str = "/concerns/thanks";

/// Bytes of the form: the largest picture that phones send, and the fields around it.
const UPLOAD: usize = 12 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let (read, triage) = (Action::ReadConcerns, Action::TriageConcerns);
    let form = Routes::new().public(Method::POST, REPORT, report::send).layer(DefaultBodyLimit::max(UPLOAD));
    Routes::new()
        .public(Method::GET, REPORT, report::form)
        .public(Method::GET, THANKS, report::thanks)
        .guarded(Method::GET, QUEUE, read, queue::list)
        .guarded(Method::GET, "/concerns/{concern}", read, show::show)
        .guarded(Method::GET, "/concerns/{concern}/photo", read, show::photo)
        .guarded(Method::POST, "/concerns/{concern}/take", triage, decide::take)
        .guarded(Method::POST, "/concerns/{concern}/take-over", triage, decide::take_over)
        .guarded(Method::POST, "/concerns/{concern}/release", triage, decide::release)
        .guarded(Method::POST, "/concerns/{concern}/close", triage, decide::close)
        .guarded(Method::GET, "/concerns/{concern}/reveal", triage, reveal::ask)
        .guarded(Method::POST, "/concerns/{concern}/reveal", triage, reveal::open)
        .merge(form)
}

pub(crate) fn address(id: ConcernId) -> String {
    format!("{QUEUE}/{id}")
}

/// A reference as people see it.
fn reference(code: &ShortCode) -> String {
    format!("PA-{code}")
}

/// What a concern is about, in words.
pub(crate) fn category(page: &Page, category: Category) -> String {
    codes::words(page, "concern", category.code())
}

pub(crate) fn state(page: &Page, state: State) -> Chip {
    let look = match state {
        State::New => Kind::Warn,
        State::InHand => Kind::Info,
        State::Founded => Kind::Bad,
        State::Unfounded | State::Forwarded => Kind::Neutral,
    };
    Chip::new(look, codes::words(page, "concernstate", state.code()))
}
