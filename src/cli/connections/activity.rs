//! What each open connection waits for, and since when.

use std::{
    collections::BTreeMap,
    sync::{Arc, Weak},
    task::Waker,
};

use parking_lot::Mutex;
use tokio::time::Instant;

use super::ConnectionLimits;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The rest of a request's header; also the first request of a new connection.
    Header,
    /// Its response.
    Answer,
    /// The next request.
    Idle,
}

/// The state of one connection. Its stream and its requests share it.
#[derive(Debug)]
pub(super) struct Activity {
    state: Mutex<State>,
    open: Weak<OpenConnections>,
    id: u64,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Instant,
    /// Closed to make room for another connection.
    evicted: bool,
    /// The task of the connection, while it waits for bytes.
    reader: Option<Waker>,
}

/// How long a connection may go on waiting for bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadLimit {
    Closed,
    Until(Instant),
    /// While a request is answered; its body has a limit of its own.
    None,
}

impl Activity {
    pub(super) fn begin_request(&self) {
        self.state.lock().phase = Phase::Answer;
    }

    pub(super) fn end_request(&self) {
        let mut state = self.state.lock();
        state.enter(Phase::Idle);
        // The task must see the new limit if it waits already.
        state.wake();
    }

    /// Bytes were received.
    pub(super) fn record_read(&self) {
        let mut state = self.state.lock();
        state.reader = None;
        if state.phase == Phase::Idle {
            state.enter(Phase::Header);
        }
    }

    /// Bytes of a response were sent.
    pub(super) fn record_write(&self) {
        let mut state = self.state.lock();
        if state.phase == Phase::Idle {
            state.since = Instant::now();
        }
    }

    /// The limit of a read that has to wait; `reader` is woken when the limit changes.
    pub(super) fn limit_read(&self, limits: &ConnectionLimits, reader: &Waker) -> ReadLimit {
        let mut state = self.state.lock();
        if !state.reader.as_ref().is_some_and(|known| known.will_wake(reader)) {
            state.reader = Some(reader.clone());
        }
        match state.phase {
            _ if state.evicted => ReadLimit::Closed,
            Phase::Header => ReadLimit::Until(state.since + limits.header),
            Phase::Idle => ReadLimit::Until(state.since + limits.idle),
            Phase::Answer => ReadLimit::None,
        }
    }

    /// Since when it has waited for a request; `None` while one is answered.
    fn waiting_since(&self) -> Option<Instant> {
        let state = self.state.lock();
        (state.phase != Phase::Answer).then_some(state.since)
    }

    fn evict(&self) {
        let mut state = self.state.lock();
        state.evicted = true;
        state.wake();
    }

    /// The connection is closed.
    pub(super) fn remove(&self) {
        if let Some(open) = self.open.upgrade() {
            open.table.lock().by_id.remove(&self.id);
        }
    }
}

impl State {
    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.since = Instant::now();
    }

    fn wake(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

/// All open connections, at most `most`.
#[derive(Debug)]
pub(super) struct OpenConnections {
    most: usize,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    /// Connections so far; ids are never used again, because a closed one is removed by its id later.
    admitted: u64,
    by_id: BTreeMap<u64, Arc<Activity>>,
}

impl OpenConnections {
    pub(super) fn new(most: usize) -> Self {
        Self { most, table: Mutex::default() }
    }

    /// Takes in a new connection; closes the one that has waited longest for a request if there are too many.
    /// `None` if all are being answered.
    pub(super) fn admit(self: &Arc<Self>) -> Option<Arc<Activity>> {
        let mut table = self.table.lock();
        if table.by_id.len() >= self.most {
            let waiting = table.by_id.values().filter_map(|one| Some((one.waiting_since()?, one.id)));
            let (_, longest) = waiting.min()?;
            if let Some(evicted) = table.by_id.remove(&longest) {
                evicted.evict();
            }
        }
        table.admitted += 1;
        let id = table.admitted;
        let state = State { phase: Phase::Header, since: Instant::now(), evicted: false, reader: None };
        let activity = Arc::new(Activity { state: Mutex::new(state), open: Arc::downgrade(self), id });
        table.by_id.insert(id, activity.clone());
        Some(activity)
    }
}
