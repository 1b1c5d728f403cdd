//! Erasing of accounts that their owners closed, when nobody took it back in time.

use std::collections::HashSet;

use camket_domain::accounts::Account;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::venue_register::Operation;
use camket_store::accounts::closing;
use camket_store::{Tx, audit, outbox, venue_operations, venue_register, venues};
use time::OffsetDateTime;

use crate::{App, AppError};

/// Accounts of one run; the others wait for the next.
const MAX_ERASED: u64 = 20;

/// Erases the accounts whose closing ended before `before`; returns how many. An account of which a venue operates again is
/// kept, and told so. The trail names the accounts by their ids alone.
pub(super) async fn erase_closed(app: &App, tx: &Tx, before: OffsetDateTime) -> Result<u64, AppError> {
    let due = closing::delete_due(tx, before, MAX_ERASED).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let (needed, owned) = find_needed(tx, &due).await?;
    let (kept, erased): (Vec<Account>, Vec<Account>) =
        due.into_iter().partition(|account| needed.contains(&account.id));
    closing::erase(tx, &erased, app.now()).await?;
    // Nobody can be reached by their log-ins any more.
    venue_register::refresh(tx, &owned).await?;
    let event = |action, note: &'static str| {
        move |account: &Account| app.build_event(None, action, account.id.0).with_note(note)
    };
    let erasures = erased.iter().map(event(AuditAction::AccountErased, ""));
    let back = kept.iter().map(event(AuditAction::AccountClosingTakenBack, "a venue operates"));
    audit::insert_many(tx, &erasures.chain(back).collect::<Vec<AuditEvent>>()).await?;
    let notices = kept.iter().filter_map(|account| {
        let notice = Notice::AccountKept { name: account.name.clone(), link: LinkedPage::OwnData.into() };
        app.build_message(account, notice)
    });
    outbox::insert_many(tx, &notices.collect::<Vec<_>>()).await?;
    Ok(erased.len() as u64)
}

/// The accounts that own a venue which operates, because an office recorded it since; and all their venues.
async fn find_needed(tx: &Tx, accounts: &[Account]) -> Result<(HashSet<AccountId>, Vec<VenueId>), AppError> {
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let owned = venues::list_by_owners(tx, &ids).await?;
    let operations =
        venue_operations::load_latest(tx, &owned.iter().map(|venue| venue.id.0).collect::<Vec<_>>()).await?;
    let is_closed = |id| operations.get(&id) == Some(&Operation::Closed);
    let needed = owned.iter().filter(|venue| !is_closed(venue.id.0)).map(|venue| venue.owner).collect();
    Ok((needed, owned.iter().map(|venue| venue.id).collect()))
}
