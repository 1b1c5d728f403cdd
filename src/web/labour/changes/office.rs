//! `GET /labour/changes`: what the labour authority takes note of, by venue.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::labour;
use camket_domain::permissions::rights;

use super::query::{ChangeQuery, parse_place};
use super::{ChangesReader, ChangesView, file};
use crate::areas::own_choices::build_commune_choices;
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/changes.html")]
struct OfficeChangesPage {
    page: Page,
    form: Form,
    communes: Vec<Choice>,
    /// `None` where the form asks for a period that cannot be.
    view: Option<ChangesView>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadLabourChanges>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let (today, after) = (app.today(), parse_place(&form)?);
    let communes = build_commune_choices(permit.actor(), today);
    let query = ChangeQuery::read(&mut form, today)?;
    let page = page.with_title("labour-changes-title").with_form_errors(&form);
    let paths = [paths::LabourChanges::PATTERN, paths::LabourChangesXlsx::PATTERN];
    let reader = ChangesReader { is_owner: false, paths, after, today };
    let view = match query {
        Some(query) => {
            let found = labour::list_changes(&app, &permit, query.filter(None), after).await?;
            Some(ChangesView::build(&page, query, &found, &reader))
        }
        None => None,
    };
    let sheet = OfficeChangesPage { communes, view, form, page };
    Ok((sheet.form.status(), Html(sheet)).into_response())
}

/// `GET /labour/changes.xlsx`
pub(super) async fn download(
    PageRequest { app, permit, .. }: PageRequest<rights::ExportLabourChanges>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let today = app.today();
    let query = ChangeQuery::require(&mut form, today)?;
    let export = labour::export_changes(&app, &permit, query.filter(None)).await?;
    let area = query.commune().or(permit.actor().area);
    let place = area.map(|area| areas::find_name(area, today)).unwrap_or_default();
    let letterhead = export.agency().letterhead();
    file::send(export, letterhead, place, query.span, today).await
}
