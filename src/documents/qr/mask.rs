//! Choice of the mask of a symbol: the one with the lowest penalty (ISO/IEC 18004).
//!
//! The qrcode crate chooses the same mask module by module, which takes four times as long as all other steps. Here a row
//! of modules is the bits of one number. A test checks that both choose the same mask.

use qrcode::Color;
use qrcode::canvas::{Canvas, MaskPattern};

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The modules with the best mask, row by row; `true` is dark. The width is at most 127.
pub(super) fn apply_best_mask(canvas: &Canvas, width: usize) -> Vec<bool> {
    let under = |mask| {
        let mut canvas = canvas.clone();
        canvas.apply_mask(mask);
        canvas.into_colors().into_iter().map(|color| color == Color::Dark).collect::<Vec<_>>()
    };
    MASKS.into_iter().map(under).min_by_key(|modules| count_penalty(modules, width)).unwrap_or_default()
}

fn count_penalty(modules: &[bool], width: usize) -> u32 {
    let rows: Vec<u128> = modules.chunks(width).map(row_bits).collect();
    let columns = transpose(&rows, width);
    let lines = rows.iter().chain(&columns);
    let along: u32 = lines.map(|line| run_penalty(*line, width) + finder_penalty(*line, width)).sum();
    along + block_penalty(&rows, width) + imbalance_penalty(&rows, width)
}

fn row_bits(row: &[bool]) -> u128 {
    row.iter().rev().fold(0, |bits, dark| bits << 1 | u128::from(*dark))
}

fn transpose(rows: &[u128], width: usize) -> Vec<u128> {
    let mut columns = vec![0; width];
    for (y, row) in rows.iter().enumerate() {
        for (x, column) in columns.iter_mut().enumerate() {
            *column |= (row >> x & 1) << y;
        }
    }
    columns
}

/// One bit for each module that equals the next one.
fn equal_neighbours(line: u128, width: usize) -> u128 {
    !(line ^ line >> 1) & ((1 << (width - 1)) - 1)
}

/// Penalty of five or more equal modules in a row: their number minus two.
fn run_penalty(line: u128, width: usize) -> u32 {
    let alike = equal_neighbours(line, width);
    let long = alike & alike >> 1 & alike >> 2 & alike >> 3;
    let starts = long & !(long << 1);
    long.count_ones() + 2 * starts.count_ones()
}

/// Penalty of 40 for each pattern like a finder pattern, with four light modules or the edge on one side.
fn finder_penalty(line: u128, width: usize) -> u32 {
    let light = !line;
    let pattern = line & light >> 1 & line >> 2 & line >> 3 & line >> 4 & light >> 5 & line >> 6;
    let before = line << 1 | line << 2 | line << 3 | line << 4;
    let after = line >> 7 | line >> 8 | line >> 9 | line >> 10;
    let within = (1 << (width - 6)) - 1;
    40 * (pattern & within & (!before | !after)).count_ones()
}

/// Penalty of 3 for each square of four equal modules.
fn block_penalty(rows: &[u128], width: usize) -> u32 {
    let below = rows.iter().zip(rows.iter().skip(1));
    let squares = below.map(|(row, next)| {
        let same = !(row ^ next);
        (equal_neighbours(*row, width) & same & same >> 1).count_ones()
    });
    3 * squares.sum::<u32>()
}

/// Penalty for the difference of the share of dark modules from 50 %, in half per cents.
fn imbalance_penalty(rows: &[u128], width: usize) -> u32 {
    let dark: u32 = rows.iter().map(|row| row.count_ones()).sum();
    let all = u32::try_from(width * width).unwrap_or(u32::MAX);
    (dark * 200 / all).abs_diff(100)
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, QrCode};

    use super::super::{Correction, QrSymbol, segments};

    #[test]
    fn the_choice_is_that_of_the_crate() {
        for length in (0..300).step_by(7) {
            for correction in [Correction::M, Correction::Q] {
                let text = format!("https://a.vn/{}", &"7K3QF9XW2MAB".repeat(26)[..length]);
                let ours = QrSymbol::encode_with(&text, correction).unwrap();
                let bits = segments::encode_bits(&text, ours.version(), correction.level()).unwrap();
                let theirs = QrCode::with_bits(bits, correction.level()).unwrap().into_colors();
                let theirs = theirs.into_iter().map(|color| color == Color::Dark);
                assert!(ours.rows().flatten().copied().eq(theirs), "{length} {correction:?}");
            }
        }
    }
}
