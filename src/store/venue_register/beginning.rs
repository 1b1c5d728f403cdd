//! The condition that a word begins with what was typed.

use sea_orm::sea_query::{Condition, Expr, ExprTrait};

/// On a column of words.
pub(super) fn begins_with(word: impl Fn() -> Expr, beginning: &str) -> Condition {
    let first = beginning.as_bytes().to_vec();
    // No UTF-8 text has this byte.
    let end = [beginning.as_bytes(), &[0xff]].concat();
    Condition::all().add(word().gte(first)).add(word().lt(end))
}
