//! One row at a time: opened with the former secret, sealed with the new one.

use camket_credential::keys::Kid;
use camket_domain::census::EntryDetails;
use camket_domain::census::imports::EntryBefore;
use camket_domain::ids::{ClaimCodeId, WorkerInvitationId};
use camket_domain::outbox::Notice;
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::TaxNumber;
use camket_store::sealed::{Cell, RowKey, SealedContent, SealedRow};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{App, claim_codes, outbox, worker_pledges};

/// What became of a value or a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Resealed {
    /// There is nothing, or it opens with the new secret.
    Same,
    Changed,
    /// It opens with neither secret.
    Unreadable,
}

/// Changes the cells of a row. An unreadable value is left as it is; others of its row are changed.
pub(super) fn reseal_row(old: &App, new: &App, content: SealedContent, row: &mut SealedRow) -> Resealed {
    let pair = Pair { old, new };
    let SealedRow { key, cells } = row;
    match (content, key.first(), &mut cells[..]) {
        (SealedContent::Numbers, _, cells) => {
            cells.chunks_mut(2).map(|cells| pair.reseal_number_cells(cells)).fold(Resealed::Same, join)
        }
        (SealedContent::Contact, _, [Cell::Bytes(Some(sealed))]) => pair.reseal_contact(sealed),
        (SealedContent::SigningKey, Some(RowKey::Text(kid)), [Cell::Bytes(Some(sealed))]) => {
            pair.reseal_key(kid, sealed)
        }
        (SealedContent::File, Some(RowKey::Uuid(id)), [Cell::Bytes(Some(sealed))]) => {
            pair.reseal_file(id.as_bytes(), sealed)
        }
        (SealedContent::Phone, Some(RowKey::Uuid(id)), [Cell::Text(Some(sealed))]) => {
            pair.reseal_phone(id.as_bytes(), sealed)
        }
        (SealedContent::Factor, Some(RowKey::Uuid(id)), [Cell::Text(Some(sealed))]) => {
            pair.reseal_factor(id.as_bytes(), sealed)
        }
        (SealedContent::AuditKey, Some(RowKey::Uuid(id)), [Cell::Text(Some(sealed))]) => {
            pair.reseal_audit_key(id.as_bytes(), sealed)
        }
        (SealedContent::Message, Some(RowKey::Uuid(id)), [Cell::Json(Some(json))]) => {
            change_json(json, |notice: &mut Notice| pair.reseal_notice(id.as_bytes(), notice))
        }
        (SealedContent::ClaimCode, Some(RowKey::Uuid(id)), [Cell::Text(Some(hash))]) => {
            rederive_code(claim_codes::derive_hash(new, ClaimCodeId(*id)), hash)
        }
        (SealedContent::WorkerCode, Some(RowKey::Uuid(id)), [Cell::Text(Some(hash))]) => {
            rederive_code(worker_pledges::derive_hash(new, WorkerInvitationId(*id)), hash)
        }
        (SealedContent::CensusEntry, _, [Cell::Json(Some(json)), fingerprints @ ..]) => {
            pair.reseal_entry(json, fingerprints)
        }
        (SealedContent::CensusEntryBefore, _, [Cell::Json(Some(json))]) => {
            change_json(json, |before: &mut EntryBefore| {
                before.details.as_mut().map_or(Resealed::Same, |details| pair.reseal_details(details))
            })
        }
        // NULL.
        _ => Resealed::Same,
    }
}

/// The code changes with the secret: it is computed from the row's id.
fn rederive_code(fresh: String, hash: &mut String) -> Resealed {
    if *hash == fresh {
        return Resealed::Same;
    }
    *hash = fresh;
    Resealed::Changed
}

fn join(one: Resealed, other: Resealed) -> Resealed {
    match (one, other) {
        // What did change must be written.
        (Resealed::Changed, _) | (_, Resealed::Changed) => Resealed::Changed,
        _ => one.max(other),
    }
}

/// Lets `change` change a value that is stored as JSON.
fn change_json<T: Serialize + DeserializeOwned>(
    json: &mut serde_json::Value,
    change: impl FnOnce(&mut T) -> Resealed,
) -> Resealed {
    let Ok(mut value) = T::deserialize(&*json) else { return Resealed::Unreadable };
    let outcome = change(&mut value);
    if outcome == Resealed::Changed {
        match serde_json::to_value(&value) {
            Ok(changed) => *json = changed,
            Err(_) => return Resealed::Unreadable,
        }
    }
    outcome
}

struct Pair<'a> {
    old: &'a App,
    new: &'a App,
}

