//! Drawing of one page: turns lines of text, rules, symbols and strokes into PDF operations.
//!
//! Lengths are in points from the top left of the page; PDF itself counts from the bottom left.

mod marks;
mod runs;
mod shapes;

use printpdf::{
    Actions, BorderArray, Color, CurTransMat, Greyscale, LinkAnnotation, Op, Point, Pt, Rect, Rgb, TextItem,
};

use self::marks::Marks;
use self::runs::build_runs;
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

const SYMBOL_ALT: &str = "Mã QR để tra cứu giấy này";
const INK_ALT: &str = "Chữ ký";

/// The operations of one page, and the first error while drawing it.
#[derive(Debug)]
pub(crate) struct Canvas {
    pub(crate) format: PageFormat,
    ops: Vec<Op>,
    marks: Marks,
    used_characters: UsedCharacters,
    first_error: Option<DocumentError>,
}

/// A finished page.
#[derive(Debug)]
pub(crate) struct DrawnPage {
    pub(crate) ops: Vec<Op>,
    pub(crate) elements: Vec<Element>,
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
            ops: Vec::new(),
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
        let page = DrawnPage { ops: self.ops, elements: self.marks.elements };
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
        let pos = self.to_point(left + line.x, baseline);
        self.with_tint(line.tint, |canvas| {
            canvas.ops.push(Op::StartTextSection);
            canvas.ops.push(Op::SetTextCursor { pos });
            for (face, items) in build_runs(line) {
                canvas.record_characters(face, &items);
                canvas.ops.push(Op::SetFont { font: face.handle(), size: Pt(line.size) });
                canvas.ops.push(Op::ShowText { items });
            }
            canvas.ops.push(Op::EndTextSection);
        });
    }

    /// Records the characters of a text and checks that they are printable. All drawn text passes through here.
    fn record_characters(&mut self, face: FontFace, items: &[TextItem]) {
        for item in items {
            let TextItem::Text(text) = item else { continue };
            self.used_characters[face as usize].extend(text.chars());
            if let Err(error) = check_printable(text) {
                self.first_error.get_or_insert(error);
            }
        }
    }

    fn add_link(&mut self, x: f32, y: f32, height: f32, address: &str) {
        let corner = self.to_point(x, y + height);
        let width = self.format.width - mm(20.0) - x;
        let rect = Rect {
            x: corner.x,
            y: corner.y,
            width: Pt(round_to_hundredths(width)),
            height: Pt(round_to_hundredths(height)),
            mode: None,
            winding_order: None,
        };
        let border = BorderArray::Solid([0.0; 3]);
        let link = LinkAnnotation::new(rect, Actions::uri(address.into()), Some(border), None, None);
        self.ops.push(Op::LinkAnnotation { link });
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
        let items = vec![TextItem::Text(words)];
        self.record_characters(FontFace::Bold, &items);
        self.with_saved_state(|canvas| {
            let matrix = CurTransMat::Raw([cos, sin, -sin, cos, x, y].map(round_to_ten_thousandths));
            canvas.ops.push(Op::SetTransformationMatrix { matrix });
            canvas.ops.push(Op::SetFillColor { col: grey_color(0.88) });
            canvas.ops.push(Op::StartTextSection);
            canvas
                .ops
                .push(Op::SetFont { font: FontFace::Bold.handle(), size: Pt(round_to_hundredths(size)) });
            canvas.ops.push(Op::ShowText { items });
            canvas.ops.push(Op::EndTextSection);
        });
    }

    /// Draws with colours, widths and transforms that are reset afterwards.
    fn with_saved_state(&mut self, draw: impl FnOnce(&mut Self)) {
        self.ops.push(Op::SaveGraphicsState);
        draw(self);
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Draws with a colour, which is reset to black afterwards.
    pub(crate) fn with_tint(&mut self, tint: Tint, draw: impl FnOnce(&mut Self)) {
        if tint == Tint::Black {
            return draw(self);
        }
        self.with_saved_state(|canvas| {
            canvas.ops.push(Op::SetFillColor { col: tint.color() });
            canvas.ops.push(Op::SetOutlineColor { col: tint.color() });
            draw(canvas);
        });
    }

    fn to_point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(round_to_hundredths(x)), y: Pt(round_to_hundredths(self.format.height - y)) }
    }
}

impl Tint {
    fn color(self) -> Color {
        let rgb = |[r, g, b]: [u8; 3]| {
            let share = |part: u8| round_to_ten_thousandths(f32::from(part) / 255.0);
            Color::Rgb(Rgb { r: share(r), g: share(g), b: share(b), icc_profile: None })
        };
        match self {
            Self::Black => grey_color(0.0),
            Self::White => grey_color(1.0),
            Self::Soft => rgb([0x4A, 0x5B, 0x60]),
            Self::Teal => rgb([0x0B, 0x5C, 0x63]),
            Self::Accent => rgb([0xD9, 0x80, 0x32]),
        }
    }
}

fn grey_color(light: f32) -> Color {
    Color::Greyscale(Greyscale::new(light, None))
}

/// Rounds to a hundredth of a point: finer than any printer, and short in the file.
fn round_to_hundredths(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn round_to_ten_thousandths(number: f32) -> f32 {
    (number * 10_000.0).round() / 10_000.0
}
