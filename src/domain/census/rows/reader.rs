//! Reads the rows of a table one by one.

use std::collections::HashMap;

use super::address::{find_commune, join_hamlet};
use super::cells::{MergedColumns, RowCells};
use super::communes::{CommuneReader, CommuneReading};
use super::dates::{DateOrder, find_order, read_birth, read_date};
use super::numbers::{NO_PHONE, read_count, read_owner_id, read_phones, read_tax_code, says_none};
use super::problems::{CellIssue, CellProblem};
use super::sections::Section;
use super::status::read_status;
use super::{Answers, ImportContext, KindAnswer, ReadRow};
use crate::areas::AreaCode;
use crate::census::columns::{CensusColumn, Table};
use crate::census::grid::{Grid, GridRow};
use crate::census::{
    EntryDraft, ListedStatus, MAX_ADDRESS_CHARS, MAX_CODE_CHARS, MAX_ENTRY_NOTE_CHARS, MAX_NAME_CHARS,
    MAX_OWNER_CHARS, MAX_PHONES, MAX_STAFF, kinds,
};
use crate::identifiers::TaxCode;
use crate::text::fold_words;
use crate::venues::{MAX_ROOMS, VenueKind};

/// The rows of a table as entries, in order. Empty rows and headings of groups are left out.
pub struct RowReader<'a> {
    grid: &'a Grid,
    table: &'a Table,
    context: ImportContext,
    answers: &'a Answers,
    merged: MergedColumns<'a>,
    communes: CommuneReader<'a>,
    orders: HashMap<u32, DateOrder>,
    section: Section,
    /// Kinds by their words, as most rows repeat them.
    kinds: HashMap<String, Vec<VenueKind>>,
    next: usize,
}

