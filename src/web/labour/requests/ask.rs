//! `/labour/ask/{venue}`: a question to the owner, its text filled in by the rule.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::labour::{self, RequestDraft};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::lengths::MAX_TEXT_CHARS;

use crate::codes::translate_code;
use crate::labour::checks::format_finding;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::l10n::{self, Lang};
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/ask.html")]
struct AskOwnerPage {
    page: Page,
    form: Form,
    venue: VenueId,
    name: String,
    rows: Vec<SummaryRow>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::AskOwners>,
    Path(venue): Path<VenueId>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let (draft, check) = load_draft(&app, &permit, venue, query.text("rule")).await?;
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([
        ("key", key.as_str()),
        ("rule", check.code()),
        ("text", &build_text(&draft, check)),
    ]);
    Ok(render(page, &draft, check, form))
}

/// A venue that is not the reader's is not found, whatever rule is asked for.
async fn load_draft(
    app: &App,
    permit: &Permit<rights::AskOwners>,
    venue: VenueId,
    rule: &str,
) -> Result<(RequestDraft, LabourCheck), PageError> {
    let asked = LabourCheck::from_code(rule);
    let draft = labour::prepare_request(app, permit, venue, asked.unwrap_or(LabourCheck::NoContract)).await?;
    Ok((draft, asked.ok_or(ErrorKind::Unreadable)?))
}

/// The question in the owner's language, with what the venue meets now; empty if it meets nothing of the rule any more.
fn build_text(draft: &RequestDraft, check: LabourCheck) -> String {
    let lang = if draft.language == "en" { Lang::En } else { Lang::Vi };
    let Some(reason) = draft.finding.map(|finding| format_finding(lang, finding)) else {
        return String::new();
    };
    let parts: [(&str, &dyn l10n::Arg); 2] = [("venue", &draft.venue.name), ("reason", &reason)];
    l10n::translate_with(lang, &format!("labour-question-{}", check.code()), &parts)
}

fn render(page: Page, draft: &RequestDraft, check: LabourCheck, form: Form) -> Response {
    let page = page.with_title("labour-ask-title").with_form_errors(&form);
    let now = match draft.finding {
        Some(finding) => format_finding(page.lang(), finding),
        None => page.t("labour-not-met"),
    };
    let rows = vec![
        SummaryRow::new(page.t("labour-office-rule"), translate_code(&page, "labourcheck", check.code())),
        SummaryRow::new(page.t("labour-now"), now),
    ];
    let sheet = AskOwnerPage { venue: draft.venue.id, name: draft.venue.name.clone(), rows, page, form };
    (sheet.form.status(), Html(sheet)).into_response()
}

pub(super) async fn ask(
    PageRequest { page, app, permit }: PageRequest<rights::AskOwners>,
    Path(venue): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let (draft, check) = load_draft(&app, &permit, venue, form.text("rule")).await?;
    if form.require_text("text", "labour-message-what").is_some()
        && let Some(text) = form.parse_lines("text", "labour-message-what", MAX_TEXT_CHARS)
    {
        let asked = labour::ask_owner(&app, &permit, key, (venue, check), &text).await;
        if let Some(id) = form.require_success(asked).redirect_refusal(paths::Timeline(venue))? {
            return Ok(Flash::success("labour-asked").redirect(paths::LabourRequest(id)));
        }
    }
    Ok(render(page, &draft, check, form))
}
