//! Signed certificates: signing keys, the token and the status index of a certificate, the details of its status, and
//! the single row by which nodes see that something changed.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, Query, SchemaManager, Table,
};

use crate::table::{
    bytes_or_null, create, day_or_null, index, moment, moment_or_null, number, number_or_null, table, text,
    text_or_null, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keys(manager).await?;
        register(manager).await?;
        let columns = [
            number_or_null("status_index"),
            text_or_null("kid"),
            bytes_or_null("token"),
            moment_or_null("decided_at"),
            day_or_null("suspended_until"),
            text("reason").default("").to_owned(),
            text("decision_number").default("").to_owned(),
            text_or_null("replaced_by"),
            // The register's sequence at the last change of the row: a node loads the rows above its own sequence.
            ColumnDef::new(Alias::new("changed")).big_integer().not_null().default(0).to_owned(),
        ];
        for column in columns {
            let change = Table::alter().table(Alias::new("certificate")).add_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        manager.create_index(unique("certificate", &["status_index"])).await?;
        manager.create_index(index("certificate", &["changed"])).await?;
        manager.create_index(index("certificate", &["kid"])).await?;
        manager.create_index(index("certificate", &["expires_on"])).await
    }
}

/// Key pairs that sign tokens and lists. The private key is sealed under the master secret.
async fn keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let key = table("signing_key")
        // Hexadecimal.
        .col(text("kid").primary_key())
        .col(bytes_or_null("public"))
        .col(bytes_or_null("sealed"))
        .col(moment("created_at"))
        .col(moment("not_before"))
        .col(moment("not_after"))
        .col(moment_or_null("withdrawn_at"))
        .col(text("withdrawn_reason"))
        .to_owned();
    create(manager, key, vec![]).await
}

/// One row. `sequence` counts the changes of certificates and keys in the order of their commits, because each of these
/// transactions locks the row until it commits; `capacity` is the length of the status list.
async fn register(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let state = table("register_state")
        .col(number("id").primary_key())
        .col(ColumnDef::new(Alias::new("sequence")).big_integer().not_null())
        .col(number("capacity"))
        .to_owned();
    create(manager, state, vec![]).await?;
    let row = Query::insert()
        .into_table(Alias::new("register_state"))
        .columns([Alias::new("id"), Alias::new("sequence"), Alias::new("capacity")])
        .values_panic([1.into(), 0.into(), LEAST_CAPACITY.into()])
        .to_owned();
    manager.execute(row).await
}

/// Long enough that the list of a province reveals nothing about the number of its certificates.
const LEAST_CAPACITY: i32 = 131_072;
