//! The page format of Nghị định 30/2020/NĐ-CP (Phụ lục I): margins, national motto, agency, place and date, page numbers.
//! Belongs here: parts that several documents share.

use time::Date;

use crate::canvas::{A4, Canvas};
use crate::dates;
use crate::galley::Galley;
use crate::text::{Paragraph, mm};

pub(crate) const TOP: f32 = mm(20.0);
pub(crate) const BOTTOM: f32 = A4.height - mm(20.0);
pub(crate) const LEFT: f32 = mm(30.0);
pub(crate) const WIDTH: f32 = A4.width - LEFT - mm(20.0);
pub(crate) const HEIGHT: f32 = BOTTOM - TOP;

/// Quốc hiệu.
pub(crate) const NATIONAL_NAME: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub(crate) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// Indent of the first line of a paragraph of the body.
pub(crate) const INDENT: f32 = mm(10.0);

/// The issuing agency, as named at the top left of a document.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Superior body, e.g. "Ủy ban nhân dân tỉnh Khánh Hòa"; may be empty.
    pub parent: String,
    /// Name, e.g. "Sở Nội vụ".
    pub name: String,
}

/// The agency with its superior body above, and a rule below of 0.4 of its width (a third to a half, NĐ 30/2020).
pub(crate) fn build_agency(letterhead: &Letterhead, width: f32, least: f32) -> Galley {
    let mut galley = Galley::new(width);
    let head = Paragraph::new(12.0).leading(1.2).centred();
    if !letterhead.parent.trim().is_empty() {
        let parent = head.clone().regular(letterhead.parent.to_uppercase());
        galley.add_paragraph(&parent.shrink_to_fit(width, 3, least));
    }
    let name = head.bold(letterhead.name.to_uppercase()).shrink_to_fit(width, 3, least);
    galley.add_paragraph(&name);
    galley.add_centred_rule(galley.measure_reach(&name) * 0.4);
    galley
}

/// Quốc hiệu and Tiêu ngữ, with a rule below of the width of the text.
pub(crate) fn build_motto(width: f32) -> Galley {
    let mut galley = Galley::new(width);
    galley.add_paragraph(&Paragraph::new(12.0).leading(1.2).bold(NATIONAL_NAME).centred());
    let motto = Paragraph::new(13.0).leading(1.2).bold(MOTTO).centred();
    galley.add_paragraph(&motto);
    galley.add_centred_rule(galley.measure_reach(&motto));
    galley
}

/// The head of a private document: the motto without an agency, and `gap` points below it title and subject.
pub(crate) fn build_private_head(title: &str, subject: &str, gap: f32) -> Galley {
    let mut galley = build_motto(WIDTH);
    galley.add_gap(gap);
    galley.add_paragraph(&Paragraph::new(16.0).bold(title).centred());
    galley.add_gap(1.0);
    let subject = Paragraph::new(13.0).bold(subject).centred();
    galley.add_paragraph(&subject);
    galley.add_gap(2.0);
    galley.add_centred_rule(galley.measure_reach(&subject) * 0.35);
    galley
}

/// The last sentence of a document's text, with the mark "./." that closes it (NĐ 30/2020, the models of Phụ lục III).
pub(crate) fn close_text(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() { String::new() } else { format!("{}./.", text.trim_end_matches('.')) }
}

/// "Khánh Hòa, ngày 05 tháng 02 năm 2026"; with dots to fill in by hand if there is no date.
pub(crate) fn format_place_and_date(place: &str, date: Option<Date>) -> String {
    let place = if place.trim().is_empty() { ".................." } else { place };
    let date = date.map_or_else(|| "ngày ...... tháng ...... năm .........".into(), dates::format_in_words);
    format!("{place}, {date}")
}

/// The same as the italic paragraph of a document.
pub(crate) fn build_place_and_date(place: &str, date: Option<Date>) -> Paragraph {
    Paragraph::new(13.0).italic(format_place_and_date(place, date))
}

/// Place and date above the signature block of the right half.
pub(crate) fn build_date_on_right(place: &str, date: Option<Date>) -> Galley {
    let half = WIDTH / 2.0;
    let mut right = Galley::new(half);
    right.add_paragraph(&build_place_and_date(place, date).centred().shrink_to_fit(half, 1, 9.0));
    right.add_gap(4.0);
    let mut galley = Galley::new(WIDTH);
    galley.add_side_by_side(Galley::new(half), half, right);
    galley
}

/// Draws the page number, centred in the top margin, except on the first page.
pub(crate) fn draw_page_number(canvas: &mut Canvas, number: usize) {
    if number > 1 {
        let mut galley = Galley::new(WIDTH);
        galley.add_paragraph(&Paragraph::new(13.0).regular(number.to_string()).centred());
        canvas.draw_artifact(|canvas| canvas.draw_galley(LEFT, mm(10.0), &galley));
    }
}
