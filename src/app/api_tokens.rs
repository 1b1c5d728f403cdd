//! API tokens: created and revoked by the account they act for, and checked when a program presents one.

use camket_domain::accounts::{AccountStatus, Actor};
use camket_domain::api_tokens::{self as tokens, ApiToken, ApiTokenRequest, PREFIX};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AccountId, ApiTokenId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{accounts, api_tokens, settings};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError, Client, InputProblem, accounts as people};

type AccountPermit = Permit<rights::UseAccount>;

/// A token that was just created: the only time its text is shown.
#[derive(Clone, PartialEq, Eq)]
pub struct CreatedToken {
    /// The text that the program presents.
    pub token: String,
    /// The stored row, without the text.
    pub stored: ApiToken,
}

impl std::fmt::Debug for CreatedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Made").field("kept", &self.stored.id).finish_non_exhaustive()
    }
}

/// The valid tokens of the permit's holder, newest first.
pub async fn list(app: &App, permit: &AccountPermit) -> Result<Vec<ApiToken>, AppError> {
    Ok(api_tokens::list_valid(app.store(), permit.actor().account, app.now()).await?)
}

pub async fn find(app: &App, permit: &AccountPermit, id: ApiTokenId) -> Result<ApiToken, AppError> {
    api_tokens::find(app.store(), permit.actor().account, id).await?.ok_or(AppError::NotFound)
}

/// Creates a token for someone who proves by the account's password that they are more than an open browser.
///
/// # Errors
/// As [`create`]; [`AppError::Invalid`] for `current`; [`AppError::Throttled`], [`AppError::Busy`].
pub async fn create_by_password(
    app: &App,
    permit: &AccountPermit,
    key: Uuid,
    wanted: ApiTokenRequest,
    password: String,
    client: &Client,
) -> Result<CreatedToken, AppError> {
    let account = people::load_own(app, permit).await?;
    people::check_password(app, &account, password, client).await?;
    create(app, permit, key, wanted).await
}

/// Creates a token, without asking for the password: only the demo does. The same form sent twice returns the same token, so that a lost response costs nothing.
///
/// # Errors
/// [`Refusal::TooManyTokens`]; [`AppError::Invalid`] for `days`; [`AppError::NotFound`] if the form was sent before and
/// its token has ended.
pub async fn create(
    app: &App,
    permit: &AccountPermit,
    key: Uuid,
    wanted: ApiTokenRequest,
) -> Result<CreatedToken, AppError> {
    let actor = permit.actor();
    let token = derive_token(app, actor.account, key);
    let content = CommandContent::new("api_tokens.create").with(&wanted.name).with(wanted.days);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(id) => {
            let kept = find(app, permit, id).await?;
            let valid = kept.is_valid(app.now());
            return if valid { Ok(CreatedToken { token, stored: kept }) } else { Err(AppError::NotFound) };
        }
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let held = api_tokens::list_valid(tx, actor.account, app.now()).await?.len();
    let settings = settings::load(tx).await?;
    let id = ApiTokenId::new(app.now(), app.entropy());
    let kept =
        match tokens::create(actor, wanted, held, &settings, (id, digest_token(app, &token)), app.now()) {
            Err(Refusal::WrongState) => return Err(AppError::invalid("days", InputProblem::TokenDays)),
            decided => decided?,
        };
    api_tokens::insert(tx, &kept).await?;
    app.audit(
        tx,
        app.build_event(Some(actor), AuditAction::ApiTokenMade, id.0).with_note(kept.name.as_str()),
    )
    .await?;
    run.finish(&id).await?;
    Ok(CreatedToken { token, stored: kept })
}

/// Revokes a token. Revoking it again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn revoke(app: &App, permit: &AccountPermit, id: ApiTokenId) -> Result<(), AppError> {
    let actor = permit.actor();
    let kept = find(app, permit, id).await?;
    let tx = app.store().begin_write().await?;
    if api_tokens::end(&tx, actor.account, id, app.now()).await? {
        app.audit(&tx, app.build_event(Some(actor), AuditAction::ApiTokenEnded, id.0).with_note(kept.name))
            .await?;
    }
    Ok(tx.commit().await?)
}

/// The actor of a token, if the token is valid and its account active.
pub async fn find_actor(app: &App, token: &str) -> Result<Option<Actor>, AppError> {
    // No query for text that cannot be a token.
    if !token.starts_with(PREFIX) || token.len() != PREFIX.len() + DIGITS {
        return Ok(None);
    }
    let now = app.now();
    let kept = api_tokens::find_by_digest(app.store(), &digest_token(app, token)).await?;
    let Some(kept) = kept.filter(|kept| kept.is_valid(now)) else { return Ok(None) };
    let account = accounts::find(app.store(), kept.account).await?;
    let actor = account.filter(|a| a.status == AccountStatus::Active).map(|a| a.as_actor());
    if actor.is_some() && kept.needs_touch(now) {
        let tx = app.store().begin_write().await?;
        api_tokens::record_use(&tx, kept.id, now).await?;
        tx.commit().await?;
    }
    Ok(actor)
}

/// Characters after the prefix: 160 bits.
const DIGITS: usize = 40;

/// The token of a form: the keyed digest of the form's key. Only the master secret can compute it (HMAC as a
/// pseudo-random function, RFC 2104), so the text is never stored and can still be shown again for the same form.
fn derive_token(app: &App, account: AccountId, key: Uuid) -> String {
    let digits = app.digests().hex(&["api token", &account.to_string(), &key.to_string()]);
    format!("{PREFIX}{}", &digits[..DIGITS])
}

fn digest_token(app: &App, token: &str) -> String {
    app.digests().hex(&["api token digest", token])
}
