//! Drawing of one page: turns lines of text, rules, symbols and strokes into PDF operations.
//!
//! Lengths are in points from the top left of the page; PDF itself counts from the bottom left.

mod marks;
mod runs;
mod shapes;

use pdf_writer::{Content, Rect, Str};

use self::marks::Marks;
use self::runs::{Run, build_runs};
use crate::DocumentError;
use crate::fonts::{FontFace, UsedCharacters, check_printable};
use crate::galley::{Galley, GalleyItem, PlacedItem};
use crate::layout::SetLine;
use crate::structure::Element;
use crate::text::{Tint, mm};

/// Size of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageFormat {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

pub(crate) const A4: PageFormat = PageFormat { width: mm(210.0), height: mm(297.0) };

/// Format of lists.
pub(crate) const A4_LANDSCAPE: PageFormat = PageFormat { width: A4.height, height: A4.width };

/// Format of the decal.
pub(crate) const A6: PageFormat = PageFormat { width: mm(105.0), height: mm(148.0) };

/// Enough for the content of most pages.
const CONTENT_BYTES: usize = 32 * 1024;

const SYMBOL_ALT: &str = "Mã QR để tra cứu giấy này";
const INK_ALT: &str = "Chữ ký";

/// The operations of one page, and the first error while drawing it.
pub(crate) struct Canvas {
    pub(crate) format: PageFormat,
    content: Content,
    links: Vec<Link>,
    marks: Marks,
    used_characters: UsedCharacters,
    first_error: Option<DocumentError>,
}

/// A finished page.
pub(crate) struct DrawnPage {
    pub(crate) format: PageFormat,
    /// The content stream (ISO 32000-1, 7.8.2).
    pub(crate) content: Vec<u8>,
    pub(crate) links: Vec<Link>,
    pub(crate) elements: Vec<Element>,
}

/// An area of a page that opens an address.
pub(crate) struct Link {
    pub(crate) area: Rect,
    pub(crate) address: String,
}

impl Default for Canvas {
    fn default() -> Self {
        Self::new(A4)
    }
}

impl Canvas {
    pub(crate) fn new(format: PageFormat) -> Self {
        Self {
            format,
            content: Content::with_capacity(CONTENT_BYTES),
            links: Vec::new(),
            marks: Marks::default(),
            used_characters: UsedCharacters::default(),
            first_error: None,
        }
    }

    /// The operations and the logical structure of the page. Adds its characters to `shown`. Returns the first error of
    /// drawing.
    pub(crate) fn finish(mut self, shown: &mut UsedCharacters) -> Result<DrawnPage, DocumentError> {
        self.close_mark();
        for (all, own) in shown.iter_mut().zip(self.used_characters) {
            all.extend(own);
        }
        let page = DrawnPage {
            format: self.format,
            content: self.content.finish().into_vec(),
            links: self.links,
            elements: self.marks.elements,
        };
        self.first_error.map_or(Ok(page), Err)
    }

    /// Draws a galley with its top left at this position.
    pub(crate) fn draw_galley(&mut self, left: f32, top: f32, galley: &Galley) {
        for placed in &galley.items {
            self.draw_item(left, top, placed);
        }
    }

    /// Draws one item of a galley whose top left is at this position.
    pub(crate) fn draw_item(&mut self, left: f32, top: f32, placed: &PlacedItem) {
        let (left, top, height) = (left + placed.left, top + placed.top, placed.height);
        match &placed.item {
            GalleyItem::Text { line, is_first } => {
                self.mark_line(*is_first);
                self.draw_text(left, top, line);
            }
            GalleyItem::Symbol { x, side, symbol } => {
                self.draw_figure(SYMBOL_ALT, |canvas| canvas.draw_symbol(left + x, top, *side, symbol));
            }
            GalleyItem::Ink(strokes) => {
                self.draw_figure(INK_ALT, |canvas| canvas.draw_ink(left, top, strokes));
            }
            GalleyItem::Link { address, covered } => self.add_link(left, top - covered, *covered, address),
            GalleyItem::Rule { x, length } => {
                self.draw_artifact(|canvas| canvas.draw_rule(left + x, top + height / 2.0, *length));
            }
            GalleyItem::Dots { x, length } => {
                self.draw_artifact(|canvas| canvas.draw_dots(left + x, top + height * 0.8, *length));
            }
            GalleyItem::Cell { x, width } => self.draw_frame(left + x, top, *width, height, 0.5),
            GalleyItem::EmptyFrame { x, side } => self.draw_empty_frame(left + x, top, *side),
        }
    }