impl std::fmt::Debug for RowReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowReader")
            .field("context", &self.context)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl<'a> RowReader<'a> {
    pub fn new(grid: &'a Grid, table: &'a Table, context: ImportContext, answers: &'a Answers) -> Self {
        let rows = || grid.rows.iter().filter(|row| table.contains(row.number));
        let dates = [CensusColumn::SecurityDate, CensusColumn::OwnerBirth, CensusColumn::StatusDate];
        let columns = dates.into_iter().filter_map(|meaning| table.find(meaning));
        let order = |column| (column, find_order(rows().filter_map(|row| row.find(column))));
        Self {
            grid,
            table,
            context,
            answers,
            merged: MergedColumns::new(grid, table),
            communes: CommuneReader::new(context, answers),
            orders: columns.map(order).collect(),
            section: Section::default(),
            kinds: HashMap::new(),
            next: grid.rows.partition_point(|row| row.number < table.data_rows.0),
        }
    }

    fn read_row(&mut self, row: &'a GridRow) -> Option<ReadRow> {
        if !self.table.contains(row.number) {
            return None;
        }
        if let Some(section) = self.section.after(row, self.table, &mut self.communes) {
            self.section = section;
            return None;
        }
        if self.has_only_number(row) {
            return None;
        }
        if let Some(name) = self.table.find(CensusColumn::Name)
            && row.find(name).is_none()
            && self.merged.continues_above(row.number, name)
        {
            let problem = CellProblem::PartOfRowAbove;
            let issue = CellIssue { row: row.number, column: name, meaning: CensusColumn::Name, problem };
            return Some(ReadRow { row: row.number, entry: None, issues: vec![issue] });
        }
        Some(self.read_entry(row))
    }

    fn has_only_number(&self, row: &GridRow) -> bool {
        let number = self.table.find(CensusColumn::Number);
        let is_read =
            |column| self.table.columns.iter().any(|guess| guess.column == column && guess.meaning.is_some());
        !row.cells.iter().any(|cell| Some(cell.column) != number && is_read(cell.column))
    }

    fn read_entry(&mut self, row: &'a GridRow) -> ReadRow {
        // Taken out, as reading a row fills the caches beside it.
        let merged = std::mem::take(&mut self.merged);
        let mut cells = RowCells { row, table: self.table, merged: &merged, issues: Vec::new() };
        let entry = self.read_cells(&mut cells);
        let issues = cells.issues;
        self.merged = merged;
        ReadRow { row: row.number, entry, issues }
    }

    /// `None` if the venue is none of the census.
    fn read_cells(&mut self, cells: &mut RowCells<'_>) -> Option<EntryDraft> {
        let mut draft =
            EntryDraft { name: cells.read_line(CensusColumn::Name, MAX_NAME_CHARS), ..EntryDraft::default() };
        if draft.name.is_empty() && !cells.issues.iter().any(|issue| issue.meaning == CensusColumn::Name) {
            cells.report(cells.column_of(CensusColumn::Name), CensusColumn::Name, CellProblem::NameMissing);
        }
        if !self.read_kind(cells, &mut draft) {
            return None;
        }
        self.read_place(cells, &mut draft);
        self.read_codes(cells, &mut draft);
        self.read_owner(cells, &mut draft);
        self.read_phones(cells, &mut draft);
        read_counts(cells, &mut draft);
        draft.listed = self.read_status(cells);
        draft.note = read_notes(cells);
        Some(draft)
    }

    /// Whether the venue is one of the census.
    fn read_kind(&mut self, cells: &mut RowCells<'_>, draft: &mut EntryDraft) -> bool {
        draft.kind_text = cells.read_line(CensusColumn::Kind, MAX_ADDRESS_CHARS);
        if draft.kind_text.is_empty() {
            draft.kind = self.section.kind;
            if draft.kind.is_none()
                && let Some(kind) = kinds::find_kinds(&draft.name).first()
            {
                draft.kind = Some(*kind);
                cells.report(
                    cells.column_of(CensusColumn::Name),
                    CensusColumn::Name,
                    CellProblem::KindFromName(*kind),
                );
            }
            return true;
        }
        let column = cells.column_of(CensusColumn::Kind);
        match self.answers.kinds.get(&fold_words(&draft.kind_text)) {
            Some(KindAnswer::Kind(kind)) => draft.kind = Some(*kind),
            Some(KindAnswer::OutOfScope) => {
                cells.report(column, CensusColumn::Kind, CellProblem::OutOfScope);
                return false;
            }
            None => {
                let found = self.find_kinds(&draft.kind_text);
                draft.kind = found.first().copied();
                match found.len() {
                    0 => cells.report(column, CensusColumn::Kind, CellProblem::KindUnknown),
                    1 => {}
                    _ => cells.report(column, CensusColumn::Kind, CellProblem::SeveralKinds(found)),
                }
            }
        }
        true
    }

    fn find_kinds(&mut self, text: &str) -> Vec<VenueKind> {
        if let Some(known) = self.kinds.get(text) {
            return known.clone();
        }
        let found = kinds::find_kinds(text);
        self.kinds.insert(text.to_owned(), found.clone());
        found
    }

    fn read_place(&mut self, cells: &mut RowCells<'_>, draft: &mut EntryDraft) {
        let mut address = cells.read_line(CensusColumn::Address, MAX_ADDRESS_CHARS);
        if address.is_empty() {
            address = cells.read_line(CensusColumn::SeatAddress, MAX_ADDRESS_CHARS);
        }
        let text = cells.read_line(CensusColumn::Commune, MAX_ADDRESS_CHARS);
        let (column, meaning, named) = self.find_commune(cells, text, &mut address);
        let (text, reading) = named.unzip();
        match reading {
            Some(CommuneReading::One { commune, former }) => {
                self.check_within(cells, column, meaning, commune);
                (draft.commune, draft.former_commune) = (Some(commune), former);
            }
            Some(CommuneReading::Several { communes, former }) => {
                draft.former_commune = former;
                let named = text.unwrap_or_default();
                cells.report(column, meaning, CellProblem::CommuneSplit { named, communes });
            }
            Some(CommuneReading::Unknown) => {
                cells.report(
                    column,
                    meaning,
                    CellProblem::CommuneUnknown { named: text.unwrap_or_default() },
                );
            }
            None => match self.communes.list_commune() {
                Some(own) => draft.commune = Some(own),
                None => cells.report(column, meaning, CellProblem::CommuneMissing),
            },
        }
        let hamlet = cells.read_line(CensusColumn::Hamlet, MAX_ADDRESS_CHARS);
        let header = self.table.columns.iter().find(|guess| guess.meaning == Some(CensusColumn::Hamlet));
        let header = header.map(|guess| guess.header.as_str()).unwrap_or_default();
        let hamlet = if hamlet.is_empty() { self.section.hamlet.as_str() } else { hamlet.as_str() };
        draft.address = join_hamlet(&address, hamlet, header);
    }

    /// The commune by its column, the heading of the group, or the address, which then loses it.
    fn find_commune(
        &mut self,
        cells: &RowCells<'_>,
        text: String,
        address: &mut String,
    ) -> (u32, CensusColumn, Option<(String, CommuneReading)>) {
        let column = cells.column_of(CensusColumn::Commune);
        if !text.is_empty() {
            let reading = self.communes.read(&text);
            return (column, CensusColumn::Commune, Some((text, reading)));
        }
        if let Some(named) = &self.section.commune {
            return (column, CensusColumn::Commune, Some(named.clone()));
        }
        let column = cells.column_of(CensusColumn::Address);
        let Some(found) = find_commune(address, &mut self.communes) else {
            return (column, CensusColumn::Address, None);
        };
        if matches!(found.reading, CommuneReading::One { .. }) {
            address.truncate(found.starts_at);
            address.truncate(address.trim_end_matches([',', ';', ' ']).len());
        }
        // In a commune's own list a part that is no commune's name is part of the street.
        let own = self.communes.list_commune().is_some();
        let named = Some((found.text, found.reading));
        (
            column,
            CensusColumn::Address,
            named.filter(|(_, reading)| !own || *reading != CommuneReading::Unknown),
        )
    }

    fn check_within(&self, cells: &mut RowCells<'_>, column: u32, meaning: CensusColumn, commune: AreaCode) {
        if self.communes.list_commune().is_some_and(|own| own != commune) {
            cells.report(column, meaning, CellProblem::CommuneOutside(commune));
        }
    }

    fn read_codes(&mut self, cells: &mut RowCells<'_>, draft: &mut EntryDraft) {
        let restore = self.answers.restore_zeros;
        draft.tax = cells
            .read(CensusColumn::TaxCode, |value| match value {
                value if says_none(value) => Ok(None),
                value => read_tax_code(value, restore).map(Some),
            })
            .flatten();
        let registration = cells.read_line(CensusColumn::Registration, MAX_CODE_CHARS);
        // "Số GPKD/MST": the same column for both.
        match TaxCode::parse(&registration) {
            Ok(code) if draft.tax.is_none() => draft.tax = Some(code),
            // A personal number is not kept as plain text.
            Ok(TaxCode::Personal(_)) => {}
            _ => draft.registration = registration,
        }
        draft.security_number = cells.read_line(CensusColumn::SecurityNumber, MAX_CODE_CHARS);
        draft.security_on = self.read_day(cells, CensusColumn::SecurityDate);
    }

    fn read_day(&self, cells: &mut RowCells<'_>, meaning: CensusColumn) -> Option<time::Date> {
        let (answers, today) = (self.answers, self.context.today);
        let order = self.find_order(cells, meaning);
        cells.read_noticed(meaning, |value| read_date(value, order, answers, today))
    }

    fn find_order(&self, cells: &RowCells<'_>, meaning: CensusColumn) -> DateOrder {
        self.orders.get(&cells.column_of(meaning)).copied().unwrap_or(DateOrder::DayFirst)
    }

    fn read_owner(&mut self, cells: &mut RowCells<'_>, draft: &mut EntryDraft) {
        let (answers, today) = (self.answers, self.context.today);
        draft.owner_name = cells.read_line(CensusColumn::OwnerName, MAX_OWNER_CHARS);
        let order = self.find_order(cells, CensusColumn::OwnerBirth);
        draft.owner_birth =
            cells.read_noticed(CensusColumn::OwnerBirth, |value| read_birth(value, order, answers, today));
        draft.owner_id = cells
            .read(CensusColumn::OwnerId, |value| match value {
                value if says_none(value) => Ok(None),
                value => read_owner_id(value, answers.restore_zeros).map(Some),
            })
            .flatten();
    }

    fn read_phones(&mut self, cells: &mut RowCells<'_>, draft: &mut EntryDraft) {
        let columns: Vec<u32> = self.table.list(CensusColumn::Phone).collect();
        for column in columns {
            let Some(value) = cells.row.find(column).filter(|value| !says_none(value)) else { continue };
            let read = read_phones(value, self.answers.restore_zeros);
            if read.is_empty() {
                cells.report(column, CensusColumn::Phone, NO_PHONE);
            }
            for phone in read {
                match phone {
                    Ok(phone) if draft.phones.contains(&phone) => {}
                    Ok(_) if draft.phones.len() == MAX_PHONES => {
                        cells.report(column, CensusColumn::Phone, CellProblem::TooManyPhones);
                    }
                    Ok(phone) => draft.phones.push(phone),
                    Err(problem) => cells.report(column, CensusColumn::Phone, problem),
                }
            }
        }
    }

    fn read_status(&mut self, cells: &mut RowCells<'_>) -> ListedStatus {
        let changed_on = self.read_day(cells, CensusColumn::StatusDate);
        let text = cells.read_line(CensusColumn::Status, MAX_ENTRY_NOTE_CHARS);
        let status = read_status(&text, changed_on);
        if status == ListedStatus::Stopped(None) {
            cells.report(
                cells.column_of(CensusColumn::Status),
                CensusColumn::Status,
                CellProblem::StopWithoutEnd,
            );
        }
        status
    }
}

