//! A new certificate replaces the one before it, in the transaction that issues it, for many at a time.

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::ActorStamp;
use camket_domain::certificates::lifecycle::{CertificateStage, Command, DecisionFacts, decide};
use camket_domain::certificates::renewal::{ApplicationPurpose, decide_purpose};
use camket_domain::certificates::{Certificate, CertificateNumber, PublicReason};
use camket_domain::ids::VenueId;
use camket_domain::refusal::Refusal;
use camket_store::certificates::{self, Succession, decisions};
use camket_store::{Reader, Tx, audit, settings, venues};
use time::Date;

use crate::{App, AppError};

/// The certificates that new ones would replace today, by venue, in one query.
pub(crate) async fn list_predecessors(
    app: &App,
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, Vec<Certificate>>, AppError> {
    let mut by_venue: HashMap<_, Vec<_>> = HashMap::new();
    for certificate in certificates::list_replaceable(reader, venues, app.today()).await? {
        by_venue.entry(certificate.venue).or_default().push(certificate);
    }
    Ok(by_venue)
}

/// Checks that a venue with these certificates may have a new one today: a new certificate must not undo a suspension.
///
/// # Errors
/// [`Refusal::CertificateSuspended`]
pub(crate) fn check_replaceable(older: &[Certificate], today: Date) -> Result<(), Refusal> {
    let suspended =
        older.iter().any(|one| CertificateStage::on_day(one, today) == CertificateStage::Suspended);
    if suspended { Err(Refusal::CertificateSuspended) } else { Ok(()) }
}

/// Marks each old certificate (as loaded) as superseded by the new one beside it, which is saved already, and closes
/// the open proposals on the old ones.
///
/// # Errors
/// Refusals of the state machine; [`AppError::Conflict`]. The caller must then roll back.
pub(crate) async fn supersede(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    replaced: &[(&Certificate, &Certificate)],
) -> Result<(), AppError> {
    if replaced.is_empty() {
        return Ok(());
    }
    let days = settings::load(tx).await?.renewal_days;
    let why = |old: &Certificate| match decide_purpose(Some(old), days, app.today()) {
        ApplicationPurpose::Renewal => PublicReason::Renewed,
        ApplicationPurpose::First | ApplicationPurpose::Correction => PublicReason::Corrected,
    };
    for reason in [PublicReason::Renewed, PublicReason::Corrected] {
        let some: Vec<_> = replaced.iter().copied().filter(|(old, _)| why(old) == reason).collect();
        supersede_with_reason(app, tx, actor, &some, reason).await?;
    }
    Ok(())
}

/// Supersedes certificates for one reason.
pub(crate) async fn supersede_with_reason(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    replaced: &[(&Certificate, &Certificate)],
    reason: PublicReason,
) -> Result<(), AppError> {
    let now = app.now();
    let places: Vec<_> = replaced.iter().map(|(old, _)| old.venue).collect();
    let owners = venues::load_owners(tx, &places).await?;
    for (old, new) in replaced {
        let owner = *owners.get(&old.venue).ok_or(AppError::NotFound)?;
        let facts =
            DecisionFacts { owner, proposer: actor.account, decider: actor.account, reason, number: "" };
        decide(old, Command::Supersede(new.number.clone()), &facts, now)?;
    }
    let pairs: Vec<(&Certificate, &CertificateNumber)> =
        replaced.iter().map(|(old, new)| (*old, &new.number)).collect();
    certificates::supersede(tx, &Succession { pairs, reason, at: now }).await?;
    let ids: Vec<_> = replaced.iter().map(|(old, _)| old.id).collect();
    decisions::withdraw_proposed(tx, &ids, &ActorStamp::new(actor, now)).await?;
    let event = |(old, new): &(&Certificate, &Certificate)| {
        let event = app.build_event(Some(actor), AuditAction::CertificateSuperseded, old.id.0);
        event.with_venue(old.venue).with_note(new.number.as_str())
    };
    let events: Vec<_> = replaced.iter().map(event).collect();
    Ok(audit::insert_many(tx, &events).await?)
}
