//! Marks of changes. Figures that a node counted of a commune hold as long as no transaction left another mark of it.

pub(crate) mod entity;

use std::collections::{BTreeMap, BTreeSet};

use camket_domain::areas::AreaCode;
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::require_known;
use crate::{Reader, StoreError, Tx};
use entity::{ActiveModel, Column, Entity};

/// Marks that upkeep leaves: reading the revision takes as long as counting them.
const KEPT_MARKS: i32 = 200;

/// What was committed. A mark that is committed after a later one changes the number of marks, so it is seen too.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CoverageRevision {
    /// Of marks that mean any commune.
    any: MarkCount,
    by_commune: BTreeMap<AreaCode, MarkCount>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct MarkCount {
    marks: i64,
    last: i32,
}

impl CoverageRevision {
    /// The communes whose figures changed since an earlier revision; `None`: any may have.
    pub fn list_changed_since(&self, before: &Self) -> Option<Vec<AreaCode>> {
        let changed =
            self.by_commune.iter().filter(|(commune, now)| before.by_commune.get(commune) != Some(now));
        (self.any == before.any).then(|| changed.map(|(commune, _)| *commune).collect())
    }
}

/// Spans that changed, and in which communes; `None`: in one that nobody can tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct ChangedSpans {
    pub(super) spans: usize,
    pub(super) communes: BTreeSet<Option<String>>,
}

/// Marks that spans changed.
pub(super) async fn add(tx: &Tx, changed: &ChangedSpans) -> Result<(), StoreError> {
    let spans = ActiveValue::Set(i32::try_from(changed.spans).unwrap_or(i32::MAX));
    let mark = |commune: Option<String>| ActiveModel {
        spans: spans.clone(),
        commune: ActiveValue::Set(commune),
        ..Default::default()
    };
    let communes = &changed.communes;
    // One mark that means any stands for all.
    let marks: Vec<ActiveModel> = if communes.contains(&None) {
        vec![mark(None)]
    } else {
        communes.iter().cloned().map(mark).collect()
    };
    Entity::insert_many(marks).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The revision of the figures.
pub async fn find_revision(reader: &impl Reader) -> Result<CoverageRevision, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Commune)
        .column_as(Column::Id.count(), "marks")
        .column_as(Column::Id.max(), "last")
        .group_by(Column::Commune);
    let rows: Vec<(Option<String>, i64, i32)> = query.into_tuple().all(reader.connection()).await?;
    let mut revision = CoverageRevision::default();
    for (commune, marks, last) in rows {
        let count = MarkCount { marks, last };
        match commune {
            None => revision.any = count,
            Some(commune) => {
                let commune = require_known(AreaCode::new(&commune), "coverage_mark.commune")?;
                revision.by_commune.insert(commune, count);
            }
        }
    }
    Ok(revision)
}

/// Deletes old marks, and leaves one that means any commune: the revision never returns to what it was.
pub async fn delete_old(tx: &Tx) -> Result<u64, StoreError> {
    let last = Expr::expr(Column::Id.max()).if_null(0).cast_as(Alias::new("INTEGER"));
    let last: Option<i32> =
        Entity::find().select_only().expr_as(last, "last").into_tuple().one(tx.connection()).await?;
    let old = Entity::delete_many().filter(Column::Id.lte(last.unwrap_or_default() - KEPT_MARKS));
    let deleted = old.exec(tx.connection()).await?.rows_affected;
    if deleted > 0 {
        add(tx, &ChangedSpans { spans: 0, communes: BTreeSet::from([None]) }).await?;
    }
    Ok(deleted)
}
