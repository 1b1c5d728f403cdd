//! The sheet "Danh sách", as an office prints it: agency, Quốc hiệu and Tiêu ngữ, title, table with numbered columns, totals,
//! signatures; A4 across, as wide as the page, headings on every page.

use super::super::form::{ListForm, ListSignatures, ListSigner, ListValue, ORDER_HEADING};
use super::sheet::{SheetXml, ValueStyles};
use super::styles::CellStyle;
use crate::paper::{MOTTO, NATIONAL_NAME, format_place_and_date};

const STYLES: ValueStyles =
    ValueStyles { text: CellStyle::Text, number: CellStyle::Number, date: CellStyle::Date };
const TOTAL_STYLES: ValueStyles =
    ValueStyles { text: CellStyle::TotalText, number: CellStyle::TotalNumber, date: CellStyle::TotalDate };

const ORDER_WIDTH: u8 = 6;
/// Least width of all columns together, in digits: Quốc hiệu takes half of it.
const MIN_WIDTH: u32 = 110;
/// Rows left free for signatures and seal.
const SIGNATURE_ROWS: u32 = 4;
/// Points of a line of text of 12 to 14 points.
const LINE_HEIGHT: u32 = 18;

#[derive(Debug)]
pub(super) struct OfficeSheet {
    xml: SheetXml,
    form: ListForm,
    /// Of all columns, in digits.
    widths: Vec<u8>,
    /// The first column of the right half.
    middle: usize,
    merged: Vec<String>,
    heading_row: u32,
}

impl OfficeSheet {
    /// Everything above the rows.
    pub(super) fn start(form: ListForm, selected: bool) -> Self {
        let columns = form.columns.iter().map(|column| column.width.max(1));
        let widths = widen(std::iter::once(ORDER_WIDTH).chain(columns).collect());
        let mut sheet = Self {
            xml: SheetXml::new(widths.len()),
            middle: find_middle(&widths),
            widths,
            merged: Vec::new(),
            heading_row: count_rows_above(&form) + 1,
            form,
        };
        sheet.add_view(selected);
        sheet.add_letterhead();
        sheet.add_title();
        sheet.add_headings();
        sheet
    }

    pub(super) fn take_xml(&mut self) -> String {
        self.xml.take_xml()
    }

    /// The rows that are printed on every page, first and last.
    pub(super) fn heading_rows(&self) -> (u32, u32) {
        (self.heading_row, self.heading_row + self.count_heading_rows() - 1)
    }

    /// Groups, headings, numbers of the columns.
    fn count_heading_rows(&self) -> u32 {
        if self.has_groups() { 3 } else { 2 }
    }

    fn has_groups(&self) -> bool {
        self.form.columns.iter().any(|column| !column.group.is_empty())
    }

    /// A row of one bold text over the whole width of the table.
    pub(super) fn add_section(&mut self, text: &str) {
        self.xml.start_row(None);
        self.xml.push_text(0, CellStyle::TotalText, text);
        for at in 1..self.widths.len() {
            self.xml.push_empty(at, CellStyle::TotalText);
        }
        self.xml.end_row();
        self.merge(0, self.widths.len() - 1);
    }

