//! Limits on guessing, by account and by network address. The table holds keyed digests only, neither logins nor
//! addresses.

use camket_store::throttle;
use time::Duration;

use crate::{App, AppError, Client};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Passwords typed for one account.
    Password,
    /// One-time codes typed for one account.
    CodeTry,
    /// One-time codes sent to one account.
    CodeSend,
    /// All of the above, and sign-ups, from one address.
    Address,
}

impl Limit {
    const WINDOW: Duration = Duration::minutes(15);

    fn most(self) -> i32 {
        match self {
            Self::Password | Self::CodeTry => 10,
            Self::CodeSend => 5,
            // Many phones share one address behind a mobile network's gateway.
            Self::Address => 100,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::CodeTry => "code-try",
            Self::CodeSend => "code-send",
            Self::Address => "address",
        }
    }
}

/// Counts an attempt for `whom` and for the client's address.
///
/// # Errors
/// [`AppError::Throttled`] above either limit; the attempt must then be rejected without being checked.
pub async fn count(app: &App, limit: Limit, whom: &str, client: &Client) -> Result<(), AppError> {
    let tx = app.store().write().await?;
    let by_whom = throttle::hit(&tx, &key(app, limit, whom), Limit::WINDOW, app.now()).await?;
    let by_address =
        throttle::hit(&tx, &key(app, Limit::Address, &client.address), Limit::WINDOW, app.now()).await?;
    tx.commit().await?;
    if by_whom > limit.most() || by_address > Limit::Address.most() {
        return Err(AppError::Throttled(900));
    }
    Ok(())
}

/// Resets the count of `whom`, after a success.
pub async fn clear(app: &App, limit: Limit, whom: &str) -> Result<(), AppError> {
    let tx = app.store().write().await?;
    throttle::clear(&tx, &key(app, limit, whom)).await?;
    Ok(tx.commit().await?)
}

fn key(app: &App, limit: Limit, whom: &str) -> String {
    app.digests().hex(&["throttle", limit.name(), whom])
}
