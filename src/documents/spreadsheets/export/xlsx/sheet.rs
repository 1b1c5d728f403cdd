//! The XML of a sheet's rows and cells (ECMA-376 part 1, 18.3.1).

use std::fmt::Write;

use camket_domain::calendar::format_date;
use time::Date;
use time::macros::date;

use super::super::form::{ColumnKind, ListValue};
use super::escape::push_escaped;
use super::styles::CellStyle;
use crate::spreadsheets::columns::format_column;

/// From here on the days of a spreadsheet are right: it has a 29th of February 1900.
const FIRST_DATE: Date = date!(1900 - 03 - 01);
/// Day 0.
const EPOCH: Date = date!(1899 - 12 - 30);
/// Integers below are kept exactly.
const MAX_NUMBER: u64 = 999_999_999_999_999;

/// XML that is being made. Columns count from 0, rows from 1.
#[derive(Debug)]
pub(super) struct SheetXml {
    xml: String,
    columns: Vec<String>,
    row: u32,
    /// The column after the last cell of the row.
    next_column: usize,
}

/// The styles that values take in one sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueStyles {
    pub(super) text: CellStyle,
    pub(super) number: CellStyle,
    pub(super) date: CellStyle,
}

impl SheetXml {
    pub(super) fn new(columns: usize) -> Self {
        let columns = (1..).map(format_column).take(columns).collect();
        let xml = concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
        );
        Self { xml: xml.to_owned(), columns, row: 0, next_column: 0 }
    }

    /// What was made since the last time.
    pub(super) fn take_xml(&mut self) -> String {
        std::mem::take(&mut self.xml)
    }

    pub(super) fn push(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// The number of the row that was started last.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// The letters of a column.
    pub(super) fn column(&self, column: usize) -> &str {
        &self.columns[column]
    }

    /// "A1:F12".
    pub(super) fn format_area(&self, first: (usize, u32), last: (usize, u32)) -> String {
        format!("{}{}:{}{}", self.columns[first.0], first.1, self.columns[last.0], last.1)
    }

    /// Widths in digits, of all columns.
    pub(super) fn push_widths(&mut self, widths: &[u8]) {
        self.xml.push_str("<cols>");
        for (column, width) in (1..).zip(widths) {
            self.push_format(format_args!(
                r#"<col min="{column}" max="{column}" width="{width}" customWidth="1"/>"#
            ));
        }
        self.xml.push_str("</cols>");
    }

    /// Starts the next row, with a height in points or the height of its contents.
    pub(super) fn start_row(&mut self, height: Option<u32>) {
        self.row += 1;
        self.next_column = 0;
        let row = self.row;
        self.push_format(format_args!(r#"<row r="{row}""#));
        if let Some(height) = height {
            self.push_format(format_args!(r#" ht="{height}" customHeight="1""#));
        }
        self.xml.push('>');
    }

    pub(super) fn end_row(&mut self) {
        self.xml.push_str("</row>");
    }

    pub(super) fn push_text(&mut self, column: usize, style: CellStyle, text: &str) {
        self.start_cell(column, style);
        // Without the attribute, blanks at the ends and line breaks are dropped.
        let is_kept = text.trim().len() != text.len() || text.contains(['\n', '\r', '\t']);
        self.xml.push_str(if is_kept {
            r#" t="inlineStr"><is><t xml:space="preserve">"#
        } else {
            r#" t="inlineStr"><is><t>"#
        });
        push_escaped(&mut self.xml, text);
        self.xml.push_str("</t></is></c>");
    }

    pub(super) fn push_number(&mut self, column: usize, style: CellStyle, number: i64) {
        self.start_cell(column, style);
        self.push_format(format_args!("><v>{number}</v></c>"));
    }

    pub(super) fn push_empty(&mut self, column: usize, style: CellStyle) {
        self.start_cell(column, style);
        self.xml.push_str("/>");
    }

    pub(super) fn push_value(&mut self, column: usize, styles: ValueStyles, value: &ListValue<'_>) {
        match value {
            ListValue::Empty => {}
            ListValue::Text(text) => self.push_text(column, styles.text, text),
            ListValue::Number(number) if number.unsigned_abs() > MAX_NUMBER => {
                self.push_text(column, styles.text, &number.to_string());
            }
            ListValue::Number(number) => self.push_number(column, styles.number, *number),
            ListValue::Date(date) if *date < FIRST_DATE => {
                self.push_text(column, styles.text, &format_date(*date));
            }
            ListValue::Date(date) => self.push_number(column, styles.date, (*date - EPOCH).whole_days()),
        }
    }

    /// A cell without an address is the next one. Addresses would be half of the packed file.
    fn start_cell(&mut self, column: usize, style: CellStyle) {
        if column == self.next_column {
            self.push_format(format_args!(r#"<c s="{}""#, style as usize));
        } else {
            let (row, style) = (self.row, style as usize);
            self.xml.push_str(r#"<c r=""#);
            self.xml.push_str(&self.columns[column]);
            self.push_format(format_args!(r#"{row}" s="{style}""#));
        }
        self.next_column = column + 1;
    }

    fn push_format(&mut self, text: std::fmt::Arguments<'_>) {
        self.xml.write_fmt(text).expect("a string takes all text");
    }
}

impl ValueStyles {
    pub(super) fn select(self, kind: ColumnKind) -> CellStyle {
        match kind {
            ColumnKind::Text => self.text,
            ColumnKind::Number => self.number,
            ColumnKind::Date => self.date,
        }
    }
}
