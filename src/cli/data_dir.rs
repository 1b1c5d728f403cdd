//! The data folder: created with mode 0700, locked by one server, and marked so that demo and real data never mix.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

/// Name of the file that marks a folder as a demo's.
pub const DEMO_MARKER: &str = "DEMO";
const DEMO_MARKER_TEXT: &str =
    "This folder belongs to `camket demo`: everything in it is made up, and it may be deleted at any time.\n";
const SERVER_LOCK_FILE: &str = "camket.lock";
const SCHEMA_LOCK_FILE: &str = "schema.lock";
const SECRET_LOCK_FILE: &str = "secret.lock";

/// The purpose for which a folder is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataDirUse {
    /// Real data: `serve` and the administrative commands.
    Real,
    /// Made-up data: `demo`.
    Demo,
}

/// A data folder that exists and was checked for its use.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
}

/// A file lock. The operating system releases it when the process ends, even after a crash.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl DataDir {
    /// Opens the folder; creates it with mode 0700 if it does not exist.
    ///
    /// # Errors
    /// It cannot be created or read, or it is a demo's folder and `wanted` is real, or the other way round.
    pub fn open(path: &Path, wanted: DataDirUse) -> Result<Self> {
        let shown = path.display();
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("the data folder {shown} cannot be made"))?;
        let demo = is_demo(path);
        match wanted {
            DataDirUse::Real if demo => bail!(
                "{shown} is a demo's folder, and what is in it is made up: choose another with --data DIR \
                 (or look at the demo with `camket demo --data {shown}`)"
            ),
            DataDirUse::Demo if !demo => mark_as_demo(path)?,
            DataDirUse::Real | DataDirUse::Demo => {}
        }
        Ok(Self { path: path.to_owned() })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the server lock, so that one server at most uses the folder. Other commands (`user`, `doctor`) do not take it.
    ///
    /// # Errors
    /// Another process holds the lock.
    pub fn lock_server(&self) -> Result<FileLock> {
        let (file, shown) = self.open_lock_file(SERVER_LOCK_FILE)?;
        match file.try_lock() {
            Ok(()) => Ok(FileLock { _file: file }),
            Err(TryLockError::WouldBlock) => bail!(
                "another camket already runs on {}: stop it first, or give this one its own folder with --data DIR",
                self.path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).context(format!("{shown} cannot be locked")),
        }
    }

    /// Takes the schema lock and waits for it: SQLite does not stop two processes from creating the same table, and `serve`
    /// and `user` may start on a new folder at the same time.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn lock_schema(&self) -> Result<FileLock> {
        let (file, shown) = self.open_lock_file(SCHEMA_LOCK_FILE)?;
        file.lock().with_context(|| format!("{shown} cannot be locked"))?;
        Ok(FileLock { _file: file })
    }

    /// Keeps a change of the master secret away until this process ends: it works with the secret that it has read.
    ///
    /// # Errors
    /// The secret is being changed.
    pub fn use_secret(&self) -> Result<()> {
        let (file, shown) = self.open_lock_file(SECRET_LOCK_FILE)?;
        match file.try_lock_shared() {
            Ok(()) => {
                // What was opened with the secret outlives whoever asked for it.
                Box::leak(Box::new(file));
                Ok(())
            }
            Err(TryLockError::WouldBlock) => bail!(
                "the master secret of {} is being changed: wait until `camket secret rotate` has finished",
                self.path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).context(format!("{shown} cannot be locked")),
        }
    }

    /// Takes the lock of a change of the master secret.
    ///
    /// # Errors
    /// Another command works with the present secret.
    pub fn lock_secret(&self) -> Result<FileLock> {
        let (file, shown) = self.open_lock_file(SECRET_LOCK_FILE)?;
        match file.try_lock() {
            Ok(()) => Ok(FileLock { _file: file }),
            Err(TryLockError::WouldBlock) => bail!(
                "another camket command works on {}: wait for its end, then run the command again",
                self.path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).context(format!("{shown} cannot be locked")),
        }
    }

    /// Opens or creates the lock file; also gives its path for messages.
    fn open_lock_file(&self, name: &str) -> Result<(File, String)> {
        let path = self.path.join(name);
        let shown = path.display().to_string();
        let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        Ok((opened.with_context(|| format!("{shown} cannot be opened"))?, shown))
    }
}