fn read_counts(cells: &mut RowCells<'_>, draft: &mut EntryDraft) {
    draft.rooms = cells.read(CensusColumn::Rooms, |value| read_count(value, MAX_ROOMS));
    draft.staff = cells.read(CensusColumn::Staff, |value| read_count(value, MAX_STAFF));
    draft.female_staff = cells.read(CensusColumn::FemaleStaff, |value| read_count(value, MAX_STAFF));
    if draft.female_staff > draft.staff && draft.staff.is_some() {
        let column = cells.column_of(CensusColumn::FemaleStaff);
        cells.report(column, CensusColumn::FemaleStaff, CellProblem::FemaleAboveStaff);
    }
}

/// The notes of all their columns.
fn read_notes(cells: &mut RowCells<'_>) -> String {
    let notes = cells.table.list(CensusColumn::Note).filter_map(|column| cells.row.find(column));
    let lines: Vec<_> =
        notes.filter_map(|value| value.as_line().ok()).filter(|line| !line.is_empty()).collect();
    lines.join("; ").chars().take(MAX_ENTRY_NOTE_CHARS).collect()
}

impl Iterator for RowReader<'_> {
    type Item = ReadRow;

    fn next(&mut self) -> Option<ReadRow> {
        loop {
            let grid = self.grid;
            let row = grid.rows.get(self.next).filter(|row| row.number <= self.table.data_rows.1)?;
            self.next += 1;
            if let Some(read) = self.read_row(row) {
                return Some(read);
            }
        }
    }
}
