//! Invitation letters to venues of the census. A letter has a claim code, bound to its entry.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::{
    create, day, day_or_null, flag, id, id_or_null, index, key, moment, moment_or_null, number, refers,
    table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        extend_codes(manager).await?;
        create_runs(manager).await?;
        create_letters(manager).await
    }
}

async fn extend_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for column in [id_or_null("entry_id"), moment_or_null("revoked_at")] {
        let change = Table::alter().table(Alias::new("claim_code")).add_column(column).to_owned();
        manager.alter_table(change).await?;
    }
    manager.create_index(index("claim_code", &["entry_id"])).await?;
    manager.create_index(index("claim_code", &["used_by"])).await
}

async fn create_runs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let run = table("letter_run")
        .col(key())
        .col(text("area"))
        .col(text("number"))
        .col(day("dated"))
        .col(day("deadline"))
        .col(text("contact"))
        // One line each.
        .col(text("capacity"))
        .col(text("signer"))
        .col(number("letters"))
        .col(number("messages"))
        .col(id("made_by"))
        .col(text("made_name"))
        .col(moment("made_at"))
        .col(moment_or_null("printed_at"))
        .col(day_or_null("sent_on"))
        .col(text_or_null("sent_way"))
        .col(id_or_null("sent_by"))
        .col(text("sent_name"))
        .col(moment_or_null("sent_at"))
        .col(number("version"))
        .foreign_key(&mut refers("letter_run", "made_by", "account"))
        .to_owned();
    create(manager, run, vec![index("letter_run", &["area", "id"])]).await
}

async fn create_letters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let letter = table("letter")
        // The id of its code.
        .col(key())
        .col(id("run_id"))
        .col(id("entry_id"))
        // Place in the file, from 0.
        .col(number("position"))
        // Whether its code was also sent as a text message.
        .col(flag("by_sms"))
        .foreign_key(&mut refers("letter", "id", "claim_code"))
        .foreign_key(&mut refers("letter", "run_id", "letter_run"))
        .foreign_key(&mut refers("letter", "entry_id", "census_entry"))
        .to_owned();
    let indexes = vec![index("letter", &["run_id", "position"]), index("letter", &["entry_id", "id"])];
    create(manager, letter, indexes).await
}
