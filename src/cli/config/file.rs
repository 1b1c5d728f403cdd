//! The configuration layer of `camket.toml`: its values, and the line of each key for error messages.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use figment::{
    providers::{Format, Toml},
    value::Dict,
};
use toml_edit::{ImDocument, TableLike};

use super::known_keys::{KnownKey, ValueShape, find_nearest, join_path, suggest_name};

/// A file that was read and contains known keys only.
#[derive(Debug)]
pub struct ConfigFile {
    path: PathBuf,
    pub values: Dict,
    lines: BTreeMap<String, usize>,
}

impl ConfigFile {
    /// # Errors
    /// The file cannot be read, is not TOML, or contains unknown keys; one message per problem.
    pub fn read(path: &Path, keys: &[KnownKey]) -> Result<Self, Vec<String>> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| vec![format!("{} cannot be read: {error}", path.display())])?;
        Self::parse(path, &text, keys)
    }

    fn parse(path: &Path, text: &str, keys: &[KnownKey]) -> Result<Self, Vec<String>> {
        let document =
            ImDocument::parse(text).map_err(|error| vec![describe_syntax_error(path, text, &error)])?;
        let mut walk = TableWalk { path, text, keys, lines: BTreeMap::new(), problems: Vec::new() };
        walk.walk_table("", document.as_table());
        if !walk.problems.is_empty() {
            return Err(walk.problems);
        }
        let values = Toml::from_str(text).map_err(|error| vec![error.message().to_owned()])?;
        Ok(Self { path: path.to_owned(), values, lines: walk.lines })
    }

    /// The place of a key, or of the list that contains it, such as "camket.toml, line 12".
    pub fn place_of(&self, key: &str) -> String {
        let line = self.lines.get(key).or_else(|| self.lines.get(key.rsplit_once('.')?.0));
        line.map_or_else(|| self.path.display().to_string(), |line| format_place(&self.path, *line))
    }

    pub fn has_key(&self, key: &str) -> bool {
        self.lines.contains_key(key)
    }
}

/// State of one pass over the file, which collects the line of each key and the unknown keys.
struct TableWalk<'a> {
    path: &'a Path,
    text: &'a str,
    keys: &'a [KnownKey],
    lines: BTreeMap<String, usize>,
    problems: Vec<String>,
}

impl TableWalk<'_> {
    fn walk_table(&mut self, path: &str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let path = join_path(path, name);
            let span = table.get_key_value(name).and_then(|(key, _)| key.span());
            let line = line_number(self.text, span.map_or(0, |span| span.start));
            self.lines.insert(path.clone(), line);
            match (self.keys.iter().find(|key| key.path == path), item.as_table_like()) {
                (Some(key), Some(_)) if key.shape == ValueShape::Map => {}
                (Some(_), _) => {}
                (None, Some(inner)) if self.is_section(&path) => self.walk_table(&path, inner),
                (None, _) => self.record_unknown(&path, line),
            }
        }
    }

    fn is_section(&self, path: &str) -> bool {
        self.sections().any(|section| section == path)
    }

    fn sections(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().filter_map(|key| key.path.rsplit_once('.')).map(|(section, _)| section)
    }

    fn record_unknown(&mut self, path: &str, line: usize) {
        let names = self.sections().chain(self.keys.iter().map(|key| key.path.as_str()));
        let advice = suggest_name(find_nearest(path, names));
        self.problems.push(format!("{}: unknown key \"{path}\"; {advice}", format_place(self.path, line)));
    }
}

fn format_place(path: &Path, line: usize) -> String {
    format!("{}, line {line}", path.display())
}

fn line_number(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// A message without the source line, which the parser's own text would quote: it may contain a password.
fn describe_syntax_error(path: &Path, text: &str, error: &toml_edit::TomlError) -> String {
    let line = line_number(text, error.span().map_or(0, |span| span.start));
    let message = error.message().lines().next().unwrap_or("not TOML").trim_end_matches('.');
    format!("{}: not valid TOML: {message}", format_place(path, line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::known_keys;

    fn parse(text: &str) -> Result<ConfigFile, Vec<String>> {
        ConfigFile::parse(Path::new("camket.toml"), text, &known_keys::list_keys())
    }

    #[test]
    fn a_file_knows_the_line_of_each_key() {
        let file =
            parse("# top\n[server]\nlisten = \"127.0.0.1:1\"\n[sms]\nheaders = { X-Any = \"1\" }\n").unwrap();
        assert_eq!(file.place_of("server.listen"), "camket.toml, line 3");
        assert_eq!(file.place_of("sms.headers"), "camket.toml, line 5");
        assert!(file.has_key("server") && !file.has_key("mail.host"));
    }

    #[test]
    fn unknown_keys_are_reported_with_the_nearest_name() {
        let problems =
            parse("[server]\nlissen = 1\n\n[sever]\nlisten = 2\n[mail]\npasword = 3\n").unwrap_err();
        assert_eq!(
            problems,
            [
                "camket.toml, line 2: unknown key \"server.lissen\"; did you mean server.listen?",
                "camket.toml, line 4: unknown key \"sever\"; did you mean server?",
                "camket.toml, line 7: unknown key \"mail.pasword\"; did you mean mail.password?",
            ]
        );
    }

    #[test]
    fn broken_toml_is_told_without_quoting_it() {
        let problems = parse("[mail]\npassword = \"hunter2\n").unwrap_err();
        assert!(problems[0].starts_with("camket.toml, line 2: not valid TOML"), "{problems:?}");
        assert!(!problems[0].contains("hunter2"), "{problems:?}");
    }
}
