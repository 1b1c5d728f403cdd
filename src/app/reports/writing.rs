//! What an area writes and sends.

use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::ReportPeriodId;
use camket_domain::indicators::Indicator;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::reports::lifecycle::{ReportCommand, decide};
use camket_domain::reports::{AreaReport, ReportEntry};
use camket_store::reports::area_report;

use super::{counting, find_report};
use crate::printable::require_printable;
use crate::{App, AppError, indicators};

/// Keeps what the actor's own area writes, and with `sends` sends it to the province with all figures as they are now.
/// `version` is that of the shown report. Figures of `entry` that the program counts are left out.
///
/// # Errors
/// [`AppError::Invalid`] for what cannot be printed; [`Refusal::NotAllowed`] for another area's report;
/// [`Refusal::PeriodNotOver`], [`Refusal::FiguresMissing`] if it is sent; a refusal of the state machine;
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn write_report(
    app: &App,
    permit: &Permit<rights::SendReports>,
    (id, area): (ReportPeriodId, AreaCode),
    version: i32,
    mut entry: ReportEntry,
    sends: bool,
) -> Result<AreaReport, AppError> {
    let actor = permit.actor();
    require_printable(&[("difficulties", &entry.difficulties), ("proposals", &entry.proposals)])?;
    let (period, _) = find_report(app, app.store(), actor, id, area).await?;
    let indicators = indicators::list_own(app, app.store(), period.area).await?;
    entry.figures = counting::select_typed(&indicators, entry.figures);
    if sends {
        if app.today() <= period.span.last() {
            return Err(Refusal::PeriodNotOver.into());
        }
        require_typed(&indicators, &entry)?;
        // Counted before the transaction, which keeps others waiting.
        let counted = counting::count_area(app, &period, area, &indicators).await?;
        entry.figures.extend(counted);
    }
    let tx = app.store().begin_write().await?;
    let (_, before) = find_report(app, &tx, actor, id, area).await?;
    if actor.area != Some(area) {
        return Err(Refusal::NotAllowed.into());
    }
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let (command, action) = if sends {
        (ReportCommand::Send(entry), AuditAction::AreaReportSent)
    } else {
        (ReportCommand::Save(entry), AuditAction::AreaReportSaved)
    };
    let after = decide(&before, command, actor, app.now())?;
    area_report::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, after.id.0)).await?;
    tx.commit().await?;
    Ok(after)
}

fn require_typed(indicators: &[Indicator], entry: &ReportEntry) -> Result<(), Refusal> {
    let mut typed = indicators.iter().filter(|indicator| indicator.details.source.is_typed());
    if typed.all(|indicator| entry.figures.contains_key(&indicator.id)) {
        Ok(())
    } else {
        Err(Refusal::FiguresMissing)
    }
}
