//! Text messages by the HTTP gateway of a provider. The request is configuration.

use std::{sync::Arc, time::Duration};

use camket_app::outbox::{DeliveryError, RenderedMessage};
use camket_domain::identifiers::Phone;
use ureq::{Agent, http};

use super::{
    permanent_failure,
    template::{self, MessageValues},
    temporary_failure,
};
use crate::cli::config::sms::{BodyEscape, SmsConfig, SmsMethod};
use crate::cli::http_agent;

/// Status codes that concern the message itself, so a retry of the same request is useless. All others may be a problem
/// of the gateway or the configuration (wrong key, too many requests, server error), which a retry may solve.
const PERMANENT_STATUSES: [u16; 4] = [400, 413, 415, 422];

#[derive(Clone)]
pub struct SmsCarrier {
    agent: Agent,
    gateway: Arc<SmsConfig>,
    url: Arc<str>,
    escape: BodyEscape,
}

impl std::fmt::Debug for SmsCarrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmsCarrier").field("gateway", &self.gateway).finish_non_exhaustive()
    }
}

impl SmsCarrier {
    /// `None` when no url is configured.
    pub fn new(gateway: &SmsConfig) -> Option<Self> {
        let url = gateway.url.as_ref()?.expose().into();
        // The configuration refuses a content type without a known escape.
        let escape = gateway.escape()?;
        let agent = http_agent::build(Duration::from_secs(gateway.timeout_seconds));
        Some(Self { agent, gateway: Arc::new(gateway.clone()), url, escape })
    }

    /// # Errors
    /// The gateway refused the message or could not be reached; `permanent` says whether a retry is useless.
    pub async fn send(&self, letter: &RenderedMessage) -> Result<(), DeliveryError> {
        let request = self.build_request(letter)?;
        let (agent, gateway) = (self.agent.clone(), self.gateway.clone());
        // The client blocks, so it runs outside the threads that serve pages.
        tokio::task::spawn_blocking(move || {
            let status = agent.run(request).map_err(|error| classify_error(&error))?.status().as_u16();
            check_status(status, &gateway)
        })
        .await
        .unwrap_or_else(|_| Err(temporary_failure("the request to the SMS gateway broke off")))
    }

    fn build_request(&self, letter: &RenderedMessage) -> Result<http::Request<String>, DeliveryError> {
        // Stored in the national form; gateways expect the international form.
        let phone =
            Phone::parse(&letter.recipient).map_err(|_| permanent_failure("the number is not valid"))?;
        let phone = phone.format_international();
        let values = MessageValues { phone: &phone, text: &letter.body };
        let mut request = http::Request::builder()
            .method(http_method(self.gateway.method))
            .uri(template::fill_url(&self.url, values));
        for (name, value) in &self.gateway.headers {
            request = request.header(name, value.expose());
        }
        let body = match self.gateway.method {
            SmsMethod::Get => String::new(),
            SmsMethod::Post | SmsMethod::Put => {
                request = request.header(http::header::CONTENT_TYPE, &self.gateway.content_type);
                template::fill_body(&self.gateway.body, values, self.escape)
            }
        };
        // The library's error would quote the address or a header.
        request.body(body).map_err(|_| temporary_failure("sms.url or sms.headers make no HTTP request"))
    }
}

fn http_method(method: SmsMethod) -> http::Method {
    match method {
        SmsMethod::Get => http::Method::GET,
        SmsMethod::Post => http::Method::POST,
        SmsMethod::Put => http::Method::PUT,
    }
}

fn check_status(status: u16, gateway: &SmsConfig) -> Result<(), DeliveryError> {
    if gateway.success_statuses.contains(&status) {
        return Ok(());
    }
    let reason = format!("the SMS gateway answered {status}");
    Err(DeliveryError { permanent: PERMANENT_STATUSES.contains(&status), reason })
}

fn classify_error(error: &ureq::Error) -> DeliveryError {
    temporary_failure(match error {
        ureq::Error::Timeout(_) => "the SMS gateway did not answer in time",
        ureq::Error::HostNotFound => "the SMS gateway's host is not found: check sms.url",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
            "no TLS connection to the SMS gateway: check its certificate"
        }
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => "sms.url or sms.headers make no HTTP request",
        _ => "no connection to the SMS gateway: check sms.url",
    })
}

#[cfg(test)]
use super::waiting;
#[cfg(test)]
#[path = "../../../tests/support/sms_gateway.rs"]
mod sms_gateway;

#[cfg(test)]
mod tests {
    use camket_domain::outbox::Channel;

    use super::{sms_gateway::SmsGateway, *};
    use crate::cli::config::SecretText;

    fn sms(url: &str) -> SmsConfig {
        let headers = [("Authorization".to_owned(), SecretText::new("Bearer key"))].into();
        SmsConfig { url: Some(SecretText::new(url)), headers, timeout_seconds: 60, ..SmsConfig::default() }
    }

    fn letter() -> RenderedMessage {
        RenderedMessage {
            channel: Channel::Sms,
            recipient: "0912345678".into(),
            subject: String::new(),
            body: "Mã \"xác nhận\": 123456".into(),
        }
    }

    #[tokio::test]
    async fn a_post_carries_json() {
        let gateway = SmsGateway::start();
        SmsCarrier::new(&sms(&gateway.url("/send"))).unwrap().send(&letter()).await.unwrap();
        let request = gateway.wait_for("+84912345678").await;
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/send"));
        assert_eq!(request.header("authorization"), Some("Bearer key"));
        assert_eq!(request.header("content-type"), Some("application/json"));
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(body, serde_json::json!({ "to": "+84912345678", "text": "Mã \"xác nhận\": 123456" }));
    }

    #[tokio::test]
    async fn a_get_carries_everything_in_the_url() {
        let gateway = SmsGateway::start();
        let url = gateway.url("/send?to={phone_digits}&text={text}");
        let sms = SmsConfig { method: SmsMethod::Get, ..sms(&url) };
        SmsCarrier::new(&sms).unwrap().send(&letter()).await.unwrap();
        let request = &gateway.requests()[0];
        assert_eq!(
            request.path,
            "/send?to=84912345678&text=M%C3%A3%20%22x%C3%A1c%20nh%E1%BA%ADn%22%3A%20123456"
        );
        assert_eq!((request.method.as_str(), request.body.as_str()), ("GET", ""));
    }

    #[tokio::test]
    async fn permanent_and_temporary_refusals_differ() {
        let gateway = SmsGateway::start();
        let carrier = SmsCarrier::new(&sms(&gateway.url("/"))).unwrap();
        for (status, permanent) in
            [(500, false), (429, false), (401, false), (302, false), (400, true), (422, true)]
        {
            gateway.fail_next(1, status);
            let error = carrier.send(&letter()).await.unwrap_err();
            let failure = (error.permanent, error.reason);
            assert_eq!(failure, (permanent, format!("the SMS gateway answered {status}")));
        }
        carrier.send(&letter()).await.expect("goes through again");
    }

    #[tokio::test]
    async fn no_gateway_is_temporary() {
        let carrier = SmsCarrier::new(&sms("http://127.0.0.1:1/?key=hunter2")).unwrap();
        let error = carrier.send(&letter()).await.unwrap_err();
        assert!(!error.permanent && error.reason.contains("no connection"), "{error:?}");
        assert!(!format!("{carrier:?}").contains("hunter2"));
    }
}
