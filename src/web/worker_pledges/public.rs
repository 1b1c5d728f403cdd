//! What a worker does with a code: says who she is, reads the text in a language of her own, signs. Neither account nor scripts.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::worker_pledges::{self, ConfirmedWorker, OpenedCode, PledgeSheet, PledgeStage};
use camket_app::{App, AppError};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::uuid_v7;
use camket_domain::pledges::terms::TermsClause;
use camket_domain::pledges::worker_texts::WorkerText;
use camket_domain::refusal::Refusal;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::worker_pledges::{
    CONFIRMED_LIFETIME, ClaimedIdentity, InvitationStanding, NUMBER_ENDING_CHARS, PledgedWorker, WorkerPledge,
};

use super::PRIVATE;
use crate::accounts::{SecureConnection, SentForm};
use crate::codes::translate_code;
use crate::limit::{CountedRequest, TooMany, Tracks};
use crate::paths;
use camket_shell::cookies;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::l10n::format_wait;
use camket_shell::look::{Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

const COOKIE: &str = "__Host-worker-pledge";
/// Neither birth date nor number is sent back to a phone that may be another's.
const SECRET_FIELDS: [&str; 2] = ["born", "ending"];

#[derive(Template)]
#[template(path = "worker_pledges/identify.html")]
struct IdentifyPage {
    page: Page,
    form: Form,
    /// The venue of a known code.
    venue: Option<String>,
    /// Why a known code cannot be used.
    closed: Option<String>,
    tries_left: Option<i32>,
}

/// GET `/w`. Query: `code`, which the QR symbol fills in.
pub(super) async fn show_form(
    page: Page,
    counted: Result<CountedRequest<Tracks>, TooMany>,
    State(app): State<App>,
    Query(query): Query,
) -> Result<Response, PageError> {
    if let Err(refused) = counted {
        return Ok(refused.into_response());
    }
    let mut form = Form::from_fields([("code", read_code(&query))]).with_secret_fields(&SECRET_FIELDS);
    let opened = open_code(&app, &mut form, query.optional("code").is_some()).await?;
    Ok(render_form(page, form, opened))
}

/// Only a text that has the form of a code is echoed.
fn read_code(form: &Form) -> String {
    ShortCode::read(form.text("code")).map(|code| code.to_string()).unwrap_or_default()
}

/// What is known of the code in the form; `is_given`: whether there is one.
async fn open_code(app: &App, form: &mut Form, is_given: bool) -> Result<Option<OpenedCode>, AppError> {
    if !is_given {
        return Ok(None);
    }
    let code = form.text("code").to_owned();
    form.require_success(worker_pledges::open_code(app, &code).await)
}

fn render_form(page: Page, form: Form, opened: Option<OpenedCode>) -> Response {
    let page = page.with_title("worker-pledges-who-title").with_form_errors(&form);
    let closed = opened.as_ref().map(|opened| opened.standing);
    let closed = closed.filter(|standing| *standing != InvitationStanding::Open);
    let sheet = IdentifyPage {
        tries_left: opened.as_ref().map(|opened| opened.tries_left).filter(|_| form.has_errors()),
        closed: closed.map(|closed| translate_code(&page, "invitationstanding", closed.code())),
        venue: opened.map(|opened| opened.venue),
        page,
        form,
    };
    (sheet.form.status(), PRIVATE, Html(sheet)).into_response()
}

/// POST `/w`
pub(super) async fn confirm(
    _: SecureConnection,
    SentForm { page, app, client, form, .. }: SentForm,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&SECRET_FIELDS);
    if let Some((code, claimed)) = parse_identity(&mut form) {
        match worker_pledges::confirm_identity(&app, &code, &claimed, &client).await {
            Ok(confirmed) => return Ok(redirect_confirmed(&confirmed)),
            Err(AppError::Throttled(seconds)) => {
                let time = format_wait(page.lang(), Some(seconds));
                form.fail_with("code", "worker-pledges-too-often", &[("time", &time)]);
            }
            Err(error) => form.add_error(error)?,
        }
    }
    // What became of the code is shown beside the errors of the answers.
    let mut shown = Form::from_fields([("code", read_code(&form))]);
    let opened = open_code(&app, &mut shown, form.optional("code").is_some()).await?;
    Ok(render_form(page, form, opened))
}

