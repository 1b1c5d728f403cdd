//! Galleys: columns of text lines, rules and symbols, measured but not yet placed on a page. Lengths are in points.

use crate::layout::SetLine;
use crate::qr::QrSymbol;
use crate::text::Paragraph;

/// An element of a galley.
#[derive(Debug, Clone)]
pub(crate) enum GalleyItem {
    /// A line of text; the first one of a paragraph begins an element of the logical structure.
    Text { line: SetLine, is_first: bool },
    /// A solid rule from `x`, in the middle of the item's height.
    Rule { x: f32, length: f32 },
    /// A dotted line for handwriting, near the bottom of the item's height.
    Dots { x: f32, length: f32 },
    /// A QR symbol; `side` is without its quiet zone.
    Symbol { x: f32, side: f32, symbol: QrSymbol },
    /// The border of a table cell, as high as the item.
    Cell { x: f32, width: f32 },
    /// A dashed frame in place of a symbol, on previews.
    EmptyFrame { x: f32, side: f32 },
    /// A drawn signature: strokes in points from the item's top left.
    Ink(Vec<Vec<(f32, f32)>>),
    /// A link over the height `covered` above it. It adds no height.
    Link { address: String, covered: f32 },
}

/// An item with its position from the galley's top left.
#[derive(Debug, Clone)]
pub(crate) struct PlacedItem {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) height: f32,
    pub(crate) item: GalleyItem,
}

/// A column of items of a given width. Items are added at the bottom.
#[derive(Debug, Clone)]
pub(crate) struct Galley {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<PlacedItem>,
}

impl Galley {
    pub(crate) fn new(width: f32) -> Self {
        Self { width, height: 0.0, items: Vec::new() }
    }

    pub(crate) fn add_gap(&mut self, height: f32) {
        self.height += height;
    }

    pub(crate) fn add_item(&mut self, height: f32, item: GalleyItem) {
        self.items.push(PlacedItem { left: 0.0, top: self.height, height, item });
        self.height += height;
    }

    pub(crate) fn add_paragraph(&mut self, paragraph: &Paragraph) {
        for (number, line) in paragraph.set_lines(self.width).into_iter().enumerate() {
            self.add_item(line.leading, GalleyItem::Text { line, is_first: number == 0 });
        }
    }

    /// Width of the widest line of a paragraph in this column.
    pub(crate) fn measure_reach(&self, paragraph: &Paragraph) -> f32 {
        paragraph.set_lines(self.width).iter().map(|line| line.width).fold(0.0, f32::max)
    }

    pub(crate) fn add_centred_rule(&mut self, length: f32) {
        let length = length.min(self.width);
        // Space for the dots below letters such as "ụ".
        self.add_gap(1.5);
        self.add_item(3.0, GalleyItem::Rule { x: (self.width - length) / 2.0, length });
    }

    /// Adds a label and a value, or a dotted line if the value is empty.
    pub(crate) fn add_fact(&mut self, label: Paragraph, value: &str) {
        if value.trim().is_empty() {
            return self.add_blank(&label);
        }
        self.add_paragraph(&label.regular(" ").regular(value));
    }

    fn add_blank(&mut self, label: &Paragraph) {
        self.add_paragraph(label);
        let Some(PlacedItem { item: GalleyItem::Text { line, .. }, height, .. }) = self.items.last() else {
            return;
        };
        let (x, height) = (line.x + line.width + 4.0, *height);
        self.height -= height;
        self.add_item(height, GalleyItem::Dots { x, length: self.width - x });
    }

    /// Adds an item at the present height without increasing it.
    pub(crate) fn add_over(&mut self, height: f32, item: GalleyItem) {
        self.items.push(PlacedItem { left: 0.0, top: self.height, height, item });
    }

    /// Adds another galley's items below the present height without increasing it.
    pub(crate) fn add_galley_over(&mut self, other: Galley, left: f32, down: f32) {
        let top = self.height + down;
        let moved =
            other.items.into_iter().map(|p| PlacedItem { left: left + p.left, top: top + p.top, ..p });
        self.items.extend(moved);
    }

    /// Adds another galley below.
    pub(crate) fn append_galley(&mut self, other: Galley) {
        self.add_side_by_side(other, 0.0, Galley::new(0.0));
    }

    /// Adds two galleys below, side by side; the second starts at `x`.
    pub(crate) fn add_side_by_side(&mut self, left: Galley, x: f32, right: Galley) {
        let height = left.height.max(right.height);
        self.add_galley_over(left, 0.0, 0.0);
        self.add_galley_over(right, x, 0.0);
        self.height += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_becomes_a_dotted_line_up_to_the_edge() {
        let mut galley = Galley::new(300.0);
        galley.add_fact(Paragraph::new(13.0).regular("Nơi cư trú:"), " ");
        let GalleyItem::Dots { x, length } = galley.items[1].item else { panic!("{:?}", galley.items) };
        assert!((x + length - 300.0).abs() < 0.01 && x > 50.0);
        assert_eq!(galley.height, 13.0 * 1.25, "on the label's own line");
    }
}
