//! The manifest of a backup: what it holds, with the digest of each file. It is written last, so a folder without one is no
//! backup.

use std::{
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use camket_credential::age::{self, Recipient};
use camket_credential::digest::{DigestedContent, sha256_hex_of};
use serde::{Deserialize, Serialize};

use crate::cli::config::database::DatabaseEngine;
use crate::cli::marks::replace_file;

const MANIFEST_FILE: &str = "manifest.json";
const FORMAT: u32 = 1;
/// Versions of the program that cannot decrypt refuse it.
const ENCRYPTED_FORMAT: u32 = 2;
/// What follows the name of an encrypted file.
const ENCRYPTED_END: &str = ".age";
/// The copy of an SQLite database.
pub const SQLITE_COPY: &str = "camket.sqlite";
/// The archive of a PostgreSQL database, in the custom format of `pg_dump`.
pub const POSTGRES_ARCHIVE: &str = "camket.dump";

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// Version of the program that made it.
    program: String,
    /// RFC 3339.
    pub created_at: String,
    pub engine: BackupEngine,
    pub epoch: i64,
    pub sequence: i64,
    /// Number of certificates with a token.
    pub certificates: u32,
    pub files: Vec<BackupFile>,
    /// Of an encrypted backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Encryption>,
}

/// To whom the database's file is encrypted, and what it was before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Encryption {
    pub recipients: Vec<Recipient>,
    pub plain_bytes: u64,
    pub plain_sha256: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackupEngine {
    Sqlite,
    Postgresql,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BackupFile {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// What a backup holds, beside its files.
#[derive(Clone, Copy, Debug)]
pub struct BackupContent {
    pub engine: BackupEngine,
    pub epoch: i64,
    pub sequence: i64,
    pub certificates: u32,
}

impl From<DatabaseEngine> for BackupEngine {
    fn from(engine: DatabaseEngine) -> Self {
        match engine {
            DatabaseEngine::Sqlite => Self::Sqlite,
            DatabaseEngine::Postgres => Self::Postgresql,
        }
    }
}

impl BackupEngine {
    /// Name of the file with the database, before it is encrypted.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_COPY,
            Self::Postgresql => POSTGRES_ARCHIVE,
        }
    }
}

impl Manifest {
    /// Reads the database's file once more and writes the manifest beside it. An encrypted file must be what was `encrypted`.
    ///
    /// # Errors
    /// A file cannot be read or written, or is not what was written.
    pub fn write(
        folder: &Path,
        created_at: String,
        content: BackupContent,
        encrypted: Option<(Encryption, DigestedContent)>,
    ) -> Result<Self> {
        let name = name_file(content.engine, encrypted.is_some());
        let file = describe_file(folder, &name)?;
        let (encryption, written) = encrypted.unzip();
        let is_as_written =
            written.is_none_or(|written| written.bytes == file.bytes && written.sha256 == file.sha256);
        ensure!(
            is_as_written,
            "{} is not read as it was written: look at the disk",
            folder.join(&name).display()
        );
        let manifest = Self {
            format: if encryption.is_some() { ENCRYPTED_FORMAT } else { FORMAT },
            program: env!("CARGO_PKG_VERSION").to_owned(),
            created_at,
            engine: content.engine,
            epoch: content.epoch,
            sequence: content.sequence,
            certificates: content.certificates,
            files: vec![file],
            encryption,
        };
        manifest.check_header(folder)?;
        let path = folder.join(MANIFEST_FILE);
        replace_file(&path, &serde_json::to_vec_pretty(&manifest)?)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(manifest)
    }

    /// Reads the manifest of a backup.
    ///
    /// # Errors
    /// There is none, or it is of another format.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST_FILE);
        let bytes =
            fs::read(&path).with_context(|| format!("{} is no backup of camket", folder.display()))?;
        let manifest: Self =
            serde_json::from_slice(&bytes).with_context(|| format!("{} cannot be read", path.display()))?;
        ensure!(
            [FORMAT, ENCRYPTED_FORMAT].contains(&manifest.format),
            "{} is of another version of camket",
            path.display()
        );
        Ok(manifest)
    }

    /// Compares every file with its length and digest; returns the path of the database's.
    ///
    /// # Errors
    /// A file is missing, was cut off or was changed.
    pub fn verify(&self, folder: &Path) -> Result<PathBuf> {
        let name = self.database_file();
        ensure!(self.files.iter().any(|file| file.name == name), "the manifest does not name {name}");
        for file in &self.files {
            let (found, shown) = (describe_file(folder, &file.name)?, folder.join(&file.name));
            let shown = shown.display();
            if found.bytes < file.bytes {
                bail!(
                    "{shown} was cut off ({} of {} bytes are there): take another backup",
                    found.bytes,
                    file.bytes
                );
            }
            ensure!(found == *file, "{shown} is not as it was backed up: take another backup");
        }
        self.check_header(folder)?;
        Ok(folder.join(name))
    }

    fn database_file(&self) -> String {
        name_file(self.engine, self.encryption.is_some())
    }

    /// Without a private key the header alone of an encrypted file can be read.
    fn check_header(&self, folder: &Path) -> Result<()> {
        let Some(encryption) = &self.encryption else { return Ok(()) };
        let path = folder.join(self.database_file());
        let unread = || format!("{} cannot be read", path.display());
        let file = File::open(&path).with_context(unread)?;
        let found = age::count_recipients(BufReader::new(file)).with_context(unread)?;
        let named = encryption.recipients.len();
        ensure!(found == named, "{} is encrypted for {found} recipients instead of {named}", path.display());
        Ok(())
    }
}

/// Where the encrypted database of a backup is written.
pub fn path_encrypted(folder: &Path, engine: BackupEngine) -> PathBuf {
    folder.join(name_file(engine, true))
}

fn name_file(engine: BackupEngine, is_encrypted: bool) -> String {
    format!("{}{}", engine.file_name(), if is_encrypted { ENCRYPTED_END } else { "" })
}

fn describe_file(folder: &Path, name: &str) -> Result<BackupFile> {
    let path = folder.join(name);
    let shown = || format!("{} cannot be read", path.display());
    let file = File::open(&path).with_context(shown)?;
    file.sync_all().with_context(shown)?;
    let bytes = file.metadata().with_context(shown)?.len();
    Ok(BackupFile { name: name.to_owned(), bytes, sha256: sha256_hex_of(file).with_context(shown)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> BackupContent {
        BackupContent { engine: BackupEngine::Sqlite, epoch: 1, sequence: 4, certificates: 2 }
    }

    #[test]
    fn a_changed_file_is_no_backup() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join(SQLITE_COPY);
        fs::write(&file, "rows").unwrap();
        let written =
            Manifest::write(scratch.path(), "2026-11-30T08:00:00+07:00".to_owned(), content(), None).unwrap();
        assert_eq!(Manifest::read(scratch.path()).unwrap(), written);
        assert_eq!(written.verify(scratch.path()).unwrap(), file);
        fs::write(&file, "rowz").unwrap();
        assert!(written.verify(scratch.path()).unwrap_err().to_string().contains("not as it was"));
        fs::write(&file, "row").unwrap();
        assert!(written.verify(scratch.path()).unwrap_err().to_string().contains("cut off (3 of 4 bytes"));
        fs::remove_file(&file).unwrap();
        assert!(written.verify(scratch.path()).is_err());
    }

    #[test]
    fn a_folder_without_manifest_is_no_backup() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join(SQLITE_COPY), "rows").unwrap();
        assert!(Manifest::read(scratch.path()).unwrap_err().to_string().contains("no backup of camket"));
    }
}
