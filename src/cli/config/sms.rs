//! `[sms]`: text messages by the HTTP gateway of the office's provider.
//! Without `sms.url` the channel is off and no page offers it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::secret::SecretText;

/// The request to the gateway. `url` and `body` may contain `{phone}`, `{phone_digits}` (without `+`) and `{text}`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SmsConfig {
    /// A secret, because many providers expect their key in the URL.
    pub url: Option<SecretText>,
    pub method: SmsMethod,
    /// The values are secrets, because they contain the provider's key.
    pub headers: BTreeMap<String, SecretText>,
    pub content_type: String,
    pub body: String,
    pub success_statuses: Vec<u16>,
    pub timeout_seconds: u64,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum SmsMethod {
    Get,
    Post,
    Put,
}

/// How a value is escaped in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEscape {
    Json,
    Form,
    Xml,
    Plain,
}

impl Default for SmsConfig {
    fn default() -> Self {
        Self {
            url: None,
            method: SmsMethod::Post,
            headers: BTreeMap::new(),
            content_type: "application/json".into(),
            body: r#"{"to":"{phone}","text":"{text}"}"#.into(),
            success_statuses: vec![200, 201, 202, 204],
            timeout_seconds: 20,
        }
    }
}

impl SmsConfig {
    pub fn is_configured(&self) -> bool {
        self.url.is_some()
    }

    /// The escape for `content_type`; `None` for an unknown type.
    pub fn escape(&self) -> Option<BodyEscape> {
        let kind = self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => Some(BodyEscape::Form),
            "text/xml" | "application/xml" => Some(BodyEscape::Xml),
            "text/plain" => Some(BodyEscape::Plain),
            json if json == "application/json" || json.ends_with("+json") => Some(BodyEscape::Json),
            xml if xml.ends_with("+xml") => Some(BodyEscape::Xml),
            _ => None,
        }
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        let Some(url) = &self.url else { return };
        let url = url.expose();
        if !url.starts_with("https://") && !url.starts_with("http://") {
            problems.push(
                "sms.url must start with https:// (or http:// for a gateway in your own network)".into(),
            );
        }
        if self.escape().is_none() {
            problems.push(format!(
                "sms.content_type = \"{}\" is not known: use application/json, \
                 application/x-www-form-urlencoded, application/xml or text/plain",
                self.content_type
            ));
        }
        self.check_placeholders(url, problems);
        if self.success_statuses.is_empty() || self.timeout_seconds == 0 {
            problems.push(
                "sms.success_statuses must name one status, sms.timeout_seconds must be at least 1".into(),
            );
        }
    }

    fn check_placeholders(&self, url: &str, problems: &mut Vec<String>) {
        // A GET has no body, so placeholders in the body template would never be sent.
        let sent =
            if self.method == SmsMethod::Get { url.to_owned() } else { format!("{url}\n{}", self.body) };
        if !sent.contains("{text}") {
            problems.push("neither sms.url nor sms.body has {text}: the message would never be sent".into());
        }
        if !sent.contains("{phone}") && !sent.contains("{phone_digits}") {
            problems.push(
                "neither sms.url nor sms.body has {phone} or {phone_digits}: nobody would get it".into(),
            );
        }
    }
}
