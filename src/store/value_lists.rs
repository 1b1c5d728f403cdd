//! Conditions on lists of values.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, Value};

/// The rows of which one of the columns has a value of its list. Beside the condition of an empty list, which is never true,
/// SQLite would use no index for the others.
pub(crate) fn in_any_list<C: ColumnTrait, const N: usize>(lists: [(C, Vec<Value>); N]) -> Condition {
    let filled = lists.into_iter().filter(|(_, values)| !values.is_empty());
    let any = filled.fold(Condition::any(), |any, (column, values)| any.add(column.is_in(values)));
    if any.is_empty() { any.add(Expr::value(1).eq(2)) } else { any }
}

/// Values for [`in_any_list`].
pub(crate) fn list_values<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Vec<Value> {
    values.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, EntityTrait, QueryFilter, QueryTrait};

    use super::*;
    use crate::venue_register::entity::{Column, Entity};

    #[test]
    fn an_empty_list_asks_nothing_and_no_list_finds_nothing() {
        let ask = |kinds: &[&str], communes: &[&str]| {
            let lists = [
                (Column::Kind, list_values(kinds.iter().copied())),
                (Column::Commune, list_values(communes.iter().copied())),
            ];
            let sql = Entity::find().filter(in_any_list(lists)).build(DbBackend::Sqlite).to_string();
            sql.split(" WHERE ").last().unwrap_or_default().to_owned()
        };
        assert_eq!(ask(&[], &["22741"]), r#""venue_fact"."commune" IN ('22741')"#);
        assert_eq!(
            ask(&["hotel"], &["22741"]),
            r#""venue_fact"."kind" IN ('hotel') OR "venue_fact"."commune" IN ('22741')"#
        );
        assert_eq!(ask(&[], &[]), "1 = 2");
    }
}
