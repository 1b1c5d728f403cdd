//! Damage of printed codes and of pictures of them.

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};

use crate::shots::Shot;

/// Kinds of damage.
#[derive(Debug, Clone, Copy)]
pub enum Degradation {
    Clean,
    Small,
    Blur,
    Jpeg15,
    Noise,
    Perspective,
    Degrees33,
    LowContrast,
    Glare,
    Torn8,
    Combination,
}

impl Degradation {
    pub const ALL: [Self; 11] = [
        Self::Clean,
        Self::Small,
        Self::Blur,
        Self::Jpeg15,
        Self::Noise,
        Self::Perspective,
        Self::Degrees33,
        Self::LowContrast,
        Self::Glare,
        Self::Torn8,
        Self::Combination,
    ];

    pub fn apply(self, shot: &Shot) -> GrayImage {
        let image = &shot.image;
        let mut grain = SeededNoise::new(shot.text.bytes().map(u64::from).sum());
        match self {
            Self::Clean => image.clone(),
            Self::Small => scale(image, 3.0 / shot.module),
            Self::Blur => blur(image, 0.4 * shot.module),
            Self::Jpeg15 => recompress(image, 15),
            Self::Noise => add_noise(image, 45.0, &mut grain),
            Self::Perspective => tilt(image, 0.25),
            Self::Degrees33 => rotate(image, 33.0),
            Self::LowContrast => reduce_contrast(image, 100.0, 50.0),
            Self::Glare => add_glare(image, shot.symbol, &mut grain),
            Self::Torn8 => tear_corner(image, shot.symbol, &mut grain),
            Self::Combination => {
                let image = tilt(&rotate(image, 8.0), 0.1);
                let image = reduce_contrast(&blur(&image, 0.25 * shot.module), 70.0, 120.0);
                recompress(&add_noise(&image, 8.0, &mut grain), 50)
            }
        }
    }
}

/// Pseudo-random numbers from a seed (SplitMix64).
pub struct SeededNoise(u64);

impl SeededNoise {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    pub fn byte(&mut self) -> u8 {
        self.word().to_be_bytes()[0]
    }

    /// 0 to 1.
    fn part(&mut self) -> f32 {
        f32::from(self.byte()) / 255.0
    }

    /// Approximately normal, with standard deviation 1.
    fn normal(&mut self) -> f32 {
        let sum: f32 = self.word().to_be_bytes().iter().map(|byte| f32::from(*byte) / 255.0 - 0.5).sum();
        sum / (8.0_f32 / 12.0).sqrt()
    }
}

fn to_pixel(value: f32) -> Luma<u8> {
    Luma([value.clamp(0.0, 255.0).round() as u8])
}

/// Brightness at a position between pixels (bilinear); white outside the picture.
fn sample(image: &GrayImage, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (right, down) = (x - left, y - top);
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && x < image.width() as f32 && y < image.height() as f32;
        if inside { f32::from(image.get_pixel(x as u32, y as u32)[0]) } else { 255.0 }
    };
    let upper = at(left, top) * (1.0 - right) + at(left + 1.0, top) * right;
    let lower = at(left, top + 1.0) * (1.0 - right) + at(left + 1.0, top + 1.0) * right;
    upper * (1.0 - down) + lower * down
}

/// A picture of this size whose pixels are sampled at the positions of `from`.
fn warp(image: &GrayImage, (width, height): (u32, u32), from: impl Fn(f32, f32) -> (f32, f32)) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = from(x as f32 + 0.5, y as f32 + 0.5);
        to_pixel(sample(image, x - 0.5, y - 0.5))
    })
}

fn scale(image: &GrayImage, factor: f32) -> GrayImage {
    let size = |side: u32| (side as f32 * factor).round() as u32;
    warp(image, (size(image.width()), size(image.height())), |x, y| (x / factor, y / factor))
}

fn rotate(image: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (image.width() as f32, image.height() as f32);
    let size = ((width * cos + height * sin) as u32, (width * sin + height * cos) as u32);
    let (half, other) = (size.0 as f32 / 2.0, size.1 as f32 / 2.0);
    warp(image, size, |x, y| {
        let (x, y) = (x - half, y - other);
        (x * cos + y * sin + width / 2.0, y * cos - x * sin + height / 2.0)
    })
}

