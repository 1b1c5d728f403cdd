//! The risk class of each venue, which is assessed anew after a change, and the rules of provinces.
//!
//! Whoever changes a fact that counts calls [`mark_stale`] in the same transaction; the register of venues does it for every
//! change of a venue.

mod entity;

use std::collections::BTreeMap;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::risk::{RiskAssessment, RiskClass, RiskCounts, RiskOverride, RiskReason};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 15.
const CHUNK: usize = 1_000;

/// What is stored of the class of a venue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredRisk {
    pub venue: VenueId,
    /// With the override of the day on which it was stored; `None` before the first assessment and for a closed venue.
    pub class: Option<RiskClass>,
    /// Without the override.
    pub points: u32,
    pub reasons: Vec<RiskReason>,
    pub overridden: Option<RiskOverride>,
    /// Counts the changes of the override.
    pub version: i32,
}

/// Where a page begins: after this venue, which has so many points.
pub type RiskPlace = (u32, VenueId);

/// Marks that facts of these venues changed.
pub async fn mark_stale(tx: &Tx, venues: &[VenueId]) -> Result<(), StoreError> {
    for venues in venues.chunks(CHUNK) {
        let rows = venues.iter().map(|venue| set_all_columns::<entity::ActiveModel>(Model::new(venue.0)));
        let known = OnConflict::column(Column::VenueId).update_column(Column::Stale).to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Marks every venue of a province: its rules changed.
pub async fn mark_province_stale(tx: &Tx, province: AreaCode) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Stale, Expr::value(true))
        .filter(Column::Province.eq(province.as_str()));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// The venues whose class must be assessed on `today` (Vietnamese date).
fn is_due(today: Date) -> Condition {
    Condition::any().add(Column::Stale.eq(true)).add(Column::ChangesOn.lte(today))
}

/// How many venues wait to be assessed, at most `most`.
pub async fn count_due(reader: &impl Reader, today: Date, most: u64) -> Result<u64, StoreError> {
    let query = Entity::find().select_only().column(Column::VenueId).filter(is_due(today)).limit(most);
    Ok(query.count(reader.connection()).await?)
}

/// A venue that waits to be assessed.
#[derive(Clone, Debug)]
pub struct DueVenue {
    pub venue: VenueId,
    pub overridden: Option<RiskOverride>,
    stored: Model,
}

/// At most `most` venues that wait. They are locked until `tx` ends, so that a change which is committed meanwhile marks them
/// again.
pub async fn lock_due(tx: &Tx, today: Date, most: u64) -> Result<Vec<DueVenue>, StoreError> {
    // Each of the two queries follows an index: both in one would read all that wait for each batch of them.
    let stale = Entity::find().filter(Column::Stale.eq(true)).order_by_asc(Column::VenueId).limit(most);
    let mut rows = stale.lock_exclusive().all(tx.connection()).await?;
    if (rows.len() as u64) < most {
        let of_day = Entity::find()
            .filter(Column::ChangesOn.lte(today))
            .order_by_asc(Column::ChangesOn)
            .order_by_asc(Column::VenueId)
            .limit(most);
        let of_day = of_day.lock_exclusive().all(tx.connection()).await?;
        rows.extend(of_day.into_iter().filter(|row| !row.stale));
    }
    let due = |row: Model| {
        Ok(DueVenue { venue: VenueId(row.venue_id), overridden: read_override(&row)?, stored: row })
    };
    rows.into_iter().map(due).collect()
}

/// A class to store: of a venue with its place; without an assessment for a venue that has no class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssessedVenue {
    pub venue: VenueId,
    pub province: Option<AreaCode>,
    pub commune: Option<AreaCode>,
    /// With the override.
    pub class: Option<RiskClass>,
    pub assessment: Option<RiskAssessment>,
    /// The day on which it must be assessed again if no fact changes.
    pub changes_on: Option<Date>,
}

/// Stores the classes of venues that waited; the overrides stay.
pub async fn save(tx: &Tx, assessed: &[(DueVenue, AssessedVenue)]) -> Result<(), StoreError> {
    let (mut changed, mut unchanged) = (Vec::new(), Vec::new());
    for (due, assessed) in assessed {
        let row = to_row(assessed)?;
        // Of many venues marked at once few have another class: a row written anew costs ten times the mark.
        if is_same(&row, &due.stored) {
            unchanged.push(row.venue_id);
        } else {
            changed.push(row);
        }
    }
    unmark_stale(tx, &unchanged).await?;
    save_rows(tx, changed).await
}

fn is_same(new: &Model, stored: &Model) -> bool {
    new.class == stored.class
        && new.points == stored.points
        && new.changes_on == stored.changes_on
        && new.commune == stored.commune
        && new.province == stored.province
        && new.reasons == stored.reasons
}

