//! `GET /labour/changes`: what the labour authority takes note of, by venue.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::labour::{self, ChangesPage};
use camket_domain::permissions::rights;

use super::query::{ChangeQuery, parse_place};
use super::{ChangeRow, build_counts, build_rows, file};
use crate::areas::own_choices::build_commune_choices;
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::look::{Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/changes.html")]
struct OfficeChangesPage {
    page: Page,
    form: Form,
    communes: Vec<Choice>,
    /// Whether the form asks for a period that can be.
    asked: bool,
    counts: Vec<String>,
    heads: [String; 5],
    lines: Vec<ChangeRow>,
    pages: PageLinks,
    export: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadLabourChanges>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let (today, after) = (app.today(), parse_place(&form)?);
    let communes = build_commune_choices(permit.actor(), today);
    let query = ChangeQuery::read(&mut form, today)?;
    let page = page.with_title("labour-changes-title").with_form_errors(&form);
    let heads = ["venue", "day", "kind", "position", "what"];
    let mut sheet = OfficeChangesPage {
        communes,
        asked: query.is_some(),
        counts: Vec::new(),
        heads: heads.map(|head| page.t(&format!("labour-changes-column-{head}"))),
        lines: Vec::new(),
        pages: PageLinks { first: None, next: None },
        export: String::new(),
        form,
        page,
    };
    if let Some(query) = query {
        let found = labour::list_changes(&app, &permit, query.filter(None), after).await?;
        let ChangesPage { changes, next, counts, staffing, threshold } = found;
        let path = paths::LabourChanges::PATTERN;
        sheet.counts = build_counts(&sheet.page, counts);
        sheet.lines = build_rows(&sheet.page, &changes, (&staffing, threshold), today);
        sheet.pages = PageLinks {
            first: after.map(|_| query.address(path, None)),
            next: next.map(|last| query.address(path, Some(last))),
        };
        sheet.export = query.address(paths::LabourChangesXlsx::PATTERN, None);
    }
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
