//! Lists on paper: A4 landscape, the head of the table on every page, numbered rows and pages.

use time::Date;

use crate::DocumentError;
use crate::canvas::{A4_LANDSCAPE, Canvas};
use crate::file::{self, FileDescription};
use crate::galley::{Galley, GalleyItem};
use crate::paper::{self, Letterhead};
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

/// Draws the list; 30 rows and more fit on a page if their texts take a line each. The same list gives the same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn render_list(list: &PrintedList) -> Result<Vec<u8>, DocumentError> {
    let mut pages = Pages::new(list);
    for (number, row) in list.rows.iter().enumerate() {
        let mut cells = vec![(number + 1).to_string()];
        cells.extend(row.iter().cloned());
        pages.add_row(&build_row(&pages.widths, &cells, |text| Paragraph::new(ROW_SIZE).regular(text)));
    }
    let mut closing = Galley::new(WIDTH);
    closing.add_gap(4.0);
    closing.add_paragraph(&Paragraph::new(10.0).bold(&list.closing));
    pages.require_height(closing.height);
    pages.draw(&closing);
    file::write_pdf(pages.finish(), &build_description(list))
}

fn build_description(list: &PrintedList) -> FileDescription {
    FileDescription {
        title: list.title.clone(),
        subject: list.about.join(". "),
        author: list.letterhead.name.clone(),
        date: Some(list.date),
        attachment: None,
    }
}

/// Pages that are filled from top to bottom.
struct Pages {
    full: Vec<Canvas>,
    canvas: Canvas,
    y: f32,
    /// Of the columns, "STT" included.
    widths: Vec<f32>,
    head: Galley,
}

impl Pages {
    fn new(list: &PrintedList) -> Self {
        let total: f32 = list.columns.iter().map(|(_, width)| width).sum();
        let share = WIDTH * (1.0 - ORDER_SHARE) / total;
        let widths: Vec<f32> = std::iter::once(WIDTH * ORDER_SHARE)
            .chain(list.columns.iter().map(|(_, width)| width * share))
            .collect();
        let heads: Vec<String> = std::iter::once("STT".to_owned())
            .chain(list.columns.iter().map(|(head, _)| head.clone()))
            .collect();
        let head = build_row(&widths, &heads, |text| Paragraph::new(HEAD_SIZE).bold(text).centred());
        let mut pages =
            Self { full: Vec::new(), canvas: Canvas::new(A4_LANDSCAPE), y: TOP, widths, head: head.clone() };
        pages.draw(&build_heading(list));
        pages.draw(&head);
        pages
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
            let head = self.head.clone();
            self.draw(&head);
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

fn build_heading(list: &PrintedList) -> Galley {
    let half = WIDTH / 2.0;
    let left = paper::build_agency(&list.letterhead, half, MIN_SIZE);
    let mut right = paper::build_motto(half);
    right.add_gap(2.0);
    right.add_paragraph(&paper::build_place_and_date(&list.place, Some(list.date)).centred());
    let mut galley = Galley::new(WIDTH);
    galley.add_side_by_side(left, half, right);
    galley.add_gap(6.0);
    galley.add_paragraph(&Paragraph::new(13.0).leading(1.15).bold(&list.title).centred());
    for line in &list.about {
        galley.add_paragraph(&Paragraph::new(10.0).leading(1.15).italic(line).centred());
    }
    galley.add_gap(5.0);
    galley
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
    use crate::reading::ParsedPdf;
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
}
