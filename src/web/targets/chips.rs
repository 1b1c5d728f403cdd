//! Progress, figures and states of cards as texts and chips.

use camket_domain::targets::kind::ListStanding;
use camket_domain::targets::progress::TargetProgress;
use camket_domain::targets::{CardFigures, CardState, TargetDetails, TargetGoal, TargetKind};
use time::Date;

use crate::codes::translate_code;
use crate::coverage::format_permille;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

pub(super) fn build_state_chip(page: &Page, state: CardState) -> Chip {
    let tone = match state {
        CardState::NotBegun => Tone::Neutral,
        CardState::Draft | CardState::Sent => Tone::Info,
        CardState::Returned => Tone::Warn,
        CardState::Approved => Tone::Good,
    };
    Chip::new(tone, translate_code(page, "cardstate", state.code()))
}

/// Whether an area or the province met the target.
pub(super) fn build_score_chip(page: &Page, met: bool) -> Chip {
    if met {
        Chip::new(Tone::Good, page.t("targets-met"))
    } else {
        Chip::new(Tone::Warn, page.t("targets-not-met"))
    }
}

/// As [`build_score_chip`]; for what says nothing yet, and before the last day what is not met is under way.
pub(super) fn build_progress_chip(
    page: &Page,
    target: &TargetDetails,
    progress: &TargetProgress,
    today: Date,
) -> Chip {
    match progress.is_met {
        Some(true) => build_score_chip(page, true),
        Some(false) if today > target.due_on => build_score_chip(page, false),
        Some(false) => Chip::new(Tone::Info, page.t("targets-under-way")),
        None => Chip::new(Tone::Neutral, page.t("targets-no-score")),
    }
}

/// "41 of 65 communes", with what was added.
pub(super) fn format_progress(page: &Page, kind: TargetKind, progress: &TargetProgress) -> String {
    let of = page.number(progress.of.unwrap_or_default());
    let key = format!("targets-progress-{}", kind.code());
    let sum = page.t2(&key, "done", page.number(progress.done), "of", of);
    match kind {
        TargetKind::KeepAndAdd | TargetKind::HealthyCommunes => {
            format!("{sum}, {}", page.t1("targets-progress-added", "count", page.number(progress.added)))
        }
        _ => sum,
    }
}

/// The goal in words: "100 %", "12 months".
pub(super) fn format_goal(page: &Page, target: &TargetDetails) -> String {
    format_goal_of(page, target.kind, target.goal)
}

pub(super) fn format_goal_of(page: &Page, kind: TargetKind, goal: TargetGoal) -> String {
    let value = goal.value;
    match kind {
        TargetKind::Activities
        | TargetKind::ShareOfCommunes
        | TargetKind::ShareOfPeople
        | TargetKind::Training
        | TargetKind::IntegratedPlans
        | TargetKind::Coverage => page.t1("targets-goal-share", "value", value),
        TargetKind::CountOfMonths | TargetKind::MediaMonths => page.t1("targets-goal-months", "value", value),
        TargetKind::KeepAndAdd | TargetKind::HealthyCommunes => {
            page.t2("targets-goal-list", "value", value, "more", goal.more.unwrap_or_default())
        }
        TargetKind::OtherTotals => page.t("targets-goal-none"),
        TargetKind::FewerThanBefore => page.t("targets-goal-fewer"),
    }
}

/// The figures of one card in words.
pub(super) fn format_figures(page: &Page, kind: TargetKind, figures: CardFigures) -> String {
    if matches!(kind, TargetKind::KeepAndAdd | TargetKind::HealthyCommunes) {
        let standing = ListStanding::from_figures(figures);
        return standing
            .map(|standing| translate_code(page, "liststanding", standing.code()))
            .unwrap_or_default();
    }
    let second = page.number(figures.second.unwrap_or_default());
    page.t2(
        &format!("targets-figures-{}", kind.code()),
        "first",
        page.number(figures.first),
        "second",
        second,
    )
}

/// A share of the province; empty for none.
pub(super) fn format_share(page: &Page, permille: Option<u16>) -> String {
    permille.map(|permille| format_permille(page.lang(), permille)).unwrap_or_default()
}
