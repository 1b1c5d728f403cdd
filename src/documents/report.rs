//! Reports (báo cáo) of an office, in the layout of NĐ 30/2020 Phụ lục III: the text, which its readers go on writing, and
//! its annexes across.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};

use crate::docx::{self, CellText, TableColumn, TableStyle, TextAlign, TextBody, TextStyle};
use crate::paper::{Letterhead, MOTTO, NATIONAL_NAME};
use crate::{DocumentError, QUIET_ZONE, QrSymbol};

const BODY: TextStyle = TextStyle::new(14, TextAlign::Justified).indented();
const SMALL: TextStyle = TextStyle::new(11, TextAlign::Left);
const CELL: u32 = 11;
/// Pixels of a module of the symbol.
const MODULE: u32 = 6;

/// A report as it is handed to Word.
#[derive(Debug, Clone)]
pub struct ReportPaper {
    pub letterhead: Letterhead,
    /// "BC-SYT", after the number, which is given when it is signed.
    pub symbol: String,
    /// Place of the date, e.g. "Khánh Hòa".
    pub place: String,
    /// Below "BÁO CÁO", in bold: what it is about, the period.
    pub subject: Vec<String>,
    pub chapters: Vec<ReportChapter>,
    /// "Nơi nhận", one a line.
    pub recipients: Vec<String>,
    /// Who signs, e.g. "GIÁM ĐỐC".
    pub capacity: String,
    pub annexes: Vec<ReportTable>,
    /// Address of the page that tells whether the paper is ours, its code, and when the figures were frozen.
    pub address: String,
    pub code: String,
    pub frozen: String,
}

/// A chapter: its heading in bold, and paragraphs.
#[derive(Debug, Clone)]
pub struct ReportChapter {
    pub heading: String,
    pub paragraphs: Vec<String>,
}

/// A table on pages across.
#[derive(Debug, Clone)]
pub struct ReportTable {
    pub title: String,
    /// In italics below the title: the unit, the day.
    pub about: String,
    /// Headings with their shares of the width.
    pub columns: Vec<(String, u32)>,
    pub rows: Vec<ReportRow>,
}

#[derive(Debug, Clone)]
pub enum ReportRow {
    /// A heading over the whole width.
    Section(String),
    Plain(Vec<ReportCell>),
    /// In bold.
    Total(Vec<ReportCell>),
}

#[derive(Debug, Clone)]
pub enum ReportCell {
    Text(String),
    Number(i64),
    /// Nobody said.
    Empty,
}

/// Writes the report as docx. The same report gives the same bytes.
///
/// # Errors
/// An address that does not fit into a QR code; a file that is too large.
pub fn render_report_docx(report: &ReportPaper) -> Result<Vec<u8>, DocumentError> {
    let symbol = draw_symbol(&QrSymbol::encode(&report.address)?)?;
    let mut body = TextBody::default();
    push_head(&mut body, report);
    for chapter in &report.chapters {
        body.push_paragraph(BODY.bold().kept(), &chapter.heading);
        for paragraph in &chapter.paragraphs {
            body.push_paragraph(BODY, paragraph);
        }
    }
    push_signature(&mut body, report);
    for (number, table) in report.annexes.iter().enumerate() {
        if number == 0 {
            body.turn_across();
        } else {
            body.break_page();
        }
        push_annex(&mut body, number + 1, table);
    }
    let title = report.subject.join(" ");
    docx::write_document(&title, body, &symbol).map_err(|_| DocumentError::TooLong)
}

/// The line below the agency is a third to a half as long as its name, that below the motto as long as the motto (NĐ 30/2020,
/// Phụ lục I): how far each stays from the sides of its column.
const AGENCY_RULE: u32 = 1_150;
const MOTTO_RULE: u32 = 950;

/// Agency with number at the left, Quốc hiệu, Tiêu ngữ, place and date at the right; the title.
fn push_head(body: &mut TextBody, report: &ReportPaper) {
    let centred = |points| TextStyle::new(points, TextAlign::Centre);
    let mut left = Vec::new();
    if !report.letterhead.parent.trim().is_empty() {
        left.push((centred(12), report.letterhead.parent.to_uppercase()));
    }
    left.push((centred(12).bold(), report.letterhead.name.to_uppercase()));
    left.push((TextStyle::rule(AGENCY_RULE), String::new()));
    left.push((centred(13), format!("Số:        /{}", report.symbol)));
    let right = vec![
        (centred(12).bold(), NATIONAL_NAME.to_owned()),
        (centred(13).bold(), MOTTO.to_owned()),
        (TextStyle::rule(MOTTO_RULE), String::new()),
        (centred(13).italic(), format!("{}, ngày … tháng … năm …", report.place)),
    ];
    let columns = [TableColumn { share: 40 }, TableColumn { share: 60 }];
    let cells = [left, right].map(|lines| CellText { lines, span: 1 }).to_vec();
    body.push_table(TableStyle::Plain, &columns, 0, &[cells]);
    body.push_paragraph(centred(14), "");
    body.push_paragraph(centred(14).bold(), "BÁO CÁO");
    for line in &report.subject {
        body.push_paragraph(centred(14).bold(), line);
    }
    body.push_paragraph(centred(14), "");
}

