//! The list "tăng, giảm, thay đổi" of a period, as a page and as a file: of an area for the labour authority, of a venue for
//! its owner.

mod file;
mod office;
mod own;
mod query;

use std::collections::HashMap;

use camket_domain::ids::VenueId;
use camket_domain::labour::history::{
    ChangeCounts, ListedChange, Staffing, StaffingThreshold, WorkerChange, WorkerChangeKind, WorkerField,
};
use camket_domain::permissions::Action;
use time::Date;

use crate::codes::translate_code;
use crate::state::Web;
use crate::{areas, paths};
use camket_shell::l10n::{self, Arg};
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::LabourChanges::PATTERN, Action::ReadLabourChanges, office::show)
        .get(paths::LabourChangesXlsx::PATTERN, Action::ExportLabourChanges, office::download)
        .get(paths::WorkerChanges::PATTERN, Action::KeepVenues, own::show)
        .get(paths::WorkerChangesXlsx::PATTERN, Action::KeepVenues, own::download)
}

/// A change in the list.
struct ChangeRow {
    venue: String,
    href: String,
    commune: String,
    /// Of the first row of a venue that has a certificate.
    staffing: Option<String>,
    /// Whether the labour authority looks at this venue again.
    look: Option<Chip>,
    day: String,
    kind: Chip,
    worker: String,
    position: String,
    what: String,
}

/// The rows of a page. What is of a venue stands in its first row.
fn build_rows(
    page: &Page,
    changes: &[ListedChange],
    (staffing, threshold): (&HashMap<VenueId, Staffing>, StaffingThreshold),
    today: Date,
) -> Vec<ChangeRow> {
    let mut before = None;
    let row = |listed: &ListedChange| {
        let change = &listed.change;
        let is_first = before.replace(change.venue) != Some(change.venue);
        let found = staffing.get(&change.venue).filter(|_| is_first);
        ChangeRow {
            venue: listed.venue_name.clone(),
            href: paths::Timeline(change.venue).to_string(),
            commune: listed.commune.map(|code| areas::find_name(code, today)).unwrap_or_default(),
            staffing: found.map(|staffing| format_staffing(page, *staffing)),
            look: found
                .filter(|staffing| staffing.needs_look(threshold))
                .map(|_| Chip::new(Tone::Warn, page.t("labour-changes-look"))),
            day: page.date(&change.happened_on),
            kind: build_kind_chip(page, change.kind),
            worker: listed.worker_name.clone().unwrap_or_default(),
            position: change.position.clone(),
            what: format_fields(page, &change.fields),
        }
    };
    changes.iter().map(row).collect()
}

/// "The certificate says 4 workers on 03/02/2026; now there are 5."
pub(super) fn format_staffing(page: &Page, staffing: Staffing) -> String {
    let date = page.date(&staffing.printed_on);
    let (printed, present) = (page.number(staffing.printed), page.number(staffing.present));
    let parts: [(&str, &dyn Arg); 3] = [("printed", &printed), ("date", &date), ("present", &present)];
    l10n::translate_with(page.lang(), "labour-changes-staffing", &parts)
}

fn build_kind_chip(page: &Page, kind: WorkerChangeKind) -> Chip {
    let tone = match kind {
        WorkerChangeKind::Started => Tone::Good,
        WorkerChangeKind::Left => Tone::Neutral,
        WorkerChangeKind::Changed | WorkerChangeKind::Noted => Tone::Info,
    };
    Chip::new(tone, translate_code(page, "workerchangekind", kind.code()))
}

fn format_fields(page: &Page, fields: &[WorkerField]) -> String {
    let words: Vec<_> =
        fields.iter().map(|field| translate_code(page, "workerfield", field.code())).collect();
    words.join(", ")
}

/// "Tăng: 3", and so for each kind; with a sign where there may be more.
fn build_counts(page: &Page, counts: ChangeCounts) -> Vec<String> {
    let count = |kind| match kind {
        WorkerChangeKind::Started => counts.started,
        WorkerChangeKind::Left => counts.left,
        WorkerChangeKind::Changed => counts.changed,
        WorkerChangeKind::Noted => 0,
    };
    let key = if counts.is_cut { "labour-changes-count-many" } else { "labour-changes-count" };
    let line = |kind: WorkerChangeKind| {
        let what = translate_code(page, "workerchangekind", kind.code());
        page.t2(key, "what", what, "count", page.number(count(kind)))
    };
    WorkerChangeKind::LISTED.map(line).into()
}

/// The lines of a worker's history: the day, and what happened.
pub(super) fn build_history(page: &Page, history: &[WorkerChange]) -> Vec<(String, String)> {
    let line = |change: &WorkerChange| {
        let kind = translate_code(page, "workerchangekind", change.kind.code());
        let what = match change.kind {
            WorkerChangeKind::Started | WorkerChangeKind::Left => kind,
            WorkerChangeKind::Changed | WorkerChangeKind::Noted => {
                format!("{kind}: {}", format_fields(page, &change.fields))
            }
        };
        (page.date(&change.happened_on), what)
    };
    history.iter().map(line).collect()
}
