//! Returning an application to its owner, or refusing it: reasons to choose, and a note that the owner reads.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::applications::{self, ReviewDossier, ReviewStance};
use camket_app::{App, AppError};
use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{ReturnReason, TrackKind};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::rights;
use camket_domain::refusal::Refusal;
use camket_domain::text::lengths::MAX_NOTE_CHARS;

use super::decide::{redirect_after_command, redirect_after_conflict};
use super::reveal::contains_personal_number;
use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

/// The decision of this form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NegativeDecision {
    Return,
    Refuse,
}

impl NegativeDecision {
    fn code(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Refuse => "refuse",
        }
    }
}

#[derive(Template)]
#[template(path = "applications/review/reasons.html")]
struct ReviewReasonsPage {
    page: Page,
    form: Form,
    verdict: NegativeDecision,
    back: String,
    name: String,
    reasons: Vec<Choice>,
    version: i32,
    /// The application changed while the form was open, but can still be decided.
    changed: bool,
}

impl ReviewReasonsPage {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("applications-review-{}-{part}", self.verdict.code()))
    }
}

type HandlerResult = Result<Response, PageError>;

pub(super) async fn ask_return(request: ReaderRequest, id: ApplicationPath) -> HandlerResult {
    render_first_form(request, id, NegativeDecision::Return).await
}

pub(super) async fn ask_refusal(request: ReaderRequest, id: ApplicationPath) -> HandlerResult {
    render_first_form(request, id, NegativeDecision::Refuse).await
}

type ApplicationPath = Path<ApplicationId>;
type ReaderRequest = PageRequest<rights::ReadApplications>;
type ReviewRequest = PageRequest<rights::ReviewTracks>;

async fn render_first_form(
    PageRequest { page, app, permit: reader }: ReaderRequest,
    Path(id): ApplicationPath,
    verdict: NegativeDecision,
) -> HandlerResult {
    let dossier = applications::load_dossier(&app, &reader, id).await?;
    Ok(match find_claimed_track(&app, reader.actor(), &dossier) {
        Some(track) => Html(build_page(page, Form::new(), verdict, &dossier, track)).into_response(),
        None => Flash::warning("applications-review-flash-not-in-hand").redirect(paths::Review(id)),
    })
}

/// The officer's track, if they have claimed it.
fn find_claimed_track(app: &App, actor: &Actor, dossier: &ReviewDossier) -> Option<TrackKind> {
    let own = TrackKind::for_role(actor.role)?;
    (applications::find_stance(app, actor, &dossier.application) == ReviewStance::Claimed).then_some(own)
}

fn build_page(
    page: Page,
    form: Form,
    verdict: NegativeDecision,
    dossier: &ReviewDossier,
    track: TrackKind,
) -> ReviewReasonsPage {
    let page =
        page.with_title(&format!("applications-review-{}-title", verdict.code())).with_form_errors(&form);
    let choice = |reason: &ReturnReason| {
        Choice::new(reason.code(), codes::translate_code(&page, "reason", reason.code()))
    };
    ReviewReasonsPage {
        back: paths::Review(dossier.application.id).to_string(),
        name: dossier.venue.venue.name.clone(),
        reasons: track.reasons().iter().map(choice).collect(),
        version: dossier.application.version,
        changed: false,
        verdict,
        form,
        page,
    }
}

pub(super) async fn send_back(
    request: ReviewRequest,
    reader: May<rights::ReadApplications>,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    decide(request, reader, id, form, NegativeDecision::Return).await
}

pub(super) async fn refuse(
    request: ReviewRequest,
    reader: May<rights::ReadApplications>,
    id: ApplicationPath,
    form: Form,
) -> HandlerResult {
    decide(request, reader, id, form, NegativeDecision::Refuse).await
}

