//! An application that was submitted again: why it was returned, and what differs from the submission before.

use camket_app::applications::ReviewDossier;
use camket_domain::applications::resubmission::{Resubmission, find_resubmission};
use camket_domain::audit::{AuditAction, AuditEvent};

use super::history;
use crate::codes;
use crate::pledges::facts::build_all_rows;
use camket_shell::look::TimelineEvent;
use camket_shell::page::Page;

/// What the page shows of the submission before.
pub(super) struct ReviewChanges {
    /// When it was submitted before.
    pub(super) previous: String,
    /// The returns, with their reasons.
    pub(super) returns: Vec<TimelineEvent>,
    /// What differs, in words.
    pub(super) changes: Vec<String>,
}

/// The changes since the submission before; `None` if there was none.
pub(super) fn build_changes(page: &Page, dossier: &ReviewDossier) -> Option<ReviewChanges> {
    let found = find_resubmission(&dossier.venue.timeline, dossier.application.id)?;
    let facts = list_changed_facts(page, dossier);
    let workers = list_changed_workers(page, dossier, &found);
    Some(ReviewChanges {
        previous: page.moment(&found.previous_at),
        returns: found.returns.iter().map(|event| history::build_event(page, event)).collect(),
        changes: facts.into_iter().chain(list_other_changes(page, &found)).chain(workers).collect(),
    })
}

/// The facts of the pledge, before and after. A change of a fact needs a new pledge, so the pledges hold both.
fn list_changed_facts(page: &Page, dossier: &ReviewDossier) -> Vec<String> {
    let (Some(before), Some(after)) = (&dossier.former_pledge, &dossier.venue.pledge) else {
        return Vec::new();
    };
    let (before, after) = (build_all_rows(page, &before.facts), build_all_rows(page, &after.facts));
    let shown = |value: &str| if value.is_empty() { page.t("shell-not-given") } else { value.to_owned() };
    let changed = before.iter().zip(&after).filter(|(old, new)| old.value != new.value);
    changed
        .map(|(old, new)| {
            let what = page.t2(
                "applications-review-changed-fact",
                "old",
                shown(&old.value),
                "new",
                shown(&new.value),
            );
            format!("{}: {what}", new.label)
        })
        .collect()
}

/// Sections that were saved and pledges that were signed.
fn list_other_changes(page: &Page, found: &Resubmission<'_>) -> Vec<String> {
    let mut words: Vec<String> = found
        .changes
        .iter()
        .filter(|event| !is_about_a_worker(event))
        .map(|event| history::build_event(page, event).what)
        .collect();
    words.dedup();
    words
}

fn is_about_a_worker(event: &AuditEvent) -> bool {
    matches!(
        event.action,
        AuditAction::WorkerDeclared
            | AuditAction::WorkerChanged
            | AuditAction::WorkerRemoved
            | AuditAction::WorkerLeft
            | AuditAction::WorkerLeaveTakenBack
    )
}

/// The workers that were declared, changed or removed; a removed one has no name any more.
fn list_changed_workers(page: &Page, dossier: &ReviewDossier, found: &Resubmission<'_>) -> Vec<String> {
    let name = |event: &AuditEvent| {
        let worker = dossier.venue.workers.iter().find(|worker| worker.id.0 == event.target);
        worker.map(|worker| worker.person.name.clone()).unwrap_or_default()
    };
    let mut words: Vec<String> = Vec::new();
    for event in found.changes.iter().filter(|event| is_about_a_worker(event)) {
        let deed = codes::translate_code(page, "deed", event.action.code());
        let name = name(event);
        let line = if name.is_empty() { deed } else { format!("{deed}: {name}") };
        if !words.contains(&line) {
            words.push(line);
        }
    }
    words
}
