//! Wide indexes of the facts of venues: a row that does not pass a filter is told from the index alone, and counting reads
//! no rows. The words are deleted: the program writes them anew.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, Query, SchemaManager,
};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The facts by which the register is filtered.
const FACTS: [&str; 18] = [
    "commune",
    "kind",
    "pledge",
    "pledge_current",
    "terms_version",
    "labour",
    "labour_changed",
    "certificate",
    "expires_on",
    "suspended_until",
    "visited_on",
    "open_demands",
    "operation",
    "stopped_until",
    "by_phone",
    "by_email",
    "returned_on",
    "province",
];

/// What the indexes begin with, before the order of the list.
const LEADS: [&[&str]; 6] = [
    &["commune"],
    &["province"],
    &["province", "kind"],
    &["province", "pledge"],
    &["province", "labour"],
    &["province", "certificate"],
];

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for lead in LEADS {
            let ordered = [lead, &["name_key", "venue_id"]].concat();
            let narrow = format!("ix_venue_fact_{}", ordered.join("_"));
            manager.drop_index(Index::drop().name(narrow).to_owned()).await?;
            let rest = FACTS.into_iter().filter(|fact| !lead.contains(fact));
            let wide = ordered.iter().copied().chain(rest).collect::<Vec<_>>();
            let name = format!("ix_venue_fact_{}_facts", lead.join("_"));
            manager.create_index(index("venue_fact", &wide).name(name).to_owned()).await?;
        }
        manager.execute(Query::delete().from_table(Alias::new("venue_word")).to_owned()).await
    }
}
