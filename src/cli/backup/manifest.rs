//! The manifest of a backup: what it holds, with the digest of each file. It is written last, so a folder without one is no
//! backup.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use camket_credential::digest::sha256_hex_of;
use serde::{Deserialize, Serialize};

use crate::cli::config::database::DatabaseEngine;
use crate::cli::marks::replace_file;

const MANIFEST_FILE: &str = "manifest.json";
const FORMAT: u32 = 1;
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
    /// Name of the file with the database.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_COPY,
            Self::Postgresql => POSTGRES_ARCHIVE,
        }
    }
}

impl Manifest {
    /// Reads the database's file once more and writes the manifest beside it.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write(folder: &Path, created_at: String, content: BackupContent) -> Result<Self> {
        let file = describe_file(folder, content.engine.file_name())?;
        let manifest = Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            created_at,
            engine: content.engine,
            epoch: content.epoch,
            sequence: content.sequence,
            certificates: content.certificates,
            files: vec![file],
        };
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
        ensure!(manifest.format == FORMAT, "{} is of another version of camket", path.display());
        Ok(manifest)
    }

    /// Compares every file with its digest; returns the path of the database's.
    ///
    /// # Errors
    /// A file is missing or was changed.
    pub fn verify(&self, folder: &Path) -> Result<PathBuf> {
        let name = self.engine.file_name();
        ensure!(self.files.iter().any(|file| file.name == name), "the manifest does not name {name}");
        for file in &self.files {
            if describe_file(folder, &file.name)? != *file {
                bail!(
                    "{} is not as it was backed up: take another backup",
                    folder.join(&file.name).display()
                );
            }
        }
        Ok(folder.join(name))
    }
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
            Manifest::write(scratch.path(), "2026-11-30T08:00:00+07:00".to_owned(), content()).unwrap();
        assert_eq!(Manifest::read(scratch.path()).unwrap(), written);
        assert_eq!(written.verify(scratch.path()).unwrap(), file);
        fs::write(&file, "rowz").unwrap();
        assert!(written.verify(scratch.path()).unwrap_err().to_string().contains("not as it was"));
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
