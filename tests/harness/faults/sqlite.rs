//! SQLite's own hooks on the connections of a pool: a statement is interrupted, a commit is refused. Either way SQLite rolls
//! the transaction back by itself, which sqlx does not learn.

#![expect(unsafe_code, reason = "sqlx has no hook that is called once for each statement")]

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use libsqlite3_sys::{
    SQLITE_TRACE_STMT, sqlite3_db_handle, sqlite3_get_autocommit, sqlite3_interrupt, sqlite3_trace_v2,
};
use sea_orm::DatabaseConnection;
use sea_orm::sqlx::Connection as _;
use sea_orm::sqlx::Sqlite;
use sea_orm::sqlx::pool::PoolConnection;

use super::FaultSwitch;

/// What the hooks of a connection know.
struct Watch {
    switch: Arc<FaultSwitch>,
    refuses_commit: AtomicBool,
}

/// All connections of the pool at once.
async fn take_connections(db: &DatabaseConnection) -> Vec<PoolConnection<Sqlite>> {
    let pool = db.get_sqlite_connection_pool();
    let mut all = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        all.push(pool.acquire().await.expect("nobody else uses the pool"));
    }
    all
}

/// Lets the switch see every statement of the pool. A connection that is opened later is not watched.
pub async fn watch(db: &DatabaseConnection, switch: &Arc<FaultSwitch>) {
    for mut connection in take_connections(db).await {
        // The hooks live as long as the connection, which outlives this function: a few bytes are never freed.
        let watch: &'static Watch =
            Box::leak(Box::new(Watch { switch: switch.clone(), refuses_commit: AtomicBool::new(false) }));
        let mut handle = connection.lock_handle().await.expect("an open connection");
        handle.set_commit_hook(move || !watch.refuses_commit.swap(false, Ordering::SeqCst));
        let context = std::ptr::from_ref(watch).cast_mut().cast::<c_void>();
        // SAFETY: the handle is locked, and the context lives for ever.
        unsafe {
            sqlite3_trace_v2(
                handle.as_raw_handle().as_ptr(),
                SQLITE_TRACE_STMT,
                Some(meet_statement),
                context,
            );
        }
    }
}

/// Called by SQLite when a statement begins to run.
unsafe extern "C" fn meet_statement(
    _: c_uint,
    context: *mut c_void,
    statement: *mut c_void,
    text: *mut c_void,
) -> c_int {
    // SAFETY: SQLite passes the context of `watch`, a statement that is running, and its text.
    let (watch, sql) = unsafe { (&*context.cast::<Watch>(), CStr::from_ptr(text.cast::<c_char>())) };
    let sql = sql.to_bytes();
    // A transaction that begins or is rolled back writes nothing; triggers are told as comments.
    if [&b"BEGIN"[..], b"ROLLBACK", b"--"].iter().any(|word| sql.starts_with(word)) {
        return 0;
    }
    if watch.switch.meet_statement().is_none() {
        return 0;
    }
    if sql.starts_with(b"COMMIT") {
        watch.refuses_commit.store(true, Ordering::SeqCst);
        return 0;
    }
    // SAFETY: the statement is running; interrupting its connection is allowed at any time.
    unsafe { sqlite3_interrupt(sqlite3_db_handle(statement.cast())) };
    0
}

/// Connections that are inside a transaction, by what sqlx or SQLite says.
pub async fn count_broken_connections(db: &DatabaseConnection) -> usize {
    let mut broken = 0;
    for mut connection in take_connections(db).await {
        let depth = connection.is_in_transaction();
        let mut handle = connection.lock_handle().await.expect("an open connection");
        // SAFETY: the handle is locked.
        let outside = unsafe { sqlite3_get_autocommit(handle.as_raw_handle().as_ptr()) } != 0;
        broken += usize::from(depth || !outside);
    }
    broken
}
