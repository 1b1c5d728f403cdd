//! Which words a venue has, as bits beside each of its words: a search of several frequent words reads one index. The words are
//! deleted: the program writes them anew.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, Query, SchemaManager, Table,
};
use sea_orm_migration::schema::big_integer;

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_venue_word_word_venue_id").to_owned()).await?;
        manager.execute(Query::delete().from_table(Alias::new("venue_word")).to_owned()).await?;
        let signature = big_integer("signature").default(0).to_owned();
        let change = Table::alter().table(Alias::new("venue_word")).add_column(signature).to_owned();
        manager.alter_table(change).await?;
        manager.create_index(index("venue_word", &["word", "venue_id", "signature"])).await
    }
}
