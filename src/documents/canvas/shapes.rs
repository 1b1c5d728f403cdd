//! Lines, frames, symbols and strokes.

use printpdf::{
    Color, CurTransMat, DictItem, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Op,
    PaintMode, Polygon, PolygonRing, Pt, Rgb, WindingOrder,
};

use super::{Canvas, grey_color, round_to_hundredths};
use crate::qr::QrSymbol;

const RULE_THICKNESS: f32 = 0.7;

impl Canvas {
    pub(crate) fn draw_rule(&mut self, x: f32, y: f32, length: f32) {
        self.ops.push(Op::SetOutlineThickness { pt: Pt(RULE_THICKNESS) });
        self.draw_polyline(&[(x, y), (x + length, y)]);
    }

    pub(super) fn draw_dots(&mut self, x: f32, y: f32, length: f32) {
        self.with_saved_state(|canvas| {
            canvas.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[0.0, 2.6]) });
            canvas.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
            canvas.ops.push(Op::SetOutlineThickness { pt: Pt(0.8) });
            canvas.draw_polyline(&[(x, y), (x + length.max(0.0), y)]);
        });
    }

    /// Draws the outline of a rectangle.
    pub(crate) fn draw_frame(&mut self, x: f32, y: f32, width: f32, height: f32, thickness: f32) {
        self.draw_artifact(|canvas| {
            canvas.with_saved_state(|canvas| {
                canvas.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
                canvas.ops.push(Op::SetOutlineColor { col: grey_color(0.25) });
                let (right, bottom) = (x + width, y + height);
                canvas.draw_polyline(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]);
            });
        });
    }

    pub(super) fn draw_empty_frame(&mut self, x: f32, y: f32, side: f32) {
        self.draw_artifact(|canvas| {
            canvas.with_saved_state(|canvas| {
                canvas.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[3.0, 3.0]) });
                canvas.draw_frame(x, y, side, side, 0.6);
            });
        });
    }

    /// Draws a symbol as one filled path of integer rectangles under one transform. That takes a seventh of the bytes of
    /// free coordinates, and leaves no hairlines between modules.
    pub(super) fn draw_symbol(&mut self, x: f32, y: f32, side: f32, symbol: &QrSymbol) {
        let module = side / f32::from(symbol.width());
        self.with_saved_state(|canvas| {
            let matrix = [
                module,
                0.0,
                0.0,
                -module,
                round_to_hundredths(x),
                round_to_hundredths(canvas.format.height - y),
            ];
            canvas.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
            for (column, row, length) in symbol.runs() {
                let rectangle = [column, row, length, 1].map(|n| DictItem::Int(n.into()));
                canvas.ops.push(Op::Unknown { key: "re".into(), value: rectangle.into() });
            }
            canvas.ops.push(Op::Unknown { key: "f".into(), value: Vec::new() });
        });
    }

    /// Draws strokes in blue, as NĐ 30/2020 requires for the image of a signature.
    pub(super) fn draw_ink(&mut self, left: f32, top: f32, strokes: &[Vec<(f32, f32)>]) {
        self.with_saved_state(|canvas| {
            canvas.ops.push(Op::SetOutlineColor {
                col: Color::Rgb(Rgb { r: 0.05, g: 0.15, b: 0.6, icc_profile: None }),
            });
            canvas.ops.push(Op::SetOutlineThickness { pt: Pt(1.3) });
            canvas.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
            canvas.ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
            for stroke in strokes {
                canvas.draw_polyline(&stroke.iter().map(|(x, y)| (left + x, top + y)).collect::<Vec<_>>());
            }
        });
    }

    pub(crate) fn draw_polyline(&mut self, points: &[(f32, f32)]) {
        let points =
            points.iter().map(|(x, y)| LinePoint { p: self.to_point(*x, *y), bezier: false }).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// Draws a line with round caps and joins.
    pub(crate) fn draw_round_line(&mut self, points: &[(f32, f32)], thickness: f32) {
        self.with_saved_state(|canvas| {
            canvas.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
            canvas.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
            canvas.ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
            canvas.draw_polyline(points);
        });
    }

    /// Draws a filled polygon, or with `stroked` (the thickness) only its outline.
    pub(crate) fn draw_area(&mut self, points: &[(f32, f32)], stroked: Option<f32>) {
        let points =
            points.iter().map(|(x, y)| LinePoint { p: self.to_point(*x, *y), bezier: false }).collect();
        let mode = if stroked.is_some() { PaintMode::Stroke } else { PaintMode::Fill };
        if let Some(thickness) = stroked {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        }
        let polygon =
            Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }
}