    /// Draws a line of text whose box has its top left at this position.
    fn draw_text(&mut self, left: f32, top: f32, line: &SetLine) {
        // Tinos has an ascent of 0.891 and a descent of 0.216 of its size.
        let baseline = top + (line.leading - line.size * 1.107) / 2.0 + line.size * 0.891;
        let (x, y) = self.to_point(left + line.x, baseline);
        self.with_tint(line.tint, |canvas| {
            canvas.content.begin_text().next_line(x, y);
            for run in build_runs(line) {
                canvas.show_run(&run, line.size);
            }
            canvas.content.end_text();
        });
    }

    /// Shows a text at the present position. All drawn text passes through here: its characters are recorded and checked.
    fn show_run(&mut self, run: &Run, size: f32) {
        for text in &run.texts {
            self.used_characters[run.face as usize].extend(text.chars());
            if let Err(error) = check_printable(text) {
                self.first_error.get_or_insert(error);
            }
        }
        self.content.set_font(run.face.resource(), size);
        if let [text] = run.texts.as_slice() {
            self.content.show(Str(&encode_text(text)));
            return;
        }
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        for (number, text) in run.texts.iter().enumerate() {
            if number > 0 {
                items.adjust(run.offset);
            }
            if !text.is_empty() {
                items.show(Str(&encode_text(text)));
            }
        }
    }

    fn add_link(&mut self, x: f32, y: f32, height: f32, address: &str) {
        let (left, bottom) = self.to_point(x, y + height);
        let (right, top) = self.to_point(self.format.width - mm(20.0), y);
        self.links.push(Link { area: Rect::new(left, bottom, right, top), address: address.into() });
    }

    /// Draws large light text diagonally across the page. Call it first, so that everything else is drawn over it.
    pub(crate) fn draw_watermark(&mut self, words: &str) {
        self.draw_artifact(|canvas| canvas.draw_diagonal_text(words));
    }

    fn draw_diagonal_text(&mut self, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let PageFormat { width, height } = self.format;
        let size = (height * 0.8 / FontFace::Bold.measure_width(&words, 1.0).max(0.1)).min(110.0);
        let half = FontFace::Bold.measure_width(&words, size) / 2.0;
        // Along the diagonal of the page, centred.
        let diagonal = width.hypot(height);
        let (cos, sin) = (width / diagonal, height / diagonal);
        let (x, y) = (width / 2.0 - half * cos, height / 2.0 - half * sin);
        let (x, y) = (x + 0.33 * size * sin, y - 0.33 * size * cos);
        let run = Run { face: FontFace::Bold, texts: vec![words], offset: 0.0 };
        self.with_saved_state(|canvas| {
            canvas.content.transform([cos, sin, -sin, cos, x, y].map(round_to_ten_thousandths));
            canvas.content.set_fill_gray(0.88).begin_text();
            canvas.show_run(&run, round_to_hundredths(size));
            canvas.content.end_text();
        });
    }

    /// Draws with colours, widths and transforms that are reset afterwards.
    fn with_saved_state(&mut self, draw: impl FnOnce(&mut Self)) {
        self.content.save_state();
        draw(self);
        self.content.restore_state();
    }

    /// Draws with a colour, which is reset to black afterwards.
    pub(crate) fn with_tint(&mut self, tint: Tint, draw: impl FnOnce(&mut Self)) {
        let Some([red, green, blue]) = tint.rgb() else { return draw(self) };
        self.with_saved_state(|canvas| {
            canvas.content.set_fill_rgb(red, green, blue).set_stroke_rgb(red, green, blue);
            draw(canvas);
        });
    }

    fn to_point(&self, x: f32, y: f32) -> (f32, f32) {
        (round_to_hundredths(x), round_to_hundredths(self.format.height - y))
    }
}

impl Tint {
    /// Shares of red, green and blue; `None` for black, with which a page begins.
    fn rgb(self) -> Option<[f32; 3]> {
        let parts: [u8; 3] = match self {
            Self::Black => return None,
            Self::White => [0xFF, 0xFF, 0xFF],
            Self::Soft => [0x4A, 0x5B, 0x60],
            Self::Teal => [0x0B, 0x5C, 0x63],
            Self::Accent => [0xD9, 0x80, 0x32],
        };
        Some(parts.map(|part| round_to_ten_thousandths(f32::from(part) / 255.0)))
    }
}

/// A text as the fonts encode it: UTF-16 (`fonts/embedding.rs`).
fn encode_text(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Rounds to a hundredth of a point: finer than any printer, and short in the file.
fn round_to_hundredths(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn round_to_ten_thousandths(number: f32) -> f32 {
    (number * 10_000.0).round() / 10_000.0
}
