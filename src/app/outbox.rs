//! Delivery of the outbox: messages are sent outside any transaction, and retried until they are sent or given up.

mod unsent;

use std::collections::BTreeMap;
use std::fmt::Debug;

use camket_domain::outbox::{Channel, Lane, Message};
use camket_store::outbox;
use futures_util::future::join;
use futures_util::stream::{self, StreamExt};
use time::Duration;
use tokio::time::timeout;

use crate::{App, AppError, ErrorChain};

pub use camket_store::outbox::UnsentMessage;
pub use unsent::{MAX_UNSENT, OutboxKeeper, UnsentChoice, drop_unsent, list_unsent, retry_unsent};

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

    /// Time after which a message that has not left is tried again later. Less than the time for which it is reserved.
    fn longest_delivery(&self) -> std::time::Duration {
        std::time::Duration::from_secs(60)
    }

    /// Whether the codes and links of sent messages stay in the outbox. Only the demo shows them there.
    fn keeps_secrets(&self) -> bool {
        false
    }
}

/// Messages read at a time.
const BATCH_SIZE: u64 = 50;
/// Messages of a lane that are being sent at a time.
const MAX_ON_THE_WAY: usize = 8;
/// No other node sends a message that this one has begun to send.
const RESERVED_FOR: Duration = Duration::minutes(2);

/// Marks a sealed secret. A secret without it was written by an earlier version, in clear.
pub(crate) const SEALED: &str = "sealed:";

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

/// Sends the messages that are due, of both lanes, and returns the number sent. `words` renders a message as text, with links
/// below the public URL that it is given. A message that cannot be sent is no error; it is retried.
pub async fn deliver<C: Carrier>(
    app: &App,
    carrier: &C,
    words: impl Fn(&str, &Message) -> RenderedMessage + Copy,
) -> Result<usize, AppError> {
    let urgent = deliver_lane(app, carrier, Lane::Urgent, words);
    let (urgent, other) = join(urgent, deliver_lane(app, carrier, Lane::Other, words)).await;
    Ok(urgent? + other?)
}

/// As [`deliver`], of one lane. Several messages are on their way at a time, one to each domain of recipients.
pub async fn deliver_lane<C: Carrier>(
    app: &App,
    carrier: &C,
    lane: Lane,
    words: impl Fn(&str, &Message) -> RenderedMessage + Copy,
) -> Result<usize, AppError> {
    let due = outbox::list_due(app.store(), lane, app.now(), BATCH_SIZE).await?;
    if !due.unreadable.is_empty() {
        tracing::error!(rows = ?due.unreadable, "messages that cannot be read are set aside");
        let tx = app.store().begin_write().await?;
        outbox::set_aside(&tx, &due.unreadable).await?;
        tx.commit().await?;
    }
    let mut by_domain: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for message in due.messages {
        by_domain.entry(find_domain(&message)).or_default().push(message);
    }
    let send_all = async |messages: Vec<Message>| {
        let mut sent = 0;
        for message in messages {
            sent += usize::from(deliver_message(app, carrier, message, words).await?);
        }
        Ok(sent)
    };
    // An error does not stop what is on its way: it would be sent twice.
    let results: Vec<Result<usize, AppError>> =
        stream::iter(by_domain.into_values()).map(send_all).buffer_unordered(MAX_ON_THE_WAY).collect().await;
    results.into_iter().sum()
}

/// The domain of a mail address; the last digit of a number, because a gateway takes several messages at a time.
fn find_domain(message: &Message) -> String {
    match message.channel {
        Channel::Email => message.recipient.rsplit('@').next().unwrap_or_default().to_lowercase(),
        Channel::Sms => message.recipient.chars().last().map(String::from).unwrap_or_default(),
    }
}

/// Whether the message was sent.
async fn deliver_message<C: Carrier>(
    app: &App,
    carrier: &C,
    message: Message,
    words: impl Fn(&str, &Message) -> RenderedMessage,
) -> Result<bool, AppError> {
    let tx = app.store().begin_write().await?;
    let mine = outbox::claim(&tx, &message, app.now() + RESERVED_FOR).await?;
    tx.commit().await?;
    if !mine {
        return Ok(false);
    }
    let outcome = match open_secret(app, message.clone()) {
        Ok(open) => carry_in_time(carrier, &words(&app.options().public_url, &open)).await,
        Err(error) => Err(DeliveryError { permanent: true, reason: ErrorChain(&error).to_string() }),
    };
    let is_sent = outcome.is_ok();
    let mut after = apply_delivery_result(app, message, outcome);
    if after.next_attempt_at.is_none() && !carrier.keeps_secrets() {
        after.notice.secret_mut().map(String::clear);
    }
    let tx = app.store().begin_write().await?;
    outbox::save(&tx, &after).await?;
    tx.commit().await?;
    Ok(is_sent)
}

/// A server that answers nothing, or one byte a minute, does not hold up the next message.
async fn carry_in_time<C: Carrier>(carrier: &C, letter: &RenderedMessage) -> Result<(), DeliveryError> {
    let late = || DeliveryError { permanent: false, reason: "the delivery took too long".to_owned() };
    timeout(carrier.longest_delivery(), carrier.carry(letter)).await.unwrap_or_else(|_| Err(late()))
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
            let next_attempt_at = if permanent { None } else { message.find_next_attempt(attempts, now) };
            Message { attempts, next_attempt_at, last_error: reason, ..message }
        }
    }
}

/// The latest `most` messages, for the demo's mailbox.
pub async fn list_recent(app: &App, most: u64) -> Result<Vec<Message>, AppError> {
    let messages = outbox::list_recent(app.store(), most).await?;
    messages.into_iter().map(|message| open_secret(app, message)).collect()
}
