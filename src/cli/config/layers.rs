//! Lays the layers over each other: defaults, file, environment, flags. The later one wins.

use figment::{
    Error, Figment, Metadata, Profile, Provider,
    error::{Actual, Kind},
    providers::Serialized,
    value::{Dict, Map},
};

use super::{Config, environment::variable, file::File, problem::ConfigError};

const ENVIRONMENT: &str = "environment";
const FILE: &str = "file";
const FLAGS: &str = "flags";

/// What each source says, already known to hold known keys only.
#[derive(Debug, Default)]
pub struct Layers {
    pub file: Option<File>,
    pub environment: Dict,
    pub flags: Dict,
}

impl Layers {
    /// # Errors
    /// Each value of a wrong type, with the place where it stands.
    pub fn extract(&self) -> Result<Config, ConfigError> {
        let file = self.file.as_ref().map(|file| file.values.clone()).unwrap_or_default();
        Figment::from(Serialized::defaults(Config::default()))
            .merge(Layer { name: FILE, values: file })
            .merge(Layer { name: ENVIRONMENT, values: self.environment.clone() })
            .merge(Layer { name: FLAGS, values: self.flags.clone() })
            .extract()
            .map_err(|error| ConfigError {
                problems: error.into_iter().map(|error| self.told(&error)).collect(),
            })
    }

    fn told(&self, error: &Error) -> String {
        let key = error.path.join(".");
        let source = error.metadata.as_ref().map_or("", |metadata| metadata.name.as_ref());
        let place = match (source, &self.file) {
            (ENVIRONMENT, _) if key == "database.url" => format!("{} or DATABASE_URL", variable(&key)),
            (ENVIRONMENT, _) => variable(key.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit())),
            (FILE, Some(file)) => file.place(&key),
            _ => "command line".to_owned(),
        };
        format!("{place}: {key}: {}", reason(&error.kind))
    }
}

/// Names types and never values: the value may be a password written without its quotes.
fn reason(kind: &Kind) -> String {
    match kind {
        Kind::InvalidType(actual, expected) => format!("expected {expected}, found {}", type_name(actual)),
        Kind::InvalidValue(_, expected) => format!("expected {expected}"),
        Kind::UnknownVariant(found, known) => format!("\"{found}\" is not one of {}", known.join(", ")),
        Kind::Message(told) => told.clone(),
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

/// One named layer.
struct Layer {
    name: &'static str,
    values: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}