/// Who receives it, who signs it, and the symbol and code by which a reader finds whether the figures are those of the
/// register.
fn push_signature(body: &mut TextBody, report: &ReportPaper) {
    let mut left = vec![(TextStyle::new(12, TextAlign::Left).bold().italic(), "Nơi nhận:".to_owned())];
    let line = |recipient: &String| (SMALL, format!("- {recipient};"));
    left.extend(report.recipients.iter().map(line));
    left.push((SMALL, "- Lưu: VT.".to_owned()));
    left.push((SMALL, String::new()));
    left.push((TextStyle::picture(TextAlign::Left), report.address.clone()));
    left.push((SMALL, format!("Mã số liệu: {}. {}", report.code, report.frozen)));
    left.push((SMALL, report.address.clone()));
    let sign = TextStyle::new(13, TextAlign::Centre).bold();
    // Room for signature and seal.
    let mut right = vec![(sign, report.capacity.clone())];
    right.extend(std::iter::repeat_n((sign, String::new()), 5));
    let columns = [TableColumn { share: 50 }, TableColumn { share: 50 }];
    let cells = [left, right].map(|lines| CellText { lines, span: 1 }).to_vec();
    body.push_paragraph(TextStyle::new(8, TextAlign::Left), "");
    body.push_table(TableStyle::Plain, &columns, 0, &[cells]);
}

fn push_annex(body: &mut TextBody, number: usize, table: &ReportTable) {
    let centred = |points| TextStyle::new(points, TextAlign::Centre);
    body.push_paragraph(centred(13).bold().kept(), &format!("Phụ lục {number}"));
    body.push_paragraph(centred(13).bold().kept(), &table.title.to_uppercase());
    body.push_paragraph(centred(12).italic().kept(), &table.about);
    let head = centred(CELL).bold();
    let columns: Vec<TableColumn> = std::iter::once(TableColumn { share: 5 })
        .chain(table.columns.iter().map(|(_, share)| TableColumn { share: *share }))
        .collect();
    let headings = std::iter::once("STT").chain(table.columns.iter().map(|(heading, _)| heading.as_str()));
    let mut rows = vec![headings.map(|heading| CellText::new(head, heading)).collect::<Vec<_>>()];
    let numbers = (1..=columns.len()).map(|at| CellText::new(centred(CELL).italic(), format!("({at})")));
    rows.push(numbers.collect());
    let mut order = 0;
    for row in &table.rows {
        rows.push(match row {
            ReportRow::Section(text) => {
                vec![CellText { span: columns.len(), ..CellText::new(cell_style().bold(), text.as_str()) }]
            }
            ReportRow::Plain(cells) => {
                order += 1;
                build_row(CellText::new(centred(CELL), order.to_string()), cells, false)
            }
            ReportRow::Total(cells) => build_row(CellText::new(centred(CELL), ""), cells, true),
        });
    }
    body.push_table(TableStyle::Framed, &columns, 2, &rows);
}

fn cell_style() -> TextStyle {
    TextStyle::new(CELL, TextAlign::Left)
}

fn build_row(first: CellText, cells: &[ReportCell], is_total: bool) -> Vec<CellText> {
    let weight = |style: TextStyle| if is_total { style.bold() } else { style };
    let cell = |cell: &ReportCell| match cell {
        ReportCell::Text(text) => CellText::new(weight(cell_style()), text.as_str()),
        ReportCell::Number(number) => {
            CellText::new(weight(TextStyle::new(CELL, TextAlign::Right)), format_thousands(*number))
        }
        ReportCell::Empty => CellText::new(cell_style(), ""),
    };
    std::iter::once(first).chain(cells.iter().map(cell)).collect()
}

/// With points between the thousands, as Vietnamese papers write numbers.
pub fn format_thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Tenths of a per cent as "12,5%" or "20%".
pub fn format_percent(permille: i64) -> String {
    let sign = if permille < 0 { "-" } else { "" };
    match (permille.abs() / 10, permille.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}%"),
        (whole, tenth) => format!("{sign}{whole},{tenth}%"),
    }
}

/// A change in tenths of a per cent, as "+12,5%", "-3%" or "0%".
pub fn format_change(permille: i64) -> String {
    let sign = if permille > 0 { "+" } else { "" };
    format!("{sign}{}", format_percent(permille))
}

/// The symbol as PNG, black on white, with its quiet zone.
fn draw_symbol(symbol: &QrSymbol) -> Result<Vec<u8>, DocumentError> {
    let side = (u32::from(symbol.width()) + 2 * u32::from(QUIET_ZONE)) * MODULE;
    let mut picture = GrayImage::from_pixel(side, side, Luma([255]));
    for (x, y, length) in symbol.runs() {
        let place = |module: u16| (u32::from(module) + u32::from(QUIET_ZONE)) * MODULE;
        for row in place(y)..place(y + 1) {
            for column in place(x)..place(x + length) {
                picture.put_pixel(column, row, Luma([0]));
            }
        }
    }
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| DocumentError::TooLong)?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::read_qr;

    #[test]
    fn thousands_have_points() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1.000"), (12_345_678, "12.345.678"), (-5_400, "-5.400")]
        {
            assert_eq!(format_thousands(number), text);
        }
    }

    #[test]
    fn tenths_of_a_per_cent_have_a_comma() {
        for (permille, text) in [(0, "0%"), (125, "12,5%"), (1_000, "100%"), (-5, "-0,5%")] {
            assert_eq!(format_percent(permille), text);
            assert_eq!(format_change(permille).trim_start_matches('+'), text);
            assert_eq!(format_change(permille).starts_with('+'), permille > 0);
        }
    }

    #[test]
    fn the_symbol_is_read_as_the_address() {
        let address = "https://camket.example.vn/records/ABCDE-FGHJK";
        let png = draw_symbol(&QrSymbol::encode(address).unwrap()).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        assert_eq!(read_qr(&picture).as_deref(), Some(address));
    }
}
