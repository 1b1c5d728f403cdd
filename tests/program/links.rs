//! Every link and every form action of every page of the demo, for every account and for a visitor: none answers 404, 405
//! or 500, and no page shows a locale key instead of its text.
//!
//! Pages of one address pattern differ in their state, so several of each pattern are opened, and each that shows a new
//! set of links. Forms are sent with their hidden fields but without version and key, so that they change nothing: the
//! address must exist and the handler must refuse in words. The links of the demo's mailbox are opened by the recipient
//! of each message, as the demo's accounts share one password.
//!
//! What is found so must lead to every page: a route that nothing leads to is missing in the navigation, or stands in
//! [`REACHED_OTHERWISE`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;

use super::demo::DemoLine;
use super::folder::TestFolder;
use super::visitor::Visitor;

/// Pages opened of one pattern and account, where no new pattern turns up.
const PAGES_PER_PATTERN: usize = 20;
/// Other files (PDF, pictures, spreadsheets) opened of one pattern and account.
const FILES_PER_PATTERN: usize = 3;
/// Forms sent of one pattern and account.
const FORMS_PER_PATTERN: usize = 2;

#[test]
fn every_link_and_form_action_of_the_demo_has_an_answer() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    let shown = DemoLine::read_from(&mut demo);
    let mut broken = open_message_links(&shown);
    let mut opened = 0;
    let mut linked = BTreeSet::new();
    let visitors = shown.accounts().into_iter().map(Some).chain([None]);
    for account in visitors {
        let mut browser = Visitor::of(shown.url());
        let who = account.map_or("visitor", |[_, login, _]| login);
        if let Some([_, login, password]) = account {
            assert_eq!(browser.log_in(login, password).status, 303, "{login} logs in");
        }
        let mut crawl = Crawl::new(shown.url(), who);
        crawl.open_pages(&mut browser);
        crawl.send_forms(&mut browser);
        opened += crawl.seen.len();
        broken.extend(crawl.broken);
        linked.extend(crawl.linked);
    }
    assert!(broken.is_empty(), "{} dead addresses:\n{}", broken.len(), Vec::from_iter(broken).join("\n"));
    assert!(opened > 500, "only {opened} addresses were found");
    let unlinked = list_unlinked_routes(&linked);
    let forgotten: Vec<&String> =
        unlinked.iter().filter(|route| !REACHED_OTHERWISE.iter().any(|(known, _)| known == route)).collect();
    assert!(forgotten.is_empty(), "routes to which no page leads: {forgotten:?}");
}

