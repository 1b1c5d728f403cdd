//! The officer's buttons: claim, take over, release, accept, undo; and the answer when another officer was faster.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::applications::{self, ReviewStance};
use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{Application, TrackKind, TrackState};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors, redirect_with_warning};
use camket_shell::session::{May, PageRequest};

type MayRead = May<rights::ReadApplications>;
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

pub(super) async fn undo(
    request: ReviewRequest,
    reader: MayRead,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    run_command(request, reader, id, form.require_version()?, TrackCommand::UndoAcceptance).await
}

/// The question before an acceptance. Only the officer who claimed the track sees it.
#[derive(Template)]
#[template(path = "applications/review/accept.html")]
struct AcceptPage {
    page: Page,
    name: String,
    back: String,
    what: String,
    go: String,
    version: i32,
}

pub(super) async fn ask_accept(
    PageRequest { page, app, permit }: ReviewRequest,
    May(reader): MayRead,
    Path(id): ApplicationPath,
) -> HandlerResult {
    let dossier = applications::load_dossier(&app, &reader, id).await?;
    let (actor, application) = (permit.actor(), &dossier.application);
    let back = paths::Review(id).to_string();
    if applications::find_stance(&app, actor, application) != ReviewStance::Claimed {
        return Ok(Redirect::to(&back).into_response());
    }
    let track = TrackKind::for_role(actor.role).map_or("pledge", TrackKind::code);
    let words = |part: &str| page.t(&format!("applications-review-accept-{part}-{track}"));
    let (title, what, go) = (words("title"), words("text"), words("go"));
    let (name, version) = (dossier.venue.venue.name.clone(), application.version);
    let page = page.with_title_text(title);
    Ok(Html(AcceptPage { page, name, back, what, go, version }).into_response())
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
        Ok(_) => Ok(redirect_after_command(id, TrackKind::for_role(permit.actor().role), &command)),
        Err(AppError::Conflict) => {
            let present = applications::find(&app, &reader, id).await?;
            Ok(redirect_after_conflict(permit.actor(), &present, &command))
        }
        Err(error) => Err(error).redirect_refusal(paths::Review(id)),
    }
}

/// The page after a command: the application if it is claimed now, otherwise the queue.
pub(super) fn redirect_after_command(
    id: ApplicationId,
    track: Option<TrackKind>,
    command: &TrackCommand,
) -> Response {
    let decided = links::with_query(paths::ReviewQueue, &[("decided", &id.to_string())]);
    let (key, to) = match command {
        TrackCommand::Claim => ("applications-review-flash-claimed", paths::Review(id).to_string()),
        TrackCommand::TakeOver => ("applications-review-flash-taken-over", paths::Review(id).to_string()),
        TrackCommand::Release => {
            ("applications-review-flash-released", paths::ReviewQueue::PATTERN.to_owned())
        }
        TrackCommand::Accept if track == Some(TrackKind::Labour) => {
            ("applications-review-flash-accepted-labour", decided)
        }
        TrackCommand::Accept => ("applications-review-flash-accepted-pledge", decided),
        TrackCommand::UndoAcceptance => ("applications-review-flash-undone", paths::Review(id).to_string()),
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
        return redirect_after_command(present.id, Some(track.kind), command);
    }
    let flash = if mine || track.reviewer_name().is_empty() {
        Flash::warning("applications-review-flash-changed")
    } else {
        Flash::warning("applications-review-flash-overtaken")
            .with_arg("name", track.reviewer_name().to_owned())
    };
    redirect_with_warning(flash, paths::Review(present.id))
}

fn find_state_after(command: &TrackCommand) -> TrackState {
    match command {
        TrackCommand::Claim | TrackCommand::TakeOver | TrackCommand::UndoAcceptance => TrackState::Claimed,
        TrackCommand::Release => TrackState::Waiting,
        TrackCommand::Accept => TrackState::Accepted,
        TrackCommand::Return(..) => TrackState::Returned,
        TrackCommand::Refuse(..) => TrackState::Refused,
    }
}
