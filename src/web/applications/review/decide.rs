//! The officer's buttons: claim, take over, release, accept; and the answer when another officer was faster.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::applications;
use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{Application, TrackKind, TrackState};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

type MayRead = May<rights::ReadRegister>;
type ReviewRequest = PageRequest<rights::ReviewTracks>;

pub(super) async fn claim(
    request: ReviewRequest,
    reader: MayRead,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    run_command(request, reader, id, form.require_version()?, TrackCommand::Claim).await
}

pub(super) async fn take_over(
    request: ReviewRequest,
    reader: MayRead,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    run_command(request, reader, id, form.require_version()?, TrackCommand::TakeOver).await
}

pub(super) async fn release(
    request: ReviewRequest,
    reader: MayRead,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    run_command(request, reader, id, form.require_version()?, TrackCommand::Release).await
}

pub(super) async fn accept(
    request: ReviewRequest,
    reader: MayRead,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    run_command(request, reader, id, form.require_version()?, TrackCommand::Accept).await
}

type ApplicationPath = Path<ApplicationId>;
type HandlerResult = Result<Response, PageError>;

async fn run_command(
    PageRequest { app, permit, .. }: ReviewRequest,
    May(reader): MayRead,
    Path(id): ApplicationPath,
    version: i32,
    command: TrackCommand,
) -> HandlerResult {
    match applications::review(&app, &permit, id, version, command.clone()).await {
        Ok(_) => Ok(redirect_after_command(id, &command)),
        Err(AppError::Conflict) => {
            let present = applications::find(&app, &reader, id).await?;
            Ok(redirect_after_conflict(permit.actor(), &present, &command))
        }
        Err(error) => Err(error).redirect_refusal(paths::Review(id)),
    }
}

/// The page after a command: the application if it is claimed now, otherwise the queue.
pub(super) fn redirect_after_command(id: ApplicationId, command: &TrackCommand) -> Response {
    let decided = links::with_query(paths::ReviewQueue, &[("decided", "yes")]);
    let (key, to) = match command {
        TrackCommand::Claim => ("applications-review-flash-claimed", paths::Review(id).to_string()),
        TrackCommand::TakeOver => ("applications-review-flash-taken-over", paths::Review(id).to_string()),
        TrackCommand::Release => {
            ("applications-review-flash-released", paths::ReviewQueue::PATTERN.to_owned())
        }
        TrackCommand::Accept => ("applications-review-flash-accepted", decided),
        TrackCommand::Return(..) => ("applications-review-flash-returned", decided),
        TrackCommand::Refuse(..) => ("applications-review-flash-refused", decided),
    };
    Flash::success(key).redirect(&to)
}

/// The answer when the application changed since the page was shown. A command of the officer that was sent twice
/// counts as done; any other change is reported on the application's page.
pub(super) fn redirect_after_conflict(
    actor: &Actor,
    present: &Application,
    command: &TrackCommand,
) -> Response {
    let Some(track) = TrackKind::for_role(actor.role).map(|kind| present.track(kind)) else {
        return Redirect::to(&paths::Review(present.id).to_string()).into_response();
    };
    let mine = track.reviewer() == Some(actor.account);
    if mine && track.state() == find_state_after(command) {
        return redirect_after_command(present.id, command);
    }
    let flash = if mine || track.reviewer_name().is_empty() {
        Flash::warning("applications-review-flash-changed")
    } else {
        Flash::warning("applications-review-flash-overtaken")
            .with_arg("name", track.reviewer_name().to_owned())
    };
    flash.redirect(paths::Review(present.id))
}

fn find_state_after(command: &TrackCommand) -> TrackState {
    match command {
        TrackCommand::Claim | TrackCommand::TakeOver => TrackState::Claimed,
        TrackCommand::Release => TrackState::Waiting,
        TrackCommand::Accept => TrackState::Accepted,
        TrackCommand::Return(..) => TrackState::Returned,
        TrackCommand::Refuse(..) => TrackState::Refused,
    }
}
