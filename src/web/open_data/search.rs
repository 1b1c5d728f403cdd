//! `GET /open/certificates`: what is open, under which licence, and a search of the valid certificates.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use camket_app::{App, open_data};
use camket_domain::open_data::{FIELDS, LICENCE_ADDRESS, MAX_SEARCH_CHARS, OpenCertificate, OpenFilter};

use super::{list_links, name_kind};
use crate::limit::{CountedRequest, LookUps};
use crate::{areas, codes, paths};
use camket_shell::form::{Form, Query};
use camket_shell::look::{Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "open_data/search.html")]
struct OpenDataPage {
    page: Page,
    form: Form,
    /// How many there are, and of which day.
    about: String,
    communes: Vec<Choice>,
    heads: Vec<String>,
    rows: Vec<[String; 5]>,
    pages: PageLinks,
    licence: &'static str,
    /// Name and meaning of each field of the files.
    fields: Vec<(&'static str, String)>,
}

pub(super) async fn show(
    page: Page,
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let filter = OpenFilter {
        text: form.text("q").chars().take(MAX_SEARCH_CHARS).collect(),
        commune: areas::parse_code(&form, "commune")?,
    };
    let after = form.parse_after()?;
    let found = open_data::list_certificates(&app, &filter, after).await?;
    let files = open_data::load_files(&app, name_kind).await?;
    let page = page.with_title("open-data-title");
    let commune = filter.commune.map(|area| area.to_string()).unwrap_or_default();
    let pairs = [("q", filter.text.as_str()), ("commune", commune.as_str())];
    let pages = PageLinks::new(paths::OpenCertificates::PATTERN, &pairs, after, found.next);
    let links = list_links(&app)
        .with_typed("alternate", &app.url(paths::OpenCertificatesCsv), "text/csv")
        .with_pages(&pages, |path| app.url(path))
        .into_headers();
    let count = i64::try_from(files.count).unwrap_or(i64::MAX);
    let choice = |area: &&camket_domain::areas::Area| Choice::new(area.code.as_str(), area.name.clone());
    let shown = OpenDataPage {
        about: page.t2("open-data-count", "count", page.number(count), "day", page.date(&files.state.day)),
        communes: open_data::list_communes(&app).await?.iter().map(choice).collect(),
        heads: ["number", "name", "kind-name", "commune", "until"]
            .map(|field| page.t(&format!("open-data-field-{field}")))
            .to_vec(),
        rows: found.items.iter().map(|one| build_row(&page, one)).collect(),
        fields: FIELDS
            .map(|field| (field, page.t(&format!("open-data-field-{field}").replace('_', "-"))))
            .to_vec(),
        licence: LICENCE_ADDRESS,
        pages,
        form,
        page,
    };
    Ok((links, Html(shown)).into_response())
}

fn build_row(page: &Page, one: &OpenCertificate) -> [String; 5] {
    [
        one.number.as_str().to_owned(),
        one.name.clone(),
        codes::format_venue_kind(page, one.kind, &one.kind_note),
        areas::find_last_name(one.commune),
        page.date(&one.expires_on),
    ]
}