async fn unmark_stale(tx: &Tx, venues: &[Uuid]) -> Result<(), StoreError> {
    for some in venues.chunks(CHUNK) {
        let update = Entity::update_many()
            .col_expr(Column::Stale, Expr::value(false))
            .filter(Column::VenueId.is_in(some.iter().copied()));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

async fn save_rows(tx: &Tx, rows: Vec<Model>) -> Result<(), StoreError> {
    let columns = [
        Column::Province,
        Column::Commune,
        Column::Class,
        Column::Points,
        Column::Reasons,
        Column::ChangesOn,
        Column::Stale,
    ];
    for some in rows.chunks(CHUNK) {
        let rows = some.iter().cloned().map(set_all_columns::<entity::ActiveModel>);
        let known = OnConflict::column(Column::VenueId).update_columns(columns).to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

fn to_row(assessed: &AssessedVenue) -> Result<Model, StoreError> {
    let found = assessed.assessment.as_ref();
    Ok(Model {
        province: assessed.province.map(|code| code.as_str().to_owned()),
        commune: assessed.commune.map(|code| code.as_str().to_owned()),
        class: assessed.class.map(|class| class.code().to_owned()),
        points: found.map_or(0, |found| i32::try_from(found.points).unwrap_or(i32::MAX)),
        reasons: found.map_or(Ok(json!([])), |found| to_json(&found.reasons, "venue_risk.reasons"))?,
        changes_on: assessed.changes_on,
        stale: false,
        ..Model::new(assessed.venue.0)
    })
}

/// The venues of a class within `scope` and in `commune`, most points first, after a place. Returns one more than a page.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    commune: Option<AreaCode>,
    class: RiskClass,
    after: Option<RiskPlace>,
) -> Result<Vec<StoredRisk>, StoreError> {
    let mut query = Entity::find()
        .filter(within(scope, [Column::Province, Column::Commune, Column::VenueId]))
        .filter(Condition::all().add_option(commune.map(|commune| Column::Commune.eq(commune.as_str()))))
        .filter(Column::Class.eq(class.code()));
    if let Some((points, venue)) = after {
        let points = i32::try_from(points).unwrap_or(i32::MAX);
        let same = Condition::all().add(Column::Points.eq(points)).add(Column::VenueId.gt(venue.0));
        query = query.filter(Condition::any().add(Column::Points.lt(points)).add(same));
    }
    let query =
        query.order_by(Column::Points, Order::Desc).order_by_asc(Column::VenueId).limit(PAGE_SIZE + 1);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The class of every venue within `scope` that has one, in no order.
pub async fn load_classes(reader: &impl Reader, scope: &Scope) -> Result<Vec<StoredRisk>, StoreError> {
    let query = Entity::find()
        .filter(within(scope, [Column::Province, Column::Commune, Column::VenueId]))
        .filter(Column::Class.is_not_null());
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// How many venues within `scope` have each class, by commune.
pub async fn count_by_commune(
    reader: &impl Reader,
    scope: &Scope,
) -> Result<BTreeMap<AreaCode, RiskCounts>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Commune, Column::Class])
        .column_as(Column::VenueId.count(), "venues")
        .filter(within(scope, [Column::Province, Column::Commune, Column::VenueId]))
        .filter(Column::Class.is_not_null())
        .filter(Column::Commune.is_not_null())
        .group_by(Column::Commune)
        .group_by(Column::Class);
    let rows: Vec<(String, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    let mut counts = BTreeMap::<_, RiskCounts>::new();
    for (commune, class, venues) in rows {
        let commune = require_known(AreaCode::new(&commune), "venue_risk.commune")?;
        let class = require_known(RiskClass::from_code(&class), "venue_risk.class")?;
        counts.entry(commune).or_default().add(class, u32::try_from(venues).unwrap_or(u32::MAX));
    }
    Ok(counts)
}

/// What is stored of a venue. Whoever asks may see the venue.
pub async fn find(reader: &impl Reader, venue: VenueId) -> Result<Option<StoredRisk>, StoreError> {
    Entity::find_by_id(venue.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Sets or ends the override of a venue and marks its class; `version` is the one that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_override(
    tx: &Tx,
    venue: VenueId,
    version: i32,
    set: Option<&RiskOverride>,
) -> Result<(), StoreError> {
    mark_stale(tx, &[venue]).await?;
    let update = Entity::update_many()
        .col_expr(Column::OverrideClass, Expr::value(set.map(|set| set.class.code())))
        .col_expr(Column::OverrideReason, Expr::value(set.map(|set| set.reason.clone())))
        .col_expr(Column::OverrideUntil, Expr::value(set.map(|set| set.until)))
        .col_expr(Column::OverrideBy, Expr::value(set.map(|set| set.by.account.0)))
        .col_expr(Column::OverrideName, Expr::value(set.map(|set| set.by.name.clone())))
        .col_expr(Column::OverrideAt, Expr::value(set.map(|set| to_micros(set.by.at))))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::Version.eq(version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn from_row(row: Model) -> Result<StoredRisk, StoreError> {
    let overridden = read_override(&row)?;
    let class = row.class.as_deref();
    Ok(StoredRisk {
        venue: VenueId(row.venue_id),
        class: class.map(|code| require_known(RiskClass::from_code(code), "venue_risk.class")).transpose()?,
        points: require_known(u32::try_from(row.points).ok(), "venue_risk.points")?,
        reasons: from_json(row.reasons, "venue_risk.reasons")?,
        overridden,
        version: row.version,
    })
}

fn read_override(row: &Model) -> Result<Option<RiskOverride>, StoreError> {
    const COLUMN: &str = "venue_risk.override";
    let Some(class) = &row.override_class else { return Ok(None) };
    Ok(Some(RiskOverride {
        class: require_known(RiskClass::from_code(class), COLUMN)?,
        reason: row.override_reason.clone().unwrap_or_default(),
        until: require_known(row.override_until, COLUMN)?,
        by: ActorStamp {
            account: AccountId(require_known(row.override_by, COLUMN)?),
            name: row.override_name.clone().unwrap_or_default(),
            at: from_micros(require_known(row.override_at, COLUMN)?)?,
        },
    }))
}
