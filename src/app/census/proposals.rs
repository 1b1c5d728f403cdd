//! Venues that registered by themselves and are on no list are proposed for the list of their commune.

use std::collections::HashMap;

use camket_domain::areas::{self, AreaCode};
use camket_domain::audit::AuditAction;
use camket_domain::census::proposals::build_proposal;
use camket_domain::census::{CensusList, EntryChange, ListOrigin, SourceKind};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::venues::Venue;
use camket_store::census::{self as lists, change, compared, entry};
use camket_store::{Tx, coverage};

use crate::{App, AppError};

/// Venues proposed in one transaction.
const BATCH: u64 = 200;

/// Proposes venues that applied and that no entry is or may be, a batch at most, and gives their number.
pub(super) async fn propose_venues(app: &App) -> Result<usize, AppError> {
    let tx = app.store().begin_write().await?;
    let mut known = HashMap::new();
    let mut proposed = 0;
    for venue in compared::list_unlisted_venues(&tx, BATCH).await? {
        proposed += usize::from(propose(app, &tx, &venue, &mut known).await?);
    }
    tx.commit().await?;
    Ok(proposed)
}

async fn propose(
    app: &App,
    tx: &Tx,
    venue: &Venue,
    known: &mut HashMap<AreaCode, CensusListId>,
) -> Result<bool, AppError> {
    let Some(place) = &venue.place else { return Ok(false) };
    let list = match known.get(&place.commune) {
        Some(list) => *list,
        None => ensure_list(app, tx, place.commune, place.province).await?,
    };
    known.insert(place.commune, list);
    let id = CensusEntryId::new(app.now(), app.entropy());
    let Some(proposal) = build_proposal(venue, id, list, app.now()) else { return Ok(false) };
    entry::insert_many(tx, std::slice::from_ref(&proposal)).await?;
    change::insert_many(tx, &EntryChange::begin(&proposal, None)).await?;
    coverage::refresh(tx, &[id], &[]).await?;
    app.audit(tx, app.build_event(None, AuditAction::CensusEntryProposed, id.0)).await?;
    Ok(true)
}

/// The commune's own list; one is begun for a commune that has none.
async fn ensure_list(
    app: &App,
    tx: &Tx,
    commune: AreaCode,
    province: AreaCode,
) -> Result<CensusListId, AppError> {
    if let Some(list) = lists::find_oldest(tx, commune, SourceKind::CommuneList).await? {
        return Ok(list.id);
    }
    let list = CensusList {
        id: CensusListId::new(app.now(), app.entropy()),
        source: SourceKind::CommuneList,
        holder: areas::all().full_name(commune, app.today()).unwrap_or_default(),
        as_of: app.today(),
        area: commune,
        province,
        origin: ListOrigin::Walked,
        created_by: None,
        version: 1,
    };
    lists::insert(tx, &list).await?;
    app.audit(tx, app.build_event(None, AuditAction::CensusListAdded, list.id.0)).await?;
    Ok(list.id)
}
