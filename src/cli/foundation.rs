//! What every command with data needs before it opens the database: configuration, logging, the data folder and the
//! master secret, in this order. Each error says what to do.

use anyhow::Result;
use camket_credential::MasterSecret;

use super::{
    clock::SystemEntropy,
    config::{Config, Environment, Given},
    data_dir::{DataDir, Use},
    logging, secrets,
};

#[derive(Debug)]
pub struct Foundation {
    pub config: Config,
    pub data: DataDir,
    pub master: MasterSecret,
}

impl Foundation {
    /// Prepares a command that works on real data: `serve`, `migrate`, `user`, `keys` and others.
    ///
    /// # Errors
    /// The configuration, the folder or the master secret cannot be used.
    pub fn lay(given: &Given, environment: &Environment) -> Result<Self> {
        Self::under(Config::load(given, environment)?, Use::Real)
    }

    /// Prepares `demo`.
    ///
    /// # Errors
    /// The folder is not a demo's.
    pub fn lay_demo(config: Config) -> Result<Self> {
        Self::under(config, Use::Demo)
    }

    fn under(config: Config, wanted: Use) -> Result<Self> {
        logging::start(&config.logging)?;
        let data = DataDir::open(&config.data.dir, wanted)?;
        let master = secrets::obtain(&config, &SystemEntropy)?;
        Ok(Self { config, data, master })
    }
}
