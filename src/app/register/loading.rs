//! Reads the register from the database: all of it once, then the changes.
//!
//! First comes what a token needs: the assigned indices, and the certificates that are not in force. The facts behind
//! the short codes follow page by page; until they are loaded, the database answers for them.

use camket_domain::ids::CertificateId;
use camket_store::certificates::register::{self, State};
use camket_store::{keys, settings};
use uuid::Uuid;

use super::{Book, Keyring};
use crate::{App, AppError};

/// Up to this number, all certificates are read at start-up; more are read page by page while the program serves.
const FEW: u32 = 20_000;
/// Rows read by one query.
const PAGE: u64 = 1_000;

/// Loads the register, for a program that will follow it.
pub async fn open(app: &App) -> Result<(), AppError> {
    let _turn = app.register().turn.lock().await;
    load(app).await
}

/// Brings the register up to date before a read, unless it is followed.
pub(crate) async fn current(app: &App) -> Result<(), AppError> {
    if app.register().is_current() {
        return Ok(());
    }
    let _turn = app.register().turn.lock().await;
    if app.register().is_loaded() { catch_up(app).await } else { load(app).await }
}

/// Reads the changes, if the register is loaded.
pub(crate) async fn refresh(app: &App) -> Result<(), AppError> {
    if !app.register().is_loaded() {
        return Ok(());
    }
    let _turn = app.register().turn.lock().await;
    catch_up(app).await
}

async fn load(app: &App) -> Result<(), AppError> {
    let (store, now) = (app.store(), app.now());
    // The sequence first: changes from here on are read again.
    let state = register::state(store).await?;
    read_keys(app).await?;
    read_limits(app).await?;
    let mut book = Book::new(state);
    for index in register::assigned(store).await? {
        book.assign(index);
    }
    for (index, fall) in register::fallen(store).await? {
        book.stand(index, fall);
    }
    book.papers.reserve(book.given(), book.capacity);
    let few = book.given() <= FEW;
    *app.register().book_mut() = Some(book);
    app.register().hear(now);
    if few { fill(app).await } else { Ok(()) }
}

/// Reads the facts behind the short codes, page by page.
pub async fn fill(app: &App) -> Result<(), AppError> {
    let mut last = None;
    while !is_complete(app) {
        let page = register::page(app.store(), last, PAGE).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.id);
        if let Some(book) = app.register().book_mut().as_mut() {
            for entry in &page {
                if let Some(index) = entry.index {
                    book.papers.insert(index, &entry.code, &entry.facts);
                }
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Whether every certificate's facts are in memory.
pub fn is_complete(app: &App) -> bool {
    app.register().book().as_ref().is_some_and(|book| book.papers.len() >= book.given() as usize)
}

async fn catch_up(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let state = register::state(app.store()).await?;
    let mine = app.register().book().as_ref().map_or(i64::MIN, |book| book.sequence);
    if state.sequence > mine {
        read_keys(app).await?;
        read_changes(app, mine, state).await?;
        // The list is signed without waiting for the next round.
        app.register().news.notify_one();
    }
    app.register().hear(now);
    Ok(())
}

async fn read_changes(app: &App, mine: i64, state: State) -> Result<(), AppError> {
    let mut after = (mine, CertificateId(Uuid::max()));
    loop {
        let page = register::changed(app.store(), after, PAGE).await?;
        if let Some(book) = app.register().book_mut().as_mut() {
            book.grow(state.capacity);
            page.iter().for_each(|entry| book.enter(entry));
        }
        match page.last() {
            Some(last) => after = (last.changed, last.id),
            None => break,
        }
    }
    if let Some(book) = app.register().book_mut().as_mut() {
        book.sequence = state.sequence;
    }
    Ok(())
}

/// Reads from the settings how old an answer may be.
pub(super) async fn read_limits(app: &App) -> Result<(), AppError> {
    app.register().set_limits(settings::load(app.store()).await?.limits());
    Ok(())
}

async fn read_keys(app: &App) -> Result<(), AppError> {
    let (records, held) = (keys::list(app.store()).await?, app.register().keyring());
    if !held.is_of(&records) {
        app.register().set_keyring(Keyring::new(held.edition() + 1, records)?);
    }
    Ok(())
}