/// Pages and forms to which no page that the crawl opens needs to lead, each with the reason.
const REACHED_OTHERWISE: &[(&str, &str)] = &[
    (
        "POST /account/data/close",
        "every owner of the demo has a venue that operates: tests/web/account_data.rs",
    ),
    ("POST /w", WITHOUT_A_CODE),
    ("GET /w/pledge", WITHOUT_A_CODE),
    ("POST /w/pledge", WITHOUT_A_CODE),
    ("GET /form-again", AFTER_A_FORM),
    ("GET /language", AFTER_A_FORM),
    ("GET /log-in/code", WITHOUT_A_FACTOR),
    ("POST /log-in/code", WITHOUT_A_FACTOR),
    ("GET /account/factors/confirm", WITHOUT_A_FACTOR),
    ("POST /account/factors/confirm", WITHOUT_A_FACTOR),
    ("GET /account/factors/set-up", WITHOUT_A_FACTOR),
    ("POST /account/factors/set-up", WITHOUT_A_FACTOR),
    ("GET /account/factors/codes", WITHOUT_A_FACTOR),
    ("POST /account/factors/codes", WITHOUT_A_FACTOR),
    ("GET /account/factors/remove", WITHOUT_A_FACTOR),
    ("POST /account/factors/remove", WITHOUT_A_FACTOR),
    ("GET /account/factors/passkeys/create", WITHOUT_A_FACTOR),
    ("POST /account/factors/passkeys/create", WITHOUT_A_FACTOR),
    ("GET /account/factors/passkeys/edit", WITHOUT_A_FACTOR),
    ("POST /account/factors/passkeys/edit", WITHOUT_A_FACTOR),
    ("GET /account/factors/passkeys/remove", WITHOUT_A_FACTOR),
    ("POST /account/factors/passkeys/remove", WITHOUT_A_FACTOR),
    ("POST /account/factors/passkeys/challenge", BY_A_SCRIPT),
    ("POST /log-in/passkey", BY_A_SCRIPT),
    ("GET /risk/{venue}/end", "no class is set by an officer in the demo: tests/web/risk.rs"),
    ("POST /risk/{venue}/end", "no class is set by an officer in the demo: tests/web/risk.rs"),
    ("POST /admin/outbox/retry", "every message of the demo is sent: tests/web/outbox.rs"),
    ("GET /admin/outbox/drop", "every message of the demo is sent: tests/web/outbox.rs"),
    ("POST /admin/outbox/drop", "every message of the demo is sent: tests/web/outbox.rs"),
    (
        "POST /venues/{id}/transfer/take-back",
        "the demo offers a venue to the printed owner, and none of hers",
    ),
    ("GET /counter/leave", AT_THE_COUNTER),
    ("POST /counter/leave", AT_THE_COUNTER),
    ("POST /venues/{id}/pledge/paper", AT_THE_COUNTER),
    ("GET /venues/{id}/pledge/paper.pdf", AT_THE_COUNTER),
    (
        "POST /census/entries/{entry}/together",
        "one pair of the demo was told apart, which the crawl does not reach",
    ),
    ("GET /census/import/{upload}", AFTER_A_FILE),
    ("POST /census/import/{upload}", AFTER_A_FILE),
    ("GET /census/import/{upload}/preview", AFTER_A_FILE),
    ("POST /census/import/{upload}/preview", AFTER_A_FILE),
    ("GET /census/import/{upload}/problems.xlsx", AFTER_A_FILE),
    ("POST /census/import/{upload}/import", AFTER_A_FILE),
    ("POST /census/import/{upload}/discard", AFTER_A_FILE),
    ("GET /census/lists/{list}/undo", AFTER_A_FILE),
    ("POST /census/lists/{list}/undo", AFTER_A_FILE),
    ("GET /open/coverage", NOT_OPEN),
    ("GET /open/certificates", NOT_OPEN),
    ("GET /open/certificates.csv", NOT_OPEN),
    ("GET /open/certificates.json", NOT_OPEN),
    ("GET /open/datapackage.json", NOT_OPEN),
    ("POST /form-again", AFTER_A_FORM),
    ("GET /sign-up/confirm", AFTER_A_FORM),
    ("POST /sign-up/confirm", AFTER_A_FORM),
    ("POST /sign-up/resend", AFTER_A_FORM),
    ("GET /password/reset", AFTER_A_FORM),
    ("POST /password/reset", AFTER_A_FORM),
    ("GET /venues/{id}/submitted", AFTER_A_FORM),
    ("POST /issue/certificates.pdf", AFTER_A_FORM),
    ("POST /register/remind", AFTER_A_FORM),
    ("GET /concerns/thanks", AFTER_A_FORM),
    ("GET /invitation/{token}", IN_A_MESSAGE),
    ("POST /invitation/{token}", IN_A_MESSAGE),
    ("GET /shared/{token}", IN_A_MESSAGE),
    ("GET /areas/search", BY_A_SCRIPT),
    ("GET /areas/old", BY_A_SCRIPT),
    ("GET /census/import/{upload}/progress", BY_A_SCRIPT),
    // A sample phone has sent no spare key.
    ("POST /admin/devices/{device}/unlock", NOT_IN_THE_DEMO),
    ("GET /inspect/verdict", BY_A_SCRIPT),
    ("GET /inspect/worker.js", BY_A_SCRIPT),
    ("GET /healthz", BY_A_PROGRAM),
    ("GET /readyz", BY_A_PROGRAM),
    ("GET /robots.txt", BY_A_PROGRAM),
    ("GET /inspections/{inspection}/photos/{photo}", NOT_IN_THE_DEMO),
    ("GET /concerns/{concern}/photo", NOT_IN_THE_DEMO),
    ("POST /review/{application}/take-over", NOT_IN_THE_DEMO),
    ("GET /healthy-communes/criteria/{criteria}/remove", NOT_IN_THE_DEMO),
    ("POST /healthy-communes/criteria/{criteria}/remove", NOT_IN_THE_DEMO),
    ("POST /reports/{report_period}/areas/{area}/check", NOT_IN_THE_DEMO),
    ("POST /review/{application}/undo", NOT_IN_THE_DEMO),
    ("POST /reissue", NOT_IN_THE_DEMO),
    ("GET /certificates/{certificate}/lift", NOT_IN_THE_DEMO),
    ("POST /certificates/{certificate}/lift", NOT_IN_THE_DEMO),
    ("POST /inspections/plans/{plan}/redraw", NOT_IN_THE_DEMO),
    ("POST /inspections/plans/{plan}/approve", NOT_IN_THE_DEMO),
    ("POST /concerns/{concern}/take-over", NOT_IN_THE_DEMO),
    ("POST /concerns/{concern}/release", NOT_IN_THE_DEMO),
    ("POST /concerns/{concern}/close", NOT_IN_THE_DEMO),
    ("GET /admin/accounts/{id}/enable", NOT_IN_THE_DEMO),
    ("POST /admin/accounts/{id}/enable", NOT_IN_THE_DEMO),
    // Every agency of the demo has its people.
    ("GET /admin/start/people", NOT_IN_THE_DEMO),
    ("POST /admin/import/confirm", AFTER_A_FORM),
    ("POST /venues/{id}/workers/import/confirm", AFTER_A_FILE),
    // Everybody of the demo has a password.
    ("POST /admin/import/letters.pdf", NOT_IN_THE_DEMO),
    ("POST /admin/accounts/{id}/access/confirm", NOT_IN_THE_DEMO),
    ("POST /admin/accounts/{id}/access/decline", NOT_IN_THE_DEMO),
];
const AFTER_A_FILE: &str = "after a file is uploaded: tests/web/census_import.rs";
const AT_THE_COUNTER: &str = "while an officer enters for an owner: tests/web/counter.rs";
const WITHOUT_A_FACTOR: &str = "no account of the demo has a second factor: tests/web/factors.rs";
const WITHOUT_A_CODE: &str = "after a worker said who she is: tests/web/worker_pledges.rs";
const AFTER_A_FORM: &str = "the answer to a form that was filled in";
const IN_A_MESSAGE: &str = "a signed link that is passed on";
const BY_A_SCRIPT: &str = "a script asks for it";
const BY_A_PROGRAM: &str = "a program asks for it by a known address";
const NOT_IN_THE_DEMO: &str = "no page that the crawl opens is in the state that offers it";
/// Not found until an administrator opens it.
const NOT_OPEN: &str = "not found until an administrator switches it on";

