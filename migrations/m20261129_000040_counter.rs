//! Entering at the counter: for whom an officer enters, pledges printed to be signed by hand, and the scans of their pages.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};

use crate::table::{
    bytes, create, id, id_or_null, index, json, json_or_null, key, moment, moment_or_null, number,
    number_or_null, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "session", id_or_null("counter_for")).await?;
        add_column(manager, "pledge", json_or_null("by_hand")).await?;
        add_column(manager, "application", json_or_null("entered_by")).await?;
        create_papers(manager).await?;
        create_pages(manager).await
    }
}

async fn add_column(manager: &SchemaManager<'_>, name: &str, column: ColumnDef) -> Result<(), DbErr> {
    let change = Table::alter().table(Alias::new(name)).add_column(column).to_owned();
    manager.alter_table(change).await
}

async fn create_papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let paper = table("paper_pledge")
        .col(key())
        .col(text("code"))
        .col(id("venue_id"))
        .col(json("text"))
        .col(number("pages"))
        .col(id("made_by"))
        .col(moment("made_at"))
        .col(moment_or_null("signed_at"))
        .col(moment_or_null("replaced_at"))
        .foreign_key(&mut refers("paper_pledge", "venue_id", "venue"))
        .to_owned();
    let indexes = vec![unique("paper_pledge", &["code"]), index("paper_pledge", &["venue_id", "id"])];
    create(manager, paper, indexes).await
}

async fn create_pages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let page = table("paper_page")
        .col(key())
        .col(text("area"))
        .col(id("uploaded_by"))
        .col(moment("uploaded_at"))
        .col(id_or_null("pledge_id"))
        .col(number_or_null("number"))
        .col(id_or_null("matched_by"))
        .col(bytes("sealed"))
        .foreign_key(&mut refers("paper_page", "pledge_id", "paper_pledge"))
        .to_owned();
    let indexes = vec![
        index("paper_page", &["pledge_id", "number"]),
        index("paper_page", &["area", "pledge_id", "id"]),
    ];
    create(manager, page, indexes).await
}
