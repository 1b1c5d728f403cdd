//! `GET /concerns`: the officers' queue of the concerns in their area, urgent ones first.

use askama::Template;
use axum::extract::{RawQuery, State};
use camket_app::concerns::{self, Counts, View};
use camket_app::{App, AppError};
use camket_domain::concerns::Concern;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};

use super::{QUEUE, address, category, reference, state};
use crate::areas;
use crate::fault::Fault;
use crate::form::Form;
use crate::links;
use crate::look::{Chip, Pages};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    New,
    Mine,
    Open,
    Closed,
}

impl Tab {
    const ALL: [Self; 4] = [Self::New, Self::Mine, Self::Open, Self::Closed];

    fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Mine => "mine",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    fn count(self, counts: &Counts) -> u64 {
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
struct Queue {
    page: Page,
    tab: Tab,
    tabs: Vec<Label>,
    urgent: Vec<Line>,
    lines: Vec<Line>,
    pages: Pages,
}

impl Queue {
    fn empty_title(&self) -> String {
        self.page.t(&format!("concerns-empty-{}", self.tab.code()))
    }
}

struct Label {
    href: String,
    label: String,
    count: u64,
    current: bool,
}

/// One concern in the list.
struct Line {
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
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadConcerns>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let chosen = Tab::ALL.into_iter().find(|tab| tab.code() == form.text("view"));
    Ok(Html(fill(page, &app, &permit, chosen, Cursor::decode(form.text("after"))).await?))
}

async fn fill(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadConcerns>,
    chosen: Option<Tab>,
    after: Option<Cursor>,
) -> Result<Queue, AppError> {
    let counts = concerns::counts(app, permit).await?;
    let tab = chosen.unwrap_or(if counts.mine > 0 { Tab::Mine } else { Tab::New });
    let view = match tab {
        Tab::New => View::New,
        Tab::Mine => View::Mine(permit.actor().account),
        Tab::Open => View::Open,
        Tab::Closed => View::Closed,
    };
    let found = concerns::list(app, permit, view, after).await?;
    let urgent = if after.is_none() { concerns::urgent(app, permit).await? } else { Vec::new() };
    let page = page.titled("concerns-title");
    let lines = |concerns: &[Concern]| concerns.iter().map(|one| line(&page, app, one)).collect();
    Ok(Queue {
        tabs: Tab::ALL.map(|one| label(&page, one, tab, &counts)).into(),
        urgent: lines(&urgent),
        lines: lines(&found.items),
        pages: Pages::of(QUEUE, &[("view", tab.code())], after, found.next),
        tab,
        page,
    })
}

fn label(page: &Page, tab: Tab, current: Tab, counts: &Counts) -> Label {
    Label {
        href: links::with_query(QUEUE, &[("view", tab.code())]),
        label: page.t(&format!("concerns-tab-{}", tab.code())),
        count: tab.count(counts),
        current: tab == current,
    }
}

/// Characters of a concern's text that the list shows.
const EXCERPT: usize = 90;

fn line(page: &Page, app: &App, concern: &Concern) -> Line {
    Line {
        href: address(concern.id),
        category: category(page, concern.category),
        excerpt: excerpt(&concern.text),
        commune: areas::name(concern.commune, app.today()),
        at: page.moment(&concern.created_at),
        reference: reference(&concern.reference),
        state: state(page, concern.state),
        who: concern.handler_name.clone(),
    }
}

fn excerpt(text: &str) -> String {
    let line = text.replace('\n', " ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let cut: String = line.chars().take(EXCERPT).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(excerpt("Giấy\ngiả"), "Giấy giả");
        assert_eq!(excerpt(&"ế".repeat(200)), "ế".repeat(EXCERPT) + "…");
    }
}
