//! `GET /letters/new`: what letters to a list would be, and their form. `POST`: writes them.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::letters::{self, LetterOrder, LetterPreview};
use camket_domain::calendar::format_date;
use camket_domain::ids::uuid_v7;
use camket_domain::letters::{
    LETTER_INTERVAL_DAYS, LetterTerms, MAX_CAPACITY_CHARS, MAX_CAPACITY_LINES, MAX_CONTACT_CHARS,
    MAX_LETTERS, MAX_NUMBER_CHARS, USUAL_CAPACITY, is_deadline_allowed,
};
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use time::Date;

use super::query::AskedTarget;
use crate::messages::{build_letter, count_sms_parts};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "letters/new.html")]
struct NewLettersPage {
    page: Page,
    form: Form,
    back: String,
    hidden: Vec<(&'static str, String)>,
    rows: Vec<SummaryRow>,
    found: LetterPreview,
    /// The text message to the first; `None` if none can be sent.
    sample: Option<String>,
}

impl NewLettersPage {
    /// Whether there is anybody to write to.
    fn has_any(&self) -> bool {
        self.found.letters + self.found.recent > 0
    }
}

type Inviter = PageRequest<rights::InviteVenues>;

pub(super) async fn show(
    PageRequest { page, app, permit }: Inviter,
    May(reader): May<rights::ReadCoverage>,
    Query(mut query): Query,
) -> Result<Response, PageError> {
    let asked = AskedTarget::parse(&app, &reader, &mut query)?;
    let form = fill_form(&app, &permit).await?;
    Ok(Html(build_page(page, &app, &permit, form, asked).await?).into_response())
}

/// The terms of the latest letters again, but for number and deadline.
async fn fill_form(app: &App, permit: &Permit<rights::InviteVenues>) -> Result<Form, PageError> {
    let before = letters::find_latest_run(app, permit).await?.map(|run| run.terms);
    let deadline = letters::find_usual_deadline(app).await?;
    let (contact, capacity, signer) = match before {
        Some(terms) => (terms.contact, terms.capacity.join("\n"), terms.signer),
        None => (permit.actor().name.clone(), USUAL_CAPACITY.join("\n"), String::new()),
    };
    Ok(Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("deadline", format_date(deadline)),
        ("contact", contact),
        ("capacity", capacity),
        ("signer", signer),
    ]))
}

pub(super) async fn write(
    PageRequest { page, app, permit }: Inviter,
    May(reader): May<rights::ReadCoverage>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let asked = AskedTarget::parse(&app, &reader, &mut form)?;
    if let Some(terms) = parse_terms(&mut form, app.today()) {
        let order = LetterOrder {
            target: asked.target.clone(),
            terms,
            again: form.text("again") == "yes",
            by_sms: form.text("sms") == "yes",
        };
        let written = letters::write_letters(&app, &permit, key, order).await;
        let written = form.require_success(written).redirect_refusal(&asked.back)?;
        if let Some(run) = written {
            return Ok(Flash::success("letters-written").redirect(paths::LetterRun(run)));
        }
    }
    let status = form.status();
    Ok((status, Html(build_page(page, &app, &permit, form, asked).await?)).into_response())
}

fn parse_terms(form: &mut Form, today: Date) -> Option<LetterTerms> {
    let number = form.parse_line("document", "letters-number-what", MAX_NUMBER_CHARS);
    let deadline = form.require_date("deadline", "letters-deadline-what");
    if deadline.is_some_and(|deadline| !is_deadline_allowed(deadline, today)) {
        form.fail("deadline", "codes-error-letter-deadline");
    }
    let contact = form.require_line("contact", "letters-contact-what", MAX_CONTACT_CHARS);
    let most = MAX_CAPACITY_LINES * (MAX_CAPACITY_CHARS + 1);
    let capacity = form.parse_lines("capacity", "letters-capacity-what", most);
    let signer = form.parse_line("signer", "letters-signer-what", MAX_PERSON_NAME_CHARS);
    let capacity: Vec<String> =
        capacity?.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let is_long = |line: &String| line.chars().count() > MAX_CAPACITY_CHARS;
    if capacity.is_empty() || capacity.len() > MAX_CAPACITY_LINES || capacity.iter().any(is_long) {
        form.fail_with("capacity", "letters-capacity-wrong", &[("max", &MAX_CAPACITY_LINES)]);
        return None;
    }
    if form.has_errors() {
        return None;
    }
    Some(LetterTerms { number: number?, deadline: deadline?, contact: contact?, capacity, signer: signer? })
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::InviteVenues>,
    form: Form,
    asked: AskedTarget,
) -> Result<NewLettersPage, PageError> {
    let page = page.with_title("letters-new-title").with_form_errors(&form);
    let again = form.text("again") == "yes";
    let typed = camket_domain::calendar::parse_date(form.text("deadline"));
    let deadline = typed.unwrap_or_else(|_| app.today());
    let found = letters::preview_letters(app, permit, &asked.target, again, deadline).await?;
    let sample = found.sample.as_ref().map(|message| build_letter(&app.options().public_url, message).body);
    let parts = sample.as_deref().map_or(1, count_sms_parts);
    let row = |key: &str, count: usize| SummaryRow::new(page.t(key), page.number(count));
    let mut rows = vec![row("letters-count", found.letters)];
    if found.recent > 0 {
        let label = page.t1("letters-recent", "days", LETTER_INTERVAL_DAYS);
        rows.push(SummaryRow::new(label, page.number(found.recent)));
    }
    rows.push(row("letters-unfit", found.unfit));
    let sms = page.t2("letters-sms-count", "count", found.with_mobile, "parts", found.with_mobile * parts);
    rows.push(SummaryRow::new(page.t("letters-with-mobile"), sms));
    Ok(NewLettersPage { back: asked.back, hidden: asked.pairs, rows, sample, found, form, page })
}
