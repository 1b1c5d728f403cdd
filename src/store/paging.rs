//! Keyset pagination in SQL: rows after a cursor, ordered by a column and then by id.

use camket_domain::paging::{BoundedCount, Cursor, PAGE_SIZE};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    Value,
};
use uuid::Uuid;

use crate::moment::to_micros;
use crate::{Reader, StoreError};

/// Rows that are counted beside a list.
const MAX_COUNTED: u64 = 1_000;

/// How many rows a query finds, exact up to `MAX_COUNTED`.
pub(crate) async fn count_bounded<E: EntityTrait>(
    reader: &impl Reader,
    query: Select<E>,
) -> Result<BoundedCount, StoreError>
where
    E::Model: Send + Sync,
{
    count_up_to(reader, query, MAX_COUNTED).await
}

/// How many rows a query finds, exact up to `most`.
pub(crate) async fn count_up_to<E: EntityTrait>(
    reader: &impl Reader,
    query: Select<E>,
    most: u64,
) -> Result<BoundedCount, StoreError>
where
    E::Model: Send + Sync,
{
    let count = query.limit(most + 1).count(reader.connection()).await?;
    Ok(if count > most { BoundedCount::AtLeast(most) } else { BoundedCount::Exact(count) })
}

/// Limits a query to one row more than a page, ordered by a column of moments and by id.
pub(crate) fn page_by_moment<E: EntityTrait>(
    query: Select<E>,
    columns: (E::Column, E::Column),
    order: Order,
    after: Option<Cursor>,
) -> Select<E> {
    page_by(query, columns, order, after.map(|Cursor { at, id }| (to_micros(at), id)))
}

/// Limits a query to one row more than a page, ordered by any column and by id.
pub(crate) fn page_by<E: EntityTrait, V: Into<Value> + Copy>(
    query: Select<E>,
    (column, id): (E::Column, E::Column),
    order: Order,
    after: Option<(V, Uuid)>,
) -> Select<E> {
    let beyond = after.map(|(value, last)| {
        let same = Condition::all().add(column.eq(value));
        match order {
            Order::Asc => Condition::any().add(column.gt(value)).add(same.add(id.gt(last))),
            _ => Condition::any().add(column.lt(value)).add(same.add(id.lt(last))),
        }
    });
    let query = query.filter(beyond.unwrap_or_else(Condition::all));
    query.order_by(column, order.clone()).order_by(id, order).limit(PAGE_SIZE + 1)
}

/// Limits a query to at most `most` rows after an id, in the order of their ids: for reading all of them in parts.
pub(crate) fn limit_block<E: EntityTrait>(
    query: Select<E>,
    id: E::Column,
    after: Option<Uuid>,
    most: u64,
) -> Select<E> {
    let beyond = after.map_or_else(Condition::all, |last| Condition::all().add(id.gt(last)));
    query.filter(beyond).order_by_asc(id).limit(most)
}
