//! Limits on guessing, by account and by network address. The table holds keyed digests only, neither logins nor
//! addresses.

use camket_store::throttle;
use time::Duration;

use crate::{App, AppError, Client};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThrottleLimit {
    /// Passwords typed for one account.
    Password,
    /// One-time codes typed for one account.
    CodeTry,
    /// One-time codes sent to one account.
    CodeSend,
    /// All of the above, and sign-ups, from one address.
    Address,
}

impl ThrottleLimit {
    const WINDOW: Duration = Duration::minutes(15);

    fn max_attempts(self) -> i32 {
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
pub async fn count_attempt(
    app: &App,
    limit: ThrottleLimit,
    whom: &str,
    client: &Client,
) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    let by_whom =
        throttle::record_hit(&tx, &build_key(app, limit, whom), ThrottleLimit::WINDOW, app.now()).await?;
    let by_address = throttle::record_hit(
        &tx,
        &build_key(app, ThrottleLimit::Address, &client.address),
        ThrottleLimit::WINDOW,
        app.now(),
    )
    .await?;
    tx.commit().await?;
    if by_whom > limit.max_attempts() || by_address > ThrottleLimit::Address.max_attempts() {
        return Err(AppError::Throttled(900));
    }
    Ok(())
}

/// Resets the count of `whom`, after a success.
pub async fn clear(app: &App, limit: ThrottleLimit, whom: &str) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    throttle::clear(&tx, &build_key(app, limit, whom)).await?;
    Ok(tx.commit().await?)
}

fn build_key(app: &App, limit: ThrottleLimit, whom: &str) -> String {
    app.digests().hex(&["throttle", limit.name(), whom])
}
