//! Decisions on certificates, proposed and taken. A reissued certificate belongs to the same application as the one
//! before it, so an application may have several.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{date_null, integer, pk_uuid, text, text_null, uuid, uuid_null};

use crate::table::{create, index, moment, moment_or_null, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let decision = table("certificate_decision")
            .col(pk_uuid("id"))
            .col(uuid("certificate_id"))
            .col(uuid("venue_id"))
            .col(text("kind"))
            .col(text("ground"))
            .col(text("text"))
            .col(text("number"))
            .col(date_null("until"))
            .col(text("state"))
            // The kind while the decision is proposed, then null. The unique index allows one proposed decision of a kind for a
            // certificate; nulls are distinct in an index.
            .col(text_null("open"))
            .col(uuid("proposer_id"))
            .col(text("proposer_name"))
            .col(moment("proposed_at"))
            .col(uuid_null("settler_id"))
            .col(text("settler_name"))
            .col(moment_or_null("settled_at"))
            .col(text("note"))
            .col(integer("version"))
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
