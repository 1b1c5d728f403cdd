//! Short functions for the columns, keys and indexes of the migrations. Columns are sea-orm's own, by what they hold here:
//! a moment is microseconds since 1970 (UTC), a day a date of Vietnam, bytes a sealed value or a picture.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, ForeignKey, ForeignKeyAction, Index, IndexCreateStatement, SchemaManager, Table,
    TableCreateStatement,
};

use sea_orm_migration::schema::pk_uuid;
pub use sea_orm_migration::schema::{
    big_integer as moment, big_integer_null as moment_or_null, binary as bytes, binary_null as bytes_or_null,
    boolean as flag, boolean_null as flag_or_null, date as day, date_null as day_or_null, integer as number,
    integer_null as number_or_null, json, json_null as json_or_null, text, text_null as text_or_null,
    uuid as id, uuid_null as id_or_null,
};

pub fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

/// The primary key `id`, a uuid.
pub fn key() -> ColumnDef {
    pk_uuid("id")
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
