//! The configuration: one file per section, read in layers (defaults, `camket.toml`, environment, flags).
//!
//! `config/camket.example.toml` documents every key, and a test checks that. To add a key: a field with its default in
//! the section's struct, a check in `problems` if a value can be wrong, and its lines in the example. Nothing here opens
//! a database, a port or a folder.

pub mod audit;
pub mod backup;
pub mod data;
pub mod database;
pub mod environment;
#[cfg(test)]
mod example;
mod file;
mod known_keys;
mod layers;
pub mod limits;
pub mod logging;
pub mod mail;
pub mod metrics;
pub mod network;
pub mod problem;
pub mod public_url;
pub mod secret;
pub mod secrets;
pub mod server;
pub mod sessions;
pub mod sms;
#[cfg(test)]
mod tests;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::value::Dict;
use serde::{Deserialize, Serialize};

pub use self::{environment::Environment, problem::ConfigError, secret::SecretText};
use self::{file::ConfigFile, known_keys::KnownKey, layers::Layers};

/// Name of the configuration file in the data folder.
pub const FILE_NAME: &str = "camket.toml";

/// All settings of the program.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Config {
    pub server: server::ServerConfig,
    pub data: data::DataConfig,
    pub database: database::DatabaseConfig,
    pub secrets: secrets::SecretsConfig,
    pub mail: mail::MailConfig,
    pub sms: sms::SmsConfig,
    pub sessions: sessions::SessionsConfig,
    pub limits: limits::LimitsConfig,
    pub logging: logging::LoggingConfig,
    pub backup: backup::BackupConfig,
    pub metrics: metrics::MetricsConfig,
    pub audit: audit::AuditConfig,
    /// The configuration file that was read, if any.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

/// The command line flags that concern the configuration.
#[derive(Clone, Debug, Default)]
pub struct ConfigOverrides {
    pub config: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
}

impl Config {
    /// Reads all layers and checks the result.
    ///
    /// # Errors
    /// All problems of the configuration at once.
    pub fn load(given: &ConfigOverrides, environment: &Environment) -> Result<Self, ConfigError> {
        let keys = known_keys::list_keys();
        let path = find_file(given, environment);
        let layers = read_layers(given, environment, path.as_deref(), &keys)?;
        let config = Self { file: path, ..layers.extract()? };
        let mut problems = config.find_problems();
        problems.extend(find_misplaced_data_dir(given, &config, &layers));
        ConfigError::check(problems).map(|()| config)
    }

    /// The configuration of a demo. It reads no file and no environment variable, so that a demo cannot reach a real
    /// office's database or gateways.
    pub fn for_demo(listen: SocketAddr, data: PathBuf) -> Self {
        let server = server::ServerConfig { listen, ..server::ServerConfig::default() };
        // A newcomer looks for the address, not for forty lines of migrations.
        let logging =
            logging::LoggingConfig { level: "info,sea_orm_migration=warn".into(), ..Default::default() };
        Self {
            server,
            data: data::DataConfig { dir: data, ..Default::default() },
            // Newcomers try the accounts of all roles.
            sessions: sessions::SessionsConfig { second_factor_of_staff: false, ..Default::default() },
            logging,
            ..Self::default()
        }
    }

    pub fn database_url(&self) -> SecretText {
        self.database.url(&self.data.dir)
    }

    fn find_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        self.server.collect_problems(&mut problems);
        self.database.collect_problems(&mut problems);
        self.secrets.collect_problems(&self.database, &mut problems);
        self.mail.collect_problems(&mut problems);
        self.sms.collect_problems(&mut problems);
        self.sessions.collect_problems(&mut problems);
        self.limits.collect_problems(&mut problems);
        self.logging.collect_problems(&mut problems);
        self.backup.collect_problems(&mut problems);
        self.metrics.collect_problems(&mut problems);
        self.audit.collect_problems(&mut problems);
        problems
    }
}

/// The file named on the command line, whether it exists or not, or else the one in the data folder, if it exists.
fn find_file(given: &ConfigOverrides, environment: &Environment) -> Option<PathBuf> {
    let in_data_dir = || {
        let named = environment.get(&environment::variable_name("data.dir")).map(PathBuf::from);
        let dir = given.data.clone().or(named).unwrap_or_else(|| data::DEFAULT_DIR.into());
        Some(dir.join(FILE_NAME)).filter(|path| path.exists())
    };
    given.config.clone().or_else(in_data_dir)
}

/// Reads every layer, or reports the problems of all of them.
fn read_layers(
    given: &ConfigOverrides,
    environment: &Environment,
    path: Option<&Path>,
    keys: &[KnownKey],
) -> Result<Layers, ConfigError> {
    let mut problems = Vec::new();
    let file =
        path.and_then(|path| ConfigFile::read(path, keys).map_err(|found| problems.extend(found)).ok());
    let environment =
        environment.build_layer(keys).map_err(|found| problems.extend(found)).unwrap_or_default();
    ConfigError::check(problems).map(|()| Layers { file, environment, flags: build_flag_layer(given) })
}

fn build_flag_layer(given: &ConfigOverrides) -> Dict {
    let mut flags = Dict::new();
    if let Some(listen) = given.listen {
        environment::insert_value(&mut flags, "server.listen", listen.to_string().into());
    }
    if let Some(data) = &given.data {
        environment::insert_value(&mut flags, "data.dir", data.display().to_string().into());
    }
    flags
}

/// The problem that a file found in the data folder names another data folder.
fn find_misplaced_data_dir(given: &ConfigOverrides, config: &Config, layers: &Layers) -> Option<String> {
    let file = layers.file.as_ref().filter(|file| given.config.is_none() && file.has_key("data.dir"))?;
    let found_in = config.file.as_deref().and_then(Path::parent)?;
    (config.data.dir != found_in).then(|| {
        format!(
            "{}: data.dir names another folder than the one this file was found in: \
                 give the file with --config, or remove the key",
            file.place_of("data.dir")
        )
    })
}
