//! Which rules of the labour authority each venue meets, as it was assessed last.

mod entity;

use std::collections::{BTreeMap, HashMap, HashSet};

use camket_domain::accounts::Scope;
use camket_domain::areas::AreaCode;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::LabourCheck;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement.
const CHUNK: usize = 1_000;

/// What a venue meets, with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueFindings {
    pub venue: VenueId,
    pub province: Option<AreaCode>,
    pub commune: Option<AreaCode>,
    pub checks: Vec<LabourCheck>,
}

/// Writes what these venues meet, at most some thousand, in place of what was written before.
pub async fn save(tx: &Tx, found: &[VenueFindings]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = found.iter().map(|found| found.venue.0).collect();
    let stored = Entity::find().filter(Column::VenueId.is_in(ids.iter().copied()));
    let mut before: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in stored.all(tx.connection()).await? {
        before.entry(row.venue_id).or_default().push(row);
    }
    let (mut changed, mut rows) = (Vec::new(), Vec::new());
    for found in found {
        let new: Vec<Model> = found.checks.iter().map(|check| to_row(found, *check)).collect();
        let old = before.remove(&found.venue.0).unwrap_or_default();
        // Of many venues marked at once few meet another rule.
        if !is_same(&new, &old) {
            changed.push(found.venue.0);
            rows.extend(new);
        }
    }
    for some in changed.chunks(CHUNK) {
        let delete = Entity::delete_many().filter(Column::VenueId.is_in(some.iter().copied()));
        delete.exec(tx.connection()).await?;
    }
    for some in rows.chunks(CHUNK) {
        let some = some.iter().cloned().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(some).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

fn is_same(new: &[Model], old: &[Model]) -> bool {
    new.len() == old.len() && new.iter().all(|row| old.contains(row))
}

fn to_row(found: &VenueFindings, check: LabourCheck) -> Model {
    let code = |area: Option<AreaCode>| area.map(|code| code.as_str().to_owned());
    Model {
        venue_id: found.venue.0,
        rule: check.code().to_owned(),
        province: code(found.province),
        commune: code(found.commune),
    }
}

fn select(scope: &Scope, commune: Option<AreaCode>) -> Select<Entity> {
    let columns = [Column::Province, Column::Commune, Column::VenueId];
    let of_commune = commune.map(|commune| Column::Commune.eq(commune.as_str()));
    Entity::find().filter(within(scope, columns)).filter(Condition::all().add_option(of_commune))
}

/// How many venues within `scope` meet each rule, by commune.
pub async fn count_by_commune(
    reader: &impl Reader,
    scope: &Scope,
    commune: Option<AreaCode>,
) -> Result<BTreeMap<(AreaCode, LabourCheck), u64>, StoreError> {
    let query = select(scope, commune)
        .select_only()
        .columns([Column::Commune, Column::Rule])
        .column_as(Column::VenueId.count(), "venues")
        .filter(Column::Commune.is_not_null())
        .group_by(Column::Commune)
        .group_by(Column::Rule);
    let rows: Vec<(String, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    let mut counts = BTreeMap::new();
    for (commune, rule, venues) in rows {
        let commune = require_known(AreaCode::new(&commune), "labour_finding.commune")?;
        let check = require_known(LabourCheck::from_code(&rule), "labour_finding.rule")?;
        counts.insert((commune, check), u64::try_from(venues).unwrap_or_default());
    }
    Ok(counts)
}

/// How many venues within `scope` meet a rule, counted up to `most`.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    commune: Option<AreaCode>,
    check: LabourCheck,
    most: Option<u64>,
) -> Result<u64, StoreError> {
    let query =
        select(scope, commune).select_only().column(Column::VenueId).filter(Column::Rule.eq(check.code()));
    Ok(query.limit(most).count(reader.connection()).await?)
}

/// A subquery: the venues within `scope` that meet a rule.
pub(crate) fn select_venues(scope: &Scope, commune: Option<AreaCode>, check: LabourCheck) -> SelectStatement {
    let query =
        select(scope, commune).select_only().column(Column::VenueId).filter(Column::Rule.eq(check.code()));
    QueryTrait::into_query(query)
}

/// A subquery: all venues that meet a rule.
pub(crate) fn select_all_venues(check: LabourCheck) -> SelectStatement {
    let query = Entity::find().select_only().column(Column::VenueId).filter(Column::Rule.eq(check.code()));
    QueryTrait::into_query(query)
}

/// Whether the venue of a row, whose column is `venue`, meets a rule.
pub(crate) fn is_met(venue: impl IntoColumnRef, check: LabourCheck) -> SimpleExpr {
    let found = Entity::find()
        .select_only()
        .column(Column::VenueId)
        .filter(Expr::col((Entity, Column::VenueId)).eq(Expr::col(venue)))
        .filter(Column::Rule.eq(check.code()));
    Expr::exists(QueryTrait::into_query(found))
}

/// The rules that each of these venues meets: a test asks.
pub async fn list_of_venues(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashSet<(VenueId, LabourCheck)>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.is_in(venues.iter().map(|venue| venue.0)));
    let rows = query.all(reader.connection()).await?;
    let read = |row: Model| {
        let check = require_known(LabourCheck::from_code(&row.rule), "labour_finding.rule")?;
        Ok((VenueId(row.venue_id), check))
    };
    rows.into_iter().map(read).collect()
}
