//! A second factor, set up as a person does it: the secret is typed into an app, and its code into the page.

use camket_credential::totp::TotpSecret;
use time::OffsetDateTime;

use super::visitor::Visitor;

/// Sets up the factor of the account that is logged in. Returns the secret and the recovery codes.
#[expect(clippy::disallowed_methods, reason = "the program runs on the real clock")]
pub fn set_up_factor(visitor: &mut Visitor, password: &str) -> (String, Vec<String>) {
    let begun = visitor.send("/account/factors", &[("current", password), ("next", "/")]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let page = visitor.open("/account/factors/set-up").text();
    let secret = cut(&page, "<code>", "</code>").replace(' ', "");
    let key = cut(&page, "name=\"key\" value=\"", "\"");
    let app = TotpSecret::parse(&secret).expect("the secret of the page");
    let code = app.generate_code(OffsetDateTime::now_utc());
    let made = visitor.send("/account/factors/set-up", &[("key", &key), ("code", &code), ("next", "/")]);
    made.shows(200, &["Chỉ hiện lần này"]);
    let text = made.text();
    let codes = text.split("<li><code>").skip(1).map(|rest| cut(rest, "", "</code>")).collect();
    (secret, codes)
}

#[track_caller]
fn cut(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before}: {text}")).1;
    rest.split_once(after).expect("its end").0.to_owned()
}
