//! The error of one field: a locale key with its arguments.

use fluent_templates::fluent_bundle::FluentValue;

use crate::l10n::{self, Arg, Lang};

#[derive(Clone, Debug)]
pub struct FieldError {
    field: String,
    key: String,
    what: Option<String>,
    args: Vec<(String, StoredArg)>,
}

/// An argument that is kept until the language is known.
#[derive(Clone, Debug)]
struct StoredArg(FluentValue<'static>);

impl Arg for StoredArg {
    fn value(&self) -> FluentValue<'static> {
        self.0.clone()
    }
}

impl FieldError {
    pub(super) fn new(field: &str, key: &str, args: &[(&str, &dyn Arg)]) -> Self {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), StoredArg(value.value()))).collect();
        Self { field: field.to_owned(), key: key.to_owned(), what: None, args }
    }

    pub(super) fn with_what(mut self, what: &str) -> Self {
        self.what = Some(what.to_owned());
        self
    }

    /// Name of the field, which is also the id of its control: the summary links to it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Locale key of the text, for tests.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The text of the error.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let what = self.what.as_ref().map(|key| l10n::translate(lang, key));
        let args = self.args.iter().map(|(name, value)| (name.as_str(), value as &dyn Arg));
        let args: Vec<_> = args.chain(what.as_ref().map(|what| ("what", what as &dyn Arg))).collect();
        l10n::translate_with(lang, &self.key, &args)
    }
}
