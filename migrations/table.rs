//! Short functions for the columns, keys and indexes of the migrations.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, ForeignKey, ForeignKeyAction, Index, IndexCreateStatement, SchemaManager, Table,
    TableCreateStatement,
};

pub fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

/// A required text.
pub fn text(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().to_owned()
}

/// A text that may be absent.
pub fn text_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().to_owned()
}

/// A required id.
pub fn id(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().to_owned()
}

/// An id that may be absent.
pub fn id_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().to_owned()
}

/// The primary key `id`, a uuid.
pub fn key() -> ColumnDef {
    ColumnDef::new(Alias::new("id")).uuid().not_null().primary_key().to_owned()
}

/// A required moment: microseconds since 1970, UTC.
pub fn moment(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
}

/// A moment that may be absent.
pub fn moment_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().to_owned()
}

/// A required day.
pub fn day(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).date().not_null().to_owned()
}

/// A day that may be absent.
pub fn day_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).date().to_owned()
}

/// A required whole number.
pub fn number(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().to_owned()
}

/// A whole number that may be absent.
pub fn number_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().to_owned()
}

/// A required boolean.
pub fn flag(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().to_owned()
}

/// Required JSON.
pub fn json(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json().not_null().to_owned()
}

/// JSON that may be absent.
pub fn json_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json().to_owned()
}

/// Bytes that may be absent: a sealed number.
pub fn bytes_or_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary().to_owned()
}

/// Required bytes.
pub fn bytes(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary().not_null().to_owned()
}

/// A foreign key. SQLite accepts it only when the table is created.
pub fn refers(
    from_table: &str,
    column: &str,
    to_table: &str,
) -> sea_orm_migration::prelude::ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(Alias::new(from_table), Alias::new(column))
        .to(Alias::new(to_table), Alias::new("id"))
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// An index on `columns`, named after them.
pub fn index(on: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut statement =
        Index::create().name(format!("ix_{on}_{}", columns.join("_"))).table(Alias::new(on)).to_owned();
    for column in columns {
        statement.col(Alias::new(*column));
    }
    statement
}

/// A unique index on `columns`.
pub fn unique(on: &str, columns: &[&str]) -> IndexCreateStatement {
    index(on, columns).name(format!("ux_{on}_{}", columns.join("_"))).unique().to_owned()
}

/// Creates a table and its indexes.
pub async fn create(
    manager: &SchemaManager<'_>,
    table: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    manager.create_table(table).await?;
    for statement in indexes {
        manager.create_index(statement).await?;
    }
    Ok(())
}
