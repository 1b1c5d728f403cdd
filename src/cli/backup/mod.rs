//! `camket backup`: a copy of the database while it is in use, checked by opening what was written.
//!
//! A backup is a folder `camket-<moment>` with one file and a manifest. The master secret and the configuration are not in it:
//! they are kept apart.

mod keep;
mod manifest;
mod postgres;
mod schedule;

use std::{
    fs,
    io::{Write, stdout},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use camket_domain::calendar::format_rfc3339;
use camket_domain::clock::Clock;
use camket_store::certificates::register;
use camket_store::{DiskReserve, Store};
use time::{OffsetDateTime, PrimitiveDateTime, format_description::FormatItem, macros::format_description};

use self::manifest::{BackupContent, BackupEngine};
pub use self::{manifest::Manifest, schedule::run_schedule};
use super::{
    args::BackupArgs,
    clock::SystemClock,
    config::{Config, Environment},
    data_dir::protect_database,
    marks::sync_folder,
    setup::Setup,
};

const NAME_START: &str = "camket-";
const PARTIAL_END: &str = ".partial";
const NAME_TIME: &[FormatItem<'static>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// A backup that was written and checked.
#[derive(Debug)]
pub struct Backup {
    pub folder: PathBuf,
    pub manifest: Manifest,
}

/// Makes one backup and prints where it is.
///
/// # Errors
/// The set-up is wrong, there is no room, or what was written cannot be opened.
pub async fn run(backup: &BackupArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&backup.settings.overrides(), environment)?;
    let named = backup.dir.clone().or_else(|| setup.config.backup.dir.clone());
    let dir = named.context("name a folder: `camket backup DIR`, or backup.dir in the configuration")?;
    let made = create(&setup.config, &dir, SystemClock.now()).await?;
    let bytes: u64 = made.manifest.files.iter().map(|file| file.bytes).sum();
    let (shown, certificates) = (made.folder.display(), made.manifest.certificates);
    writeln!(stdout(), "{shown}: {bytes} bytes, {certificates} certificates, opened and checked")?;
    let removed = remove_superfluous(&setup.config, &dir)?;
    if removed > 0 {
        writeln!(stdout(), "{removed} older backups are removed")?;
    }
    Ok(())
}

/// Copies the database into a new folder below `dir`.
///
/// # Errors
/// There is no room, the database cannot be read, or what was written cannot be opened.
pub async fn create(config: &Config, dir: &Path, now: OffsetDateTime) -> Result<Backup> {
    let name = format!("{NAME_START}{}", now.format(NAME_TIME)?);
    let (folder, partial) = (dir.join(&name), dir.join(format!(".{name}{PARTIAL_END}")));
    ensure!(!folder.exists(), "{} is there already", folder.display());
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&partial)
        .with_context(|| format!("{} cannot be made", partial.display()))?;
    let written = write_into(config, &partial, now).await;
    let finish = |manifest: Manifest| {
        fs::rename(&partial, &folder)
            .and_then(|()| sync_folder(dir))
            .context("the backup cannot be named")?;
        Ok(Backup { folder: folder.clone(), manifest })
    };
    let made = written.and_then(finish);
    if made.is_err() {
        fs::remove_dir_all(&partial).ok();
    }
    made
}

async fn write_into(config: &Config, partial: &Path, now: OffsetDateTime) -> Result<Manifest> {
    let engine = BackupEngine::from(config.database.engine());
    let file = partial.join(engine.file_name());
    let content = match engine {
        BackupEngine::Sqlite => copy_sqlite(config, &file).await?,
        BackupEngine::Postgresql => dump_postgres(config, &file).await?,
    };
    let (partial, created_at) = (partial.to_owned(), format_rfc3339(now));
    // A million certificates take seconds to read.
    let written = tokio::task::spawn_blocking(move || Manifest::write(&partial, created_at, content));
    written.await?
}

async fn copy_sqlite(config: &Config, copy: &Path) -> Result<BackupContent> {
    let source = config.database.sqlite_file(&config.data.dir).context("no file of SQLite")?;
    ensure!(source.exists(), "there is no database yet: {}", source.display());
    check_room(&source, copy)?;
    let text = copy.to_str().context("the path of the backup is no Unicode text")?;
    // Created first, so that it is never open to others.
    protect_database(copy)?;
    camket_migrations::copy(config.database_url().expose(), text)
        .await
        .context("the database cannot be copied")?;
    let store =
        Store::connect(&format!("sqlite://{text}?mode=rw")).await.context("the copy cannot be opened")?;
    let damage = store.list_damage().await.context("the copy cannot be read")?;
    let content = read_content(&store, BackupEngine::Sqlite).await;
    store.close().await.context("the copy cannot be closed")?;
    ensure!(damage.is_empty(), "the copy is damaged, as the database may be: {}", damage.join("; "));
    content
}

