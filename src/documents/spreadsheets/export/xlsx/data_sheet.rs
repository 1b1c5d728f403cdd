//! The sheet "Dữ liệu": one row of headings, then the rows, without merged cells, with a filter.

use super::super::form::{ListForm, ListValue, ORDER_HEADING};
use super::sheet::{SheetXml, ValueStyles};
use super::styles::CellStyle;

const STYLES: ValueStyles =
    ValueStyles { text: CellStyle::DataText, number: CellStyle::DataNumber, date: CellStyle::DataDate };

/// A4 across, as wide as a page.
const PAGE: &str = concat!(
    r#"<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>"#,
    r#"<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>"#,
);

#[derive(Debug)]
pub(super) struct DataSheet {
    xml: SheetXml,
    last_column: usize,
}

impl DataSheet {
    /// Everything above the rows.
    pub(super) fn start(form: &ListForm) -> Self {
        let mut xml = SheetXml::new(form.columns.len() + 1);
        xml.push(concat!(
            r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#,
            r#"<sheetViews><sheetView workbookViewId="0">"#,
            r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#,
        ));
        let widths: Vec<u8> =
            std::iter::once(8).chain(form.columns.iter().map(|column| column.width.max(1))).collect();
        xml.push_widths(&widths);
        xml.push("<sheetData>");
        xml.start_row(None);
        xml.push_text(0, CellStyle::DataHeading, ORDER_HEADING);
        for (at, column) in form.columns.iter().enumerate() {
            let heading: Vec<&str> = column.heading.split_whitespace().collect();
            xml.push_text(at + 1, CellStyle::DataHeading, &heading.join(" "));
        }
        xml.end_row();
        Self { xml, last_column: form.columns.len() }
    }

    pub(super) fn add_row(&mut self, number: u32, values: &[ListValue<'_>]) {
        self.xml.start_row(None);
        self.xml.push_number(0, CellStyle::DataNumber, number.into());
        for (at, value) in values.iter().enumerate() {
            self.xml.push_value(at + 1, STYLES, value);
        }
        self.xml.end_row();
    }

    /// Everything below the rows.
    pub(super) fn end(&mut self, rows: u32) {
        let area = self.xml.format_area((0, 1), (self.last_column, rows + 1));
        self.xml.push(&format!(
            r#"</sheetData><autoFilter ref="{area}"/>{PAGE}<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors></worksheet>"#
        ));
    }

    pub(super) fn take_xml(&mut self) -> String {
        self.xml.take_xml()
    }

    /// The headings, as "$A$1:$F$1".
    pub(super) fn heading_area(&self) -> String {
        self.filter_area(0)
    }

    /// The filtered cells, as "$A$1:$F$12".
    pub(super) fn filter_area(&self, rows: u32) -> String {
        format!("$A$1:${}${}", self.xml.column(self.last_column), rows + 1)
    }
}
