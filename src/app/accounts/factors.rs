//! The second factor of one's own account: set up, confirmed anew, removed; its recovery codes.

pub(super) mod checking;
pub(super) mod signing;

use camket_credential::passkey::RelyingParty;
use camket_credential::totp::TotpSecret;
use camket_documents::QrSymbol;
use camket_domain::accounts::Account;
use camket_domain::accounts::factor::{
    AppCode, FactorState, RECOVERY_CODES, RecoveryCode, SecondFactor, TypedFactor,
};
use camket_domain::accounts::passkey::Passkey;
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, factors, passkeys as store_passkeys, sessions};
use data_encoding::HEXLOWER;
use time::OffsetDateTime;
use uuid::Uuid;

use super::session::hash_token;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError, Client};

use checking::find_on;
use signing::find_party;

pub(super) type FactorPermit = Permit<rights::KeepFactors>;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorsSheet {
    /// Since when the app is on (UTC).
    pub on_since: Option<OffsetDateTime>,
    /// The oldest first.
    pub passkeys: Vec<Passkey>,
    /// Where passkeys are made; `None` if the public address can have none.
    pub party: Option<RelyingParty>,
    /// Recovery codes that were not used yet.
    pub codes_left: u64,
    /// Whether a set-up waits for its first code.
    pub is_begun: bool,
    /// Whether the account may not be without one.
    pub is_required: bool,
}

impl FactorsSheet {
    /// Whether the account has a second factor.
    pub fn is_on(&self) -> bool {
        self.on_since.is_some() || !self.passkeys.is_empty()
    }

    /// Whether it has no more than one.
    pub fn is_last(&self) -> bool {
        usize::from(self.on_since.is_some()) + self.passkeys.len() < 2
    }
}

/// What a form offers that asks for the second factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorOffer {
    pub has_app: bool,
    pub has_passkeys: bool,
    /// Where they are used; `None` if the public address can have none.
    pub party: Option<RelyingParty>,
}

impl FactorOffer {
    pub fn has_any(&self) -> bool {
        self.has_app || self.has_passkeys
    }
}

/// What a person puts into an authenticator app. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorSetUp {
    /// The text of the QR code.
    pub address: String,
    /// The secret, to be typed: 32 letters and digits.
    pub secret: String,
    /// The QR code; `None` for a log-in that is too long for one.
    pub symbol: Option<QrSymbol>,
}

impl std::fmt::Debug for FactorSetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FactorSetUp(***)")
    }
}

pub(super) async fn load_account(app: &App, permit: &FactorPermit) -> Result<Account, AppError> {
    accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)
}

/// The factors of the own account.
pub async fn load_factors(app: &App, permit: &FactorPermit) -> Result<FactorsSheet, AppError> {
    let actor = permit.actor();
    let factor = factors::find(app.store(), actor.account).await?;
    let is_begun = factor.as_ref().is_some_and(|factor| factor.may_be_confirmed(app.now()));
    let on_since = factor.and_then(|factor| match factor.state {
        FactorState::On { since, .. } => Some(since),
        FactorState::Begun => None,
    });
    Ok(FactorsSheet {
        on_since,
        passkeys: store_passkeys::list(app.store(), actor.account).await?,
        party: find_party(app),
        codes_left: factors::count_unused_codes(app.store(), actor.account).await?,
        is_begun,
        is_required: app.options().factors.requires(actor.role),
    })
}

/// What may be typed in a session of the own account.
pub async fn find_offer(app: &App, permit: &FactorPermit) -> Result<FactorOffer, AppError> {
    load_offer(app, permit.actor().account).await
}

/// What may be typed in the session with the cookie `token`.
///
/// # Errors
/// [`AppError::NotFound`] without a session.
pub async fn find_offer_in_session(app: &App, token: &str) -> Result<FactorOffer, AppError> {
    let session = sessions::find(app.store(), &hash_token(token)).await?.ok_or(AppError::NotFound)?;
    load_offer(app, session.account).await
}

/// What may be typed for this account.
pub(super) async fn load_offer(app: &App, account: AccountId) -> Result<FactorOffer, AppError> {
    Ok(FactorOffer {
        has_app: find_on(app.store(), account).await?.is_some(),
        has_passkeys: store_passkeys::count(app.store(), account).await? > 0,
        party: find_party(app),
    })
}

