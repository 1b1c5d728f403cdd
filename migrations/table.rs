//! Short functions for the keys and indexes of the migrations, and for moments. Other columns are made by
//! `sea_orm_migration::schema`.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, ForeignKey, ForeignKeyAction, Index, IndexCreateStatement, SchemaManager, Table,
    TableCreateStatement,
};
use sea_orm_migration::schema::{big_integer, big_integer_null};

pub fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

/// A required moment: microseconds since 1970, UTC.
pub fn moment(name: &'static str) -> ColumnDef {
    big_integer(name)
}

/// A moment that may be absent.
pub fn moment_or_null(name: &'static str) -> ColumnDef {
    big_integer_null(name)
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
