//! The master secret: 32 bytes that encrypt signing keys and personal numbers. It is kept apart from the database, so
//! that a stolen backup of the database alone reveals none of them.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use camket_credential::MasterSecret;
use camket_domain::clock::Entropy;
use data_encoding::BASE64;

use super::config::{Config, database::DatabaseEngine};

/// Name of the master secret's file in the data folder.
pub const FILE_NAME: &str = "master.secret";
const SECRET_BYTES: usize = 32;

fn parse(text: &str) -> Result<MasterSecret> {
    let wrong = || {
        anyhow!(
            "it is not {SECRET_BYTES} bytes in base64; `openssl rand -base64 {SECRET_BYTES}` makes such a text"
        )
    };
    let bytes = BASE64.decode(text.trim().as_bytes()).map_err(|_| wrong())?;
    bytes.try_into().map(MasterSecret::new).map_err(|_| wrong())
}

/// Where a configuration takes the master secret from.
#[derive(Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// A value, usually from an environment variable.
    Value,
    /// A file that the operator created.
    OperatorFile(PathBuf),
    /// The file in the data folder, which the program creates at its first start.
    DataDirFile(PathBuf),
}

pub fn source(config: &Config) -> SecretSource {
    match (&config.secrets.master_secret, &config.secrets.master_secret_file) {
        (Some(_), _) => SecretSource::Value,
        (None, Some(path)) => SecretSource::OperatorFile(path.clone()),
        (None, None) => SecretSource::DataDirFile(config.data.dir.join(FILE_NAME)),
    }
}

/// Loads the master secret; creates it at the first start on SQLite. The data folder must exist.
///
/// # Errors
/// It is missing and must not be created, cannot be read, or can be read by other users.
pub fn load_or_create(config: &Config, entropy: &dyn Entropy) -> Result<MasterSecret> {
    match (source(config), &config.secrets.master_secret) {
        (SecretSource::Value, Some(text)) => {
            parse(text.expose()).context("secrets.master_secret (CAMKET_SECRETS__MASTER_SECRET)")
        }
        (SecretSource::DataDirFile(path), _) if !path.exists() => {
            check_first_start(config, &path)?;
            create(&path, entropy)?;
            read(&path)
        }
        (SecretSource::OperatorFile(path) | SecretSource::DataDirFile(path), _) => read(&path),
        (SecretSource::Value, None) => bail!("secrets.master_secret is not set"),
    }
}

/// Loads the secret that the master secret is to be changed to.
///
/// # Errors
/// It is not given, given twice, damaged, or can be read by other users.
pub fn load_new(config: &Config) -> Result<MasterSecret> {
    match (&config.secrets.new_master_secret, &config.secrets.new_master_secret_file) {
        (Some(text), None) => {
            parse(text.expose()).context("secrets.new_master_secret (CAMKET_SECRETS__NEW_MASTER_SECRET)")
        }
        (None, Some(path)) => read(path),
        (Some(_), Some(_)) => {
            bail!("secrets.new_master_secret and secrets.new_master_secret_file are both set: keep one")
        }
        (None, None) => bail!(
            "the new secret is not given: run `openssl rand -base64 {SECRET_BYTES}` and give the result in a file of mode \
             0600 named by secrets.new_master_secret_file, or as CAMKET_SECRETS__NEW_MASTER_SECRET"
        ),
    }
}

/// Checks that no SQLite database exists yet. A new secret beside an existing database would make its encrypted data
/// permanently unreadable, which would be noticed only when the data are needed.
pub fn check_first_start(config: &Config, path: &Path) -> Result<()> {
    let shown = path.display();
    ensure!(
        config.database.engine() == DatabaseEngine::Sqlite,
        "PostgreSQL needs a master secret that all nodes share"
    );
    let database = config.database.sqlite_file(&config.data.dir).filter(|file| file.exists());
    match database {
        None => Ok(()),
        Some(database) => bail!(
            "{shown} is missing, but the database {} is there, and what it holds is encrypted under that secret: \
             put the secret back from where you keep it apart from the backups",
            database.display()
        ),
    }
}

