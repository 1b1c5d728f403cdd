//! Returning an application to its owner, or refusing it: reasons to choose, and a note that the owner reads.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::{self, ReviewDossier, Stance};
use camket_app::{App, AppError};
use camket_domain::accounts::Actor;
use camket_domain::applications::TrackKind;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::{Permit, rights};

use super::address;
use super::decide::{done, overtaken, version};
use super::reveal::holds_number;
use crate::codes;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of the note.
const MOST: usize = 1000;

/// The decision of this form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Return,
    Refuse,
}

impl Verdict {
    fn code(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Refuse => "refuse",
        }
    }
}

#[derive(Template)]
#[template(path = "applications/review_reasons.html")]
struct Reasons {
    page: Page,
    form: Form,
    verdict: Verdict,
    back: String,
    name: String,
    reasons: Vec<Choice>,
    version: i32,
    /// The application changed while the form was open, but can still be decided.
    changed: bool,
}

impl Reasons {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("review-{}-{part}", self.verdict.code()))
    }
}

type Answer = Result<Response, Fault>;

pub(super) async fn ask_return(
    page: Page,
    app: State<App>,
    reader: May<rights::ReadRegister>,
    id: Id,
) -> Answer {
    ask(page, app.0, reader.0, id.0, Verdict::Return).await
}

pub(super) async fn ask_refusal(
    page: Page,
    app: State<App>,
    reader: May<rights::ReadRegister>,
    id: Id,
) -> Answer {
    ask(page, app.0, reader.0, id.0, Verdict::Refuse).await
}

type Id = Path<ApplicationId>;

async fn ask(
    page: Page,
    app: App,
    reader: Permit<rights::ReadRegister>,
    id: ApplicationId,
    verdict: Verdict,
) -> Answer {
    let dossier = applications::dossier(&app, &reader, id).await?;
    Ok(match in_hand(&app, reader.actor(), &dossier) {
        Some(track) => Html(fill(page, Form::new(), verdict, &dossier, track)).into_response(),
        None => (Flash::warning("review-flash-not-in-hand"), Redirect::to(&address(id))).into_response(),
    })
}

/// The officer's track, if they have claimed it.
fn in_hand(app: &App, actor: &Actor, dossier: &ReviewDossier) -> Option<TrackKind> {
    let own = TrackKind::of_role(actor.role)?;
    (applications::stance(app, actor, &dossier.application) == Stance::InHand).then_some(own)
}

