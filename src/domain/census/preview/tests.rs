use uuid::Uuid;

use super::*;
use crate::areas::AreaCode;
use crate::census::ListedStatus;
use crate::census::rows::{CellIssue, CellProblem};
use crate::sealed::SealedNumber;

fn fingerprint(number: &PersonalId) -> String {
    format!("keyed {}", number.last4())
}

fn seal(number: &PersonalId) -> SealedNumber {
    SealedNumber { sealed: vec![0], fingerprint: fingerprint(number), last4: number.last4().to_owned() }
}

fn draft(name: &str, address: &str, tax: &str) -> EntryDraft {
    EntryDraft {
        name: name.into(),
        address: address.into(),
        commune: AreaCode::new("22759"),
        tax: TaxCode::parse(tax).ok(),
        ..EntryDraft::default()
    }
}

fn row(number: u32, draft: EntryDraft) -> ReadRow {
    ReadRow { row: number, entry: Some(draft), issues: Vec::new() }
}

fn known(id: u128, draft: EntryDraft) -> KnownEntry {
    KnownEntry {
        id: CensusEntryId(Uuid::from_u128(id)),
        details: draft.into_details(seal).expect("a commune"),
    }
}

/// Row, outcome, entry, changes.
fn outcomes(preview: &Preview) -> Vec<(u32, RowOutcome, Option<u128>, Vec<CensusColumn>)> {
    let ids = |row: &PreviewRow| row.entry.map(|id| id.0.as_u128());
    preview.rows.iter().map(|row| (row.row, row.outcome, ids(row), row.changes.clone())).collect()
}

#[test]
fn rows_are_new_changed_same_gone_or_in_error() {
    let before = [
        known(1, draft("Sen Vàng", "12 Thống Nhất", "0100047516")),
        known(2, draft("Hoa Mai", "14 Thống Nhất", "")),
        known(3, draft("Hồng Hạnh", "2 Yên Ninh", "058175001234")),
        known(4, draft("Đã đi", "9 Yên Ninh", "")),
    ];
    let closed = EntryDraft {
        listed: ListedStatus::Closed(None),
        ..draft("Hồng Hạnh", "2 Yên Ninh", "058175001234")
    };
    let problem = CellProblem::NameMissing;
    let issue = CellIssue { row: 6, column: 2, meaning: CensusColumn::Name, problem };
    let rows = [
        row(2, draft("Sen Vàng mới", "12 Thống Nhất", "0100047516")),
        row(3, draft("HOA  MAI", "14 Thống Nhất", "")),
        row(4, closed),
        row(5, draft("Mới mở", "20 Yên Ninh", "")),
        ReadRow { issues: vec![issue], ..row(6, draft("", "21 Yên Ninh", "")) },
        ReadRow { row: 7, entry: None, issues: Vec::new() },
        row(8, draft("Mới mở", "20 Yên Ninh", "")),
    ];
    let preview = compare_rows(&rows, &before, fingerprint);
    assert_eq!(
        outcomes(&preview),
        [
            (2, RowOutcome::Changed, Some(1), vec![CensusColumn::Name]),
            (3, RowOutcome::Changed, Some(2), vec![CensusColumn::Name]),
            (4, RowOutcome::Changed, Some(3), vec![CensusColumn::Status]),
            (5, RowOutcome::New, None, vec![]),
            (6, RowOutcome::Error, None, vec![]),
            (7, RowOutcome::Skipped, None, vec![]),
            (8, RowOutcome::Twice, None, vec![]),
        ]
    );
    assert_eq!(preview.gone, [CensusEntryId(Uuid::from_u128(4))]);
    assert_eq!((preview.count(RowOutcome::Changed), preview.is_ready()), (3, false));
    assert_eq!(preview.rows[6].same_as, Some(5));
}

#[test]
fn the_same_list_again_changes_nothing() {
    let drafts = || {
        [
            draft("Sen Vàng", "12 Thống Nhất", "0100047516"),
            draft("Sen Vàng 2", "30 Yên Ninh", "0100047516"),
            draft("Hoa Mai", "14 Thống Nhất", ""),
            EntryDraft {
                owner_name: "Nguyễn Thị Sen".into(), ..draft("Sen", "1 Yên Ninh", "058175001234")
            },
        ]
    };
    // One code of two places: each row finds its own, in whatever order.
    let before: Vec<KnownEntry> = (1..).zip(drafts()).rev_known();
    let rows: Vec<ReadRow> = (2..).zip(drafts()).map(|(number, draft)| row(number, draft)).collect();
    let preview = compare_rows(&rows, &before, fingerprint);
    assert!(preview.rows.iter().all(|row| row.outcome == RowOutcome::Same), "{:?}", outcomes(&preview));
    assert_eq!((preview.gone.len(), preview.is_ready()), (0, true));
}

trait RevKnown {
    fn rev_known(self) -> Vec<KnownEntry>;
}

impl<T: Iterator<Item = (u128, EntryDraft)>> RevKnown for T {
    fn rev_known(self) -> Vec<KnownEntry> {
        let mut entries: Vec<KnownEntry> = self.map(|(id, draft)| known(id, draft)).collect();
        entries.reverse();
        entries
    }
}

#[test]
fn a_list_that_lacks_codes_finds_the_entries_by_name_and_address() {
    let before = [
        known(1, draft("Sen Vàng", "12 Thống Nhất", "0100047516")),
        known(2, draft("Hoa Mai", "14 Thống Nhất", "")),
    ];
    let rows = [
        row(2, draft("Sen Vàng", "12 Thống Nhất", "")),
        row(3, draft("Hoa Mai", "14 Thống Nhất", "058175001234")),
    ];
    let preview = compare_rows(&rows, &before, fingerprint);
    let expected = [
        (2, RowOutcome::Same, Some(1), vec![]),
        (3, RowOutcome::Changed, Some(2), vec![CensusColumn::TaxCode]),
    ];
    assert_eq!(outcomes(&preview), expected);
    assert!(preview.gone.is_empty());
    // With another code it is another business at the same place.
    let rows = [row(2, draft("Sen Vàng", "12 Thống Nhất", "058175001234"))];
    let preview = compare_rows(&rows, &before, fingerprint);
    assert_eq!(outcomes(&preview), [(2, RowOutcome::New, None, vec![])]);
    assert_eq!(preview.gone.len(), 2);
}
