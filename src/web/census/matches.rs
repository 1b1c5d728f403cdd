//! `/census/matches`: entries that may be venues of the register; several sure ones are confirmed at once.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::census::{self, MatchPair};
use camket_domain::census::{CandidateFilter, EntryFilter};
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::rights;

use super::chips::{build_level_chip, format_kind};
use super::compare::link_pair;
use super::query::parse_place;
use crate::codes::translate_code;
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "census/matches.html")]
struct CensusMatchesPage {
    page: Page,
    tabs: Vec<MatchTab>,
    /// Whether several may be confirmed at once.
    bulk: bool,
    /// Whether any group has something in it.
    others_wait: bool,
    /// What waits to be compared; empty if nothing does.
    waiting: String,
    heads: Vec<String>,
    lines: Vec<MatchRow>,
    pages: PageLinks,
}

struct MatchTab {
    href: String,
    label: String,
    count: String,
    current: bool,
}

struct MatchRow {
    /// Entry, version and venue, as a checkbox sends them.
    pair: String,
    href: String,
    name: String,
    under: String,
    commune: String,
    venue: String,
    level: Chip,
}

type KeepRequest = PageRequest<rights::KeepCensus>;

pub(super) async fn list(
    PageRequest { page, app, .. }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let counts = census::count_candidates(&app, &reader).await?;
    let level = CandidateFilter::from_code(form.text("level")).unwrap_or_else(|| choose_level(counts));
    let after = parse_place(&form)?;
    let filter = EntryFilter { candidates: Some(level), ..EntryFilter::default() };
    let found = census::list_entries(&app, &reader, &filter, after).await?;
    let best = census::list_best(&app, &reader, &found.entries, level.level()).await?;
    let left = census::count_waiting(&app).await?;
    let page = page.with_title("census-matches-title");
    let lines = found.entries.iter().zip(best).filter_map(|(entry, best)| {
        let (candidate, venue) = best?;
        Some(MatchRow {
            pair: format!("{}.{}.{}", entry.id, entry.version, candidate.venue),
            href: link_pair(entry.id, candidate.venue),
            name: entry.details.name.clone(),
            under: format!("{} · {}", format_kind(&page, entry), entry.details.address),
            commune: areas::find_name(entry.details.commune, app.today()),
            venue,
            level: build_level_chip(&page, candidate.level),
        })
    });
    let heads = ["entry", "commune", "venue", "level"].map(|head| page.t(&format!("census-column-{head}")));
    let shown = CensusMatchesPage {
        tabs: build_tabs(&page, level, counts),
        bulk: level == CandidateFilter::Sure,
        others_wait: counts.iter().any(|count| *count > 0),
        waiting: if left.entries + left.venues == 0 {
            String::new()
        } else {
            page.t2("census-waiting", "entries", left.entries, "venues", left.venues)
        },
        lines: lines.collect(),
        heads: heads.to_vec(),
        pages: PageLinks {
            first: after.map(|_| link_level(level, None)),
            next: found.next.map(|next| link_level(level, Some(next))),
        },
        page,
    };
    Ok(Html(shown).into_response())
}

/// Confirms the chosen pairs.
pub(super) async fn confirm(
    PageRequest { app, permit, .. }: KeepRequest,
    form: Form,
) -> Result<Response, PageError> {
    let pairs = form.all("pair").iter().map(|text| parse_pair(text).ok_or(ErrorKind::Unreadable));
    let pairs = pairs.collect::<Result<Vec<MatchPair>, ErrorKind>>()?;
    if pairs.is_empty() {
        let here = link_level(CandidateFilter::Sure, None);
        return Ok(Flash::warning("census-flash-none-chosen").redirect(here));
    }
    let outcome = census::match_sure(&app, &permit, &pairs).await?;
    let flash = if outcome.left == 0 {
        Flash::success("census-flash-bulk")
    } else {
        Flash::warning("census-flash-bulk-left").with_arg("left", outcome.left.to_string())
    };
    Ok(flash.with_arg("count", outcome.matched.to_string()).redirect(paths::CensusMatches))
}

/// Computes candidates now; what is left is said on the page.
pub(super) async fn refresh(PageRequest { app, .. }: KeepRequest) -> Result<Response, PageError> {
    census::refresh_candidates(&app).await?;
    Ok(Flash::success("census-flash-refreshed").redirect(paths::CensusMatches))
}

/// The first group with something in it.
fn choose_level(counts: [u64; 4]) -> CandidateFilter {
    let mut groups = CandidateFilter::ALL.into_iter().zip(counts);
    groups.find(|(_, count)| *count > 0).map_or(CandidateFilter::Sure, |(level, _)| level)
}

fn build_tabs(page: &Page, current: CandidateFilter, counts: [u64; 4]) -> Vec<MatchTab> {
    let tab = |(level, count): (CandidateFilter, u64)| MatchTab {
        href: link_level(level, None),
        label: translate_code(page, "candidatefilter", level.code()),
        count: page.number(count),
        current: level == current,
    };
    CandidateFilter::ALL.into_iter().zip(counts).map(tab).collect()
}

fn link_level(level: CandidateFilter, after: Option<CensusEntryId>) -> String {
    let after = after.map(|entry| entry.to_string()).unwrap_or_default();
    links::with_query(paths::CensusMatches::PATTERN, &[("level", level.code()), ("after", &after)])
}

fn parse_pair(text: &str) -> Option<MatchPair> {
    let (entry, rest) = text.split_once('.')?;
    let (version, venue) = rest.split_once('.')?;
    Some(MatchPair { entry: entry.parse().ok()?, version: version.parse().ok()?, venue: venue.parse().ok()? })
}
