//! The place of plain copies while a backup is encrypted or opened: a folder in the data folder, which is private, so that
//! nothing plain is written to the disk of the backups. A crash leaves it behind; the next use and the next start empty it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

const FOLDER: &str = "backup-copy";
const LOCK_FILE: &str = "backup.lock";

/// An empty folder of mode 0700 that one process has for itself. It is removed with everything in it at the end.
#[derive(Debug)]
pub struct ScratchFolder {
    path: PathBuf,
    _lock: File,
}

impl ScratchFolder {
    /// # Errors
    /// Another command works with it, or it cannot be made.
    pub fn open(data: &Path) -> Result<Self> {
        let Some(lock) = take_lock(data)? else {
            bail!(
                "another camket makes or opens a backup with the data folder {}: wait until it has finished",
                data.display()
            )
        };
        let path = data.join(FOLDER);
        remove(&path)?;
        let made = fs::DirBuilder::new().mode(0o700).create(&path);
        made.with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self { path, _lock: lock })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.path) {
            tracing::warn!(error = format!("{error:#}"), "the plain copy of a backup cannot be removed");
        }
    }
}

/// Removes what an interrupted command has left, unless another one is at work.
///
/// # Errors
/// It cannot be removed.
pub fn remove_remains(data: &Path) -> Result<()> {
    let path = data.join(FOLDER);
    if !path.exists() {
        return Ok(());
    }
    let Some(_lock) = take_lock(data)? else { return Ok(()) };
    remove(&path)
}

fn take_lock(data: &Path) -> Result<Option<File>> {
    let path = data.join(LOCK_FILE);
    let unlocked = || format!("{} cannot be locked", path.display());
    let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
    let file = opened.with_context(unlocked)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).with_context(unlocked),
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn one_command_has_the_folder_and_leaves_nothing() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(FOLDER);
        let scratch = ScratchFolder::open(data.path()).unwrap();
        assert_eq!(fs::metadata(scratch.path()).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(scratch.path().join("camket.sqlite"), "rows").unwrap();
        let refused = ScratchFolder::open(data.path()).unwrap_err().to_string();
        assert!(refused.contains("another camket"), "{refused}");
        remove_remains(data.path()).unwrap();
        assert!(path.join("camket.sqlite").exists(), "it is in use");
        drop(scratch);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_crash_has_left_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(FOLDER);
        for empty in [remove_remains, |data: &Path| ScratchFolder::open(data).map(drop)] {
            fs::create_dir(&path).unwrap();
            fs::write(path.join("camket.sqlite"), "rows").unwrap();
            empty(data.path()).unwrap();
            assert!(!path.exists());
        }
    }
}
