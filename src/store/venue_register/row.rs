//! A venue of the list, from its columns.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateNumber, CertificateStatus, StatusRecord};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{AccountId, CertificateId, VenueId};
use camket_domain::venue_register::{ListedCertificate, ListedVenue, TrackStanding, VenueStanding};
use camket_domain::venues::VenueKind;
use sea_orm::FromQueryResult;

use super::entity::Model;
use crate::StoreError;
use crate::error::require_known;
use crate::venue_operations::parse_operation;

/// The columns of the venue's own row that the list shows.
#[derive(FromQueryResult)]
pub(super) struct VenueColumns {
    pub(super) owner_id: uuid::Uuid,
    pub(super) name: String,
    pub(super) kind_note: String,
    pub(super) address: String,
    pub(super) phone: Option<String>,
    pub(super) representative_name: Option<String>,
    pub(super) representative_phone: Option<String>,
    pub(super) representative_last4: Option<String>,
    pub(super) tax_code: Option<String>,
    pub(super) tax_last4: Option<String>,
}

pub(super) fn build_venue(venue: VenueColumns, facts: Model) -> Result<ListedVenue, StoreError> {
    let phone = |text: Option<String>, column| {
        text.map(|text| require_known(Phone::parse(&text).ok(), column)).transpose()
    };
    let masked = venue.tax_last4.map(|last4| format!("•••• {last4}"));
    let commune = facts.commune.as_deref();
    Ok(ListedVenue {
        id: VenueId(facts.venue_id),
        owner: AccountId(venue.owner_id),
        name: venue.name,
        kind: require_known(VenueKind::from_code(&facts.kind), "venue_fact.kind")?,
        kind_note: venue.kind_note,
        commune: commune.map(|code| require_known(AreaCode::new(code), "venue_fact.commune")).transpose()?,
        address: venue.address,
        phone: phone(venue.phone, "venue.phone")?,
        representative: venue.representative_name,
        representative_phone: phone(venue.representative_phone, "venue.representative_phone")?,
        tax_code: venue.tax_code.or(masked).unwrap_or_default(),
        representative_last4: venue.representative_last4.unwrap_or_default(),
        standing: build_standing(facts)?,
    })
}

fn build_standing(facts: Model) -> Result<VenueStanding, StoreError> {
    let track = |code: &str, column| require_known(TrackStanding::from_code(code), column);
    let terms = facts.terms_version.map(u32::try_from).transpose();
    Ok(VenueStanding {
        pledge: track(&facts.pledge, "venue_fact.pledge")?,
        pledge_current: facts.pledge_current,
        terms_version: terms.map_err(|_| StoreError::Corrupt("venue_fact.terms_version"))?,
        labour: track(&facts.labour, "venue_fact.labour")?,
        labour_changed: facts.labour_changed,
        returned_on: facts.returned_on,
        visited_on: facts.visited_on,
        open_demands: require_known(u32::try_from(facts.open_demands).ok(), "venue_fact.open_demands")?,
        operation: parse_operation(&facts.operation, facts.stopped_until)?,
        by_phone: facts.by_phone,
        by_email: facts.by_email,
        certificate: build_certificate(facts)?,
    })
}

fn build_certificate(facts: Model) -> Result<Option<ListedCertificate>, StoreError> {
    let (Some(id), Some(expires_on)) = (facts.certificate_id, facts.expires_on) else { return Ok(None) };
    let status = CertificateStatus::from_code(&facts.certificate);
    Ok(Some(ListedCertificate {
        id: CertificateId(id),
        number: CertificateNumber(facts.certificate_number),
        status_record: StatusRecord {
            decided_status: require_known(status, "venue_fact.certificate")?,
            until: facts.suspended_until,
            ..StatusRecord::issued()
        },
        expires_on,
    }))
}
