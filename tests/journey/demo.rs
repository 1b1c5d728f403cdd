//! The demo as a child process, found by the line of JSON it prints.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::program::folder::TestFolder;
use crate::support::chromium::Chromium;

#[derive(Debug)]
pub struct DemoProcess {
    pub url: String,
    pub password: String,
    child: Child,
    /// Removed when the demo has ended.
    _folder: TestFolder,
}

impl DemoProcess {
    pub async fn start() -> Self {
        let folder = TestFolder::with_demo();
        let mut child = Command::new(env!("CARGO_BIN_EXE_camket"))
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.data())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the demo starts");
        let out = child.stdout.take().expect("stdout is piped");
        let line = tokio::task::spawn_blocking(|| {
            let mut line = String::new();
            BufReader::new(out).read_line(&mut line).map(|_| line)
        });
        let line = line.await.expect("no panic").expect("the demo prints a line");
        let access: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line:?}"));
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Self {
            url: text(&access["url"]),
            password: text(&access["accounts"][0]["password"]),
            child,
            _folder: folder,
        }
    }

    /// Logs in with one of the demo's accounts.
    pub async fn log_in(&self, browser: &Chromium, login: &str) {
        self.log_in_at(browser, &self.url, login).await;
        browser.see("Tra cứu").await;
    }

    /// Types log-in and password of one of the demo's accounts at this address of the demo.
    pub async fn log_in_at(&self, browser: &Chromium, home: &str, login: &str) {
        browser.open(&format!("{home}/log-in")).await;
        browser.fill("Thư điện tử hoặc số điện thoại di động", login).await;
        browser.fill("Mật khẩu", &self.password).await;
        Self::send_form(browser).await;
    }

    /// Presses the button of the page's form.
    pub async fn send_form(browser: &Chromium) {
        browser
            .driver()
            .find(fantoccini::Locator::Css("main form button[type=submit], main form button:not([type])"))
            .await
            .expect("a button")
            .click()
            .await
            .expect("pressed");
    }
}

impl Drop for DemoProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
