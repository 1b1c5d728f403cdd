//! What the province does with the reports of areas.

use std::collections::HashSet;

use camket_domain::accounts::Role;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::format_date;
use camket_domain::ids::ReportPeriodId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_domain::reports::lifecycle::{ReportCommand, decide};
use camket_domain::reports::{AreaReport, ReportPeriod, ReportState};
use camket_store::reports::{area_report, period};
use camket_store::{Tx, accounts};

use super::{ReportCollectorPermit, find_period, find_report, list_reporters};
use crate::{App, AppError};

/// Accepts a report, sends it back, or opens an accepted one again. Officers of the commune hear of what comes back.
///
/// # Errors
/// A refusal of the state machine; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn check_report(
    app: &App,
    permit: &ReportCollectorPermit,
    (id, area): (ReportPeriodId, AreaCode),
    version: i32,
    command: ReportCommand,
) -> Result<AreaReport, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (period, before) = find_report(app, &tx, actor, id, area).await?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let action = match &command {
        ReportCommand::Return { .. } => AuditAction::AreaReportReturned,
        ReportCommand::Accept => AuditAction::AreaReportAccepted,
        ReportCommand::Reopen { .. } => AuditAction::AreaReportReopened,
        ReportCommand::Save(_) | ReportCommand::Send(_) => return Err(Refusal::WrongState.into()),
    };
    let after = decide(&before, command, actor, app.now())?;
    area_report::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, after.id.0)).await?;
    if after.state() == ReportState::Returned {
        notify_officers(app, &tx, area, &period).await?;
    }
    tx.commit().await?;
    Ok(after)
}

async fn notify_officers(app: &App, tx: &Tx, area: AreaCode, period: &ReportPeriod) -> Result<(), AppError> {
    for officer in accounts::list_active_staff(tx, Role::CommuneOfficer, &area).await? {
        let notice = Notice::ReportReturned {
            name: officer.name.clone(),
            first: format_date(period.span.first()),
            last: format_date(period.span.last()),
            link: LinkedPage::Reports.into(),
        };
        app.notify(tx, &officer, notice).await?;
    }
    Ok(())
}

/// Sends a message to the officers of each commune whose report is not sent; returns to how many communes.
///
/// # Errors
/// [`Refusal::RemindedAlready`] within some days of the last time; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remind_areas(
    app: &App,
    permit: &ReportCollectorPermit,
    id: ReportPeriodId,
    version: i32,
) -> Result<usize, AppError> {
    let (actor, today) = (permit.actor(), app.today());
    let tx = app.store().begin_write().await?;
    let found = find_period(app, &tx, actor, id).await?;
    if found.version != version {
        return Err(AppError::Conflict);
    }
    if !found.may_remind(today) {
        return Err(Refusal::RemindedAlready.into());
    }
    let reports = area_report::list(&tx, &[id]).await?;
    let sent: HashSet<AreaCode> =
        reports.iter().filter(|report| !report.status.is_open()).map(|report| report.area).collect();
    let communes = list_reporters(&found, today).into_iter().filter(|area| *area != found.area);
    let missing: Vec<AreaCode> = communes.filter(|area| !sent.contains(area)).collect();
    let staff = accounts::list_active_staff_of(&tx, &missing).await?;
    for officer in staff.iter().filter(|account| account.role == Role::CommuneOfficer) {
        let notice = Notice::ReportDue {
            name: officer.name.clone(),
            first: format_date(found.span.first()),
            last: format_date(found.span.last()),
            due: format_date(found.due_on),
            link: LinkedPage::Reports.into(),
        };
        app.notify(&tx, officer, notice).await?;
    }
    period::save(&tx, &ReportPeriod { reminded_on: Some(today), ..found }).await?;
    let event = app.build_event(Some(actor), AuditAction::ReportsReminded, id.0);
    app.audit(&tx, event.with_note(missing.len().to_string())).await?;
    tx.commit().await?;
    Ok(missing.len())
}
