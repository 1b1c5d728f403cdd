//! The pictures of the guides (`src/web/static/help`): pages of the demo in both languages.
//!
//! `CAMKET_HELP_PICTURES=1 ./test.sh help_pictures` makes them again. Without the variable nothing is done: a unit test of
//! the guides compares them with the files that are there.

use std::fs;
use std::path::PathBuf;

use super::demo::DemoProcess;
use crate::support::chromium::Chromium;

/// A picture: its name, who is logged in, whether on a phone, and where.
struct HelpPicture {
    name: &'static str,
    login: Option<&'static str>,
    on_phone: bool,
    place: Place,
}

enum Place {
    At(&'static str),
    /// The address that a script finds on a page.
    From(&'static str, &'static str),
}

const OWNER: Option<&str> = Some("chucoso@camket.example");
const COMMUNE: Option<&str> = Some("phanrang@camket.example");
const APPROVER: Option<&str> = Some("lanhdao@camket.example");
const ADMINISTRATOR: Option<&str> = Some("quantri@camket.example");

/// The page of the owner's first venue with a valid certificate.
const CERTIFIED: &str = "return [...document.querySelectorAll('main a[href^=\"/venues/0\"]')]
    .find(link => link.closest('li, tr, article')?.textContent.includes('Còn hiệu lực'))?.getAttribute('href') ?? '';";
const FIRST_APPLICATION: &str =
    "return document.querySelector('main a[href^=\"/review/0\"]')?.getAttribute('href') ?? '';";

const PICTURES: [HelpPicture; 13] = [
    HelpPicture { name: "log-in", login: None, on_phone: true, place: Place::At("/log-in") },
    HelpPicture { name: "venue", login: OWNER, on_phone: true, place: Place::From("/venues", CERTIFIED) },
    HelpPicture { name: "workers", login: OWNER, on_phone: true, place: Place::From("/venues", CERTIFIED) },
    HelpPicture {
        name: "certificate",
        login: OWNER,
        on_phone: true,
        place: Place::From("/venues", CERTIFIED),
    },
    HelpPicture { name: "verdict", login: OWNER, on_phone: true, place: Place::From("/venues", CERTIFIED) },
    HelpPicture {
        name: "enrol",
        login: Some("doi178@camket.example"),
        on_phone: true,
        place: Place::At("/inspect"),
    },
    HelpPicture { name: "queue", login: COMMUNE, on_phone: false, place: Place::At("/review?view=all") },
    HelpPicture {
        name: "application",
        login: COMMUNE,
        on_phone: false,
        place: Place::From("/review?view=open", FIRST_APPLICATION),
    },
    HelpPicture { name: "register", login: COMMUNE, on_phone: false, place: Place::At("/register") },
    HelpPicture { name: "issue", login: APPROVER, on_phone: false, place: Place::At("/issue") },
    HelpPicture { name: "certificates", login: APPROVER, on_phone: false, place: Place::At("/certificates") },
    HelpPicture { name: "start", login: ADMINISTRATOR, on_phone: false, place: Place::At("/admin/start") },
    HelpPicture {
        name: "accounts",
        login: ADMINISTRATOR,
        on_phone: false,
        place: Place::At("/admin/accounts"),
    },
];

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says that pictures are made anew")]
async fn help_pictures() {
    if std::env::var_os("CAMKET_HELP_PICTURES").is_none() {
        return;
    }
    let demo = DemoProcess::start().await;
    for picture in &PICTURES {
        let browser = if picture.on_phone { Chromium::phone().await } else { Chromium::desktop().await };
        if let Some(login) = picture.login {
            demo.log_in(&browser, login).await;
        }
        let path = find_path(&demo, &browser, picture).await;
        for lang in ["vi", "en"] {
            switch_to(&demo, &browser, lang).await;
            browser.open(&format!("{}{path}", demo.url)).await;
            browser.text().await;
            // In pixels of the style sheet: 585 px wide on a phone, 960 px on a desktop.
            let taken = browser.take_picture(if picture.on_phone { 1.5 } else { 0.75 }).await;
            let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/web/static/help").join(lang);
            fs::create_dir_all(&folder).expect("our own folder");
            fs::write(folder.join(format!("{}.webp", picture.name)), taken).expect("our own folder");
        }
        browser.close().await;
    }
}

async fn find_path(demo: &DemoProcess, browser: &Chromium, picture: &HelpPicture) -> String {
    let (page, script) = match picture.place {
        Place::At(path) => return path.to_owned(),
        Place::From(page, script) => (page, script),
    };
    let found = run_on(demo, browser, page, script).await;
    assert!(!found.is_empty(), "{page} has no such row");
    match picture.name {
        "workers" => format!("{found}/workers"),
        "certificate" => format!("{found}/certificate"),
        "verdict" => {
            let link = "return document.querySelector('main a[href*=\"/v/\"]').getAttribute('href');";
            let link = run_on(demo, browser, &format!("{found}/certificate"), link).await;
            link.rsplit_once("/v/").map(|(_, code)| format!("/v/{code}")).expect("a look-up")
        }
        _ => found,
    }
}

async fn run_on(demo: &DemoProcess, browser: &Chromium, path: &str, script: &str) -> String {
    browser.open(&format!("{}{path}", demo.url)).await;
    let found = browser.driver().execute(script, Vec::new()).await.expect("the script runs");
    found.as_str().unwrap_or_default().to_owned()
}

/// Changes the language by the switch of the page with the guides.
async fn switch_to(demo: &DemoProcess, browser: &Chromium, lang: &str) {
    let present = run_on(demo, browser, "/help", "return document.documentElement.lang;").await;
    if present != lang {
        let press = "document.querySelector('form.lang button[name=lang]').click();";
        browser.driver().execute(press, Vec::new()).await.expect("the switch is there");
        browser.see(if lang == "en" { "Choose your role" } else { "Chọn vai trò" }).await;
    }
}