/// Takes every permission of group and others from a database file and its logs; creates the file if it is missing, because
/// SQLite gives its logs the mode of the file, and the file the mode that any new file has.
///
/// # Errors
/// It cannot be created or changed.
pub fn protect_database(file: &Path) -> Result<()> {
    let shown = file.display();
    let created = OpenOptions::new().create(true).append(true).mode(0o600).open(file);
    created.with_context(|| format!("the database {shown} cannot be opened"))?;
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        match fs::metadata(&path) {
            Ok(found) if found.permissions().mode() & 0o077 != 0 => {
                let private = fs::Permissions::from_mode(found.permissions().mode() & 0o700);
                fs::set_permissions(&path, private)
                    .with_context(|| format!("{} cannot be closed to others", Path::new(&path).display()))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the folder carries the demo marker.
pub fn is_demo(path: &Path) -> bool {
    path.join(DEMO_MARKER).exists()
}

/// Marks an empty folder as a demo's. A folder with content is refused, because it could be real data.
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
    match made.and_then(|mut file| file.write_all(DEMO_MARKER_TEXT.as_bytes())) {
        // Two demos started at once: the server lock, not the marker, decides between them.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome.with_context(|| format!("{} cannot be written", marker.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_is_private() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(&scratch.path().join("a/b"), DataDirUse::Real).unwrap();
        let mode = fs::metadata(dir.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_database_and_its_logs_are_closed_to_others() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("camket.sqlite");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        protect_database(&file).unwrap();
        assert_eq!(mode(&file), 0o600, "a new one");
        let log = scratch.path().join("camket.sqlite-wal");
        fs::write(&log, "rows").unwrap();
        for path in [&file, &log] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        protect_database(&file).unwrap();
        assert_eq!((mode(&file), mode(&log)), (0o600, 0o600), "old ones");
        assert_eq!(fs::read(&log).unwrap(), b"rows");
    }

    #[test]
    fn serve_refuses_a_demo() {
        let scratch = tempfile::tempdir().unwrap();
        DataDir::open(scratch.path(), DataDirUse::Demo).unwrap();
        let message = DataDir::open(scratch.path(), DataDirUse::Real).unwrap_err().to_string();
        assert!(message.contains("demo's folder") && message.contains("--data"), "{message}");
        DataDir::open(scratch.path(), DataDirUse::Demo).expect("the demo itself comes back");
    }

    #[test]
    fn demo_refuses_a_folder_with_data() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("camket.sqlite"), "real").unwrap();
        let message = DataDir::open(scratch.path(), DataDirUse::Demo).unwrap_err().to_string();
        assert!(message.contains("not empty"), "{message}");
        assert!(!is_demo(scratch.path()));
    }

    #[test]
    fn one_server_locks_a_folder() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(scratch.path(), DataDirUse::Real).unwrap();
        let held = dir.lock_server().unwrap();
        assert!(dir.lock_server().unwrap_err().to_string().contains("another camket already runs"));
        drop(held);
        dir.lock_server().expect("free again");
    }

    #[test]
    fn whoever_uses_the_secret_keeps_its_change_away() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(scratch.path(), DataDirUse::Real).unwrap();
        let changing = dir.lock_secret().unwrap();
        assert!(dir.use_secret().unwrap_err().to_string().contains("is being changed"));
        drop(changing);
        dir.use_secret().unwrap();
        dir.use_secret().expect("several commands work beside each other");
        assert!(dir.lock_secret().unwrap_err().to_string().contains("another camket command works"));
    }
}
