//! The switch of language on a page with forms, without scripts.
//!
//! The switch in the header becomes a button of the first form in which something is typed, and each further form gets a
//! button of its own, so that what was typed is sent along and filled in again (`kept_form`). With scripts,
//! `modules/language.js` takes the switch back and carries whichever form was begun.
//!
//! Works on the HTML of the page, so that no form can be forgotten.

use crate::links::with_query;
use crate::paths;
use crate::tags::{Tag, escape, find_tag, list_tags, set_attribute};

/// Id of the first form, where it has none.
const FORM_ID: &str = "begun-form";

/// The page, with a switch of language that sends its forms along. Pages without forms are returned as they are.
pub(crate) fn carry_forms(html: String) -> String {
    carry(&html).unwrap_or(html)
}

fn carry(html: &str) -> Option<String> {
    let main = html.find("<main ")?;
    let forms = list_forms(html, main);
    let (first, others) = forms.split_first()?;
    let switch = LanguageSwitch::find(&html[..main])?;
    let mut out = String::with_capacity(html.len() + 1024 * forms.len());
    out.push_str(&html[..switch.button.start]);
    out.push_str(&first.build_default_button(html));
    out.push_str(&switch.build_header_button(first));
    out.push_str(&html[switch.button.end..first.tag.start]);
    out.push_str(&set_attribute(first.tag.source, "id", &first.id()));
    let mut copied = first.tag.end;
    for other in others {
        out.push_str(&html[copied..other.end]);
        out.push_str(&switch.build_own_button(other));
        copied = other.end;
    }
    out.push_str(&html[copied..]);
    Some(out)
}

/// The switch in the header.
struct LanguageSwitch<'a> {
    /// The address of the page.
    page: String,
    button: Tag<'a>,
    /// What the button shows.
    label: &'a str,
    lang: String,
}

impl<'a> LanguageSwitch<'a> {
    fn find(header: &'a str) -> Option<Self> {
        let form = header.find("data-module=\"language\"")?;
        let from = form + header[form..].find('>')?;
        let next = find_tag(header, from).filter(|tag| tag.name == "input")?;
        let button = find_tag(header, next.end).filter(|tag| tag.name == "button")?;
        let label = header[button.end..].split("</button>").next()?;
        Some(Self { page: next.attribute("value")?, lang: button.attribute("value")?, button, label })
    }

    /// The attributes with which a button sends `form` to the switch. Files stay behind.
    fn build_attributes(&self, form: &TypedForm<'_>) -> String {
        let action = form.tag.attribute("action").filter(|action| !action.is_empty());
        let action = action.unwrap_or_else(|| self.page.clone());
        let pairs = [("lang", self.lang.as_str()), ("next", &self.page), ("action", &action)];
        let address = escape(&with_query(paths::Language, &pairs));
        format!(" formaction=\"{address}\" formenctype=\"application/x-www-form-urlencoded\" formnovalidate>")
    }

    fn build_header_button(&self, form: &TypedForm<'_>) -> String {
        let own = set_attribute(self.button.source, "form", &form.id());
        own.trim_end_matches('>').to_owned() + &self.build_attributes(form)
    }

    fn build_own_button(&self, form: &TypedForm<'_>) -> String {
        let (lang, attributes, label) = (escape(&self.lang), self.build_attributes(form), self.label);
        let button = format!("<button type=\"submit\" class=\"quiet-button\" lang=\"{lang}\"{attributes}");
        format!("<noscript><p>{button}{label}</button></p></noscript>")
    }
}

/// A form in which something is typed or chosen.
struct TypedForm<'a> {
    tag: Tag<'a>,
    /// Where `</form>` begins.
    end: usize,
}

