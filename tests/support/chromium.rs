//! A real headless Chromium, driven by the texts on the page.
//!
//! Every method waits for its element, and fails with the text of the page. `./test.sh` starts the driver.

pub mod authenticator;
pub mod commands;
mod element_paths;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use data_encoding::BASE64;
use fantoccini::{Client, ClientBuilder, elements::Element, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::support::waiting::LONGEST_WAIT;

/// Chromium without windows: it starts in half of the time of the program with them.
const PROGRAM: &str = "/usr/bin/chromium-headless-shell";
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Scrolls an element to the middle and waits until it no longer moves: a phone scrolls slowly to a field that was typed
/// into, and a press meanwhile would miss. Gives as `IS_TICKED`.
const COMES_TO_REST: &str = "const [element, done] = arguments;
    element.scrollIntoView({ block: 'center' });
    let [last, still] = [null, 0];
    const look = () => {
      const { top, left } = element.getBoundingClientRect();
      still = last && last[0] === top && last[1] === left ? still + 1 : 0;
      last = [top, left];
      if (still < 3) return requestAnimationFrame(look);
      const { control } = element;
      return done(control && ['radio', 'checkbox'].includes(control.type) && !(control.type === 'radio' && control.checked) ? control.checked : null);
    };
    look();";

/// Whether the box of a label is ticked or its choice taken; null for what is none.
const IS_TICKED: &str = "return arguments[0].isConnected ? arguments[0].control?.checked ?? null : null;";

#[derive(Debug)]
pub struct Chromium {
    client: Client,
}

/// A window by its size in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct WindowMetrics {
    width: u32,
    height: u32,
    is_phone: bool,
}

impl WindowMetrics {
    pub const PHONE: Self = Self { width: 390, height: 844, is_phone: true };
    pub const DESKTOP: Self = Self { width: 1280, height: 900, is_phone: false };
}

/// A violation reported by axe-core.
#[derive(Clone, Debug)]
pub struct AxeViolation {
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    pub help: String,
    /// Selectors of the first elements concerned.
    pub places: Vec<String>,
}

impl Chromium {
    /// A window of 390 by 844 px with touch.
    pub async fn phone() -> Self {
        Self::start(phone_metrics()).await
    }

    /// A window of 1280 by 900 px.
    pub async fn desktop() -> Self {
        Self::start(
            json!({ "width": 1280, "height": 900, "pixelRatio": 1.0, "mobile": false, "touch": false }),
        )
        .await
    }