    pub(super) fn add_row(&mut self, number: u32, values: &[ListValue<'_>]) {
        self.xml.start_row(None);
        self.xml.push_number(0, CellStyle::Order, number.into());
        self.add_values(STYLES, values);
        self.xml.end_row();
    }

    /// Everything below the rows.
    pub(super) fn end(&mut self, totals: Option<&[ListValue<'_>]>, lines: &[String]) {
        if let Some(totals) = totals {
            self.add_totals(totals);
        }
        let last_row = self.xml.row();
        for line in lines {
            self.add_line(CellStyle::Line, line);
        }
        if let Some(signatures) = self.form.signatures.clone() {
            self.add_signatures(&signatures);
        }
        let table = self.xml.format_area((0, 1), (self.widths.len() - 1, last_row));
        self.xml.push("</sheetData>");
        if !self.merged.is_empty() {
            let areas: String =
                self.merged.iter().map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
            self.xml.push(&format!("<mergeCells>{areas}</mergeCells>"));
        }
        self.xml.push(concat!(
            r#"<printOptions horizontalCentered="1"/>"#,
            r#"<pageMargins left="0.6" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>"#,
            r#"<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>"#,
            r#"<headerFooter><oddFooter>&amp;C&amp;"Times New Roman,Regular"&amp;12&amp;P/&amp;N</oddFooter></headerFooter>"#,
        ));
        self.xml.push(&format!(
            r#"<ignoredErrors><ignoredError sqref="{table}" numberStoredAsText="1"/></ignoredErrors></worksheet>"#
        ));
    }

    fn add_view(&mut self, selected: bool) {
        let (_, above) = self.heading_rows();
        self.xml.push(&format!(
            concat!(
                r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#,
                r#"<sheetViews><sheetView tabSelected="{}" workbookViewId="0">"#,
                r#"<pane ySplit="{}" topLeftCell="A{}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#,
            ),
            u8::from(selected),
            above,
            above + 1
        ));
        self.xml.push_widths(&self.widths);
        self.xml.push("<sheetData>");
    }

    /// Agency at the left, Quốc hiệu and Tiêu ngữ at the right.
    fn add_letterhead(&mut self) {
        let [parent, name] =
            [&self.form.letterhead.parent, &self.form.letterhead.name].map(|text| text.trim().to_uppercase());
        let [(first, first_style), (second, second_style)] = if parent.is_empty() {
            [(name, CellStyle::AgencyName), (String::new(), CellStyle::Agency)]
        } else {
            [(parent, CellStyle::Agency), (name, CellStyle::AgencyName)]
        };
        self.add_halves((first_style, &first), (CellStyle::Capacity, NATIONAL_NAME));
        self.add_halves((second_style, &second), (CellStyle::Motto, MOTTO));
        self.add_blank_rows(1);
    }

    fn add_title(&mut self) {
        for title in self.form.title.clone() {
            self.add_line(CellStyle::Title, &title);
        }
        for about in self.form.about.clone() {
            self.add_line(CellStyle::About, &about);
        }
        self.add_blank_rows(1);
    }

    /// The headings, above them their groups, and below them the numbers of the columns, (1), (2), ...
    fn add_headings(&mut self) {
        if self.has_groups() {
            self.add_groups();
        }
        let headings = std::iter::once(ORDER_HEADING)
            .chain(self.form.columns.iter().map(|column| column.heading.as_str()));
        self.xml.start_row(Some(self.count_heading_lines() * LINE_HEIGHT));
        for (at, heading) in headings.enumerate() {
            if at > 0 && !self.form.columns[at - 1].group.is_empty() || !self.has_groups() {
                self.xml.push_text(at, CellStyle::Heading, heading);
            } else {
                // Merged with the cell above, which has the text.
                self.xml.push_empty(at, CellStyle::Heading);
            }
        }
        self.xml.end_row();
        self.xml.start_row(None);
        for at in 0..self.widths.len() {
            self.xml.push_text(at, CellStyle::ColumnNumber, &format!("({})", at + 1));
        }
        self.xml.end_row();
    }

    /// Lines of the highest heading: its row is printed as high as it was written.
    fn count_heading_lines(&self) -> u32 {
        let columns = self.form.columns.iter().enumerate();
        columns.map(|(at, column)| self.count_lines(&column.heading, at + 1, at + 1)).max().unwrap_or(1)
    }

    /// The groups of headings, each merged over its columns; the heading of a column without a group reaches over both rows.
    fn add_groups(&mut self) {
        let columns: Vec<(String, String)> = std::iter::once((String::new(), ORDER_HEADING.to_owned()))
            .chain(self.form.columns.iter().map(|column| (column.group.clone(), column.heading.clone())))
            .collect();
        self.xml.start_row(None);
        let row = self.xml.row();
        let mut at = 0;
        for run in columns.chunk_by(|one, next| !one.0.is_empty() && one.0 == next.0) {
            let last = at + run.len() - 1;
            let (group, heading) = &run[0];
            let (text, down) = if group.is_empty() { (heading, 1) } else { (group, 0) };
            self.xml.push_text(at, CellStyle::Heading, text);
            for merged in at + 1..=last {
                self.xml.push_empty(merged, CellStyle::Heading);
            }
            if last > at || down > 0 {
                self.merged.push(self.xml.format_area((at, row), (last, row + down)));
            }
            at = last + 1;
        }
        self.xml.end_row();
    }

    /// The values of a row, from the second column.
    fn add_values(&mut self, styles: ValueStyles, values: &[ListValue<'_>]) {
        for (at, (value, column)) in values.iter().zip(&self.form.columns).enumerate() {
            match value {
                ListValue::Empty => self.xml.push_empty(at + 1, styles.select(column.kind)),
                value => self.xml.push_value(at + 1, styles, value),
            }
        }
    }

    /// "Tổng cộng" reaches over the first column of the list if it has no total.
    pub(super) fn add_totals(&mut self, totals: &[ListValue<'_>]) {
        self.xml.start_row(None);
        self.xml.push_text(0, CellStyle::TotalText, "Tổng cộng");
        self.add_values(TOTAL_STYLES, totals);
        self.xml.end_row();
        if totals.first() == Some(&ListValue::Empty) {
            self.merge(0, 1);
        }
    }

    fn add_signatures(&mut self, signatures: &ListSignatures) {
        self.add_blank_rows(1);
        let place = format_place_and_date(&signatures.place, signatures.date);
        self.add_halves((CellStyle::PlaceAndDate, ""), (CellStyle::PlaceAndDate, &place));
        let nobody = ListSigner { capacity: Vec::new(), name: String::new() };
        let (left, right) = (signatures.left.as_ref().unwrap_or(&nobody), &signatures.right);
        for at in 0..left.capacity.len().max(right.capacity.len()) {
            let [left, right] =
                [left, right].map(|signer| signer.capacity.get(at).map_or("", String::as_str));
            self.add_halves((CellStyle::Capacity, left), (CellStyle::Capacity, right));
        }
        self.add_blank_rows(SIGNATURE_ROWS);
        self.add_halves((CellStyle::Capacity, &left.name), (CellStyle::Capacity, &right.name));
    }

    /// A row of two cells, each merged over its half of the width.
    fn add_halves(&mut self, left: (CellStyle, &str), right: (CellStyle, &str)) {
        let (middle, last) = (self.middle, self.widths.len() - 1);
        let lines = self.count_lines(left.1, 0, middle - 1).max(self.count_lines(right.1, middle, last));
        self.xml.start_row(Some(lines * LINE_HEIGHT));
        for (at, (style, text)) in [(0, left), (middle, right)] {
            if !text.is_empty() {
                self.xml.push_text(at, style, text);
            }
        }
        self.xml.end_row();
        self.merge(0, middle - 1);
        self.merge(middle, last);
    }

    /// A row of one cell, merged over the whole width.
    fn add_line(&mut self, style: CellStyle, text: &str) {
        let last = self.widths.len() - 1;
        self.xml.start_row(Some(self.count_lines(text, 0, last) * LINE_HEIGHT));
        self.xml.push_text(0, style, text);
        self.xml.end_row();
        self.merge(0, last);
    }

    fn add_blank_rows(&mut self, count: u32) {
        for _ in 0..count {
            self.xml.start_row(None);
            self.xml.end_row();
        }
    }

    /// Merges cells of the row that was started last.
    fn merge(&mut self, first: usize, last: usize) {
        if last > first {
            let row = self.xml.row();
            let area = self.xml.format_area((first, row), (last, row));
            self.merged.push(area);
        }
    }

    /// Lines of a text over some columns. Spreadsheets do not find the height of merged cells themselves. Capitals in bold are
    /// one and a half times as wide as a digit.
    fn count_lines(&self, text: &str, first: usize, last: usize) -> u32 {
        let width: u32 = self.widths[first..=last].iter().map(|width| u32::from(*width)).sum();
        let capitals = text.chars().filter(|character| character.is_uppercase()).count();
        let length = text.chars().count() + capitals / 2;
        u32::try_from(length).unwrap_or(u32::MAX).div_ceil(width.max(1)).clamp(1, 20)
    }
}

/// Two rows of the letterhead, title and lines below it, and two blank rows.
fn count_rows_above(form: &ListForm) -> u32 {
    u32::try_from(4 + form.title.len() + form.about.len()).unwrap_or(u32::MAX / 2)
}

/// Columns that are wide enough together for Quốc hiệu on one line of the right half.
fn widen(widths: Vec<u8>) -> Vec<u8> {
    let total = sum_widths(&widths);
    if total >= MIN_WIDTH {
        return widths;
    }
    let wider = |width: u8| u8::try_from(u32::from(width) * MIN_WIDTH / total.max(1)).unwrap_or(u8::MAX);
    widths.into_iter().map(wider).collect()
}

fn sum_widths(widths: &[u8]) -> u32 {
    widths.iter().map(|width| u32::from(*width)).sum()
}

/// The column at which the right half of the width begins, as near to the middle as the columns allow: at least one at each
/// side.
fn find_middle(widths: &[u8]) -> usize {
    let total = sum_widths(widths);
    let distance = |at: &usize| (sum_widths(&widths[..*at]) * 2).abs_diff(total);
    (1..widths.len()).min_by_key(distance).unwrap_or(1)
}
