//! The task list of a venue: its steps with the status of each.

use camket_app::applications::{is_unchanged_since_return, list_missing_steps};
use camket_app::venues::VenueDossier;
use camket_domain::applications::ApplicationState;
use camket_domain::certificates::renewal::ApplicationPurpose;
use camket_domain::venues::{MissingStep, Section};
use time::Date;

use super::facts;
use super::reasons::{self, TaskSpot};
use crate::paths;
use camket_shell::look::{Chip, Task, Tone};
use camket_shell::page::Page;

/// What the task list is computed from.
#[derive(Debug)]
pub(super) struct TaskListBuilder<'a> {
    page: &'a Page,
    dossier: &'a VenueDossier,
    today: Date,
    missing: Vec<MissingStep>,
    to_review: Vec<(TaskSpot, String)>,
    locked: bool,
}

impl<'a> TaskListBuilder<'a> {
    /// Computes what is missing and what to review.
    pub(super) fn new(page: &'a Page, dossier: &'a VenueDossier, today: Date) -> Self {
        let application = dossier.application.as_ref();
        Self {
            page,
            dossier,
            today,
            missing: list_missing_steps(dossier, today),
            to_review: reasons::list_reasons_to_review(page, application),
            locked: dossier.is_locked(),
        }
    }

    /// Whether the steps are those of a renewal.
    pub(super) fn is_renewal(&self) -> bool {
        !self.locked && self.dossier.purpose(self.today) == ApplicationPurpose::Renewal
    }

    /// Every step, in order.
    pub(super) fn build_tasks(&self) -> Vec<Task> {
        let sections = Section::ALL.into_iter().map(|section| self.build_section_task(section));
        sections
            .chain([self.build_pledge_task(), self.build_workers_task(), self.build_check_task()])
            .collect()
    }

    /// Address of the next step: what is missing, in order; after a return, what must be reviewed; then the check. Gaps
    /// that do not block a submission, such as a health check without a date, are no reason to go there again.
    pub(super) fn find_next(&self) -> String {
        let venue = self.dossier.venue.id;
        let spot = |step: &MissingStep| match Section::from_code(step.code()) {
            Some(section) => TaskSpot::Section(section),
            None if step.code().starts_with("pledge") => TaskSpot::Pledge,
            None => TaskSpot::Workers,
        };
        let missing = self.missing.first().map(spot);
        let unchanged = is_unchanged_since_return(self.dossier);
        let next = missing.or_else(|| self.to_review.first().map(|(spot, _)| *spot).filter(|_| unchanged));
        next.map_or_else(|| paths::CheckAnswers(venue).to_string(), |spot| spot.href(venue))
    }

    fn build_task(&self, spot: TaskSpot, hint: String, status: Chip) -> Task {
        let reasons = self.to_review.iter().filter(|(at, _)| *at == spot).map(|(_, words)| words.clone());
        let reasons: Vec<String> = reasons.collect();
        let again = !reasons.is_empty() && status.kind == Tone::Good;
        let status = if again { self.build_chip(Tone::Warn, "venues-status-again") } else { status };
        let href = Some(spot.href(self.dossier.venue.id));
        Task { label: spot.label(self.page), hint, reasons, href, status }
    }

    fn build_chip(&self, kind: Tone, key: &str) -> Chip {
        Chip::new(kind, self.page.t(key))
    }

    fn build_section_task(&self, section: Section) -> Task {
        let venue = &self.dossier.venue;
        let status = if venue.has_section(section) {
            self.build_chip(Tone::Good, "venues-status-done")
        } else {
            self.build_chip(Tone::Neutral, "venues-status-to-do")
        };
        self.build_task(TaskSpot::Section(section), facts::format_line(self.page, venue, section), status)
    }

