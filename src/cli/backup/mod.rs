//! `camket backup`: a copy of the database while it is in use, checked by opening what was written.
//!
//! A backup is a folder `camket-<moment>` with one file and a manifest. The master secret and the configuration are not in it:
//! they are kept apart.

mod copy;
mod encryption;
mod keep;
mod manifest;
mod postgres;
mod put_back;
mod schedule;
mod scratch;
mod verify;

use std::{
    fs,
    io::{Write, stdout},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use camket_credential::age::Recipient;
use camket_domain::calendar::format_rfc3339;
use camket_domain::clock::Clock;
use time::{OffsetDateTime, PrimitiveDateTime, format_description::FormatItem, macros::format_description};

use self::{encryption::encrypt_file, manifest::BackupEngine, scratch::ScratchFolder};
pub use self::{encryption::read_identities, manifest::Manifest, put_back::put_back, schedule::run_schedule};
use super::{
    args::BackupArgs,
    clock::SystemClock,
    config::{Config, Environment},
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

/// Makes one backup and prints where it is, or checks one.
///
/// # Errors
/// The set-up is wrong, there is no room, or what was written cannot be opened.
pub async fn run(backup: &BackupArgs, environment: &Environment) -> Result<()> {
    if let Some(folder) = &backup.verify {
        return verify::run(backup, folder, environment).await;
    }
    let setup = Setup::prepare(&backup.settings.overrides(), environment)?;
    let named = backup.dir.clone().or_else(|| setup.config.backup.dir.clone());
    let dir = named.context("name a folder: `camket backup DIR`, or backup.dir in the configuration")?;
    let recipients = find_recipients(backup, &setup.config)?;
    let made = create(&setup.config, &dir, &recipients, SystemClock.now()).await?;
    print_made(&made)?;
    let removed = remove_superfluous(&setup.config, &dir)?;
    if removed > 0 {
        writeln!(stdout(), "{removed} older backups are removed")?;
    }
    Ok(())
}

/// The recipients of the command line, or those of the configuration.
fn find_recipients(backup: &BackupArgs, config: &Config) -> Result<Vec<Recipient>> {
    if backup.recipients.is_empty() {
        return Ok(config.backup.recipients.clone());
    }
    let parse = |(place, text): (usize, &String)| {
        text.trim().parse().with_context(|| format!("--recipient, number {}", place + 1))
    };
    backup.recipients.iter().enumerate().map(parse).collect()
}

/// Says what was checked. Nobody can open an encrypted file without a private key, so neither can this program.
fn print_made(made: &Backup) -> Result<()> {
    let bytes: u64 = made.manifest.files.iter().map(|file| file.bytes).sum();
    let (shown, certificates) = (made.folder.display(), made.manifest.certificates);
    let Some(encryption) = &made.manifest.encryption else {
        writeln!(stdout(), "{shown}: {bytes} bytes, {certificates} certificates, opened and checked")?;
        return Ok(());
    };
    let recipients = encryption.recipients.len();
    writeln!(
        stdout(),
        "{shown}: {bytes} bytes, {certificates} certificates, encrypted for {recipients} recipients\n\
         The copy was opened and checked before it was encrypted. Of the encrypted file the header, the length and the digest \
         were read again; whether it opens shows `camket backup --verify FOLDER --identity FILE` where the private key is."
    )?;
    Ok(())
}

/// Copies the database into a new folder below `dir`, encrypted if there are recipients.
///
/// # Errors
/// There is no room, the database cannot be read, or what was written cannot be opened.
pub async fn create(
    config: &Config,
    dir: &Path,
    recipients: &[Recipient],
    now: OffsetDateTime,
) -> Result<Backup> {
    let name = format!("{NAME_START}{}", now.format(NAME_TIME)?);
    let (folder, partial) = (dir.join(&name), dir.join(format!(".{name}{PARTIAL_END}")));
    ensure!(!folder.exists(), "{} is there already", folder.display());
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&partial)
        .with_context(|| format!("{} cannot be made", partial.display()))?;
    let written = write_into(config, &partial, recipients, now).await;
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

async fn write_into(
    config: &Config,
    partial: &Path,
    recipients: &[Recipient],
    now: OffsetDateTime,
) -> Result<Manifest> {
    let engine = BackupEngine::from(config.database.engine());
    // What is to be encrypted is never on the disk of the backups as it is.
    let scratch = (!recipients.is_empty()).then(|| ScratchFolder::open(&config.data.dir)).transpose()?;
    let copy = scratch.as_ref().map_or(partial, ScratchFolder::path).join(engine.file_name());
    let content = match engine {
        BackupEngine::Sqlite => copy::copy_sqlite(config, &copy, scratch.is_some()).await?,
        BackupEngine::Postgresql => copy::dump_postgres(config, &copy).await?,
    };
    let (partial, created_at) = (partial.to_owned(), format_rfc3339(now));
    let recipients = recipients.to_vec();
    // A million certificates take seconds to read.
    let written = tokio::task::spawn_blocking(move || {
        let encrypt = |scratch: ScratchFolder| {
            let written = encrypt_file(&copy, &manifest::path_encrypted(&partial, engine), &recipients);
            drop(scratch);
            written
        };
        let encrypted = scratch.map(encrypt).transpose()?;
        Manifest::write(&partial, created_at, content, encrypted)
    });
    written.await?
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
}