fn check_room(source: &Path, copy: &Path) -> Result<()> {
    let folder = copy.parent().unwrap_or(Path::new(".")).to_owned();
    let needed = fs::metadata(source).with_context(|| format!("{} cannot be read", source.display()))?.len();
    // Where the system does not tell the free room, the copy itself shows it.
    match (DiskReserve { folder, bytes: 0 }).find_free() {
        Ok(free) if free < needed => {
            bail!("{} MB are needed beside {} and {} MB are free", needed >> 20, copy.display(), free >> 20)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn dump_postgres(config: &Config, archive: &Path) -> Result<BackupContent> {
    let url = config.database_url();
    let store = Store::connect(url.expose()).await.context("the database cannot be opened")?;
    let content = read_content(&store, BackupEngine::Postgresql).await;
    store.close().await?;
    let (url, archive) = (url.expose().to_owned(), archive.to_owned());
    let dumped = tokio::task::spawn_blocking(move || {
        postgres::dump(&url, &archive)?;
        postgres::check(&archive)
    });
    dumped.await??;
    content
}

async fn read_content(store: &Store, engine: BackupEngine) -> Result<BackupContent> {
    let state = register::load_state(store).await.context("the register cannot be read")?;
    let certificates =
        register::count_indexes(store, 0).await.context("the certificates cannot be counted")?;
    Ok(BackupContent { engine, epoch: state.epoch, sequence: state.sequence, certificates })
}

/// Puts the database of a backup in the place of the present one, which is kept beside it on SQLite.
///
/// # Errors
/// The backup is of another database or was changed, or the database cannot be replaced.
pub fn put_back(config: &Config, folder: &Path) -> Result<Manifest> {
    let manifest = Manifest::read(folder)?;
    let engine = BackupEngine::from(config.database.engine());
    ensure!(manifest.engine == engine, "{} is a backup of {:?}", folder.display(), manifest.engine);
    let file = manifest.verify(folder)?;
    match config.database.sqlite_file(&config.data.dir) {
        Some(target) => replace_sqlite(&file, &target)?,
        None => postgres::restore(config.database_url().expose(), &file)?,
    }
    Ok(manifest)
}

fn replace_sqlite(copy: &Path, target: &Path) -> Result<()> {
    let fresh = target.with_added_extension("restoring");
    protect_database(&fresh)?;
    let shown = fresh.display();
    fs::copy(copy, &fresh).with_context(|| format!("{shown} cannot be written"))?;
    fs::File::open(&fresh)
        .and_then(|file| file.sync_all())
        .with_context(|| format!("{shown} cannot be kept"))?;
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

/// The moment in the name of a backup's folder.
fn parse_name(name: &str) -> Option<OffsetDateTime> {
    let moment = PrimitiveDateTime::parse(name.strip_prefix(NAME_START)?, NAME_TIME).ok()?;
    Some(moment.assume_utc())
}

/// The complete backups below a folder, in no order.
fn list_backups(dir: &Path) -> Result<Vec<keep::DatedName>> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let dated = names.filter_map(|name| parse_name(&name).map(|at| (name, at)));
    Ok(dated.filter(|(name, _)| Manifest::read(&dir.join(name)).is_ok()).collect())
}

/// The moment of the newest backup below a folder.
///
/// # Errors
/// The folder cannot be read.
pub fn find_newest(dir: &Path) -> Result<Option<OffsetDateTime>> {
    Ok(list_backups(dir)?.into_iter().map(|(_, at)| at).max())
}

/// Removes the backups that the rule does not keep; gives their number.
///
/// # Errors
/// A folder cannot be removed.
pub fn remove_superfluous(config: &Config, dir: &Path) -> Result<usize> {
    let superfluous = keep::list_superfluous(list_backups(dir)?, config.backup.daily, config.backup.weekly);
    for name in &superfluous {
        fs::remove_dir_all(dir.join(name)).with_context(|| format!("{name} cannot be removed"))?;
    }
    Ok(superfluous.len())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn only_our_own_folders_are_backups() {
        assert_eq!(parse_name("camket-20261130T013457Z"), Some(datetime!(2026-11-30 01:34:57 UTC)));
        for name in
            ["camket-", "20261130T013457Z", "camket-20261130T013457Z.old", ".camket-20261130T013457Z.partial"]
        {
            assert_eq!(parse_name(name), None, "{name}");
        }
    }

    #[test]
    fn the_old_database_is_kept_beside_the_one_that_was_put_back() {
        let scratch = tempfile::tempdir().unwrap();
        let (copy, target) = (scratch.path().join("copy"), scratch.path().join("camket.sqlite"));
        fs::write(&copy, "backup").unwrap();
        fs::write(&target, "present").unwrap();
        fs::write(scratch.path().join("camket.sqlite-wal"), "log").unwrap();
        replace_sqlite(&copy, &target).unwrap();
        let read = |name: &str| fs::read_to_string(scratch.path().join(name)).unwrap_or_default();
        assert_eq!(read("camket.sqlite"), "backup");
        assert_eq!(read("camket.sqlite.before-restore"), "present");
        assert_eq!(
            (read("camket.sqlite-wal"), read("camket.sqlite.before-restore-wal")),
            (String::new(), "log".into())
        );
    }
}
