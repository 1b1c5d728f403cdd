//! Commands of chromedriver beyond WebDriver: the browser's console, and the DevTools protocol.

use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A POST to an endpoint of chromedriver.
#[derive(Debug)]
pub(super) struct Extension {
    pub(super) path: &'static str,
    pub(super) body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// The errors in the console since the last call.
pub async fn console_errors(client: &Client) -> Vec<String> {
    let read = Extension { path: "se/log", body: json!({ "type": "browser" }) };
    let log = client.issue_cmd(read).await.expect("chromedriver gives the console");
    let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
    severe.filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
}

/// Blocks the loading of scripts. Our pages have no inline script, so they behave as with scripts disabled, except for
/// `noscript`. (Disabling scripts would also block WebDriver's own.)
pub async fn block_scripts(client: &Client) {
    developer_tools(client, "Network.enable", json!({})).await;
    developer_tools(client, "Network.setBlockedURLs", json!({ "urls": ["*.js", "*.js?*", "*.mjs"] })).await;
}

/// Runs a command of the DevTools protocol.
pub async fn developer_tools(client: &Client, command: &str, parameters: Value) -> Value {
    let call = Extension { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": parameters }) };
    client.issue_cmd(call).await.unwrap_or_else(|error| panic!("{command}: {error}"))
}
