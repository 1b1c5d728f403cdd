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
    ];
    let wrong = tests.into_iter().filter(|(_, wrong)| *wrong);
    wrong.map(|(what, _)| format!("{} ({}): {what}", page.path, page.status)).collect()
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
