//! `/census/entries/{entry}/match`: an entry beside a venue that it may be; an officer decides.

use std::ops::Range;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::census::{self, Comparison, MatchPair};
use camket_domain::census::MAX_ENTRY_NOTE_CHARS;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::matching::{Agreement, FieldEvidence, MatchLevel};
use camket_domain::codes::codes;
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::permissions::rights;

use super::chips::build_level_chip;
use super::steps;
use crate::codes::{self as words, translate_code};
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::l10n::{self, Lang};
use camket_shell::links;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

codes! {
    /// What an officer decides on a pair.
    MatchDecision {
        Same = "same",
        /// The same, under another name or another owner.
        TakenOver = "taken_over",
        Different = "different",
        Later = "later",
    }
}

#[derive(Template)]
#[template(path = "census/compare.html")]
struct ComparePage {
    page: Page,
    form: Form,
    name: String,
    back: String,
    /// Where another venue is searched.
    find: String,
    tabs: Vec<CandidateTab>,
    level: Option<Chip>,
    /// Whether the owner or the sign may have changed.
    same_place: bool,
    venue: (String, String),
    standing: Vec<SummaryRow>,
    fields: Vec<ComparedField>,
    postponed: bool,
    /// Who said that they are not the same; empty if nobody did.
    said_different: String,
}

struct CandidateTab {
    href: String,
    label: String,
    current: bool,
}

struct ComparedField {
    label: String,
    entry: Vec<TextPart>,
    venue: Vec<TextPart>,
    agreement: Chip,
}

/// A part of a text, and whether it differs from the other side.
#[derive(PartialEq, Debug)]
struct TextPart {
    text: String,
    differs: bool,
}

type KeepRequest = PageRequest<rights::KeepCensus>;
type HandlerResult = Result<Response, PageError>;

pub(super) async fn show(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<CensusEntryId>,
    Query(form): Query,
) -> HandlerResult {
    let venue = form.optional("venue").map(|text| text.parse::<VenueId>().map_err(|_| ErrorKind::Unreadable));
    let describe = |kind: camket_domain::venues::VenueKind| translate_code(&page, "kind", kind.code());
    let found = census::compare(&app, &permit, id, venue.transpose()?, describe).await?;
    let Some(found) = found else {
        return Ok(Flash::info("census-flash-no-candidate").redirect(paths::CensusEntry(id)));
    };
    let form = Form::from_fields([
        ("version", found.entry.version.to_string()),
        ("venue", found.venue.id.to_string()),
    ]);
    Ok(Html(build_page(page, form, &found)).into_response())
}

pub(super) async fn decide(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<CensusEntryId>,
    form: Form,
) -> HandlerResult {
    census::require_entry(&app, &permit, id).await?;
    let version = form.require_version()?;
    let venue: VenueId = form.text("venue").parse().map_err(|_| ErrorKind::Unreadable)?;
    let decision = MatchDecision::from_code(form.text("decision")).ok_or(ErrorKind::Unreadable)?;
    let pair = MatchPair { entry: id, version, venue };
    let note: String = form.text("note").chars().take(MAX_ENTRY_NOTE_CHARS).collect();
    let (outcome, done) = match decision {
        MatchDecision::Same => {
            let command = Command::Match { venue, note };
            return steps::run(&app, &permit, id, version, command, "census-flash-matched").await;
        }
        MatchDecision::TakenOver => {
            let command = Command::Match { venue, note: note_taken_over(&note) };
            return steps::run(&app, &permit, id, version, command, "census-flash-taken-over").await;
        }
        MatchDecision::Different => {
            (census::tell_apart(&app, &permit, pair, &note).await, "census-flash-different")
        }
        MatchDecision::Later => (census::postpone(&app, &permit, pair).await, "census-flash-later"),
    };
    let here = paths::CensusEntry(id);
    outcome.redirect_refusal(&here).redirect_conflict("census-flash-changed", &here)?;
    Ok(Flash::success(done).redirect(here))
}

/// What the history and the audit trail say, which are in Vietnamese.
fn note_taken_over(note: &str) -> String {
    let taken_over = l10n::translate(Lang::Vi, "census-taken-over");
    if note.is_empty() { taken_over } else { format!("{taken_over}: {note}") }
}

pub(super) async fn take_back(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<CensusEntryId>,
    form: Form,
) -> HandlerResult {
    census::require_entry(&app, &permit, id).await?;
    let version = form.require_version()?;
    let venue: VenueId = form.text("venue").parse().map_err(|_| ErrorKind::Unreadable)?;
    let here = paths::CensusEntry(id);
    let pair = MatchPair { entry: id, version, venue };
    let outcome = census::take_back_difference(&app, &permit, pair).await;
    outcome.redirect_conflict("census-flash-changed", &here)?;
    Ok(Redirect::to(&link_pair(id, venue)).into_response())
}

