//! `/concerns/new`: the public form to report a concern; it needs neither scripts nor an account.
//!
//! Against abuse: a limit per network address kept in memory only, a hidden field, and the idempotency key. No network
//! address is stored.

use askama::Template;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::concerns::{self, Report};
use camket_domain::areas::{self, AreaCode};
use camket_domain::certificates::{CertificateNumber, ShortCode};
use camket_domain::concerns::{CONTACT_MOST, Category, PLACE_MOST, TEXT_LEAST, TEXT_MOST};
use camket_domain::ids::uuid_v7;
use camket_domain::text::squash;
use time::Date;
use uuid::Uuid;

use super::upload::Upload;
use super::{REPORT, THANKS, category, reference};
use crate::areas::choices;
use crate::client;
use crate::codes::beside_field;
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::form::Form;
use crate::links;
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::state::Web;

/// Name of a field that is hidden from people: a value in it means that a program filled in the form.
const TRAP: &str = "website";

#[derive(Template)]
#[template(path = "concerns/report.html")]
struct Ask {
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
pub(super) async fn form(page: Page, State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let mut form = Form::parse(query.unwrap_or_default().as_bytes());
    if form.key().is_err() {
        form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    }
    Html(ask(page, form, app.today())).into_response()
}

fn ask(page: Page, mut form: Form, today: Date) -> Ask {
    let page = page.titled("concerns-report-title").checked(&form);
    let commune = commune(&form, today);
    let province = choices::province(form.text("province"), today)
        .or_else(|| areas::all().province_of(commune?, today).map(|province| province.code));
    form.set("province", province.as_ref().map_or("", AreaCode::as_str));
    let choice = |one: &Category| Choice::new(one.code(), category(&page, *one));
    Ask {
        categories: Category::ALL.iter().map(choice).collect(),
        about: about(&form).map(|number| number.to_string()).unwrap_or_default(),
        provinces: choices::provinces(today),
        communes: choices::communes(province, commune, today),
        form,
        page,
    }
}

/// The certificate number in `about`, if it has the form of one; other text is not echoed.
fn about(form: &Form) -> Option<CertificateNumber> {
    let typed = form.text("about");
    let plain = typed.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    (plain && (8..=40).contains(&typed.len())).then(|| CertificateNumber(typed.to_owned()))
}

fn commune(form: &Form, today: Date) -> Option<AreaCode> {
    choices::commune(form.text("commune"), today)
}

pub(super) async fn send(
    page: Page,
    _: Counted,
    State(app): State<App>,
    Upload { mut form, photo }: Upload,
) -> Result<Response, Fault> {
    let Ok(key) = form.key() else { return Ok(ErrorKind::Unreadable.into_response()) };
    if let Some(read) = read(&mut form, app.today()) {
        match take(&app, key, Report { photo, ..read }, &mut form).await? {
            None => {}
            Some(code) => {
                let thanks = links::with_query(THANKS, &[("reference", code.as_str())]);
                return Ok(Redirect::to(&thanks).into_response());
            }
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(ask(page, form, app.today()))).into_response())
}

async fn take(app: &App, key: Uuid, report: Report, form: &mut Form) -> Result<Option<ShortCode>, Fault> {
    match concerns::report(app, key, report).await {
        Ok(code) => Ok(Some(code)),
        Err(error) => Ok(beside_field(form, error).map(|()| None)?),
    }
}

fn read(form: &mut Form, today: Date) -> Option<Report> {
    let category = form.chosen("category", "concerns-category-what", Category::from_code);
    let text = lines(form, "text", "concerns-text-what", TEXT_MOST);
    let about = about(form);
    let commune = commune(form, today);
    if about.is_none() && commune.is_none() {
        form.fail_about("commune", "errors-choose", "concerns-commune-what", &[]);
    }
    let place = form.line("place", "concerns-place-what", PLACE_MOST);
    let contact = form.line("contact", "concerns-contact-what", CONTACT_MOST);
    if form.optional(TRAP).is_some() {
        form.fail(TRAP, "concerns-trap-filled");
    }
    let (category, text, place, contact) = (category?, text?, place?, contact?);
    let contact = Some(contact).filter(|contact| !contact.is_empty());
    let report = Report { category, text, place, contact, photo: None, about, commune };
    (!form.has_errors()).then_some(report)
}

/// A text of several lines, each with its white space squashed; [`TEXT_LEAST`] to `most` characters.
fn lines(form: &mut Form, field: &str, what: &str, most: usize) -> Option<String> {
    form.required(field, what)?;
    let lines: Result<Vec<String>, _> = form.text(field).lines().map(squash).collect();
    match lines.map(|lines| lines.join("\n")) {
        Err(error) => form.fail(field, &format!("codes-error-{}", error.code())),
        Ok(text) if text.chars().count() > most => {
            form.fail_about(field, "errors-too-long", what, &[("max", &most)]);
        }
        Ok(text) if text.chars().count() < TEXT_LEAST => {
            form.fail_about(field, "errors-too-short", what, &[("min", &TEXT_LEAST)]);
        }
        Ok(text) => return Some(text),
    }
    None
}

/// Extractor that counts a report against the limit of its network address, in memory only. Rejects with 429 above it.
pub(super) struct Counted;

impl FromRequestParts<Web> for Counted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let wait = client::address(parts, web).and_then(|address| web.options.concerns.wait(address));
        let Some(seconds) = wait else { return Ok(Self) };
        let after = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
        Err((after, ErrorKind::TooMany).into_response())
    }
}

