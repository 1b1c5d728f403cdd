//! Closing the own account: what must be settled before, the closing itself, and that a log-in takes it back. The erasing is a
//! job of `upkeep`.

use std::collections::HashMap;

use camket_domain::account_data::closing::{
    AccountClosing, ClosingObstacle, HeldVenue, check_closable, list_obstacles,
};
use camket_domain::accounts::Account;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{format_date, local_date};
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::Operation;
use camket_store::accounts::closing as rows;
use camket_store::{
    Reader, StoreError, Tx, accounts, api_tokens, applications, managers, sessions, settings,
    venue_operations, venues,
};

use crate::{App, AppError, Client};

type ClosingPermit = Permit<rights::CloseAccount>;

/// What the page before the closing tells.
#[derive(Clone, Debug)]
pub struct ClosingSheet {
    /// With the names of the venues.
    pub obstacles: Vec<(ClosingObstacle, String)>,
    /// Days in which a log-in takes it back.
    pub grace_days: u8,
    /// Venues of others that the account manages, and then does no more.
    pub managed: u64,
}

/// What must be settled before the own account is closed, and what follows.
pub async fn load_closing(app: &App, permit: &ClosingPermit) -> Result<ClosingSheet, AppError> {
    let account = permit.actor().account;
    let (held, names) = load_held(app.store(), account).await?;
    let named = |obstacle: ClosingObstacle| {
        let (ClosingObstacle::VenueOpen(venue) | ClosingObstacle::ApplicationOpen(venue)) = obstacle;
        (obstacle, names.get(&venue).cloned().unwrap_or_default())
    };
    Ok(ClosingSheet {
        obstacles: list_obstacles(&held).into_iter().map(named).collect(),
        grace_days: settings::load(app.store()).await?.closing_days,
        managed: managers::count_of_account(app.store(), account).await?,
    })
}

async fn load_held(
    reader: &impl Reader,
    owner: AccountId,
) -> Result<(Vec<HeldVenue>, HashMap<VenueId, String>), AppError> {
    let own = venues::list_by_owner(reader, owner).await?;
    let ids: Vec<_> = own.iter().map(|venue| venue.id.0).collect();
    let operations = venue_operations::load_latest(reader, &ids).await?;
    let latest = applications::list_latest_by_owner(reader, owner).await?.into_iter();
    let states: HashMap<VenueId, _> = latest.map(|found| (found.venue, found.state)).collect();
    let held = own.iter().map(|venue| HeldVenue {
        venue: venue.id,
        operation: operations.get(&venue.id.0).copied().unwrap_or(Operation::Operating),
        application: states.get(&venue.id).copied(),
    });
    let held = held.collect();
    Ok((held, own.into_iter().map(|venue| (venue.id, venue.name)).collect()))
}

/// Closes the own account: all its sessions and API tokens end, and after the days of the settings it is erased. The password
/// proves that it is more than an open browser. Asked again, it changes nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `current`; [`Refusal::ClosingHindered`](camket_domain::refusal::Refusal::ClosingHindered);
/// [`AppError::Throttled`], [`AppError::Busy`].
pub async fn close_account(
    app: &App,
    permit: &ClosingPermit,
    password: String,
    client: &Client,
) -> Result<AccountClosing, AppError> {
    let actor = permit.actor();
    let account = accounts::find(app.store(), actor.account).await?.ok_or(AppError::NotFound)?;
    super::check_password(app, &account, password, client).await?;
    let tx = app.store().begin_write().await?;
    if let Some(before) = rows::find(&tx, account.id).await? {
        return Ok(before);
    }
    check_closable(&load_held(&tx, account.id).await?.0)?;
    let closing = AccountClosing::new(account.id, &settings::load(&tx).await?, app.now());
    match rows::insert(&tx, &closing).await {
        // Asked twice at the same moment: the other one closes it.
        Err(StoreError::Duplicate) => return Ok(closing),
        inserted => inserted?,
    }
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::AccountClosingAsked, account.id.0)).await?;
    let until = format_date(local_date(closing.ends_at));
    let notice =
        Notice::AccountClosing { name: account.name.clone(), until, link: LinkedPage::OwnData.into() };
    app.notify(&tx, &account, notice).await?;
    tx.commit().await?;
    Ok(closing)
}

/// Takes back in `tx` that the account is closed, because somebody logs in; returns whether it was.
pub(super) async fn take_back(app: &App, tx: &Tx, account: &Account) -> Result<bool, AppError> {
    if !rows::delete(tx, account.id).await? {
        return Ok(false);
    }
    let actor = account.as_actor();
    let event = app.build_event(Some(&actor), AuditAction::AccountClosingTakenBack, account.id.0);
    app.audit(tx, event).await?;
    let notice = Notice::AccountKept { name: account.name.clone(), link: LinkedPage::OwnData.into() };
    app.notify(tx, account, notice).await?;
    Ok(true)
}
