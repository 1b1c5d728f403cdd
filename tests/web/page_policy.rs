//! Checks of every page of a journey: no inline script or style, no caching, a declared language.

use crate::browser::BrowserResponse;

/// Fails for pages that break the content security policy or lack required headers or elements.
pub fn check_every_page(seen: &[BrowserResponse]) {
    let pages: Vec<_> = seen.iter().filter(|answer| answer.is_html()).collect();
    assert!(pages.len() > 50, "a journey, not a step: {}", pages.len());
    let wrong: Vec<_> = pages.into_iter().flat_map(find_mistakes).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn find_mistakes(page: &BrowserResponse) -> Vec<String> {
    let source = page.text();
    let header = |name: &str| page.header(name).unwrap_or_default();
    // A fragment is inserted into a page that has all of these.
    let whole = source.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    let tests = [
        ("no policy", !header("content-security-policy").contains("script-src 'self'")),
        ("may be kept", !header("cache-control").contains("no-store")),
        ("may be guessed at", header("x-content-type-options") != "nosniff"),
        ("no request id", header("x-request-id").is_empty()),
        ("no language", whole && !source.contains("<html lang=\"vi\"")),
        ("no title", whole && (source.contains("<title></title>") || !source.contains("<title>"))),
        ("not one heading", whole && source.matches("<h1").count() != 1),
        ("a key without words", source.contains("⟦") || source.contains("Unknown localization")),
        ("an address that was not filled in", source.contains("paths::")),
        ("something inline", has_inline(&source)),
        ("a form that loses its text with the language", whole && has_form_without_switch(&source)),
    ];
    let wrong = tests.into_iter().filter(|(_, wrong)| *wrong);
    wrong.map(|(what, _)| format!("{} ({}): {what}", page.path, page.status)).collect()
}

/// Whether the page has a form in which something is typed and that the switch of language does not send along without
/// scripts.
fn has_form_without_switch(source: &str) -> bool {
    let Some((header, main)) = source.split_once("<main ") else { return false };
    main.split("<form ").skip(1).any(|rest| {
        let form = rest.split("</form>").next().unwrap_or_default();
        let tag = form.split('>').next().unwrap_or_default();
        let id = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
        let of_header =
            id.is_some_and(|id| header.contains(&format!("value=\"en\" lang=\"en\" form=\"{id}\"")));
        let of_its_own = form.contains("formaction=\"/language?");
        tag.contains("method=\"post\"") && is_typed_in(form) && !of_header && !of_its_own
    })
}

fn is_typed_in(form: &str) -> bool {
    let untyped = ["hidden", "password", "file", "submit", "button"].map(|kind| format!("type=\"{kind}\""));
    let inputs = form.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    let typed = inputs.filter(|input| !untyped.iter().any(|kind| input.contains(kind))).count() > 0;
    typed || form.contains("<textarea ") || form.contains("<select ")
}

/// Whether the page contains an inline script or style.
fn has_inline(source: &str) -> bool {
    source.split('<').skip(1).any(|tag| {
        let inside = tag.split('>').next().unwrap_or_default();
        let script = inside.starts_with("script") && !inside.contains(" src=");
        let handler = inside.split(' ').any(|word| {
            let name = word.split('=').next().unwrap_or_default();
            name.len() > 2 && name.starts_with("on") && word.contains("=\"")
        });
        script || handler || inside.starts_with("style") || inside.contains(" style=\"")
    })
}
