//! Reminding the communes that have not sent their card.

use std::collections::HashSet;

use camket_domain::accounts::Role;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::format_date;
use camket_domain::ids::TargetId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_domain::targets::Target;
use camket_store::{accounts, targets};

use super::{TargetCheckerPermit, find_target, list_reporters};
use crate::{App, AppError};

/// Sends a message to the officers of each commune whose card is not sent; returns to how many communes.
///
/// # Errors
/// [`Refusal::RemindedAlready`] within some days of the last time; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remind_communes(
    app: &App,
    permit: &TargetCheckerPermit,
    id: TargetId,
    version: i32,
) -> Result<usize, AppError> {
    let (actor, today) = (permit.actor(), app.today());
    let tx = app.store().begin_write().await?;
    let (plan, target) = find_target(app, &tx, actor, id).await?;
    if target.version != version {
        return Err(AppError::Conflict);
    }
    if !target.may_remind(today) {
        return Err(Refusal::RemindedAlready.into());
    }
    let cards = targets::card::list(&tx, &[id]).await?;
    let sent: HashSet<AreaCode> =
        cards.iter().filter(|card| !card.status.is_open()).map(|card| card.area).collect();
    let missing: Vec<AreaCode> =
        list_reporters(&plan, &target, today).into_iter().filter(|area| !sent.contains(area)).collect();
    let staff = accounts::list_active_staff_of(&tx, &missing).await?;
    for officer in staff.iter().filter(|account| account.role == Role::CommuneOfficer) {
        let notice = Notice::TargetDue {
            name: officer.name.clone(),
            number: target.position.to_string(),
            year: plan.year.to_string(),
            due: format_date(target.details.due_on),
            link: LinkedPage::Targets.into(),
        };
        app.notify(&tx, officer, notice).await?;
    }
    targets::plan_target::save(&tx, &Target { reminded_on: Some(today), ..target }).await?;
    let event = app.build_event(Some(actor), AuditAction::TargetReminded, id.0);
    app.audit(&tx, event.with_note(missing.len().to_string())).await?;
    tx.commit().await?;
    Ok(missing.len())
}
