//! Reissuing: certificates whose key was withdrawn are issued again under the present key, with the same facts, last
//! day and status, and a new number and token. Nothing is reviewed again, because nothing about the venue changed.

use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::Agency;
use camket_domain::audit::Deed;
use camket_domain::certificates::decisions::Neutral;
use camket_domain::certificates::{Certificate, CertificateNumber, DocumentNumber, Facts, Issuer, ShortCode};
use camket_domain::ids::CertificateId;
use camket_domain::keys::KeyRecord;
use camket_domain::outbox::{Message, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, agencies, audit, certificates, keys, outbox, venues};

use super::numbering::number_and_sign;
use super::succession::supersede_for;
use crate::{App, AppError};

type Approver = Permit<rights::IssueCertificates>;

/// Certificates reissued in one transaction.
const BATCH: usize = 500;
/// Most certificates reissued by one request; the page then says how many are left.
const MOST: usize = 5_000;

/// A withdrawn key, and how many certificates of the approver's agency are to be reissued.
#[derive(Clone, Debug)]
pub struct Stranded {
    pub key: KeyRecord,
    /// Unexpired certificates that the key signed.
    pub certificates: u64,
}

/// The withdrawn keys that still have unexpired certificates of the approver's agency.
pub async fn stranded(app: &App, permit: &Approver) -> Result<Vec<Stranded>, AppError> {
    let actor = permit.actor();
    let Some(agency) = actor.agency else { return Ok(Vec::new()) };
    let counts = certificates::keys_in_force(app.store(), &actor.scope(), agency, app.today()).await?;
    let count = |key: &KeyRecord| counts.iter().find(|(kid, _)| *kid == key.kid).map_or(0, |(_, n)| *n);
    let withdrawn = keys::list(app.store()).await?.into_iter().filter(|key| key.withdrawn.is_some());
    let all = withdrawn.map(|key| Stranded { certificates: count(&key), key });
    Ok(all.filter(|one| one.certificates > 0).collect())
}

/// Reissues the certificates of a withdrawn key, and returns their number. Called again, it continues with what is
/// left.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown key, [`Refusal::WrongState`] for one that is not withdrawn,
/// [`Refusal::SelfTest`], [`AppError::Conflict`] if one of them was decided on meanwhile.
pub async fn reissue(app: &App, permit: &Approver, kid: &[u8]) -> Result<usize, AppError> {
    let key = keys::list(app.store()).await?.into_iter().find(|key| key.kid == kid);
    if key.ok_or(AppError::NotFound)?.withdrawn.is_none() {
        return Err(Refusal::WrongState.into());
    }
    let mut made = 0;
    while made < MOST {
        let count = batch(app, permit.actor(), kid).await?;
        made += count;
        if count < BATCH {
            break;
        }
    }
    if made > 0 {
        app.refresh_quietly().await;
    }
    Ok(made)
}

async fn batch(app: &App, actor: &Actor, kid: &[u8]) -> Result<usize, AppError> {
    let tx = app.store().write().await?;
    let agency = match actor.agency {
        Some(id) => agencies::find(&tx, id).await?.ok_or(AppError::NotFound)?,
        None => return Err(Refusal::NotAllowed.into()),
    };
    let (scope, today) = (actor.scope(), app.today());
    let old = certificates::under_key(&tx, &scope, agency.id, kid, today, BATCH as u64).await?;
    if old.is_empty() {
        return Ok(0);
    }
    let approver = accounts::find(&tx, actor.account).await?.ok_or(AppError::NotFound)?;
    let drafts = old.iter().map(|one| draft(app, one, &agency, &approver)).collect();
    let new = number_and_sign(app, &tx, &agency, drafts).await?;
    certificates::insert_many(&tx, agency.id, &new).await?;
    let pairs: Vec<(&Certificate, &Certificate)> = old.iter().zip(&new).collect();
    supersede_for(app, &tx, actor, &pairs, Neutral::Reissued).await?;
    let event = |(old, new): &(&Certificate, &Certificate)| {
        let event = app.event(Some(actor), Deed::CertificateReissued, new.id.0);
        event.of_venue(new.venue).noted(old.number.as_str())
    };
    audit::insert_all(&tx, &pairs.iter().map(event).collect::<Vec<_>>()).await?;
    outbox::insert_all(&tx, &messages(app, &tx, &pairs).await?).await?;
    tx.commit().await?;
    Ok(new.len())
}

/// The new certificate, issued by the present approver and agency. A suspension stays in effect, and the last day stays
/// the same.
fn draft(app: &App, old: &Certificate, agency: &Agency, approver: &Account) -> Certificate {
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
        signed: None,
        approver: approver.id,
        issued_at: now,
        facts: Facts { issuer, ..old.facts.clone() },
        version: 1,
        ..old.clone()
    }
}

async fn messages(
    app: &App,
    tx: &Tx,
    pairs: &[(&Certificate, &Certificate)],
) -> Result<Vec<Message>, AppError> {
    let places: Vec<_> = pairs.iter().map(|(old, _)| old.venue).collect();
    let owners = venues::owners(tx, &places).await?;
    let ids: Vec<_> = owners.values().copied().collect();
    let people = accounts::of(tx, &ids).await?;
    let message = |(old, new): &(&Certificate, &Certificate)| {
        let owner = owners.get(&old.venue)?;
        let notice = Notice::Replaced {
            venue: old.facts.name.clone(),
            number: old.number.to_string(),
            by: new.number.to_string(),
            link: app.url(&format!("/venues/{}/certificate", old.venue)),
        };
        app.message(people.iter().find(|account| account.id == *owner)?, notice)
    };
    Ok(pairs.iter().filter_map(message).collect())
}
