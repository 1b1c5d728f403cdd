//! What the operator decides: one section a file, read in layers (defaults, `camket.toml`, environment, flags).
//!
//! Every key is documented in `config/camket.example.toml`, and a test keeps it so. To add one: a field in its section's
//! struct with its default, a line in `problems` if a value can be wrong, and its lines in the example. Nothing here
//! opens a database, a port or a folder.

pub mod data;
pub mod database;
pub mod environment;
#[cfg(test)]
mod example;
mod file;
mod known;
mod layers;
pub mod logging;
pub mod mail;
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

pub use self::{environment::Environment, problem::ConfigError, secret::Secret};
use self::{file::File, known::Known, layers::Layers};

/// The name of the file that is looked for in the data folder.
pub const FILE_NAME: &str = "camket.toml";

/// Everything that can be set.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Config {
    pub server: server::Server,
    pub data: data::Data,
    pub database: database::Database,
    pub secrets: secrets::Secrets,
    pub mail: mail::Mail,
    pub sms: sms::Sms,
    pub sessions: sessions::Sessions,
    pub logging: logging::Logging,
    /// The file that was read, if one was.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

/// What the command line says about the configuration.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub config: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
}

impl Config {
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(given: &Given, environment: &Environment) -> Result<Self, ConfigError> {
        let keys = known::keys();
        let path = find_file(given, environment);
        let layers = read_layers(given, environment, path.as_deref(), &keys)?;
        let config = Self { file: path, ..layers.extract()? };
        let mut problems = config.problems();
        problems.extend(misplaced_data_dir(given, &config, &layers));
        ConfigError::check(problems).map(|()| config)
    }

    /// The demo is the same everywhere: it reads no file and no environment, so that it can never
    /// come near a real office's database or gateways.
    pub fn of_demo(listen: SocketAddr, data: PathBuf) -> Self {
        let server = server::Server { listen, ..server::Server::default() };
        // A newcomer looks for the address, not for forty lines of migrations.
        let logging = logging::Logging { level: "info,sea_orm_migration=warn".into(), ..Default::default() };
        Self { server, data: data::Data { dir: data }, logging, ..Self::default() }
    }

    pub fn database_url(&self) -> Secret {
        self.database.url(&self.data.dir)
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        self.server.problems(&mut problems);
        self.database.problems(&mut problems);
        self.secrets.problems(&self.database, &mut problems);
        self.mail.problems(&mut problems);
        self.sms.problems(&mut problems);
        self.sessions.problems(&mut problems);
        self.logging.problems(&mut problems);
        problems
    }
}

/// The file named on the command line, which must exist, or the one in the data folder, which may.
fn find_file(given: &Given, environment: &Environment) -> Option<PathBuf> {
    let in_data_dir = || {
        let named = environment.get(&environment::variable("data.dir")).map(PathBuf::from);
        let dir = given.data.clone().or(named).unwrap_or_else(|| data::DEFAULT_DIR.into());
        Some(dir.join(FILE_NAME)).filter(|path| path.exists())
    };
    given.config.clone().or_else(in_data_dir)
}

/// Every layer, or what is wrong in any of them.
fn read_layers(
    given: &Given,
    environment: &Environment,
    path: Option<&Path>,
    keys: &[Known],
) -> Result<Layers, ConfigError> {
    let mut problems = Vec::new();
    let file = path.and_then(|path| File::read(path, keys).map_err(|told| problems.extend(told)).ok());
    let environment = environment.values(keys).map_err(|told| problems.extend(told)).unwrap_or_default();
    ConfigError::check(problems).map(|()| Layers { file, environment, flags: flags(given) })
}

fn flags(given: &Given) -> Dict {
    let mut flags = Dict::new();
    if let Some(listen) = given.listen {
        environment::put(&mut flags, "server.listen", listen.to_string().into());
    }
    if let Some(data) = &given.data {
        environment::put(&mut flags, "data.dir", data.display().to_string().into());
    }
    flags
}

/// A file that is found in the data folder cannot say where the data folder is.
fn misplaced_data_dir(given: &Given, config: &Config, layers: &Layers) -> Option<String> {
    let file = layers.file.as_ref().filter(|file| given.config.is_none() && file.sets("data.dir"))?;
    let found_in = config.file.as_deref().and_then(Path::parent)?;
    (config.data.dir != found_in).then(|| {
        format!(
            "{}: data.dir names another folder than the one this file was found in: \
                 give the file with --config, or remove the key",
            file.place("data.dir")
        )
    })
}
