//! Puts the database of a backup in the place of the present one.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use camket_credential::age::Identity;

use super::{
    encryption::write_plain,
    manifest::{BackupEngine, Manifest},
    postgres,
    scratch::ScratchFolder,
};
use crate::cli::{config::Config, data_dir::protect_database, marks::sync_folder};

/// Puts the database of a backup in the place of the present one, which is kept beside it on SQLite.
///
/// # Errors
/// The backup is of another database or was changed, no identity opens it, or the database cannot be replaced.
pub fn put_back(config: &Config, folder: &Path, identities: &[Identity]) -> Result<Manifest> {
    let manifest = Manifest::read(folder)?;
    let engine = BackupEngine::from(config.database.engine());
    ensure!(manifest.engine == engine, "{} is a backup of {:?}", folder.display(), manifest.engine);
    let file = manifest.verify(folder)?;
    match config.database.sqlite_file(&config.data.dir) {
        Some(target) => replace_sqlite(&target, |fresh| write_plain(&manifest, &file, fresh, identities))?,
        None => restore_postgres(config, &manifest, &file, identities)?,
    }
    Ok(manifest)
}

fn restore_postgres(
    config: &Config,
    manifest: &Manifest,
    file: &Path,
    identities: &[Identity],
) -> Result<()> {
    let url = config.database_url();
    if manifest.encryption.is_none() {
        return postgres::restore(url.expose(), file);
    }
    let scratch = ScratchFolder::open(&config.data.dir)?;
    let plain = scratch.path().join(manifest.engine.file_name());
    write_plain(manifest, file, &plain, identities)?;
    postgres::restore(url.expose(), &plain)
}

fn replace_sqlite(target: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let fresh = target.with_added_extension("restoring");
    protect_database(&fresh)?;
    write(&fresh)?;
    // With its logs, which belong to the old file alone.
    for ending in ["-wal", "-shm", ""] {
        let mut old = target.as_os_str().to_owned();
        old.push(ending);
        let mut kept = target.with_added_extension("before-restore").into_os_string();
        kept.push(ending);
        match fs::rename(&old, &kept) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{} cannot be moved", Path::new(&old).display()));
            }
            _ => {}
        }
    }
    fs::rename(&fresh, target)
        .and_then(|()| sync_folder(target.parent().unwrap_or(Path::new("."))))
        .with_context(|| format!("{} cannot be put in its place", target.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_database_is_kept_beside_the_one_that_was_put_back() {
        let scratch = tempfile::tempdir().unwrap();
        let (copy, target) = (scratch.path().join("copy"), scratch.path().join("camket.sqlite"));
        fs::write(&copy, "backup").unwrap();
        fs::write(&target, "present").unwrap();
        fs::write(scratch.path().join("camket.sqlite-wal"), "log").unwrap();
        let unread = replace_sqlite(&target, |_| anyhow::bail!("damaged"));
        assert!(
            unread.is_err() && fs::read(&target).unwrap() == b"present",
            "nothing is touched before it opens"
        );
        replace_sqlite(&target, |fresh| Ok(fs::copy(&copy, fresh).map(drop)?)).unwrap();
        let read = |name: &str| fs::read_to_string(scratch.path().join(name)).unwrap_or_default();
        assert_eq!(read("camket.sqlite"), "backup");
        assert_eq!(read("camket.sqlite.before-restore"), "present");
        assert_eq!(
            (read("camket.sqlite-wal"), read("camket.sqlite.before-restore-wal")),
            (String::new(), "log".into())
        );
    }
}
