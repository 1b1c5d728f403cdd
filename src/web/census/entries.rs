//! `GET /census/entries`: the entries of the officer's area. `POST`: search, so that no personal number appears in an address.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::census::{self, EntryPage};
use camket_app::{App, AppError};
use camket_domain::accounts::Actor;
use camket_domain::census::{CandidateFilter, CensusEntry, EntryFilter, EntryStateFilter, ExclusionReason};
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Action, Permit, rights};
use time::Date;

use super::chips::{build_state_chip, format_kind, format_list, list_phones};
use super::query::{EntryQuery, parse_place};
use crate::areas::own_choices::build_commune_choices;
use crate::codes::{self, translate_code};
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "census/entries.html")]
struct CensusEntriesPage {
    page: Page,
    form: Form,
    lists: Vec<Choice>,
    communes: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    reasons: Vec<Choice>,
    candidates: Vec<Choice>,
    narrowed: bool,
    count: String,
    heads: Vec<String>,
    lines: Vec<CensusEntryRow>,
    pages: PageLinks,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
    /// The form of letters to these entries.
    letters: Option<String>,
}

struct CensusEntryRow {
    href: String,
    name: String,
    kind: String,
    address: String,
    commune: String,
    list: String,
    state: Chip,
    owner: String,
    phones: Vec<(String, String)>,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCensus>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let query = EntryQuery::from_address(&form)?;
    let after = parse_place(&form)?;
    Ok(Html(build_page(page, &app, &permit, &query, after).await?).into_response())
}

pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCensus>,
    form: Form,
) -> Result<Response, PageError> {
    let query = EntryQuery::from_form(&form)?;
    if query.find_person().is_none() {
        return Ok(Redirect::to(&query.address(None)).into_response());
    }
    let found = build_page(page, &app, &permit, &query, None).await;
    Ok(Html(found.redirect_refusal(paths::CensusEntries)?).into_response())
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadCensus>,
    query: &EntryQuery,
    after: Option<CensusEntryId>,
) -> Result<CensusEntriesPage, AppError> {
    let EntryPage { entries, next, count, lists } =
        census::list_entries(app, permit, &query.filter, after).await?;
    let (page, today) = (page.with_title("census-entries-title"), app.today());
    let mut listed: Vec<_> = lists.values().collect();
    listed.sort_unstable_by_key(|list| list.id);
    let row = |entry: &CensusEntry| {
        let list = lists.get(&entry.list).map(|list| format_list(&page, list)).unwrap_or_default();
        build_row(&page, permit.actor(), entry, list, today)
    };
    let person = query.find_person();
    let heads = ["entry", "commune", "list", "state", "contact"];
    Ok(CensusEntriesPage {
        form: query.to_form(),
        lists: listed.iter().map(|list| Choice::new(list.id.to_string(), format_list(&page, list))).collect(),
        communes: build_commune_choices(permit.actor(), today),
        kinds: codes::build_venue_kind_choices(&page),
        states: build_choices(&page, "entryfilter", EntryStateFilter::ALL.map(EntryStateFilter::code)),
        reasons: build_choices(&page, "exclusion", ExclusionReason::ALL.map(ExclusionReason::code)),
        candidates: build_choices(&page, "candidatefilter", CandidateFilter::ALL.map(CandidateFilter::code)),
        narrowed: query.filter != EntryFilter::default(),
        count: page.t1("census-count", "count", count),
        heads: heads.map(|head| page.t(&format!("census-column-{head}"))).to_vec(),
        lines: entries.iter().map(row).collect(),
        pages: PageLinks {
            first: after.map(|_| query.address(None)),
            // A link to a next page would have to carry the number.
            next: next.filter(|_| person.is_none()).map(|entry| query.address(Some(entry))),
        },
        letters: (permit.actor().may(Action::InviteVenues) && person.is_none() && count > 0)
            .then(|| query.letters_address()),
        person,
        page,
    })
}

fn build_choices<const N: usize>(page: &Page, list: &str, codes: [&'static str; N]) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, translate_code(page, list, code))).to_vec()
}

fn build_row(page: &Page, actor: &Actor, entry: &CensusEntry, list: String, today: Date) -> CensusEntryRow {
    let details = &entry.details;
    CensusEntryRow {
        href: paths::CensusEntry(entry.id).to_string(),
        name: details.name.clone(),
        kind: format_kind(page, entry),
        address: details.address.clone(),
        commune: areas::find_name(details.commune, today),
        list,
        state: build_state_chip(page, entry, today),
        owner: details.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
        phones: list_phones(actor, details),
    }
}
