//! Handlers of the officer's commands on a concern: take, take over, release, close.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::concerns;
use camket_app::{App, AppError};
use camket_domain::concerns::MAX_NOTE_LENGTH;
use camket_domain::concerns::lifecycle::{Command, ConcernOutcome};
use camket_domain::ids::ConcernId;
use camket_domain::permissions::{Permit, rights};

use super::show;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

type MayTriage = May<rights::TriageConcerns>;
type ConcernPath = Path<ConcernId>;
type HandlerResult = Result<Response, PageError>;

pub(super) async fn take(
    State(app): State<App>,
    May(officer): MayTriage,
    Path(id): ConcernPath,
    form: Form,
) -> HandlerResult {
    run_command(&app, &officer, id, form.require_version()?, Command::Take).await
}

pub(super) async fn take_over(
    State(app): State<App>,
    May(officer): MayTriage,
    Path(id): ConcernPath,
    form: Form,
) -> HandlerResult {
    run_command(&app, &officer, id, form.require_version()?, Command::TakeOver).await
}

pub(super) async fn release(
    State(app): State<App>,
    May(officer): MayTriage,
    Path(id): ConcernPath,
    form: Form,
) -> HandlerResult {
    run_command(&app, &officer, id, form.require_version()?, Command::Release).await
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
    let note = form.require_line("note", "concerns-note-what", MAX_NOTE_LENGTH);
    if let (Some(outcome), Some(note)) = (outcome, note) {
        return run_command(&app, &officer, id, form.require_version()?, Command::Close(outcome, note)).await;
    }
    let case = concerns::load_dossier(&app, &reader, id).await?;
    let page = show::build_page(page, form, officer.actor(), &case, app.today());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

async fn run_command(
    app: &App,
    officer: &Permit<rights::TriageConcerns>,
    id: ConcernId,
    version: i32,
    command: Command,
) -> HandlerResult {
    let key = flash_key(&command);
    match concerns::apply_command(app, officer, id, version, command).await {
        Ok(concern) => {
            let to = if concern.state.is_closed() {
                paths::Concerns::PATTERN.to_owned()
            } else {
                paths::Concern(id).to_string()
            };
            Ok((Flash::success(key), Redirect::to(&to)).into_response())
        }
        Err(AppError::Refused(refusal)) => {
            Ok(redirect_with_refusal(&refusal, &paths::Concern(id).to_string()))
        }
        Err(AppError::Conflict) => {
            Ok((Flash::warning("concerns-flash-changed"), Redirect::to(&paths::Concern(id).to_string()))
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn flash_key(command: &Command) -> &'static str {
    match command {
        Command::Take | Command::TakeOver => "concerns-flash-taken",
        Command::Release => "concerns-flash-released",
        Command::Close(..) => "concerns-flash-closed",
    }
}
