//! XPath expressions that find elements by their text: exact matches first, then texts that begin with it or contain it.

use fantoccini::{Client, Locator, elements::Element, error::CmdError};

/// The first displayed element of the first path that has one.
pub async fn find_first_shown(client: &Client, paths: &[String]) -> Result<Option<Element>, CmdError> {
    for path in paths {
        for element in client.find_all(Locator::XPath(path)).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
    }
    Ok(None)
}

/// Paths of the input, select or textarea that a label names by `for` or contains.
pub fn field_paths(words: &str) -> Vec<String> {
    let controls = "self::input or self::select or self::textarea";
    let of = |label: String| {
        [format!("//*[{controls}][@id = {label}/@for]"), format!("{label}/descendant::*[{controls}]")]
    };
    label_paths(words).into_iter().flat_map(of).collect()
}

pub fn label_paths(words: &str) -> Vec<String> {
    let words = quote_literal(words);
    vec![
        format!("//label[normalize-space(.) = {words}]"),
        // The label may continue with a hint or "(không bắt buộc)".
        format!("//label[starts-with(normalize-space(.), {words})]"),
    ]
}

pub fn label_paths_under(question: &str, words: &str) -> Vec<String> {
    let fieldset = format!("//fieldset[legend[contains(normalize-space(.), {})]]", quote_literal(question));
    label_paths(words).into_iter().map(|label| format!("{fieldset}{label}")).collect()
}

pub fn clickable_paths(words: &str) -> Vec<String> {
    let words = quote_literal(words);
    // Leaves out what is hidden from screen readers: the button that only catches the Enter key.
    let kinds = "(self::button or self::a or self::summary or @role = 'button' or @role = 'option') and not(@aria-hidden)";
    vec![
        format!("//*[{kinds}][normalize-space(.) = {words}]"),
        format!("//input[@type = 'submit'][@value = {words}]"),
        format!("//*[{kinds}][@aria-label = {words}]"),
        format!("//*[{kinds}][contains(normalize-space(.), {words})]"),
    ]
}

/// A string literal in XPath, which has no escapes.
fn quote_literal(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    format!("concat({})", parts.join(", '\"', "))
}
