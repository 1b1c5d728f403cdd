//! Lists and sets of tables on paper: A4 landscape, the head of a table on every page, numbered rows and pages.

use time::Date;

use crate::DocumentError;
use crate::canvas::{A4_LANDSCAPE, Canvas};
use crate::file::{self, FileDescription};
use crate::galley::{Galley, GalleyItem};
use crate::paper::{self, Letterhead};
use crate::qr::QrSymbol;
use crate::symbol;
use crate::text::{Paragraph, mm};

const TOP: f32 = mm(12.0);
const BOTTOM: f32 = A4_LANDSCAPE.height - mm(12.0);
const LEFT: f32 = mm(14.0);
const WIDTH: f32 = A4_LANDSCAPE.width - 2.0 * LEFT;
/// Above the bottom edge.
const FOOTER: f32 = A4_LANDSCAPE.height - mm(9.0);

const PADDING: f32 = 1.4;
const ROW_SIZE: f32 = 8.0;
/// Long texts are made smaller down to this size before they take two lines.
const MIN_SIZE: f32 = 7.0;
const HEAD_SIZE: f32 = 8.5;
const LEADING: f32 = 1.12;
const SYMBOL_SIDE: f32 = mm(24.0);
const SYMBOL_COLUMN: f32 = mm(36.0);
/// Share of the width of the column "STT".
const ORDER_SHARE: f32 = 0.035;

/// Contents of a printed list. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct PrintedList {
    pub letterhead: Letterhead,
    /// In bold, e.g. "DANH SÁCH CƠ SỞ".
    pub title: String,
    /// In italics below the title: area, conditions.
    pub about: Vec<String>,
    /// Place of the date, e.g. "Khánh Hòa".
    pub place: String,
    /// Vietnamese date.
    pub date: Date,
    /// Headings with their widths, in any unit. The column "STT" comes before them.
    pub columns: Vec<(String, f32)>,
    /// One text for each column.
    pub rows: Vec<Vec<String>>,
    /// Below the table, e.g. "Tổng cộng: 61 cơ sở".
    pub closing: String,
}

/// Several tables on one paper, with the code by which a reader finds whether it is ours. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct PrintedTables {
    pub letterhead: Letterhead,
    /// In bold.
    pub title: Vec<String>,
    /// In italics below the title.
    pub about: Vec<String>,
    pub place: String,
    /// Vietnamese date.
    pub date: Date,
    pub tables: Vec<PrintedTable>,
    /// Below the last table.
    pub origin: PrintedOrigin,
}

/// A table below a heading of its own.
#[derive(Debug, Clone)]
pub struct PrintedTable {
    pub title: String,
    /// In italics below the title; may be empty.
    pub about: String,
    /// Headings with their widths, in any unit. The column "STT" comes before them.
    pub columns: Vec<(String, f32)>,
    /// One text for each column.
    pub rows: Vec<Vec<String>>,
}

/// The address of the page that tells whether a paper is ours, drawn as a symbol with these lines beside it.
#[derive(Debug, Clone)]
pub struct PrintedOrigin {
    pub address: String,
    pub lines: Vec<String>,
}

/// Draws the list; 30 rows and more fit on a page if their texts take a line each. The same list gives the same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn render_list(list: &PrintedList) -> Result<Vec<u8>, DocumentError> {
    let heading = Heading {
        letterhead: &list.letterhead,
        title: std::slice::from_ref(&list.title),
        about: &list.about,
        place: &list.place,
        date: list.date,
    };
    let mut pages = Pages::new(&heading);
    pages.add_table(&list.columns, &list.rows, None);
    let mut closing = Galley::new(WIDTH);
    closing.add_gap(4.0);
    closing.add_paragraph(&Paragraph::new(10.0).bold(&list.closing));
    pages.add_block(&closing);
    file::write_pdf(pages.finish(), &heading.describe())
}

/// Draws the tables below each other. The same tables give the same bytes.
///
/// # Errors
/// A character that cannot be printed; an address that does not fit into a QR code.
pub fn render_tables(paper: &PrintedTables) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode(&paper.origin.address)?;
    let heading = Heading {
        letterhead: &paper.letterhead,
        title: &paper.title,
        about: &paper.about,
        place: &paper.place,
        date: paper.date,
    };
    let mut pages = Pages::new(&heading);
    for table in &paper.tables {
        pages.add_table(&table.columns, &table.rows, Some(&build_table_heading(table)));
    }
    pages.add_block(&build_origin(&paper.origin, &symbol));
    file::write_pdf(pages.finish(), &heading.describe())
}

fn build_table_heading(table: &PrintedTable) -> Galley {
    let mut galley = Galley::new(WIDTH);
    galley.add_gap(8.0);
    galley.add_paragraph(&Paragraph::new(11.0).leading(1.15).bold(&table.title));
    if !table.about.is_empty() {
        galley.add_paragraph(&Paragraph::new(9.5).leading(1.15).italic(&table.about));
    }
    galley.add_gap(3.0);
    galley
}

