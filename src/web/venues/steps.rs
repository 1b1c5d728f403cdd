//! The task list of a venue: its steps with the status of each.

use camket_app::applications::missing;
use camket_app::venues::Dossier;
use camket_domain::applications::State;
use camket_domain::certificates::renewal::Purpose;
use camket_domain::venues::Section;
use time::Date;

use super::reasons::{self, Spot};
use super::{facts, home};
use crate::look::{Chip, Kind, Task};
use crate::page::Page;

/// What the task list is computed from.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    page: &'a Page,
    dossier: &'a Dossier,
    today: Date,
    missing: Vec<&'static str>,
    to_review: Vec<Spot>,
    locked: bool,
}

impl<'a> Plan<'a> {
    /// Computes what is missing and what to review.
    pub(super) fn of(page: &'a Page, dossier: &'a Dossier, today: Date) -> Self {
        let application = dossier.application.as_ref();
        Self {
            page,
            dossier,
            today,
            missing: missing(dossier, today),
            to_review: reasons::to_review(application),
            locked: application.is_some_and(|a| a.state.locks_venue()),
        }
    }

    /// Whether the steps are those of a renewal.
    pub(super) fn renews(&self) -> bool {
        !self.locked && self.dossier.purpose(self.today) == Purpose::Renewal
    }

    /// Every step, in order.
    pub(super) fn tasks(&self) -> Vec<Task> {
        let sections = Section::ALL.into_iter().map(|section| self.section(section));
        sections.chain([self.pledge(), self.workers(), self.check()]).collect()
    }

    fn task(&self, spot: Spot, hint: String, status: Chip) -> Task {
        let again = self.to_review.contains(&spot) && status.kind == Kind::Good;
        let status = if again { self.chip(Kind::Warn, "venues-status-again") } else { status };
        Task { label: spot.label(self.page), hint, href: Some(spot.href(self.dossier.venue.id)), status }
    }

    fn chip(&self, kind: Kind, key: &str) -> Chip {
        Chip::new(kind, self.page.t(key))
    }

    fn section(&self, section: Section) -> Task {
        let venue = &self.dossier.venue;
        let status = if venue.has(section) {
            self.chip(Kind::Good, "venues-status-done")
        } else {
            self.chip(Kind::Neutral, "venues-status-to-do")
        };
        self.task(Spot::Section(section), facts::line(self.page, venue, section), status)
    }

    /// The step of the pledge. A pledge states the venue's facts, so it is signed when no section is missing.
    fn pledge(&self) -> Task {
        let signed = self.dossier.pledge.as_ref();
        let signed_on = signed.map(|pledge| self.page.moment(&pledge.signed_at));
        let signed_on =
            signed_on.map(|at| self.page.t1("venues-pledge-signed", "at", at)).unwrap_or_default();
        if self.missing.contains(&"pledge-outdated") {
            let hint = self.page.t("venues-pledge-outdated");
            return self.task(Spot::Pledge, hint, self.chip(Kind::Warn, "venues-status-sign-again"));
        }
        if self.missing.contains(&"pledge-renewal") {
            let hint = self.page.t("venues-pledge-renewal");
            return self.task(Spot::Pledge, hint, self.chip(Kind::Warn, "venues-status-sign-again"));
        }
        if !self.missing.contains(&"pledge") {
            return self.task(Spot::Pledge, signed_on, self.chip(Kind::Good, "venues-status-signed"));
        }
        if self.dossier.venue.first_gap().is_none() {
            let hint = self.page.t("venues-pledge-hint");
            return self.task(Spot::Pledge, hint, self.chip(Kind::Neutral, "venues-status-to-sign"));
        }
        let hint = self.page.t("venues-pledge-later");
        let locked = self.task(Spot::Pledge, hint, self.chip(Kind::Neutral, "venues-status-not-yet"));
        Task { href: None, ..locked }
    }

    fn workers(&self) -> Task {
        let (venue, workers) = (&self.dossier.venue, &self.dossier.workers);
        if self.missing.contains(&"workers-unconfirmed") {
            let hint = self.page.t("venues-workers-confirm");
            return self.task(Spot::Workers, hint, self.chip(Kind::Warn, "venues-status-confirm"));
        }
        if workers.is_empty() {
            let (kind, key) = if venue.no_employees {
                (Kind::Good, "venues-status-no-workers")
            } else {
                (Kind::Neutral, "venues-status-to-do")
            };
            return self.task(Spot::Workers, self.page.t("venues-workers-hint"), self.chip(kind, key));
        }
        let short = workers.iter().filter(|w| !w.gaps(venue.kind, self.today).is_empty()).count();
        let hint = self.page.t1("venues-workers-count", "count", workers.len());
        if short == 0 {
            return self.task(Spot::Workers, hint, self.chip(Kind::Good, "venues-status-done"));
        }
        let gaps = self.page.t1("venues-workers-gaps", "count", short);
        self.task(Spot::Workers, format!("{hint} · {gaps}"), self.chip(Kind::Warn, "venues-status-gaps"))
    }

    fn check(&self) -> Task {
        let state = self.dossier.application.as_ref().map(|a| a.state);
        let (label, kind, key) = match state {
            _ if self.locked => ("venues-task-check", Kind::Info, "venues-status-sent"),
            _ if !self.missing.is_empty() => ("venues-task-check", Kind::Neutral, "venues-status-not-yet"),
            Some(State::Returned) => ("venues-task-check-again", Kind::Info, "venues-status-ready"),
            Some(_) if self.renews() => ("venues-task-check-renewal", Kind::Info, "venues-status-ready"),
            Some(State::Issued) => ("venues-task-check-new", Kind::Neutral, "venues-status-when-needed"),
            _ => ("venues-task-check", Kind::Info, "venues-status-ready"),
        };
        let open = !self.locked && self.missing.is_empty();
        let hint = if self.missing.is_empty() { String::new() } else { self.page.t("venues-check-hint") };
        Task {
            label: self.page.t(label),
            hint,
            href: open.then(|| format!("{}/check", home(self.dossier.venue.id))),
            status: self.chip(kind, key),
        }
    }
}
