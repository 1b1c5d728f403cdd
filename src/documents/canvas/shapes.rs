//! Lines, frames, symbols and strokes.

use pdf_writer::types::{LineCapStyle, LineJoinStyle};

use super::Canvas;
use crate::qr::QrSymbol;

const RULE_THICKNESS: f32 = 0.7;

impl Canvas {
    pub(crate) fn draw_rule(&mut self, x: f32, y: f32, length: f32) {
        self.content.set_line_width(RULE_THICKNESS);
        self.draw_polyline(&[(x, y), (x + length, y)]);
    }

    pub(super) fn draw_dots(&mut self, x: f32, y: f32, length: f32) {
        self.with_saved_state(|canvas| {
            canvas.content.set_dash_pattern([0.0, 2.6], 0.0);
            canvas.content.set_line_cap(LineCapStyle::RoundCap).set_line_width(0.8);
            canvas.draw_polyline(&[(x, y), (x + length.max(0.0), y)]);
        });
    }

    /// Draws the outline of a rectangle.
    pub(crate) fn draw_frame(&mut self, x: f32, y: f32, width: f32, height: f32, thickness: f32) {
        self.draw_artifact(|canvas| {
            canvas.with_saved_state(|canvas| {
                canvas.content.set_line_width(thickness).set_stroke_gray(0.25);
                let (right, bottom) = (x + width, y + height);
                canvas.draw_polyline(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]);
            });
        });
    }

    pub(super) fn draw_empty_frame(&mut self, x: f32, y: f32, side: f32) {
        self.draw_artifact(|canvas| {
            canvas.with_saved_state(|canvas| {
                canvas.content.set_dash_pattern([3.0, 3.0], 0.0);
                canvas.draw_frame(x, y, side, side, 0.6);
            });
        });
    }

    /// Draws a symbol as one filled path of integer rectangles under one transform. That takes a seventh of the bytes of
    /// free coordinates, and leaves no hairlines between modules.
    pub(super) fn draw_symbol(&mut self, x: f32, y: f32, side: f32, symbol: &QrSymbol) {
        let module = side / f32::from(symbol.width());
        self.with_saved_state(|canvas| {
            let (x, y) = canvas.to_point(x, y);
            canvas.content.transform([module, 0.0, 0.0, -module, x, y]);
            for (column, row, length) in symbol.runs() {
                canvas.content.rect(column.into(), row.into(), length.into(), 1.0);
            }
            canvas.content.fill_nonzero();
        });
    }

    /// Draws strokes in blue, as NĐ 30/2020 requires for the image of a signature.
    pub(super) fn draw_ink(&mut self, left: f32, top: f32, strokes: &[Vec<(f32, f32)>]) {
        self.with_saved_state(|canvas| {
            canvas.content.set_stroke_rgb(0.05, 0.15, 0.6);
            canvas.set_round_pen(1.3);
            for stroke in strokes {
                canvas.draw_polyline(&stroke.iter().map(|(x, y)| (left + x, top + y)).collect::<Vec<_>>());
            }
        });
    }

    fn set_round_pen(&mut self, thickness: f32) {
        self.content.set_line_width(thickness);
        self.content.set_line_cap(LineCapStyle::RoundCap).set_line_join(LineJoinStyle::RoundJoin);
    }

    pub(crate) fn draw_polyline(&mut self, points: &[(f32, f32)]) {
        self.add_path(points);
        self.content.stroke();
    }

    fn add_path(&mut self, points: &[(f32, f32)]) {
        for (number, (x, y)) in points.iter().enumerate() {
            let (x, y) = self.to_point(*x, *y);
            if number == 0 {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
        }
    }

    /// Draws a line with round caps and joins.
    pub(crate) fn draw_round_line(&mut self, points: &[(f32, f32)], thickness: f32) {
        self.with_saved_state(|canvas| {
            canvas.set_round_pen(thickness);
            canvas.draw_polyline(points);
        });
    }

    /// Draws a filled polygon, or with `stroked` (the thickness) only its outline.
    pub(crate) fn draw_area(&mut self, points: &[(f32, f32)], stroked: Option<f32>) {
        if let Some(thickness) = stroked {
            self.content.set_line_width(thickness);
        }
        self.add_path(points);
        if stroked.is_some() {
            self.content.close_and_stroke();
        } else {
            self.content.fill_nonzero();
        }
    }
}
