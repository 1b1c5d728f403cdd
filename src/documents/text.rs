//! What a paragraph says and how it is to look, before it is set into lines.

use crate::fonts::Face;
use crate::layout::{self, SetLine};

/// Points per millimetre.
const MM: f32 = 72.0 / 25.4;

pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * MM
}

/// A stretch of text in one face.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) face: Face,
    pub(crate) text: String,
}

/// How the lines of a paragraph stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Justified,
}

/// What is printed in another colour than black: our own marks on a door. A paper of NĐ 30/2020 is black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tint {
    #[default]
    Black,
    White,
    Soft,
    Teal,
    Accent,
}

/// One paragraph: its spans, size and shape. Built like a sentence: `Paragraph::new(13.0).bold("...").centred()`.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) spans: Vec<Span>,
    pub(crate) size: f32,
    /// Height of a line, in sizes.
    pub(crate) leading: f32,
    pub(crate) align: Align,
    /// Where the first line starts, from the left of the column.
    pub(crate) first: f32,
    /// Where the other lines start.
    pub(crate) rest: f32,
    pub(crate) tint: Tint,
}

impl Paragraph {
    pub(crate) fn new(size: f32) -> Self {
        Self {
            spans: Vec::new(),
            size,
            leading: 1.25,
            align: Align::Left,
            first: 0.0,
            rest: 0.0,
            tint: Tint::Black,
        }
    }

    fn with(mut self, face: Face, text: impl Into<String>) -> Self {
        self.spans.push(Span { face, text: text.into() });
        self
    }

    pub(crate) fn regular(self, text: impl Into<String>) -> Self {
        self.with(Face::Regular, text)
    }

    pub(crate) fn bold(self, text: impl Into<String>) -> Self {
        self.with(Face::Bold, text)
    }

    pub(crate) fn italic(self, text: impl Into<String>) -> Self {
        self.with(Face::Italic, text)
    }

    pub(crate) fn bold_italic(self, text: impl Into<String>) -> Self {
        self.with(Face::BoldItalic, text)
    }

    pub(crate) fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    pub(crate) fn justified(self) -> Self {
        Self { align: Align::Justified, ..self }
    }

    pub(crate) fn leading(self, leading: f32) -> Self {
        Self { leading, ..self }
    }

    pub(crate) fn tinted(self, tint: Tint) -> Self {
        Self { tint, ..self }
    }

    /// The first line starts further in, as the body of a Vietnamese paper does.
    pub(crate) fn indented(self, first: f32) -> Self {
        Self { first, ..self }
    }

    /// All lines but the first start further in, as those of a list do.
    pub(crate) fn hanging(self, rest: f32) -> Self {
        Self { rest, ..self }
    }

    pub(crate) fn set(&self, width: f32) -> Vec<SetLine> {
        layout::set(self, width)
    }

    /// The same paragraph in the largest size, down to `least`, at which it takes at most `lines` lines. A text that is
    /// too long even then keeps the least size and takes the lines it needs: it may get tall, never wide.
    pub(crate) fn shrunk(mut self, width: f32, lines: usize, least: f32) -> Self {
        while self.size > least && self.set(width).len() > lines {
            self.size = (self.size - 0.5).max(least);
        }
        self
    }
}
