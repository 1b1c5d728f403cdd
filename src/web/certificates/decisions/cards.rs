//! A decision, and the status of the certificate after it, as chips and rows for every page that shows them.

use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{
    ActorStamp, Decision, DecisionGround, DecisionKind, DecisionProposal, DecisionState,
};

use crate::codes::translate_code;
use crate::paths;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::Page;

/// A decision in a list.
#[derive(Debug)]
pub(crate) struct DecisionCard {
    /// The kind of the decision, such as "Tạm đình chỉ".
    pub(crate) what: String,
    pub(crate) chip: Chip,
    pub(crate) rows: Vec<SummaryRow>,
    pub(crate) href: String,
    /// Whether the decision is still proposed.
    pub(crate) open: bool,
}

impl DecisionCard {
    pub(crate) fn new(page: &Page, decision: &Decision) -> Self {
        Self {
            what: translate_code(page, "decision", decision.proposal.kind.code()),
            chip: build_chip(page, decision.state()),
            rows: build_rows(page, decision),
            href: paths::Decision(decision.id).to_string(),
            open: decision.state() == DecisionState::Proposed,
        }
    }

    /// A card for a list: ground, end of a suspension, and who acted last. Its page has the rest.
    pub(super) fn brief(page: &Page, decision: &Decision) -> Self {
        let last = decision.settled().unwrap_or(&decision.proposed);
        let by =
            page.t2("certificates-decisions-by-at", "name", last.name.as_str(), "at", page.moment(&last.at));
        let until = decision.proposal.until.as_ref();
        let rows = [
            Some(SummaryRow::new(
                page.t("certificates-decisions-ground"),
                translate_code(page, "ground", decision.proposal.ground.code()),
            )),
            until.map(|day| SummaryRow::new(page.t("certificates-decisions-until"), page.date(day))),
            Some(SummaryRow::new(page.t(last_action_key(decision.state())), by)),
        ];
        Self { rows: rows.into_iter().flatten().collect(), ..Self::new(page, decision) }
    }
}

/// Locale key of what the last person did.
fn last_action_key(state: DecisionState) -> &'static str {
    match state {
        DecisionState::Proposed => "certificates-decisions-proposed-by",
        DecisionState::Decided => "certificates-decisions-decided-by",
        DecisionState::Declined => "certificates-decisions-declined-by",
        DecisionState::Withdrawn => "certificates-decisions-withdrawn-by",
    }
}

pub(super) fn build_chip(page: &Page, state: DecisionState) -> Chip {
    let look = match state {
        DecisionState::Proposed => Tone::Info,
        DecisionState::Decided => Tone::Good,
        DecisionState::Declined => Tone::Warn,
        DecisionState::Withdrawn => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "decided", state.code()))
}

/// Everything on a decision, for officers.
pub(super) fn build_rows(page: &Page, decision: &Decision) -> Vec<SummaryRow> {
    let DecisionProposal { ground, text, number, until, .. } = &decision.proposal;
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let by = |by: &ActorStamp| {
        page.t2("certificates-decisions-by-at", "name", by.name.as_str(), "at", page.moment(&by.at))
    };
    let rows = [
        Some(row("certificates-decisions-ground", translate_code(page, "ground", ground.code()))),
        Some(row("certificates-decisions-text", text.clone())),
        until.as_ref().map(|day| row("certificates-decisions-until", page.date(day))),
        Some(number.clone())
            .filter(|number| !number.is_empty())
            .map(|number| row("certificates-decisions-number", number)),
        Some(row(
            "certificates-decisions-public",
            format_public_reason(page, *ground, decision.proposal.kind),
        )),
        Some(row("certificates-decisions-proposed-by", by(&decision.proposed))),
        decision.settled().map(|who| row(last_action_key(decision.state()), by(who))),
        Some(decision.note().to_owned())
            .filter(|note| !note.is_empty())
            .map(|note| row("certificates-decisions-note", note)),
    ];
    rows.into_iter().flatten().collect()
}

/// What the public reads instead of a ground.
fn format_public_reason(page: &Page, ground: DecisionGround, kind: DecisionKind) -> String {
    translate_code(page, "neutral", ground.public_reason(kind).code())
}

/// What the last decision on a certificate says, for owners and officers; empty if it was only issued.
pub(crate) fn build_status_rows(page: &Page, certificate: &Certificate) -> Vec<SummaryRow> {
    let standing = &certificate.status_record;
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let non_empty = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let rows = [
        standing.since.map(|at| row("certificates-decisions-since", page.moment(&at))),
        standing.until.map(|day| row("certificates-decisions-until", page.date(&day))),
        non_empty(&standing.decision_number).map(|number| row("certificates-decisions-number", number)),
        standing.reason.map(|reason| {
            row("certificates-decisions-reason", translate_code(page, "neutral", reason.code()))
        }),
        standing
            .replaced_by
            .as_ref()
            .map(|number| row("certificates-decisions-replaced-by", number.to_string())),
    ];
    rows.into_iter().flatten().collect()
}