/// The routes to which none of these addresses leads. Programs, phones and search engines know theirs by a document.
fn list_unlinked_routes(linked: &BTreeSet<(Method, String)>) -> Vec<String> {
    let fits = |route: &str, path: &str| {
        let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
        let same =
            |(route, path): (&&str, &&str)| route == path || route.starts_with('{') && !path.is_empty();
        route.len() == path.len() && route.iter().zip(&path).all(same)
    };
    let routes = camket_web::routes(true);
    let pages = routes
        .list()
        .iter()
        .filter(|route| !route.path.starts_with("/api/") && !route.path.starts_with("/."));
    pages
        .filter(|route| {
            !linked.iter().any(|(method, path)| *method == route.method && fits(&route.path, path))
        })
        .map(|route| format!("{} {}", route.method, route.path))
        .collect()
}

/// Recipients of messages whose links are opened.
const RECIPIENTS: usize = 25;

/// Opens the links of messages as their recipients.
fn open_message_links(shown: &DemoLine) -> BTreeSet<String> {
    let password = shown.accounts()[0][2].to_owned();
    let mailbox = Visitor::of(shown.url()).open("/demo/mailbox").text();
    let mut letters: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for letter in mailbox.split("class=\"card letter\"").skip(1) {
        let recipient = letter.split(|c: char| c.is_whitespace() || "<>".contains(c));
        let recipient = recipient.map(|word| word.trim_end_matches('.')).find(|word| is_login(word));
        let links = letters.entry(recipient.expect("a recipient").to_owned()).or_default();
        links.extend(attributes(letter, "href").into_iter().filter(|link| link.starts_with(shown.url())));
    }
    let mut broken = BTreeSet::new();
    for (login, links) in letters.into_iter().filter(|(_, links)| !links.is_empty()).take(RECIPIENTS) {
        let mut browser = Visitor::of(shown.url());
        assert_eq!(browser.log_in(&login, &password).status, 303, "{login} logs in");
        for link in links {
            let status = browser.open(&link).status;
            if matches!(status, 404 | 405 | 500..) {
                broken.insert(format!("{status} GET {link} for {login} in a message"));
            }
        }
    }
    broken
}

