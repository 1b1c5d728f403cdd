//! `/concerns/new`: the public form to report a concern; it needs neither scripts nor an account.
//!
//! Against abuse: a limit per network address kept in memory only, a hidden field, and the idempotency key. No network
//! address is stored.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::concerns::{self, SubmittedConcern};
use camket_domain::areas::{self, AreaCode};
use camket_domain::certificates::{CertificateNumber, ShortCode};
use camket_domain::concerns::{
    ConcernCategory, MAX_CONTACT_LENGTH, MAX_PLACE_LENGTH, MAX_TEXT_LENGTH, MIN_TEXT_LENGTH,
};
use camket_domain::ids::uuid_v7;
use time::Date;

use super::{format_category, format_reference};
use crate::areas::choices;
use crate::limit::{Concerns, CountedRequest, TooMany};
use crate::paths;
use crate::upload::Upload;
use camket_shell::form::{Form, Query};
use camket_shell::kept_form::SentFields;
use camket_shell::links;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

/// Name of a field that is hidden from people: a value in it means that a program filled in the form.
const TRAP_FIELD: &str = "website";

#[derive(Template)]
#[template(path = "concerns/report.html")]
struct ReportConcernPage {
    page: Page,
    form: Form,
    categories: Vec<Choice>,
    /// Number of the certificate that the concern is about; empty if none is known.
    about: String,
    provinces: Vec<Choice>,
    communes: Vec<Choice>,
}

/// Query: `about`, the number of a certificate, and the fields typed so far; without scripts, the steps of the form send
/// them here by GET.
pub(super) async fn show_form(page: Page, State(app): State<App>, Query(mut form): Query) -> Response {
    if form.require_key().is_err() {
        form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    }
    Html(build_page(page, form, app.today())).into_response()
}

fn build_page(page: Page, mut form: Form, today: Date) -> ReportConcernPage {
    let page = page.with_title("concerns-report-title").with_form_errors(&form);
    let commune = parse_commune(&form, today);
    let province = choices::parse_province(form.text("province"), today)
        .or_else(|| areas::all().province_of(commune?, today).map(|province| province.code));
    form.set("province", province.as_ref().map_or("", AreaCode::as_str));
    let choice = |one: &ConcernCategory| Choice::new(one.code(), format_category(&page, *one));
    ReportConcernPage {
        categories: ConcernCategory::ALL.iter().map(choice).collect(),
        about: parse_certificate_number(&form).map(|number| number.to_string()).unwrap_or_default(),
        provinces: choices::build_province_choices(today),
        communes: choices::build_commune_choices(province, commune, today),
        form,
        page,
    }
}

/// The certificate number in `about`, if it has the form of one; other text is not echoed.
fn parse_certificate_number(form: &Form) -> Option<CertificateNumber> {
    let typed = form.text("about");
    let plain = typed.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    (plain && (8..=40).contains(&typed.len())).then(|| CertificateNumber(typed.to_owned()))
}

fn parse_commune(form: &Form, today: Date) -> Option<AreaCode> {
    choices::parse_commune(form.text("commune"), today)
}

/// Whatever prevents the report, the page is shown again with what was typed.
pub(super) async fn submit(
    page: Page,
    counted: Result<CountedRequest<Concerns>, TooMany>,
    State(app): State<App>,
    upload: Upload,
) -> Response {
    let sent = SentFields::of(&upload.form);
    sent.attach(match counted {
        Ok(_) => save(page, &app, upload).await,
        Err(refused) => Ok(refused.into_response()),
    })
}

async fn save(page: Page, app: &App, Upload { mut form, file }: Upload) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(read) = parse_report(&mut form, app.today()) {
        let report = SubmittedConcern { photo: file.map(|file| file.bytes), ..read };
        if let Some(code) = form.require_success(concerns::report(app, key, report).await)? {
            let thanks = links::with_query(paths::ConcernThanks::PATTERN, &[("reference", code.as_str())]);
            return Ok(Redirect::to(&thanks).into_response());
        }
    }
    Ok((form.status(), Html(build_page(page, form, app.today()))).into_response())
}

