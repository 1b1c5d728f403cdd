//! The base of every test: databases, clock, log, assertions on refusals. It depends on no noun of the registry.

pub mod clock;
pub mod database;
pub mod database_dump;
pub mod error_assertions;
pub mod faults;
pub mod log_capture;

/// Runs each named test on SQLite and on PostgreSQL: `accounts::sqlite::name`, `accounts::postgres::name`.
///
/// The tests are ordinary functions, `async fn name(office: Office)`, so that rustfmt formats them; the compiler reports
/// a function that is not listed as dead code.
macro_rules! test_on_both_engines {
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
pub(crate) use test_on_both_engines;
