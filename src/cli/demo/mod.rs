//! `camket demo`: a registry full of made-up data on an embedded database, to look around in.
//!
//! It is fenced: its folder is marked, its password is made for that folder, and it stays on this machine unless told
//! otherwise. Messages go nowhere; the mailbox page shows them.

mod guide;
pub mod sample;
mod tokens;

use std::io::{Write, stdout};

use anyhow::{Context, Result, anyhow};
use camket_app::{
    App, certificates,
    outbox::{Carrier, Letter, Undelivered},
    passwords,
};
use camket_credential::{MasterSecret, digest::Keyed};
use camket_domain::{
    accounts::{Role, password::Password},
    certificates::Certificate,
    outbox::Channel,
    settings::Settings,
};
use camket_store::{accounts, certificates as rows, venues};
use serde_json::{Value, json};
use time::Duration;

use super::{args::Demo, config::Config, foundation::Foundation, listen, registry, serving};

/// Serves the demo until it is told to stop.
///
/// # Errors
/// What is wrong with the folder or the port.
pub async fn run(demo: &Demo) -> Result<()> {
    listen::check_demo(demo.listen, demo.allow_remote)?;
    let foundation = Foundation::lay_demo(Config::of_demo(demo.listen, demo.data.clone()))?;
    let _lock = foundation.data.lock()?;
    let listener = listen::bind(demo.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = foundation.config.server.public_url(bound).map_err(|told| anyhow!(told));
    // Beyond loopback the demo has no name of its own; its address will do.
    let public_url = public_url.map_or_else(|_| format!("http://{bound}"), |url| url.to_string());
    let app = registry::open(&foundation, public_url, vec![Channel::Email, Channel::Sms]).await?;
    let password = password(&foundation.master);
    if accounts::find_by_login(app.store(), sample::OWNER_LOGIN).await?.is_none() {
        let hash = passwords::hash(&app, Password::parse(&password).map_err(|code| anyhow!(code))?).await?;
        sample::fill(&app, &hash).await.context("the made-up data")?;
        let paper = shown_certificate(&app).await?.number;
        sample::concerns::report(&app, &paper).await.context("the made-up concerns")?;
        sample::visits::make(&app, &foundation.master).await.context("the made-up visits")?;
    }
    registry::get_ready(&app).await?;
    let service = serving::service(&app, &foundation.config.server, bound, true);
    let shown = shown_certificate(&app).await?;
    let tokens = tokens::renew(&app).await.context("the demo's API tokens")?;
    let stop = serving::Stop::heard()?;
    tell(&app, &password, &shown, &tokens, demo.json)?;
    serving::run(listener, service, app, Mailbox, stop).await
}

/// The one password of the demo's accounts, made from the folder's secret.
fn password(secret: &MasterSecret) -> String {
    let digits = Keyed::new(secret, "demo password").hex(&[]);
    format!("camket-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12])
}

/// The certificate of the shown owner that lasts longest.
async fn shown_certificate(app: &App) -> Result<Certificate> {
    let owner =
        accounts::find_by_login(app.store(), sample::OWNER_LOGIN).await?.context("the demo's owner")?;
    let owned = venues::owned(app.store(), owner.id).await?;
    let ids: Vec<_> = owned.iter().map(|venue| venue.id).collect();
    let certificates = rows::of_venues(app.store(), &ids).await?;
    certificates.into_iter().max_by_key(|one| one.expires_on).context("the demo's certificate")
}

fn tell(
    app: &App,
    password: &str,
    certificate: &Certificate,
    tokens: &[(Role, String)],
    as_json: bool,
) -> Result<()> {
    let told = if as_json {
        line(app, password, certificate, tokens).to_string()
    } else {
        guide::text(&app.options().public_url, password, &certificate.code.to_string())
    };
    let mut out = stdout();
    writeln!(out, "{told}")?;
    Ok(out.flush()?)
}

/// The same for programs, with what only they want: whole tokens.
fn line(app: &App, password: &str, certificate: &Certificate, tokens: &[(Role, String)]) -> Value {
    let until = camket_domain::clock::Clock::now(&super::clock::SystemClock)
        + Duration::hours(i64::from(Settings::default().share_hours));
    let token = |(role, token): &(Role, String)| json!({ "role": role.code(), "token": token });
    let account = |(role, login, ..): &(Role, &str, &str, &str)| json!({ "role": role.code(), "login": login, "password": password });
    let accounts: Vec<_> = sample::ACCOUNTS.iter().map(account).collect();
    json!({
        "url": app.options().public_url,
        "accounts": accounts,
        "api_tokens": tokens.iter().map(token).collect::<Vec<_>>(),
        "certificate": {
            "number": certificate.number.as_str(),
            "code": certificate.code.to_string(),
            "verify_url": certificates::verify_url(app, certificate),
            "pdf_url": certificates::share_link(app, certificate, until),
        },
    })
}

/// Messages of the demo stay in it: the mailbox page shows the outbox.
#[derive(Clone, Copy, Debug)]
struct Mailbox;

impl Carrier for Mailbox {
    async fn carry(&self, _: &Letter) -> Result<(), Undelivered> {
        Ok(())
    }
}
