//! A venue of the list, from its columns.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateNumber, CertificateStatus, StatusRecord};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{AccountId, CertificateId, VenueId};
use camket_domain::venue_register::{ListedCertificate, ListedVenue, TrackStanding, VenueStanding};
use camket_domain::venues::VenueKind;
use sea_orm::FromQueryResult;
use time::Date;
use uuid::Uuid;

use super::entity::Column;
use crate::StoreError;
use crate::error::require_known;
use crate::venue_operations::parse_operation;
use crate::venues::entity::Column as VenueColumn;

/// What the list shows of the facts.
pub(super) const FACT_COLUMNS: [Column; 20] = [
    Column::VenueId,
    Column::Commune,
    Column::Kind,
    Column::Pledge,
    Column::PledgeCurrent,
    Column::TermsVersion,
    Column::Labour,
    Column::LabourChanged,
    Column::ReturnedOn,
    Column::Certificate,
    Column::CertificateId,
    Column::CertificateNumber,
    Column::ExpiresOn,
    Column::SuspendedUntil,
    Column::VisitedOn,
    Column::OpenDemands,
    Column::Operation,
    Column::StoppedUntil,
    Column::ByPhone,
    Column::ByEmail,
];

/// What it shows of the venue itself.
pub(super) const VENUE_COLUMNS: [VenueColumn; 10] = [
    VenueColumn::OwnerId,
    VenueColumn::Name,
    VenueColumn::KindNote,
    VenueColumn::Address,
    VenueColumn::Phone,
    VenueColumn::RepresentativeName,
    VenueColumn::RepresentativePhone,
    VenueColumn::RepresentativeLast4,
    VenueColumn::TaxCode,
    VenueColumn::TaxLast4,
];

/// These columns.
#[derive(FromQueryResult)]
pub(super) struct ListedRow {
    venue_id: Uuid,
    commune: Option<String>,
    kind: String,
    pledge: String,
    pledge_current: bool,
    terms_version: Option<i32>,
    labour: String,
    labour_changed: bool,
    returned_on: Option<Date>,
    certificate: String,
    certificate_id: Option<Uuid>,
    certificate_number: String,
    expires_on: Option<Date>,
    suspended_until: Option<Date>,
    visited_on: Option<Date>,
    open_demands: i32,
    operation: String,
    stopped_until: Option<Date>,
    by_phone: bool,
    by_email: bool,
    owner_id: Uuid,
    name: String,
    kind_note: String,
    address: String,
    phone: Option<String>,
    representative_name: Option<String>,
    representative_phone: Option<String>,
    representative_last4: Option<String>,
    tax_code: Option<String>,
    tax_last4: Option<String>,
}

pub(super) fn build_venue(row: ListedRow) -> Result<ListedVenue, StoreError> {
    let phone = |text: Option<String>, column| {
        text.map(|text| require_known(Phone::parse(&text).ok(), column)).transpose()
    };
    let standing = build_standing(&row)?;
    let masked = row.tax_last4.map(|last4| format!("•••• {last4}"));
    let commune = row.commune.as_deref();
    Ok(ListedVenue {
        id: VenueId(row.venue_id),
        owner: AccountId(row.owner_id),
        name: row.name,
        kind: require_known(VenueKind::from_code(&row.kind), "venue_fact.kind")?,
        kind_note: row.kind_note,
        commune: commune.map(|code| require_known(AreaCode::new(code), "venue_fact.commune")).transpose()?,
        address: row.address,
        phone: phone(row.phone, "venue.phone")?,
        representative: row.representative_name,
        representative_phone: phone(row.representative_phone, "venue.representative_phone")?,
        tax_code: row.tax_code.or(masked).unwrap_or_default(),
        representative_last4: row.representative_last4.unwrap_or_default(),
        standing,
    })
}

fn build_standing(facts: &ListedRow) -> Result<VenueStanding, StoreError> {
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

fn build_certificate(facts: &ListedRow) -> Result<Option<ListedCertificate>, StoreError> {
    let (Some(id), Some(expires_on)) = (facts.certificate_id, facts.expires_on) else { return Ok(None) };
    let status = CertificateStatus::from_code(&facts.certificate);
    Ok(Some(ListedCertificate {
        id: CertificateId(id),
        number: CertificateNumber(facts.certificate_number.clone()),
        status_record: StatusRecord {
            decided_status: require_known(status, "venue_fact.certificate")?,
            until: facts.suspended_until,
            ..StatusRecord::issued()
        },
        expires_on,
    }))
}
