//! The communes without an agency for some function.

use askama::Template;
use camket_app::readiness;
use camket_domain::areas::AreaLevel;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::rights;
use camket_domain::readiness::CommuneGap;
use time::Date;

use crate::areas;
use crate::codes::translate_code;
use crate::paths;
use camket_shell::form::Query;
use camket_shell::links::with_query;
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "readiness/communes.html")]
pub(super) struct CommuneGapsPage {
    page: Page,
    count: usize,
    rows: Vec<CommuneRow>,
    pages: PageLinks,
    /// The form of an agency of the province; `None` for the administrator of one commune.
    for_all: Option<String>,
}

struct CommuneRow {
    name: String,
    functions: Vec<String>,
    /// The form of an agency, with the commune and the functions filled in.
    add: String,
}

/// GET `/admin/start/communes?after=CODE`
pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    Query(query): Query,
) -> Result<Html<CommuneGapsPage>, PageError> {
    let found = readiness::check(&app, &permit).await?;
    let gaps = found.readiness.communes;
    let page = page.with_title("readiness-communes-title");
    let after = query.text("after");
    let shown = take_page(&gaps, |gap| gap.commune.as_str() == after);
    let next = shown.last().filter(|last| gaps.last() != Some(last));
    let at = |after: &str| with_query(paths::StartCommunes, &[("after", after)]);
    Ok(Html(CommuneGapsPage {
        count: gaps.len(),
        rows: shown.iter().map(|gap| build_row(&page, gap, app.today())).collect(),
        pages: PageLinks {
            first: (!after.is_empty()).then(|| at("")),
            next: next.map(|last| at(last.commune.as_str())),
        },
        for_all: (found.area.level() == AreaLevel::Province)
            .then(|| with_query(paths::NewAgency, &[("area", found.area.as_str())])),
        page,
    }))
}

/// The page of a list behind the item for which `is_last` holds; the first page if it holds for none.
pub(super) fn take_page<T>(all: &[T], is_last: impl Fn(&T) -> bool) -> &[T] {
    let begin = all.iter().position(is_last).map_or(0, |place| place + 1);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    &all[begin..all.len().min(begin.saturating_add(size))]
}

fn build_row(page: &Page, gap: &CommuneGap, today: Date) -> CommuneRow {
    let mut fields = vec![("area", gap.commune.as_str())];
    fields.extend(gap.functions.iter().map(|function| ("functions", function.code())));
    CommuneRow {
        name: areas::find_name(gap.commune, today),
        functions: gap
            .functions
            .iter()
            .map(|function| translate_code(page, "function", function.code()))
            .collect(),
        add: with_query(paths::NewAgency, &fields),
    }
}
