//! Claim codes: bound to a venue, or to a name and a phone.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, id_or_null, index, key, moment, moment_or_null, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let code = table("claim_code")
            .col(key())
            .col(text("hash"))
            .col(id_or_null("venue_id"))
            .col(text("name"))
            .col(text("phone"))
            .col(text("area"))
            .col(id("made_by"))
            .col(moment("made_at"))
            .col(moment("expires_at"))
            .col(moment_or_null("used_at"))
            .col(id_or_null("used_by"))
            .foreign_key(&mut refers("claim_code", "venue_id", "venue"))
            .foreign_key(&mut refers("claim_code", "made_by", "account"))
            .to_owned();
        let indexes = vec![
            unique("claim_code", &["hash"]),
            index("claim_code", &["area", "id"]),
            index("claim_code", &["venue_id"]),
            index("claim_code", &["expires_at"]),
        ];
        create(manager, code, indexes).await
    }
}
