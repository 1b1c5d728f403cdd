//! An inspector's phone: the actions on the scanner page, as verbs.

use std::io::Write;
use std::path::{Path, PathBuf};

use fantoccini::Locator;
use serde_json::{Value, json};

use super::scanner_setup::ScannerSetup;
use crate::support::chromium::Chromium;
use crate::support::waiting::LONGEST_WAIT;

pub const PIN: &str = "271828";

/// Script: elements that exceed the window on the right.
const FIND_OVERFLOW_SCRIPT: &str = "const wide = [...document.querySelectorAll('body *')].filter((element) => !element.closest('.sr, svg'))
        .filter((element) => element.getBoundingClientRect().right > 390.5 || element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'visible' && element.clientWidth > 0);
    arguments[arguments.length - 1](document.documentElement.scrollWidth > 390 ? wide.slice(0, 8).map((element) => element.outerHTML.slice(0, 200)) : []);";

/// Script: controls smaller than 48 px, except links in running text.
const FIND_SMALL_CONTROLS_SCRIPT: &str = "const shown = [...document.querySelectorAll('button, label[role=button], .door-choice label, .door-tick label, summary, select, input:not([type=radio], [type=checkbox], .sr)')]
        .map((element) => [element, element.getBoundingClientRect()]).filter(([, { width }]) => width > 0);
    arguments[arguments.length - 1](shown.filter(([, { width, height }]) => width < 47.5 || height < 47.5).map(([element]) => element.outerHTML.slice(0, 120)));";

/// Begins a script: `atRest` waits until the page has nothing under way with the register.
const AT_REST: &str = "const done = arguments[arguments.length - 1];
    const atRest = () => new Promise((resolve) => {
      const look = () => document.body.dataset.rounds === '0' ? resolve() : setTimeout(look, 20);
      look();
    });";

#[derive(Debug)]
pub struct ScannerPhone<'a> {
    pub setup: &'a ScannerSetup,
    pub browser: Chromium,
}

impl<'a> ScannerPhone<'a> {
    /// A phone whose inspector is logged in.
    pub async fn of(setup: &'a ScannerSetup) -> Self {
        let phone = Self { setup, browser: Chromium::phone().await };
        phone.logs_in().await;
        phone
    }

    /// A phone whose inspector is logged in and whose camera shows a video.
    pub async fn with_camera(setup: &'a ScannerSetup, film: &Path) -> Self {
        let phone = Self { setup, browser: Chromium::phone_with_camera(film).await };
        phone.logs_in().await;
        phone
    }

    pub async fn logs_in(&self) {
        let browser = &self.browser;
        browser.open(&format!("{}/log-in", self.setup.url())).await;
        browser.fill("Thư điện tử hoặc số điện thoại di động", self.setup.inspector.login.as_str()).await;
        browser.fill("Mật khẩu", &self.setup.inspector.password).await;
        let form = Locator::Css("main form button[type=submit], main form button:not([type])");
        browser.driver().find(form).await.expect("a button").click().await.expect("pressed");
        browser.see("Đăng xuất").await;
    }

    /// Opens the scanner, enrols, and waits until the service worker has cached everything.
    pub async fn enrols(&self) {
        self.opens().await;
        self.browser.see("Đăng ký điện thoại").await;
        self.browser.fill("Mã PIN", PIN).await;
        self.browser.fill("Nhập lại mã PIN", PIN).await;
        self.browser.click("Đăng ký điện thoại này").await;
        self.waits_until_open().await;
        self.waits_until_installed().await;
        self.refreshes().await;
    }

    pub async fn opens(&self) {
        self.browser.open(&format!("{}/inspect", self.setup.url())).await;
    }

    pub async fn unlocks(&self, pin: &str) {
        self.waits_for_view("unlock").await;
        self.browser.fill("Mã PIN", pin).await;
        self.browser
            .driver()
            .find(Locator::Css("main form [type=submit]"))
            .await
            .expect("a button")
            .click()
            .await
            .expect("pressed");
    }

    /// Waits for a view of the scanner.
    pub async fn waits_for_view(&self, name: &str) {
        self.waits_for(&format!("[data-view={name}]")).await;
    }

    /// Waits for an element.
    pub async fn waits_for(&self, place: &str) {
        let shown = self.browser.driver().wait().at_most(LONGEST_WAIT).for_element(Locator::Css(place)).await;
        if let Err(problem) = shown {
            let errors = self.browser.console_errors().await;
            panic!("no {place} ({problem}), {errors:?} on:\n{}", self.browser.text().await);
        }
    }

    /// Waits for the scanner, or for the verdict if its camera has found a code by then.
    pub async fn waits_until_open(&self) {
        self.waits_for("[data-view=scan], [data-view=verdict]").await;
    }

    async fn waits_until_installed(&self) {
        let ready = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then((found) => {
              const wait = () => found.active?.state === 'activated' ? done(true) : setTimeout(wait, 50);
              wait();
            });";
        self.browser.run(ready, vec![]).await;
    }

    /// Asks the register again, as every round does, and waits until that round and every other has ended.
    pub async fn refreshes(&self) {
        let ask = format!(
            "{AT_REST} atRest().then(() => window.dispatchEvent(new Event('online'))).then(atRest).then(() => done(true));"
        );
        self.browser.run(&ask, vec![]).await;
    }

    /// From here on the page asks the register nothing by itself: it counts as hidden, what was under way has ended, and
    /// the browser has looked for a newer service worker.
    pub async fn keeps_still(&self) {
        let hide = format!(
            "{AT_REST} Object.defineProperty(document, 'hidden', {{ value: true }});
            atRest().then(() => navigator.serviceWorker.ready).then((found) => found.update()).then(() => done(true));"
        );
        self.browser.run(&hide, vec![]).await;
    }

