//! Uploads wait in files, not in memory, while they arrive and until there is a slot for the work on them: 500 phones that send
//! photos over a slow network would hold a gigabyte.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::sync::Arc;

use camket_credential::digest::Digested;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::blocking::run_blocking;
use crate::error::BUSY_SECONDS;
use crate::{App, AppError};

/// Uploads at the same time; each route bounds the bytes of one.
const MAX_UPLOADS: usize = 512;
/// Bytes of an upload that are held in memory before they are written.
pub const PART_BYTES: usize = 32 << 10;

/// Makes an empty file that nobody else can open and that is gone when it is closed, also after a crash. The program gives it:
/// this crate knows no folder.
#[derive(Clone)]
pub struct SpoolFiles(Arc<dyn Fn() -> io::Result<File> + Send + Sync>);

impl SpoolFiles {
    /// `create` fails with [`io::ErrorKind::StorageFull`] if there is no room.
    pub fn new(create: impl Fn() -> io::Result<File> + Send + Sync + 'static) -> Self {
        Self(Arc::new(create))
    }
}

impl fmt::Debug for SpoolFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SpoolFiles")
    }
}

/// The uploads of this node.
#[derive(Debug)]
pub(crate) struct Spool {
    files: SpoolFiles,
    free: Arc<Semaphore>,
}

/// An upload that arrives.
#[derive(Debug)]
pub struct SpoolWriter {
    file: Digested<File>,
    part: Vec<u8>,
    turn: OwnedSemaphorePermit,
}

/// An upload that has arrived.
#[derive(Debug)]
pub struct SpooledFile {
    file: File,
    sha256: String,
    _turn: OwnedSemaphorePermit,
}

impl Spool {
    pub(crate) fn new(files: SpoolFiles) -> Self {
        Self::of_size(files, MAX_UPLOADS)
    }

    fn of_size(files: SpoolFiles, most: usize) -> Self {
        Self { files, free: Arc::new(Semaphore::new(most)) }
    }

    async fn begin(&self) -> Result<SpoolWriter, AppError> {
        let turn = self.free.clone().try_acquire_owned().map_err(|_| AppError::Busy(BUSY_SECONDS))?;
        let files = self.files.clone();
        let file = run_blocking(move || (files.0)()).await?.map_err(describe_error)?;
        Ok(SpoolWriter { file: Digested::new(file), part: Vec::new(), turn })
    }
}

/// Begins to keep an upload.
///
/// # Errors
/// [`AppError::Busy`] if too many arrive at the same time, [`AppError::NoRoom`].
pub async fn begin_upload(app: &App) -> Result<SpoolWriter, AppError> {
    app.spool().begin().await
}

impl SpoolWriter {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`AppError::NoRoom`]
    pub async fn write(mut self, bytes: &[u8]) -> Result<Self, AppError> {
        self.part.extend_from_slice(bytes);
        if self.part.len() < PART_BYTES { Ok(self) } else { self.write_part().await }
    }

    async fn write_part(mut self) -> Result<Self, AppError> {
        let write = move || {
            self.file.write_all(&self.part)?;
            self.part.clear();
            Ok(self)
        };
        run_blocking(write).await?.map_err(describe_error)
    }

    /// Ends the upload.
    ///
    /// # Errors
    /// [`AppError::NoRoom`]
    pub async fn finish(self) -> Result<SpooledFile, AppError> {
        let Self { file, turn, .. } = self.write_part().await?;
        let (file, content) = file.into_parts();
        Ok(SpooledFile { file, sha256: content.sha256, _turn: turn })
    }
}

impl SpooledFile {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// All bytes, in memory: only in a slot of costly work.
    pub(crate) fn read(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn describe_error(error: io::Error) -> AppError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => AppError::NoRoom,
        _ => AppError::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use camket_credential::digest::sha256_hex;

    use super::*;

    #[tokio::test]
    async fn an_upload_is_read_as_it_arrived() {
        let spool = Spool::new(SpoolFiles::new(tempfile::tempfile));
        for length in [0, 1, PART_BYTES, 3 * PART_BYTES + 7] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let mut writer = spool.begin().await.unwrap();
            for part in bytes.chunks(1_000) {
                writer = writer.write(part).await.unwrap();
                assert!(writer.part.len() < PART_BYTES, "the rest is in the file");
            }
            let kept = writer.finish().await.unwrap();
            assert_eq!(kept.sha256(), sha256_hex(&bytes));
            assert!(kept.read().unwrap() == bytes, "{length}");
        }
    }

    #[tokio::test]
    async fn more_at_the_same_time_are_busy_until_one_ends() {
        let spool = Spool::of_size(SpoolFiles::new(tempfile::tempfile), 2);
        let first = spool.begin().await.unwrap();
        let second = spool.begin().await.unwrap().finish().await.unwrap();
        assert!(matches!(spool.begin().await, Err(AppError::Busy(_))));
        drop(first);
        spool.begin().await.unwrap();
        drop(second);
    }

    #[tokio::test]
    async fn without_room_nothing_is_kept() {
        let spool = Spool::new(SpoolFiles::new(|| Err(io::ErrorKind::StorageFull.into())));
        assert!(matches!(spool.begin().await, Err(AppError::NoRoom)));
    }
}
