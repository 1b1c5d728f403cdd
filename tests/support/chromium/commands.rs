//! What chromedriver can do beyond WebDriver: the browser's console, and the developer tools' protocol.

use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A POST to an address of chromedriver's own.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// The errors in the console since the last look.
pub async fn console_errors(client: &Client) -> Vec<String> {
    let read = Extension { path: "se/log", body: json!({ "type": "browser" }) };
    let log = client.issue_cmd(read).await.expect("chromedriver gives the console");
    let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
    severe.filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
}

/// Pages run no scripts from now on; WebDriver's own still do.
pub async fn switch_scripts_off(client: &Client) {
    let body = json!({ "cmd": "Emulation.setScriptExecutionDisabled", "params": { "value": true } });
    let switch = Extension { path: "goog/cdp/execute", body };
    client.issue_cmd(switch).await.expect("chromedriver switches scripts off");
}