/// An e-mail address or a phone number.
fn is_login(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    word.contains('@') || digits >= 9 && word.chars().all(|c| c.is_ascii_digit() || c == '+')
}

/// What one person finds.
struct Crawl<'a> {
    site: &'a str,
    who: &'a str,
    /// Addresses found so far.
    seen: BTreeSet<String>,
    /// Addresses to open, each with the page on which it stands.
    waiting: VecDeque<(String, String)>,
    /// Actions of forms, each with the page on which it stands and its hidden fields.
    forms: BTreeMap<String, (String, Vec<(String, String)>)>,
    /// Pages opened by pattern, and the sets of patterns found on them.
    by_pattern: BTreeMap<String, (usize, BTreeSet<String>)>,
    broken: BTreeSet<String>,
    /// Method and path, without query, of every link and form.
    linked: BTreeSet<(Method, String)>,
}

impl<'a> Crawl<'a> {
    fn new(site: &'a str, who: &'a str) -> Self {
        let start = ["/", "/account", "/v", "/scan", "/concerns/new", "/privacy"];
        Self {
            site,
            who,
            seen: start.iter().map(|path| (*path).to_owned()).collect(),
            waiting: start.iter().map(|path| ((*path).to_owned(), "the start".to_owned())).collect(),
            forms: BTreeMap::new(),
            by_pattern: BTreeMap::new(),
            broken: BTreeSet::new(),
            linked: BTreeSet::new(),
        }
    }

    fn open_pages(&mut self, browser: &mut Visitor) {
        while let Some((path, on)) = self.waiting.pop_front() {
            if self.is_enough(&path) {
                continue;
            }
            let answer = browser.open(&path);
            self.check(answer.status, "GET", &path, &on);
            if answer.status == 303 {
                self.find(answer.header("location"), &path);
            }
            let is_page = answer.header("content-type").starts_with("text/html");
            let text = if is_page { answer.text() } else { String::new() };
            self.count(&path, &text, is_page);
            if let Some(key) = find_raw_key(&text) {
                self.broken
                    .insert(format!("the locale key {key} instead of a text on {path} for {}", self.who));
            }
            self.find_forms(&text, &path);
            if path.starts_with("/demo/mailbox") {
                continue;
            }
            for address in attributes(&text, "href").into_iter().chain(attributes(&text, "src")) {
                self.find(&address, &path);
            }
        }
    }

    fn send_forms(&mut self, browser: &mut Visitor) {
        let mut sent: BTreeMap<String, usize> = BTreeMap::new();
        for (action, (on, fields)) in std::mem::take(&mut self.forms) {
            let count = sent.entry(pattern(&action)).or_default();
            // After a log-out no further form is shown.
            if *count == FORMS_PER_PATTERN || action == "/log-out" {
                continue;
            }
            *count += 1;
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            let answer = browser.send(&action, &fields);
            self.check(answer.status, "POST", &action, &on);
        }
    }

    fn check(&mut self, status: u16, method: &str, path: &str, on: &str) {
        if matches!(status, 404 | 405 | 500..) {
            self.broken.insert(format!("{status} {method} {path} for {} on {on}", self.who));
        }
    }

    /// Whether enough pages of this pattern were opened.
    fn is_enough(&self, path: &str) -> bool {
        self.by_pattern.get(&pattern(path)).is_some_and(|(count, _)| *count >= PAGES_PER_PATTERN)
    }

