//! Distribution of galleys over pages.

use crate::canvas::Canvas;
use crate::galley::Galley;
use crate::paper;

/// Pages that are filled from top to bottom.
pub(crate) struct Flow {
    full: Vec<Canvas>,
    canvas: Canvas,
    y: f32,
}

impl Flow {
    pub(crate) fn new() -> Self {
        let mut flow = Self { full: Vec::new(), canvas: Canvas::default(), y: paper::TOP };
        flow.begin_page();
        flow
    }

    pub(crate) fn finish(mut self) -> Vec<Canvas> {
        self.full.push(self.canvas);
        self.full
    }

    /// Adds white space, except at the top of a page.
    pub(crate) fn add_gap(&mut self, height: f32) {
        if self.y > paper::TOP {
            self.y += height;
        }
    }

    /// Adds a galley in a thin frame, on one page.
    pub(crate) fn add_framed(&mut self, galley: &Galley, padding: f32) {
        let height = galley.height + 2.0 * padding;
        self.require_height(height);
        self.canvas.draw_frame(paper::LEFT, self.y, galley.width + 2.0 * padding, height, 0.5);
        self.canvas.draw_galley(paper::LEFT + padding, self.y + padding, galley);
        self.y += height;
    }

    /// Adds a galley that is not broken if it fits on one page.
    pub(crate) fn add_unbroken(&mut self, galley: &Galley) {
        if galley.height <= paper::HEIGHT {
            self.require_height(galley.height);
        }
        self.add_breakable(galley);
    }

    /// Adds a galley that may be broken between any two of its items.
    pub(crate) fn add_breakable(&mut self, galley: &Galley) {
        let mut start = 0.0;
        for placed in &galley.items {
            let bottom = self.y + placed.top - start + placed.height;
            if bottom > paper::BOTTOM + 0.01 {
                self.start_next_page();
                start = placed.top;
            }
            self.canvas.draw_item(paper::LEFT, self.y - start, placed);
        }
        self.y += galley.height - start;
    }

    /// Starts a new page if less than `height` is left. Returns whether it did.
    pub(crate) fn require_height(&mut self, height: f32) -> bool {
        let full = self.y + height > paper::BOTTOM + 0.01 && self.y > paper::TOP;
        if full {
            self.start_next_page();
        }
        full
    }

    fn start_next_page(&mut self) {
        self.full.push(std::mem::take(&mut self.canvas));
        self.y = paper::TOP;
        self.begin_page();
    }

    fn begin_page(&mut self) {
        paper::draw_page_number(&mut self.canvas, self.full.len() + 1);
    }
}
