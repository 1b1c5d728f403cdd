//! Delivery of the outbox: messages are sent outside any transaction, and retried until they are sent or given up.

use std::fmt::Debug;

use camket_domain::outbox::{Channel, Message, next_attempt_at};
use camket_store::outbox;
use time::Duration;

use crate::{App, AppError, ErrorChain};

/// A message as text, ready to send.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedMessage {
    pub channel: Channel,
    /// E-mail address or phone number.
    pub recipient: String,
    /// Subject; empty for SMS.
    pub subject: String,
    pub body: String,
}

impl Debug for RenderedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter({})", self.channel.code())
    }
}

/// Why a message was not sent. The reason contains neither recipient nor text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryError {
    /// A retry would not help.
    pub permanent: bool,
    /// For the log and the outbox row.
    pub reason: String,
}

/// A transport for messages: SMTP, an SMS gateway, the demo's mailbox.
#[expect(async_fn_in_trait, reason = "only the program implements and awaits it, on its own runtime")]
pub trait Carrier {
    /// Sends one message.
    ///
    /// # Errors
    /// [`DeliveryError`]
    async fn carry(&self, letter: &RenderedMessage) -> Result<(), DeliveryError>;

    /// Whether the codes and links of sent messages stay in the outbox. Only the demo shows them there.
    fn keeps_secrets(&self) -> bool {
        false
    }
}

/// Marks a sealed secret. A secret without it was written by an earlier version, in clear.
const SEALED: &str = "sealed:";

/// Seals the secret of a message that is about to be stored.
pub(crate) fn seal_secret(app: &App, mut message: Message) -> Message {
    let id = *message.id.0.as_bytes();
    if let Some(secret) = message.notice.secret_mut() {
        *secret = format!("{SEALED}{}", app.message_vault().seal(app.entropy(), &id, secret));
    }
    message
}

/// The message with its secret in clear, for sending it.
///
/// # Errors
/// [`AppError::Internal`] if it was sealed under another master secret.
pub fn open_secret(app: &App, mut message: Message) -> Result<Message, AppError> {
    let id = *message.id.0.as_bytes();
    if let Some(secret) = message.notice.secret_mut()
        && let Some(sealed) = secret.strip_prefix(SEALED)
    {
        *secret = app.message_vault().open(&id, sealed).map_err(AppError::internal)?;
    }
    Ok(message)
}

/// Sends the messages that are due and returns the number sent. `words` renders a message as text, with links below
/// the public URL that it is given. A message that cannot be sent is no error; it is retried.
pub async fn deliver<C: Carrier>(
    app: &App,
    carrier: &C,
    words: impl Fn(&str, &Message) -> RenderedMessage,
) -> Result<usize, AppError> {
    let mut sent = 0;
    for message in outbox::list_due(app.store(), app.now(), 50).await? {
        let tx = app.store().begin_write().await?;
        let mine = outbox::claim(&tx, &message, app.now() + Duration::minutes(2)).await?;
        tx.commit().await?;
        if !mine {
            continue;
        }
        let outcome = match open_secret(app, message.clone()) {
            Ok(open) => carrier.carry(&words(&app.options().public_url, &open)).await,
            Err(error) => Err(DeliveryError { permanent: true, reason: ErrorChain(&error).to_string() }),
        };
        sent += usize::from(outcome.is_ok());
        let mut after = apply_delivery_result(app, message, outcome);
        if after.next_attempt_at.is_none() && !carrier.keeps_secrets() {
            after.notice.secret_mut().map(String::clear);
        }
        let tx = app.store().begin_write().await?;
        outbox::save(&tx, &after).await?;
        tx.commit().await?;
    }
    Ok(sent)
}

fn apply_delivery_result(app: &App, message: Message, outcome: Result<(), DeliveryError>) -> Message {
    let now = app.now();
    let attempts = message.attempts + 1;
    match outcome {
        Ok(()) => Message {
            attempts,
            sent_at: Some(now),
            next_attempt_at: None,
            last_error: String::new(),
            ..message
        },
        Err(DeliveryError { permanent, reason }) => {
            tracing::warn!(message = %message.id, channel = message.channel.code(), attempts, %reason, "message did not leave");
            let next_attempt_at = if permanent { None } else { next_attempt_at(attempts, now) };
            Message { attempts, next_attempt_at, last_error: reason, ..message }
        }
    }
}

/// The latest `most` messages, for the demo's mailbox.
pub async fn list_recent(app: &App, most: u64) -> Result<Vec<Message>, AppError> {
    let messages = outbox::list_recent(app.store(), most).await?;
    messages.into_iter().map(|message| open_secret(app, message)).collect()
}
