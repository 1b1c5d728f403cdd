//! A new passkey: begun with a name and the password, and added by the answer of an authenticator.

use camket_credential::passkey::{ALGORITHMS, NewPasskey, RelyingParty, verify_registration};
use camket_domain::accounts::Account;
use camket_domain::accounts::factor::{FactorFault, RecoveryCode};
use camket_domain::accounts::passkey::{ChallengePurpose, Passkey, check_room};
use camket_domain::accounts::passkey_answer::SentAttestation;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AccountId, PasskeyId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::{StoreError, Tx, accounts, passkeys, sessions};
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

use super::format_credentials;
use crate::accounts::factors::{self, FactorPermit, checking, load_account, signing};
use crate::accounts::session::hash_token;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// What a browser asks an authenticator for a new passkey.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyRequest {
    pub party: RelyingParty,
    /// Base64url.
    pub challenge: String,
    /// The authenticator keeps it with the key.
    pub account: AccountId,
    /// Shown by the device beside the passkey.
    pub login: String,
    /// Likewise.
    pub person: String,
    /// What the passkey will be called here.
    pub name: String,
    /// COSE algorithms of the kinds of keys that are accepted, the best first.
    pub algorithms: [i64; 3],
    /// The ids of the account's passkeys, base64url: a device makes no second one.
    pub known: Vec<String>,
}

/// Begins to add a passkey in the session with the cookie `token`: [`load_begun_passkey`] shows the challenge, for five minutes.
///
/// # Errors
/// [`AppError::NotFound`] if the public address can have none; [`Refusal::TooManyPasskeys`]; [`AppError::Invalid`] for `current`;
/// [`AppError::Throttled`], [`AppError::Busy`].
///
/// [`Refusal::TooManyPasskeys`]: camket_domain::refusal::Refusal::TooManyPasskeys
pub async fn begin_passkey(
    app: &App,
    permit: &FactorPermit,
    name: String,
    password: String,
    token: &str,
    client: &Client,
) -> Result<(), AppError> {
    signing::find_party(app).filter(|_| !token.is_empty()).ok_or(AppError::NotFound)?;
    let account = load_account(app, permit).await?;
    super::super::check_password(app, &account, password, client).await?;
    let tx = app.store().begin_write().await?;
    check_room(passkeys::list(&tx, account.id).await?.len())?;
    let purpose = ChallengePurpose::Registration { name };
    signing::insert_challenge(app, &tx, account.id, token, purpose).await?;
    Ok(tx.commit().await?)
}

/// What the authenticator is asked in the session with the cookie `token`.
///
/// # Errors
/// [`AppError::NotFound`] if none was begun, or too long ago.
pub async fn load_begun_passkey(
    app: &App,
    permit: &FactorPermit,
    token: &str,
) -> Result<PasskeyRequest, AppError> {
    let account = load_account(app, permit).await?;
    let held_by = hash_token(token);
    let begun = passkeys::find_challenge(app.store(), &held_by, ChallengePurpose::REGISTRATION).await?;
    let begun = begun.filter(|begun| begun.account == account.id && begun.is_open(app.now()));
    let (begun, party) = begun.zip(signing::find_party(app)).ok_or(AppError::NotFound)?;
    let ChallengePurpose::Registration { name } = begun.purpose else { return Err(AppError::NotFound) };
    Ok(PasskeyRequest {
        party,
        challenge: begun.challenge,
        account: account.id,
        login: account.login.as_str().to_owned(),
        person: account.name,
        name,
        algorithms: ALGORITHMS,
        known: format_credentials(&passkeys::list(app.store(), account.id).await?),
    })
}

