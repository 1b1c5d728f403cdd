//! `GET /reissue`: withdrawn keys whose certificates can no longer be verified. `POST`: reissues all certificates of
//! a key.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::certificates::reissue::{self, Stranded};
use camket_app::{App, AppError};
use camket_domain::permissions::rights;
use data_encoding::HEXLOWER;

use super::REISSUE;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "certificates/reissue.html")]
pub(super) struct Reissue {
    page: Page,
    keys: Vec<Line>,
}

/// A withdrawn key.
struct Line {
    kid: String,
    withdrawn: String,
    reason: String,
    certificates: String,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::IssueCertificates>,
) -> Result<Html<Reissue>, Fault> {
    let page = page.titled("reissue-title");
    let keys = reissue::stranded(&app, &permit).await?;
    Ok(Html(Reissue { keys: keys.iter().map(|one| line(&page, one)).collect(), page }))
}

fn line(page: &Page, Stranded { key, certificates }: &Stranded) -> Line {
    let withdrawn = key.withdrawn.as_ref();
    Line {
        kid: HEXLOWER.encode(&key.kid),
        withdrawn: withdrawn.map(|(at, _)| page.moment(at)).unwrap_or_default(),
        reason: withdrawn.map(|(_, why)| why.clone()).unwrap_or_default(),
        certificates: page.number(*certificates),
    }
}

pub(super) async fn go(
    State(app): State<App>,
    May(permit): May<rights::IssueCertificates>,
    form: Form,
) -> Result<Response, Fault> {
    let Ok(kid) = HEXLOWER.decode(form.text("kid").as_bytes()) else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    match reissue::reissue(&app, &permit, &kid).await {
        Ok(count) => {
            let flash = Flash::success("reissue-done").with("count", count.to_string());
            Ok((flash, Redirect::to(REISSUE)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, REISSUE)),
        // Sent twice, or a certificate was decided on meanwhile: the list shows what is left.
        Err(AppError::Conflict) => {
            Ok((Flash::warning("reissue-changed"), Redirect::to(REISSUE)).into_response())
        }
        Err(AppError::NotFound) => Ok(ErrorKind::Unreadable.into_response()),
        Err(error) => Err(error.into()),
    }
}
