//! Merges the configuration layers: defaults, file, environment, flags. A later layer wins.

use figment::{
    Error, Figment, Metadata, Profile, Provider,
    error::{Actual, Kind},
    providers::Serialized,
    value::{Dict, Map},
};

use super::{Config, environment::variable_name, file::ConfigFile, problem::ConfigError};

const ENVIRONMENT: &str = "environment";
const FILE: &str = "file";
const FLAGS: &str = "flags";

/// The values of each source, already checked for unknown keys.
#[derive(Debug, Default)]
pub struct Layers {
    pub file: Option<ConfigFile>,
    pub environment: Dict,
    pub flags: Dict,
}

impl Layers {
    /// # Errors
    /// Each value of a wrong type, with its place.
    pub fn extract(&self) -> Result<Config, ConfigError> {
        let file = self.file.as_ref().map(|file| file.values.clone()).unwrap_or_default();
        Figment::from(Serialized::defaults(Config::default()))
            .merge(NamedLayer { name: FILE, values: file })
            .merge(NamedLayer { name: ENVIRONMENT, values: self.environment.clone() })
            .merge(NamedLayer { name: FLAGS, values: self.flags.clone() })
            .extract()
            .map_err(|error| ConfigError {
                problems: error.into_iter().map(|error| self.describe_error(&error)).collect(),
            })
    }

    fn describe_error(&self, error: &Error) -> String {
        let key = error.path.join(".");
        let source = error.metadata.as_ref().map_or("", |metadata| metadata.name.as_ref());
        let place = match (source, &self.file) {
            (ENVIRONMENT, _) if key == "database.url" => format!("{} or DATABASE_URL", variable_name(&key)),
            (ENVIRONMENT, _) => variable_name(key.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit())),
            (FILE, Some(file)) => file.place_of(&key),
            _ => "command line".to_owned(),
        };
        format!("{place}: {key}: {}", describe_reason(&error.kind))
    }
}

/// The reason of an error. It names types and never values, which may be passwords written without quotes.
fn describe_reason(kind: &Kind) -> String {
    match kind {
        Kind::InvalidType(actual, expected) => format!("expected {expected}, found {}", type_name(actual)),
        Kind::InvalidValue(_, expected) => format!("expected {expected}"),
        Kind::UnknownVariant(found, known) => format!("\"{found}\" is not one of {}", known.join(", ")),
        Kind::Message(message) => message.clone(),
        _ => "the value cannot be used".to_owned(),
    }
}

fn type_name(actual: &Actual) -> &'static str {
    match actual {
        Actual::Bool(_) => "true or false",
        Actual::Unsigned(_) | Actual::Signed(_) | Actual::Float(_) => "a number",
        Actual::Char(_) | Actual::Str(_) => "a text",
        Actual::Seq => "a list",
        Actual::Map => "a table",
        _ => "something else",
    }
}

/// One layer with its name, for figment.
struct NamedLayer {
    name: &'static str,
    values: Dict,
}

impl Provider for NamedLayer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}
