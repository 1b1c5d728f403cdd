//! Fills in a form in the HTML of a page. Our templates write it: attributes in double quotes, `<` and `>` only around
//! tags. Filling the HTML instead of a handler's data covers every form, and none can be forgotten.

use std::collections::HashMap;

use camket_app::kept_forms::KeptForm;

use super::PAGE_FIELD;
use crate::tags::{Tag, escape, find_tag, list_tags, read_text, set_attribute, set_flag, unescape};

/// What the hidden version and idempotency key of the form become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FillMode {
    /// As they were sent: the register then sees a repetition and a conflict.
    AsSent,
    /// As on the page: the person has seen the newer values.
    Newer,
}

/// A page with its form filled in.
#[derive(Debug)]
pub(super) struct FilledPage {
    pub(super) html: String,
    /// With [`FillMode::Newer`]: where the page's value is another than the one that was typed.
    pub(super) differences: Vec<Difference>,
}

/// A field whose value on the page is not the one that was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Id of its control.
    pub(super) id: String,
    pub(super) label: String,
    /// The value on the page, as the page names it.
    pub(super) now: String,
}

/// Fills in the form that `kept` was sent from; `None` if the page has none with its action.
pub(super) fn fill(html: &str, kept: &KeptForm, mode: FillMode) -> Option<FilledPage> {
    let forms: Vec<(usize, usize)> = find_forms(html, kept);
    let fits = |range: &&(usize, usize)| has_same_hidden_values(&html[range.0..range.1], kept);
    let (start, end) = *forms.iter().find(fits).or_else(|| forms.first())?;
    let mut filler = Filler::new(kept, mode);
    filler.fill_form(&html[start..end]);
    let whole = [&html[..start], &filler.out, &html[end..]].concat();
    Some(FilledPage { html: whole, differences: filler.differences })
}

/// Where the forms with the action of `kept` begin and end.
fn find_forms(html: &str, kept: &KeptForm) -> Vec<(usize, usize)> {
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(tag) = find_tag(html, from) {
        from = tag.end;
        if tag.name != "form" || tag.attribute("method").as_deref() != Some("post") {
            continue;
        }
        let action = tag.attribute("action").filter(|action| !action.is_empty());
        let end = html[tag.end..].find("</form>").map_or(html.len(), |at| tag.end + at);
        if path(&action.unwrap_or_else(|| kept.page.clone())) == path(&kept.action) {
            found.push((tag.start, end));
        }
        from = end;
    }
    found
}

/// Whether the hidden values tell that this is the form: lists have one form a row.
fn has_same_hidden_values(form: &str, kept: &KeptForm) -> bool {
    list_tags(form).filter(|tag| tag.name == "input" && tag.kind() == "hidden").all(|tag| {
        let name = tag.attribute("name").unwrap_or_default();
        let own = tag.attribute("value").unwrap_or_default();
        let mut sent = kept.values(&name).peekable();
        is_token(&name) || sent.peek().is_none() || sent.any(|value| value == own)
    })
}

/// Hidden fields that differ each time the page is shown.
fn is_token(name: &str) -> bool {
    matches!(name, "key" | "version")
}

struct Filler<'a> {
    kept: &'a KeptForm,
    mode: FillMode,
    out: String,
    /// How many controls of a name were filled in.
    used: HashMap<String, usize>,
    labels: HashMap<String, String>,
    legend: String,
    differences: Vec<Difference>,
}

impl<'a> Filler<'a> {
    fn new(kept: &'a KeptForm, mode: FillMode) -> Self {
        let (out, legend) = (String::new(), String::new());
        Self {
            kept,
            mode,
            out,
            used: HashMap::new(),
            labels: HashMap::new(),
            legend,
            differences: Vec::new(),
        }
    }

    /// Copies the form with its values replaced.
    fn fill_form(&mut self, form: &str) {
        self.labels = list_tags(form)
            .filter(|tag| tag.name == "label")
            .filter_map(|tag| Some((tag.attribute("for")?, read_text(form, tag.end, "</label>"))))
            .collect();
        let mut copied = 0;
        while let Some(tag) = find_tag(form, copied) {
            self.out.push_str(&form[copied..tag.start]);
            copied = match tag.name {
                "form" => self.copy_form_tag(&tag),
                "input" => self.copy_input(&tag),
                "textarea" => self.copy_textarea(form, &tag),
                "select" => self.copy_select(form, &tag),
                "legend" => {
                    self.legend = read_text(form, tag.end, "</legend>");
                    self.copy(&tag)
                }
                _ => self.copy(&tag),
            };
        }
        self.out.push_str(&form[copied..]);
    }

