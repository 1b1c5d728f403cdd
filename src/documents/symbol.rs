//! QR symbols in a document: large enough to be scanned from a wall, with an empty quiet zone.

use crate::galley::{Galley, GalleyItem};
use crate::qr::{QUIET_ZONE, QrSymbol};
use crate::text::mm;

/// Minimum side of a module, in points, that phones scan from a wall.
pub(crate) const MIN_MODULE: f32 = mm(0.5);

/// A symbol at the left of a column, with side `side` (larger if its modules need it) and its quiet zone above and below.
/// The caller keeps the quiet zone to its right free.
pub(crate) fn build_block(symbol: &QrSymbol, side: f32, column: f32) -> Galley {
    let mut galley = Galley::new(column);
    add_symbol(&mut galley, symbol, side, |_| 0.0);
    galley
}

/// A symbol centred in a column.
pub(crate) fn build_centred(symbol: &QrSymbol, side: f32, column: f32) -> Galley {
    let mut galley = Galley::new(column);
    add_symbol(&mut galley, symbol, side, |side| (column - side) / 2.0);
    galley
}

fn add_symbol(galley: &mut Galley, symbol: &QrSymbol, side: f32, x: impl Fn(f32) -> f32) {
    let modules = f32::from(symbol.width());
    let side = side.max(MIN_MODULE * modules);
    let quiet = side / modules * f32::from(QUIET_ZONE);
    galley.add_gap(quiet + 2.0);
    galley.add_item(side, GalleyItem::Symbol { x: x(side), side, symbol: symbol.clone() });
    galley.add_gap(quiet);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_is_large_enough_and_nothing_stands_in_its_quiet_zone() {
        for length in [40, 400, 590] {
            let symbol = QrSymbol::encode(&"A".repeat(length)).unwrap();
            let galley = build_block(&symbol, mm(36.0), mm(74.0));
            let side = galley.items[0].height;
            let module = side / f32::from(symbol.width());
            let quiet = module * f32::from(QUIET_ZONE);
            assert!((mm(35.0)..=mm(40.0)).contains(&side), "{side}");
            assert!(module >= MIN_MODULE - 0.001);
            assert!(
                galley.items[0].top >= quiet && galley.height >= galley.items[0].top + side + quiet - 0.01
            );
            assert!(side + quiet <= galley.width, "nor does the other column");
        }
    }
}
