//! On which phones a session is used, so that it ends when one of them is cut off.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, Index, MigrationTrait, SchemaManager,
};

use crate::table::{create, id, index, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut of_session = ForeignKey::create()
            .from(Alias::new("device_session"), Alias::new("session_hash"))
            .to(Alias::new("session"), Alias::new("hash"))
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let device_session = table("device_session")
            .col(text("session_hash"))
            .col(id("device_id"))
            .primary_key(Index::create().col(Alias::new("session_hash")).col(Alias::new("device_id")))
            .foreign_key(&mut of_session)
            .foreign_key(&mut refers("device_session", "device_id", "device"))
            .to_owned();
        create(manager, device_session, vec![index("device_session", &["device_id"])]).await
    }
}
