//! Writing letters: a run with its codes, in one transaction.

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::census::CensusEntry;
use camket_domain::claim_codes::{ClaimCode, ClaimTarget};
use camket_domain::ids::{CensusEntryId, LetterRunId};
use camket_domain::letters::{Letter, LetterRun, LetterTerms, end_of_deadline, is_deadline_allowed};
use camket_domain::outbox::Message;
use camket_domain::refusal::Refusal;
use camket_store::{Tx, audit, claim_codes as codes, letters, outbox};
use uuid::Uuid;

use super::InviterPermit;
use super::choosing::{LetterTarget, build_sms, choose_entries, find_recent};
use crate::claim_codes::{build_claim, derive_code};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// What an officer asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterOrder {
    pub target: LetterTarget,
    pub terms: LetterTerms,
    /// Also to those that got a letter lately; their earlier codes are revoked.
    pub again: bool,
    /// Also as a text message, to those with a mobile number.
    pub by_sms: bool,
}

/// Writes the letters: makes a code for each, in place of an open one of the same entry. A repeated `key` returns the first
/// run.
///
/// # Errors
/// [`AppError::Invalid`] for `deadline` or a text that cannot be printed; [`Refusal::NobodyToInvite`];
/// [`Refusal::NotAllowed`] without an area; [`AppError::NotFound`] for one entry outside it; [`AppError::KeyReused`].
pub async fn write_letters(
    app: &App,
    permit: &InviterPermit,
    key: Uuid,
    order: LetterOrder,
) -> Result<LetterRunId, AppError> {
    let actor = permit.actor();
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    check_terms(app, &order.terms)?;
    let content = CommandContent::new("letters.write").with_debug(&order);
    let (mut entries, _) = choose_entries(app, &actor.scope(), &order.target, order.again).await?;
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    if !order.again {
        // Another officer may have been faster since they were chosen.
        let recent = find_recent(app, &run.tx, &entries).await?;
        entries.retain(|entry| !recent.contains(&entry.id));
    }
    if entries.is_empty() {
        return Err(Refusal::NobodyToInvite.into());
    }
    let batch = build_batch(app, actor, area, &entries, &order);
    save_batch(app, &run.tx, actor, &batch).await?;
    run.finish(&batch.run.id).await?;
    Ok(batch.run.id)
}

fn check_terms(app: &App, terms: &LetterTerms) -> Result<(), AppError> {
    if !is_deadline_allowed(terms.deadline, app.today()) {
        return Err(AppError::invalid("deadline", InputProblem::LetterDeadline));
    }
    let texts = [("document", &terms.number), ("contact", &terms.contact), ("signer", &terms.signer)];
    let texts = texts.map(|(field, text)| (field, text.as_str())).into_iter();
    let capacity = terms.capacity.iter().map(|line| ("capacity", line.as_str()));
    require_printable(&texts.chain(capacity).collect::<Vec<_>>())
}

/// The rows of a run.
struct Batch {
    run: LetterRun,
    codes: Vec<ClaimCode>,
    letters: Vec<Letter>,
    messages: Vec<Message>,
}

fn build_batch(
    app: &App,
    actor: &Actor,
    area: AreaCode,
    entries: &[CensusEntry],
    order: &LetterOrder,
) -> Batch {
    let id = LetterRunId::new(app.now(), app.entropy());
    let expires_at = end_of_deadline(order.terms.deadline);
    let (mut codes, mut letters, mut messages) = (Vec::new(), Vec::new(), Vec::new());
    for (position, entry) in (0..).zip(entries) {
        let code = build_claim(app, actor, area, ClaimTarget::Entry(entry.id), expires_at);
        let printed = derive_code(app, code.id).to_string();
        let message = order.by_sms.then(|| build_sms(app, entry, &printed, order.terms.deadline)).flatten();
        let by_sms = message.is_some();
        letters.push(Letter { claim: code.id, run: id, entry: entry.id, position, by_sms });
        messages.extend(message);
        codes.push(code);
    }
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let run = LetterRun {
        id,
        area,
        terms: order.terms.clone(),
        dated: app.today(),
        letters: count(letters.len()),
        messages: count(messages.len()),
        made_by: ActorStamp::new(actor, app.now()),
        printed_at: None,
        sending: None,
        version: 1,
    };
    Batch { run, codes, letters, messages }
}

async fn save_batch(app: &App, tx: &Tx, actor: &Actor, batch: &Batch) -> Result<(), AppError> {
    let entries: Vec<CensusEntryId> = batch.letters.iter().map(|letter| letter.entry).collect();
    codes::revoke_of_entries(tx, &entries, app.now()).await?;
    codes::insert_many(tx, &batch.codes).await?;
    letters::insert_run(tx, &batch.run).await?;
    letters::insert_many(tx, &batch.letters).await?;
    outbox::insert_many(tx, &batch.messages).await?;
    let invited = |letter: &Letter| {
        let event = app.build_event(Some(actor), AuditAction::CensusEntryInvited, letter.entry.0);
        event.with_note(if letter.by_sms { "letter, sms" } else { "letter" })
    };
    let mut events: Vec<_> = batch.letters.iter().map(invited).collect();
    let written = app.build_event(Some(actor), AuditAction::LettersWritten, batch.run.id.0);
    events.push(written.with_note(batch.letters.len().to_string()));
    Ok(audit::insert_many(tx, &events).await?)
}