    /// Runs the body of an asynchronous function in the page; `module(name)` gives the page's own modules.
    pub async fn runs(&self, body: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            const given = arguments;
            const home = document.querySelector('script[type=module]').src;
            const module = (name) => import(new URL(`${{name}}.js`, home));
            (async () => {{ {body} }})().then((value) => done(value ?? null), (problem) => done(`failed: ${{problem?.stack ?? problem}}`));"
        );
        let value = self.browser.run(&script, arguments).await;
        assert!(!value.as_str().is_some_and(|text| text.starts_with("failed: ")), "{value}");
        value
    }

    /// Types a code or pastes an address; returns the verdict and its source.
    pub async fn types(&self, text: &str) -> (String, String) {
        self.enters(text).await;
        self.verdict().await
    }

    /// Types a code or pastes an address, and does not wait until all is known.
    pub async fn enters(&self, text: &str) {
        // Done by a script in the page: a camera that sees a code leaves the view before the driver can click.
        let turn = "const done = arguments[arguments.length - 1];
            const find = (place, words) =>
              [...document.querySelectorAll(`${place} button`)].find((button) => button.textContent.trim() === words);
            const turn = () => {
              const type = find('main', 'Gõ mã');
              if (type) return done(type.click());
              if (!document.querySelector('[data-view=scan]')) find('.door-tabs', 'Quét')?.click();
              return setTimeout(turn, 10);
            };
            turn();";
        self.browser.run(turn, vec![]).await;
        self.waits_for_view("typing").await;
        let field = self.browser.driver().find(Locator::Css("main form input")).await.expect("a field");
        field.send_keys(text).await.expect("typed");
        self.browser.click("Tra cứu").await;
        self.waits_for_view("verdict").await;
    }

    /// The verdict that is shown, once nothing changes it any more.
    pub async fn verdict(&self) -> (String, String) {
        self.waits_for_view("verdict").await;
        let script = "const done = arguments[arguments.length - 1];
            const look = () => {
              const shown = document.querySelector('[data-view=verdict][data-final]');
              if (!shown) return setTimeout(look, 30);
              return done([shown.dataset.verdict, shown.dataset.source]);
            };
            look();";
        let found: Value = self.browser.run(script, vec![]).await;
        (text(&found[0]), text(&found[1]))
    }

    /// Milliseconds from the decoded text to the verdict on the screen.
    pub async fn verdict_milliseconds(&self) -> u64 {
        let shown =
            "arguments[arguments.length - 1](document.querySelector('[data-view=verdict]').dataset.wait);";
        text(&self.browser.run(shown, vec![]).await).parse().expect("a number")
    }

    pub async fn opens_tab(&self, name: &str) {
        let names = [("scan", "Quét"), ("day", "Cơ sở"), ("visits", "Biên bản"), ("settings", "Thiết bị")];
        let (_, words) = names.iter().find(|(own, _)| *own == name).expect("a tab");
        // Pressed by a script: the tabs may be drawn anew between finding and pressing one.
        let press = "const done = arguments[arguments.length - 1];
            const press = () => {
              const tab = [...document.querySelectorAll('.door-tabs button')].find((one) => one.textContent.trim() === arguments[0]);
              return tab && tab.offsetParent ? done(tab.click()) : setTimeout(press, 20);
            };
            press();";
        self.browser.run(press, vec![json!(words)]).await;
        if name == "scan" {
            self.waits_until_open().await;
        } else {
            self.waits_for_view(name).await;
        }
    }

    /// Everything that the phone stores, as text: IndexedDB, storage, caches, cookies.
    pub async fn stored_data(&self) -> String {
        text(&self.browser.run(include_str!("stored_data.js"), vec![]).await)
    }

    /// Fails if the present screen is wider than the phone, has a serious axe violation, or has a control smaller than
    /// 48 px. Saves a screenshot if `CAMKET_TEST_PICTURES` is set.
    pub async fn passes_screen_checks(&self, screen: &str) {
        let wide = self.browser.run(FIND_OVERFLOW_SCRIPT, vec![]).await;
        assert_eq!(wide, json!([]), "{screen}: wider than the phone");
        let small = self.browser.run(FIND_SMALL_CONTROLS_SCRIPT, vec![]).await;
        assert_eq!(small, json!([]), "{screen}: too small for a thumb");
        for found in self.browser.axe(include_str!("../support/axe/axe.min.js")).await {
            let serious = matches!(found.impact.as_str(), "serious" | "critical");
            assert!(!serious, "{screen}: {} ({}) at {:?}", found.rule, found.help, found.places);
        }
        self.saves_screenshot(screen).await;
    }

    async fn saves_screenshot(&self, screen: &str) {
        let Some(folder) = screenshot_folder() else { return };
        let picture = self.browser.driver().screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{screen}.png")), picture).expect("written");
    }

    pub async fn closes(self) {
        self.browser.close().await;
    }
}

/// Appends a measurement to the notes beside the screenshots.
pub fn note_measurement(measure: &str) {
    let Some(folder) = screenshot_folder() else { return };
    let file = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("measures.txt"));
    writeln!(file.expect("a file"), "{measure}").expect("written");
}

#[expect(clippy::disallowed_methods, reason = "a person asks for the pictures")]
fn screenshot_folder() -> Option<PathBuf> {
    std::env::var_os("CAMKET_TEST_PICTURES").map(PathBuf::from)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_owned()
}
