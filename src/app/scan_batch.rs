//! Scanned or photographed pages that are uploaded: each file is read as it arrives, so that of a file only its pages stay in
//! memory, made smaller and without metadata.

use std::sync::Arc;

use camket_credential::digest::sha256_hex;
pub use camket_documents::scan::MAX_PAGES;
use camket_documents::scan::{ScanError, ScanFile, ScannedPage};
use camket_domain::permissions::{Permit, Right};

use crate::{App, AppError, InputProblem};

/// Most bytes of one file: a photo, or a PDF of as many pages as are taken at once.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// The pages of one upload.
#[derive(Debug, Default)]
pub struct ScanBatch {
    pages: Vec<ScannedPage>,
    /// SHA-256 of each file.
    digests: Vec<String>,
}

impl ScanBatch {
    /// Reads a file, page by page: decoding is costly and runs in slots. The permit is for what the pages are kept.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for `files`: too large, too many pages, not readable, a page that is no picture;
    /// [`AppError::Busy`].
    pub async fn add<R: Right>(&mut self, app: &App, _: &Permit<R>, file: Vec<u8>) -> Result<(), AppError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(refuse(InputProblem::ScanTooLarge));
        }
        self.digests.push(sha256_hex(&file));
        let opened = app.costly().documents.run(move || ScanFile::open(file)).await?;
        let file = Arc::new(opened.map_err(describe_error)?);
        if self.pages.len() + file.count_pages() > MAX_PAGES {
            return Err(refuse(InputProblem::ScanTooMany));
        }
        for index in 0..file.count_pages() {
            let file = Arc::clone(&file);
            let read = app.costly().pictures.run(move || file.read_page(index)).await?;
            self.pages.push(read.map_err(describe_error)?);
        }
        Ok(())
    }

    pub fn count_pages(&self) -> usize {
        self.pages.len()
    }

    pub(crate) fn digests(&self) -> &[String] {
        &self.digests
    }

    pub(crate) fn into_pages(self) -> Vec<ScannedPage> {
        self.pages
    }
}

const fn refuse(problem: InputProblem) -> AppError {
    AppError::invalid("files", problem)
}

fn describe_error(error: ScanError) -> AppError {
    refuse(match error {
        ScanError::Unreadable => InputProblem::ScanUnreadable,
        ScanError::PageWithoutPicture(_) => InputProblem::ScanNoPicture,
        ScanError::TooManyPages => InputProblem::ScanTooMany,
    })
}
