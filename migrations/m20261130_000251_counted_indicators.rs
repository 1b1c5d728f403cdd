//! Indicators that were typed in and that the program counts now: those shipped before and not renamed since. The figures of
//! reports that were sent, and frozen ones, stay as they are.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, Expr, ExprTrait, MigrationTrait, Query, SchemaManager,
};
use sea_orm_migration::sea_orm::ConnectionTrait;
use sea_orm_migration::sea_query::Alias;

/// Section, label and unit as they were shipped, and what is counted.
const COUNTED: [(&str, &str, &str, &str); 5] = [
    ("training", "Lớp tập huấn", "lớp", "training-classes"),
    ("training", "Người được tập huấn", "người", "trained-officers"),
    ("police", "Vụ mại dâm phát hiện", "vụ", "police-cases"),
    ("police", "Người liên quan", "người", "police-people"),
    ("police", "Địa bàn, tụ điểm phức tạp", "địa bàn", "police-hot-spots"),
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = |name: &str| Expr::col(Alias::new(name));
        for (section, label, unit, source) in COUNTED {
            let update = Query::update()
                .table(Alias::new("indicator"))
                .value(Alias::new("source"), source)
                .value(Alias::new("version"), column("version").add(1))
                .and_where(column("section").eq(section))
                .and_where(column("label").eq(label))
                .and_where(column("unit").eq(unit))
                .and_where(column("source").eq("typed"))
                .to_owned();
            manager.get_connection().execute(&update).await?;
        }
        Ok(())
    }
}