impl Pair<'_> {
    fn reseal_number(&self, number: &mut SealedNumber) -> Resealed {
        if self.new.vault().open(number).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.vault().open(number) else { return Resealed::Unreadable };
        *number = self.new.vault().seal(self.new.entropy(), &plain);
        Resealed::Changed
    }

    fn reseal_number_cells(&self, cells: &mut [Cell]) -> Resealed {
        let [Cell::Bytes(Some(sealed)), Cell::Text(Some(fingerprint))] = cells else { return Resealed::Same };
        let mut number = SealedNumber {
            sealed: std::mem::take(sealed),
            fingerprint: std::mem::take(fingerprint),
            last4: String::new(),
        };
        let outcome = self.reseal_number(&mut number);
        (*sealed, *fingerprint) = (number.sealed, number.fingerprint);
        outcome
    }

    fn reseal_contact(&self, sealed: &mut Vec<u8>) -> Resealed {
        let mut number =
            SealedNumber { sealed: std::mem::take(sealed), fingerprint: String::new(), last4: String::new() };
        let outcome = self.reseal_number(&mut number);
        *sealed = number.sealed;
        outcome
    }

    fn reseal_key(&self, kid: &str, sealed: &mut Vec<u8>) -> Resealed {
        let Ok(kid) = kid.parse::<Kid>() else { return Resealed::Unreadable };
        if self.new.key_vault().open(&kid, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.key_vault().open(&kid, sealed) else { return Resealed::Unreadable };
        *sealed = self.new.key_vault().seal(self.new.entropy(), &kid, &plain);
        Resealed::Changed
    }

    fn reseal_file(&self, id: &[u8; 16], sealed: &mut Vec<u8>) -> Resealed {
        if self.new.file_vault().open(id, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.file_vault().open(id, sealed) else { return Resealed::Unreadable };
        *sealed = self.new.file_vault().seal(self.new.entropy(), id, &plain);
        Resealed::Changed
    }

    fn reseal_phone(&self, id: &[u8; 16], sealed: &mut String) -> Resealed {
        if self.new.phone_vault().open(id, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.phone_vault().open(id, sealed) else { return Resealed::Unreadable };
        *sealed = self.new.phone_vault().seal(self.new.entropy(), id, &plain);
        Resealed::Changed
    }

    fn reseal_factor(&self, id: &[u8; 16], sealed: &mut String) -> Resealed {
        if self.new.factor_vault().open(id, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.factor_vault().open(id, sealed) else { return Resealed::Unreadable };
        *sealed = self.new.factor_vault().seal(self.new.entropy(), id, &plain);
        Resealed::Changed
    }

    fn reseal_audit_key(&self, id: &[u8; 16], sealed: &mut String) -> Resealed {
        if self.new.audit_vault().open(id, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.audit_vault().open(id, sealed) else { return Resealed::Unreadable };
        *sealed = self.new.audit_vault().seal(self.new.entropy(), id, &plain);
        Resealed::Changed
    }

    /// A secret without its mark is in clear: an earlier version wrote it, or it was blanked.
    fn reseal_notice(&self, id: &[u8; 16], notice: &mut Notice) -> Resealed {
        let Some(secret) = notice.secret_mut() else { return Resealed::Same };
        let Some(sealed) = secret.strip_prefix(outbox::SEALED) else { return Resealed::Same };
        if self.new.message_vault().open(id, sealed).is_ok() {
            return Resealed::Same;
        }
        let Ok(plain) = self.old.message_vault().open(id, sealed) else { return Resealed::Unreadable };
        let fresh = self.new.message_vault().seal(self.new.entropy(), id, &plain);
        *secret = format!("{}{fresh}", outbox::SEALED);
        Resealed::Changed
    }

    fn reseal_details(&self, details: &mut EntryDetails) -> Resealed {
        let tax = match &mut details.tax {
            Some(TaxNumber::Personal(number)) => self.reseal_number(number),
            Some(TaxNumber::Organisation(_)) | None => Resealed::Same,
        };
        let owner = details.owner.as_mut().and_then(|owner| owner.number.as_mut());
        join(tax, owner.map_or(Resealed::Same, |number| self.reseal_number(number)))
    }

    /// `fingerprints`: what queries ask for, in the order of the table's columns.
    fn reseal_entry(&self, json: &mut serde_json::Value, fingerprints: &mut [Cell]) -> Resealed {
        change_json(json, |details: &mut EntryDetails| {
            let outcome = self.reseal_details(details);
            let [Cell::Text(tax_key), Cell::Text(tax), Cell::Text(owner)] = fingerprints else {
                return outcome;
            };
            if let Some(TaxNumber::Personal(number)) = &details.tax {
                *tax_key = Some(number.fingerprint.clone());
                *tax = Some(number.fingerprint.clone());
            }
            let number = details.owner.as_ref().and_then(|owner| owner.number.as_ref());
            *owner = number.map(|number| number.fingerprint.clone());
            outcome
        })
    }
}
