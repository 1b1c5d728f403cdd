//! Uploaded pictures: encoded again, which removes the camera's metadata (place, time, device).

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

/// Maximum length of the longer side in pixels: a document on a wall stays readable.
pub const MAX_SIDE: u32 = 1600;

/// Maximum side of an input picture in pixels.
const MAX_INPUT_SIDE: u32 = 12_000;
/// Maximum pixels of an input picture: telephones take 12 and 50 million.
pub(crate) const MAX_INPUT_PIXELS: u64 = 52_000_000;
/// Maximum memory of a decoded picture, in bytes: three for each pixel.
const MAX_DECODED_BYTES: u64 = 3 * MAX_INPUT_PIXELS;
const QUALITY: u8 = 80;

/// The bytes are not a JPEG or PNG picture that can be decoded within the limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a picture that can be read")]
pub struct PhotoError;

/// Encodes a picture again as JPEG: upright, at most `longest` pixels on its longer side, without metadata.
pub fn reencode(bytes: &[u8], longest: u32) -> Result<Vec<u8>, PhotoError> {
    encode(&decode(bytes, longest)?)
}

/// The picture, upright, with at most `longest` pixels on its longer side.
pub(crate) fn decode(bytes: &[u8], longest: u32) -> Result<DynamicImage, PhotoError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_INPUT_SIDE);
    limits.max_image_height = Some(MAX_INPUT_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoError)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PhotoError)?;
    check_size(&decoder)?;
    // The orientation is the only metadata that is needed.
    let upright = decoder.orientation().map_err(|_| PhotoError)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| PhotoError)?;
    let mut picture = shrink(picture, longest);
    picture.apply_orientation(upright);
    Ok(picture)
}

/// The picture as JPEG.
pub(crate) fn encode(picture: &DynamicImage) -> Result<Vec<u8>, PhotoError> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&picture.to_rgb8())
        .map_err(|_| PhotoError)?;
    Ok(jpeg)
}

/// Checks what the header says, before memory is taken for the pixels: a small file can say that it is huge.
fn check_size(decoder: &impl ImageDecoder) -> Result<(), PhotoError> {
    let (width, height) = decoder.dimensions();
    let fits = u64::from(width) * u64::from(height) <= MAX_INPUT_PIXELS;
    if fits && decoder.total_bytes() <= MAX_DECODED_BYTES { Ok(()) } else { Err(PhotoError) }
}

/// The picture with at most `longest` pixels on its longer side.
fn shrink(picture: DynamicImage, longest: u32) -> DynamicImage {
    let side = picture.width().max(picture.height());
    if side <= longest {
        return picture;
    }
    // Averages first: the filter keeps four floats for each pixel of a picture as wide as the one it is given.
    let near = if side > 2 * longest { picture.thumbnail(2 * longest, 2 * longest) } else { picture };
    near.resize(longest, longest, FilterType::Triangle)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    fn sent(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, _| Rgb([u8::try_from(x % 256).unwrap(), 90, 30]));
        let mut bytes = Vec::new();
        DynamicImage::from(picture).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    /// A JPEG with an Exif segment, as from a camera: orientation "turn right by 90 degrees" and identifying text.
    fn from_camera(width: u32, height: u32) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"11.5656N 108.9902E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let plain = sent(width, height, ImageFormat::Jpeg);
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
    }

    fn size(jpeg: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn it_stands_upright_and_tells_nothing_of_the_camera() {
        let camera = from_camera(60, 40);
        assert!(camera.windows(8).any(|part| part == b"11.5656N"));
        let anew = reencode(&camera, 1600).unwrap();
        assert_eq!(size(&anew), (40, 60));
        for word in [&b"Exif"[..], b"11.5656N", b"108.9902E"] {
            assert!(!anew.windows(word.len()).any(|part| part == word));
        }
    }

    #[test]
    fn it_is_made_smaller_never_larger() {
        assert_eq!(size(&reencode(&sent(200, 100, ImageFormat::Png), 50).unwrap()), (50, 25));
        assert_eq!(size(&reencode(&sent(20, 10, ImageFormat::Jpeg), 50).unwrap()), (20, 10));
    }

    #[test]
    fn a_small_file_with_too_many_pixels_is_refused_before_it_is_decoded() {
        let sent = |width, height| {
            let mut bytes = Vec::new();
            let picture = image::GrayImage::new(width, height);
            DynamicImage::from(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
            bytes
        };
        let bomb = sent(9_000, 9_000);
        assert!(bomb.len() < 500_000, "{}", bomb.len());
        let decoder = |bytes: &[u8]| {
            ImageReader::with_format(Cursor::new(bytes.to_vec()), ImageFormat::Png).into_decoder().unwrap()
        };
        assert_eq!(check_size(&decoder(&bomb)), Err(PhotoError), "81 million pixels");
        assert_eq!(reencode(&bomb, 1600), Err(PhotoError));
        assert_eq!(check_size(&decoder(&sent(8_000, 6_000))), Ok(()), "48 million, as of a telephone");
        assert_eq!(size(&reencode(&sent(4_000, 3_000), 1600).unwrap()), (1600, 1200));
    }

    #[test]
    fn what_is_no_picture_or_claims_to_be_a_huge_one_is_refused() {
        let mut huge = sent(8, 8, ImageFormat::Png);
        // Width and height of the header, and its checksum (RFC 2083).
        huge[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let whole = sent(64, 64, ImageFormat::Png);
        for bytes in [&b""[..], b"%PDF-1.7", b"<svg onload='x'/>", &huge, &whole[..whole.len() / 2]] {
            assert_eq!(reencode(bytes, 1600), Err(PhotoError));
        }
    }
}
