//! Workers' own pledges: the invitations to sign on the worker's own phone, of which a worker has one open at a time, what was
//! signed with its evidence, and when owners were reminded of those that are missing.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{
    create, day, id, id_or_null, index, json, key, moment, moment_or_null, number, refers, table, text,
    unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_invitations(manager).await?;
        create_pledges(manager).await?;
        let reminders = table("worker_pledge_reminder")
            .col(id("venue_id").primary_key())
            .col(moment("at"))
            .foreign_key(&mut refers("worker_pledge_reminder", "venue_id", "venue"))
            .to_owned();
        create(manager, reminders, Vec::new()).await?;
        // Which registers lack pledges is asked of the whole registry.
        manager.create_index(index("labour_finding", &["rule", "venue_id"])).await
    }
}

async fn create_invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let invitations = table("worker_pledge_invitation")
        .col(key())
        .col(text("hash"))
        .col(id("worker_id"))
        .col(id("venue_id"))
        .col(id("made_by"))
        .col(moment("made_at"))
        .col(moment("expires_at"))
        .col(number("tries_left"))
        .col(moment_or_null("used_at"))
        .col(moment_or_null("ended_at"))
        .foreign_key(&mut refers("worker_pledge_invitation", "worker_id", "worker"))
        .foreign_key(&mut refers("worker_pledge_invitation", "venue_id", "venue"))
        .foreign_key(&mut refers("worker_pledge_invitation", "made_by", "account"))
        .to_owned();
    let indexes = vec![
        unique("worker_pledge_invitation", &["hash"]),
        index("worker_pledge_invitation", &["worker_id", "id"]),
        index("worker_pledge_invitation", &["venue_id", "id"]),
        index("worker_pledge_invitation", &["expires_at"]),
    ];
    create(manager, invitations, indexes).await?;
    let open = "CREATE UNIQUE INDEX ux_worker_pledge_invitation_open ON worker_pledge_invitation (worker_id) \
                WHERE used_at IS NULL AND ended_at IS NULL";
    manager.get_connection().execute_unprepared(open).await.map(drop)
}

async fn create_pledges(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let pledges = table("worker_pledge")
        .col(key())
        .col(id("worker_id"))
        .col(id("venue_id"))
        .col(text("method"))
        .col(number("terms_version"))
        .col(text("language"))
        .col(text("text_hash"))
        .col(json("facts"))
        .col(day("signed_on"))
        .col(moment("recorded_at"))
        .col(text("address"))
        .col(text("user_agent"))
        .col(id_or_null("recorded_by"))
        .foreign_key(&mut refers("worker_pledge", "worker_id", "worker"))
        .foreign_key(&mut refers("worker_pledge", "venue_id", "venue"))
        .to_owned();
    let indexes =
        vec![index("worker_pledge", &["worker_id", "id"]), index("worker_pledge", &["venue_id", "id"])];
    create(manager, pledges, indexes).await
}
