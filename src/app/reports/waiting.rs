//! The reports that wait for somebody.

use camket_domain::permissions::Action;
use camket_domain::reports::{ReportPeriod, ReportState};

use super::{PeriodLine, ReportReaderPermit, list_periods};
use crate::{App, AppError};

/// What an officer has to do for a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportTask {
    /// The own report came back with a reason.
    Mend,
    /// The own report is not sent, and the period is over.
    Send,
    /// So many reports of communes were sent and are not checked.
    Check(usize),
}

/// What waits for the reader, the latest period first: nothing for a reader who only reads.
pub async fn list_tasks(
    app: &App,
    permit: &ReportReaderPermit,
) -> Result<Vec<(ReportPeriod, ReportTask)>, AppError> {
    let actor = permit.actor();
    let (sends, collects) = (actor.may(Action::SendReports), actor.may(Action::CollectReports));
    if !sends && !collects {
        return Ok(Vec::new());
    }
    let today = app.today();
    let tasks = |line: PeriodLine| {
        let own = line.own.filter(|_| sends).and_then(|state| match state {
            ReportState::Returned => Some(ReportTask::Mend),
            ReportState::NotBegun | ReportState::Draft if line.period.span.last() < today => {
                Some(ReportTask::Send)
            }
            _ => None,
        });
        let sent = count_to_check(&line);
        let check = (collects && sent > 0).then_some(ReportTask::Check(sent));
        let period = line.period;
        own.into_iter().chain(check).map(move |task| (period.clone(), task))
    };
    Ok(list_periods(app, permit).await?.into_iter().flat_map(tasks).collect())
}

/// The province's own report counts as it was sent and is not checked.
fn count_to_check(line: &PeriodLine) -> usize {
    let sent = line.states.get(&ReportState::Sent).copied().unwrap_or_default();
    sent - usize::from(line.own == Some(ReportState::Sent)).min(sent)
}
