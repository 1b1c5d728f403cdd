//! A decision, and the status of the certificate after it, as chips and rows for every page that shows them.

use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{By, Decision, Ground, Kind as What, Proposal, State};

use super::QUEUE;
use crate::codes::words;
use crate::look::{Chip, Kind, Row};
use crate::page::Page;

/// A decision in a list.
#[derive(Debug)]
pub(crate) struct Card {
    /// The kind of the decision, such as "Tạm đình chỉ".
    pub(crate) what: String,
    pub(crate) chip: Chip,
    pub(crate) rows: Vec<Row>,
    pub(crate) href: String,
    /// Whether the decision is still proposed.
    pub(crate) open: bool,
}

impl Card {
    pub(crate) fn of(page: &Page, decision: &Decision) -> Self {
        Self {
            what: words(page, "decision", decision.proposal.kind.code()),
            chip: chip(page, decision.state),
            rows: rows(page, decision),
            href: format!("{QUEUE}/{}", decision.id),
            open: decision.state == State::Proposed,
        }
    }

    /// A card for a list: ground, end of a suspension, and who acted last. Its page has the rest.
    pub(super) fn brief(page: &Page, decision: &Decision) -> Self {
        let last = decision.settled.as_ref().unwrap_or(&decision.proposed);
        let by = page.t2("decisions-by-at", "name", last.name.as_str(), "at", page.moment(&last.at));
        let until = decision.proposal.until.as_ref();
        let rows = [
            Some(Row::new(
                page.t("decisions-ground"),
                words(page, "ground", decision.proposal.ground.code()),
            )),
            until.map(|day| Row::new(page.t("decisions-until"), page.date(day))),
            Some(Row::new(page.t(last_deed(decision.state)), by)),
        ];
        Self { rows: rows.into_iter().flatten().collect(), ..Self::of(page, decision) }
    }
}

/// Locale key of what the last person did.
fn last_deed(state: State) -> &'static str {
    match state {
        State::Proposed => "decisions-proposed-by",
        State::Decided => "decisions-decided-by",
        State::Declined => "decisions-declined-by",
        State::Withdrawn => "decisions-withdrawn-by",
    }
}

pub(super) fn chip(page: &Page, state: State) -> Chip {
    let look = match state {
        State::Proposed => Kind::Info,
        State::Decided => Kind::Good,
        State::Declined => Kind::Warn,
        State::Withdrawn => Kind::Neutral,
    };
    Chip::new(look, words(page, "decided", state.code()))
}

/// Everything on a decision, for officers.
pub(super) fn rows(page: &Page, decision: &Decision) -> Vec<Row> {
    let Proposal { ground, text, number, until, .. } = &decision.proposal;
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    let by = |by: &By| page.t2("decisions-by-at", "name", by.name.as_str(), "at", page.moment(&by.at));
    let rows = [
        Some(row("decisions-ground", words(page, "ground", ground.code()))),
        Some(row("decisions-text", text.clone())),
        until.as_ref().map(|day| row("decisions-until", page.date(day))),
        Some(number.clone())
            .filter(|number| !number.is_empty())
            .map(|number| row("decisions-number", number)),
        Some(row("decisions-public", public(page, *ground, decision.proposal.kind))),
        Some(row("decisions-proposed-by", by(&decision.proposed))),
        decision.settled.as_ref().map(|who| row(last_deed(decision.state), by(who))),
        Some(decision.note.clone()).filter(|note| !note.is_empty()).map(|note| row("decisions-note", note)),
    ];
    rows.into_iter().flatten().collect()
}

/// What the public reads instead of a ground.
fn public(page: &Page, ground: Ground, kind: What) -> String {
    words(page, "neutral", ground.neutral(kind).code())
}

/// What the last decision on a certificate says, for owners and officers; empty if it was only issued.
pub(crate) fn standing_rows(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let standing = &certificate.standing;
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let rows = [
        standing.since.map(|at| row("decisions-since", page.moment(&at))),
        standing.until.map(|day| row("decisions-until", page.date(&day))),
        said(&standing.decision_number).map(|number| row("decisions-number", number)),
        said(&standing.reason).map(|code| row("decisions-reason", words(page, "neutral", &code))),
        standing.replaced_by.as_ref().map(|number| row("decisions-replaced-by", number.to_string())),
    ];
    rows.into_iter().flatten().collect()
}
