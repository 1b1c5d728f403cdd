//! Commands of chromedriver beyond WebDriver: the browser's console, and the DevTools protocol.

use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A call of an endpoint of chromedriver.
#[derive(Debug)]
pub(super) struct Extension {
    method: http::Method,
    path: String,
    body: Option<Value>,
}

impl Extension {
    pub(super) fn post(path: &str, body: Value) -> Self {
        Self { method: http::Method::POST, path: path.to_owned(), body: Some(body) }
    }

    pub(super) fn delete(path: &str) -> Self {
        Self { method: http::Method::DELETE, path: path.to_owned(), body: None }
    }
}

pub(super) async fn call(client: &Client, command: Extension) -> Value {
    let path = command.path.clone();
    client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{path}: {error}"))
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

/// The errors in the console since the last call.
pub async fn console_errors(client: &Client) -> Vec<String> {
    let log = call(client, Extension::post("se/log", json!({ "type": "browser" }))).await;
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
    let body = json!({ "cmd": command, "params": parameters });
    let called = client.issue_cmd(Extension::post("goog/cdp/execute", body)).await;
    called.unwrap_or_else(|error| panic!("{command}: {error}"))
}
