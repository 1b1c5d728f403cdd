//! `[database]`: one SQLite file in the data folder, or PostgreSQL.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::secret::SecretText;

/// Name of the SQLite file in the data folder.
pub const SQLITE_FILE: &str = "camket.sqlite";

/// The URL may contain a password, so the whole URL is a secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct DatabaseConfig {
    pub url: Option<SecretText>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseEngine {
    Sqlite,
    Postgres,
}

impl DatabaseConfig {
    pub fn url(&self, data: &Path) -> SecretText {
        self.url.clone().unwrap_or_else(|| {
            SecretText::new(format!("sqlite://{}?mode=rwc", data.join(SQLITE_FILE).display()))
        })
    }

    pub fn engine(&self) -> DatabaseEngine {
        let postgres = self.url.as_ref().is_some_and(|url| is_postgres(url.expose()));
        if postgres { DatabaseEngine::Postgres } else { DatabaseEngine::Sqlite }
    }

    /// The path of the database file, if the engine is SQLite.
    pub fn sqlite_file(&self, data: &Path) -> Option<PathBuf> {
        match (&self.url, self.engine()) {
            (_, DatabaseEngine::Postgres) => None,
            (None, DatabaseEngine::Sqlite) => Some(data.join(SQLITE_FILE)),
            (Some(url), DatabaseEngine::Sqlite) => {
                let path = url.expose().strip_prefix("sqlite://")?;
                Some(path.split_once('?').map_or(path, |(path, _)| path).into())
            }
        }
    }

    /// Describes engine and location for messages, without user or password.
    pub fn describe(&self, data: &Path) -> String {
        if let Some(file) = self.sqlite_file(data) {
            return format!("SQLite in {}", file.display());
        }
        let url = self.url(data);
        let place = url.expose().split_once("://").map_or("", |(_, rest)| rest);
        let place = place.split_once('?').map_or(place, |(place, _)| place);
        format!("PostgreSQL at {}", place.rsplit_once('@').map_or(place, |(_, place)| place))
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        let Some(url) = &self.url else { return };
        let sqlite = url.expose().strip_prefix("sqlite://").is_some_and(|file| !file.is_empty());
        if !sqlite && !is_postgres(url.expose()) {
            problems.push(
                "database.url (DATABASE_URL) must start with postgres:// or sqlite://, such as \
                 postgres://camket:PASSWORD@127.0.0.1/camket or sqlite:///var/lib/camket/camket.sqlite?mode=rwc"
                    .into(),
            );
        }
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database_at(url: &str) -> DatabaseConfig {
        DatabaseConfig { url: Some(SecretText::new(url)) }
    }

    #[test]
    fn default_is_a_file_in_the_data_folder() {
        let (database, data) = (DatabaseConfig::default(), Path::new("/srv/camket"));
        assert_eq!(database.url(data).expose(), "sqlite:///srv/camket/camket.sqlite?mode=rwc");
        assert_eq!(database.sqlite_file(data).unwrap(), Path::new("/srv/camket/camket.sqlite"));
        assert_eq!(database.describe(data), "SQLite in /srv/camket/camket.sqlite");
    }

    #[test]
    fn description_hides_user_and_password() {
        let shown =
            database_at("postgres://me:p@ss@db.example:5432/camket?sslmode=require").describe(Path::new("x"));
        assert_eq!(shown, "PostgreSQL at db.example:5432/camket");
    }

    #[test]
    fn other_databases_are_refused() {
        for url in ["mysql://x/y", "camket.sqlite", "sqlite://", "sqlite::memory:", ""] {
            let mut problems = Vec::new();
            database_at(url).collect_problems(&mut problems);
            assert_eq!(problems.len(), 1, "{url}");
        }
    }
}