/// Reads the file and checks its mode.
///
/// # Errors
/// It is missing, damaged, or readable by group or others.
pub fn read(path: &Path) -> Result<MasterSecret> {
    let shown = path.display();
    let metadata = fs::metadata(path).with_context(|| format!("the master secret {shown} cannot be read"))?;
    let mode = metadata.permissions().mode() & 0o777;
    ensure!(
        mode & 0o077 == 0,
        "the master secret {shown} can be read by others (mode {mode:04o}): run `chmod 600 {shown}`, \
         and if others may have read it, treat it as known to them"
    );
    let text =
        fs::read_to_string(path).with_context(|| format!("the master secret {shown} cannot be read"))?;
    parse(&text).with_context(|| format!("the master secret {shown} is damaged"))
}

/// Creates the file atomically, also across a power failure: writes and syncs a draft, then links it to its name. The
/// link fails when another process was first; then that process's secret is used.
fn create(path: &Path, entropy: &dyn Entropy) -> Result<()> {
    let mut bytes = [0; SECRET_BYTES];
    entropy.fill(&mut bytes);
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    let made = write_synced(&draft, &format!("{}\n", BASE64.encode(&bytes)))
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft).ok();
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome.and_then(|()| sync_folder(path)),
    }
    .with_context(|| format!("the master secret {} cannot be made", path.display()))
}

fn write_synced(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Syncs the folder: a new directory entry is durable only after that.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{clock::SystemEntropy, config::SecretText};

    fn config(scratch: &tempfile::TempDir) -> Config {
        Config::for_demo("127.0.0.1:0".parse().unwrap(), scratch.path().to_owned())
    }

    #[test]
    fn the_secret_is_made_once_and_private() {
        let scratch = tempfile::tempdir().unwrap();
        load_or_create(&config(&scratch), &SystemEntropy).unwrap();
        let path = scratch.path().join(FILE_NAME);
        let first = fs::read(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        load_or_create(&config(&scratch), &SystemEntropy).unwrap();
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1, "no draft is left");
        create(&path, &SystemEntropy).expect("a lost race is no error");
        assert_eq!(fs::read(&path).unwrap(), first, "and changes nothing");
    }

    #[test]
    fn a_secret_that_others_can_read_is_refused() {
        let scratch = tempfile::tempdir().unwrap();
        load_or_create(&config(&scratch), &SystemEntropy).unwrap();
        let path = scratch.path().join(FILE_NAME);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let message = load_or_create(&config(&scratch), &SystemEntropy).unwrap_err().to_string();
        assert!(message.contains("mode 0640") && message.contains("chmod 600"), "{message}");
    }

    #[test]
    fn no_secret_is_made_beside_an_old_database() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("camket.sqlite"), "old").unwrap();
        let message = load_or_create(&config(&scratch), &SystemEntropy).unwrap_err().to_string();
        assert!(message.contains("put the secret back"), "{message}");
        assert!(!scratch.path().join(FILE_NAME).exists());
    }

    #[test]
    fn no_secret_is_made_on_postgres() {
        let scratch = tempfile::tempdir().unwrap();
        let mut config = config(&scratch);
        config.database.url = Some(SecretText::new("postgres://localhost/camket"));
        assert!(load_or_create(&config, &SystemEntropy).is_err());
        config.secrets.master_secret = Some(SecretText::new(BASE64.encode(&[7; 32])));
        assert!(load_or_create(&config, &SystemEntropy).is_ok());
    }

    #[test]
    fn a_wrong_value_is_not_repeated() {
        let scratch = tempfile::tempdir().unwrap();
        let mut config = config(&scratch);
        config.secrets.master_secret = Some(SecretText::new("hunter2"));
        let message = format!("{:#}", load_or_create(&config, &SystemEntropy).unwrap_err());
        assert!(message.contains("openssl rand") && !message.contains("hunter2"), "{message}");
    }
}
