//! Marked content: which drawing operations belong to which part of the page's structure (ISO 32000-1, 14.7 and 14.8).

use pdf_writer::Name;

use super::Canvas;
use crate::structure::{Element, Role};

/// The marked content of a page in its reading order, which is the drawing order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) elements: Vec<Element>,
    count: i32,
    /// Whether a sequence of the last element is open.
    open: bool,
    in_artifact: bool,
}

impl Canvas {
    /// Draws what is no content: rules, frames, page numbers (ISO 32000-1, 14.8.2.2).
    pub(crate) fn draw_artifact(&mut self, draw: impl FnOnce(&mut Self)) {
        if self.marks.in_artifact {
            return draw(self);
        }
        self.close_mark();
        self.content.begin_marked_content(Name(b"Artifact"));
        self.marks.in_artifact = true;
        draw(self);
        self.marks.in_artifact = false;
        self.content.end_marked_content();
    }

    /// Draws a picture with a text in its place for those who do not see it.
    pub(super) fn draw_figure(&mut self, alt: &'static str, draw: impl FnOnce(&mut Self)) {
        self.close_mark();
        self.marks.elements.push(Element { role: Role::Figure(alt), marks: 0 });
        self.open_mark();
        draw(self);
        self.close_mark();
    }

    /// Marks a line of text as part of its paragraph. The lines of a paragraph are drawn one after another.
    pub(super) fn mark_line(&mut self, is_first: bool) {
        if self.marks.in_artifact || (self.marks.open && !is_first) {
            return;
        }
        self.close_mark();
        let goes_on =
            !is_first && self.marks.elements.last().is_some_and(|last| last.role == Role::Paragraph);
        if !goes_on {
            self.marks.elements.push(Element { role: Role::Paragraph, marks: 0 });
        }
        self.open_mark();
    }

    fn open_mark(&mut self) {
        let Some(element) = self.marks.elements.last_mut() else { return };
        element.marks += 1;
        let tag = element.role.structure_type().to_name();
        let mut mark = self.content.begin_marked_content_with_properties(tag);
        mark.properties().identify(self.marks.count);
        drop(mark);
        self.marks.count += 1;
        self.marks.open = true;
    }

    pub(super) fn close_mark(&mut self) {
        if std::mem::take(&mut self.marks.open) {
            self.content.end_marked_content();
        }
    }
}