/// Adds the passkey. With the first factor of an account recovery codes are made, which are shown this once (a repeated `key`
/// shows the same ones), and all other sessions end; with a further one nothing is returned. `token` is the cookie of the session.
///
/// # Errors
/// [`AppError::Invalid`] for `passkey`; [`Refusal::TooManyPasskeys`]; [`AppError::Throttled`]; [`AppError::KeyReused`] with the
/// answer of another authenticator.
///
/// [`Refusal::TooManyPasskeys`]: camket_domain::refusal::Refusal::TooManyPasskeys
pub async fn finish_passkey(
    app: &App,
    permit: &FactorPermit,
    key: Uuid,
    sent: &SentAttestation,
    token: &str,
    client: &Client,
) -> Result<Vec<RecoveryCode>, AppError> {
    let account = load_account(app, permit).await?;
    let content =
        CommandContent::new("accounts.finish_passkey").with(BASE64URL_NOPAD.encode(&sent.attestation_object));
    // A challenge is not answered a second time.
    if let Some(made) = idempotency::find_repeat::<usize>(app, account.id, key, &content).await? {
        return show_codes_again(app, account.id, key, made).await;
    }
    let whom = account.login.as_str();
    let counted = throttle::count_attempt(app, ThrottleLimit::Passkey, whom, client).await?;
    let run = match idempotency::begin(app, account.id, key, &content).await? {
        Attempt::Repeat(made) => return show_codes_again(app, account.id, key, made).await,
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let passkey = match accept(app, tx, account.id, sent, token).await? {
        Ok(passkey) => passkey,
        Err(fault) => {
            drop(run);
            return Err(record_failure(app, token, fault).await?);
        }
    };
    counted.take_back(tx).await?;
    let codes = secure_account(app, tx, &account, key, token).await?;
    record_added(app, tx, permit, &account, passkey).await?;
    run.finish(&codes.len()).await?;
    Ok(codes)
}

async fn show_codes_again(
    app: &App,
    account: AccountId,
    key: Uuid,
    made: usize,
) -> Result<Vec<RecoveryCode>, AppError> {
    if made == 0 { Ok(Vec::new()) } else { factors::show_again(app, account, key, made).await }
}

/// Verifies the answer and returns the passkey, which is not stored yet; or says why not.
async fn accept(
    app: &App,
    tx: &Tx,
    account: AccountId,
    sent: &SentAttestation,
    token: &str,
) -> Result<Result<Passkey, FactorFault>, AppError> {
    let taken = signing::take_challenge(app, tx, account, token, ChallengePurpose::REGISTRATION).await?;
    let Some((challenge, party)) = taken.zip(signing::find_party(app)) else {
        return Ok(Err(FactorFault::PasskeyOver));
    };
    let ChallengePurpose::Registration { name } = challenge.purpose else {
        return Ok(Err(FactorFault::PasskeyOver));
    };
    let made = match verify_registration(&party, &challenge.challenge, sent) {
        Ok(made) => made,
        Err(error) => {
            tracing::info!(%error, "a new passkey is refused");
            return Ok(Err(FactorFault::PasskeyWrong));
        }
    };
    if passkeys::find_by_credential(tx, &made.credential).await?.is_some() {
        return Ok(Err(FactorFault::PasskeyKnown));
    }
    // Two tabs that add the tenth one.
    accounts::lock(tx, account).await?;
    check_room(passkeys::list(tx, account).await?.len())?;
    Ok(Ok(build_passkey(app, account, made, name)))
}

fn build_passkey(app: &App, account: AccountId, made: NewPasskey, name: String) -> Passkey {
    Passkey {
        id: PasskeyId::new(app.now(), app.entropy()),
        account,
        credential: made.credential,
        public_key: made.public_key,
        counter: made.counter,
        name,
        created_at: app.now(),
        used_at: None,
        version: 1,
    }
}

/// Uses the challenge up after a refused answer, and returns the error of the field. Whoever gets here is logged in: nothing was
/// guessed.
async fn record_failure(app: &App, token: &str, fault: FactorFault) -> Result<AppError, AppError> {
    let tx = app.store().begin_write().await?;
    passkeys::take_challenge(&tx, &hash_token(token), ChallengePurpose::REGISTRATION).await?;
    tx.commit().await?;
    Ok(AppError::invalid("passkey", InputProblem::Factor(fault)))
}

/// With the first factor: makes recovery codes, and ends the sessions that were opened without it.
async fn secure_account(
    app: &App,
    tx: &Tx,
    account: &Account,
    key: Uuid,
    token: &str,
) -> Result<Vec<RecoveryCode>, AppError> {
    if checking::has_factor(tx, account.id).await? {
        return Ok(Vec::new());
    }
    let codes = factors::make_codes(app, tx, account.id, key).await?;
    sessions::end_others(tx, account.id, &hash_token(token)).await?;
    sessions::record_confirmation(tx, &hash_token(token), app.now()).await?;
    Ok(codes)
}

async fn record_added(
    app: &App,
    tx: &Tx,
    permit: &FactorPermit,
    account: &Account,
    passkey: Passkey,
) -> Result<(), AppError> {
    match passkeys::insert(tx, &passkey).await {
        // Added by another request at the same moment.
        Err(StoreError::Duplicate) => {
            return Err(AppError::invalid("passkey", InputProblem::Factor(FactorFault::PasskeyKnown)));
        }
        inserted => inserted?,
    }
    let event = app.build_event(Some(permit.actor()), AuditAction::PasskeyAdded, account.id.0);
    app.audit(tx, event.with_note(passkey.name.as_str())).await?;
    let link = LinkedPage::OwnFactors.into();
    let notice = Notice::PasskeyAdded { name: account.name.clone(), passkey: passkey.name, link };
    app.notify(tx, account, notice).await
}
