//! What every command with data needs before it opens the database: configuration, logging, the data folder and the
//! master secret, in this order. Each error says what to do.

use anyhow::Result;
use camket_credential::MasterSecret;

use super::{
    clock::SystemEntropy,
    config::{Config, ConfigOverrides, Environment},
    data_dir::{DataDir, DataDirUse},
    logging, secrets,
};

#[derive(Debug)]
pub struct Setup {
    pub config: Config,
    pub data: DataDir,
    pub master: MasterSecret,
}

impl Setup {
    /// Prepares a command that works on real data: `serve`, `migrate`, `user`, `keys` and others.
    ///
    /// # Errors
    /// The configuration, the folder or the master secret cannot be used.
    pub fn prepare(given: &ConfigOverrides, environment: &Environment) -> Result<Self> {
        Self::prepare_with(Config::load(given, environment)?, DataDirUse::Real)
    }

    /// Prepares `demo`.
    ///
    /// # Errors
    /// The folder is not a demo's.
    pub fn prepare_demo(config: Config) -> Result<Self> {
        Self::prepare_with(config, DataDirUse::Demo)
    }

    fn prepare_with(config: Config, wanted: DataDirUse) -> Result<Self> {
        logging::start(&config.logging)?;
        let data = DataDir::open(&config.data.dir, wanted)?;
        let master = secrets::load_or_create(&config, &SystemEntropy)?;
        Ok(Self { config, data, master })
    }
}
