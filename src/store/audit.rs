//! The audit trail. Rows are inserted, never updated or deleted: triggers refuse it. Each event waits for its leaf in the log
//! (`audit_log`) from the moment it is inserted.

pub(crate) mod entity;

use camket_domain::accounts::Role;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::ids::{AccountId, AuditId, VenueId};
use camket_domain::paging::Cursor;
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::{limit_block, page_by_moment};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, audit_log, venues};
use entity::{Column, Entity, Model};

/// Inserts an event, in the transaction of the change that it records.
pub async fn insert(tx: &Tx, event: &AuditEvent) -> Result<(), StoreError> {
    insert_many(tx, std::slice::from_ref(event)).await
}

/// Inserts several events.
pub async fn insert_many(tx: &Tx, events: &[AuditEvent]) -> Result<(), StoreError> {
    // SQLite binds at most 32,766 values in a statement; a row has 9.
    for events in events.chunks(1000) {
        let rows = events.iter().map(|event| set_all_columns(to_row(event)));
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
        let ids: Vec<Uuid> = events.iter().map(|event| event.id.0).collect();
        audit_log::insert_waiting(tx, &ids).await?;
    }
    Ok(())
}

/// The most events of [`list_recent_by_venue`]; whoever shows as many says that there may be more.
pub const MAX_RECENT: usize = 200;

/// The last [`MAX_RECENT`] events of a venue without the actions in `but`, newest first.
pub async fn list_recent_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    but: &[AuditAction],
) -> Result<Vec<AuditEvent>, StoreError> {
    let hidden = but.iter().map(|action| action.code());
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).filter(Column::Deed.is_not_in(hidden));
    let query = query.order_by_desc(Column::At).order_by_desc(Column::Id).limit(MAX_RECENT as u64);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The events of a venue after the cursor `after`, newest first, without the actions in `but` (which the caller lists from
/// other tables). Returns one row more than a page.
pub async fn list_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    but: &[AuditAction],
    after: Option<Cursor>,
) -> Result<Vec<AuditEvent>, StoreError> {
    let hidden = but.iter().map(|action| action.code());
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).filter(Column::Deed.is_not_in(hidden));
    let query = page_by_moment(query, (Column::At, Column::Id), Order::Desc, after);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The staff who did one of the `actions` at a venue, each once.
pub async fn list_staff_actors(
    reader: &impl Reader,
    venue: VenueId,
    actions: &[AuditAction],
) -> Result<Vec<AccountId>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::ActorId)
        .distinct()
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::Deed.is_in(actions.iter().map(|action| action.code())))
        .filter(Column::ActorId.is_not_null())
        .filter(Column::ActorRole.ne(Role::Owner.code()));
    let found: Vec<Uuid> = query.into_tuple().all(reader.connection()).await?;
    Ok(found.into_iter().map(AccountId).collect())
}

/// All events about the row with this id, newest first.
pub async fn list_by_target(reader: &impl Reader, target: Uuid) -> Result<Vec<AuditEvent>, StoreError> {
    let query = Entity::find().filter(Column::Target.eq(target));
    let query = query.order_by_desc(Column::At).order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Which events of an account are read in parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountEvents {
    /// Of its log-ins and its own row, by anybody.
    OfItself(AccountId),
    /// What it did at the venues that it owns.
    AtOwnVenues(AccountId),
}

impl AccountEvents {
    fn select(self) -> Select<Entity> {
        match self {
            Self::OfItself(account) => Entity::find().filter(Column::Target.eq(account.0)),
            Self::AtOwnVenues(account) => Entity::find()
                .filter(Column::VenueId.in_subquery(venues::select_of_owner(account)))
                .filter(Column::ActorId.eq(account.0)),
        }
    }
}

/// At most `most` of these events after an id, in the order of their ids.
pub async fn list_block(
    reader: &impl Reader,
    which: AccountEvents,
    after: Option<AuditId>,
    most: u64,
) -> Result<Vec<AuditEvent>, StoreError> {
    let query = limit_block(which.select(), Column::Id, after.map(|event| event.0), most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Number of these events.
pub async fn count(reader: &impl Reader, which: AccountEvents) -> Result<u64, StoreError> {
    Ok(which.select().count(reader.connection()).await?)
}

fn to_row(event: &AuditEvent) -> Model {
    Model {
        id: event.id.0,
        at: to_micros(event.at),
        actor_id: event.actor.map(|a| a.0),
        actor_role: event.actor_role.map(|r| r.code().to_owned()),
        actor_name: event.actor_name.clone(),
        deed: event.action.code().to_owned(),
        target: event.target,
        venue_id: event.venue.map(|v| v.0),
        note: event.note.clone(),
    }
}

fn role_from_row(code: Option<&str>) -> Result<Option<Role>, StoreError> {
    code.map(|code| require_known(Role::from_code(code), "audit_event.actor_role")).transpose()
}

fn from_row(row: Model) -> Result<AuditEvent, StoreError> {
    Ok(AuditEvent {
        id: AuditId(row.id),
        at: from_micros(row.at)?,
        actor: row.actor_id.map(AccountId),
        actor_role: role_from_row(row.actor_role.as_deref())?,
        actor_name: row.actor_name,
        action: require_known(AuditAction::from_code(&row.deed), "audit_event.deed")?,
        target: row.target,
        venue: row.venue_id.map(VenueId),
        note: row.note,
    })
}
