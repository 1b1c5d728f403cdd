//! `camket serve`: the real thing.

use anyhow::{Result, anyhow};
use camket_app::outbox::{Carrier, Letter, Undelivered};
use camket_domain::{identifiers::Phone, outbox::Channel};

use super::{
    args::Serve,
    carriers::{Carriers, Outgoing},
    config::Environment,
    foundation::Foundation,
    listen, registry, serving,
};

/// Serves until it is told to stop.
///
/// # Errors
/// What is wrong with the set-up.
pub async fn run(serve: &Serve, environment: &Environment) -> Result<()> {
    let foundation = Foundation::lay(&serve.given(), environment)?;
    let _lock = foundation.data.lock()?;
    let server = &foundation.config.server;
    let listener = listen::bind(server.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = server.public_url(bound).map_err(|told| anyhow!(told))?;
    let carriers = Carriers::new(&foundation.config)?;
    let channels = [Channel::Email, Channel::Sms].into_iter().filter(|c| carriers.offers(*c)).collect();
    let app = registry::open(&foundation, public_url.to_string(), channels).await?;
    let service = serving::service(&app, server, bound, false);
    tracing::info!(address = %bound, url = %public_url, database = app.store().engine(), "camket serves");
    serving::run(listener, service, app, carriers).await
}

impl Carrier for Carriers {
    async fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        let abroad = || Phone::parse(&letter.recipient).map(|phone| phone.international());
        let recipient = match letter.channel {
            Channel::Email => letter.recipient.clone(),
            Channel::Sms => abroad().unwrap_or_else(|_| letter.recipient.clone()),
        };
        let (subject, body) = (letter.subject.clone(), letter.body.clone());
        let outgoing = Outgoing { channel: letter.channel, recipient, subject, body };
        self.send(&outgoing).await.map_err(|e| Undelivered { permanent: e.permanent, reason: e.reason })
    }
}
