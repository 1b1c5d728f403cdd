//! Checking what was typed as a second factor. Everything that asks for one counts the try, checks in its own transaction, and
//! records a failure after that was dropped.

use std::sync::atomic::Ordering;

use camket_credential::digest::sha256_hex;
use camket_credential::totp::TotpSecret;
use camket_domain::accounts::Account;
use camket_domain::accounts::factor::{AppCode, FactorFault, RecoveryCode, SecondFactor, TypedFactor};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::{Reader, StoreError, Tx, factors, passkeys};

use super::signing;
use crate::throttle::{self, CountedAttempt, MAX_RECORDED_FAILURES, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// Whether the account has a second factor: an app, or a passkey.
pub(in crate::accounts) async fn has_factor(
    reader: &impl Reader,
    account: AccountId,
) -> Result<bool, AppError> {
    Ok(find_on(reader, account).await?.is_some() || passkeys::count(reader, account).await? > 0)
}

/// The account's app, if it is on.
pub(in crate::accounts) async fn find_on(
    reader: &impl Reader,
    account: AccountId,
) -> Result<Option<SecondFactor>, AppError> {
    Ok(factors::find(reader, account).await?.filter(SecondFactor::is_on))
}

/// Counts a try. A success takes it back.
///
/// # Errors
/// [`AppError::Throttled`]
pub(super) async fn count_try(
    app: &App,
    account: &Account,
    typed: &TypedFactor,
    client: &Client,
) -> Result<CountedAttempt, AppError> {
    let limit = match typed {
        TypedFactor::App(_) => ThrottleLimit::AppCode,
        TypedFactor::Recovery(_) => ThrottleLimit::RecoveryCode,
        TypedFactor::Passkey(_) => ThrottleLimit::Passkey,
    };
    throttle::count_attempt(app, limit, account.login.as_str(), client).await
}

/// Begins a transaction in which what was typed is accepted and used up. What the factor was asked for is written in it.
///
/// # Errors
/// [`AppError::NotFound`] without a factor; [`AppError::Invalid`] for `code`, `recovery` or `passkey`; [`AppError::Throttled`].
pub(in crate::accounts) async fn begin_accepted(
    app: &App,
    account: &Account,
    typed: &TypedFactor,
    client: &Client,
) -> Result<Tx, AppError> {
    let counted = count_try(app, account, typed, client).await?;
    let tx = app.store().begin_write().await?;
    if let Err(fault) = accept(app, &tx, account, typed).await? {
        drop(tx);
        return Err(record_failure(app, account, typed, fault).await?);
    }
    counted.take_back(&tx).await?;
    Ok(tx)
}

/// Accepts what was typed and uses it up in `tx`, or says why not.
///
/// # Errors
/// [`AppError::NotFound`] if the account has no factor.
pub(super) async fn accept(
    app: &App,
    tx: &Tx,
    account: &Account,
    typed: &TypedFactor,
) -> Result<Result<(), FactorFault>, AppError> {
    if !has_factor(tx, account.id).await? {
        return Err(AppError::NotFound);
    }
    match (typed, find_on(tx, account.id).await?) {
        (TypedFactor::App(code), Some(factor)) => accept_app_code(app, tx, &factor, code).await,
        // The account has passkeys only.
        (TypedFactor::App(_), None) => Ok(Err(FactorFault::Wrong)),
        (TypedFactor::Recovery(code), _) => use_recovery_code(app, tx, account, code).await,
        (TypedFactor::Passkey(sent), _) => signing::accept(app, tx, account, sent).await,
    }
}

/// As [`accept`], also for a factor that is being set up.
pub(super) async fn accept_app_code(
    app: &App,
    tx: &Tx,
    factor: &SecondFactor,
    code: &AppCode,
) -> Result<Result<(), FactorFault>, AppError> {
    let Some(step) = open_secret(app, factor)?.find_step(code.as_str(), app.now()) else {
        return Ok(Err(FactorFault::Wrong));
    };
    let accepted = match factor.accept(step, app.now()) {
        Ok(accepted) => accepted,
        Err(fault) => return Ok(Err(fault)),
    };
    match factors::save_step(tx, &accepted).await {
        // The same code was accepted by another request at the same moment.
        Err(StoreError::Conflict) => Ok(Err(FactorFault::Used)),
        saved => Ok(Ok(saved?)),
    }
}

async fn use_recovery_code(
    app: &App,
    tx: &Tx,
    account: &Account,
    code: &RecoveryCode,
) -> Result<Result<(), FactorFault>, AppError> {
    if !factors::use_code(tx, account.id, &hash_code(account.id, code), app.now()).await? {
        return Ok(Err(FactorFault::Wrong));
    }
    let left = factors::count_unused_codes(tx, account.id).await?.to_string();
    let event = app.build_event(Some(&account.as_actor()), AuditAction::RecoveryCodeUsed, account.id.0);
    app.audit(tx, event).await?;
    let link = LinkedPage::OwnFactors.into();
    let notice = Notice::RecoveryCodeUsed { name: account.name.clone(), left, link };
    app.notify(tx, account, notice).await?;
    Ok(Ok(()))
}

/// Records a failure in the trail of the account, a few times a day, and returns the error of the field.
pub(super) async fn record_failure(
    app: &App,
    account: &Account,
    typed: &TypedFactor,
    fault: FactorFault,
) -> Result<AppError, AppError> {
    app.failed_log_ins().fetch_add(1, Ordering::Relaxed);
    let tx = app.store().begin_write().await?;
    if throttle::count_failure(app, &tx, account.login.as_str()).await? <= MAX_RECORDED_FAILURES {
        app.audit(&tx, app.build_event(None, AuditAction::FactorFailed, account.id.0)).await?;
    }
    if let TypedFactor::Passkey(sent) = typed {
        signing::record_fault(app, &tx, account, sent, fault).await?;
    }
    tx.commit().await?;
    let field = match typed {
        TypedFactor::App(_) => "code",
        TypedFactor::Recovery(_) => "recovery",
        TypedFactor::Passkey(_) => "passkey",
    };
    Ok(AppError::invalid(field, InputProblem::Factor(fault)))
}

pub(super) fn open_secret(app: &App, factor: &SecondFactor) -> Result<TotpSecret, AppError> {
    let plain = app.factor_vault().open(factor.account.0.as_bytes(), &factor.sealed);
    let secret = TotpSecret::parse(&plain.map_err(AppError::internal)?);
    secret.ok_or_else(|| AppError::internal(StoreError::Corrupt("second_factor.sealed")))
}

/// The account is a part, so that equal codes of two accounts have different hashes.
pub(super) fn hash_code(account: AccountId, code: &RecoveryCode) -> String {
    sha256_hex(format!("{account}:{}", code.as_str()).as_bytes())
}
