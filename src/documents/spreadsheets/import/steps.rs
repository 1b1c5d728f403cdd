//! The work of one reading, counted: time differs between machines, the number of steps does not.

use std::cell::Cell;

use super::error::{ImportError, LimitKind};

/// How many steps are left. Shared by all parts of a file.
pub(super) struct Steps {
    most: usize,
    left: Cell<usize>,
}

impl Steps {
    pub(super) fn new(most: usize) -> Self {
        Self { most, left: Cell::new(most) }
    }

    pub(super) fn take(&self) -> Result<(), ImportError> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| LimitKind::Steps.exceeded(self.most))?;
        self.left.set(left);
        Ok(())
    }
}
