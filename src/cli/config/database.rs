//! `[database]`: one SQLite file in the data folder, or PostgreSQL.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// Name of the SQLite file in the data folder.
pub const SQLITE_FILE: &str = "camket.sqlite";

/// The URL may contain a password, so the whole URL is a secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Database {
    pub url: Option<Secret>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Database {
    pub fn url(&self, data: &Path) -> Secret {
        self.url
            .clone()
            .unwrap_or_else(|| Secret::new(format!("sqlite://{}?mode=rwc", data.join(SQLITE_FILE).display())))
    }

    pub fn engine(&self) -> Engine {
        let postgres = self.url.as_ref().is_some_and(|url| is_postgres(url.expose()));
        if postgres { Engine::Postgres } else { Engine::Sqlite }
    }

    /// The path of the database file, if the engine is SQLite.
    pub fn sqlite_file(&self, data: &Path) -> Option<PathBuf> {
        match (&self.url, self.engine()) {
            (_, Engine::Postgres) => None,
            (None, Engine::Sqlite) => Some(data.join(SQLITE_FILE)),
            (Some(url), Engine::Sqlite) => {
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

    pub(super) fn problems(&self, problems: &mut Vec<String>) {
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

    fn at(url: &str) -> Database {
        Database { url: Some(Secret::new(url)) }
    }

    #[test]
    fn default_is_a_file_in_the_data_folder() {
        let (database, data) = (Database::default(), Path::new("/srv/camket"));
        assert_eq!(database.url(data).expose(), "sqlite:///srv/camket/camket.sqlite?mode=rwc");
        assert_eq!(database.sqlite_file(data).unwrap(), Path::new("/srv/camket/camket.sqlite"));
        assert_eq!(database.describe(data), "SQLite in /srv/camket/camket.sqlite");
    }

    #[test]
    fn description_hides_user_and_password() {
        let shown = at("postgres://me:p@ss@db.example:5432/camket?sslmode=require").describe(Path::new("x"));
        assert_eq!(shown, "PostgreSQL at db.example:5432/camket");
    }

    #[test]
    fn other_databases_are_refused() {
        for url in ["mysql://x/y", "camket.sqlite", "sqlite://", "sqlite::memory:", ""] {
            let mut problems = Vec::new();
            at(url).problems(&mut problems);
            assert_eq!(problems.len(), 1, "{url}");
        }
    }
}
