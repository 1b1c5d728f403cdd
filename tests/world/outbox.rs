//! The messages to people: the rows of the outbox, read without sending them.

use camket_app::outbox::open_secret;
use camket_domain::outbox::{Destination, LinkedPage, Message, Notice};
use camket_store::outbox;

use super::Office;

impl Office {
    /// The messages to `recipient`, newest first, with their secrets in clear.
    pub async fn messages_to(&self, recipient: &str) -> Vec<Message> {
        let all = outbox::list_recent(self.app.store(), 1_000).await.unwrap();
        let own = all.into_iter().filter(|message| message.recipient == recipient);
        own.map(|message| open_secret(&self.app, message).expect("the secret of this registry")).collect()
    }

    /// The content of the last message to `recipient`.
    pub async fn last_notice_to(&self, recipient: &str) -> Notice {
        let last = self.messages_to(recipient).await.into_iter().next();
        last.unwrap_or_else(|| panic!("nothing was written to {recipient}")).notice
    }

    /// The one-time code in the last message to `recipient`.
    pub async fn last_code_to(&self, recipient: &str) -> String {
        match self.last_notice_to(recipient).await {
            Notice::ConfirmCode { code } | Notice::ResetCode { code } | Notice::SignCode { code, .. } => code,
            other => panic!("the last message to {recipient} holds no code: {}", other.code()),
        }
    }

    /// The token of the link to set a password in the last message to `recipient`.
    pub async fn last_token_to(&self, recipient: &str) -> String {
        match self.last_notice_to(recipient).await {
            Notice::Invitation { link: Destination::Page(LinkedPage::Invitation { token }), .. }
            | Notice::AccessReset { link: Destination::Page(LinkedPage::Invitation { token }), .. } => token,
            other => panic!("no link in the message {}", other.code()),
        }
    }
}
