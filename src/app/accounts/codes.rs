//! One-time codes: sent, checked and used up.

use camket_domain::accounts::Account;
use camket_domain::accounts::one_time_code::{self, CodePurpose, OneTimeCode};
use camket_domain::ids::CodeId;
use camket_domain::outbox::Notice;
use camket_store::{Tx, accounts};

use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// Creates a code for an account and queues its message in `tx`.
pub(crate) async fn send_code(
    app: &App,
    tx: &Tx,
    account: &Account,
    purpose: CodePurpose,
    notice: impl FnOnce(String) -> Notice,
) -> Result<(), AppError> {
    let digits = one_time_code::random_digits(app.entropy());
    let now = app.now();
    let code = OneTimeCode {
        id: CodeId::new(now, app.entropy()),
        account: account.id,
        purpose,
        hash: hash_digits(app, account, purpose, &digits),
        expires_at: now + one_time_code::LIFETIME,
        attempts: 0,
    };
    accounts::replace_code(tx, &code).await?;
    app.notify(tx, account, notice(digits)).await
}

/// Checks a code and uses it up. A wrong attempt is stored at once, whatever the caller does next.
pub(crate) async fn check_code(
    app: &App,
    account: &Account,
    purpose: CodePurpose,
    typed: &str,
    client: &Client,
) -> Result<(), AppError> {
    throttle::count_attempt(app, ThrottleLimit::CodeTry, account.login.as_str(), client).await?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let tx = app.store().begin_write().await?;
    let open = accounts::find_code(&tx, account.id, purpose).await?.filter(|code| code.is_valid(app.now()));
    let Some(code) = open else { return Err(AppError::invalid("code", InputProblem::CodeOver)) };
    let right = app.digests().verify(&build_digest_parts(account, purpose, &typed), &code.hash);
    if right {
        accounts::delete_codes(&tx, account.id, purpose).await?;
    } else {
        accounts::record_attempt(&tx, &code).await?;
    }
    tx.commit().await?;
    if right { Ok(()) } else { Err(AppError::invalid("code", InputProblem::CodeWrong)) }
}

fn hash_digits(app: &App, account: &Account, purpose: CodePurpose, digits: &str) -> String {
    app.digests().hex(&build_digest_parts(account, purpose, digits))
}

fn build_digest_parts<'a>(account: &'a Account, purpose: CodePurpose, digits: &'a str) -> [&'a str; 4] {
    ["one-time code", account.login.as_str(), purpose.code(), digits]
}
