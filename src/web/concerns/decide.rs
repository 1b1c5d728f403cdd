//! Handlers of the officer's commands on a concern: take, take over, release, close.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::concerns;
use camket_app::{App, AppError};
use camket_domain::concerns::NOTE_MOST;
use camket_domain::concerns::lifecycle::{Command, Outcome};
use camket_domain::ids::ConcernId;
use camket_domain::permissions::{Permit, rights};

use super::{QUEUE, address, show};
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

type Officer = May<rights::TriageConcerns>;
type Id = Path<ConcernId>;
type Answer = Result<Response, Fault>;

pub(super) async fn take(State(app): State<App>, May(officer): Officer, Path(id): Id, form: Form) -> Answer {
    act(&app, &officer, id, version(&form), Command::Take).await
}

pub(super) async fn take_over(
    State(app): State<App>,
    May(officer): Officer,
    Path(id): Id,
    form: Form,
) -> Answer {
    act(&app, &officer, id, version(&form), Command::TakeOver).await
}

pub(super) async fn release(
    State(app): State<App>,
    May(officer): Officer,
    Path(id): Id,
    form: Form,
) -> Answer {
    act(&app, &officer, id, version(&form), Command::Release).await
}

pub(super) async fn close(
    page: Page,
    State(app): State<App>,
    May(officer): Officer,
    May(reader): May<rights::ReadConcerns>,
    Path(id): Id,
    mut form: Form,
) -> Answer {
    let outcome = form.chosen("outcome", "concerns-outcome-what", Outcome::from_code);
    let note = form.required_line("note", "concerns-note-what", NOTE_MOST);
    if let (Some(outcome), Some(note)) = (outcome, note) {
        return act(&app, &officer, id, version(&form), Command::Close(outcome, note)).await;
    }
    let case = concerns::case(&app, &reader, id).await?;
    let page = show::fill(page, form, officer.actor(), &case, app.today());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// The row version that the page was rendered with; 0, which is always a conflict, if the form has none.
fn version(form: &Form) -> i32 {
    form.text("version").parse().unwrap_or(0)
}

async fn act(
    app: &App,
    officer: &Permit<rights::TriageConcerns>,
    id: ConcernId,
    version: i32,
    command: Command,
) -> Answer {
    let key = done(&command);
    match concerns::act(app, officer, id, version, command).await {
        Ok(concern) => {
            let to = if concern.state.is_closed() { QUEUE.to_owned() } else { address(id) };
            Ok((Flash::success(key), Redirect::to(&to)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &address(id))),
        Err(AppError::Conflict) => {
            Ok((Flash::warning("concerns-flash-changed"), Redirect::to(&address(id))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn done(command: &Command) -> &'static str {
    match command {
        Command::Take | Command::TakeOver => "concerns-flash-taken",
        Command::Release => "concerns-flash-released",
        Command::Close(..) => "concerns-flash-closed",
    }
}
