//! Reissuing: certificates whose key was withdrawn are issued again under the present key, with the same facts, last
//! day and status, and a new number and token. Nothing is reviewed again, because nothing about the venue changed.

use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::Agency;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::PublicReason;
use camket_domain::certificates::{
    Certificate, CertificateFacts, CertificateNumber, DocumentNumber, Issuer, ShortCode,
};
use camket_domain::ids::CertificateId;
use camket_domain::keys::KeyRecord;
use camket_domain::outbox::{LinkedPage, Message, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, agencies, audit, certificates, keys, outbox, venue_register, venues};

use super::numbering::number_and_sign;
use super::succession::supersede_with_reason;
use crate::{App, AppError};

type IssuerPermit = Permit<rights::IssueCertificates>;

/// Certificates reissued in one transaction.
const BATCH_SIZE: usize = 500;
/// Most certificates reissued by one request; the page then says how many are left.
const MAX_REISSUED_AT_ONCE: usize = 5_000;

/// A withdrawn key, and how many certificates of the approver's agency are to be reissued.
#[derive(Clone, Debug)]
pub struct ReissueBacklog {
    pub key: KeyRecord,
    /// Unexpired certificates that the key signed.
    pub certificates: u64,
}

/// The withdrawn keys that still have unexpired certificates of the approver's agency.
pub async fn list_backlog(app: &App, permit: &IssuerPermit) -> Result<Vec<ReissueBacklog>, AppError> {
    let actor = permit.actor();
    let Some(agency) = actor.agency else { return Ok(Vec::new()) };
    let counts = certificates::count_by_key(app.store(), &actor.scope(), agency, app.today()).await?;
    let count = |key: &KeyRecord| counts.iter().find(|(kid, _)| *kid == key.kid).map_or(0, |(_, n)| *n);
    let withdrawn = keys::list(app.store()).await?.into_iter().filter(|key| key.withdrawn.is_some());
    let all = withdrawn.map(|key| ReissueBacklog { certificates: count(&key), key });
    Ok(all.filter(|one| one.certificates > 0).collect())
}

/// Reissues the certificates of a withdrawn key, and returns their number. Called again, it continues with what is
/// left.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown key, [`Refusal::WrongState`] for one that is not withdrawn,
/// [`Refusal::SelfTest`], [`AppError::Conflict`] if one of them was decided on meanwhile.
pub async fn reissue(app: &App, permit: &IssuerPermit, kid: &[u8]) -> Result<usize, AppError> {
    let key = keys::list(app.store()).await?.into_iter().find(|key| key.kid == kid);
    if key.ok_or(AppError::NotFound)?.withdrawn.is_none() {
        return Err(Refusal::WrongState.into());
    }
    let mut made = 0;
    while made < MAX_REISSUED_AT_ONCE {
        let count = reissue_batch(app, permit.actor(), kid).await?;
        made += count;
        if count < BATCH_SIZE {
            break;
        }
    }
    if made > 0 {
        app.try_refresh_register().await;
    }
    Ok(made)
}

async fn reissue_batch(app: &App, actor: &Actor, kid: &[u8]) -> Result<usize, AppError> {
    let tx = app.store().begin_write().await?;
    let agency = match actor.agency {
        Some(id) => agencies::find(&tx, id).await?.ok_or(AppError::NotFound)?,
        None => return Err(Refusal::NotAllowed.into()),
    };
    let (scope, today) = (actor.scope(), app.today());
    let old = certificates::list_signed_with(&tx, &scope, agency.id, kid, today, BATCH_SIZE as u64).await?;
    if old.is_empty() {
        return Ok(0);
    }
    let approver = accounts::find(&tx, actor.account).await?.ok_or(AppError::NotFound)?;
    let drafts = old.iter().map(|one| build_draft(app, one, &agency, &approver)).collect();
    let new = number_and_sign(app, &tx, &agency, drafts).await?;
    certificates::insert_many(&tx, agency.id, &new).await?;
    let pairs: Vec<(&Certificate, &Certificate)> = old.iter().zip(&new).collect();
    supersede_with_reason(app, &tx, actor, &pairs, PublicReason::Reissued).await?;
    venue_register::register_certificates(&tx, &new).await?;
    let event = |(old, new): &(&Certificate, &Certificate)| {
        let event = app.build_event(Some(actor), AuditAction::CertificateReissued, new.id.0);
        event.with_venue(new.venue).with_note(old.number.as_str())
    };
    audit::insert_many(&tx, &pairs.iter().map(event).collect::<Vec<_>>()).await?;
    outbox::insert_many(&tx, &build_messages(app, &tx, &pairs).await?).await?;
    tx.commit().await?;
    Ok(new.len())
}

/// The new certificate, issued by the present approver and agency. A suspension stays in effect, and the last day stays
/// the same.
fn build_draft(app: &App, old: &Certificate, agency: &Agency, approver: &Account) -> Certificate {
    let now = app.now();
    let issuer = Issuer {
        parent: agency.parent_name.clone(),
        name: agency.name.clone(),
        place: agency.place.clone(),
        approver_title: approver.title.clone(),
        approver_name: approver.name.clone(),
    };
    Certificate {
        id: CertificateId::new(now, app.entropy()),
        number: CertificateNumber(String::new()),
        document: DocumentNumber { serial: 0, year: 0, symbol: String::new() },
        code: ShortCode::new(app.entropy()),
        issued_token: None,
        approver: approver.id,
        issued_at: now,
        facts: CertificateFacts { issuer, ..old.facts.clone() },
        version: 1,
        ..old.clone()
    }
}

async fn build_messages(
    app: &App,
    tx: &Tx,
    pairs: &[(&Certificate, &Certificate)],
) -> Result<Vec<Message>, AppError> {
    let places: Vec<_> = pairs.iter().map(|(old, _)| old.venue).collect();
    let owners = venues::load_owners(tx, &places).await?;
    let ids: Vec<_> = owners.values().copied().collect();
    let people = accounts::find_many(tx, &ids).await?;
    let message = |(old, new): &(&Certificate, &Certificate)| {
        let owner = owners.get(&old.venue)?;
        let notice = Notice::Replaced {
            venue: old.facts.name.clone(),
            number: old.number.to_string(),
            by: new.number.to_string(),
            link: LinkedPage::Certificate { venue: old.venue }.into(),
        };
        app.build_message(people.iter().find(|account| account.id == *owner)?, notice)
    };
    Ok(pairs.iter().filter_map(message).collect())
}
