//! The relation that most tables have.

/// `Relation` of a table with a column `venue_id`. A query reaches the venue's area by it, to bound it by a scope.
macro_rules! belongs_to_venue {
    () => {
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "crate::venues::entity::Entity",
                from = "Column::VenueId",
                to = "crate::venues::entity::Column::Id"
            )]
            Venue,
        }

        impl ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use belongs_to_venue;
