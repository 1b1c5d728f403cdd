//! What every test stands on. Knows the databases and the clock, nothing of venues and offices.

pub mod clock;
pub mod database;
pub mod dump;
pub mod log;
pub mod said;

/// Makes each named test run on SQLite and on PostgreSQL: `accounts::sqlite::name`, `accounts::postgres::name`.
///
/// The tests are ordinary functions, `async fn name(office: Office)`, so that rustfmt sees them; one that is not listed
/// is dead code, which the compiler tells.
macro_rules! both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() {
                $crate::world::Office::open_for($crate::harness::database::Engine::Sqlite, super::$test);
            })+
        }
        mod postgres {
            $(#[test] fn $test() {
                $crate::world::Office::open_for($crate::harness::database::Engine::Postgres, super::$test);
            })+
        }
    };
}
pub(crate) use both;
