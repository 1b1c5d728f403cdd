//! Faults of the database at a chosen statement. Nothing of it is in the program: on SQLite the connections of the pool are
//! watched by SQLite's own hooks, on PostgreSQL the pool's connections run through a proxy.

mod postgres;
mod sqlite;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use camket_store::{Reader as _, Store, Tx};
use sea_orm::{ConnectionTrait as _, Statement};

use super::database::{Engine, TestDatabase};

pub use postgres::count_open_transactions;
pub use sqlite::{count_broken_connections, watch};

/// What happens at the statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The database refuses it. SQLite rolls back by itself, as on a full disk.
    Refused,
    /// The connection breaks before the database has it. Not on SQLite.
    Cut,
    /// The database carries it out, and the connection breaks before it answers. Not on SQLite.
    Unanswered,
}

impl Fault {
    pub fn list(engine: Engine) -> &'static [Self] {
        match engine {
            Engine::Sqlite => &[Self::Refused],
            Engine::Postgres => &[Self::Refused, Self::Cut, Self::Unanswered],
        }
    }
}

/// Counts the statements of a use case, and says which one fails. Statements that end a transaction without a commit
/// cannot fail.
#[derive(Debug, Default)]
pub struct FaultSwitch {
    seen: AtomicUsize,
    /// 0: none.
    fails_at: AtomicUsize,
    cut: AtomicBool,
    unanswered: AtomicBool,
    struck: AtomicBool,
}

impl FaultSwitch {
    /// The `n`-th statement from now on fails; 0 for none.
    pub fn arm(&self, fault: Fault, n: usize) {
        self.cut.store(fault == Fault::Cut, Ordering::SeqCst);
        self.unanswered.store(fault == Fault::Unanswered, Ordering::SeqCst);
        self.struck.store(false, Ordering::SeqCst);
        self.seen.store(0, Ordering::SeqCst);
        self.fails_at.store(n, Ordering::SeqCst);
    }

    /// No statement fails any more. Returns whether one did.
    pub fn disarm(&self) -> bool {
        self.fails_at.store(0, Ordering::SeqCst);
        self.struck.load(Ordering::SeqCst)
    }

    /// Counts a statement; the fault, if it is its turn.
    fn meet_statement(&self) -> Option<Fault> {
        let n = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
        if n != self.fails_at.load(Ordering::SeqCst) {
            return None;
        }
        self.struck.store(true, Ordering::SeqCst);
        Some(match (self.cut.load(Ordering::SeqCst), self.unanswered.load(Ordering::SeqCst)) {
            (true, _) => Fault::Cut,
            (_, true) => Fault::Unanswered,
            _ => Fault::Refused,
        })
    }
}

/// The address under which the statements of `database` can fail.
pub async fn open_faulty_address(database: &TestDatabase, switch: &Arc<FaultSwitch>) -> String {
    match database.engine {
        // The hooks belong to connections.
        Engine::Sqlite => database.url.clone(),
        Engine::Postgres => postgres::start_proxy(&database.url, switch.clone()).await,
    }
}

/// Checks that every connection of the pool writes, and that none is inside a transaction. `control` sees what is committed.
///
/// The table `fault_note` must exist.
pub async fn check_pool(store: &Store, control: &Store, database: &TestDatabase) -> Result<(), String> {
    match database.engine {
        Engine::Sqlite => match count_broken_connections(store.connection()).await {
            0 => {}
            broken => return Err(format!("{broken} connections inside a transaction")),
        },
        Engine::Postgres => match count_open_transactions(control).await {
            0 => {}
            open => return Err(format!("{open} transactions are open")),
        },
    }
    // More than the connections of SQLite's pool; each was idle and gets its turn.
    for _ in 0..5 {
        let before = count_notes(control).await;
        let tx = store.begin_write().await.map_err(|error| format!("the next write: {error}"))?;
        write_note(&tx).await;
        tx.commit().await.map_err(|error| format!("the next commit: {error}"))?;
        if count_notes(control).await != before + 1 {
            return Err("what was committed next is not there".to_owned());
        }
    }
    Ok(())
}

async fn write_note(tx: &Tx) {
    let sql = "INSERT INTO fault_note VALUES ('kept')";
    tx.connection().execute_unprepared(sql).await.expect("a connection that writes");
}

async fn count_notes(control: &Store) -> usize {
    let db = control.connection();
    let select = Statement::from_string(db.get_database_backend(), "SELECT text FROM fault_note");
    db.query_all_raw(select).await.expect("the table of this test").len()
}
