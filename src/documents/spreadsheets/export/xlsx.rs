//! Lists as xlsx (ECMA-376): the sheet in the form of an office, and the sheet of plain data.

mod data_sheet;
mod escape;
mod office_sheet;
mod sheet;
mod styles;
mod workbook;

use std::io::{Result, Write};

use data_sheet::DataSheet;
use office_sheet::OfficeSheet;

use super::archive::{ArchiveWriter, PartEncoder};
use super::form::{ListForm, ListValue};

const OFFICE_PART: &str = "xl/worksheets/sheet1.xml";
const DATA_PART: &str = "xl/worksheets/sheet2.xml";

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
        let mut archive = ArchiveWriter::new(sink);
        for (name, content) in workbook::FIXED_PARTS {
            archive.add_part(name, content)?;
        }
        archive.add_part("xl/styles.xml", &styles::build_styles())?;
        let (mut office_part, mut data_part) = (PartEncoder::new(), PartEncoder::new());
        let mut data = DataSheet::start(&form);
        data_part.write(&data.take_xml())?;
        let mut office = OfficeSheet::start(form);
        office_part.write(&office.take_xml())?;
        archive.start_part(OFFICE_PART)?;
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
        self.archive.start_part(DATA_PART)?;
        self.archive.end_part(self.data_part)?;
        let workbook = workbook::build_workbook(self.office.heading_rows(), &self.data.filter_area(rows));
        self.archive.add_part("xl/workbook.xml", &workbook)?;
        self.archive.finish()
    }
}
