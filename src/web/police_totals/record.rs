//! `/police-totals/new` and `/police-totals/{total}/edit`: writes a total, or corrects it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::police_totals;
use camket_domain::calendar::format_date;
use camket_domain::ids::{PoliceTotalId, uuid_v7};
use camket_domain::permissions::rights;
use camket_domain::police_totals::{PoliceFigures, PoliceTotal, PoliceTotalDetails};
use camket_domain::text::lengths::{MAX_DECISION_NUMBER_CHARS, MAX_NOTE_CHARS, MAX_ORGANISATION_NAME_CHARS};

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "police_totals/record.html")]
struct RecordPage {
    page: Page,
    form: Form,
    back: String,
}

type RecordRequest = PageRequest<rights::RecordPoliceTotals>;

pub(super) async fn show_new(PageRequest { page, app, .. }: RecordRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render_new(page, Form::from_fields([("key", key)]))
}

fn render_new(page: Page, form: Form) -> Response {
    render(page, "police-totals-new", paths::PoliceTotals.to_string(), form)
}

fn render(page: Page, title: &str, back: String, form: Form) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    (form.status(), Html(RecordPage { page, form, back })).into_response()
}

fn parse(form: &mut Form) -> Option<PoliceTotalDetails> {
    let from = form.require_date("from", "police-totals-from-what");
    let to = form.require_date("to", "police-totals-to-what");
    let cases = parse_figure(form, "cases", "police-totals-cases-what");
    let people = parse_figure(form, "people", "police-totals-people-what");
    let hot_spots = parse_figure(form, "hot_spots", "police-totals-hot-spots-what");
    let venues_before = parse_figure(form, "venues_before", "police-totals-venues-before-what");
    let venues_after = parse_figure(form, "venues_after", "police-totals-venues-after-what");
    let source = form.require_line("source", "police-totals-source-what", MAX_ORGANISATION_NAME_CHARS);
    let number = form.require_line("number", "police-totals-number-what", MAX_DECISION_NUMBER_CHARS);
    let note = form.parse_lines("note", "police-totals-note-what", MAX_NOTE_CHARS);
    let figures = PoliceFigures {
        cases: cases?,
        people: people?,
        hot_spots: hot_spots?,
        venues_before: venues_before?,
        venues_after: venues_after?,
    };
    Some(PoliceTotalDetails { from: from?, to: to?, figures, source: source?, number: number?, note: note? })
}

/// A number, with or without points between thousands; `None` for what the document does not say.
fn parse_figure(form: &mut Form, field: &str, what: &str) -> Option<Option<u32>> {
    form.parse_number(field, what, u32::MAX.into())
}

pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let recorded = police_totals::record_total(&app, &permit, key, details).await;
        if let Some(id) = form.require_success(recorded).redirect_refusal(paths::PoliceTotals)? {
            return Ok(Flash::success("police-totals-flash-saved").redirect(paths::PoliceTotal(id)));
        }
    }
    Ok(render_new(page, form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<PoliceTotalId>,
) -> Result<Response, PageError> {
    let back = paths::PoliceTotal(id);
    let total = police_totals::find_own_total(&app, &permit, id).await.redirect_refusal(&back)?;
    Ok(render(page, "police-totals-edit", back.to_string(), fill_form(&total)))
}

fn fill_form(total: &PoliceTotal) -> Form {
    let details = &total.details;
    let mut form = Form::from_fields([
        ("version", total.version.to_string()),
        ("from", format_date(details.from)),
        ("to", format_date(details.to)),
        ("source", details.source.clone()),
        ("number", details.number.clone()),
        ("note", details.note.clone()),
    ]);
    for (field, figure) in details.figures.all() {
        form.set(field, figure.map(|figure| figure.to_string()).unwrap_or_default());
    }
    form
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<PoliceTotalId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (version, back) = (form.require_version()?, paths::PoliceTotal(id));
    police_totals::find_own_total(&app, &permit, id).await.redirect_refusal(&back)?;
    if let Some(details) = parse(&mut form) {
        let updated = police_totals::update_total(&app, &permit, id, version, details).await;
        let here = paths::EditPoliceTotal(id);
        if form.require_success(updated).redirect_conflict("police-totals-flash-changed", here)?.is_some() {
            return Ok(Flash::success("police-totals-flash-saved").redirect(back));
        }
    }
    Ok(render(page, "police-totals-edit", back.to_string(), form))
}
