//! Keeps a node from writing to a database that was put back to an earlier state: a number that was printed would be given
//! again, and what was acknowledged before would be contradicted.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use crate::StoreError;

/// Open until the node finds that its database was put back.
#[derive(Debug, Default)]
pub struct WriteGate {
    closed: AtomicBool,
    /// The highest sequence of the register that this node has seen.
    floor: AtomicI64,
}

impl WriteGate {
    /// Refuses every write from now on.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }

    /// Lets writes through; the sequence that they reach is above `floor`.
    pub fn open(&self, floor: i64) {
        self.floor.store(floor, Ordering::Release);
        self.closed.store(false, Ordering::Release);
    }

    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.is_closed() { Err(StoreError::SetBack) } else { Ok(()) }
    }

    /// Checks a sequence that a transaction reached, and closes if this node has seen it before.
    pub(crate) fn check_sequence(&self, sequence: i64) -> Result<(), StoreError> {
        if sequence > self.floor.load(Ordering::Acquire) {
            return Ok(());
        }
        self.close();
        Err(StoreError::SetBack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_that_was_seen_before_closes_it() {
        let gate = WriteGate::default();
        gate.open(7);
        assert!(gate.check_sequence(8).is_ok() && gate.check().is_ok());
        assert!(matches!(gate.check_sequence(7), Err(StoreError::SetBack)));
        assert!(matches!(gate.check(), Err(StoreError::SetBack)));
        gate.open(9);
        assert!(gate.check().is_ok());
    }
}
