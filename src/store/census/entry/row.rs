//! Conversion between an entry and its row. `details` and `status` hold everything; the other columns repeat what queries ask.

use camket_domain::areas::AreaCode;
use camket_domain::census::matching::code_key;
use camket_domain::census::{CensusEntry, EntryStatus, OpenStatus};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::text::sort_key;
use camket_domain::venues::TaxNumber;

use super::entity::Model;
use crate::StoreError;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, to_json};

/// The row of an entry whose candidates are to be computed.
pub(super) fn to_row(entry: &CensusEntry) -> Result<Model, StoreError> {
    let details = &entry.details;
    let out = match &entry.status {
        EntryStatus::Out(out) => Some(out),
        EntryStatus::Open(_) => None,
    };
    let open = entry.status.open();
    let tax_fingerprint = match &details.tax {
        Some(TaxNumber::Personal(number)) => Some(number.fingerprint.clone()),
        Some(TaxNumber::Organisation(_)) | None => None,
    };
    let owner_number = details.owner.as_ref().and_then(|owner| owner.number.as_ref());
    Ok(Model {
        id: entry.id.0,
        list_id: entry.list.0,
        list_row: entry.row.and_then(|row| i32::try_from(row).ok()),
        commune: details.commune.as_str().to_owned(),
        province: entry.province.as_str().to_owned(),
        former_commune: details.former_commune.map(|code| code.as_str().to_owned()),
        kind: details.kind.map(|kind| kind.code().to_owned()),
        name: details.name.clone(),
        name_key: sort_key(&details.name).into_bytes(),
        search_text: details.search_text(),
        tax_key: details.tax.as_ref().map(|tax| tax.identity().to_owned()).unwrap_or_default(),
        registration_key: code_key(&details.registration),
        security_key: code_key(&details.security_number),
        tax_fingerprint,
        owner_fingerprint: owner_number.map(|number| number.fingerprint.clone()),
        details: to_json(details, "census_entry.details")?,
        listed_on: entry.listed_on,
        verified_on: entry.verified_on(),
        state: open.state().code().to_owned(),
        out_reason: out.map(|out| out.cause.reason().code().to_owned()),
        out_since: out.map(|out| out.since),
        out_last_day: out.and_then(|out| out.cause.last_day()),
        venue_id: open.venue().map(|venue| venue.0),
        status: to_json(&entry.status, "census_entry.status")?,
        // A proposal names its venue.
        compared: matches!(open, OpenStatus::Proposed(_)),
        created_at: to_micros(entry.created_at),
        version: entry.version,
    })
}

pub(super) fn from_row(row: Model) -> Result<CensusEntry, StoreError> {
    let list_row = row.list_row.map(u32::try_from).transpose();
    Ok(CensusEntry {
        id: CensusEntryId(row.id),
        list: CensusListId(row.list_id),
        row: list_row.map_err(|_| StoreError::Corrupt("census_entry.list_row"))?,
        province: require_known(AreaCode::new(&row.province), "census_entry.province")?,
        details: from_json(row.details, "census_entry.details")?,
        listed_on: row.listed_on,
        status: from_json(row.status, "census_entry.status")?,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
