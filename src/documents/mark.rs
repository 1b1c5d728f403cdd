//! The logo: a seal with a tick, as on screen (`web/static/mark.svg`), 48 units wide.

use std::f32::consts::TAU;

use crate::canvas::Canvas;
use crate::text::Tint;

/// Number of scallops of the seal's edge.
const SCALLOPS: u8 = 12;

/// Draws the logo in white, for a dark background, with its top left at this position.
pub(crate) fn draw_mark(canvas: &mut Canvas, (left, top): (f32, f32), side: f32) {
    let unit = side / 48.0;
    let place = |(x, y): (f32, f32)| (left + x * unit, top + y * unit);
    let edge: Vec<_> = edge_points().map(place).collect();
    canvas.with_tint(Tint::White, |canvas| canvas.draw_area(&edge, None));
    let ring: Vec<_> = circle_points(15.2).map(place).collect();
    canvas.with_tint(Tint::Accent, |canvas| canvas.draw_area(&ring, Some(1.6 * unit)));
    let points = [(16.6, 24.6), (21.8, 29.8), (31.6, 19.0)].map(place);
    canvas.with_tint(Tint::Teal, |canvas| canvas.draw_round_line(&points, 4.4 * unit));
}

/// Points of the scalloped edge.
fn edge_points() -> impl Iterator<Item = (f32, f32)> {
    const STEPS: u8 = 10;
    (0..SCALLOPS).flat_map(|scallop| {
        (0..STEPS).map(move |step| {
            let part = f32::from(step) / f32::from(STEPS);
            let angle = TAU * (f32::from(scallop) + part) / f32::from(SCALLOPS);
            polar_point(angle, 18.6 + 3.0 * (part * TAU / 2.0).sin())
        })
    })
}

fn circle_points(radius: f32) -> impl Iterator<Item = (f32, f32)> {
    (0..72_u8).map(move |step| polar_point(TAU * f32::from(step) / 72.0, radius))
}

fn polar_point(angle: f32, radius: f32) -> (f32, f32) {
    (24.0 + radius * angle.sin(), 24.0 - radius * angle.cos())
}