fn fill(page: Page, form: Form, verdict: Verdict, dossier: &ReviewDossier, track: TrackKind) -> Reasons {
    let page = page.titled(&format!("review-{}-title", verdict.code())).checked(&form);
    let choice = |code: &&str| Choice::new(*code, codes::words(&page, "reason", code));
    Reasons {
        back: address(dossier.application.id),
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
    page: Page,
    app: State<App>,
    reader: May<rights::ReadRegister>,
    reviewer: May<rights::ReviewTracks>,
    id: Id,
    form: Form,
) -> Answer {
    decide(page, app.0, reader.0, reviewer.0, id.0, form, Verdict::Return).await
}

pub(super) async fn refuse(
    page: Page,
    app: State<App>,
    reader: May<rights::ReadRegister>,
    reviewer: May<rights::ReviewTracks>,
    id: Id,
    form: Form,
) -> Answer {
    decide(page, app.0, reader.0, reviewer.0, id.0, form, Verdict::Refuse).await
}

async fn decide(
    page: Page,
    app: App,
    reader: Permit<rights::ReadRegister>,
    reviewer: Permit<rights::ReviewTracks>,
    id: ApplicationId,
    mut form: Form,
    verdict: Verdict,
) -> Answer {
    let track = TrackKind::of_role(reviewer.actor().role).unwrap_or(TrackKind::Pledge);
    let Some(command) = read(&mut form, track, verdict) else {
        let dossier = applications::dossier(&app, &reader, id).await?;
        let shown = fill(page, form, verdict, &dossier, track);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown)).into_response());
    };
    match applications::review(&app, &reviewer, id, version(&form), command.clone()).await {
        Ok(_) => Ok(done(id, &command)),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &address(id))),
        Err(AppError::Conflict) => {
            let dossier = applications::dossier(&app, &reader, id).await?;
            Ok(match in_hand(&app, reader.actor(), &dossier) {
                // The other track was decided meanwhile: what was written here can still be sent.
                Some(track) => {
                    let shown = Reasons { changed: true, ..fill(page, form, verdict, &dossier, track) };
                    (StatusCode::CONFLICT, Html(shown)).into_response()
                }
                None => overtaken(reader.actor(), &dossier.application, &command),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Parses the form: at least one reason of the track's list; a note if the reason is `other`; the tick of
/// confirmation for a refusal.
fn read(form: &mut Form, track: TrackKind, verdict: Verdict) -> Option<TrackCommand> {
    let chosen = form.all("reason").iter();
    let reasons: Vec<String> =
        chosen.filter(|code| track.reasons().contains(&code.as_str())).cloned().collect();
    let note = form.text("note").to_owned();
    if reasons.is_empty() {
        form.fail("reason", "review-reason-none");
    }
    if note.is_empty() && reasons.iter().any(|code| code == "other") {
        form.fail("note", "review-note-other");
    }
    if note.chars().count() > MOST {
        form.fail_about("note", "errors-too-long", "review-note-what", &[("max", &MOST)]);
    }
    if holds_number(&note) {
        form.fail("note", "review-note-number");
    }
    if verdict == Verdict::Refuse && form.text("final") != "yes" {
        form.fail("final", "review-final-missing");
    }
    let command = match verdict {
        Verdict::Return => TrackCommand::Return(reasons, note),
        Verdict::Refuse => TrackCommand::Refuse(reasons, note),
    };
    (!form.has_errors()).then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned((field, key): (&str, &str)) -> (String, String) {
        (field.to_owned(), key.to_owned())
    }

    fn wrong(body: &str, verdict: Verdict) -> Vec<(String, String)> {
        let mut form = Form::parse(body.as_bytes());
        let read = read(&mut form, TrackKind::Pledge, verdict);
        assert_eq!(read.is_none(), form.has_errors(), "{body}");
        form.errors().iter().map(|error| owned((error.field(), error.key()))).collect()
    }

    #[test]
    fn reasons_are_chosen_and_words_given() {
        let long = format!("reason=other&note={}", "x".repeat(MOST + 1));
        let table = [
            ("reason=place-wrong", Verdict::Return, None),
            ("reason=place-wrong&reason=other&note=Xem+l%E1%BA%A1i", Verdict::Return, None),
            ("reason=place-wrong&final=yes", Verdict::Refuse, None),
            ("", Verdict::Return, Some(("reason", "review-reason-none"))),
            // A reason of the other track is ignored.
            ("reason=under-age", Verdict::Return, Some(("reason", "review-reason-none"))),
            ("reason=other&note=+", Verdict::Return, Some(("note", "review-note-other"))),
            (&*long, Verdict::Return, Some(("note", "errors-too-long"))),
            ("reason=place-wrong&note=058090001234", Verdict::Return, Some(("note", "review-note-number"))),
            ("reason=place-wrong", Verdict::Refuse, Some(("final", "review-final-missing"))),
        ];
        for (body, verdict, expected) in table {
            assert_eq!(wrong(body, verdict), Vec::from_iter(expected.map(owned)), "{body}");
        }
    }

    #[test]
    fn the_command_carries_what_was_given() {
        let mut form = Form::parse(b"reason=other&reason=bogus&note=+a%0D%0Ab+");
        let command = TrackCommand::Return(vec!["other".into()], "a\nb".into());
        assert_eq!(read(&mut form, TrackKind::Labour, Verdict::Return), Some(command));
    }
}