fn parse_identity(form: &mut Form) -> Option<(String, ClaimedIdentity)> {
    let code = form.require_text("code", "worker-pledges-code-what");
    let born = form.require_birth("born", "worker-pledges-born-what");
    let ending = form.require_line("ending", "worker-pledges-ending-what", MAX_PERSON_NAME_CHARS);
    let ending = ending.filter(|ending| ending.chars().count() == NUMBER_ENDING_CHARS);
    if ending.is_none() {
        form.fail("ending", "worker-pledges-ending-form");
    }
    Some((code?, ClaimedIdentity { born: born?, ending: ending? }))
}

fn redirect_confirmed(confirmed: &ConfirmedWorker) -> Response {
    let cookie = cookies::write(COOKIE, confirmed.as_str(), Some(CONFIRMED_LIFETIME));
    let mut answer = Redirect::to(paths::OwnWorkerPledge::PATTERN).into_response();
    answer.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    answer
}

#[derive(Template)]
#[template(path = "worker_pledges/sign.html")]
struct SignWorkerPledgePage {
    page: Page,
    form: Form,
    facts: Vec<SummaryRow>,
    text: ShownText,
    /// The text that holds, under a translation.
    original: Option<ShownText>,
    languages: Vec<Choice>,
    shown: String,
    /// Whether text or facts changed since they were shown.
    is_changed: bool,
}

/// A text in one language.
struct ShownText {
    lang: &'static str,
    language_name: &'static str,
    version: u32,
    title: &'static str,
    subject: &'static str,
    preamble: &'static str,
    clauses: &'static [TermsClause],
    closing: &'static str,
}

impl ShownText {
    fn new(text: WorkerText) -> Self {
        Self {
            lang: text.language,
            language_name: text.language_name,
            version: text.version,
            title: &text.terms.title,
            subject: &text.terms.subject,
            preamble: &text.terms.preamble,
            clauses: &text.terms.clauses,
            closing: &text.terms.closing,
        }
    }
}

#[derive(Template)]
#[template(path = "worker_pledges/signed.html")]
struct SignedWorkerPledgePage {
    page: Page,
    venue: String,
    rows: Vec<SummaryRow>,
}

#[derive(Template)]
#[template(path = "worker_pledges/in_review.html")]
struct WorkerPledgeInReviewPage {
    page: Page,
    venue: String,
}

/// GET `/w/pledge`. Query: `text`, the language of the text; without it that of the page.
pub(super) async fn show_text(
    page: Page,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query,
) -> Result<Response, PageError> {
    let language = query.optional("text").unwrap_or(page.lang().code()).to_owned();
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(render_stage(page, &app, &headers, form, (&language, false)).await?)
}

/// POST `/w/pledge`
pub(super) async fn sign(
    SentForm { page, app, client, headers, form }: SentForm,
) -> Result<Response, PageError> {
    let mut form = form;
    let key = form.require_key()?;
    let language = form.text("text").to_owned();
    let Some(confirmed) = find_confirmed(&headers) else { return Ok(begin_anew()) };
    if form.text("agree") != "yes" {
        form.fail("agree", "worker-pledges-agree-first");
        return Ok(render_stage(page, &app, &headers, form, (&language, false)).await?);
    }
    let shown = form.text("shown").to_owned();
    match worker_pledges::sign(&app, &confirmed, key, (&language, &shown), &client).await {
        Ok(_) => Ok(Redirect::to(paths::OwnWorkerPledge::PATTERN).into_response()),
        // Another page says why nothing was signed.
        Err(AppError::NotFound) => Ok(begin_anew()),
        Err(AppError::Refused(Refusal::InReview) | AppError::Invalid(_)) => {
            Ok(render_stage(page, &app, &headers, form, (&language, false)).await?)
        }
        Err(AppError::Conflict) => {
            form.set("agree", "");
            Ok(render_stage(page, &app, &headers, form, (&language, true)).await?)
        }
        Err(error) => {
            form.add_error(error)?;
            Ok(render_stage(page, &app, &headers, form, (&language, false)).await?)
        }
    }
}

