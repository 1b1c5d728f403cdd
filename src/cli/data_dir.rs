//! The data folder: made private, locked by one process, and fenced so that demo and real data never meet.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

/// Says that everything in its folder is made up.
pub const DEMO_MARKER: &str = "DEMO";
const DEMO_TEXT: &str =
    "This folder belongs to `camket demo`: everything in it is made up, and it may be deleted at any time.\n";
const LOCK: &str = "camket.lock";
const TURN: &str = "schema.lock";

/// For whom a folder is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Real data: `serve` and the commands beside it.
    Real,
    /// Made-up data.
    Demo,
}

/// A folder that exists and is the right one.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
}

/// Held as long as this process may do what it is for; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl DataDir {
    /// Makes the folder (mode 0700) where there is none.
    ///
    /// # Errors
    /// When it cannot be made or read, or belongs to the other side of the fence.
    pub fn open(path: &Path, wanted: Use) -> Result<Self> {
        let shown = path.display();
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("the data folder {shown} cannot be made"))?;
        let demo = is_demo(path);
        match wanted {
            Use::Real if demo => bail!(
                "{shown} is a demo's folder, and what is in it is made up: choose another with --data DIR \
                 (or look at the demo with `camket demo --data {shown}`)"
            ),
            Use::Demo if !demo => mark_as_demo(path)?,
            Use::Real | Use::Demo => {}
        }
        Ok(Self { path: path.to_owned() })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses a second server on the same folder; other commands (`user`, `doctor`) run beside it and take no lock.
    ///
    /// # Errors
    /// When another process holds it.
    pub fn lock(&self) -> Result<Lock> {
        let (file, shown) = self.lock_file(LOCK)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => bail!(
                "another camket already runs on {}: stop it first, or give this one its own folder with --data DIR",
                self.path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).context(format!("{shown} cannot be locked")),
        }
    }

    /// Waits until no other process changes the schema: SQLite alone does not keep two from making the same table, and
    /// `serve` and `user` may be started on a new folder at once.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn turn(&self) -> Result<Lock> {
        let (file, shown) = self.lock_file(TURN)?;
        file.lock().with_context(|| format!("{shown} cannot be locked"))?;
        Ok(Lock { _file: file })
    }

    /// The file, made where there is none, and its name for people.
    fn lock_file(&self, name: &str) -> Result<(File, String)> {
        let path = self.path.join(name);
        let shown = path.display().to_string();
        let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        Ok((opened.with_context(|| format!("{shown} cannot be opened"))?, shown))
    }
}

/// Whether a demo was made in this folder.
pub fn is_demo(path: &Path) -> bool {
    path.join(DEMO_MARKER).exists()
}

/// Only an empty folder may become a demo's: anything else could be somebody's data.
fn mark_as_demo(path: &Path) -> Result<()> {
    let shown = path.display();
    let mut entries =
        fs::read_dir(path).with_context(|| format!("the data folder {shown} cannot be read"))?;
    ensure!(
        entries.next().is_none(),
        "{shown} is not empty and was not made by `camket demo`, so the demo leaves it alone: \
         choose an empty or new folder with --data DIR"
    );
    let marker = path.join(DEMO_MARKER);
    let made = OpenOptions::new().create_new(true).write(true).open(&marker);
    match made.and_then(|mut file| file.write_all(DEMO_TEXT.as_bytes())) {
        // Two demos started together: the lock, and not the marker, tells them apart.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome.with_context(|| format!("{} cannot be written", marker.display())),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_new_folder_is_private() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(&scratch.path().join("a/b"), Use::Real).unwrap();
        let mode = fs::metadata(dir.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn serve_refuses_a_demo() {
        let scratch = tempfile::tempdir().unwrap();
        DataDir::open(scratch.path(), Use::Demo).unwrap();
        let told = DataDir::open(scratch.path(), Use::Real).unwrap_err().to_string();
        assert!(told.contains("demo's folder") && told.contains("--data"), "{told}");
        DataDir::open(scratch.path(), Use::Demo).expect("the demo itself comes back");
    }

    #[test]
    fn demo_refuses_what_is_not_its_own() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("camket.sqlite"), "real").unwrap();
        let told = DataDir::open(scratch.path(), Use::Demo).unwrap_err().to_string();
        assert!(told.contains("not empty"), "{told}");
        assert!(!is_demo(scratch.path()));
    }

    #[test]
    fn one_process_at_a_time() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(scratch.path(), Use::Real).unwrap();
        let held = dir.lock().unwrap();
        assert!(dir.lock().unwrap_err().to_string().contains("another camket already runs"));
        drop(held);
        dir.lock().expect("free again");
    }
}
