//! Rows on their way in.

use sea_orm::{ActiveModelTrait, IntoActiveModel};

/// A row whose every column is written: sea-orm leaves out what it believes unchanged.
pub(crate) fn all_set<A: ActiveModelTrait>(row: impl IntoActiveModel<A>) -> A {
    row.into_active_model().reset_all()
}
