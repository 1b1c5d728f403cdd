//! `camket backup --verify`: whether a backup is as it was written, and opens. It needs neither the database nor the master
//! secret, so it can be done on another machine.

use std::{
    io::{Write, stdout},
    path::Path,
};

use anyhow::{Result, ensure};
use camket_credential::age::Identity;

use super::{
    copy::check_sqlite,
    encryption::{read_identities, write_plain},
    manifest::{BackupEngine, Manifest},
    postgres,
    scratch::ScratchFolder,
};
use crate::cli::{
    args::BackupArgs,
    config::{Config, Environment},
    data_dir::{DataDir, DataDirUse},
    logging,
};

/// Checks the backup and says how far.
///
/// # Errors
/// A file is missing, was changed, or cannot be opened.
pub async fn run(backup: &BackupArgs, folder: &Path, environment: &Environment) -> Result<()> {
    let config = Config::load(&backup.settings.overrides(), environment)?;
    logging::start(&config.logging)?;
    let identities = read_identities(backup.identity.as_deref())?;
    let manifest = Manifest::read(folder)?;
    let (created_at, certificates) = (&manifest.created_at, manifest.certificates);
    if manifest.encryption.is_some() && identities.is_empty() {
        manifest.verify(folder)?;
        writeln!(
            stdout(),
            "The backup of {created_at} is encrypted. Header, length and digest are as they were written; it was not opened: \
             give a private key with --identity FILE."
        )?;
        return Ok(());
    }
    let data = DataDir::open(&config.data.dir, DataDirUse::Real)?;
    open(&data, folder, &manifest, &identities).await?;
    writeln!(stdout(), "The backup of {created_at} opens: {certificates} certificates.")?;
    Ok(())
}

/// Opens the backup in the data folder, where nothing of it stays.
async fn open(data: &DataDir, folder: &Path, manifest: &Manifest, identities: &[Identity]) -> Result<()> {
    let scratch = ScratchFolder::open(data.path())?;
    let plain = scratch.path().join(manifest.engine.file_name());
    tokio::task::block_in_place(|| -> Result<()> {
        let file = manifest.verify(folder)?;
        write_plain(manifest, &file, &plain, identities)
    })?;
    match manifest.engine {
        BackupEngine::Postgresql => tokio::task::block_in_place(|| postgres::check(&plain)),
        BackupEngine::Sqlite => {
            let found = check_sqlite(&plain).await?;
            let is_same = (found.epoch, found.sequence, found.certificates)
                == (manifest.epoch, manifest.sequence, manifest.certificates);
            ensure!(is_same, "{} holds another register than its manifest says", folder.display());
            Ok(())
        }
    }
}
