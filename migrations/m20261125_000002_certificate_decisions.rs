//! Decisions on certificates, proposed and taken. A reissued certificate belongs to the same application as the one
//! before it, so an application may have several.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};

use crate::table::{
    create, day_or_null, id, id_or_null, index, key, moment, moment_or_null, number, refers, table, text,
    text_or_null, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let decision = table("certificate_decision")
            .col(key())
            .col(id("certificate_id"))
            .col(id("venue_id"))
            .col(text("kind"))
            .col(text("ground"))
            .col(text("text"))
            .col(text("number"))
            .col(day_or_null("until"))
            .col(text("state"))
            // The kind while the decision is proposed, then null. The unique index allows one proposed decision of a kind for a
            // certificate; nulls are distinct in an index.
            .col(text_or_null("open"))
            .col(id("proposer_id"))
            .col(text("proposer_name"))
            .col(moment("proposed_at"))
            .col(id_or_null("settler_id"))
            .col(text("settler_name"))
            .col(moment_or_null("settled_at"))
            .col(text("note"))
            .col(number("version"))
            .foreign_key(&mut refers("certificate_decision", "certificate_id", "certificate"))
            .foreign_key(&mut refers("certificate_decision", "venue_id", "venue"))
            .to_owned();
        let indexes = vec![
            unique("certificate_decision", &["certificate_id", "open"]),
            index("certificate_decision", &["state", "proposed_at", "id"]),
        ];
        create(manager, decision, indexes).await?;
        let once =
            Index::drop().name("ux_certificate_application_id").table(Alias::new("certificate")).to_owned();
        manager.drop_index(once).await?;
        manager.create_index(index("certificate", &["application_id"])).await
    }
}
