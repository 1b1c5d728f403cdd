//! Signature blocks: capacity, space for signature and seal, name.

use crate::galley::{Galley, GalleyItem};
use crate::text::{Paragraph, mm};

/// A signature drawn on a screen.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnSignature {
    /// Strokes of points (x, y), each 0 to 1 of the field's width and height, from its top left.
    pub strokes: Vec<Vec<(f32, f32)>>,
    /// Width of the field divided by its height.
    pub aspect_ratio: f32,
}

impl DrawnSignature {
    /// The strokes in points, scaled in proportion to fit a field of the given size, and centred in it.
    fn fit_to(&self, width: f32, height: f32) -> Vec<Vec<(f32, f32)>> {
        let ratio = if self.aspect_ratio.is_finite() { self.aspect_ratio.clamp(0.2, 10.0) } else { 2.0 };
        let drawn_width = width.min(height * ratio);
        let drawn_height = drawn_width / ratio;
        let (left, top) = ((width - drawn_width) / 2.0, (height - drawn_height) / 2.0);
        let point = |(x, y): &(f32, f32)| {
            (left + x.clamp(0.0, 1.0) * drawn_width, top + y.clamp(0.0, 1.0) * drawn_height)
        };
        let finite = |(x, y): &&(f32, f32)| x.is_finite() && y.is_finite();
        self.strokes
            .iter()
            .map(|stroke| stroke.iter().filter(finite).map(point).collect::<Vec<_>>())
            .filter(|stroke| !stroke.is_empty())
            .map(make_visible)
            .collect()
    }
}

/// Adds a second point to a stroke of one point, so that a dot is drawn.
fn make_visible(mut stroke: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    if let [(x, y)] = stroke[..] {
        stroke.push((x + 0.1, y));
    }
    stroke
}

/// Contents of a signature block.
#[derive(Debug)]
pub(crate) struct SignatureBlock<'a> {
    /// Lines, printed in capitals: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".
    pub(crate) capacity: &'a [String],
    /// Printed in italics below it: "(Ký, ghi rõ họ tên)".
    pub(crate) note: &'a str,
    pub(crate) drawing: Option<&'a DrawnSignature>,
    /// Printed in the signature field if the confirmation is in the register and not on paper.
    pub(crate) statement: &'a [String],
    pub(crate) name: &'a str,
    /// Height of the space for signature and seal, in points.
    pub(crate) room: f32,
    /// Minimum type size for long names.
    pub(crate) min_size: f32,
}

impl SignatureBlock<'_> {
    pub(crate) fn build_galley(&self, width: f32) -> Galley {
        let head = self.build_head(width);
        let height = head.height + self.room;
        self.add_field_and_name(head, height)
    }

    /// Two blocks side by side, with both names on the same line.
    pub(crate) fn build_pair(&self, other: &Self, width: f32) -> Galley {
        let half = width / 2.0;
        let (left, right) = (self.build_head(half), other.build_head(half));
        let height = (left.height + self.room).max(right.height + other.room);
        let mut galley = Galley::new(width);
        galley.add_side_by_side(
            self.add_field_and_name(left, height),
            half,
            other.add_field_and_name(right, height),
        );
        galley
    }

    /// Capacity and note.
    fn build_head(&self, width: f32) -> Galley {
        let mut galley = Galley::new(width);
        for line in self.capacity {
            let line = Paragraph::new(13.0).bold(line.to_uppercase()).centred();
            galley.add_paragraph(&line.shrink_to_fit(width, 2, self.min_size));
        }
        if !self.note.is_empty() {
            galley.add_paragraph(&Paragraph::new(11.0).italic(self.note).centred());
        }
        galley
    }

    /// Adds the signature field down to `height`, and the name below it.
    fn add_field_and_name(&self, mut galley: Galley, height: f32) -> Galley {
        if let Some(drawn) = self.drawing {
            galley.add_gap(mm(2.0));
            let field = self.room - mm(4.0);
            galley.add_item(field, GalleyItem::Ink(drawn.fit_to(galley.width, field)));
        }
        if !self.statement.is_empty() {
            galley.add_gap(mm(4.0));
        }
        for line in self.statement {
            let line = Paragraph::new(12.0).regular(line).centred();
            galley.add_paragraph(&line.shrink_to_fit(galley.width, 2, self.min_size));
        }
        galley.height = galley.height.max(height);
        let name = Paragraph::new(13.0).bold(self.name).centred();
        galley.add_paragraph(&name.shrink_to_fit(galley.width, 2, self.min_size));
        galley
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_signature_keeps_its_proportions_and_its_field() {
        let strokes = vec![vec![(0.0, 0.0), (1.0, 1.0), (f32::NAN, 0.5)], vec![(7.0, -3.0)], vec![]];
        let fitted = DrawnSignature { strokes, aspect_ratio: 2.0 }.fit_to(200.0, 50.0);
        assert_eq!(fitted[0], [(50.0, 0.0), (150.0, 50.0)]);
        assert_eq!(fitted[1], [(150.0, 0.0), (150.1, 0.0)], "a dot, pulled back into the field");
        assert_eq!(fitted.len(), 2);
    }
}
