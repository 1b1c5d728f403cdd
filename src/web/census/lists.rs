//! `GET /census`: the lists of the officer's area with their counts.

use askama::Template;
use camket_app::census::{self, ListCounts};
use camket_domain::census::{CandidateFilter, CensusList, EntryFilter, EntryStateFilter};
use camket_domain::permissions::{Action, rights};
use time::Date;

use super::query::link_entries;
use crate::codes::translate_code;
use crate::{areas, paths};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "census/lists.html")]
pub(super) struct CensusListsPage {
    page: Page,
    form: Form,
    keeps: bool,
    invites: bool,
    /// Address, number and label of what waits.
    figures: Vec<CensusFigure>,
    heads: Vec<String>,
    lines: Vec<CensusListRow>,
}

/// A number that leads to a list.
pub(super) struct CensusFigure {
    pub href: String,
    pub number: String,
    pub label: String,
}

struct CensusListRow {
    href: String,
    source: String,
    holder: String,
    area: String,
    as_of: String,
    counts: Vec<(String, String)>,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCensus>,
) -> Result<Html<CensusListsPage>, PageError> {
    let lists = census::list_lists(&app, &permit).await?;
    let total = lists.iter().fold(ListCounts::default(), |sum, (_, counts)| sum + *counts);
    let page = page.with_title("census-title");
    let keeps = permit.actor().may(Action::KeepCensus);
    let mut figures = build_figures(&page, total, &EntryFilter::default());
    if keeps {
        let waiting = census::count_candidates(&app, &permit).await?;
        let href = |filter: CandidateFilter| {
            camket_shell::links::with_query(paths::CensusMatches::PATTERN, &[("level", filter.code())])
        };
        figures.push(CensusFigure {
            href: href(CandidateFilter::ALL[0]),
            number: page.number(waiting.iter().take(3).sum::<u64>()),
            label: page.t("census-figure-doubts"),
        });
    }
    let heads = ["list", "area", "as-of", "total", "missing", "matched", "out"];
    let lines = lists.iter().map(|(list, counts)| build_row(&page, list, *counts, app.today())).collect();
    Ok(Html(CensusListsPage {
        form: Form::new(),
        keeps,
        invites: permit.actor().may(Action::InviteVenues),
        figures,
        heads: heads.map(|head| page.t(&format!("census-column-{head}"))).to_vec(),
        lines,
        page,
    }))
}

/// The counts as numbers that lead to their entries.
pub(super) fn build_figures(page: &Page, counts: ListCounts, within: &EntryFilter) -> Vec<CensusFigure> {
    let figure = |state: EntryStateFilter, number: u64| CensusFigure {
        href: link_entries(EntryFilter { state: Some(state), ..within.clone() }),
        number: page.number(number),
        label: translate_code(page, "entryfilter", state.code()),
    };
    let all = CensusFigure {
        href: link_entries(within.clone()),
        number: page.number(counts.total()),
        label: page.t("census-figure-all"),
    };
    let parts = [
        figure(EntryStateFilter::Missing, counts.missing()),
        figure(EntryStateFilter::Matched, counts.matched),
        figure(EntryStateFilter::Out, counts.out),
        figure(EntryStateFilter::Proposed, counts.proposed),
    ];
    std::iter::once(all).chain(parts).collect()
}

fn build_row(page: &Page, list: &CensusList, counts: ListCounts, today: Date) -> CensusListRow {
    let within = |state| EntryFilter { list: Some(list.id), state, ..EntryFilter::default() };
    let count = |state, number: u64| (link_entries(within(state)), page.number(number));
    CensusListRow {
        href: paths::CensusList(list.id).to_string(),
        source: translate_code(page, "censussource", list.source.code()),
        holder: list.holder.clone(),
        area: areas::find_name(list.area, today),
        as_of: page.date(&list.as_of),
        counts: vec![
            count(None, counts.total()),
            count(Some(EntryStateFilter::Missing), counts.missing()),
            count(Some(EntryStateFilter::Matched), counts.matched),
            count(Some(EntryStateFilter::Out), counts.out),
        ],
    }
}
