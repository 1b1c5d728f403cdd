//! `/media/months/{month}`: what each outlet reported in a month.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::media::{self, MediaGrid, MediaLine};
use camket_domain::media::{MAX_MEDIA_NOTE_CHARS, MediaEntry, MediaMonth, MediaOutlet, check_entry};
use camket_domain::permissions::rights;
use time::Date;

use super::grid::format_media_address;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "media/month.html")]
struct MonthPage {
    page: Page,
    form: Form,
    back: String,
    lines: Vec<OutletFields>,
}

/// The fields of one outlet.
struct OutletFields {
    name: String,
    version: String,
    pieces: String,
    note: String,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show(
    PageRequest { page, app, .. }: RecordRequest,
    May(reader): May<rights::ReadActivities>,
    Path(month): Path<String>,
) -> Result<Response, PageError> {
    let month = parse_month(&month)?;
    let grid = media::load_grid(&app, &reader, month.year).await?;
    if let Some(refused) = refuse(&grid, month, app.today()) {
        return Ok(refused);
    }
    let mut form = Form::new();
    for outlet in list_asked(&grid) {
        let fields = name_fields(outlet);
        let entry = find_entry(&grid, outlet, month);
        form.set(&fields.version, entry.map_or(0, |entry| entry.version).to_string());
        form.set(&fields.pieces, entry.map_or(0, |entry| entry.pieces).to_string());
        form.set(&fields.note, entry.map(|entry| entry.note.clone()).unwrap_or_default());
    }
    Ok(render(page, form, &grid, month))
}

fn parse_month(text: &str) -> Result<MediaMonth, ErrorKind> {
    text.parse().map_err(|_| ErrorKind::NotFound)
}

/// The outlets that must report.
fn list_asked(grid: &MediaGrid) -> impl Iterator<Item = &MediaOutlet> {
    grid.outlets.iter().filter(|outlet| outlet.details.active)
}

fn find_entry<'a>(grid: &'a MediaGrid, outlet: &MediaOutlet, month: MediaMonth) -> Option<&'a MediaEntry> {
    grid.entries.iter().find(|entry| entry.outlet == outlet.id && entry.month == month)
}

fn name_fields(outlet: &MediaOutlet) -> OutletFields {
    let field = |name: &str| format!("{name}-{}", outlet.id);
    OutletFields {
        name: outlet.details.name.clone(),
        version: field("version"),
        pieces: field("pieces"),
        note: field("note"),
    }
}

fn render(page: Page, form: Form, grid: &MediaGrid, month: MediaMonth) -> Response {
    let title =
        page.t2("media-month-title", "month", month.month.to_string(), "year", month.year.to_string());
    let page = page.with_title_text(title).with_form_errors(&form);
    let lines = list_asked(grid).map(name_fields).collect();
    let shown = MonthPage { back: format_media_address(month.year), lines, form, page };
    (shown.form.status(), Html(shown)).into_response()
}

pub(super) async fn write(
    PageRequest { page, app, permit }: RecordRequest,
    May(reader): May<rights::ReadActivities>,
    Path(month): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let month = parse_month(&month)?;
    let grid = media::load_grid(&app, &reader, month.year).await?;
    if let Some(refused) = refuse(&grid, month, app.today()) {
        return Ok(refused);
    }
    let mut lines = Vec::new();
    for outlet in list_asked(&grid) {
        // An outlet that was added since the page was shown.
        if form.text(&name_fields(outlet).version).is_empty() {
            continue;
        }
        lines.extend(parse_line(&mut form, outlet, month, app.today())?);
    }
    if !form.has_errors() {
        let written = media::write_month(&app, &permit, month, lines).await;
        let here = paths::WriteMediaMonth(month);
        let written = form.require_success(written).redirect_conflict("media-flash-changed", &here)?;
        if written.is_some() {
            return Ok(Flash::success("media-flash-written").redirect(format_media_address(month.year)));
        }
    }
    Ok(render(page, form, &grid, month))
}

/// The way back to the grid, which says what to do, for a month that cannot be written.
fn refuse(grid: &MediaGrid, month: MediaMonth, today: Date) -> Option<Response> {
    let key = match list_asked(grid).next() {
        None => "media-flash-no-outlet",
        Some(_) if !month.has_begun(today) => "media-flash-not-begun",
        Some(_) => return None,
    };
    Some(Flash::warning(key).redirect(format_media_address(month.year)))
}

/// What is written for an outlet; an empty number is none.
fn parse_line(
    form: &mut Form,
    outlet: &MediaOutlet,
    month: MediaMonth,
    today: Date,
) -> Result<Option<MediaLine>, ErrorKind> {
    let fields = name_fields(outlet);
    let version = form.text(&fields.version).parse().map_err(|_| ErrorKind::Unreadable)?;
    let pieces = form.parse_number(&fields.pieces, "media-pieces-what", u32::MAX.into());
    let pieces = pieces.map(Option::unwrap_or_default);
    if let Some(Err(fault)) = pieces.map(|pieces| check_entry(month, pieces, today)) {
        form.fail(&fields.pieces, &format!("codes-error-{}", fault.code()));
    }
    let note = form.parse_lines(&fields.note, "media-note-what", MAX_MEDIA_NOTE_CHARS);
    let line = |(pieces, note)| MediaLine { outlet: outlet.id, version, pieces, note };
    Ok(pieces.zip(note).map(line))
}
