//! Rules that the source of every page keeps; `routes` checks them on every page that it opens.

use std::path::Path;
use std::sync::LazyLock;

use crate::browser::BrowserResponse;

/// What is wrong on a page.
pub fn list_faults(page: &BrowserResponse) -> Vec<String> {
    if !page.is_html() {
        return Vec::new();
    }
    let text = page.text();
    [list_wrong_first_buttons(&text), list_raw_keys(&text)].concat()
}

/// Enter in a field activates the first submit button of its form (HTML, "implicit submission"): it must send the form to
/// where the form itself is sent, and not take a detour.
fn list_wrong_first_buttons(page: &str) -> Vec<String> {
    let forms = page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap_or(rest));
    let posts =
        forms.filter(|form| form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\"")));
    let first = |form: &str| {
        let buttons = form
            .split('<')
            .filter(|tag| tag.starts_with("button") || tag.starts_with("input type=\"submit\""));
        let tags = buttons.map(|tag| tag.split('>').next().unwrap_or_default());
        tags.filter(|tag| !tag.contains("type=\"button\"")).map(str::to_owned).next()
    };
    let detour = |tag: &String| tag.contains("formmethod") || tag.contains("formaction");
    let wrong = |form: &str| match first(form) {
        None => Some(format!("a form without a button: {}", form.split('>').next().unwrap_or_default())),
        Some(tag) if detour(&tag) => Some(format!("Enter activates <{tag}>")),
        Some(_) => None,
    };
    posts.filter_map(wrong).collect()
}

/// A locale key in place of its text.
fn list_raw_keys(page: &str) -> Vec<String> {
    let attributes = ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""];
    let shown =
        attributes.iter().flat_map(|name| page.split(name).skip(1)).filter_map(|rest| rest.split('"').next());
    let texts = page.split('>').filter_map(|part| part.split('<').next());
    let words = shown.chain(texts).flat_map(str::split_whitespace);
    words.filter(|word| is_locale_key(word)).map(|word| format!("the locale key {word}")).collect()
}

fn is_locale_key(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    word.bytes().all(plain) && NOUNS.iter().any(|noun| word.starts_with(noun.as_str()))
}

/// The beginnings of all keys: `venues-`.
static NOUNS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["src/web/locales/vi", "src/shell/locales/vi"].map(|folder| std::fs::read_dir(root.join(folder)));
    let files = folders.into_iter().flat_map(|folder| folder.expect("the locale files"));
    files.map(|file| format!("{}-", file.unwrap().path().file_stem().unwrap().to_str().unwrap())).collect()
});

#[test]
fn a_detour_as_the_first_button_and_a_raw_key_are_found() {
    let form = |button: &str| {
        format!("<form method=\"post\" action=\"\"><input name=\"a\">{button}<button>Lưu</button></form>")
    };
    assert!(list_wrong_first_buttons(&form("")).is_empty());
    assert!(list_wrong_first_buttons(&form("<button type=\"button\">Ký</button>")).is_empty());
    assert_eq!(list_wrong_first_buttons(&form("<button formmethod=\"get\">Tìm</button>")).len(), 1);
    assert_eq!(list_wrong_first_buttons("<form method=\"post\" action=\"\"><input></form>").len(), 1);
    assert!(list_raw_keys("<p class=\"venues-head\">Cơ sở</p>").is_empty());
    assert_eq!(list_raw_keys("<p>codes-section-</p>"), ["the locale key codes-section-"]);
    assert_eq!(list_raw_keys("<p title=\"venues-fix\">Sửa</p>"), ["the locale key venues-fix"]);
}
