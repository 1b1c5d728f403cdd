//! The published status list: signed after each change and at intervals, kept in memory, the same for everyone.

use std::sync::Arc;

use camket_credential::status_list::{self, Edition, PackedStatuses};
use time::{Date, Duration, OffsetDateTime};

use super::history::save_list;
use super::loading::{ensure_current, read_limits};
use crate::blocking::run_blocking;
use crate::{App, AppError};

/// Age at which a list is signed again, well within its stated life (15 minutes).
const MAX_LIST_AGE: Duration = Duration::minutes(5);
/// New certificates alone change only the list's sequence: while many are issued, it is signed at most this often.
const MIN_SIGN_INTERVAL: Duration = Duration::seconds(5);

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedList {
    /// The signed list, as bytes.
    pub bytes: Vec<u8>,
    /// The register's sequence that it states.
    pub sequence: u64,
    /// When it was signed.
    pub issued_at: OffsetDateTime,
    /// The day that it states statuses for: suspensions end with their last day.
    day: Date,
    kid: Vec<u8>,
    statuses: Vec<u8>,
}

impl PublishedList {
    /// The packed statuses, two bits each.
    pub fn statuses(&self) -> &[u8] {
        &self.statuses
    }
}

/// The current list.
///
/// # Errors
/// [`AppError::SetBack`] if none was signed before the database was put back; [`AppError::Internal`] if no key signs.
pub async fn load_published_list(app: &App) -> Result<Arc<PublishedList>, AppError> {
    ensure_current(app).await?;
    if !app.register().is_followed() || app.register().list().is_none() {
        sign_if_due(app).await?;
    }
    match (app.register().list(), app.register().setback()) {
        (Some(list), _) => Ok(list),
        (None, Some(_)) => Err(AppError::SetBack),
        (None, None) => Err(AppError::internal("no key signs the status list")),
    }
}

/// Signs the list again, whether or not it is due.
///
/// # Errors
/// As [`load_published_list`].
pub async fn sign_list_now(app: &App) -> Result<Arc<PublishedList>, AppError> {
    ensure_current(app).await?;
    app.register().clear_list();
    sign_if_due(app).await?;
    load_published_list(app).await
}

/// Number of entries in the list.
pub fn count_entries(list: &PublishedList) -> usize {
    list.statuses.len() * 4
}

/// Signs the list if its content has changed or it is due.
pub(super) async fn sign_if_due(app: &App) -> Result<(), AppError> {
    let _turn = app.register().update_lock.lock().await;
    // Its sequence would fall, and what was published would be contradicted.
    if app.register().setback().is_some() {
        return Ok(());
    }
    let (now, held) = (app.now(), app.register().list());
    let Some(key) = app.register().keyring().find_signer(app, now)? else { return Ok(()) };
    let same_key = |list: &PublishedList| list.kid == key.kid().as_bytes();
    let (sequence, capacity) = match app.register().index().as_ref() {
        Some(index) => (u64::try_from(index.sequence).unwrap_or(0), index.capacity),
        None => return Ok(()),
    };
    let held =
        held.filter(|list| same_key(list) && now - list.issued_at < MAX_LIST_AGE && now >= list.issued_at);
    if held.as_ref().is_some_and(|list| list.sequence == sequence && list.day == app.today()) {
        return Ok(());
    }
    let (decoys, day) = (app.decoys().build_list(capacity), app.today());
    let statuses =
        app.register().index().as_ref().map(|index| index.build_statuses(decoys, day)).unwrap_or_default();
    if held.is_some_and(|list| list.statuses == statuses && now - list.issued_at < MIN_SIGN_INTERVAL) {
        return Ok(());
    }
    read_limits(app).await?;
    // Whole seconds, rounded down: the list never claims to be newer than its content.
    let address = app.url(app.paths().status_list());
    let edition = Edition { address, issued_at: truncate_to_second(now), sequence };
    let signed = run_blocking(move || {
        let packed = PackedStatuses::from_bytes(statuses);
        let bytes = status_list::sign(&packed, &edition, &key)?;
        let (sequence, issued_at, kid) = (edition.sequence, edition.issued_at, key.kid().as_bytes().to_vec());
        Ok::<_, status_list::StatusListError>(PublishedList {
            bytes,
            sequence,
            issued_at,
            day,
            kid,
            statuses: packed.into_bytes(),
        })
    });
    let list = Arc::new(signed.await?.map_err(AppError::internal)?);
    save_list(app, &list).await?;
    app.register().set_list(list);
    Ok(())
}

fn truncate_to_second(moment: OffsetDateTime) -> OffsetDateTime {
    moment - Duration::nanoseconds(i64::from(moment.nanosecond()))
}