/// Perspective from below and one side: the far edge is shorter by `part`.
fn tilt(image: &GrayImage, part: f32) -> GrayImage {
    let (width, height) = (image.width() as f32, image.height() as f32);
    let (sideways, down) = (part * 0.4 / width, part / height);
    warp(image, image.dimensions(), |x, y| {
        let depth = 1.0 + sideways * (width - x) + down * (height - y);
        // Scaled around the middle, which does not move.
        let middle = 1.0 + part * 0.2 + part * 0.5;
        let scale = depth / middle * 1.15;
        ((x - width / 2.0) * scale + width / 2.0, (y - height / 2.0) * scale + height / 2.0)
    })
}

/// Gaussian blur; the standard deviation is in pixels.
fn blur(image: &GrayImage, deviation: f32) -> GrayImage {
    let reach = (deviation * 3.0).ceil() as i32;
    let weight = |offset: i32| (-(offset as f32).powi(2) / (2.0 * deviation * deviation)).exp();
    let weights: Vec<f32> = (-reach..=reach).map(weight).collect();
    let all: f32 = weights.iter().sum();
    let pass = |image: &GrayImage, across: bool| {
        GrayImage::from_fn(image.width(), image.height(), |x, y| {
            let sum: f32 = (-reach..=reach)
                .zip(&weights)
                .map(|(offset, weight)| {
                    let (x, y) =
                        if across { (x as i32 + offset, y as i32) } else { (x as i32, y as i32 + offset) };
                    let x = x.clamp(0, image.width() as i32 - 1) as u32;
                    let y = y.clamp(0, image.height() as i32 - 1) as u32;
                    f32::from(image.get_pixel(x, y)[0]) * weight
                })
                .sum();
            to_pixel(sum / all)
        })
    };
    pass(&pass(image, true), false)
}

fn recompress(image: &GrayImage, quality: u8) -> GrayImage {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(image).unwrap();
    image::load_from_memory(&bytes).unwrap().into_luma8()
}

fn add_noise(image: &GrayImage, deviation: f32, grain: &mut SeededNoise) -> GrayImage {
    let mut noisy = image.clone();
    for pixel in noisy.pixels_mut() {
        *pixel = to_pixel(f32::from(pixel[0]) + deviation * grain.normal());
    }
    noisy
}

/// Reduces the contrast: black becomes `darkest`, white becomes `darkest + range`.
fn reduce_contrast(image: &GrayImage, darkest: f32, range: f32) -> GrayImage {
    let mut pale = image.clone();
    for pixel in pale.pixels_mut() {
        *pixel = to_pixel(darkest + f32::from(pixel[0]) / 255.0 * range);
    }
    pale
}

/// Reflection of a lamp: brighter around one place, and white in its middle.
fn add_glare(image: &GrayImage, (left, top, side): (f32, f32, f32), grain: &mut SeededNoise) -> GrayImage {
    let middle = (left + side * (0.45 + 0.2 * grain.part()), top + side * (0.45 + 0.2 * grain.part()));
    let mut glaring = image.clone();
    for (x, y, pixel) in glaring.enumerate_pixels_mut() {
        let distance = (x as f32 - middle.0).hypot(y as f32 - middle.1) / side;
        let glare = 420.0 * (-(distance / 0.1).powi(2)).exp() + 60.0 * (-(distance / 0.5).powi(2)).exp();
        *pixel = to_pixel(f32::from(pixel[0]) * 0.8 + glare);
    }
    glaring
}

/// Removes the corner without a finder pattern, 8 % of the symbol, along a ragged edge, in front of a grey wall.
fn tear_corner(image: &GrayImage, (left, top, side): (f32, f32, f32), grain: &mut SeededNoise) -> GrayImage {
    // A triangle with legs of 0.4 sides is 8 % of the square.
    let ragged: Vec<f32> = (0..32).map(|_| 0.02 * (grain.part() - 0.5)).collect();
    let mut torn = image.clone();
    for (x, y, pixel) in torn.enumerate_pixels_mut() {
        let (right, down) = ((x as f32 - left) / side, (y as f32 - top) / side);
        let along = ((right - down + 1.0) * 16.0).clamp(0.0, 31.0) as usize;
        if right + down > 1.6 + ragged[along] && right > -0.2 && down > -0.2 {
            *pixel = Luma([170]);
        }
    }
    torn
}
