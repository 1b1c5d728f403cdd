//! Paragraphs: text and style, before they are broken into lines.

use crate::fonts::FontFace;

/// Points per millimetre.
const POINTS_PER_MM: f32 = 72.0 / 25.4;

pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * POINTS_PER_MM
}

/// Text in one face.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) face: FontFace,
    pub(crate) text: String,
}

/// Alignment of lines in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Justified,
}

/// Colours. Only the decal uses others than black: documents under NĐ 30/2020 are black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tint {
    #[default]
    Black,
    White,
    Soft,
    Teal,
    Accent,
}

/// A paragraph, built with methods: `Paragraph::new(13.0).bold("...").centred()`. Lengths are in points.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) spans: Vec<Span>,
    pub(crate) size: f32,
    /// Line height as a multiple of the size.
    pub(crate) leading: f32,
    pub(crate) align: Align,
    /// Indent of the first line.
    pub(crate) first: f32,
    /// Indent of the other lines.
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

    fn with(mut self, face: FontFace, text: impl Into<String>) -> Self {
        self.spans.push(Span { face, text: text.into() });
        self
    }

    pub(crate) fn regular(self, text: impl Into<String>) -> Self {
        self.with(FontFace::Regular, text)
    }

    pub(crate) fn bold(self, text: impl Into<String>) -> Self {
        self.with(FontFace::Bold, text)
    }

    pub(crate) fn italic(self, text: impl Into<String>) -> Self {
        self.with(FontFace::Italic, text)
    }

    pub(crate) fn bold_italic(self, text: impl Into<String>) -> Self {
        self.with(FontFace::BoldItalic, text)
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

    /// Indents the first line, as in the body of Vietnamese documents.
    pub(crate) fn indented(self, first: f32) -> Self {
        Self { first, ..self }
    }

    /// Indents all lines but the first, as in lists.
    pub(crate) fn hanging(self, rest: f32) -> Self {
        Self { rest, ..self }
    }
}