impl TypedForm<'_> {
    fn id(&self) -> String {
        self.tag.attribute("id").unwrap_or_else(|| FORM_ID.to_owned())
    }

    /// The button that Enter presses: as without the switch, which stands before the form's own buttons.
    fn build_default_button(&self, html: &str) -> String {
        let is_submit = |tag: &Tag<'_>| {
            let kind = tag.attribute("type");
            match tag.name {
                "button" => kind.is_none_or(|kind| kind == "submit"),
                "input" => kind.is_some_and(|kind| kind == "submit"),
                _ => false,
            }
        };
        let first = list_tags(&html[self.tag.end..self.end]).find(is_submit);
        let mut button =
            format!("<button type=\"submit\" form=\"{}\" hidden data-default>", escape(&self.id()));
        for name in ["name", "value", "formaction", "formmethod"] {
            if let Some(value) = first.as_ref().and_then(|first| first.attribute(name)) {
                button = set_attribute(&button, name, &value);
            }
        }
        button + "</button>"
    }
}

fn list_forms(html: &str, main: usize) -> Vec<TypedForm<'_>> {
    let mut found = Vec::new();
    let mut from = main;
    while let Some(start) = html[from..].find("<form ").map(|at| from + at) {
        let Some(tag) = find_tag(html, start) else { break };
        let end = html[tag.end..].find("</form>").map_or(html.len(), |at| tag.end + at);
        let is_post = tag.attribute("method").as_deref() == Some("post");
        if is_post && list_tags(&html[tag.end..end]).any(|tag| tag.is_typed()) {
            found.push(TypedForm { tag, end });
        }
        from = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"<header><form class="lang" method="post" action="/language" data-module="language">
        <input type="hidden" name="next" value="/rows/1?a=1&#38;b=2"><button class="top-link" name="lang" value="en">English</button></form></header>
        <main id="content">"#;
    const ADDRESS: &str = "/language?lang=en&#38;next=/rows/1%3Fa%3D1%26b%3D2&#38;action=";

    fn carried(forms: &str) -> String {
        carry_forms(format!("{HEADER}{forms}</main>"))
    }

    #[test]
    fn the_switch_is_a_button_of_the_first_form_in_which_something_is_typed() {
        let page = carried(
            r#"<form method="post" action="/log-out"><button>x</button></form>
            <form method="get" action="/rows"><input name="q"></form>
            <form method="post" action="" novalidate><input type="text" name="name"><button>Save</button></form>"#,
        );
        assert!(page.contains(r#"action="" novalidate id="begun-form"><input"#), "{page}");
        let button = format!(
            "value=\"en\" form=\"begun-form\" formaction=\"{ADDRESS}/rows/1%3Fa%3D1%26b%3D2\" formenctype=\"application/x-www-form-urlencoded\" formnovalidate>English<"
        );
        assert!(page.contains(&button), "{page}");
        assert!(!page.contains("<noscript>"));
    }

    #[test]
    fn enter_still_presses_the_forms_own_first_button() {
        let page = carried(
            r#"<form method="post" action="/rows/1"><textarea name="note"></textarea><button type="button">x</button>
            <button type="submit" name="step" value="a&#38;b" formaction="/rows/2">Save</button><button>Other</button></form>"#,
        );
        let default = r#"<button type="submit" form="begun-form" hidden data-default name="step" value="a&#38;b" formaction="/rows/2"></button><button class="top-link""#;
        assert!(page.contains(default), "{page}");
    }

    #[test]
    fn every_further_form_has_a_switch_of_its_own() {
        let page = carried(
            r#"<form method="post" action="/a" id="own"><select name="x"></select></form>
            <form method="post" action="/b" enctype="multipart/form-data"><input type="radio" name="y"></form>"#,
        );
        assert!(page.contains(r#"form="own""#) && !page.contains("begun-form"), "{page}");
        let own = format!("lang=\"en\" formaction=\"{ADDRESS}/b\"");
        let (_, after) = page.split_once(&own).expect("a button in the second form");
        assert!(after.ends_with("English</button></p></noscript></form></main>"), "{after}");
    }

    #[test]
    fn a_page_without_such_a_form_is_as_it_was() {
        for forms in [
            "",
            r#"<form method="post" action="/a"><input type="hidden" name="key"><button>x</button></form>"#,
        ] {
            let page = format!("{HEADER}{forms}</main>");
            assert_eq!(carry_forms(page.clone()), page);
        }
        assert_eq!(carry_forms("<main ><form method=\"post\"><input name=\"a\"></form>".into()).len(), 50);
    }
}
