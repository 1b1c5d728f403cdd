//! The known configuration keys, derived from the sections' structs: a field added there is known here.

use serde_json::Value;

use super::Config;

/// A key that may be set, such as `server.listen`.
#[derive(Clone, Debug)]
pub struct KnownKey {
    pub path: String,
    pub shape: ValueShape,
}

/// How a value of the key is written as text in an environment variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueShape {
    Text,
    Number,
    Flag,
    TextList,
    NumberList,
    /// A map with free keys, such as HTTP headers.
    Map,
}

/// All keys of all sections.
pub fn list_keys() -> Vec<KnownKey> {
    let defaults = serde_json::to_value(Config::default()).expect("sections are plain data");
    let mut keys = Vec::new();
    collect_keys("", &defaults, &mut keys);
    keys
}

fn collect_keys(path: &str, value: &Value, keys: &mut Vec<KnownKey>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                collect_keys(&join_path(path, name), value, keys);
            }
        }
        leaf => keys.push(KnownKey { path: path.to_owned(), shape: infer_shape(leaf) }),
    }
}

fn infer_shape(default: &Value) -> ValueShape {
    match default {
        // A key without a default is an optional string: a host, a path, a secret.
        Value::Null | Value::String(_) => ValueShape::Text,
        Value::Number(_) => ValueShape::Number,
        Value::Bool(_) => ValueShape::Flag,
        Value::Array(items) if items.first().is_some_and(Value::is_number) => ValueShape::NumberList,
        Value::Array(_) => ValueShape::TextList,
        Value::Object(_) => ValueShape::Map,
    }
}

pub fn join_path(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The known name that is most similar to a mistyped one, if one is similar enough.
pub fn find_nearest<'a>(mistyped: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(&mistyped.to_lowercase(), &name.to_lowercase());
    known
        .into_iter()
        .map(|name| (likeness(name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.6)
        .map(|(_, name)| name)
}

/// The last part of the message about an unknown name.
pub fn suggest_name(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "config/camket.example.toml lists all keys".to_owned(),
        |name| format!("did you mean {name}?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(path: &str) -> ValueShape {
        list_keys().into_iter().find(|key| key.path == path).unwrap().shape
    }

    #[test]
    fn shapes_follow_the_defaults() {
        assert_eq!(shape_of("server.listen"), ValueShape::Text);
        assert_eq!(shape_of("mail.password"), ValueShape::Text);
        assert_eq!(shape_of("mail.port"), ValueShape::Number);
        assert_eq!(shape_of("server.trusted_proxies"), ValueShape::TextList);
        assert_eq!(shape_of("sms.success_statuses"), ValueShape::NumberList);
        assert_eq!(shape_of("sms.headers"), ValueShape::Map);
    }
}
