//! Whether the database is still the one that this node knows. A database that was put back to an earlier state lacks
//! suspensions that were acknowledged and would give numbers again that hang on walls: the node then writes nothing, says of
//! no certificate that it is valid, and goes on when it finds its own history again or one that a restore began.

use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};

use camket_domain::restores::{DatabasePosition, HighWaterMarks, Setback};
use camket_store::restores::{self, series};
use parking_lot::RwLock;

use super::CertificateRegister;
use crate::blocking::run_blocking;
use crate::{App, AppError};

/// What a node keeps outside the database; the program implements it with files.
pub trait MarksRecord: Send + Sync + fmt::Debug {
    /// Replaces the marks, so that they are on the disk when it returns.
    fn save_marks(&self, marks: &HighWaterMarks) -> io::Result<()>;

    /// Replaces the copy of the status list that is published.
    fn save_list(&self, list: &[u8]) -> io::Result<()>;

    /// Whether the file of the database is another one than when it was opened.
    fn is_database_replaced(&self) -> bool;
}

#[derive(Debug, Default)]
pub(super) struct History {
    record: OnceLock<Arc<dyn MarksRecord>>,
    marks: RwLock<Option<HighWaterMarks>>,
    setback: RwLock<Option<Setback>>,
}

/// What a look at the database's history found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HistoryStep {
    /// The database is not the one that this node knows.
    SetBack,
    /// It is, after it was not: everything in memory must be read again.
    Resumed,
    /// It is.
    Followed,
}

impl CertificateRegister {
    /// Tells the register what this node saw before it started.
    pub fn set_marks(&self, marks: HighWaterMarks) {
        *self.history.marks.write() = Some(marks);
    }

    /// What this node has seen; `None` before it reads the database.
    pub fn marks(&self) -> Option<HighWaterMarks> {
        self.history.marks.read().clone()
    }

    /// From now on marks and lists are kept in `record`, beginning with what was seen until now. The first call counts.
    ///
    /// # Errors
    /// The thread that writes them panicked. A disk that cannot be written to is only logged.
    pub async fn keep_record(&self, app: &App, record: Arc<dyn MarksRecord>) -> Result<(), AppError> {
        // A second record would be one of the same folder.
        self.history.record.set(record).ok();
        match self.marks() {
            // Lower ones must not take the place of those that were kept.
            Some(marks) if self.setback().is_none() => save_marks(app, &marks).await,
            _ => Ok(()),
        }
    }

    /// Why the database is not the one that this node knows; `None` while it is.
    pub fn setback(&self) -> Option<Setback> {
        *self.history.setback.read()
    }

    /// Begins a history: after a restore that this node worked through.
    pub(crate) fn forget_history(&self) {
        *self.history.marks.write() = None;
    }

    fn set_setback(&self, setback: Option<Setback>) -> Option<Setback> {
        std::mem::replace(&mut *self.history.setback.write(), setback)
    }
}

/// Compares the database with what this node has seen of it, and remembers what it sees now.
pub(super) async fn follow(app: &App) -> Result<HistoryStep, AppError> {
    let register = app.register();
    if register.history.record.get().is_some_and(|record| record.is_database_replaced()) {
        return Ok(stop(app, Setback::File));
    }
    let known = register.marks();
    let position = restores::load_position(app.store(), known.as_ref().and_then(|marks| marks.event)).await?;
    let was_stopped = register.setback().is_some() || app.store().gate().is_closed();
    let known = known.filter(|known| known.epoch >= position.epoch);
    if let Some(known) = &known {
        if let Some(setback) = known.find_setback(&position) {
            return Ok(stop(app, setback));
        }
        if !was_stopped && is_same(known, &position) {
            return Ok(HistoryStep::Followed);
        }
    }
    let marks = match read_marks(app, known.as_ref(), &position).await? {
        Ok(marks) => marks,
        Err(setback) => return Ok(stop(app, setback)),
    };
    save_marks(app, &marks).await?;
    register.set_marks(marks);
    app.store().gate().open(position.sequence);
    if register.set_setback(None).is_some() {
        tracing::info!(epoch = position.epoch, "the database continues: the node answers and writes again");
    }
    Ok(if was_stopped { HistoryStep::Resumed } else { HistoryStep::Followed })
}

fn is_same(known: &HighWaterMarks, position: &DatabasePosition) -> bool {
    (known.epoch, known.sequence, known.event) == (position.epoch, position.sequence, position.event)
}

/// The marks of `position`, or why the series of the database do not reach those that are known.
async fn read_marks(
    app: &App,
    known: Option<&HighWaterMarks>,
    position: &DatabasePosition,
) -> Result<Result<HighWaterMarks, Setback>, AppError> {
    // Papers of the last year are still handed over in January.
    let kept_year = app.today().year() - 1;
    let known_year = known.and_then(|marks| marks.series.iter().map(|mark| mark.year).min());
    let mut series = series::list(app.store(), known_year.unwrap_or(kept_year).min(kept_year)).await?;
    if let Some(setback) = known.and_then(|marks| marks.find_series_setback(&series)) {
        return Ok(Err(setback));
    }
    series.retain(|mark| mark.year >= kept_year);
    series.sort_unstable();
    let event = position.event;
    Ok(Ok(HighWaterMarks { epoch: position.epoch, sequence: position.sequence, event, series }))
}

async fn save_marks(app: &App, marks: &HighWaterMarks) -> Result<(), AppError> {
    let Some(record) = app.register().history.record.get().cloned() else { return Ok(()) };
    let marks = marks.clone();
    if let Err(error) = run_blocking(move || record.save_marks(&marks)).await? {
        tracing::error!(%error, "the marks of the register cannot be kept: a restore would not know them");
    }
    Ok(())
}

/// Keeps a copy of the list that is about to be published.
pub(super) async fn save_list(app: &App, list: &Arc<super::PublishedList>) -> Result<(), AppError> {
    let Some(record) = app.register().history.record.get().cloned() else { return Ok(()) };
    let list = Arc::clone(list);
    if let Err(error) = run_blocking(move || record.save_list(&list.bytes)).await? {
        tracing::error!(%error, "the published status list cannot be kept: a restore would not know it");
    }
    Ok(())
}

/// Stops claiming and writing. Says so once in the log.
fn stop(app: &App, setback: Setback) -> HistoryStep {
    app.store().gate().close();
    if app.register().set_setback(Some(setback)) != Some(setback) {
        tracing::error!(
            reason = setback.code(),
            "the database was put back to an earlier state: nothing is written and no certificate is called valid until \
             `camket restore` has worked it through or the right database is back"
        );
    }
    HistoryStep::SetBack
}