    /// The step of the pledge. A pledge states the venue's facts, so it is signed when no section is missing.
    fn build_pledge_task(&self) -> Task {
        let signed = self.dossier.pledge.as_ref();
        let signed_on = signed.map(|pledge| self.page.moment(&pledge.signed_at));
        let signed_on =
            signed_on.map(|at| self.page.t1("venues-pledge-signed", "at", at)).unwrap_or_default();
        if self.missing.contains(&MissingStep::PledgeOutdated) {
            let hint = self.page.t("venues-pledge-outdated");
            return self.build_task(
                TaskSpot::Pledge,
                hint,
                self.build_chip(Tone::Warn, "venues-status-sign-again"),
            );
        }
        if self.missing.contains(&MissingStep::PledgeRenewal) {
            let hint = self.page.t("venues-pledge-renewal");
            return self.build_task(
                TaskSpot::Pledge,
                hint,
                self.build_chip(Tone::Warn, "venues-status-sign-again"),
            );
        }
        if !self.missing.contains(&MissingStep::Pledge) {
            return self.build_task(
                TaskSpot::Pledge,
                signed_on,
                self.build_chip(Tone::Good, "venues-status-signed"),
            );
        }
        if self.dossier.venue.find_first_missing_section().is_none() {
            let hint = self.page.t("venues-pledge-hint");
            return self.build_task(
                TaskSpot::Pledge,
                hint,
                self.build_chip(Tone::Neutral, "venues-status-to-sign"),
            );
        }
        let hint = self.page.t("venues-pledge-later");
        let locked =
            self.build_task(TaskSpot::Pledge, hint, self.build_chip(Tone::Neutral, "venues-status-not-yet"));
        Task { href: None, ..locked }
    }

    fn build_workers_task(&self) -> Task {
        let (venue, workers) = (&self.dossier.venue, &self.dossier.workers);
        if self.missing.contains(&MissingStep::WorkersUnconfirmed) {
            let hint = self.page.t("venues-workers-confirm");
            return self.build_task(
                TaskSpot::Workers,
                hint,
                self.build_chip(Tone::Warn, "venues-status-confirm"),
            );
        }
        if workers.is_empty() {
            let (kind, key) = if venue.no_employees {
                (Tone::Good, "venues-status-no-workers")
            } else {
                (Tone::Neutral, "venues-status-to-do")
            };
            return self.build_task(
                TaskSpot::Workers,
                self.page.t("venues-workers-hint"),
                self.build_chip(kind, key),
            );
        }
        let short = workers.iter().filter(|w| !w.list_gaps(venue.kind, self.today).is_empty()).count();
        let hint = self.page.t1("venues-workers-count", "count", workers.len());
        if short == 0 {
            return self.build_task(
                TaskSpot::Workers,
                hint,
                self.build_chip(Tone::Good, "venues-status-done"),
            );
        }
        let gaps = self.page.t1("venues-workers-gaps", "count", short);
        self.build_task(
            TaskSpot::Workers,
            format!("{hint} · {gaps}"),
            self.build_chip(Tone::Warn, "venues-status-gaps"),
        )
    }

    fn build_check_task(&self) -> Task {
        let state = self.dossier.application.as_ref().map(|a| a.state);
        let (label, kind, key) = match state {
            _ if self.locked => ("venues-task-check", Tone::Info, "venues-status-sent"),
            _ if !self.missing.is_empty() => ("venues-task-check", Tone::Neutral, "venues-status-not-yet"),
            Some(ApplicationState::Returned) => {
                ("venues-task-check-again", Tone::Info, "venues-status-ready")
            }
            Some(_) if self.is_renewal() => ("venues-task-check-renewal", Tone::Info, "venues-status-ready"),
            Some(ApplicationState::Issued) => {
                ("venues-task-check-new", Tone::Neutral, "venues-status-when-needed")
            }
            _ => ("venues-task-check", Tone::Info, "venues-status-ready"),
        };
        let open = !self.locked && self.missing.is_empty();
        let hint = if self.missing.is_empty() { String::new() } else { self.page.t("venues-check-hint") };
        Task {
            label: self.page.t(label),
            hint,
            reasons: Vec::new(),
            href: open.then(|| paths::CheckAnswers(self.dossier.venue.id).to_string()),
            status: self.build_chip(kind, key),
        }
    }
}