fn find_confirmed(headers: &HeaderMap) -> Option<ConfirmedWorker> {
    cookies::read(headers, COOKIE).map(ConfirmedWorker::from_text)
}

/// The first step again: the time is over, the venue changed the worker's row, or this browser never said who she is.
fn begin_anew() -> Response {
    Flash::warning("worker-pledges-who-again").redirect(paths::WorkerCode)
}

async fn render_stage(
    page: Page,
    app: &App,
    headers: &HeaderMap,
    form: Form,
    (language, is_changed): (&str, bool),
) -> Result<Response, AppError> {
    let Some(confirmed) = find_confirmed(headers) else { return Ok(begin_anew()) };
    let sheet = match worker_pledges::load_sheet(app, &confirmed, language).await {
        Ok(sheet) => sheet,
        Err(AppError::NotFound) => return Ok(begin_anew()),
        // Used, ended or over meanwhile: the first page says so.
        Err(error) => {
            let mut form = Form::new();
            form.add_error(error)?;
            return Ok(render_form(page, form, None));
        }
    };
    let PledgeSheet { facts, stage } = sheet;
    Ok(match stage {
        PledgeStage::Sign { text, languages, shown } => {
            let state = if is_changed { StatusCode::CONFLICT } else { form.status() };
            let sheet = build_sign_page(page, form, &facts, (text, &languages), (shown, is_changed));
            (state, PRIVATE, Html(sheet)).into_response()
        }
        PledgeStage::InReview => {
            let page = page.with_title("worker-pledges-in-review-title");
            (StatusCode::CONFLICT, PRIVATE, Html(WorkerPledgeInReviewPage { page, venue: facts.venue }))
                .into_response()
        }
        PledgeStage::Signed(pledge) => (PRIVATE, Html(build_signed_page(page, *pledge))).into_response(),
    })
}

fn build_sign_page(
    page: Page,
    mut form: Form,
    facts: &PledgedWorker,
    (text, languages): (WorkerText, &[WorkerText]),
    (shown, is_changed): (String, bool),
) -> SignWorkerPledgePage {
    form.set("text", text.language);
    let original = languages.iter().find(|other| other.is_original() && !text.is_original()).copied();
    SignWorkerPledgePage {
        facts: build_facts(&page, facts),
        original: original.map(ShownText::new),
        languages: languages
            .iter()
            .filter(|other| other.language != text.language)
            .map(|other| Choice::new(other.language, other.language_name))
            .collect(),
        text: ShownText::new(text),
        shown,
        is_changed,
        page: page.with_title("worker-pledges-read-title").with_form_errors(&form),
        form,
    }
}

fn build_facts(page: &Page, facts: &PledgedWorker) -> Vec<SummaryRow> {
    let row = |key: &str, value: &str| SummaryRow::new(page.t(key), value.to_owned());
    vec![
        row("labour-name", &facts.name),
        row("labour-born", &facts.born),
        row("labour-number", &format!("••••••••{}", facts.number_ending)),
        row("labour-position", &facts.position),
        row("worker-pledges-venue", &facts.venue),
        row("worker-pledges-venue-address", &facts.venue_address),
    ]
}

fn build_signed_page(page: Page, pledge: WorkerPledge) -> SignedWorkerPledgePage {
    let page = page.with_title("worker-pledges-done-title");
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let rows = vec![
        row("labour-name", pledge.facts.name.clone()),
        row("worker-pledges-venue", pledge.facts.venue.clone()),
        row("worker-pledges-signed-at", page.moment(&pledge.recorded_at)),
        row("worker-pledges-terms", format!("{} ({})", pledge.terms_version, pledge.language)),
        row("worker-pledges-digest", pledge.text_hash.clone()),
    ];
    SignedWorkerPledgePage { venue: pledge.facts.venue, rows, page }
}
