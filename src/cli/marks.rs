//! What a node keeps of the register outside its database: the marks of what it has seen, and the status list that it published
//! last. Both are replaced as a whole, so that a crash leaves the old file or the new one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result};
use camket_app::register::MarksRecord;
use camket_domain::restores::HighWaterMarks;

use super::setup::Setup;

const MARKS_FILE: &str = "marks.json";
const LIST_FILE: &str = "status-list.published";

/// The two files of a data folder.
#[derive(Debug)]
pub struct FolderRecord {
    folder: PathBuf,
    /// The file of an SQLite database, and which one it was when it was opened.
    database: Option<(PathBuf, FileIdentity)>,
}

/// Device and number of a file.
type FileIdentity = (u64, u64);

impl FolderRecord {
    /// A record for a program that serves the database which it has just opened.
    pub fn new(setup: &Setup) -> Arc<Self> {
        let file = setup.config.database.sqlite_file(setup.data.path());
        let database = file.and_then(|file| Some((file.clone(), identify(&file)?)));
        Arc::new(Self { folder: setup.data.path().to_owned(), database })
    }
}

impl MarksRecord for FolderRecord {
    fn save_marks(&self, marks: &HighWaterMarks) -> io::Result<()> {
        replace_file(&self.folder.join(MARKS_FILE), &serde_json::to_vec(marks)?)
    }

    fn save_list(&self, list: &[u8]) -> io::Result<()> {
        replace_file(&self.folder.join(LIST_FILE), list)
    }

    fn is_database_replaced(&self) -> bool {
        self.database.as_ref().is_some_and(|(file, opened)| identify(file) != Some(*opened))
    }
}

fn identify(file: &Path) -> Option<FileIdentity> {
    fs::metadata(file).ok().map(|found| (found.dev(), found.ino()))
}

/// The marks of the last run; `None` if nothing was served from this folder yet.
///
/// # Errors
/// The file cannot be read. It is not passed over: without it a restore would not be noticed.
pub fn load_marks(folder: &Path) -> Result<Option<HighWaterMarks>> {
    let path = folder.join(MARKS_FILE);
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let read = serde_json::from_slice(&bytes);
    read.map(Some).with_context(|| {
        format!(
            "{} holds what this node has seen of the register, and cannot be read: put it back, or remove it if the database \
             was never restored",
            path.display()
        )
    })
}

/// The status list that was published last from this folder.
///
/// # Errors
/// The file cannot be read.
pub fn load_list(folder: &Path) -> Result<Option<Vec<u8>>> {
    read_if_there(&folder.join(LIST_FILE))
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Writes a file beside `path` and puts it in its place; both are on the disk afterwards.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = path.with_added_extension("new");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Makes sure that renamed and new files of a folder are on the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(folder: &Path, database: Option<PathBuf>) -> FolderRecord {
        let database = database.map(|file| (file.clone(), identify(&file).unwrap()));
        FolderRecord { folder: folder.to_owned(), database }
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let scratch = tempfile::tempdir().unwrap();
        assert!(
            load_marks(scratch.path()).unwrap().is_none() && load_list(scratch.path()).unwrap().is_none()
        );
        let marks = HighWaterMarks { epoch: 2, sequence: 40, event: None, series: Vec::new() };
        let record = record(scratch.path(), None);
        for sequence in [40, 41] {
            let marks = HighWaterMarks { sequence, ..marks.clone() };
            record.save_marks(&marks).unwrap();
            assert_eq!(load_marks(scratch.path()).unwrap(), Some(marks));
        }
        record.save_list(b"list").unwrap();
        assert_eq!(load_list(scratch.path()).unwrap().as_deref(), Some(&b"list"[..]));
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 2, "no half of a file is left");
    }

    #[test]
    fn marks_that_cannot_be_read_are_not_passed_over() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join(MARKS_FILE), "{").unwrap();
        assert!(load_marks(scratch.path()).unwrap_err().to_string().contains("cannot be read"));
    }

    #[test]
    fn another_file_in_the_place_of_the_database_is_noticed() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("camket.sqlite");
        fs::write(&file, "opened").unwrap();
        let record = record(scratch.path(), Some(file.clone()));
        assert!(!record.is_database_replaced());
        fs::write(scratch.path().join("other"), "put back").unwrap();
        fs::rename(scratch.path().join("other"), &file).unwrap();
        assert!(record.is_database_replaced());
        fs::remove_file(&file).unwrap();
        assert!(record.is_database_replaced(), "it is gone");
    }
}
