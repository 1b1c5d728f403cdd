//! Challenges for passkeys, and what is signed in place of a code.

use camket_credential::passkey::{RelyingParty, new_challenge, verify_assertion};
use camket_domain::accounts::Account;
use camket_domain::accounts::factor::FactorFault;
use camket_domain::accounts::passkey::{CHALLENGE_LIFETIME, ChallengePurpose, PasskeyChallenge};
use camket_domain::accounts::passkey_answer::SentAssertion;
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::{StoreError, Tx, passkeys};

use super::super::session::hash_token;
use crate::{App, AppError};

/// Where passkeys are made and used; `None` if the public address can have none.
pub(in crate::accounts) fn find_party(app: &App) -> Option<RelyingParty> {
    RelyingParty::from_address(&app.options().public_url)
}

/// Makes a challenge for the browser that holds this cookie, in place of the former one.
pub(in crate::accounts) async fn insert_challenge(
    app: &App,
    tx: &Tx,
    account: AccountId,
    held: &str,
    purpose: ChallengePurpose,
) -> Result<PasskeyChallenge, AppError> {
    let challenge = PasskeyChallenge {
        held_by: hash_token(held),
        account,
        purpose,
        challenge: new_challenge(app.entropy()),
        expires_at: app.now() + CHALLENGE_LIFETIME,
    };
    passkeys::replace_challenge(tx, &challenge).await?;
    Ok(challenge)
}

/// Uses up the challenge of a browser, if it is this account's and open.
pub(in crate::accounts) async fn take_challenge(
    app: &App,
    tx: &Tx,
    account: AccountId,
    held: &str,
    purpose: &str,
) -> Result<Option<PasskeyChallenge>, AppError> {
    let taken = passkeys::take_challenge(tx, &hash_token(held), purpose).await?;
    Ok(taken.filter(|challenge| challenge.account == account && challenge.is_open(app.now())))
}

/// Accepts the answer of a passkey and uses its challenge up in `tx`, or says why not.
pub(super) async fn accept(
    app: &App,
    tx: &Tx,
    account: &Account,
    sent: &SentAssertion,
) -> Result<Result<(), FactorFault>, AppError> {
    let purpose = ChallengePurpose::CONFIRMATION;
    let Some(challenge) = take_challenge(app, tx, account.id, &sent.held, purpose).await? else {
        return Ok(Err(FactorFault::PasskeyOver));
    };
    let found = passkeys::find_by_credential(tx, &sent.credential).await?;
    let of_account = sent.user_handle.as_ref().is_none_or(|handle| handle == account.id.0.as_bytes());
    let (Some(passkey), Some(party)) =
        (found.filter(|passkey| passkey.account == account.id && of_account), find_party(app))
    else {
        return Ok(Err(FactorFault::PasskeyWrong));
    };
    let verified = verify_assertion(&party, &challenge.challenge, &passkey.public_key, sent);
    let counter = match verified {
        Ok(counter) => counter,
        Err(error) => {
            tracing::info!(%error, "the answer of a passkey is refused");
            return Ok(Err(FactorFault::PasskeyWrong));
        }
    };
    let used = match passkey.accept(counter, app.now()) {
        Ok(used) => used,
        Err(fault) => return Ok(Err(fault)),
    };
    match passkeys::save_use(tx, &used).await {
        // A later signature was accepted by another request at the same moment.
        Err(StoreError::Conflict) => Ok(Err(FactorFault::PasskeyCounter)),
        saved => Ok(Ok(saved?)),
    }
}

/// After a refused answer: its challenge is used up, too, and of a counter that went back the person is told.
pub(super) async fn record_fault(
    app: &App,
    tx: &Tx,
    account: &Account,
    sent: &SentAssertion,
    fault: FactorFault,
) -> Result<(), AppError> {
    passkeys::take_challenge(tx, &hash_token(&sent.held), ChallengePurpose::CONFIRMATION).await?;
    if fault != FactorFault::PasskeyCounter {
        return Ok(());
    }
    let Some(passkey) = passkeys::find_by_credential(tx, &sent.credential).await? else { return Ok(()) };
    let event = app.build_event(None, AuditAction::PasskeyCounterFault, account.id.0);
    app.audit(tx, event.with_note(passkey.name.as_str())).await?;
    let notice = Notice::PasskeyCounterFault {
        name: account.name.clone(),
        passkey: passkey.name,
        link: LinkedPage::OwnFactors.into(),
    };
    app.notify(tx, account, notice).await
}