/// The symbol at the left, its lines at the right of it.
fn build_origin(origin: &PrintedOrigin, symbol: &QrSymbol) -> Galley {
    let mut lines = Galley::new(WIDTH - SYMBOL_COLUMN);
    lines.add_gap(mm(6.0));
    for line in &origin.lines {
        lines.add_paragraph(&Paragraph::new(9.5).leading(1.2).regular(line));
    }
    let mut galley = Galley::new(WIDTH);
    galley.add_side_by_side(symbol::build_block(symbol, SYMBOL_SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, lines);
    galley
}

/// What stands above the first table.
struct Heading<'a> {
    letterhead: &'a Letterhead,
    title: &'a [String],
    about: &'a [String],
    place: &'a str,
    date: Date,
}

impl Heading<'_> {
    fn describe(&self) -> FileDescription {
        FileDescription {
            title: self.title.join(" "),
            subject: self.about.join(". "),
            author: self.letterhead.name.clone(),
            date: Some(self.date),
            attachment: None,
        }
    }

    fn build(&self) -> Galley {
        let half = WIDTH / 2.0;
        let left = paper::build_agency(self.letterhead, half, MIN_SIZE);
        let mut right = paper::build_motto(half);
        right.add_gap(2.0);
        right.add_paragraph(&paper::build_place_and_date(self.place, Some(self.date)).centred());
        let mut galley = Galley::new(WIDTH);
        galley.add_side_by_side(left, half, right);
        galley.add_gap(6.0);
        for line in self.title {
            galley.add_paragraph(&Paragraph::new(13.0).leading(1.15).bold(line).centred());
        }
        for line in self.about {
            galley.add_paragraph(&Paragraph::new(10.0).leading(1.15).italic(line).centred());
        }
        galley.add_gap(5.0);
        galley
    }
}

/// Pages that are filled from top to bottom.
struct Pages {
    full: Vec<Canvas>,
    canvas: Canvas,
    y: f32,
    /// Of the table that is being drawn.
    head: Option<Galley>,
}

impl Pages {
    fn new(heading: &Heading<'_>) -> Self {
        let mut pages = Self { full: Vec::new(), canvas: Canvas::new(A4_LANDSCAPE), y: TOP, head: None };
        pages.draw(&heading.build());
        pages
    }

    /// A table with numbered rows; its heading stays with its head and the first row.
    fn add_table(&mut self, columns: &[(String, f32)], rows: &[Vec<String>], heading: Option<&Galley>) {
        let widths = measure_columns(columns);
        let heads: Vec<String> =
            std::iter::once("STT".to_owned()).chain(columns.iter().map(|(head, _)| head.clone())).collect();
        let head = build_row(&widths, &heads, |text| Paragraph::new(HEAD_SIZE).bold(text).centred());
        let mut built = rows.iter().zip(1..).map(|(row, number): (&Vec<String>, usize)| {
            let cells: Vec<String> = std::iter::once(number.to_string()).chain(row.iter().cloned()).collect();
            build_row(&widths, &cells, |text| Paragraph::new(ROW_SIZE).regular(text))
        });
        let first = built.next();
        let above = heading.map_or(0.0, |heading| heading.height) + head.height;
        self.head = None;
        self.require_height(above + first.as_ref().map_or(0.0, |row| row.height));
        if let Some(heading) = heading {
            self.draw(heading);
        }
        self.draw(&head);
        self.head = Some(head);
        for row in first.into_iter().chain(built) {
            self.add_row(&row);
        }
    }

    /// A block below the last table, with the head of that table if it begins a page.
    fn add_block(&mut self, block: &Galley) {
        self.require_height(block.height);
        self.draw(block);
    }

    fn add_row(&mut self, row: &Galley) {
        self.require_height(row.height);
        self.draw(row);
    }

    /// Starts a page, with the head of the table, if less than `height` is left.
    fn require_height(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.full.push(std::mem::replace(&mut self.canvas, Canvas::new(A4_LANDSCAPE)));
            self.y = TOP;
            if let Some(head) = self.head.clone() {
                self.draw(&head);
            }
        }
    }

    fn draw(&mut self, galley: &Galley) {
        self.canvas.draw_galley(LEFT, self.y, galley);
        self.y += galley.height;
    }

    /// The pages, each with its number and their count.
    fn finish(mut self) -> Vec<Canvas> {
        self.full.push(self.canvas);
        let count = self.full.len();
        for (index, canvas) in self.full.iter_mut().enumerate() {
            let mut footer = Galley::new(WIDTH);
            footer.add_paragraph(
                &Paragraph::new(9.0).regular(format!("Trang {}/{count}", index + 1)).centred(),
            );
            canvas.draw_artifact(|canvas| canvas.draw_galley(LEFT, FOOTER, &footer));
        }
        self.full
    }
}

/// Widths of the columns, "STT" first.
fn measure_columns(columns: &[(String, f32)]) -> Vec<f32> {
    let total: f32 = columns.iter().map(|(_, width)| width).sum();
    let share = WIDTH * (1.0 - ORDER_SHARE) / total;
    std::iter::once(WIDTH * ORDER_SHARE).chain(columns.iter().map(|(_, width)| width * share)).collect()
}

