//! Limits on guessing and on messages. What a stranger does from elsewhere must not shut out the right person, so most
//! limits are per login and network; the others bound the whole. The table holds keyed digests only, neither logins nor
//! addresses.

use std::net::{IpAddr, Ipv6Addr};

use camket_domain::account_data::MAX_COPIES_A_DAY;
use camket_domain::devices::unlock::MAX_TRIES_A_DAY;
use camket_domain::ids::{AccountId, DeviceId};
use camket_domain::transfers::MAX_OFFERS_A_DAY;
use camket_store::{Tx, settings, throttle};
use time::Duration;

use crate::{App, AppError, Client, InputProblem};

/// The limits that an operator sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThrottleOptions {
    /// Wrong passwords and codes from one network in 15 minutes.
    pub wrong_tries_per_network: u32,
    /// Wrong passwords and codes in 15 minutes, from everywhere.
    pub wrong_tries: u32,
    /// One-time codes asked for from one network in 15 minutes that were not typed since.
    pub codes_per_network: u32,
    /// One-time codes sent to one address in 24 hours.
    pub codes_per_recipient: u32,
    /// One-time codes sent in 24 hours.
    pub codes: u32,
}

impl Default for ThrottleOptions {
    fn default() -> Self {
        Self {
            wrong_tries_per_network: 100,
            wrong_tries: 10_000,
            codes_per_network: 500,
            codes_per_recipient: 10,
            codes: 5_000,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThrottleLimit {
    /// Passwords typed.
    Password,
    /// One-time codes typed.
    CodeTry,
    /// One-time codes sent.
    CodeSend,
    /// Codes of an authenticator app typed.
    AppCode,
    /// Recovery codes typed.
    RecoveryCode,
    /// Answers of passkeys.
    Passkey,
    /// Challenges made for passkeys.
    PasskeyChallenge,
}

/// One counter of an attempt.
struct Counter {
    key: String,
    window: Duration,
    max: u32,
}

/// The counters that an attempt was added to.
#[must_use = "a success takes the attempt back"]
pub(crate) struct CountedAttempt {
    counters: Vec<Counter>,
}

const WINDOW: Duration = Duration::minutes(15);
const DAY: Duration = Duration::days(1);
/// Tries for one login from one network in 15 minutes.
const MAX_TRIES: u32 = 10;
/// Challenges made for passkeys of one login at the request of one network in 15 minutes: each is a row, and a person who
/// confirms a decision needs one.
const MAX_CHALLENGES: u32 = 60;
/// Codes sent to one login at the request of one network in 15 minutes.
const MAX_SENDINGS: u32 = 5;
/// Wrong codes for one login in 24 hours, from everywhere: six digits are guessed with a probability below 1 in 30,000.
const MAX_CODE_TRIES_A_DAY: u32 = 30;

/// Failed log-ins of one account that its trail records in 24 hours.
pub(crate) const MAX_RECORDED_FAILURES: i32 = 20;

/// Counts an attempt for `login` from the client's network.
///
/// # Errors
/// [`AppError::Throttled`] above a limit; the attempt must then be rejected without being checked.
pub(crate) async fn count_attempt(
    app: &App,
    limit: ThrottleLimit,
    login: &str,
    client: &Client,
) -> Result<CountedAttempt, AppError> {
    let counters = list_counters(app, limit, login, client);
    let tx = app.store().begin_write().await?;
    let mut wait = None;
    for counter in &counters {
        let hits = throttle::record_hit(&tx, &counter.key, counter.window, app.now()).await?;
        if i64::from(hits) > i64::from(counter.max) {
            wait = wait.max(Some(counter.window));
        }
    }
    tx.commit().await?;
    match wait {
        None => Ok(CountedAttempt { counters }),
        Some(wait) => Err(AppError::Throttled(u32::try_from(wait.whole_seconds()).unwrap_or(u32::MAX))),
    }
}

fn list_counters(app: &App, limit: ThrottleLimit, login: &str, client: &Client) -> Vec<Counter> {
    let network = find_network_of(&client.address);
    let options = &app.options().throttle;
    let counter = |parts: &[&str], window, max| Counter {
        key: app.digests().hex(&[&["throttle"], parts].concat()),
        window,
        max,
    };
    let wrong = || {
        [
            counter(&["wrong", &network], WINDOW, options.wrong_tries_per_network),
            counter(&["wrong"], WINDOW, options.wrong_tries),
        ]
    };
    match limit {
        ThrottleLimit::Password => {
            [counter(&["password", login, &network], WINDOW, MAX_TRIES)].into_iter().chain(wrong()).collect()
        }
        ThrottleLimit::CodeTry => [
            counter(&["code-try", login, &network], WINDOW, MAX_TRIES),
            counter(&["code-try-day", login], DAY, MAX_CODE_TRIES_A_DAY),
        ]
        .into_iter()
        .chain(wrong())
        .collect(),
        // Who gets here knows the password. The limit of a day keeps them from guessing from many networks; it does not shut the
        // right person out, who has recovery codes, which nobody guesses.
        ThrottleLimit::AppCode => [
            counter(&["app-code", login, &network], WINDOW, MAX_TRIES),
            counter(&["app-code-day", login], DAY, MAX_CODE_TRIES_A_DAY),
        ]
        .into_iter()
        .chain(wrong())
        .collect(),
        ThrottleLimit::RecoveryCode => {
            let own = counter(&["recovery-code", login, &network], WINDOW, MAX_TRIES);
            [own].into_iter().chain(wrong()).collect()
        }
        // A signature is not guessed, so no limit of a day shuts the right person out.
        ThrottleLimit::Passkey => {
            let own = counter(&["passkey", login, &network], WINDOW, MAX_TRIES);
            [own].into_iter().chain(wrong()).collect()
        }
        ThrottleLimit::PasskeyChallenge => {
            vec![counter(&["passkey-challenge", login, &network], WINDOW, MAX_CHALLENGES)]
        }
        ThrottleLimit::CodeSend => vec![
            counter(&["code-send", login, &network], WINDOW, MAX_SENDINGS),
            counter(&["code-send-network", &network], WINDOW, options.codes_per_network),
            counter(&["code-send-day", login], DAY, options.codes_per_recipient),
            counter(&["code-send-day"], DAY, options.codes),
        ],
    }
}

impl CountedAttempt {
    /// Takes the attempt back in `tx`, because it succeeded: only failures count. The tries of this login from this
    /// network begin anew.
    pub(crate) async fn take_back(self, tx: &Tx) -> Result<(), AppError> {
        let mut counters = self.counters.into_iter();
        if let Some(own) = counters.next() {
            throttle::clear(tx, &own.key).await?;
        }
        for counter in counters {
            throttle::take_back_hit(tx, &counter.key).await?;
        }
        Ok(())
    }
}

/// Takes back that a code was asked for from the client's network, because it was typed: a crowd behind one Wi-Fi does
/// not use up the limit of its network.
pub(crate) async fn take_back_code(app: &App, tx: &Tx, client: &Client) -> Result<(), AppError> {
    let network = find_network_of(&client.address);
    let key = app.digests().hex(&["throttle", "code-send-network", &network]);
    Ok(throttle::take_back_hit(tx, &key).await?)
}

/// Counts a failed log-in and returns how many there were in 24 hours.
pub(crate) async fn count_failure(app: &App, tx: &Tx, login: &str) -> Result<i32, AppError> {
    let key = app.digests().hex(&["throttle", "log-in-failures", login]);
    Ok(throttle::record_hit(tx, &key, DAY, app.now()).await?)
}

/// A write where no code is stored, so that the time of an answer does not tell whether there is an account.
pub(crate) async fn count_without_code(app: &App, tx: &Tx, login: &str) -> Result<(), AppError> {
    let key = app.digests().hex(&["throttle", "without-code", login]);
    throttle::record_hit(tx, &key, WINDOW, app.now()).await?;
    Ok(())
}

/// Counts a personal number or contact that an officer reveals.
///
/// # Errors
/// [`AppError::Invalid`] for `reason` above the number of the settings in one day.
pub(crate) async fn count_reveal(app: &App, tx: &Tx, officer: AccountId) -> Result<(), AppError> {
    let most = settings::load(tx).await?.reveals_per_day;
    let day = app.today().to_string();
    let key = app.digests().hex(&["throttle", "reveal", &officer.to_string(), &day]);
    let hits = throttle::record_hit(tx, &key, DAY, app.now()).await?;
    if hits > i32::from(most) {
        return Err(AppError::invalid("reason", InputProblem::RevealQuota));
    }
    Ok(())
}

/// Counts a venue that an owner offers to somebody else.
///
/// # Errors
/// [`AppError::Throttled`] above the number of one day.
pub(crate) async fn count_offer(app: &App, tx: &Tx, owner: AccountId) -> Result<(), AppError> {
    let key = app.digests().hex(&["throttle", "offer", &owner.to_string()]);
    if throttle::record_hit(tx, &key, DAY, app.now()).await? > MAX_OFFERS_A_DAY {
        return Err(AppError::Throttled(u32::try_from(DAY.whole_seconds()).unwrap_or(u32::MAX)));
    }
    Ok(())
}

/// Counts a copy that somebody takes of the own data.
///
/// # Errors
/// [`AppError::Throttled`] above the number of one day.
pub(crate) async fn count_copy(app: &App, tx: &Tx, account: AccountId) -> Result<(), AppError> {
    let key = app.digests().hex(&["throttle", "copy", &account.to_string()]);
    if throttle::record_hit(tx, &key, DAY, app.now()).await? > MAX_COPIES_A_DAY {
        return Err(AppError::Throttled(u32::try_from(DAY.whole_seconds()).unwrap_or(u32::MAX)));
    }
    Ok(())
}

/// Counts a code typed on a phone whose inspector forgot the PIN.
///
/// # Errors
/// [`AppError::Throttled`] above the number of one day.
pub(crate) async fn count_unlock_try(app: &App, tx: &Tx, device: DeviceId) -> Result<(), AppError> {
    let hits = throttle::record_hit(tx, &build_unlock_key(app, device), DAY, app.now()).await?;
    if hits > MAX_TRIES_A_DAY {
        return Err(AppError::Throttled(u32::try_from(DAY.whole_seconds()).unwrap_or(u32::MAX)));
    }
    Ok(())
}

/// Takes back a code that was right.
pub(crate) async fn take_back_unlock_try(app: &App, tx: &Tx, device: DeviceId) -> Result<(), AppError> {
    Ok(throttle::take_back_hit(tx, &build_unlock_key(app, device)).await?)
}

fn build_unlock_key(app: &App, device: DeviceId) -> String {
    app.digests().hex(&["throttle", "unlock", &device.to_string()])
}

/// The network of an address: an IPv6 customer has a /64 (RFC 6177), so all addresses of one count as one.
#[must_use]
pub fn find_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn find_network_of(address: &str) -> String {
    address.parse().map_or_else(|_| address.to_owned(), |address| find_network(address).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_64_are_one_network() {
        for (address, network) in [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2::1", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
            ("203.0.113.9", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("", ""),
        ] {
            assert_eq!(find_network_of(address), network, "{address}");
        }
    }
}
