//! One-time codes: sent, checked and used up. A code belongs to the attempt of one browser ([`Client::attempt`]).

use camket_domain::accounts::Account;
use camket_domain::accounts::one_time_code::{self, CodeAttempt, CodePurpose, OneTimeCode, SignUpDetails};
use camket_domain::ids::CodeId;
use camket_domain::outbox::Notice;
use camket_store::{Tx, accounts};

use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// The client, at the start of a new attempt. The web gives the attempt to the browser as a cookie.
#[must_use]
pub fn begin_attempt(app: &App, client: Client) -> Client {
    Client { attempt: Some(CodeAttempt::new(app.entropy())), ..client }
}

/// Creates a code for an account and the client's attempt, and queues its message in `tx`.
///
/// # Errors
/// [`AppError::Internal`] if the client has no attempt.
pub(crate) async fn send_code(
    app: &App,
    tx: &Tx,
    account: &Account,
    (purpose, sign_up): (CodePurpose, Option<SignUpDetails>),
    client: &Client,
    notice: impl FnOnce(String) -> Notice,
) -> Result<(), AppError> {
    let attempt = client.attempt.as_ref().ok_or_else(|| AppError::internal("a code without an attempt"))?;
    let digits = one_time_code::random_digits(app.entropy());
    let now = app.now();
    let code = OneTimeCode {
        id: CodeId::new(now, app.entropy()),
        account: account.id,
        purpose,
        attempt: hash_attempt(app, attempt),
        hash: app.digests().hex(&build_digest_parts(account, purpose, &digits)),
        expires_at: now + one_time_code::LIFETIME,
        attempts: 0,
        sign_up,
    };
    accounts::replace_code(tx, &code).await?;
    app.notify(tx, account, notice(digits)).await
}

/// Checks a code and uses it up. A wrong attempt is stored at once, whatever the caller does next.
///
/// # Errors
/// [`AppError::Invalid`] for `code`: `code-over`, also for a code that was sent to another browser's request, or
/// `code-wrong`; [`AppError::Throttled`].
pub(crate) async fn check_code(
    app: &App,
    account: &Account,
    purpose: CodePurpose,
    typed: &str,
    client: &Client,
) -> Result<OneTimeCode, AppError> {
    let counted =
        throttle::count_attempt(app, ThrottleLimit::CodeTry, account.login.as_str(), client).await?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let attempt = client.attempt.as_ref().map(|attempt| hash_attempt(app, attempt)).unwrap_or_default();
    let tx = app.store().begin_write().await?;
    let open = accounts::find_code(&tx, account.id, purpose, &attempt).await?;
    let Some(code) = open.filter(|code| code.is_valid(app.now())) else {
        throttle::count_without_code(app, &tx, account.login.as_str()).await?;
        tx.commit().await?;
        return Err(AppError::invalid("code", InputProblem::CodeOver));
    };
    let right = app.digests().verify(&build_digest_parts(account, purpose, &typed), &code.hash);
    if right {
        counted.take_back(&tx).await?;
        throttle::take_back_code(app, &tx, client).await?;
        accounts::delete_codes(&tx, account.id, purpose).await?;
    } else {
        accounts::record_attempt(&tx, &code).await?;
    }
    tx.commit().await?;
    if right { Ok(code) } else { Err(AppError::invalid("code", InputProblem::CodeWrong)) }
}

fn hash_attempt(app: &App, attempt: &CodeAttempt) -> String {
    app.digests().hex(&["code attempt", attempt.as_str()])
}

fn build_digest_parts<'a>(account: &'a Account, purpose: CodePurpose, digits: &'a str) -> [&'a str; 4] {
    ["one-time code", account.login.as_str(), purpose.code(), digits]
}

/// What the client's attempt entered to sign up, also after its code has expired.
pub(super) async fn find_sign_up(
    app: &App,
    tx: &Tx,
    account: &Account,
    client: &Client,
) -> Result<Option<SignUpDetails>, AppError> {
    let Some(attempt) = &client.attempt else { return Ok(None) };
    let attempt = hash_attempt(app, attempt);
    let code = accounts::find_code(tx, account.id, CodePurpose::Confirm, &attempt).await?;
    Ok(code.and_then(|code| code.sign_up))
}
