//! The series of numbers as the restore of a register sees them: the three counters together.

use camket_domain::restores::{NumberGap, NumberSeries, SeriesMark};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use crate::applications::counter::entity as files;
use crate::certificates::counter::entity as certificates;
use crate::row::set_all_columns;
use crate::teams::counter::entity as records;
use crate::{Reader, StoreError, Tx};

/// The last numbers of `year` and later, in no order.
pub async fn list(reader: &impl Reader, year: i32) -> Result<Vec<SeriesMark>, StoreError> {
    macro_rules! read {
        ($table:ident, $owner:ident, $series:ident) => {{
            let query = $table::Entity::find()
                .select_only()
                .columns([$table::Column::$owner, $table::Column::Year, $table::Column::Last])
                .filter($table::Column::Year.gte(year));
            let rows: Vec<(Uuid, i32, i32)> = query.into_tuple().all(reader.connection()).await?;
            let mark = |(owner, year, last)| SeriesMark { series: NumberSeries::$series, owner, year, last };
            rows.into_iter().map(mark)
        }};
    }
    let certificates = read!(certificates, AgencyId, Certificates);
    let files = read!(files, AgencyId, Files);
    let records = read!(records, TeamId, Records);
    Ok(certificates.chain(files).chain(records).collect())
}

/// Leaves numbers out: the next number of each series is the one after its gap.
pub async fn skip(tx: &Tx, gaps: &[NumberGap]) -> Result<(), StoreError> {
    macro_rules! write {
        ($table:ident, $field:ident, $owner:ident, $series:ident) => {{
            let of_series = gaps.iter().filter(|gap| gap.series == NumberSeries::$series);
            let rows: Vec<$table::ActiveModel> = of_series
                .map(|gap| $table::Model { $field: gap.owner, year: gap.year, last: gap.last })
                .map(set_all_columns)
                .collect();
            // SQLite binds at most 32,766 values in a statement.
            for rows in rows.chunks(5_000) {
                let conflict = OnConflict::columns([$table::Column::$owner, $table::Column::Year])
                    .update_column($table::Column::Last)
                    .to_owned();
                let insert = $table::Entity::insert_many(rows.to_vec()).on_conflict(conflict);
                insert.exec_without_returning(tx.connection()).await?;
            }
        }};
    }
    write!(certificates, agency_id, AgencyId, Certificates);
    write!(files, agency_id, AgencyId, Files);
    write!(records, team_id, TeamId, Records);
    Ok(())
}

/// The highest number of each series of certificates that a certificate has.
pub async fn list_given(reader: &impl Reader) -> Result<Vec<SeriesMark>, StoreError> {
    use crate::certificates::entity::{Column, Entity};
    let query = Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::DocumentYear])
        .column_as(Column::DocumentSerial.max(), "last")
        .group_by(Column::AgencyId)
        .group_by(Column::DocumentYear);
    let rows: Vec<(Uuid, i32, i32)> = query.into_tuple().all(reader.connection()).await?;
    let mark = |(owner, year, last)| SeriesMark { series: NumberSeries::Certificates, owner, year, last };
    Ok(rows.into_iter().map(mark).collect())
}