/// Cells side by side, all with the height of the highest one.
fn build_row(widths: &[f32], cells: &[String], style: impl Fn(&str) -> Paragraph) -> Galley {
    let build_cell = |(text, width): (&String, &f32)| {
        let mut galley = Galley::new(width - 2.0 * PADDING);
        let cell = style(text).leading(LEADING).shrink_to_fit(galley.width, 1, MIN_SIZE);
        galley.add_paragraph(&cell);
        galley
    };
    let built: Vec<Galley> = cells.iter().zip(widths).map(build_cell).collect();
    let highest = built.iter().map(|cell| cell.height).fold(ROW_SIZE * LEADING, f32::max);
    let height = highest + 2.0 * PADDING;
    let mut row = Galley::new(WIDTH);
    let mut x = 0.0;
    for (cell, width) in built.into_iter().zip(widths) {
        row.add_galley_over(cell, x + PADDING, PADDING);
        row.add_over(height, GalleyItem::Cell { x, width: *width });
        x += width;
    }
    row.add_gap(height);
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{ParsedPdf, check_text};
    use time::macros::date;

    fn list(rows: usize) -> PrintedList {
        let row = |number: usize| {
            ["Nhà nghỉ Hoa Sen", "Nhà nghỉ", "12 Thống Nhất, khu phố 3", "Phường Phan Rang", "0901234567"]
                .map(|text| text.replace("12", &number.to_string()))
                .to_vec()
        };
        PrintedList {
            letterhead: Letterhead {
                parent: String::new(), name: "Ủy ban nhân dân phường Phan Rang".into()
            },
            title: "DANH SÁCH CƠ SỞ".into(),
            about: vec!["Địa bàn: phường Phan Rang".into(), "Cam kết: chưa ký".into()],
            place: "Phan Rang".into(),
            date: date!(2026 - 11 - 29),
            columns: ["Cơ sở", "Loại hình", "Địa chỉ", "Xã, phường", "Điện thoại"]
                .map(|head| (head.to_owned(), 20.0))
                .to_vec(),
            rows: (1..=rows).map(row).collect(),
            closing: format!("Tổng cộng: {rows} cơ sở"),
        }
    }

    fn count_pages(list: &PrintedList) -> usize {
        ParsedPdf::load(&render_list(list).unwrap()).unwrap().count_pages()
    }

    #[test]
    fn thirty_rows_fit_on_the_first_page_and_on_each_later_one() {
        assert_eq!(count_pages(&list(30)), 1);
        assert_eq!(count_pages(&list(70)), 2);
        assert_eq!(count_pages(&list(0)), 1);
    }

    #[test]
    fn a_long_text_takes_more_lines_and_loses_nothing() {
        let mut long = list(1);
        long.rows[0][0] = "Khách sạn Biển Xanh ".repeat(8).trim().to_owned();
        let text: String =
            build_row(&[80.0], &[long.rows[0][0].clone()], |text| Paragraph::new(ROW_SIZE).regular(text))
                .items
                .iter()
                .filter_map(|placed| match &placed.item {
                    GalleyItem::Text { line, .. } => Some(line.words.len()),
                    _ => None,
                })
                .sum::<usize>()
                .to_string();
        assert_eq!(text, "32");
        assert_eq!(count_pages(&long), 1);
    }

    #[test]
    fn the_same_list_gives_the_same_bytes_and_a_sign_without_a_glyph_is_refused() {
        assert_eq!(render_list(&list(3)).unwrap(), render_list(&list(3)).unwrap());
        let mut odd = list(1);
        odd.rows[0][0] = "호텔".into();
        assert!(render_list(&odd).is_err());
    }

    #[test]
    fn each_table_has_its_heading_and_the_symbol_leads_to_the_page_of_the_code() {
        let one = list(40);
        let table = PrintedTable {
            title: "Chỉ tiêu 1".into(),
            about: "Đến ngày 29/11/2026".into(),
            columns: one.columns.clone(),
            rows: one.rows.clone(),
        };
        let address = "https://camket.example.vn/records/ABCDE-FGHJK";
        let paper = PrintedTables {
            letterhead: one.letterhead.clone(),
            title: vec!["BẢNG ĐIỂM".into()],
            about: Vec::new(),
            place: one.place.clone(),
            date: one.date,
            tables: vec![table; 3],
            origin: PrintedOrigin { address: address.into(), lines: vec!["Mã: ABCDE-FGHJK".into()] },
        };
        let bytes = render_tables(&paper).unwrap();
        assert_eq!(bytes, render_tables(&paper).unwrap());
        let pages = ParsedPdf::load(&bytes).unwrap().count_pages();
        assert!((4..=5).contains(&pages), "{pages}");
        let read = check_text(&bytes, &[("the third table", "Chỉ tiêu 1"), ("the code", "Mã: ABCDE-FGHJK")]);
        assert!(read.is_ok(), "{read:?}");
    }
}
