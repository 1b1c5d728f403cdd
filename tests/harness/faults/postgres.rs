//! A proxy in front of PostgreSQL that knows where a statement begins: in its protocol (PostgreSQL manual, "Message Formats")
//! a statement is an `Execute` or a `Query`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use camket_store::{Reader as _, Store};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use super::{Fault, FaultSwitch};

/// Listens before the server of `url`; returns the address to use instead.
pub async fn start_proxy(url: &str, switch: Arc<FaultSwitch>) -> String {
    let (user, place) =
        url.strip_prefix("postgres://").and_then(|rest| rest.split_once('@')).expect("user@host");
    let (server, database) = place.split_once('/').expect("host/database");
    let database = database.split('?').next().unwrap_or(database);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    let server = server.to_owned();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let to_server = TcpStream::connect(&server).await.expect("the server is there");
            tokio::spawn(carry(client, to_server, switch.clone()));
        }
    });
    format!("postgres://{user}@127.0.0.1:{port}/{database}?sslmode=disable")
}

/// One message: its type, and its bytes with type and length.
struct Frame {
    kind: u8,
    bytes: Vec<u8>,
}

async fn read_frame(from: &mut (impl AsyncRead + Unpin)) -> Option<Frame> {
    let mut head = [0; 5];
    from.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    let mut bytes = head.to_vec();
    bytes.resize(usize::try_from(length).ok()? + 1, 0);
    from.read_exact(&mut bytes[5..]).await.ok()?;
    Some(Frame { kind: head[0], bytes })
}

fn build_frame(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 4).expect("short").to_be_bytes();
    [&[kind][..], &length, content].concat()
}

/// Both directions of one connection, until one side or a fault ends it.
async fn carry(client: TcpStream, server: TcpStream, switch: Arc<FaultSwitch>) {
    client.set_nodelay(true).and_then(|()| server.set_nodelay(true)).expect("sockets");
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    let swallows = AtomicBool::new(false);
    // Whichever ends first ends both: the sockets are closed when the halves are dropped.
    tokio::select! {
        () = carry_questions(from_client, to_server, &switch, &swallows) => {}
        () = carry_answers(from_server, to_client, &swallows) => {}
    }
}

async fn carry_questions(
    from_client: OwnedReadHalf,
    mut to_server: OwnedWriteHalf,
    switch: &FaultSwitch,
    swallows: &AtomicBool,
) {
    let mut from_client = BufReader::new(from_client);
    // The first message has no type: a length and the parameters.
    let Ok(length) = from_client.read_u32().await else { return };
    let mut startup = length.to_be_bytes().to_vec();
    startup.resize(usize::try_from(length).expect("short"), 0);
    if from_client.read_exact(&mut startup[4..]).await.is_err()
        || to_server.write_all(&startup).await.is_err()
    {
        return;
    }
    while let Some(frame) = read_frame(&mut from_client).await {
        let fault = if is_statement(&frame) { switch.meet_statement() } else { None };
        let bytes = match fault {
            None => frame.bytes,
            Some(Fault::Cut) => return,
            Some(Fault::Unanswered) => {
                swallows.store(true, Ordering::SeqCst);
                frame.bytes
            }
            // A statement that the server itself refuses, so that it knows of the fault as well.
            Some(Fault::Refused) if frame.kind == b'Q' => build_frame(b'Q', b"SELECT 1 / 0\0"),
            Some(Fault::Refused) => build_frame(frame.kind, b"no such portal\0\0\0\0\0"),
        };
        if to_server.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

/// Whether it runs a statement. A rollback cannot fail.
fn is_statement(frame: &Frame) -> bool {
    match frame.kind {
        b'E' => true,
        b'Q' => !frame.bytes[5..].starts_with(b"ROLLBACK"),
        _ => false,
    }
}

/// Once answers are swallowed, it ends when the server is ready for the next question: all was carried out then.
async fn carry_answers(from_server: OwnedReadHalf, mut to_client: OwnedWriteHalf, swallows: &AtomicBool) {
    let mut from_server = BufReader::new(from_server);
    while let Some(frame) = read_frame(&mut from_server).await {
        if swallows.load(Ordering::SeqCst) {
            if frame.kind == b'Z' {
                return;
            }
        } else if to_client.write_all(&frame.bytes).await.is_err() {
            return;
        }
    }
}

/// Transactions of this database that are open. A broken connection is noticed after a moment, so it waits for none.
pub async fn count_open_transactions(control: &Store) -> i64 {
    const OPEN: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
         AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'";
    for _ in 0..100 {
        let query = Statement::from_string(DbBackend::Postgres, OPEN);
        let row = control.connection().query_one_raw(query).await.expect("the server answers");
        let open: i64 = row.expect("a row").try_get_by_index(0).expect("a number");
        if open == 0 {
            return 0;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    1
}
