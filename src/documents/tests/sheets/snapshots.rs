//! Picture comparison of the certificates with the twenty longest names. To draw new reference pictures:
//! `cargo build --workspace --examples && target/debug/examples/snapshots`. Inspect them before committing.

use camket_documents::{check_certificate_fits, render_certificate, render_decal, render_tested_certificate};
use image::GrayImage;

use crate::long_names::{VENUES, certificate};
use crate::reader::{assert_tidy, pages};
use crate::samples;
use crate::thumbnail::{path, thumbnail};

/// Maximum mean difference of brightness over the page, for other versions of poppler.
const TOLERANCE: f32 = 4.0;
/// Maximum mean difference in any square of 12 pixels, which detects a missing word.
const SQUARE_TOLERANCE: f32 = 40.0;
const SQUARE: usize = 12;

/// Mean difference of two pictures, and the maximum mean difference of any square.
fn measure_difference(a: &GrayImage, b: &GrayImage) -> (f32, f32) {
    assert_eq!(a.dimensions(), b.dimensions());
    let columns = (a.width() as usize).div_ceil(SQUARE);
    let mut squares = vec![0_u32; columns * (a.height() as usize).div_ceil(SQUARE)];
    for ((x, y, one), other) in a.enumerate_pixels().zip(b.pixels()) {
        let square = y as usize / SQUARE * columns + x as usize / SQUARE;
        squares[square] += u32::from(one[0].abs_diff(other[0]));
    }
    let all: u32 = squares.iter().sum();
    let most = squares.iter().copied().max().unwrap_or_default();
    (all as f32 / a.as_raw().len() as f32, most as f32 / (SQUARE * SQUARE) as f32)
}

#[test]
fn snapshots_of_the_longest_names_match() {
    for number in 0..VENUES.len() {
        let drawn = thumbnail(&render_certificate(&certificate(number)).unwrap());
        let kept = image::open(path(number)).unwrap().into_luma8();
        let (mean, most) = measure_difference(&drawn, &kept);
        assert!(mean <= TOLERANCE && most <= SQUARE_TOLERANCE, "{number}: {mean} {most}");
    }
}

#[test]
fn snapshot_of_another_name_differs() {
    let [a, b] = [0, 1].map(|number| image::open(path(number)).unwrap().into_luma8());
    let (mean, most) = measure_difference(&a, &b);
    assert!(mean > TOLERANCE || most > SQUARE_TOLERANCE, "{mean} {most}");
}

#[test]
fn the_longest_names_fit_and_are_said_in_full() {
    for number in 0..VENUES.len() {
        let sheet = certificate(number);
        check_certificate_fits(&sheet).unwrap();
        let pdf = render_tested_certificate(&sheet, 7).unwrap();
        assert_tidy(&pdf);
        let pages = pages(&pdf);
        assert_eq!(pages.len(), 1);
        let (name, address) = (sheet.venue.name.to_uppercase(), &sheet.venue.address);
        assert!(pages[0].contains(&name), "{name}: {}", pages[0]);
        assert!(pages[0].contains(address), "{address}: {}", pages[0]);
    }
}

#[test]
fn the_longest_names_stand_on_a_decal() {
    for (name, _, _) in VENUES {
        let mut sheet = samples::decal();
        sheet.venue = name.into();
        let pages = pages(&render_decal(&sheet).unwrap());
        assert!(pages[0].contains(&name.to_uppercase()), "{name}: {}", pages[0]);
    }
}
