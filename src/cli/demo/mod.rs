//! `camket demo`: a registry full of made-up data on an embedded database, to look around in.
//!
//! It is kept apart from real data: its folder is marked, its password is derived for that folder, and it listens on
//! loopback unless `--allow-remote` is given. Messages are not sent; the mailbox page shows them.

mod guide;
mod new_database;
pub mod sample;
mod tokens;

use std::io::{Write, stdout};

use anyhow::{Context, Result, anyhow};
use camket_app::{
    App, audit_log, certificates,
    outbox::{Carrier, DeliveryError, RenderedMessage},
};
use camket_credential::{MasterSecret, digest::KeyedDigest};
use camket_domain::{accounts::Role, certificates::Certificate, outbox::Channel, settings::Settings};
use camket_store::{accounts, certificates as rows, venues};
use serde_json::{Value, json};
use time::Duration;

use super::{args::DemoArgs, config::Config, listen, registry, serving, setup::Setup};

/// Serves the demo until SIGINT or SIGTERM.
///
/// # Errors
/// The folder or the port cannot be used.
pub async fn run(demo: &DemoArgs) -> Result<()> {
    listen::check_demo_address(demo.listen, demo.allow_remote)?;
    let setup = Setup::prepare_demo(Config::for_demo(demo.listen, demo.data.clone()))?;
    let _lock = setup.data.lock_server()?;
    let listener = listen::bind(demo.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = setup.config.server.public_url(bound).map_err(|problem| anyhow!(problem));
    // With `--allow-remote` the demo has no public name, so its address is used.
    let public_url = public_url.map_or_else(|_| format!("http://{bound}"), |url| url.to_string());
    let password = derive_password(&setup.master);
    new_database::create_if_missing(&setup, &public_url, &password).context("the made-up data")?;
    let app = registry::open(&setup, public_url, vec![Channel::Email, Channel::Sms]).await?;
    registry::prepare_look_ups(&app).await?;
    let service = serving::build_service(&app, &setup.config.server, bound, true);
    let certificate = load_printed_certificate(&app).await?;
    let tokens = tokens::renew_tokens(&app).await.context("the demo's API tokens")?;
    audit_log::append_waiting(&app).await.context("the audit log")?;
    audit_log::sign_now(&app).await.context("the checkpoint of the audit log")?;
    let stop = serving::StopSignals::listen()?;
    print_access(&app, &password, &certificate, &tokens, demo.json)?;
    let limits = setup.config.server.connection_limits();
    serving::run(listener, limits, (service, None), app, DiscardingCarrier, (None, stop)).await
}

/// The password of all the demo's accounts, derived from the folder's master secret.
fn derive_password(secret: &MasterSecret) -> String {
    let digits = KeyedDigest::new(secret, "demo password").hex(&[]);
    format!("camket-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12])
}

/// The certificate of the printed owner that expires last.
async fn load_printed_certificate(app: &App) -> Result<Certificate> {
    let owner =
        accounts::find_by_login(app.store(), sample::OWNER_LOGIN).await?.context("the demo's owner")?;
    let owned = venues::list_by_owner(app.store(), owner.id).await?;
    let ids: Vec<_> = owned.iter().map(|venue| venue.id).collect();
    let certificates = rows::list_by_venues(app.store(), &ids).await?;
    certificates.into_iter().max_by_key(|one| one.expires_on).context("the demo's certificate")
}

fn print_access(
    app: &App,
    password: &str,
    certificate: &Certificate,
    tokens: &[(Role, String)],
    as_json: bool,
) -> Result<()> {
    let text = if as_json {
        build_json_line(app, password, certificate, tokens).to_string()
    } else {
        guide::format_guide(&app.options().public_url, password, &certificate.code.to_string())
    };
    let mut out = stdout();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// The same for programs, with whole tokens.
fn build_json_line(app: &App, password: &str, certificate: &Certificate, tokens: &[(Role, String)]) -> Value {
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
            "verify_url": certificates::build_verify_url(app, certificate),
            "pdf_url": certificates::build_share_link(app, certificate, until),
        },
    })
}

/// A carrier that sends nothing: the mailbox page shows the outbox.
#[derive(Clone, Copy, Debug)]
struct DiscardingCarrier;

impl Carrier for DiscardingCarrier {
    async fn carry(&self, _: &RenderedMessage) -> Result<(), DeliveryError> {
        Ok(())
    }

    fn keeps_secrets(&self) -> bool {
        true
    }
}
