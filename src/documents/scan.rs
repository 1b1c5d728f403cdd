//! Scanned and photographed papers: split into pages, encoded again without metadata, and read for the code on their cover
//! line.

mod objects;
mod pages;
mod raster;
mod values;

use image::{DynamicImage, GrayImage, imageops};

use self::pages::PagePicture;
use crate::photo::{self, PhotoError};
use crate::reading::read_qr;

/// Longest side of a kept page, in pixels: A4 at 220 dots an inch.
pub const MAX_SIDE: u32 = 2600;
/// Most pages of a PDF.
pub const MAX_PAGES: usize = 40;

/// Why a file has no pages that can be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ScanError {
    /// Neither a JPEG or PNG picture nor a PDF that can be read; also a PDF with a password.
    #[error("not a picture and not a PDF that can be read")]
    Unreadable,
    /// A page of the PDF, counted from 1, is not one picture of a kind that is read here.
    #[error("page {0} of the PDF is not one picture")]
    PageWithoutPicture(usize),
    #[error("the PDF has too many pages")]
    TooManyPages,
}

/// An uploaded file: a picture, or a PDF whose pages are pictures.
#[derive(Debug)]
pub struct ScanFile {
    bytes: Vec<u8>,
    /// Of a PDF.
    pages: Option<Vec<PagePicture>>,
}

/// A page as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScannedPage {
    pub jpeg: Vec<u8>,
    /// The text of a QR code on it.
    pub code: Option<String>,
}

impl ScanFile {
    /// Finds the pages. Scanners and telephones write each page of a PDF as one picture: JPEG, or rows of pixels compressed
    /// with Flate. Other PDFs are not drawn here.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ScanError> {
        let pages = match bytes.starts_with(b"%PDF-") {
            true => Some(pages::list_pictures(&bytes)?),
            false => None,
        };
        Ok(Self { bytes, pages })
    }

    pub fn count_pages(&self) -> usize {
        self.pages.as_ref().map_or(1, Vec::len)
    }

    /// Encodes the page at this place, from 0, again, upright and without metadata, and reads its code.
    ///
    /// # Errors
    /// [`ScanError::Unreadable`] if it is not a picture within the bounds of an uploaded photo.
    pub fn read_page(&self, index: usize) -> Result<ScannedPage, ScanError> {
        let page = match &self.pages {
            None => photo::decode(&self.bytes, MAX_SIDE).map_err(refuse)?,
            Some(pages) => {
                let page = pages.get(index).ok_or(ScanError::Unreadable)?;
                let picture = page.read(&self.bytes).ok_or(ScanError::Unreadable)?;
                turn(photo::decode(&picture, MAX_SIDE).map_err(refuse)?, page.turns)
            }
        };
        let code = find_code(&page.to_luma8());
        Ok(ScannedPage { code, jpeg: photo::encode(&page).map_err(refuse)? })
    }
}

fn refuse(_: PhotoError) -> ScanError {
    ScanError::Unreadable
}

fn turn(page: DynamicImage, quarters: usize) -> DynamicImage {
    match quarters {
        1 => page.rotate90(),
        2 => page.rotate180(),
        3 => page.rotate270(),
        _ => page,
    }
}

/// Reads the whole page, then its corners, in which a small symbol is larger: a page may lie in any direction.
fn find_code(page: &GrayImage) -> Option<String> {
    read_qr(page).or_else(|| list_corners(page).iter().find_map(read_qr))
}

/// The four corners, each half as wide and a third as high as the page.
fn list_corners(page: &GrayImage) -> Vec<GrayImage> {
    let (width, height) = page.dimensions();
    let (part, depth) = (width.div_ceil(2), height.div_ceil(3));
    [(width - part, 0), (0, height - depth), (0, 0), (width - part, height - depth)]
        .into_iter()
        .map(|(x, y)| imageops::crop_imm(page, x, y, part, depth).to_image())
        .collect()
}