#[derive(Template)]
#[template(path = "concerns/thanks.html")]
struct Thanks {
    page: Page,
    reference: String,
}

/// Shows the reference in the query. It is only echoed, not looked up.
pub(super) async fn thanks(page: Page, RawQuery(query): RawQuery) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let Ok(code) = ShortCode::parse(form.text("reference")) else {
        return Redirect::to(REPORT).into_response();
    };
    let page = page.titled("concerns-thanks-title");
    Html(Thanks { page, reference: reference(&code) }).into_response()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 25);

    fn good() -> Form {
        Form::filled([
            ("category", "forgery"),
            ("text", "Giấy dán ở cửa  bị sửa tên.\n Xin kiểm tra."),
            ("about", "KH-SNV-2026-000042"),
        ])
    }

    #[test]
    fn what_is_read() {
        let report = read(&mut good(), TODAY).unwrap();
        assert_eq!(report.text, "Giấy dán ở cửa bị sửa tên.\nXin kiểm tra.");
        assert_eq!((report.category, report.contact), (Category::Forgery, None));
        let mut elsewhere = good();
        elsewhere.set("about", "");
        elsewhere.set("commune", "22759");
        elsewhere.set("contact", "0912 345 678");
        let report = read(&mut elsewhere, TODAY).unwrap();
        assert_eq!((report.about, report.commune), (None, AreaCode::new("22759")));
        assert_eq!(report.contact.as_deref(), Some("0912 345 678"));
    }

    #[test]
    fn what_is_wrong() {
        let long = "x".repeat(TEXT_MOST + 1);
        let contact = "x".repeat(CONTACT_MOST + 1);
        for (field, value, failed, key) in [
            ("category", "", "category", "errors-choose"),
            ("category", "nonsense", "category", "errors-choose"),
            ("text", " ", "text", "errors-required"),
            ("text", "Giả", "text", "errors-too-short"),
            ("text", &long, "text", "errors-too-long"),
            ("text", "Giấy \u{202E} giả mạo", "text", "codes-error-text-control-character"),
            ("about", "", "commune", "errors-choose"),
            ("contact", &contact, "contact", "errors-too-long"),
            (TRAP, "http://spam.example", TRAP, "concerns-trap-filled"),
        ] {
            let mut form = good();
            form.set(field, value);
            assert!(read(&mut form, TODAY).is_none(), "{field}");
            assert_eq!(form.error(failed).map(crate::form::FieldError::key), Some(key), "{field}");
        }
    }
}