    /// Lays the present page and all later ones out for a phone or a desktop.
    pub async fn become_window(&self, metrics: WindowMetrics) {
        let WindowMetrics { width, height, is_phone } = metrics;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone });
        commands::developer_tools(&self.client, "Emulation.setDeviceMetricsOverride", size).await;
        let touch = json!({ "enabled": is_phone });
        commands::developer_tools(&self.client, "Emulation.setTouchEmulationEnabled", touch).await;
    }

    /// A phone that loads no script, as over a bad network.
    pub async fn phone_without_scripts() -> Self {
        let phone = Self::phone().await;
        commands::block_scripts(&phone.client).await;
        phone
    }

    /// A phone whose camera plays a video (MJPEG or Y4M) in a loop, with camera permission granted.
    pub async fn phone_with_camera(film: &Path) -> Self {
        let camera = [
            "--use-fake-device-for-media-stream".to_owned(),
            "--use-fake-ui-for-media-stream".to_owned(),
            format!("--use-file-for-fake-video-capture={}", film.display()),
        ];
        Self::start_with(phone_metrics(), &camera).await
    }

    async fn start(metrics: Value) -> Self {
        Self::start_with(metrics, &[]).await
    }

    async fn start_with(metrics: Value, more: &[String]) -> Self {
        let mut args = arguments();
        args.extend_from_slice(more);
        let millis = LONGEST_WAIT.as_millis();
        let capabilities = json!({
            "goog:chromeOptions": {
                "binary": PROGRAM,
                "args": args,
                "prefs": { "intl.accept_languages": "vi-VN,vi" },
                "mobileEmulation": { "deviceMetrics": metrics },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": millis, "pageLoad": millis },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("written as an object above") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver_url())
            .await
            .expect("Chromium starts");
        Self { client }
    }

    /// Closes the browser. One that a failed test leaves open is closed with the driver.
    pub async fn close(self) {
        self.client.close().await.expect("the session ends");
    }

    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    pub async fn back(&self) {
        self.client.back().await.expect("there is a page before");
    }

    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page loads again");
    }

    /// The URL of the page.
    pub async fn address(&self) -> String {
        self.client.current_url().await.expect("a page is open").into()
    }

    /// The visible text of the page.
    pub async fn text(&self) -> String {
        let shown = self.wait_until("a page with a body", async || self.body_text().await).await;
        shown.replace('\u{a0}', " ")
    }

    async fn body_text(&self) -> Result<Option<String>, CmdError> {
        self.client.find(fantoccini::Locator::Css("body")).await?.text().await.map(Some)
    }

    /// Waits until the page shows `words`.
    pub async fn see(&self, words: &str) {
        let seen =
            async || Ok(self.body_text().await?.filter(|shown| shown.replace('\u{a0}', " ").contains(words)));
        self.wait_until(&format!("the words “{words}”"), seen).await;
    }

    /// Types into the field with this label, replacing its value.
    pub async fn fill(&self, label: &str, text: &str) {
        let typed = async || match self.field(label).await? {
            Some(field) => self.type_into(&field, text).await.map(Some),
            None => Ok(None),
        };
        self.wait_until(&format!("a field “{label}”"), typed).await;
    }

    async fn type_into(&self, field: &Element, text: &str) -> Result<(), CmdError> {
        let kind = field.attr("type").await?.unwrap_or_default();
        if matches!(kind.as_str(), "date" | "time" | "month") {
            // A date field takes typed keys in the order of the browser's language; its value has one format.
            let script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true})); \
                          arguments[0].dispatchEvent(new Event('change', {bubbles: true}));";
            return self.client.execute(script, vec![as_argument(field), text.into()]).await.map(drop);
        }
        if kind != "file" {
            field.clear().await?;
        }
        field.send_keys(text).await
    }

    /// Selects a checkbox or radio button by its label.
    pub async fn choose(&self, label: &str) {
        self.click_one(&element_paths::label_paths(label), &format!("a choice “{label}”")).await;
    }

    /// Selects a checkbox or radio button by its label, within the fieldset with this legend.
    pub async fn answer(&self, question: &str, label: &str) {
        let what = format!("a choice “{label}” under “{question}”");
        self.click_one(&element_paths::label_paths_under(question, label), &what).await;
    }

    /// Selects an option of a list.
    pub async fn select(&self, label: &str, option: &str) {
        let selected = async || match self.field(label).await? {
            Some(field) => field.select_by_label(option).await.map(Some),
            None => Ok(None),
        };
        self.wait_until(&format!("a list “{label}” with “{option}”"), selected).await;
    }

    /// Clicks the button, link or summary with this text.
    pub async fn click(&self, text: &str) {
        self.click_one(&element_paths::clickable_paths(text), &format!("a button or link “{text}”")).await;
    }

    async fn click_one(&self, paths: &[String], what: &str) {
        let clicked = async || match element_paths::find_first_shown(&self.client, paths).await? {
            Some(element) => {
                // A person scrolls until nothing covers the element; the driver only until it is visible.
                let before = self.client.execute_async(COMES_TO_REST, vec![as_argument(&element)]).await?;
                element.click().await?;
                let ticked = self.client.execute(IS_TICKED, vec![as_argument(&element)]).await;
                // A page that has navigated has received the press.
                let taken = before.is_null() || ticked.is_ok_and(|after| after.is_null() || after != before);
                Ok(taken.then_some(()))
            }
            None => Ok(None),
        };
        self.wait_until(what, clicked).await;
    }

    /// The field with this label.
    async fn field(&self, label: &str) -> Result<Option<Element>, CmdError> {
        element_paths::find_first_shown(&self.client, &element_paths::field_paths(label)).await
    }

    /// Runs a script in every page that opens from now on, before the page's own.
    pub async fn before_pages(&self, script: &str) {
        let what = json!({ "source": script });
        commands::developer_tools(&self.client, "Page.addScriptToEvaluateOnNewDocument", what).await;
    }

    /// A picture of what the window shows, as WebP; `scale` is its pixels for each of the style sheet.
    pub async fn take_picture(&self, scale: f64) -> Vec<u8> {
        let size = self.client.execute("return [innerWidth, innerHeight];", Vec::new()).await;
        let size = size.expect("the window is measured");
        let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": size[1], "scale": scale });
        let what = json!({ "format": "webp", "quality": 60, "clip": clip });
        let taken = commands::developer_tools(&self.client, "Page.captureScreenshot", what).await;
        BASE64.decode(taken["data"].as_str().expect("a picture").as_bytes()).expect("base64")
    }

    /// Everything else: the WebDriver client itself.
    pub fn driver(&self) -> &Client {
        &self.client
    }

    /// How many px the page is wider than the window; 0 if it does not scroll sideways.
    pub async fn overflow(&self) -> i64 {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        self.client.execute(script, Vec::new()).await.expect("the page is measured").as_i64().unwrap_or(0)
    }

    /// Runs axe-core on the page; `script` is its source.
    pub async fn axe(&self, script: &str) -> Vec<AxeViolation> {
        self.client.execute(script, Vec::new()).await.expect("axe loads");
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
                found => done(found.violations.map(v => ({ rule: v.id, impact: v.impact || '', help: v.help,
                    places: v.nodes.slice(0, 5).map(node => node.target.join(' ')) }))),
                error => done(String(error)));";
        let found = self.client.execute_async(run, Vec::new()).await.expect("axe runs");
        let found = found.as_array().unwrap_or_else(|| panic!("axe failed: {found}"));
        found.iter().map(parse_violation).collect()
    }

    /// Runs an asynchronous script, which calls its last argument with the result.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Errors in the console since the last call: failed scripts, and violations of the content security policy.
    pub async fn console_errors(&self) -> Vec<String> {
        commands::console_errors(&self.client).await
    }

    /// Retries until there is a result; an element that becomes stale is looked up again.
    async fn wait_until<T>(&self, what: &str, attempt: impl AsyncFn() -> Result<Option<T>, CmdError>) -> T {
        let end = Instant::now() + LONGEST_WAIT;
        loop {
            let outcome = attempt().await;
            if let Ok(Some(found)) = outcome {
                return found;
            }
            if Instant::now() > end {
                let error = outcome.err().map(|error| format!(" ({error})")).unwrap_or_default();
                let shown = self.body_text().await.ok().flatten().unwrap_or_default();
                panic!("no {what}{error} on {}, which says:\n{shown}", self.address().await);
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
}

fn phone_metrics() -> Value {
    json!({ "width": 390, "height": 844, "pixelRatio": 2.0, "mobile": true, "touch": true })
}

#[expect(clippy::disallowed_methods, reason = "test.sh tells the tests where the driver is")]
fn driver_url() -> String {
    std::env::var("CAMKET_TEST_WEBDRIVER")
        .expect("CAMKET_TEST_WEBDRIVER is not set: run ./test.sh, which starts chromedriver")
}

fn arguments() -> Vec<String> {
    let fixed = [
        // Tests run as root in containers, where Chromium's sandbox does not start.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
    ];
    fixed.map(str::to_owned).to_vec()
}

fn as_argument(element: &Element) -> Value {
    serde_json::to_value(element).expect("an element has an id")
}

fn parse_violation(found: &Value) -> AxeViolation {
    let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
    let places = found["places"].as_array().into_iter().flatten();
    AxeViolation {
        rule: text("rule"),
        impact: text("impact"),
        help: text("help"),
        places: places.filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}
