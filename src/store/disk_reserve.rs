//! Room on the disk of an SQLite file that writes leave free, so that the disk never fills up inside a transaction, and
//! that backups, logs and a new version of the program have room.

use std::io;
use std::path::PathBuf;

use crate::StoreError;

/// The least room that is left, in bytes.
#[derive(Clone, Debug)]
pub struct DiskReserve {
    /// Any folder on the disk.
    pub folder: PathBuf,
    pub bytes: u64,
}

impl DiskReserve {
    /// # Errors
    /// [`StoreError::NoRoom`]. Where the operating system does not tell the free room, the write itself shows it.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match self.find_free() {
            Ok(free) if free < self.bytes => Err(StoreError::NoRoom),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Bytes that the program may still write to the disk.
    ///
    /// # Errors
    /// The operating system does not tell, for example because the folder does not exist.
    pub fn find_free(&self) -> io::Result<u64> {
        let disk = rustix::fs::statvfs(&self.folder)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_the_reserve_is_no_room() {
        let folder = std::env::temp_dir();
        assert!(DiskReserve { folder: folder.clone(), bytes: 1 }.check().is_ok());
        assert!(matches!(DiskReserve { folder, bytes: u64::MAX }.check(), Err(StoreError::NoRoom)));
    }
}
