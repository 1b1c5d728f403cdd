//! The list as xlsx, in Vietnamese, as offices read it.

use axum::response::Response;
use camket_app::labour::ChangesExport;
use camket_app::list_file::ListFile;
use camket_app::venue_register::{ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue};
use camket_domain::calendar::format_date;
use camket_domain::labour::history::{ListedChange, WorkerField};
use camket_domain::periods::PeriodSpan;
use time::Date;

use crate::{areas, list_file};
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;

const COLUMNS: [(&str, u8, ColumnKind); 7] = [
    ("venue", 30, ColumnKind::Text),
    ("place", 20, ColumnKind::Text),
    ("day", 12, ColumnKind::Date),
    ("kind", 12, ColumnKind::Text),
    ("worker", 24, ColumnKind::Text),
    ("position", 20, ColumnKind::Text),
    ("what", 36, ColumnKind::Text),
];

/// Bytes of a row, about, which an xlsx has twice and packed.
const ROW_BYTES: u64 = 90;

pub(super) async fn send(
    export: ChangesExport,
    letterhead: Letterhead,
    place: String,
    span: PeriodSpan,
    today: Date,
) -> Result<Response, PageError> {
    let has_names = export.has_names();
    let translate = |key: &str| l10n::translate(Lang::Vi, key);
    let column =
        |(key, width, kind)| ListColumn::new(translate(&format!("labour-changes-column-{key}")), width, kind);
    let (from, until) = (format_date(span.first()), format_date(span.last()));
    let form = ListForm {
        letterhead,
        title: vec![translate("labour-changes-file-title")],
        about: vec![
            place,
            l10n::translate_with(
                Lang::Vi,
                "labour-changes-file-period",
                &[("from", &from), ("until", &until)],
            ),
        ],
        columns: COLUMNS.into_iter().filter(|(key, ..)| has_names || *key != "worker").map(column).collect(),
        signatures: None,
    };
    let counts = export.counts();
    let (started, left, changed) =
        (counts.started.to_string(), counts.left.to_string(), counts.changed.to_string());
    let key = if counts.is_cut { "labour-changes-file-total-many" } else { "labour-changes-file-total" };
    let closing =
        l10n::translate_with(Lang::Vi, key, &[("started", &started), ("left", &left), ("changed", &changed)]);
    let expected = 5_000 + (counts.started + counts.left + counts.changed) * ROW_BYTES;
    let describe = Box::new(move |listed: &ListedChange| build_cells(listed, has_names, today));
    let file = ListFile::new(export, ListFormat::Xlsx, form, describe, closing)?;
    list_file::send(file, ListFormat::Xlsx, "lao-dong-tang-giam", expected).await
}

fn build_cells(listed: &ListedChange, has_names: bool, today: Date) -> Vec<ListValue<'static>> {
    let change = &listed.change;
    let word = |list: &str, code: &str| {
        l10n::translate(Lang::Vi, &format!("codes-{list}-{}", code.replace('_', "-")))
    };
    let field = |field: &WorkerField| word("workerfield", field.code());
    let fields: Vec<String> = change.fields.iter().map(field).collect();
    let text = |text: String| if text.is_empty() { ListValue::Empty } else { text.into() };
    let mut cells = vec![
        text(listed.venue_name.clone()),
        text(listed.commune.map(|code| areas::find_name(code, today)).unwrap_or_default()),
        Some(change.happened_on).into(),
        text(word("workerchangekind", change.kind.code())),
    ];
    if has_names {
        cells.push(text(listed.worker_name.clone().unwrap_or_default()));
    }
    cells.extend([text(change.position.clone()), text(fields.join(", "))]);
    cells
}
