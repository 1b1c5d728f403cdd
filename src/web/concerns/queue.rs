//! `GET /concerns`: the officers' queue of the concerns in their area, urgent ones first.

use askama::Template;
use camket_app::concerns::{self, ConcernCounts, ConcernView};
use camket_app::{App, AppError};
use camket_domain::codes::codes;
use camket_domain::concerns::Concern;
use camket_domain::paging::{BoundedCount, Cursor, Paged};
use camket_domain::periods::PeriodSpan;
use camket_domain::permissions::{Permit, rights};

use super::{build_state_chip, format_category, format_reference};
use crate::{areas, paths, span_query};
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::{Chip, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

codes! {
    /// A part of the queue, one tab each.
    ConcernTab {
        New = "new",
        Mine = "mine",
        Open = "open",
        Closed = "closed",
    }
}

impl ConcernTab {
    fn count(self, counts: &ConcernCounts) -> BoundedCount {
        match self {
            Self::New => counts.new,
            Self::Mine => counts.mine,
            Self::Open => counts.open,
            Self::Closed => counts.closed,
        }
    }
}

#[derive(Template)]
#[template(path = "concerns/queue.html")]
struct ConcernQueuePage {
    page: Page,
    /// What stands in place of the list where it is empty.
    empty_title: String,
    /// "1/12/2025 – 30/11/2026"; empty for the tabs.
    span: String,
    tabs: Vec<ConcernTabLink>,
    urgent: Vec<ConcernRow>,
    /// Whether there are more urgent ones than shown.
    urgent_cut: bool,
    lines: Vec<ConcernRow>,
    pages: PageLinks,
}

struct ConcernTabLink {
    href: String,
    label: String,
    count: BoundedCount,
    current: bool,
}

/// One concern in the list.
struct ConcernRow {
    href: String,
    category: String,
    excerpt: String,
    commune: String,
    at: String,
    reference: String,
    state: Chip,
    who: String,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadConcerns>,
    Query(form): Query,
) -> Result<Html<impl Template>, PageError> {
    let after = Cursor::decode(form.text("after"));
    Ok(Html(match span_query::parse(&form) {
        Some(span) => build_received(page, &app, &permit, span, after).await?,
        None => build_tabbed(page, &app, &permit, ConcernTab::from_code(form.text("view")), after).await?,
    }))
}

/// The address of the concerns that came on these days.
pub(crate) fn format_received_address(span: PeriodSpan) -> String {
    let [first, last] = span_query::format_ends(span);
    links::with_query(paths::Concerns::PATTERN, &[("first", &first), ("last", &last)])
}

async fn build_received(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadConcerns>,
    span: PeriodSpan,
    after: Option<Cursor>,
) -> Result<ConcernQueuePage, AppError> {
    let counts = concerns::count_views(app, permit).await?;
    let found = concerns::list(app, permit, ConcernView::Received(span), after).await?;
    let page = page.with_title("concerns-title");
    let [first, last] = span_query::format_ends(span);
    Ok(ConcernQueuePage {
        empty_title: page.t("concerns-empty-received"),
        span: span_query::format(&page, span),
        tabs: ConcernTab::ALL.map(|tab| build_tab(&page, tab, None, &counts)).into(),
        urgent: Vec::new(),
        urgent_cut: false,
        lines: found.items.iter().map(|one| build_row(&page, app, one)).collect(),
        pages: PageLinks::new(
            paths::Concerns::PATTERN,
            &[("first", &first), ("last", &last)],
            after,
            found.next,
        ),
        page,
    })
}

async fn build_tabbed(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadConcerns>,
    chosen: Option<ConcernTab>,
    after: Option<Cursor>,
) -> Result<ConcernQueuePage, AppError> {
    let counts = concerns::count_views(app, permit).await?;
    let tab = chosen.unwrap_or(if counts.mine.counted() > 0 { ConcernTab::Mine } else { ConcernTab::New });
    let view = match tab {
        ConcernTab::New => ConcernView::New,
        ConcernTab::Mine => ConcernView::Mine(permit.actor().account),
        ConcernTab::Open => ConcernView::Open,
        ConcernTab::Closed => ConcernView::Closed,
    };
    let found = concerns::list(app, permit, view, after).await?;
    let urgent = if after.is_none() {
        concerns::list_urgent(app, permit).await?
    } else {
        Paged { items: Vec::new(), next: None }
    };
    let page = page.with_title("concerns-title");
    let lines = |concerns: &[Concern]| concerns.iter().map(|one| build_row(&page, app, one)).collect();
    Ok(ConcernQueuePage {
        empty_title: page.t(&format!("concerns-empty-{}", tab.code())),
        span: String::new(),
        tabs: ConcernTab::ALL.map(|one| build_tab(&page, one, Some(tab), &counts)).into(),
        urgent_cut: urgent.next.is_some(),
        urgent: lines(&urgent.items),
        lines: lines(&found.items),
        pages: PageLinks::new(paths::Concerns::PATTERN, &[("view", tab.code())], after, found.next),
        page,
    })
}

fn build_tab(
    page: &Page,
    tab: ConcernTab,
    current: Option<ConcernTab>,
    counts: &ConcernCounts,
) -> ConcernTabLink {
    ConcernTabLink {
        href: links::with_query(paths::Concerns::PATTERN, &[("view", tab.code())]),
        label: page.t(&format!("concerns-tab-{}", tab.code())),
        count: tab.count(counts),
        current: current == Some(tab),
    }
}

/// Characters of a concern's text that the list shows.
const EXCERPT_CHARS: usize = 90;

fn build_row(page: &Page, app: &App, concern: &Concern) -> ConcernRow {
    ConcernRow {
        href: paths::Concern(concern.id).to_string(),
        category: format_category(page, concern.category),
        excerpt: cut_excerpt(&concern.text),
        commune: areas::find_name(concern.commune, app.today()),
        at: page.moment(&concern.created_at),
        reference: format_reference(&concern.reference),
        state: build_state_chip(page, concern.state()),
        who: concern.handler_name().to_owned(),
    }
}

fn cut_excerpt(text: &str) -> String {
    let line = text.replace('\n', " ");
    if line.chars().count() <= EXCERPT_CHARS {
        return line;
    }
    let cut: String = line.chars().take(EXCERPT_CHARS).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut_excerpt("Giấy\ngiả"), "Giấy giả");
        assert_eq!(cut_excerpt(&"ế".repeat(200)), "ế".repeat(EXCERPT_CHARS) + "…");
    }
}
