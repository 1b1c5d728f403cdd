//! Risk classes: the class of each venue with an officer's override, and the rules of provinces. Every known venue waits to be
//! assessed.

use sea_orm_migration::prelude::{
    Alias, ConnectionTrait, DbErr, DeriveMigrationName, Expr, ExprTrait, MigrationTrait, Query, SchemaManager,
};
use sea_orm_migration::schema::pk_uuid;

use crate::table::{
    create, day_or_null, flag, id, id_or_null, index, json, moment, moment_or_null, number, refers, table,
    text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let risk = table("venue_risk")
            .col(pk_uuid("venue_id"))
            .col(text_or_null("province"))
            .col(text_or_null("commune"))
            // Null: not assessed yet, or the venue is closed.
            .col(text_or_null("class"))
            .col(number("points").default(0))
            .col(json("reasons"))
            .col(day_or_null("changes_on"))
            .col(flag("stale").default(true))
            .col(text_or_null("override_class"))
            .col(text_or_null("override_reason"))
            .col(day_or_null("override_until"))
            .col(id_or_null("override_by"))
            .col(text_or_null("override_name"))
            .col(moment_or_null("override_at"))
            .col(number("version").default(0))
            .foreign_key(&mut refers("venue_risk", "venue_id", "venue"))
            .to_owned();
        let indexes = vec![
            index("venue_risk", &["province", "class", "points", "venue_id"]),
            index("venue_risk", &["province", "commune", "class"]),
            index("venue_risk", &["commune", "class", "points", "venue_id"]),
            index("venue_risk", &["stale"]),
            index("venue_risk", &["changes_on"]),
        ];
        create(manager, risk, indexes).await?;
        let rules = table("risk_rules")
            .col(text("province").primary_key())
            .col(json("rules"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .to_owned();
        create(manager, rules, Vec::new()).await?;
        let known = Query::select()
            .column(Alias::new("id"))
            .expr(
                Expr::value(sea_orm_migration::sea_orm::JsonValue::Array(Vec::new()))
                    .cast_as(Alias::new("JSON")),
            )
            .from(Alias::new("venue"))
            .to_owned();
        let mut insert = Query::insert();
        insert.into_table(Alias::new("venue_risk")).columns([Alias::new("venue_id"), Alias::new("reasons")]);
        insert.select_from(known).map_err(|error| DbErr::Custom(error.to_string()))?;
        manager.get_connection().execute(&insert).await?;
        Ok(())
    }
}
