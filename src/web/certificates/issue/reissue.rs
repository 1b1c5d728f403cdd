//! `GET /reissue`: withdrawn keys whose certificates can no longer be verified. `POST`: reissues all certificates of
//! a key.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::AppError;
use camket_app::certificates::reissue::{self, ReissueBacklog};
use camket_domain::permissions::rights;
use data_encoding::HEXLOWER;

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "certificates/issue/reissue.html")]
pub(super) struct ReissuePage {
    page: Page,
    keys: Vec<WithdrawnKeyRow>,
}

struct WithdrawnKeyRow {
    kid: String,
    withdrawn: String,
    reason: String,
    certificates: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::IssueCertificates>,
) -> Result<Html<ReissuePage>, PageError> {
    let page = page.with_title("certificates-reissue-title");
    let keys = reissue::list_backlog(&app, &permit).await?;
    Ok(Html(ReissuePage { keys: keys.iter().map(|one| build_row(&page, one)).collect(), page }))
}

fn build_row(page: &Page, ReissueBacklog { key, certificates }: &ReissueBacklog) -> WithdrawnKeyRow {
    let withdrawn = key.withdrawn.as_ref();
    WithdrawnKeyRow {
        kid: HEXLOWER.encode(&key.kid),
        withdrawn: withdrawn.map(|(at, _)| page.moment(at)).unwrap_or_default(),
        reason: withdrawn.map(|(_, why)| why.clone()).unwrap_or_default(),
        certificates: page.number(*certificates),
    }
}

pub(super) async fn submit(
    PageRequest { app, permit, .. }: PageRequest<rights::IssueCertificates>,
    form: Form,
) -> Result<Response, PageError> {
    let Ok(kid) = HEXLOWER.decode(form.text("kid").as_bytes()) else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    let outcome = match reissue::reissue(&app, &permit, &kid).await {
        Err(AppError::NotFound) => return Ok(ErrorKind::Unreadable.into_response()),
        other => other.redirect_refusal(paths::Reissue),
    };
    // Sent twice, or a certificate was decided on meanwhile: the list shows what is left.
    let count = outcome.redirect_conflict("certificates-reissue-changed", paths::Reissue)?;
    let flash = Flash::success("certificates-reissue-done").with_arg("count", count.to_string());
    Ok(flash.redirect(paths::Reissue))
}
