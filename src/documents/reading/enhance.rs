//! Image enhancement for reading QR codes.

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

/// Stretches the contrast: the darkest and the lightest 1 % become black and white.
pub(super) fn stretch_contrast(image: &GrayImage) -> GrayImage {
    let mut counts = [0_usize; 256];
    for Luma([light]) in image.pixels() {
        counts[usize::from(*light)] += 1;
    }
    let few = image.as_raw().len() / 100;
    let dark = count_levels_until(counts.iter(), few);
    let light = 255_u8.saturating_sub(count_levels_until(counts.iter().rev(), few));
    let range = u16::from(light.saturating_sub(dark)).max(1);
    let mut out = image.clone();
    for Luma([pixel]) in out.pixels_mut() {
        let part = u16::from(pixel.saturating_sub(dark)).min(range) * 255 / range;
        *pixel = u8::try_from(part).unwrap_or(u8::MAX);
    }
    out
}

/// Number of levels passed before their pixels exceed `few`.
fn count_levels_until<'a>(counts: impl Iterator<Item = &'a usize>, few: usize) -> u8 {
    let mut passed = 0;
    let before = counts.take_while(|count| {
        passed += **count;
        passed <= few
    });
    u8::try_from(before.count()).unwrap_or(u8::MAX)
}

/// Averages two by two pixels into one.
pub(super) fn halve_size(image: &GrayImage) -> GrayImage {
    let (width, height) = image.dimensions();
    imageops::resize(image, (width / 2).max(1), (height / 2).max(1), FilterType::Triangle)
}

/// Doubles the size with smooth interpolation.
pub(super) fn double_size(image: &GrayImage) -> GrayImage {
    imageops::resize(image, image.width() * 2, image.height() * 2, FilterType::CatmullRom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pale_becomes_black_and_white() {
        let pale = GrayImage::from_fn(10, 10, |x, _| Luma([if x < 5 { 100 } else { 150 }]));
        let clear = stretch_contrast(&pale);
        assert_eq!((clear.get_pixel(0, 0)[0], clear.get_pixel(9, 0)[0]), (0, 255));
        assert_eq!(stretch_contrast(&GrayImage::from_pixel(3, 3, Luma([7]))).dimensions(), (3, 3));
    }

    #[test]
    fn sizes_are_halved_and_doubled() {
        let image = GrayImage::new(7, 1);
        assert_eq!((halve_size(&image).dimensions(), double_size(&image).dimensions()), ((3, 1), (14, 2)));
    }
}
