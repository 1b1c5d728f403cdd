//! Handlers of the officer's commands on a concern: take, take over, release, close.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::concerns;
use camket_domain::concerns::ConcernOutcome;
use camket_domain::concerns::lifecycle::Command;
use camket_domain::ids::ConcernId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::lengths::MAX_NOTE_CHARS;

use super::show;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::May;

type MayTriage = May<rights::TriageConcerns>;
type ConcernPath = Path<ConcernId>;
type HandlerResult = Result<Response, PageError>;

pub(super) async fn take(officer: MayTriage, app: State<App>, id: ConcernPath, form: Form) -> HandlerResult {
    run_command(&app.0, &officer.0, id.0, form.require_version()?, Command::Take).await
}

pub(super) async fn take_over(
    officer: MayTriage,
    app: State<App>,
    id: ConcernPath,
    form: Form,
) -> HandlerResult {
    run_command(&app.0, &officer.0, id.0, form.require_version()?, Command::TakeOver).await
}

pub(super) async fn release(
    officer: MayTriage,
    app: State<App>,
    id: ConcernPath,
    form: Form,
) -> HandlerResult {
    run_command(&app.0, &officer.0, id.0, form.require_version()?, Command::Release).await
}

pub(super) async fn close(
    page: Page,
    State(app): State<App>,
    May(officer): MayTriage,
    May(reader): May<rights::ReadConcerns>,
    Path(id): ConcernPath,
    mut form: Form,
) -> HandlerResult {
    let outcome = form.require_choice("outcome", "concerns-outcome-what", ConcernOutcome::from_code);
    let note = form.require_line("note", "concerns-note-what", MAX_NOTE_CHARS);
    if let (Some(outcome), Some(note)) = (outcome, note) {
        return run_command(&app, &officer, id, form.require_version()?, Command::Close(outcome, note)).await;
    }
    let case = concerns::load_dossier(&app, &reader, id).await?;
    let (status, today) = (form.status(), app.today());
    Ok((status, Html(show::build_page(page, form, officer.actor(), &case, today))).into_response())
}

async fn run_command(
    app: &App,
    officer: &Permit<rights::TriageConcerns>,
    id: ConcernId,
    version: i32,
    command: Command,
) -> HandlerResult {
    let (key, here) = (flash_key(&command), paths::Concern(id));
    let outcome = concerns::apply_command(app, officer, id, version, command).await;
    let outcome = outcome.redirect_refusal(&here).redirect_conflict("concerns-flash-changed", &here);
    let closed = outcome?.closure().is_some();
    Ok(if closed {
        Flash::success(key).redirect(paths::Concerns)
    } else {
        Flash::success(key).redirect(here)
    })
}

fn flash_key(command: &Command) -> &'static str {
    match command {
        Command::Take | Command::TakeOver => "concerns-flash-taken",
        Command::Release => "concerns-flash-released",
        Command::Close(..) => "concerns-flash-closed",
    }
}