/// The address of the page with one candidate.
pub(super) fn link_pair(entry: CensusEntryId, venue: VenueId) -> String {
    links::with_query(paths::CompareCensusEntry(entry).to_string(), &[("venue", &venue.to_string())])
}

fn build_page(page: Page, form: Form, found: &Comparison) -> ComparePage {
    let (entry, venue) = (&found.entry, &found.venue);
    let page = page.with_title("census-compare-title").with_form_errors(&form);
    let tab = |(candidate, name): &(camket_domain::census::matching::Candidate, String)| CandidateTab {
        href: link_pair(entry.id, candidate.venue),
        label: name.clone(),
        current: candidate.venue == venue.id,
    };
    let said = found.said_different.as_ref();
    ComparePage {
        name: entry.details.name.clone(),
        back: paths::CensusEntry(entry.id).to_string(),
        find: paths::FindVenueOfEntry(entry.id).to_string(),
        tabs: found.candidates.iter().map(tab).collect(),
        level: found.level.map(|level| build_level_chip(&page, level)),
        same_place: found.level == Some(MatchLevel::SamePlace),
        venue: (paths::Timeline(venue.id).to_string(), venue.name.clone()),
        standing: build_standing(&page, found),
        fields: found.fields.iter().map(|field| build_field(&page, field)).collect(),
        postponed: found.is_postponed,
        said_different: said
            .map(|said| {
                page.t2(
                    "census-said-different",
                    "name",
                    said.by.name.as_str(),
                    "at",
                    page.moment(&said.by.at),
                )
            })
            .unwrap_or_default(),
        form,
        page,
    }
}

/// Where the venue stands with its pledge and its labour register, and its address before the reform.
fn build_standing(page: &Page, found: &Comparison) -> Vec<SummaryRow> {
    let standing = found.listed.as_ref().map(|listed| &listed.standing);
    let track = |code: &str| translate_code(page, "trackstanding", code);
    let mut rows: Vec<SummaryRow> = standing
        .map(|standing| {
            vec![
                SummaryRow::new(page.t("census-pledge"), track(standing.pledge.code())),
                SummaryRow::new(page.t("census-labour"), track(standing.labour.code())),
            ]
        })
        .unwrap_or_default();
    let former = found.venue.place.as_ref().map(|place| place.former_address.clone()).unwrap_or_default();
    if !former.is_empty() {
        rows.push(SummaryRow::new(page.t("census-former-address"), former));
    }
    rows
}

fn build_field(page: &Page, field: &FieldEvidence) -> ComparedField {
    ComparedField {
        label: words::translate_code(page, "matchfield", field.field.code()),
        entry: split(&field.entry, &field.entry_differences),
        venue: split(&field.venue, &field.venue_differences),
        agreement: build_agreement(page, field.agreement),
    }
}

fn build_agreement(page: &Page, agreement: Agreement) -> Chip {
    match agreement {
        Agreement::Same => Chip::new(Tone::Good, page.t("census-agrees")),
        Agreement::Similar(percent) => Chip::new(Tone::Info, page.t1("census-similar", "percent", percent)),
        Agreement::Near => Chip::new(Tone::Info, page.t("census-near")),
        Agreement::Different => Chip::new(Tone::Bad, page.t("census-differs")),
        Agreement::Missing => Chip::new(Tone::Neutral, page.t("census-says-nothing")),
    }
}

/// The parts of a text that differ, and those between them.
fn split(text: &str, differences: &[Range<usize>]) -> Vec<TextPart> {
    let (mut parts, mut at) = (Vec::new(), 0);
    let mut add = |range: Range<usize>, differs| {
        let part = text.get(range).unwrap_or_default();
        if !part.is_empty() {
            parts.push(TextPart { text: part.to_owned(), differs });
        }
    };
    for range in differences {
        add(at..range.start, false);
        add(range.clone(), true);
        at = range.end;
    }
    add(at..text.len(), false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_where_it_differs() {
        let part = |text: &str, differs| TextPart { text: text.to_owned(), differs };
        let split_at = split("Sen Vàng", &[0..1, 5..7]);
        assert_eq!(split_at, [part("S", true), part("en V", false), part("à", true), part("ng", false)]);
        assert_eq!(split("Sen", &[]), [part("Sen", false)]);
        assert!(split("", &[]).is_empty());
    }
}
