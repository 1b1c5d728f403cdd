//! The list "tăng, giảm, thay đổi": by venue, in the order of names, and within a venue by day.

use camket_domain::accounts::Scope;
use camket_domain::areas::AreaCode;
use camket_domain::labour::history::{ChangeCounts, ChangeFilter, ListedChange, WorkerChangeKind};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, RelationTrait, Select,
};
use time::Date;
use uuid::Uuid;

use crate::error::require_known;
use crate::labour::change::entity::{Column, Entity, Model, Relation};
use crate::labour::change::from_row;
use crate::labour::entity::{Column as WorkerColumn, Entity as Workers};
use crate::venue_register::entity::{Column as FactColumn, Entity as Facts};
use crate::venues::entity::Column as VenueColumn;
use crate::{Reader, StoreError, venue_register, venues};

/// Changes looked at to count: a page costs as much in a province of a million venues.
const MAX_COUNTED: u64 = 10_000;

/// What a list shows beside the change.
#[derive(FromQueryResult)]
struct Surroundings {
    venue_name: String,
    commune: Option<String>,
    worker_name: Option<String>,
}

/// At most `most` changes within `scope`, after the change with this id. Only an owner gets names of workers.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: ChangeFilter,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<ListedChange>, StoreError> {
    let mut query = select(scope, filter);
    if let Some(after) = after {
        query = query.filter(after_place(reader, after).await?);
    }
    let query = query
        .column_as(VenueColumn::Name, "venue_name")
        .column_as(FactColumn::Commune, "commune")
        .order_by_asc(FactColumn::NameKey)
        .order_by_asc(FactColumn::VenueId)
        .order_by_asc(Column::HappenedOn)
        .order_by_asc(Column::Id)
        .limit(most);
    let query = match scope {
        Scope::Owned(_) | Scope::Kept(_) => {
            query.join(JoinType::InnerJoin, of_workers()).column_as(WorkerColumn::Name, "worker_name")
        }
        Scope::Area(_) | Scope::Nothing => query.expr_as(Expr::val(None::<String>), "worker_name"),
    };
    let rows = reader.connection().query_all(&QueryTrait::into_query(query)).await?;
    let read = |row| {
        let around = Surroundings::from_query_result(row, "")?;
        let commune = around.commune.as_deref();
        let commune = commune.map(|code| require_known(AreaCode::new(code), "venue_fact.commune"));
        Ok(ListedChange {
            change: from_row(Model::from_query_result(row, "")?)?,
            venue_name: around.venue_name,
            commune: commune.transpose()?,
            worker_name: around.worker_name,
        })
    };
    rows.iter().map(read).collect()
}

/// How many changes of each kind there are within `scope`, of the first ten thousand.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    filter: ChangeFilter,
) -> Result<ChangeCounts, StoreError> {
    let counted = select(scope, filter).select_only().column(Column::Kind).limit(MAX_COUNTED + 1);
    let query = Query::select()
        .column("kind")
        .expr_as(Expr::col("kind").count(), "figure")
        .from_subquery(QueryTrait::into_query(counted), "counted")
        .group_by_col("kind")
        .to_owned();
    let mut counts = ChangeCounts::default();
    for row in reader.connection().query_all(&query).await? {
        let kind: String = row.try_get("", "kind")?;
        let figure: i64 = row.try_get("", "figure")?;
        let figure = u64::try_from(figure).unwrap_or_default();
        match require_known(WorkerChangeKind::from_code(&kind), "worker_change.kind")? {
            WorkerChangeKind::Started => counts.started = figure,
            WorkerChangeKind::Left => counts.left = figure,
            WorkerChangeKind::Changed => counts.changed = figure,
            WorkerChangeKind::Noted => {}
        }
    }
    counts.is_cut = counts.started + counts.left + counts.changed > MAX_COUNTED;
    Ok(counts)
}

fn select(scope: &Scope, filter: ChangeFilter) -> Select<Entity> {
    let within = match scope {
        Scope::Owned(_) | Scope::Kept(_) => venues::within(scope),
        Scope::Area(_) | Scope::Nothing => venue_register::within(scope, filter.commune),
    };
    Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .join(JoinType::InnerJoin, of_facts())
        .filter(within)
        .filter(Column::HappenedOn.between(filter.span.first(), filter.span.last()))
        .filter(Column::Kind.is_in(WorkerChangeKind::LISTED.map(WorkerChangeKind::code)))
        .filter(Condition::all().add_option(filter.venue.map(|venue| Column::VenueId.eq(venue.0))))
}

fn of_facts() -> RelationDef {
    Entity::belongs_to(Facts).from(Column::VenueId).to(FactColumn::VenueId).into()
}

fn of_workers() -> RelationDef {
    Entity::belongs_to(Workers).from(Column::WorkerId).to(WorkerColumn::Id).into()
}

/// The rows after a place. The first condition is implied by the second; with it the index is entered at the place.
async fn after_place(reader: &impl Reader, place: Uuid) -> Result<Condition, StoreError> {
    let query = Entity::find_by_id(place)
        .join(JoinType::InnerJoin, of_facts())
        .select_only()
        .column(FactColumn::NameKey)
        .columns([Column::VenueId, Column::HappenedOn])
        .into_tuple::<(Vec<u8>, Uuid, Date)>();
    let Some((name, venue, day)) = query.one(reader.connection()).await? else {
        return Ok(Condition::all());
    };
    let same_day = Condition::all().add(Column::HappenedOn.eq(day)).add(Column::Id.gt(place));
    let same_venue = Condition::all()
        .add(FactColumn::VenueId.eq(venue))
        .add(Condition::any().add(Column::HappenedOn.gt(day)).add(same_day));
    let same_name = Condition::all()
        .add(FactColumn::NameKey.eq(name.clone()))
        .add(Condition::any().add(FactColumn::VenueId.gt(venue)).add(same_venue));
    let later = Condition::any().add(FactColumn::NameKey.gt(name.clone())).add(same_name);
    Ok(Condition::all().add(FactColumn::NameKey.gte(name)).add(later))
}
