//! From the words on a page to its elements, by XPath: the exact words first, then words that begin or contain them.

use fantoccini::{Client, Locator, elements::Element, error::CmdError};

/// The first element that is shown, of the first path that has one.
pub async fn first_shown(client: &Client, paths: &[String]) -> Result<Option<Element>, CmdError> {
    for path in paths {
        for element in client.find_all(Locator::XPath(path)).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
    }
    Ok(None)
}

/// The input, list or text area that a label names by `for` or holds.
pub fn field(words: &str) -> Vec<String> {
    let controls = "self::input or self::select or self::textarea";
    let of = |label: String| {
        [format!("//*[{controls}][@id = {label}/@for]"), format!("{label}/descendant::*[{controls}]")]
    };
    label(words).into_iter().flat_map(of).collect()
}

pub fn label(words: &str) -> Vec<String> {
    let words = quote(words);
    vec![
        format!("//label[normalize-space(.) = {words}]"),
        // A hint or "(không bắt buộc)" may follow in the label.
        format!("//label[starts-with(normalize-space(.), {words})]"),
    ]
}

pub fn label_under(question: &str, words: &str) -> Vec<String> {
    let fieldset = format!("//fieldset[legend[contains(normalize-space(.), {})]]", quote(question));
    label(words).into_iter().map(|label| format!("{fieldset}{label}")).collect()
}

pub fn clickable(words: &str) -> Vec<String> {
    let words = quote(words);
    // What is hidden from a screen reader is no way for a person either: the button that only catches the Enter key.
    let kinds = "(self::button or self::a or self::summary or @role = 'button' or @role = 'option') and not(@aria-hidden)";
    vec![
        format!("//*[{kinds}][normalize-space(.) = {words}]"),
        format!("//input[@type = 'submit'][@value = {words}]"),
        format!("//*[{kinds}][@aria-label = {words}]"),
        format!("//*[{kinds}][contains(normalize-space(.), {words})]"),
    ]
}

/// A text in XPath, which knows no escapes.
fn quote(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    format!("concat({})", parts.join(", '\"', "))
}
