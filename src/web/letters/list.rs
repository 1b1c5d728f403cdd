//! `GET /letters`: what the officer's area wrote, newest first.

use askama::Template;
use camket_app::letters::{self, RunPage};
use camket_domain::ids::LetterRunId;
use camket_domain::letters::LetterRun;
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "letters/list.html")]
pub(super) struct LettersPage {
    page: Page,
    heads: Vec<String>,
    lines: Vec<RunLine>,
    pages: PageLinks,
}

struct RunLine {
    href: String,
    what: String,
    by: String,
    deadline: String,
    letters: String,
    sent: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::InviteVenues>,
    Query(query): Query,
) -> Result<Html<LettersPage>, PageError> {
    let after = query.optional("after").map(str::parse::<LetterRunId>);
    let after = after.transpose().map_err(|_| ErrorKind::Unreadable)?;
    let RunPage { runs, next } = letters::list_runs(&app, &permit, after).await?;
    let page = page.with_title("letters-title");
    let heads =
        ["written", "deadline", "count", "sent"].map(|head| page.t(&format!("letters-column-{head}")));
    Ok(Html(LettersPage {
        heads: heads.into(),
        lines: runs.iter().map(|run| build_line(&page, run)).collect(),
        pages: PageLinks {
            first: after.map(|_| paths::Letters.to_string()),
            next: next.map(|id| links::with_query(paths::Letters::PATTERN, &[("after", &id.to_string())])),
        },
        page,
    }))
}

fn build_line(page: &Page, run: &LetterRun) -> RunLine {
    RunLine {
        href: paths::LetterRun(run.id).to_string(),
        what: format_run(page, run),
        by: run.made_by.name.clone(),
        deadline: page.date(&run.terms.deadline),
        letters: page.number(run.letters),
        sent: run
            .sending
            .as_ref()
            .map_or_else(|| page.t("letters-not-sent"), |sending| page.date(&sending.on)),
    }
}

/// Number and date: "Số 45/UBND-VHXH, ngày 29/11/2026".
pub(super) fn format_run(page: &Page, run: &LetterRun) -> String {
    let date = page.date(&run.dated);
    match run.terms.number.as_str() {
        "" => page.t1("letters-of-day", "date", date),
        number => page.t2("letters-of-number", "number", number, "date", date),
    }
}
