//! A registry whose statements fail on request, and what must hold afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use camket_app::AppError;
use camket_store::{Reader as _, Store};

use crate::harness::database::Engine;
use crate::harness::database_dump::{dump_tables, execute};
use crate::harness::faults::{Fault, FaultSwitch, check_pool, open_faulty_address, watch};
use crate::world::Office;

/// Counts of tries are written before what they guard, in a transaction of their own (`src/app/throttle.rs`).
const NOT_COMPARED: [&str; 2] = ["throttle", "fault_note"];

pub struct FaultRig {
    /// The node whose statements fail.
    pub office: Office,
    /// Sees what is committed.
    control: Store,
    pub switch: Arc<FaultSwitch>,
}

type Rows = BTreeMap<String, Vec<String>>;

/// Rows added and removed in each table that differs. A changed row is one of each.
type Change = BTreeMap<String, (usize, usize)>;

impl FaultRig {
    pub async fn over(office: &Office) -> Self {
        let control = Store::connect(&office.database.url).await.expect("a database");
        execute(&control, "CREATE TABLE fault_note (text TEXT NOT NULL)").await;
        let switch = Arc::new(FaultSwitch::default());
        let address = open_faulty_address(&office.database, &switch).await;
        Self { office: office.at_address(&address).await, control, switch }
    }

    pub async fn close(self) {
        self.office.app.store().clone().close().await.expect("nothing is in flight");
        self.control.close().await.expect("nothing is in flight");
    }

    /// From now on the `n`-th statement fails.
    pub async fn arm(&self, fault: Fault, n: usize) {
        if self.office.database.engine == Engine::Sqlite {
            // A connection may have been replaced.
            watch(self.office.app.store().connection(), &self.switch).await;
        }
        execute(&self.control, "DELETE FROM throttle").await;
        self.switch.arm(fault, n);
    }

    pub async fn check_pool(&self) -> Result<(), String> {
        check_pool(self.office.app.store(), &self.control, &self.office.database).await
    }

    async fn dump(&self) -> Rows {
        let mut rows = dump_tables(&self.control).await;
        rows.retain(|table, _| !NOT_COMPARED.contains(&table.as_str()));
        rows
    }

    /// Runs `act` on a subject of `prepare` with the first statement failing, then the second, and so on until none is left;
    /// with each kind of fault. A subject that was changed is replaced by a new one.
    ///
    /// # Errors
    /// What does not hold, in words.
    pub async fn fail_each_statement<S>(
        &self,
        prepare: impl AsyncFn() -> S,
        act: impl AsyncFn(&S) -> Result<(), AppError>,
    ) -> Result<(), String> {
        // The first run may begin a series of numbers or make a key; the second one shows what all is.
        self.run_whole(&prepare, &act).await;
        let all = self.run_whole(&prepare, &act).await;
        for fault in Fault::list(self.office.database.engine) {
            let mut subject = prepare().await;
            let mut before = self.dump().await;
            let mut faults = 0;
            for n in 1.. {
                let outcome = self.fail_one(*fault, n, (&subject, &before), &act, &all).await;
                match outcome.map_err(|what| format!("{fault:?} at statement {n}: {what}"))? {
                    Outcome::Nothing => faults += 1,
                    Outcome::All => {
                        faults += 1;
                        subject = prepare().await;
                        before = self.dump().await;
                    }
                    Outcome::NoFault => break,
                }
            }
            // The least is an insert and a commit.
            assert!(faults >= 2, "{fault:?} met only {faults} statements");
        }
        Ok(())
    }

    async fn run_whole<S>(
        &self,
        prepare: impl AsyncFn() -> S,
        act: impl AsyncFn(&S) -> Result<(), AppError>,
    ) -> Change {
        let subject = prepare().await;
        let before = self.dump().await;
        act(&subject).await.expect("without a fault it succeeds");
        compare(&before, &self.dump().await)
    }

    async fn fail_one<S>(
        &self,
        fault: Fault,
        n: usize,
        (subject, before): (&S, &Rows),
        act: impl AsyncFn(&S) -> Result<(), AppError>,
        all: &Change,
    ) -> Result<Outcome, String> {
        self.arm(fault, n).await;
        let result = act(subject).await;
        let struck = self.switch.disarm();
        self.check_pool().await?;
        let after = self.dump().await;
        let change = compare(before, &after);
        match (result, struck) {
            (Ok(()), _) if change != *all => {
                Err(format!("acknowledged, but written was {change:?}, not {all:?}"))
            }
            (Ok(()), false) => Ok(Outcome::NoFault),
            (Ok(()), true) => Ok(Outcome::All),
            (Err(error), false) => Err(format!("failed by itself: {error:?}")),
            (Err(_), true) if change.is_empty() => Ok(Outcome::Nothing),
            (Err(_), true) if change == *all => {
                // Whoever was not answered sends it again.
                drop(act(subject).await);
                let twice = compare(&after, &self.dump().await);
                if twice.is_empty() { Ok(Outcome::All) } else { Err(format!("a repeat wrote {twice:?}")) }
            }
            (Err(error), true) => {
                Err(format!("neither nothing nor all: written was {change:?}, not {all:?} ({error:?})"))
            }
        }
    }
}

enum Outcome {
    Nothing,
    All,
    /// The use case has fewer statements.
    NoFault,
}

fn compare(before: &Rows, after: &Rows) -> Change {
    let none = Vec::new();
    let tables = before.keys().chain(after.keys());
    let count = |table: &String| {
        let (old, new) = (before.get(table).unwrap_or(&none), after.get(table).unwrap_or(&none));
        (table.clone(), (count_missing(new, old), count_missing(old, new)))
    };
    let changed = tables.map(count).filter(|(_, change)| *change != (0, 0));
    // How many words a venue is found by depends on what it is called.
    let bounded = |(table, change): (String, (usize, usize))| match table.as_str() {
        "venue_word" => (table, (change.0.min(1), change.1.min(1))),
        _ => (table, change),
    };
    changed.map(bounded).collect()
}

/// Rows of `rows` that `others` lacks. Both are sorted.
fn count_missing(rows: &[String], others: &[String]) -> usize {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for row in others {
        *counts.entry(row).or_default() += 1;
    }
    let mut missing = 0;
    for row in rows {
        let left = counts.entry(row).or_default();
        *left -= 1;
        missing += usize::from(*left < 0);
    }
    missing
}
