//! What becomes of letters in the office: sent, or taken back.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{CensusEntryId, ClaimCodeId, LetterRunId};
use camket_domain::letters::{Letter, Sending, SendingWay, send};
use camket_domain::refusal::Refusal;
use camket_store::{claim_codes as codes, letters};
use time::Date;

use super::InviterPermit;
use crate::census::note_contacts;
use crate::{App, AppError, InputProblem};

/// Notes that the letters of a run left the office. Who gets one by hand is reached by it. `version` is the version that the
/// page showed.
///
/// # Errors
/// [`AppError::Invalid`] for `on` before the letters' date; [`Refusal::DayInFuture`]; [`Refusal::WrongState`] if it is noted
/// already; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn record_sending(
    app: &App,
    permit: &InviterPermit,
    id: LetterRunId,
    version: i32,
    (way, on): (SendingWay, Date),
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = letters::lock_run(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    if on < before.dated {
        return Err(AppError::invalid("on", InputProblem::LetterSentEarly));
    }
    let by = ActorStamp::new(actor, app.now());
    letters::save_run(&tx, &send(&before, Sending { on, way, by }, app.today())?).await?;
    if way == SendingWay::HandedOver {
        let found = letters::list_of_run(&tx, id).await?;
        let open = found.iter().filter(|(_, claim)| claim.revoked_at.is_none());
        let entries: Vec<CensusEntryId> = open.map(|(letter, _)| letter.entry).collect();
        note_contacts(app, &tx, actor, &entries, on).await?;
    }
    let event = app.build_event(Some(actor), AuditAction::LettersSent, id.0);
    app.audit(&tx, event.with_note(format!("{}, {on}", way.code()))).await?;
    Ok(tx.commit().await?)
}

/// Takes the code of a letter back, and returns the letter.
///
/// # Errors
/// [`Refusal::WrongState`] if it is used, over or revoked; [`AppError::NotFound`].
pub async fn revoke_letter(app: &App, permit: &InviterPermit, id: ClaimCodeId) -> Result<Letter, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    codes::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let (letter, _) = letters::find(&tx, id).await?.ok_or(AppError::NotFound)?;
    if !codes::revoke(&tx, id, app.now()).await? {
        return Err(Refusal::WrongState.into());
    }
    let event = app.build_event(Some(actor), AuditAction::ClaimCodeRevoked, id.0);
    app.audit(&tx, event).await?;
    tx.commit().await?;
    Ok(letter)
}