    /// Counts an opened address, unless it showed a set of links that no other of its pattern has shown.
    fn count(&mut self, path: &str, text: &str, is_page: bool) {
        let shown: BTreeSet<String> =
            attributes(text, "href").iter().map(|address| pattern(address)).collect();
        let (count, sets) = self.by_pattern.entry(pattern(path)).or_default();
        let is_new = sets.insert(Vec::from_iter(shown).join(" "));
        *count += match (is_page, is_new) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => PAGES_PER_PATTERN.div_ceil(FILES_PER_PATTERN),
        };
    }

    fn find(&mut self, address: &str, on: &str) {
        let address = address.strip_prefix(self.site).unwrap_or(address);
        let path = address.split('#').next().unwrap_or_default();
        let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/static/");
        if is_ours {
            self.note_link(Method::GET, path);
        }
        if is_ours && self.seen.insert(path.to_owned()) {
            self.waiting.push_back((path.to_owned(), on.to_owned()));
        }
    }

    fn note_link(&mut self, method: Method, address: &str) {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        self.linked.insert((method, path.to_owned()));
    }

    /// The actions of the forms that are sent, and what the forms that only ask lead to.
    fn find_forms(&mut self, text: &str, on: &str) {
        for form in text.split("<form").skip(1) {
            let head = form.split('>').next().unwrap_or_default();
            let action = attributes(head, "action").into_iter().find(|action| !action.is_empty());
            let action = action.unwrap_or_else(|| on.split('?').next().unwrap_or_default().to_owned());
            let inside = form.split("</form>").next().unwrap_or_default();
            let fields = hidden_fields(inside);
            if head.contains("method=\"post\"") {
                self.note_link(Method::POST, &action);
                self.forms.entry(action).or_insert_with(|| (on.to_owned(), fields.clone()));
            } else {
                self.find(&action, on);
            }
            for other in attributes(inside, "formaction") {
                self.note_link(Method::POST, &other);
                self.forms.entry(other).or_insert_with(|| (on.to_owned(), fields.clone()));
            }
        }
    }
}

/// A locale key in the visible text of a page: a word such as `codes-section-place`, which begins with the name of a
/// locale file.
fn find_raw_key(html: &str) -> Option<String> {
    let shown = html.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
    let spoken = ["title", "alt", "aria-label", "placeholder"].map(|name| attributes(html, name)).concat();
    let words = shown.flat_map(str::split_whitespace).map(str::to_owned);
    let words = words.chain(spoken.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned));
    let trimmed =
        words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-').to_owned());
    let plain =
        |word: &String| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let begins = |word: &String| word.split_once('-').is_some_and(|(noun, _)| LOCALE_FILES.contains(&noun));
    trimmed.filter(plain).find(begins)
}

/// The names of the locale files, with which every key begins.
const LOCALE_FILES: &[&str] = &[
    "accounts",
    "agencies",
    "alerts",
    "api",
    "applications",
    "areas",
    "certificates",
    "codes",
    "concerns",
    "demands",
    "demo",
    "devices",
    "errors",
    "home",
    "inspect",
    "inspections",
    "labour",
    "measures",
    "messages",
    "navigation",
    "plans",
    "pledges",
    "settings",
    "shell",
    "staff",
    "teams",
    "timeline",
    "venues",
    "verify",
];

#[test]
fn a_raw_key_is_found_in_text_and_in_spoken_attributes() {
    assert_eq!(
        find_raw_key("<p class=\"codes-x\">Thay đổi: codes-section-</p>").as_deref(),
        Some("codes-section-")
    );
    assert_eq!(find_raw_key("<a aria-label=\"venues-save\">x</a>").as_deref(), Some("venues-save"));
    assert_eq!(find_raw_key("<a href=\"/venues-save\">shell, 12-34 e-mail api</a>"), None);
}

/// The hidden fields of a form that decide what it is about, without what lets it change something.
fn hidden_fields(form: &str) -> Vec<(String, String)> {
    let inputs = form.split("<input").skip(1).filter_map(|input| input.split('>').next());
    let hidden = inputs.filter(|input| input.contains("type=\"hidden\""));
    let fields = hidden.filter_map(|input| {
        let first = |name| attributes(input, name).into_iter().next();
        Some((first("name")?, first("value").unwrap_or_default()))
    });
    fields.filter(|(name, _)| name != "version" && name != "key").collect()
}

/// The values of an attribute, with `&amp;` read as `&`.
fn attributes(text: &str, name: &str) -> Vec<String> {
    let begin = format!(" {name}=\"");
    let values = text.split(begin.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
    values.map(|value| value.replace("&amp;", "&").replace("&#38;", "&")).collect()
}

/// An address with its ids, numbers and codes left out: `/venues/*/workers`.
fn pattern(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let segments =
        path.split('/').map(|part| if part.contains(|c: char| c.is_ascii_digit()) { "*" } else { part });
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    format!("{}?{}", segments.collect::<Vec<_>>().join("/"), names.collect::<Vec<_>>().join("&"))
}