    fn copy(&mut self, tag: &Tag<'_>) -> usize {
        self.out.push_str(tag.source);
        tag.end
    }

    /// The browser shows another address than the page's, so the form needs an action, and names its page.
    fn copy_form_tag(&mut self, tag: &Tag<'_>) -> usize {
        self.out.push_str(&set_attribute(tag.source, "action", &self.kept.action));
        let page = escape(&self.kept.page);
        self.out.push_str(&format!("<input type=\"hidden\" name=\"{PAGE_FIELD}\" value=\"{page}\">"));
        tag.end
    }

    fn copy_input(&mut self, tag: &Tag<'_>) -> usize {
        let name = tag.attribute("name").unwrap_or_default();
        match tag.kind().as_str() {
            "password" | "file" | "submit" | "button" => return self.copy(tag),
            _ if tag.has_flag("data-secret") => return self.copy(tag),
            "hidden" if is_token(&name) && self.mode == FillMode::Newer => return self.copy(tag),
            "checkbox" | "radio" => return self.copy_choice(tag, &name),
            _ => {}
        }
        let Some(typed) = self.take_value(&name) else { return self.copy(tag) };
        if tag.kind() != "hidden" {
            self.note(&name, &typed, tag.attribute("value").unwrap_or_default());
        }
        self.out.push_str(&set_attribute(tag.source, "value", &typed));
        tag.end
    }

    fn copy_choice(&mut self, tag: &Tag<'_>, name: &str) -> usize {
        let own = tag.attribute("value").unwrap_or_else(|| String::from("on"));
        let chosen = self.kept.values(name).any(|value| value == own);
        if tag.has_flag("checked") && !chosen && tag.kind() == "radio" && self.mode == FillMode::Newer {
            let id = tag.attribute("id").unwrap_or_default();
            let now = self.labels.get(&id).cloned().unwrap_or(own);
            self.differences.push(Difference { id, label: self.legend.clone(), now });
        }
        self.out.push_str(&set_flag(tag.source, "checked", chosen));
        tag.end
    }

    fn copy_textarea(&mut self, form: &str, tag: &Tag<'_>) -> usize {
        let name = tag.attribute("name").unwrap_or_default();
        self.out.push_str(tag.source);
        let Some(typed) = self.take_value(&name) else { return tag.end };
        let end = form[tag.end..].find("</textarea>").map_or(form.len(), |at| tag.end + at);
        self.note(&name, &typed, unescape(form[tag.end..end].trim_start_matches('\n')));
        // The first line break of a text area is not part of its value.
        self.out.push('\n');
        self.out.push_str(&escape(&typed));
        end
    }

    fn copy_select(&mut self, form: &str, tag: &Tag<'_>) -> usize {
        let name = tag.attribute("name").unwrap_or_default();
        self.out.push_str(tag.source);
        let end = form[tag.end..].find("</select>").map_or(form.len(), |at| tag.end + at);
        let options = &form[tag.end..end];
        let tags: Vec<_> = list_tags(options).filter(|option| option.name == "option").collect();
        let value = |option: &Tag<'_>| option.attribute("value").unwrap_or_default();
        let typed = self.take_value(&name).filter(|typed| tags.iter().any(|option| value(option) == *typed));
        let Some(typed) = typed else { return tag.end };
        let mut copied = 0;
        for option in &tags {
            self.out.push_str(&options[copied..option.start]);
            if option.has_flag("selected") && value(option) != typed {
                self.note(&name, &typed, read_text(options, option.end, "</option>"));
            }
            self.out.push_str(&set_flag(option.source, "selected", value(option) == typed));
            copied = option.end;
        }
        self.out.push_str(&options[copied..]);
        end
    }

    /// The value for the next control of this name.
    fn take_value(&mut self, name: &str) -> Option<String> {
        let at = self.used.entry(name.to_owned()).or_default();
        let value = self.kept.values(name).nth(*at).map(str::to_owned);
        *at += 1;
        value
    }

    fn note(&mut self, name: &str, typed: &str, now: String) {
        let same = typed.split_whitespace().eq(now.split_whitespace());
        if self.mode == FillMode::Newer && !same {
            let label = self.labels.get(name).cloned().unwrap_or_default();
            self.differences.push(Difference { id: name.to_owned(), label, now });
        }
    }
}

#[cfg(test)]
mod tests;
