//! One-time codes: sent, checked and used up.

use camket_domain::accounts::Account;
use camket_domain::accounts::one_time_code::{self, OneTimeCode, Purpose};
use camket_domain::ids::CodeId;
use camket_domain::outbox::Notice;
use camket_store::{Tx, accounts};

use crate::throttle::{self, Limit};
use crate::{App, AppError, Client};

/// Creates a code for an account and queues its message in `tx`.
pub(crate) async fn send_code(
    app: &App,
    tx: &Tx,
    account: &Account,
    purpose: Purpose,
    notice: impl FnOnce(String) -> Notice,
) -> Result<(), AppError> {
    let digits = one_time_code::digits(app.entropy());
    let now = app.now();
    let code = OneTimeCode {
        id: CodeId::new(now, app.entropy()),
        account: account.id,
        purpose,
        hash: hash(app, account, purpose, &digits),
        expires_at: now + one_time_code::LIFETIME,
        attempts: 0,
    };
    accounts::insert_code(tx, &code).await?;
    app.notify(tx, account, notice(digits)).await
}

/// Checks a code and uses it up. A wrong attempt is stored at once, whatever the caller does next.
pub(crate) async fn check_code(
    app: &App,
    account: &Account,
    purpose: Purpose,
    typed: &str,
    client: &Client,
) -> Result<(), AppError> {
    throttle::count(app, Limit::CodeTry, account.login.as_str(), client).await?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let tx = app.store().write().await?;
    let open = accounts::open_code(&tx, account.id, purpose).await?.filter(|code| code.is_open(app.now()));
    let Some(code) = open else { return Err(AppError::Invalid("code", "code-over")) };
    let right = app.digests().verify(&parts(account, purpose, &typed), &code.hash);
    if right {
        accounts::forget_codes(&tx, account.id, purpose).await?;
    } else {
        accounts::save_attempt(&tx, &code).await?;
    }
    tx.commit().await?;
    if right { Ok(()) } else { Err(AppError::Invalid("code", "code-wrong")) }
}

fn hash(app: &App, account: &Account, purpose: Purpose, digits: &str) -> String {
    app.digests().hex(&parts(account, purpose, digits))
}

fn parts<'a>(account: &'a Account, purpose: Purpose, digits: &'a str) -> [&'a str; 4] {
    ["one-time code", account.login.as_str(), purpose.code(), digits]
}
