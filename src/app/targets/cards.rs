//! Writing, sending and checking cards.

use camket_domain::accounts::Role;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::TargetId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::targets::lifecycle::{CardCommand, check_entry, decide};
use camket_domain::targets::{CardEntry, CardFault, CardState, TargetCard};
use camket_store::{Tx, accounts, targets};

use super::facts::count_facts;
use super::{TargetCheckerPermit, find_card};
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// Keeps what the actor's own area writes, and with `sends` sends it to the province. Figures that the program counts
/// are counted now. `version` is that of the shown card.
///
/// # Errors
/// [`AppError::Invalid`] for `first`, `met` or `evidence`; [`Refusal::NotAllowed`] for another area's card; a refusal of
/// the state machine; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn write_card(
    app: &App,
    permit: &Permit<rights::ReportTargets>,
    (target, area): (TargetId, AreaCode),
    version: i32,
    mut entry: CardEntry,
    sends: bool,
) -> Result<TargetCard, AppError> {
    let actor = permit.actor();
    require_printable(&[("evidence", &entry.evidence)])?;
    // Counted before the transaction, which keeps others waiting.
    let (plan, shown, _) = find_card(app, app.store(), actor, target, area).await?;
    if let Some(facts) = count_facts(app, &plan, &shown).await? {
        entry.figures = facts.of_area(area);
    }
    let tx = app.store().begin_write().await?;
    let (_, target, before) = find_card(app, &tx, actor, target, area).await?;
    if actor.area != Some(area) {
        return Err(Refusal::NotAllowed.into());
    }
    if before.version != version {
        return Err(AppError::Conflict);
    }
    check_entry(&target.details, &entry, sends).map_err(map_fault)?;
    let (command, action) = if sends {
        (CardCommand::Send(entry), AuditAction::TargetCardSent)
    } else {
        (CardCommand::Save(entry), AuditAction::TargetCardSaved)
    };
    let after = decide(&before, command, actor, app.now())?;
    targets::card::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, after.id.0)).await?;
    tx.commit().await?;
    Ok(after)
}

/// The field that a fault is about.
fn map_fault(fault: CardFault) -> AppError {
    let field = match fault {
        CardFault::ScoreContradicts => "met",
        CardFault::EvidenceMissing => "evidence",
        CardFault::GoalBounds => "goal",
        CardFault::FigureMoreThanAll | CardFault::FigureTooLarge | CardFault::FigureMonths => "first",
    };
    AppError::invalid(field, InputProblem::Card(fault))
}

/// Approves a card, sends it back, or opens an approved one again. Officers of the commune hear of what comes back.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` that cannot be printed; a refusal of the state machine; [`AppError::Conflict`],
/// [`AppError::NotFound`].
pub async fn check_card(
    app: &App,
    permit: &TargetCheckerPermit,
    (target, area): (TargetId, AreaCode),
    version: i32,
    command: CardCommand,
) -> Result<TargetCard, AppError> {
    let actor = permit.actor();
    if let CardCommand::Return { reason } | CardCommand::Approve { reason, .. } = &command {
        require_printable(&[("reason", reason)])?;
    }
    let tx = app.store().begin_write().await?;
    let (plan, target, before) = find_card(app, &tx, actor, target, area).await?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let action = match &command {
        CardCommand::Return { .. } => AuditAction::TargetCardReturned,
        CardCommand::Approve { .. } => AuditAction::TargetCardApproved,
        CardCommand::Reopen { .. } => AuditAction::TargetCardReopened,
        CardCommand::Save(_) | CardCommand::Send(_) => return Err(Refusal::WrongState.into()),
    };
    let after = decide(&before, command, actor, app.now())?;
    targets::card::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, after.id.0)).await?;
    if after.state() == CardState::Returned {
        notify_officers(app, &tx, area, target.position, plan.year).await?;
    }
    tx.commit().await?;
    Ok(after)
}

async fn notify_officers(
    app: &App,
    tx: &Tx,
    area: AreaCode,
    position: u16,
    year: i32,
) -> Result<(), AppError> {
    for officer in accounts::list_active_staff(tx, Role::CommuneOfficer, &area).await? {
        let notice = Notice::TargetReturned {
            name: officer.name.clone(),
            number: position.to_string(),
            year: year.to_string(),
            link: LinkedPage::Targets.into(),
        };
        app.notify(tx, &officer, notice).await?;
    }
    Ok(())
}
