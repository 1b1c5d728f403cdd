//! E-mail by SMTP, as plain text.

use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use camket_app::outbox::{DeliveryError, RenderedMessage};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{self, authentication::Credentials},
};

use super::{permanent_failure, temporary_failure};
use crate::cli::config::mail::{MailConfig, MailTls};

/// Reply codes that refuse the log-in: a configuration error, after whose correction a retry succeeds.
const LOG_IN_REFUSED: [u16; 4] = [530, 534, 535, 538];

#[derive(Clone, Debug)]
pub struct SmtpCarrier {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl SmtpCarrier {
    /// `None` when no host is configured.
    ///
    /// # Errors
    /// Host or sender cannot be used.
    pub fn new(mail: &MailConfig) -> Result<Option<Self>> {
        let Some(host) = &mail.host else { return Ok(None) };
        let from = mail.from.as_deref().ok_or_else(|| anyhow!("mail.from is not set"))?;
        let from = from.parse().context("mail.from")?;
        Ok(Some(Self { from, transport: build_transport(mail, host)? }))
    }

    /// # Errors
    /// The server refused the message or could not be reached; `permanent` says whether a retry is useless.
    pub async fn send(&self, letter: &RenderedMessage) -> Result<(), DeliveryError> {
        let message = self.build_message(letter)?;
        self.transport.send(message).await.map(drop).map_err(|error| classify_error(&error))
    }

    fn build_message(&self, letter: &RenderedMessage) -> Result<Message, DeliveryError> {
        let address = letter.recipient.parse().map_err(|_| permanent_failure("the address is not valid"))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject.clone())
            .message_id(None)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|_| permanent_failure("the message cannot be written as an e-mail"))
    }
}

fn build_transport(mail: &MailConfig, host: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    type Transport = AsyncSmtpTransport<Tokio1Executor>;
    let builder = match mail.tls {
        MailTls::Starttls => Transport::starttls_relay(host),
        MailTls::Implicit => Transport::relay(host),
        MailTls::None => Ok(Transport::builder_dangerous(host)),
    };
    let builder = builder
        .context("mail.host")?
        .port(mail.port)
        .timeout(Some(Duration::from_secs(mail.timeout_seconds)));
    Ok(match (&mail.user, &mail.password) {
        (Some(user), Some(password)) => {
            builder.credentials(Credentials::new(user.clone(), password.expose().to_owned())).build()
        }
        _ => builder.build(),
    })
}

fn classify_error(error: &smtp::Error) -> DeliveryError {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        let reason = format!("the mail server answered {code}");
        let for_good = error.is_permanent() && !LOG_IN_REFUSED.contains(&code);
        return DeliveryError { permanent: for_good, reason };
    }
    temporary_failure(if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "no TLS connection to the mail server: check mail.tls, mail.port and the server's certificate"
    } else if error.is_response() {
        "the mail server's answer is not SMTP: check mail.port and mail.tls"
    } else if error.is_client() {
        "the mail server does not offer what is configured: check mail.tls and mail.user"
    } else {
        "no connection to the mail server: check mail.host and mail.port"
    })
}

#[cfg(test)]
use super::waiting;
#[cfg(test)]
#[path = "../../../tests/support/smtp_sink.rs"]
mod smtp_sink;

#[cfg(test)]
mod tests {
    use camket_domain::outbox::Channel;

    use super::{smtp_sink::SmtpSink, *};

    fn carrier(port: u16) -> SmtpCarrier {
        let mail = MailConfig {
            host: Some("127.0.0.1".into()),
            port,
            tls: MailTls::None,
            from: Some("Cam kết <camket@example.vn>".into()),
            timeout_seconds: 60,
            ..MailConfig::default()
        };
        SmtpCarrier::new(&mail).unwrap().unwrap()
    }

    fn letter(recipient: &str) -> RenderedMessage {
        RenderedMessage {
            channel: Channel::Email,
            recipient: recipient.into(),
            subject: "Mã xác nhận của quý cơ sở trong sổ đăng ký cam kết".into(),
            body: "Mã của bạn là 123456.\n.\nDòng sau dấu chấm: Nhà nghỉ Hòa Bình, đường Thống Nhất.\n"
                .into(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_message_arrives_unchanged() {
        let sink = SmtpSink::start();
        let sent = letter("chu@nhanghi.example");
        carrier(sink.port()).send(&sent).await.unwrap();
        let received = sink.wait_for("chu@nhanghi.example").await;
        assert_eq!(received.from, "camket@example.vn");
        assert_eq!(received.to, ["chu@nhanghi.example"]);
        assert_eq!(received.subject, sent.subject);
        assert_eq!(received.body.replace("\r\n", "\n").trim_end(), sent.body.trim_end());
        assert_eq!(sink.messages().len(), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn refusals_differ_and_name_no_recipient() {
        let sink = SmtpSink::start();
        let carrier = carrier(sink.port());
        for (code, permanent) in [(451, false), (550, true), (535, false)] {
            sink.refuse_next(code);
            let error = carrier.send(&letter("chu@nhanghi.example")).await.unwrap_err();
            assert_eq!(
                (error.permanent, error.reason.as_str()),
                (permanent, format!("the mail server answered {code}").as_str())
            );
        }
        carrier.send(&letter("chu@nhanghi.example")).await.expect("goes through again");
    }

    #[tokio::test]
    async fn no_server_is_temporary_and_a_bad_address_is_not() {
        let error = carrier(1).send(&letter("chu@nhanghi.example")).await.unwrap_err();
        assert!(!error.permanent && error.reason.contains("mail.host"), "{error:?}");
        let error = carrier(1).send(&letter("not an address")).await.unwrap_err();
        assert!(error.permanent && !error.reason.contains("not an"), "{error:?}");
    }
}
