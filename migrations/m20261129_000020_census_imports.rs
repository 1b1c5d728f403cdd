//! Imports of census lists: files on their way, and what each import changed, so that it can be undone.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};

use crate::table::{
    bytes, create, day, id, index, json, json_or_null, key, moment, number, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_uploads(manager).await?;
        create_steps(manager).await?;
        // The same file is one list, also if two officers import it at the same moment.
        manager.create_index(unique("census_list", &["area", "source", "file_sha256"])).await
    }
}

async fn create_uploads(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let upload = table("census_upload")
        .col(key())
        .col(id("account_id"))
        .col(text("source"))
        .col(text("holder"))
        .col(day("as_of"))
        .col(text("area"))
        .col(text("file_name"))
        .col(bytes("file_sha256"))
        .col(bytes("sealed"))
        .col(json("choices"))
        .col(moment("created_at"))
        .col(number("version"))
        .foreign_key(&mut refers("census_upload", "account_id", "account"))
        .to_owned();
    let indexes =
        vec![index("census_upload", &["account_id", "id"]), index("census_upload", &["created_at"])];
    create(manager, upload, indexes).await
}

async fn create_steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let step = table("census_import_step")
        .col(id("list_id"))
        .col(id("entry_id"))
        // The entry's version after the import.
        .col(number("entry_version"))
        // Null for an entry that the import created.
        .col(json_or_null("before"))
        .primary_key(Index::create().col(Alias::new("list_id")).col(Alias::new("entry_id")))
        .foreign_key(&mut refers("census_import_step", "list_id", "census_list"))
        .foreign_key(&mut refers("census_import_step", "entry_id", "census_entry"))
        .to_owned();
    create(manager, step, vec![index("census_import_step", &["entry_id"])]).await
}
