//! Applications with their tracks, and the queues of officers.

pub mod counter;
pub(crate) mod entity;
pub(crate) mod track;

use camket_domain::accounts::Scope;
use camket_domain::applications::{Application, ApplicationState, FileNumber};
use camket_domain::ids::{AccountId, ApplicationId, PledgeId, VenueId};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::limit_block;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model, Relation};

/// The application with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: ApplicationId,
) -> Result<Option<Application>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope));
    build_application(reader, query.one(reader.connection()).await?).await
}

/// The application with this file number, wherever its venue is.
pub async fn find_by_number(
    reader: &impl Reader,
    number: &FileNumber,
) -> Result<Option<Application>, StoreError> {
    let query = Entity::find().filter(Column::Number.eq(number.as_str()));
    build_application(reader, query.one(reader.connection()).await?).await
}

/// Those of these applications whose venue is within `scope`, locked until `tx` ends.
pub async fn lock_many(
    tx: &Tx,
    scope: &Scope,
    ids: &[ApplicationId],
) -> Result<Vec<Application>, StoreError> {
    // Rows are locked in one order, so that two transactions on the same rows do not deadlock.
    let mut query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::Id);
    // Only the application is locked, not its venue, so edits of the venue do not wait. SQLite has one writer.
    QuerySelect::query(&mut query).lock_with_tables(LockType::Update, [Alias::new("application")]);
    build_applications(tx, query.all(tx.connection()).await?).await
}

/// Sets the state of these applications, which [`lock_many`] has locked.
///
/// # Errors
/// [`StoreError::Conflict`] if one of them does not exist.
pub async fn save_state(tx: &Tx, ids: &[ApplicationId], state: ApplicationState) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    let changed = update.exec(tx.connection()).await?.rows_affected;
    if changed == ids.len() as u64 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The latest application of a venue.
pub async fn find_latest(reader: &impl Reader, venue: VenueId) -> Result<Option<Application>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::Id);
    build_application(reader, query.one(reader.connection()).await?).await
}

/// Every application of a venue, oldest first.
pub async fn list_by_venue(reader: &impl Reader, venue: VenueId) -> Result<Vec<Application>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_asc(Column::Id);
    build_applications(reader, query.all(reader.connection()).await?).await
}

/// The latest application of each venue of an owner.
pub async fn list_latest_by_owner(
    reader: &impl Reader,
    owner: AccountId,
) -> Result<Vec<Application>, StoreError> {
    let newer = Alias::new("newer");
    let replaced = Query::select()
        .expr(Expr::value(1))
        .from_as(Entity, newer.clone())
        .and_where(Expr::col((newer.clone(), Column::VenueId)).equals((Entity, Column::VenueId)))
        .and_where(Expr::col((newer, Column::Id)).gt(Expr::col((Entity, Column::Id))))
        .to_owned();
    let query = Entity::find()
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Expr::exists(replaced).not())
        .order_by_desc(Column::Id);
    let rows = query.all(reader.connection()).await?;
    build_applications(reader, rows).await
}

/// At most `most` applications of an owner after an id, in the order of their ids.
pub async fn list_block_by_owner(
    reader: &impl Reader,
    owner: AccountId,
    after: Option<ApplicationId>,
    most: u64,
) -> Result<Vec<Application>, StoreError> {
    let query = Entity::find().filter(Column::OwnerId.eq(owner.0));
    let query = limit_block(query, Column::Id, after.map(|application| application.0), most);
    build_applications(reader, query.all(reader.connection()).await?).await
}

/// Number of applications of an owner.
pub async fn count_by_owner(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::OwnerId.eq(owner.0)).count(reader.connection()).await?)
}

async fn build_application(
    reader: &impl Reader,
    row: Option<Model>,
) -> Result<Option<Application>, StoreError> {
    Ok(build_applications(reader, row.into_iter().collect()).await?.pop())
}

async fn build_applications(reader: &impl Reader, rows: Vec<Model>) -> Result<Vec<Application>, StoreError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut tracks = track::find_pairs(reader, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let (pledge_track, labour_track) = require_known(tracks.remove(&row.id), "track")?;
            Ok(Application {
                id: ApplicationId(row.id),
                number: FileNumber(row.number),
                venue: VenueId(row.venue_id),
                owner: AccountId(row.owner_id),
                pledge: PledgeId(row.pledge_id),
                workers: require_known(u32::try_from(row.workers).ok(), "application.workers")?,
                state: require_known(ApplicationState::from_code(&row.state), "application.state")?,
                submitted_at: from_micros(row.submitted_at)?,
                pledge_track,
                labour_track,
                entered_by: require_known(
                    row.entered_by.map(serde_json::from_value).transpose().ok(),
                    "application.entered_by",
                )?
                .unwrap_or_default(),
                version: row.version,
            })
        })
        .collect()
}

/// Inserts an application and its tracks.
pub async fn insert(tx: &Tx, application: &Application) -> Result<(), StoreError> {
    let row = set_all_columns(to_row(application)?);
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    track::insert(tx, application.id, application.tracks()).await
}

/// Updates an application and its tracks; `application.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, application: &Application) -> Result<(), StoreError> {
    let row = Model { version: application.version + 1, ..to_row(application)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(application.id.0))
        .filter(Column::Version.eq(application.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)?;
    track::save(tx, application.id, application.tracks()).await
}

fn to_row(application: &Application) -> Result<Model, StoreError> {
    Ok(Model {
        id: application.id.0,
        number: application.number.as_str().to_owned(),
        venue_id: application.venue.0,
        owner_id: application.owner.0,
        pledge_id: application.pledge.0,
        workers: i32::try_from(application.workers)
            .map_err(|_| StoreError::Corrupt("application.workers"))?,
        state: application.state.code().to_owned(),
        submitted_at: to_micros(application.submitted_at),
        entered_by: match application.entered_by.is_empty() {
            true => None,
            false => Some(
                serde_json::to_value(&application.entered_by)
                    .map_err(|_| StoreError::Corrupt("application.entered_by"))?,
            ),
        },
        version: application.version,
    })
}