/// Begins to set a factor up: a secret is made, which [`load_set_up`] shows. One that was begun a short while ago stays: it may be
/// in an app already, and in another tab. The password proves that they are more than an open browser.
///
/// # Errors
/// [`Refusal::WrongState`] if one is on; [`AppError::Invalid`] for `current`; [`AppError::Throttled`], [`AppError::Busy`].
pub async fn begin_set_up(
    app: &App,
    permit: &FactorPermit,
    password: String,
    client: &Client,
) -> Result<(), AppError> {
    let account = load_account(app, permit).await?;
    super::check_password(app, &account, password, client).await?;
    let tx = app.store().begin_write().await?;
    match factors::find(&tx, account.id).await? {
        Some(factor) if factor.is_on() => return Err(Refusal::WrongState.into()),
        Some(factor) if factor.may_be_confirmed(app.now()) => return Ok(()),
        Some(_) | None => {}
    }
    let secret = TotpSecret::new(app.entropy()).to_base32();
    let sealed = app.factor_vault().seal(app.entropy(), account.id.0.as_bytes(), &secret);
    let state = FactorState::Begun;
    factors::insert(&tx, &SecondFactor { account: account.id, sealed, begun_at: app.now(), state }).await?;
    Ok(tx.commit().await?)
}

/// What is shown while a factor is set up.
///
/// # Errors
/// [`AppError::NotFound`] if none was begun, or too long ago.
pub async fn load_set_up(app: &App, permit: &FactorPermit) -> Result<FactorSetUp, AppError> {
    let account = load_account(app, permit).await?;
    let factor = find_begun(app, app.store(), account.id).await?.ok_or(AppError::NotFound)?;
    let secret = checking::open_secret(app, &factor)?;
    let address = secret.build_address(account.login.as_str());
    let symbol = QrSymbol::encode(&address).ok();
    Ok(FactorSetUp { address, secret: secret.to_base32(), symbol })
}

async fn find_begun(
    app: &App,
    reader: &impl camket_store::Reader,
    account: AccountId,
) -> Result<Option<SecondFactor>, AppError> {
    let factor = factors::find(reader, account).await?;
    Ok(factor.filter(|factor| factor.may_be_confirmed(app.now())))
}

