//! Lists as xlsx (ECMA-376): the sheet in the form of an office, and the sheet of plain data.

mod data_sheet;
mod escape;
mod labour_sheet;
mod office_sheet;
mod sheet;
mod styles;
mod workbook;

use std::io::{Result, Write};

use data_sheet::DataSheet;
use office_sheet::OfficeSheet;

use super::form::{AnnexRow, AnnexTable, ListForm, ListValue};
use super::labour_form::LabourForm;
use crate::archive::{ArchiveWriter, PartEncoder};
use workbook::SheetEntry;

const OFFICE_NAME: &str = "Danh sách";
const DATA_NAME: &str = "Dữ liệu";

#[derive(Debug)]
pub(super) struct XlsxWriter<W: Write> {
    archive: ArchiveWriter<W>,
    /// Leaves while it is packed.
    office: OfficeSheet,
    office_part: PartEncoder,
    /// Waits, packed, until the other sheet has ended.
    data: DataSheet,
    data_part: PartEncoder,
}

impl<W: Write> XlsxWriter<W> {
    pub(super) fn new(form: ListForm, sink: W) -> Result<Self> {
        let mut archive = begin_workbook(2, sink)?;
        let (mut office_part, mut data_part) = (PartEncoder::new(), PartEncoder::new());
        let mut data = DataSheet::start(&form);
        data_part.write(&data.take_xml())?;
        let mut office = OfficeSheet::start(form, true);
        office_part.write(&office.take_xml())?;
        archive.start_part(workbook::name_part(1))?;
        Ok(Self { archive, office, office_part, data, data_part })
    }

    pub(super) fn write_row(&mut self, number: u32, values: &[ListValue<'_>]) -> Result<()> {
        self.data.add_row(number, values);
        self.data_part.write(&self.data.take_xml())?;
        self.office.add_row(number, values);
        self.office_part.write(&self.office.take_xml())?;
        self.office_part.send_chunk(&mut self.archive)
    }

    pub(super) fn finish(
        mut self,
        rows: u32,
        totals: Option<&[ListValue<'_>]>,
        lines: &[String],
    ) -> Result<W> {
        self.office.end(totals, lines);
        self.office_part.write(&self.office.take_xml())?;
        self.archive.end_part(self.office_part)?;
        self.data.end(rows);
        self.data_part.write(&self.data.take_xml())?;
        self.archive.start_part(workbook::name_part(2))?;
        self.archive.end_part(self.data_part)?;
        let office = SheetEntry::with_headings(OFFICE_NAME, self.office.heading_rows());
        let data = SheetEntry::with_filter(DATA_NAME, self.data.filter_area(rows));
        self.archive.add_part("xl/workbook.xml", &workbook::build_workbook(&[office, data]))?;
        self.archive.finish()
    }
}

/// An archive with what every workbook has.
fn begin_workbook<W: Write>(sheets: usize, sink: W) -> Result<ArchiveWriter<W>> {
    let mut archive = ArchiveWriter::new(sink);
    for (name, content) in workbook::build_fixed_parts(sheets) {
        archive.add_part(name, &content)?;
    }
    archive.add_part("xl/styles.xml", &styles::build_styles())?;
    Ok(archive)
}

/// Writes tables, a sheet each, and behind them the rows of `data`.
pub(super) fn write_tables(
    tables: Vec<AnnexTable>,
    (data_form, data_rows): (&ListForm, &[Vec<ListValue<'static>>]),
) -> Result<Vec<u8>> {
    let mut archive = begin_workbook(tables.len() + 1, Vec::new())?;
    let mut entries = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let mut sheet = OfficeSheet::start(table.form, index == 0);
        add_table_rows(&mut sheet, &table.rows);
        sheet.end(None, &table.notes);
        archive.add_part(workbook::name_part(index + 1), &sheet.take_xml())?;
        entries.push(SheetEntry::with_headings(&table.name, sheet.heading_rows()));
    }
    let mut data = DataSheet::start(data_form);
    let mut count = 0;
    for row in data_rows {
        count += 1;
        data.add_row(count, row);
    }
    data.end(count);
    archive.add_part(workbook::name_part(entries.len() + 1), &data.take_xml())?;
    // The tables say the same in a form to print; the data would take dozens of pages.
    let entry = SheetEntry::with_filter(DATA_NAME, data.filter_area(count));
    entries.push(entry.printing(data.heading_area()));
    archive.add_part("xl/workbook.xml", &workbook::build_workbook(&entries))?;
    archive.finish()
}

fn add_table_rows(sheet: &mut OfficeSheet, rows: &[AnnexRow]) {
    let mut number = 0;
    for row in rows {
        match row {
            AnnexRow::Section(text) => sheet.add_section(text),
            AnnexRow::Plain(values) => {
                number += 1;
                sheet.add_row(number, values);
            }
            AnnexRow::Total(values) => sheet.add_totals(values),
        }
    }
}

/// The workbook of Mẫu 01/PLI.
pub(super) fn write_labour_form(form: &LabourForm) -> Result<Vec<u8>> {
    let mut archive = begin_workbook(1, Vec::new())?;
    let (xml, headings) = labour_sheet::build_sheet(form);
    archive.add_part(workbook::name_part(1), &xml)?;
    let entry = SheetEntry::with_headings("01-PLI", headings);
    archive.add_part("xl/workbook.xml", &workbook::build_workbook(&[entry]))?;
    archive.finish()
}
