//! `GET /decisions`: proposals that wait for a decision, and those that are settled.

use askama::Template;
use camket_app::certificates::decisions::{self, DecisionDossier};
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::DecisionCard;
use crate::paths;
use camket_shell::form::Query;
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "certificates/decisions/queue.html")]
pub(super) struct DecisionListPage {
    page: Page,
    /// Whether the settled ones are shown.
    settled: bool,
    lines: Vec<DecisionRow>,
    pages: PageLinks,
}

/// A decision with its venue and its certificate.
struct DecisionRow {
    name: String,
    place: String,
    number: String,
    card: DecisionCard,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Query(form): Query,
) -> Result<Html<DecisionListPage>, PageError> {
    let settled = form.text("view") == "settled";
    let after = Cursor::decode(form.text("after"));
    let found = decisions::list(&app, &permit, !settled, after).await?;
    let page = page.with_title(if settled {
        "certificates-decisions-title-settled"
    } else {
        "certificates-decisions-title"
    });
    let view = if settled { "settled" } else { "" };
    Ok(Html(DecisionListPage {
        lines: found.items.iter().map(|matter| build_row(&page, matter)).collect(),
        pages: PageLinks::new(paths::Decisions::PATTERN, &[("view", view)], after, found.next),
        settled,
        page,
    }))
}

fn build_row(page: &Page, matter: &DecisionDossier) -> DecisionRow {
    let facts = &matter.certificate.facts;
    DecisionRow {
        name: facts.name.clone(),
        place: format!("{}, {}", facts.address, facts.commune_name),
        number: matter.certificate.number.to_string(),
        card: DecisionCard::brief(page, &matter.decision),
    }
}
