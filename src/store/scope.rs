//! The rows of areas that an actor may see.

use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode, AreaLevel};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};

/// The rows within `scope` of a table with a column for the area and one for its province; `id` is its primary key.
pub(crate) fn within<C: ColumnTrait>(scope: &Scope, [province, area, id]: [C; 3]) -> Condition {
    match scope {
        Scope::Area(own) if own.level() == AreaLevel::Province => {
            Condition::all().add(province.eq(own.as_str()))
        }
        Scope::Area(own) => {
            let codes = areas::list_codes_within(own);
            Condition::all().add(area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(id.is_null()),
    }
}

/// The same condition, for which no index is used: of few rows, which another index gives, each is read and checked. SQLite
/// knows no frequencies, and would follow the index of a condition that most rows pass.
pub(crate) fn as_checked(condition: Condition) -> Condition {
    Condition::all().add(Expr::expr(Expr::case(condition, 1).finally(0)).eq(1))
}
