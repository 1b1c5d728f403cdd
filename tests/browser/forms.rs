//! The forms of a page, parsed from its source: a subset of HTML that is enough for our templates.

use super::BrowserResponse;

/// A form with the fields that a browser would send without a change.
#[derive(Debug, Default)]
pub struct FormOnPage {
    pub action: String,
    fields: Vec<(String, String)>,
    /// Names of all fields that can be filled in or chosen.
    names: Vec<String>,
}

impl FormOnPage {
    /// The fields to send after `given` is filled in. An empty value leaves a checkbox out and empties a text field: our
    /// forms treat both the same way.
    pub fn fill(&self, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let kept = self.fields.iter().filter(|(name, _)| given.iter().all(|(other, _)| other != name));
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.cloned().chain(given).collect()
    }
}

/// Finds the form that has all these fields.
#[track_caller]
pub fn find_with_fields(page: &BrowserResponse, fields: &[(&str, &str)]) -> FormOnPage {
    let forms = parse_forms(page);
    let names: Vec<_> = forms.iter().map(|form| (form.action.clone(), form.names.clone())).collect();
    let holds = |form: &FormOnPage| fields.iter().all(|(name, _)| form.names.iter().any(|own| own == name));
    let found = forms.into_iter().find(|form| !form.action.starts_with("/language") && holds(form));
    found.unwrap_or_else(|| {
        let asked: Vec<_> = fields.iter().map(|(name, _)| name).collect();
        panic!("{} ({}) has no form with {asked:?}, only {names:?}:\n{}", page.path, page.status, page.text())
    })
}

/// Finds the form with this `action`.
#[track_caller]
pub fn find_by_action(page: &BrowserResponse, action: &str) -> FormOnPage {
    let found = parse_forms(page).into_iter().find(|form| form.action == action);
    found.unwrap_or_else(|| panic!("{} has no form to {action}:\n{}", page.path, page.text()))
}

fn parse_forms(page: &BrowserResponse) -> Vec<FormOnPage> {
    let source = page.text();
    let mut forms: Vec<FormOnPage> = Vec::new();
    let mut open = false;
    let mut select = None;
    for tag in source.split('<').skip(1) {
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = inside.split([' ', '\n', '/']).next().unwrap_or_default();
        match name {
            "form" => {
                let action = attribute(inside, "action").filter(|action| !action.is_empty());
                let action = action.unwrap_or_else(|| page.path.clone());
                forms.push(FormOnPage { action, ..FormOnPage::default() });
                open = true;
            }
            "select" => select = attribute(inside, "name"),
            "" if inside.starts_with("/form") => open = false,
            _ => {}
        }
        if let Some(form) = forms.last_mut().filter(|_| open) {
            add_field(form, name, inside, after, select.as_ref());
        }
    }
    forms
}

fn add_field(form: &mut FormOnPage, tag: &str, inside: &str, after: &str, select: Option<&String>) {
    let Some(name) = (if tag == "option" { select.cloned() } else { attribute(inside, "name") }) else {
        return;
    };
    if matches!(tag, "input" | "select" | "textarea" | "button") {
        form.names.push(name.clone());
    }
    let kind = attribute(inside, "type").unwrap_or_default();
    let value = match tag {
        "input" if matches!(kind.as_str(), "checkbox" | "radio") => {
            has_flag(inside, "checked").then(|| attribute(inside, "value").unwrap_or_else(|| "on".to_owned()))
        }
        "input" => Some(attribute(inside, "value").unwrap_or_default()),
        "option" => has_flag(inside, "selected").then(|| attribute(inside, "value").unwrap_or_default()),
        "textarea" => Some(unescape(after)),
        _ => None,
    };
    form.fields.extend(value.map(|value| (name, value)));
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescape(value))
}

fn has_flag(tag: &str, name: &str) -> bool {
    tag.split([' ', '\n', '/']).any(|word| word == name)
}

fn unescape(text: &str) -> String {
    let named =
        [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">")];
    let named = named.into_iter().chain([("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&"), ("&amp;", "&")]);
    named.fold(text.to_owned(), |text, (code, plain)| text.replace(code, plain))
}
