//! Conversion of column values that several tables share.

use sea_orm::prelude::Json;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

/// Marks every column as set, so that all are written: sea-orm leaves out columns it believes unchanged.
pub(crate) fn set_all_columns<A: ActiveModelTrait>(row: impl IntoActiveModel<A>) -> A {
    row.into_active_model().reset_all()
}

/// A value as JSON; `column` names the column in errors.
pub(crate) fn to_json<T: Serialize>(value: &T, column: &'static str) -> Result<Json, StoreError> {
    serde_json::to_value(value).map_err(|_| StoreError::Corrupt(column))
}

/// An optional value as JSON; `column` names the column in errors.
pub(crate) fn to_json_opt<T: Serialize>(
    value: Option<&T>,
    column: &'static str,
) -> Result<Option<Json>, StoreError> {
    value.map(|value| to_json(value, column)).transpose()
}

/// The value of a JSON column; `column` names it in errors.
pub(crate) fn from_json<T: DeserializeOwned>(json: Json, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_value(json).map_err(|_| StoreError::Corrupt(column))
}

/// The value of a JSON column that may be null; `column` names it in errors.
pub(crate) fn from_json_opt<T: DeserializeOwned>(
    json: Option<Json>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    json.map(|json| from_json(json, column)).transpose()
}

/// The only relation of a table: to the row of another table that its column `from` names. `belongs_to!(Venue)` is that
/// of many tables, for queries within a scope.
macro_rules! belongs_to {
    (Venue) => {
        crate::row::belongs_to!(
            Venue,
            "crate::venues::entity::Entity",
            "Column::VenueId",
            "crate::venues::entity::Column::Id"
        );
    };
    ($name:ident, $entity:tt, $from:tt, $to:tt) => {
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(belongs_to = $entity, from = $from, to = $to)]
            $name,
        }

        impl ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use belongs_to;
