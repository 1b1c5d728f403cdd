//! Commands that take effect once: a form or request that is sent twice has one effect and one answer.
//!
//! A command begins with [`begin`], which claims its key in the command's transaction, and ends with
//! [`FirstRun::finish`], which keeps the outcome and commits. A request with the same key meanwhile waits for that
//! commit and gets the same outcome. Outcomes are kept for some days (`upkeep`).

use std::fmt::{Debug, Display};
use std::str::FromStr;

use camket_domain::ids::{AccountId, uuid_v7};
use camket_store::idempotency::{self as rows, SavedOutcome};
use camket_store::{StoreError, Tx};
use uuid::Uuid;

use crate::{App, AppError};

/// A use case with its input, to tell a repeated command from another one under the same key.
pub(crate) struct CommandContent {
    parts: Vec<String>,
}

impl CommandContent {
    pub(crate) fn new(use_case: &str) -> Self {
        Self { parts: vec![use_case.to_owned()] }
    }

    pub(crate) fn with(mut self, part: impl Display) -> Self {
        self.parts.push(part.to_string());
        self
    }

    /// Adds a part by its derived `Debug`. Not for types whose `Debug` hides a part of the value.
    pub(crate) fn with_debug(self, part: &impl Debug) -> Self {
        self.with(format!("{part:?}"))
    }

    /// A keyed digest, because a part may be a personal number, which could be guessed.
    fn digest(&self, app: &App, account: AccountId) -> String {
        let account = account.to_string();
        let parts = self.parts.iter().map(String::as_str);
        app.digests().hex(&["command", &account].into_iter().chain(parts).collect::<Vec<_>>())
    }
}

/// What a key stands for.
pub(crate) enum Attempt<T> {
    /// Nothing yet: the command runs now.
    First(FirstRun),
    /// The same command, which has run with this outcome.
    Repeat(T),
}

/// A command that runs now. Dropped without [`FirstRun::finish`], it has no effect and its key stays free.
pub(crate) struct FirstRun {
    /// The transaction of the command.
    pub(crate) tx: Tx,
    account: AccountId,
    key: Uuid,
}

/// Opens the transaction of a command and claims its key.
///
/// # Errors
/// [`AppError::KeyReused`] if the key stands for other content; [`AppError::Internal`] for an outcome that cannot be
/// read: the command must not run again.
pub(crate) async fn begin<T: FromStr>(
    app: &App,
    account: AccountId,
    key: Uuid,
    content: &CommandContent,
) -> Result<Attempt<T>, AppError> {
    let digest = content.digest(app, account);
    let tx = app.store().begin_write().await?;
    match rows::claim(&tx, account, key, &digest, app.now()).await? {
        None => Ok(Attempt::First(FirstRun { tx, account, key })),
        Some(saved) => parse_outcome(app, &saved, &digest).map(Attempt::Repeat),
    }
}

/// The outcome of the command, if it has run: for what must not be checked a second time, such as a one-time code. The
/// caller still begins the command.
///
/// # Errors
/// As [`begin`].
pub(crate) async fn find_repeat<T: FromStr>(
    app: &App,
    account: AccountId,
    key: Uuid,
    content: &CommandContent,
) -> Result<Option<T>, AppError> {
    match rows::find_outcome(app.store(), account, key).await? {
        None => Ok(None),
        Some(saved) => parse_outcome(app, &saved, &content.digest(app, account)).map(Some),
    }
}

fn parse_outcome<T: FromStr>(app: &App, saved: &SavedOutcome, digest: &str) -> Result<T, AppError> {
    if saved.digest.as_ref().is_some_and(|known| known != digest) {
        return Err(AppError::KeyReused { fresh: uuid_v7(app.now(), app.entropy()) });
    }
    saved.outcome.parse().map_err(|_| StoreError::Corrupt("idempotency.outcome").into())
}

impl FirstRun {
    /// Keeps the outcome and commits.
    pub(crate) async fn finish(self, outcome: &impl Display) -> Result<(), AppError> {
        rows::save_outcome(&self.tx, self.account, self.key, &outcome.to_string()).await?;
        Ok(self.tx.commit().await?)
    }
}
