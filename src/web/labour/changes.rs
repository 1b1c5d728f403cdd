//! The list "tăng, giảm, thay đổi" of a period, as a page and as a file: of an area for the labour authority, of a venue for
//! its owner.

mod file;
mod office;
mod own;
mod query;

use camket_app::labour::ChangesPage;
use camket_domain::labour::history::{
    ChangeCounts, ListedChange, Staffing, WorkerChange, WorkerChangeKind, WorkerField,
};
use camket_domain::permissions::Action;
use time::Date;
use uuid::Uuid;

use crate::codes::translate_code;
use crate::state::Web;
use crate::{areas, paths};
use camket_shell::l10n::{self, Arg};
use camket_shell::look::{Chip, PageLinks, Tone};
use camket_shell::page::Page;
use camket_shell::routes::Routes;
use query::ChangeQuery;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::LabourChanges::PATTERN, Action::ReadLabourChanges, office::show)
        .get_confirmed(paths::LabourChangesXlsx::PATTERN, Action::ExportLabourChanges, office::download)
        .get(paths::WorkerChanges::PATTERN, Action::KeepVenues, own::show)
        .get_confirmed(paths::WorkerChangesXlsx::PATTERN, Action::KeepVenues, own::download)
}

/// The counts, the rows and the file of a period; see `templates/labour/changes_table.html`.
struct ChangesView {
    /// What to do where there is nothing.
    empty: String,
    counts: Vec<String>,
    export: String,
    heads: Vec<String>,
    lines: Vec<ChangeRow>,
    pages: PageLinks,
}

/// A change in the list.
struct ChangeRow {
    /// For an office.
    venue: Option<VenueCell>,
    day: String,
    kind: Chip,
    /// For an owner.
    worker: Option<String>,
    position: String,
    what: String,
}

struct VenueCell {
    name: String,
    href: String,
    commune: String,
    /// Of the first row of a venue that has a certificate.
    staffing: Option<String>,
    /// Whether the labour authority looks at this venue again.
    look: Option<Chip>,
}

/// Who reads the list, where, and from which place on.
struct ChangesReader<'a> {
    is_owner: bool,
    /// Addresses of the page and of the file.
    paths: [&'a str; 2],
    after: Option<Uuid>,
    today: Date,
}

impl ChangesView {
    fn build(page: &Page, query: ChangeQuery, found: &ChangesPage, reader: &ChangesReader<'_>) -> Self {
        let [path, file] = reader.paths;
        let (who, empty) = match reader.is_owner {
            true => ("worker", "labour-changes-own-empty-text"),
            false => ("venue", "labour-changes-empty-text"),
        };
        let mut heads = vec!["day", "kind", "position", "what"];
        heads.insert(if reader.is_owner { 2 } else { 0 }, who);
        Self {
            empty: page.t(empty),
            counts: build_counts(page, found.counts),
            export: query.address(file, None),
            heads: heads.into_iter().map(|head| page.t(&format!("labour-changes-column-{head}"))).collect(),
            lines: build_rows(page, found, reader),
            pages: PageLinks {
                first: reader.after.map(|_| query.address(path, None)),
                next: found.next.map(|last| query.address(path, Some(last))),
            },
        }
    }
}

/// The rows of a page. What is of a venue stands in its first row.
fn build_rows(page: &Page, found: &ChangesPage, reader: &ChangesReader<'_>) -> Vec<ChangeRow> {
    let mut before = None;
    let row = |listed: &ListedChange| {
        let change = &listed.change;
        let is_first = before.replace(change.venue) != Some(change.venue);
        let staffing = found.staffing.get(&change.venue).filter(|_| is_first);
        let look = staffing.filter(|staffing| staffing.needs_look(found.threshold));
        let venue = || VenueCell {
            name: listed.venue_name.clone(),
            href: paths::Timeline(change.venue).to_string(),
            commune: listed.commune.map(|code| areas::find_name(code, reader.today)).unwrap_or_default(),
            staffing: staffing.map(|staffing| format_staffing(page, *staffing)),
            look: look.map(|_| Chip::new(Tone::Warn, page.t("labour-changes-look"))),
        };
        ChangeRow {
            venue: (!reader.is_owner).then(venue),
            day: page.date(&change.happened_on),
            kind: build_kind_chip(page, change.kind),
            worker: reader.is_owner.then(|| listed.worker_name.clone().unwrap_or_default()),
            position: change.position.clone(),
            what: format_fields(page, &change.fields),
        }
    };
    found.changes.iter().map(row).collect()
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
