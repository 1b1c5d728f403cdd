//! The configuration layer of environment variables: `CAMKET_SECTION__KEY` for each key, and `DATABASE_URL`.

use std::ffi::OsString;

use figment::value::{Dict, Value};

use super::known_keys::{KnownKey, ValueShape, find_nearest, suggest_name};

const PREFIX: &str = "CAMKET_";
/// Variables that the command line reads (`--config`), not a section.
const NON_KEY_VARIABLES: [&str; 1] = ["CAMKET_CONFIG"];
/// Prefix of the tests' own variables, which a program started by a test inherits.
const TEST_PREFIX: &str = "CAMKET_TEST_";

/// The environment variables, read once and passed down, so that tests can pass their own.
#[derive(Clone, Default)]
pub struct Environment(Vec<(String, String)>);

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names only: values may be passwords.
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Environment {
    pub fn from_process() -> Self {
        // A value that is not Unicode is converted with replacement characters; its key then reports it as wrong.
        let text = |text: OsString| text.to_string_lossy().into_owned();
        Self::from_variables(std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    /// Keeps our variables. An empty one counts as not set, because compose and unit files often set empty ones.
    pub fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours = |name: &str| name == "DATABASE_URL" || name.starts_with(PREFIX);
        Self(variables.into_iter().filter(|(name, value)| ours(name) && !value.is_empty()).collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The values as a configuration layer.
    ///
    /// # Errors
    /// Each unknown variable with our prefix, and each value that cannot be parsed.
    pub(super) fn build_layer(&self, keys: &[KnownKey]) -> Result<Dict, Vec<String>> {
        let (mut layer, mut problems) = (Dict::new(), Vec::new());
        if let Some(url) = self.get("DATABASE_URL") {
            insert_value(&mut layer, "database.url", url.into());
        }
        for (name, text) in self.0.iter().filter(|(name, _)| is_key(name)) {
            let known = keys.iter().find(|key| variable_name(&key.path) == *name);
            match known.map(|key| (key, parse_value(key.shape, text))) {
                Some((key, Some(value))) => insert_value(&mut layer, &key.path, value),
                Some((key, None)) => problems.push(format!("{name}: expected {}", describe_shape(key.shape))),
                None => problems.push(describe_unknown(name, keys)),
            }
        }
        if problems.is_empty() { Ok(layer) } else { Err(problems) }
    }
}

/// The name of the variable that sets a key.
pub fn variable_name(path: &str) -> String {
    format!("{PREFIX}{}", path.to_uppercase().replace('.', "__"))
}

fn is_key(name: &str) -> bool {
    name.starts_with(PREFIX) && !name.starts_with(TEST_PREFIX) && !NON_KEY_VARIABLES.contains(&name)
}

fn describe_unknown(name: &str, keys: &[KnownKey]) -> String {
    let variables: Vec<String> = keys.iter().map(|key| variable_name(&key.path)).collect();
    let advice = suggest_name(find_nearest(name, variables.iter().map(String::as_str)));
    format!("unknown variable {name}; {advice}")
}

/// Parses a value by the shape of its key, not of the text: a password of digits stays a string.
fn parse_value(shape: ValueShape, text: &str) -> Option<Value> {
    let items = || text.split(',').map(str::trim).filter(|item| !item.is_empty());
    match shape {
        ValueShape::Text => Some(text.into()),
        ValueShape::Number => text.parse::<u64>().ok().map(Value::from),
        ValueShape::Flag => text.parse::<bool>().ok().map(Value::from),
        ValueShape::TextList => Some(items().collect::<Vec<_>>().into()),
        ValueShape::NumberList => {
            items().map(|item| item.parse::<u64>().ok()).collect::<Option<Vec<_>>>().map(Value::from)
        }
        ValueShape::Map => {
            let map: std::collections::BTreeMap<String, String> = serde_json::from_str(text).ok()?;
            Value::serialize(map).ok()
        }
    }
}

fn describe_shape(shape: ValueShape) -> &'static str {
    match shape {
        ValueShape::Text => "a text",
        ValueShape::Number => "a number",
        ValueShape::Flag => "true or false",
        ValueShape::TextList => "values with commas between them",
        ValueShape::NumberList => "numbers with commas between them",
        ValueShape::Map => r#"a JSON object of texts, such as {"Authorization":"Bearer KEY"}"#,
    }
}

/// Inserts a value at `section.key`.
pub(super) fn insert_value(layer: &mut Dict, path: &str, value: Value) {
    let Some((section, key)) = path.split_once('.') else {
        layer.insert(path.to_owned(), value);
        return;
    };
    let section = layer.entry(section.to_owned()).or_insert_with(|| Dict::new().into());
    if let Value::Dict(_, inner) = section {
        insert_value(inner, key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::known_keys;

    fn values(variables: &[(&str, &str)]) -> Result<Dict, Vec<String>> {
        let owned = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Environment::from_variables(owned).build_layer(&known_keys::list_keys())
    }

    #[test]
    fn unknown_variables_are_refused_with_the_nearest() {
        let problems = values(&[("CAMKET_SERVER_LISTEN", "x"), ("CAMKET_MAIL__HOTS", "y")]).unwrap_err();
        assert_eq!(
            problems,
            [
                "unknown variable CAMKET_SERVER_LISTEN; did you mean CAMKET_SERVER__LISTEN?",
                "unknown variable CAMKET_MAIL__HOTS; did you mean CAMKET_MAIL__HOST?",
            ]
        );
    }

    #[test]
    fn foreign_variables_are_ignored() {
        let layer =
            values(&[("PATH", "/bin"), ("CAMKET_TEST_POSTGRES", "x"), ("CAMKET_CONFIG", "y")]).unwrap();
        assert!(layer.is_empty(), "{layer:?}");
    }

    #[test]
    fn a_value_is_read_by_the_shape_of_its_key() {
        let messages = values(&[("CAMKET_MAIL__PORT", "many"), ("CAMKET_SMS__HEADERS", "Authorization: x")])
            .unwrap_err();
        assert!(messages[0].contains("CAMKET_MAIL__PORT: expected a number"), "{messages:?}");
        assert!(messages[1].contains("JSON object"), "{messages:?}");
    }

    #[test]
    fn debug_shows_names_of_variables_only() {
        let environment =
            Environment::from_variables([("CAMKET_MAIL__PASSWORD".to_owned(), "hunter2".to_owned())]);
        assert_eq!(format!("{environment:?}"), "[\"CAMKET_MAIL__PASSWORD\"]");
    }
}