async fn decide(
    PageRequest { page, app, permit: reviewer }: ReviewRequest,
    May(reader): May<rights::ReadApplications>,
    Path(id): ApplicationPath,
    mut form: Form,
    verdict: NegativeDecision,
) -> HandlerResult {
    let track = TrackKind::for_role(reviewer.actor().role).ok_or(AppError::Refused(Refusal::NotAllowed))?;
    let Some(command) = parse_command(&mut form, track, verdict) else {
        let dossier = applications::load_dossier(&app, &reader, id).await?;
        let status = form.status();
        return Ok((status, Html(build_page(page, form, verdict, &dossier, track))).into_response());
    };
    match applications::review(&app, &reviewer, id, form.require_version()?, command.clone()).await {
        Ok(_) => Ok(redirect_after_command(id, Some(track), &command)),
        Err(AppError::Conflict) => {
            let dossier = applications::load_dossier(&app, &reader, id).await?;
            Ok(match find_claimed_track(&app, reader.actor(), &dossier) {
                // The other track was decided meanwhile: what was written here can still be sent.
                Some(track) => {
                    let shown = ReviewReasonsPage {
                        changed: true,
                        ..build_page(page, form, verdict, &dossier, track)
                    };
                    (StatusCode::CONFLICT, Html(shown)).into_response()
                }
                None => redirect_after_conflict(reader.actor(), &dossier.application, &command),
            })
        }
        Err(error) => Err(error).redirect_refusal(paths::Review(id)),
    }
}

/// Parses the form: at least one reason of the track's list; a note if the reason is `other`; the tick of
/// confirmation for a refusal.
fn parse_command(form: &mut Form, track: TrackKind, verdict: NegativeDecision) -> Option<TrackCommand> {
    let chosen = form.all("reason").iter().filter_map(|code| ReturnReason::from_code(code));
    let reasons: Vec<_> = chosen.filter(|reason| track.reasons().contains(reason)).collect();
    let note = form.text("note").to_owned();
    if reasons.is_empty() {
        form.fail("reason", "applications-review-reason-none");
    }
    if note.is_empty() && reasons.contains(&ReturnReason::Other) {
        form.fail("note", "applications-review-note-other");
    }
    if note.chars().count() > MAX_NOTE_CHARS {
        form.fail_about(
            "note",
            "errors-too-long",
            "applications-review-note-what",
            &[("max", &MAX_NOTE_CHARS)],
        );
    }
    if contains_personal_number(&note) {
        form.fail("note", "applications-review-note-number");
    }
    if verdict == NegativeDecision::Refuse && form.text("final") != "yes" {
        form.fail("final", "applications-review-final-missing");
    }
    let command = match verdict {
        NegativeDecision::Return => TrackCommand::Return(reasons, note),
        NegativeDecision::Refuse => TrackCommand::Refuse(reasons, note),
    };
    (!form.has_errors()).then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_owned_pair((field, key): (&str, &str)) -> (String, String) {
        (field.to_owned(), key.to_owned())
    }

    fn list_errors(body: &str, verdict: NegativeDecision) -> Vec<(String, String)> {
        let mut form = Form::parse(body.as_bytes());
        let read = parse_command(&mut form, TrackKind::Pledge, verdict);
        assert_eq!(read.is_none(), form.has_errors(), "{body}");
        form.errors().iter().map(|error| to_owned_pair((error.field(), error.key()))).collect()
    }

    #[test]
    fn reasons_are_chosen_and_words_given() {
        let long = format!("reason=other&note={}", "x".repeat(MAX_NOTE_CHARS + 1));
        let table = [
            ("reason=place-wrong", NegativeDecision::Return, None),
            ("reason=place-wrong&reason=other&note=Xem+l%E1%BA%A1i", NegativeDecision::Return, None),
            ("reason=place-wrong&final=yes", NegativeDecision::Refuse, None),
            ("", NegativeDecision::Return, Some(("reason", "applications-review-reason-none"))),
            // A reason of the other track is ignored.
            (
                "reason=under-age",
                NegativeDecision::Return,
                Some(("reason", "applications-review-reason-none")),
            ),
            (
                "reason=other&note=+",
                NegativeDecision::Return,
                Some(("note", "applications-review-note-other")),
            ),
            (&*long, NegativeDecision::Return, Some(("note", "errors-too-long"))),
            (
                "reason=place-wrong&note=058090001234",
                NegativeDecision::Return,
                Some(("note", "applications-review-note-number")),
            ),
            (
                "reason=place-wrong",
                NegativeDecision::Refuse,
                Some(("final", "applications-review-final-missing")),
            ),
        ];
        for (body, verdict, expected) in table {
            assert_eq!(list_errors(body, verdict), Vec::from_iter(expected.map(to_owned_pair)), "{body}");
        }
    }

    #[test]
    fn the_command_carries_what_was_given() {
        let mut form = Form::parse(b"reason=other&reason=bogus&note=+a%0D%0Ab+");
        let command = TrackCommand::Return(vec![ReturnReason::Other], "a\nb".into());
        assert_eq!(parse_command(&mut form, TrackKind::Labour, NegativeDecision::Return), Some(command));
    }
}