fn parse_report(form: &mut Form, today: Date) -> Option<SubmittedConcern> {
    let category = form.require_choice("category", "concerns-category-what", ConcernCategory::from_code);
    let text = parse_lines(form, "text", "concerns-text-what", MAX_TEXT_LENGTH);
    let about = parse_certificate_number(form);
    let commune = parse_commune(form, today);
    if about.is_none() && commune.is_none() {
        form.fail_about("commune", "errors-choose", "concerns-commune-what", &[]);
    }
    let place = form.parse_line("place", "concerns-place-what", MAX_PLACE_LENGTH);
    let contact = form.parse_line("contact", "concerns-contact-what", MAX_CONTACT_LENGTH);
    if form.optional(TRAP_FIELD).is_some() {
        form.fail(TRAP_FIELD, "concerns-trap-filled");
    }
    let (category, text, place, contact) = (category?, text?, place?, contact?);
    let contact = Some(contact).filter(|contact| !contact.is_empty());
    let report = SubmittedConcern { category, text, place, contact, photo: None, about, commune };
    (!form.has_errors()).then_some(report)
}

/// A text of several lines of [`MIN_TEXT_LENGTH`] to `most` characters.
fn parse_lines(form: &mut Form, field: &str, what: &str, most: usize) -> Option<String> {
    form.require_text(field, what)?;
    let text = form.parse_lines(field, what, most)?;
    if text.chars().count() < MIN_TEXT_LENGTH {
        form.fail_about(field, "errors-too-short", what, &[("min", &MIN_TEXT_LENGTH)]);
        return None;
    }
    Some(text)
}

#[derive(Template)]
#[template(path = "concerns/thanks.html")]
struct ConcernThanksPage {
    page: Page,
    reference: String,
}

/// Shows the reference in the query. It is only echoed, not looked up.
pub(super) async fn show_thanks(page: Page, Query(form): Query) -> Response {
    let Ok(code) = ShortCode::parse(form.text("reference")) else {
        return Redirect::to(paths::NewConcern::PATTERN).into_response();
    };
    let page = page.with_title("concerns-thanks-title");
    Html(ConcernThanksPage { page, reference: format_reference(&code) }).into_response()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 25);

    fn valid_form() -> Form {
        Form::from_fields([
            ("category", "forgery"),
            ("text", "Giấy dán ở cửa  bị sửa tên.\n Xin kiểm tra."),
            ("about", "KH-SNV-2026-000042"),
        ])
    }

    #[test]
    fn valid_reports_are_parsed() {
        let report = parse_report(&mut valid_form(), TODAY).unwrap();
        assert_eq!(report.text, "Giấy dán ở cửa bị sửa tên.\nXin kiểm tra.");
        assert_eq!((report.category, report.contact), (ConcernCategory::Forgery, None));
        let mut elsewhere = valid_form();
        elsewhere.set("about", "");
        elsewhere.set("commune", "22759");
        elsewhere.set("contact", "0912 345 678");
        let report = parse_report(&mut elsewhere, TODAY).unwrap();
        assert_eq!((report.about, report.commune), (None, AreaCode::new("22759")));
        assert_eq!(report.contact.as_deref(), Some("0912 345 678"));
    }

    #[test]
    fn invalid_fields_are_named() {
        let long = "x".repeat(MAX_TEXT_LENGTH + 1);
        let contact = "x".repeat(MAX_CONTACT_LENGTH + 1);
        for (field, value, failed, key) in [
            ("category", "", "category", "errors-choose"),
            ("category", "nonsense", "category", "errors-choose"),
            ("text", " ", "text", "errors-required"),
            ("text", "Giả", "text", "errors-too-short"),
            ("text", &long, "text", "errors-too-long"),
            ("text", "Giấy \u{202E} giả mạo", "text", "codes-error-text-control-character"),
            ("about", "", "commune", "errors-choose"),
            ("contact", &contact, "contact", "errors-too-long"),
            (TRAP_FIELD, "http://spam.example", TRAP_FIELD, "concerns-trap-filled"),
        ] {
            let mut form = valid_form();
            form.set(field, value);
            assert!(parse_report(&mut form, TODAY).is_none(), "{field}");
            assert_eq!(form.error(failed).map(camket_shell::form::FieldError::key), Some(key), "{field}");
        }
    }
}
