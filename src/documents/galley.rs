//! A galley: a column of set type and rules, measured, but not yet on a page.

use crate::layout::SetLine;
use crate::qr::QrSymbol;
use crate::text::Paragraph;

/// What can stand in a galley.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Text(SetLine),
    /// A solid rule from `x`, in the middle of its height.
    Rule {
        x: f32,
        length: f32,
    },
    /// A dotted line to write on by hand, at the foot of its height.
    Dots {
        x: f32,
        length: f32,
    },
    /// A QR symbol of a side in points.
    Symbol {
        x: f32,
        side: f32,
        symbol: QrSymbol,
    },
    /// The edges of a table's cell, as high as the item.
    Cell {
        x: f32,
        width: f32,
    },
    /// Where a symbol will stand once there is one.
    EmptyFrame {
        x: f32,
        side: f32,
    },
    /// A signature drawn by hand: strokes in points from the item's top left.
    Ink(Vec<Vec<(f32, f32)>>),
    /// The text is a link. Covers what was set last, so it adds no height.
    Link {
        address: String,
        covered: f32,
    },
}

/// An item with its place, counted from the galley's top left.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) height: f32,
    pub(crate) item: Item,
}

/// A column of items of a given width, that grows downwards.
#[derive(Debug, Clone)]
pub(crate) struct Galley {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<Placed>,
}

impl Galley {
    pub(crate) fn new(width: f32) -> Self {
        Self { width, height: 0.0, items: Vec::new() }
    }

    pub(crate) fn gap(&mut self, height: f32) {
        self.height += height;
    }

    pub(crate) fn add(&mut self, height: f32, item: Item) {
        self.items.push(Placed { left: 0.0, top: self.height, height, item });
        self.height += height;
    }

    pub(crate) fn paragraph(&mut self, paragraph: &Paragraph) {
        for line in paragraph.set(self.width) {
            self.add(line.leading, Item::Text(line));
        }
    }

    /// How far the widest line of a paragraph reaches in this column.
    pub(crate) fn reach(&self, paragraph: &Paragraph) -> f32 {
        paragraph.set(self.width).iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// A rule in the middle of the column.
    pub(crate) fn centred_rule(&mut self, length: f32) {
        let length = length.min(self.width);
        // Clear of the dots below letters such as "ụ".
        self.gap(1.5);
        self.add(3.0, Item::Rule { x: (self.width - length) / 2.0, length });
    }

    /// A label and a value, or a dotted line in the value's place where it is still to be written by hand.
    pub(crate) fn fact(&mut self, label: Paragraph, value: &str) {
        if value.trim().is_empty() {
            return self.blank(&label);
        }
        self.paragraph(&label.regular(" ").regular(value));
    }

    fn blank(&mut self, label: &Paragraph) {
        self.paragraph(label);
        let Some(Placed { item: Item::Text(line), height, .. }) = self.items.last() else { return };
        let (x, height) = (line.x + line.width + 4.0, *height);
        self.height -= height;
        self.add(height, Item::Dots { x, length: self.width - x });
    }

    /// Puts an item at the present height without going on.
    pub(crate) fn add_over(&mut self, height: f32, item: Item) {
        self.items.push(Placed { left: 0.0, top: self.height, height, item });
    }

    /// Puts another galley's items at a place below the present height, without going on.
    pub(crate) fn over(&mut self, other: Galley, left: f32, down: f32) {
        let top = self.height + down;
        let moved = other.items.into_iter().map(|p| Placed { left: left + p.left, top: top + p.top, ..p });
        self.items.extend(moved);
    }

    /// Puts another galley below this one.
    pub(crate) fn append(&mut self, other: Galley) {
        self.beside(other, 0.0, Galley::new(0.0));
    }

    /// Puts two galleys below this one, side by side, the second from `x`.
    pub(crate) fn beside(&mut self, left: Galley, x: f32, right: Galley) {
        let height = left.height.max(right.height);
        self.over(left, 0.0, 0.0);
        self.over(right, x, 0.0);
        self.height += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_becomes_a_dotted_line_up_to_the_edge() {
        let mut galley = Galley::new(300.0);
        galley.fact(Paragraph::new(13.0).regular("Nơi cư trú:"), " ");
        let Item::Dots { x, length } = galley.items[1].item else { panic!("{:?}", galley.items) };
        assert!((x + length - 300.0).abs() < 0.01 && x > 50.0);
        assert_eq!(galley.height, 13.0 * 1.25, "on the label's own line");
    }
}
