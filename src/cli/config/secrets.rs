//! `[secrets]`: the source of the master secret. `cli::secrets` reads and creates it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{
    database::{DatabaseConfig, DatabaseEngine},
    secret::SecretText,
};

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct SecretsConfig {
    pub master_secret: Option<SecretText>,
    pub master_secret_file: Option<PathBuf>,
    /// The secret that `camket secret rotate` changes to. No other command reads it.
    pub new_master_secret: Option<SecretText>,
    pub new_master_secret_file: Option<PathBuf>,
}

impl SecretsConfig {
    pub(super) fn collect_problems(&self, database: &DatabaseConfig, problems: &mut Vec<String>) {
        if self.master_secret.is_some() && self.master_secret_file.is_some() {
            problems.push(
                "secrets.master_secret and secrets.master_secret_file are both set: keep one, \
                 so that it is clear which of the two counts"
                    .into(),
            );
        }
        let given = self.master_secret.is_some() || self.master_secret_file.is_some();
        if database.engine() == DatabaseEngine::Postgres && !given {
            problems.push(
                "PostgreSQL needs a master secret that all nodes share, and the program does not make it: run \
                 `openssl rand -base64 32`, keep the result apart from the backups, and give it as \
                 CAMKET_SECRETS__MASTER_SECRET or in a file of mode 0600 named by secrets.master_secret_file"
                    .into(),
            );
        }
    }
}
