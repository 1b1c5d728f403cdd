//! The demo's API tokens: one for each printed log-in, created at every start; those of the previous start are ended.

use anyhow::{Context, Result};
use camket_app::{App, api_tokens, settings};
use camket_domain::accounts::Role;
use camket_domain::api_tokens::ApiTokenRequest;
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::{Permit, rights};
use camket_store::accounts;

use super::sample::ACCOUNTS;

/// Name of these tokens, which distinguishes them from tokens that a user created.
const TOKEN_NAME: &str = "camket demo";

/// Ends the previous tokens and creates new ones. Returns role and token, in the order of [`ACCOUNTS`].
pub async fn renew_tokens(app: &App) -> Result<Vec<(Role, String)>> {
    let days = settings::load(app).await?.token_days;
    let mut tokens = Vec::new();
    for (role, login, ..) in &ACCOUNTS {
        let account = accounts::find_by_login(app.store(), login).await?.context("an account of the demo")?;
        let permit = Permit::<rights::UseAccount>::for_actor(&account.as_actor())
            .context("everybody has an account")?;
        for old in api_tokens::list(app, &permit).await?.into_iter().filter(|old| old.name == TOKEN_NAME) {
            api_tokens::revoke(app, &permit, old.id).await?;
        }
        let key = uuid_v7(app.now(), app.entropy());
        let made =
            api_tokens::create(app, &permit, key, ApiTokenRequest { name: TOKEN_NAME.to_owned(), days })
                .await?;
        tokens.push((*role, made.token));
    }
    Ok(tokens)
}
