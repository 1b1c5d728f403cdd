//! Reads the register from the database: all of it once, then the changes.
//!
//! First comes what a token needs: the assigned indices, and the certificates that are not in force. The facts behind
//! the short codes follow page by page; until they are loaded, the database answers for them.

use camket_domain::ids::CertificateId;
use camket_store::certificates::register::{self, RegisterState};
use camket_store::restores::{self, lost_status};
use camket_store::{keys, settings};
use uuid::Uuid;

use super::history::{HistoryStep, follow};
use super::{CertificateIndex, Keyring};
use crate::{App, AppError};

/// Up to this number, all certificates are read at start-up; more are read page by page while the program serves.
const MAX_EAGER_CERTIFICATES: u32 = 20_000;
/// Rows read by one query.
const PAGE_SIZE: u64 = 1_000;

/// Loads the register, for a program that will follow it.
pub async fn load_register(app: &App) -> Result<(), AppError> {
    let _turn = app.register().update_lock.lock().await;
    read_all(app).await
}

/// Brings the register up to date before a read, unless it is followed.
pub(crate) async fn ensure_current(app: &App) -> Result<(), AppError> {
    if app.register().is_current() {
        return Ok(());
    }
    let _turn = app.register().update_lock.lock().await;
    if app.register().is_loaded() { catch_up(app).await } else { read_all(app).await }
}

/// Reads the changes, if the register is loaded.
pub(crate) async fn refresh(app: &App) -> Result<(), AppError> {
    if !app.register().is_loaded() {
        return Ok(());
    }
    let _turn = app.register().update_lock.lock().await;
    catch_up(app).await
}

async fn read_all(app: &App) -> Result<(), AppError> {
    follow(app).await?;
    read_rows(app).await
}

async fn read_rows(app: &App) -> Result<(), AppError> {
    let (store, now) = (app.store(), app.now());
    // The sequence first: changes from here on are read again.
    let state = register::load_state(store).await?;
    read_keys(app).await?;
    read_limits(app).await?;
    let mut certificate_index = CertificateIndex::new(state);
    for index in register::list_indexes(store).await? {
        certificate_index.assign(index);
    }
    for (index, status_override) in register::list_overrides(store).await? {
        certificate_index.set_override(index, status_override);
    }
    certificate_index.set_lost(restores::list_lost_times(store).await?, lost_status::list(store).await?);
    certificate_index.certificates.reserve(certificate_index.assigned_count(), certificate_index.capacity);
    let few = certificate_index.assigned_count() <= MAX_EAGER_CERTIFICATES;
    *app.register().index_mut() = Some(certificate_index);
    app.register().record_heard(now);
    if few { load_public_facts(app).await } else { Ok(()) }
}

/// Reads the facts behind the short codes, page by page.
pub async fn load_public_facts(app: &App) -> Result<(), AppError> {
    let mut last = None;
    while !is_complete(app) {
        let page = register::list_by_id(app.store(), last, PAGE_SIZE).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.id);
        if let Some(certificate_index) = app.register().index_mut().as_mut() {
            for entry in &page {
                if let Some(index) = entry.index {
                    certificate_index.certificates.insert(index, &entry.code, &entry.facts);
                }
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Whether every certificate's facts are in memory.
pub fn is_complete(app: &App) -> bool {
    app.register()
        .index()
        .as_ref()
        .is_some_and(|index| index.certificates.len() >= index.assigned_count() as usize)
}

async fn catch_up(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let step = follow(app).await?;
    if step == HistoryStep::SetBack {
        return Ok(());
    }
    let state = register::load_state(app.store()).await?;
    let (epoch, mine) =
        app.register().index().as_ref().map_or((0, i64::MIN), |index| (index.epoch, index.sequence));
    if step == HistoryStep::Resumed || state.epoch != epoch {
        read_rows(app).await?;
        app.register().changed.notify_one();
    } else if state.sequence > mine {
        read_keys(app).await?;
        read_changes(app, mine, state).await?;
        // The list is signed without waiting for the next round.
        app.register().changed.notify_one();
    }
    app.register().record_heard(now);
    Ok(())
}

async fn read_changes(app: &App, mine: i64, state: RegisterState) -> Result<(), AppError> {
    let mut after = (mine, CertificateId(Uuid::max()));
    loop {
        let page = register::list_changed(app.store(), after, PAGE_SIZE).await?;
        if let Some(index) = app.register().index_mut().as_mut() {
            index.grow(state.capacity);
            page.iter().for_each(|entry| index.insert(entry));
        }
        match page.last() {
            Some(last) => after = (last.changed, last.id),
            None => break,
        }
    }
    if let Some(index) = app.register().index_mut().as_mut() {
        index.sequence = state.sequence;
    }
    Ok(())
}

/// Reads from the settings how old an answer may be.
pub(super) async fn read_limits(app: &App) -> Result<(), AppError> {
    app.register().set_limits(settings::load(app.store()).await?.freshness_limits());
    Ok(())
}

async fn read_keys(app: &App) -> Result<(), AppError> {
    let (records, held) = (keys::list(app.store()).await?, app.register().keyring());
    if !held.has_records(&records) {
        app.register().set_keyring(Keyring::new(held.edition() + 1, records)?);
    }
    Ok(())
}