/// Switches the factor on by its first code, and makes recovery codes, which are shown this once; a repeated `key` shows the same
/// ones. All other sessions of the account end. `token` is the cookie of the session that asks.
///
/// # Errors
/// [`Refusal::WrongState`] if no set-up waits for a code; [`AppError::Invalid`] for `code` or `recovery`; [`AppError::Throttled`].
pub async fn finish_set_up(
    app: &App,
    permit: &FactorPermit,
    key: Uuid,
    code: AppCode,
    token: &str,
    client: &Client,
) -> Result<Vec<RecoveryCode>, AppError> {
    let account = load_account(app, permit).await?;
    let content = CommandContent::new("accounts.finish_set_up");
    // A code is not checked a second time.
    if let Some(made) = idempotency::find_repeat::<usize>(app, account.id, key, &content).await? {
        return show_again(app, account.id, key, made).await;
    }
    let typed = TypedFactor::App(code.clone());
    let counted = checking::count_try(app, &account, &typed, client).await?;
    let run = match idempotency::begin(app, account.id, key, &content).await? {
        Attempt::Repeat(made) => return show_again(app, account.id, key, made).await,
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let factor = find_begun(app, tx, account.id).await?.ok_or(Refusal::WrongState)?;
    if let Err(fault) = checking::accept_app_code(app, tx, &factor, &code).await? {
        drop(run);
        return Err(checking::record_failure(app, &account, &typed, fault).await?);
    }
    counted.take_back(tx).await?;
    let codes = make_codes(app, tx, account.id, key).await?;
    sessions::end_others(tx, account.id, &hash_token(token)).await?;
    sessions::record_confirmation(tx, &hash_token(token), app.now()).await?;
    app.audit(tx, app.build_event(Some(permit.actor()), AuditAction::FactorSetUp, account.id.0)).await?;
    let notice = Notice::FactorSetUp { name: account.name.clone(), link: LinkedPage::OwnFactors.into() };
    app.notify(tx, &account, notice).await?;
    run.finish(&codes.len()).await?;
    Ok(codes)
}

/// Makes new recovery codes, and the former end; a repeated `key` shows the same ones.
///
/// # Errors
/// [`AppError::NotFound`] without a factor; [`AppError::Invalid`] for `code` or `recovery`; [`AppError::Throttled`].
pub async fn renew_codes(
    app: &App,
    permit: &FactorPermit,
    key: Uuid,
    typed: TypedFactor,
    client: &Client,
) -> Result<Vec<RecoveryCode>, AppError> {
    let account = load_account(app, permit).await?;
    let content = CommandContent::new("accounts.renew_codes");
    if let Some(made) = idempotency::find_repeat::<usize>(app, account.id, key, &content).await? {
        return show_again(app, account.id, key, made).await;
    }
    let counted = checking::count_try(app, &account, &typed, client).await?;
    let run = match idempotency::begin(app, account.id, key, &content).await? {
        Attempt::Repeat(made) => return show_again(app, account.id, key, made).await,
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    if let Err(fault) = checking::accept(app, tx, &account, &typed).await? {
        drop(run);
        return Err(checking::record_failure(app, &account, &typed, fault).await?);
    }
    counted.take_back(tx).await?;
    let codes = make_codes(app, tx, account.id, key).await?;
    app.audit(tx, app.build_event(Some(permit.actor()), AuditAction::RecoveryCodesMade, account.id.0))
        .await?;
    run.finish(&codes.len()).await?;
    Ok(codes)
}

/// New recovery codes, derived from the key of the form; the former end.
pub(super) async fn make_codes(
    app: &App,
    tx: &Tx,
    account: AccountId,
    key: Uuid,
) -> Result<Vec<RecoveryCode>, AppError> {
    let codes = derive_codes(app, account, key);
    let hashes = codes.iter().map(|code| checking::hash_code(account, code)).collect();
    factors::replace_codes(tx, account, hashes).await?;
    Ok(codes)
}

/// The codes of a form: keyed digests of the form's key. Only the master secret can compute them (HMAC as a pseudo-random
/// function, RFC 2104), so they are never stored and can still be shown again for the same form.
fn derive_codes(app: &App, account: AccountId, key: Uuid) -> Vec<RecoveryCode> {
    let (account, key) = (account.to_string(), key.to_string());
    let derive = |number: usize| {
        let digest = app.digests().hex(&["recovery code", &account, &key, &number.to_string()]);
        let bytes = HEXLOWER.decode(digest.as_bytes()).unwrap_or_default();
        bytes.first_chunk().map(|bytes| RecoveryCode::from_bytes(*bytes))
    };
    (0..RECOVERY_CODES).filter_map(derive).collect()
}

/// The codes of a form that was sent before, while they are those of the account.
///
/// # Errors
/// [`Refusal::WrongState`] if others were made since, or the factor was removed.
pub(super) async fn show_again(
    app: &App,
    account: AccountId,
    key: Uuid,
    made: usize,
) -> Result<Vec<RecoveryCode>, AppError> {
    let codes = derive_codes(app, account, key);
    let hashes: Vec<String> = codes.iter().map(|code| checking::hash_code(account, code)).collect();
    let known = factors::count_codes(app.store(), account, &hashes).await?;
    if usize::try_from(known).ok() == Some(made) { Ok(codes) } else { Err(Refusal::WrongState.into()) }
}

/// Removes the app of the own account; the recovery codes go with the last factor.
///
/// # Errors
/// [`AppError::NotFound`] without an app; [`AppError::Invalid`] for `current`, `code`, `recovery` or `passkey`;
/// [`AppError::Throttled`], [`AppError::Busy`].
pub async fn remove_factor(
    app: &App,
    permit: &FactorPermit,
    password: String,
    typed: TypedFactor,
    client: &Client,
) -> Result<(), AppError> {
    let account = load_account(app, permit).await?;
    super::check_password(app, &account, password, client).await?;
    let tx = checking::begin_accepted(app, &account, &typed, client).await?;
    if !factors::delete(&tx, account.id).await? {
        return Err(AppError::NotFound);
    }
    end_without_factor(&tx, account.id).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::FactorRemoved, account.id.0)).await?;
    let (name, link) = (account.name.clone(), LinkedPage::OwnFactors.into());
    let notice = match checking::has_factor(&tx, account.id).await? {
        true => Notice::AppRemoved { name, link },
        false => Notice::FactorRemoved { name, link },
    };
    app.notify(&tx, &account, notice).await?;
    Ok(tx.commit().await?)
}

/// Ends what belonged to the second factor, if the account has none any more.
pub(super) async fn end_without_factor(tx: &Tx, account: AccountId) -> Result<(), AppError> {
    if !checking::has_factor(tx, account).await? {
        factors::delete_codes(tx, account).await?;
        sessions::forget_confirmations(tx, account).await?;
    }
    Ok(())
}

/// Confirms the session with the cookie `token` anew, before a decision, an export or a reveal.
///
/// # Errors
/// [`AppError::NotFound`] without a factor; [`AppError::Invalid`] for `code`, `recovery` or `passkey`;
/// [`AppError::Throttled`].
pub async fn confirm_session(
    app: &App,
    permit: &FactorPermit,
    typed: &TypedFactor,
    token: &str,
    client: &Client,
) -> Result<(), AppError> {
    let account = load_account(app, permit).await?;
    let tx = checking::begin_accepted(app, &account, typed, client).await?;
    sessions::record_confirmation(&tx, &hash_token(token), app.now()).await?;
    Ok(tx.commit().await?)
}
