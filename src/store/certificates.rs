//! Certificates.

mod adoption;
mod by_state;
pub(crate) mod counter;
pub mod decisions;
pub(crate) mod entity;
pub(crate) mod filter;
pub mod open;
pub mod register;
mod succession;

use camket_domain::accounts::Scope;
use camket_domain::certificates::PublicReason;
use camket_domain::certificates::{
    Certificate, CertificateNumber, CertificateStatus, DocumentNumber, IssuedToken, ShortCode, StatusIndex,
    StatusRecord,
};
use camket_domain::ids::{AccountId, AgencyId, ApplicationId, CertificateId, VenueId};
use camket_domain::text;
use data_encoding::HEXLOWER;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::Expr,
};

use time::Date;

pub use adoption::{adopt_status, list_by_indexes};
pub use by_state::{StateCounts, count_by_state};
pub use counter::{take_serial, take_serials};
use entity::{Column, Entity, Model, Relation};
use filter::StatusColumns;
pub use succession::{Succession, count_by_key, list_replaceable, list_signed_with, supersede};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};

/// What a certificate is worth.
pub(crate) const STATUS_COLUMNS: StatusColumns<Column> = StatusColumns {
    status: Column::Status,
    suspended_until: Column::SuspendedUntil,
    expires_on: Column::ExpiresOn,
};

/// The certificate with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: CertificateId,
) -> Result<Option<Certificate>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The certificate with this id, without a scope: for the holder of a signed link.
pub async fn find_by_id(reader: &impl Reader, id: CertificateId) -> Result<Option<Certificate>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The certificate with this short code. Public, so without a scope.
pub async fn find_by_code(reader: &impl Reader, code: &ShortCode) -> Result<Option<Certificate>, StoreError> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The certificate with this number. Public, so without a scope.
pub async fn find_by_number(
    reader: &impl Reader,
    number: &CertificateNumber,
) -> Result<Option<Certificate>, StoreError> {
    let query = Entity::find().filter(Column::Number.eq(number.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The latest certificate of a venue.
pub async fn find_latest(reader: &impl Reader, venue: VenueId) -> Result<Option<Certificate>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::IssuedAt)
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The certificates of several venues, newest first.
pub async fn list_by_venues(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<Vec<Certificate>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.is_in(venues.iter().map(|v| v.0)))
        .order_by_desc(Column::IssuedAt)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The certificates with these ids whose venues are within `scope`, in no order.
pub async fn find_many(
    reader: &impl Reader,
    scope: &Scope,
    ids: &[CertificateId],
) -> Result<Vec<Certificate>, StoreError> {
    let query = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The certificates of several applications whose venues are within `scope`, newest first.
pub async fn list_by_applications(
    reader: &impl Reader,
    scope: &Scope,
    applications: &[ApplicationId],
) -> Result<Vec<Certificate>, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::ApplicationId.is_in(applications.iter().map(|a| a.0)))
        .order_by_desc(Column::IssuedAt)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Number of certificates of an owner's venues.
pub async fn count_of_owner(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    let query = Entity::find().filter(Column::VenueId.in_subquery(venues::select_of_owner(owner)));
    Ok(query.count(reader.connection()).await?)
}

/// Fills in the search texts of at most `most` certificates that were issued before there were any; gives their number.
pub async fn fill_search_texts(tx: &Tx, most: u64) -> Result<usize, StoreError> {
    let query = Entity::find().filter(Column::SearchText.eq("")).order_by_asc(Column::Id).limit(most);
    let rows = query.all(tx.connection()).await?;
    let count = rows.len();
    for certificate in rows.into_iter().map(from_row) {
        let certificate = certificate?;
        let update = Entity::update_many()
            .col_expr(Column::SearchText, Expr::value(build_search_text(&certificate)))
            .filter(Column::Id.eq(certificate.id.0));
        require_one_row(update.exec(tx.connection()).await?.rows_affected)?;
    }
    Ok(count)
}

/// Inserts a certificate.
///
/// # Errors
/// [`StoreError::Duplicate`] if the number, the document number, the short code or the status index is taken.
pub async fn insert(tx: &Tx, agency: AgencyId, certificate: &Certificate) -> Result<(), StoreError> {
    insert_many(tx, agency, std::slice::from_ref(certificate)).await
}

/// Inserts certificates of one agency.
///
/// # Errors
/// As [`insert`]; the transaction must then be rolled back.
pub async fn insert_many(tx: &Tx, agency: AgencyId, certificates: &[Certificate]) -> Result<(), StoreError> {
    let changed = register::advance_sequence(tx).await?;
    let row = |certificate| Ok(set_all_columns(to_row(agency, certificate, changed)?));
    let rows = certificates.iter().map(row).collect::<Result<Vec<_>, StoreError>>()?;
    // SQLite binds at most 32,766 values in a statement; a row has 25.
    for rows in rows.chunks(1000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Certificates without a token (issued by the first version of the program), in the order of their ids, after `after`.
pub async fn list_unsigned(
    reader: &impl Reader,
    after: Option<CertificateId>,
    most: u64,
) -> Result<Vec<Certificate>, StoreError> {
    let mut query = Entity::find().filter(Column::Kid.is_null()).order_by_asc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Saves the token of a certificate that has none. False if it has one by now (another node saved it).
pub async fn save_token(
    tx: &Tx,
    id: CertificateId,
    signed: &IssuedToken,
    changed: i64,
) -> Result<bool, StoreError> {
    let index = i32::try_from(signed.index.0).map_err(|_| StoreError::Corrupt("certificate.status_index"))?;
    let update = Entity::update_many()
        .col_expr(Column::StatusIndex, Expr::value(index))
        .col_expr(Column::Kid, Expr::value(HEXLOWER.encode(&signed.kid)))
        .col_expr(Column::Token, Expr::value(signed.token.clone()))
        .col_expr(Column::Changed, Expr::value(changed))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Kid.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Number of certificates signed by this key that expire on `day` or later.
pub async fn count_signed_by(reader: &impl Reader, kid: &[u8], day: Date) -> Result<u64, StoreError> {
    let query =
        Entity::find().filter(Column::Kid.eq(HEXLOWER.encode(kid))).filter(Column::ExpiresOn.gte(day));
    Ok(query.count(reader.connection()).await?)
}

/// Updates the standing of a certificate; `certificate.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_status(tx: &Tx, certificate: &Certificate) -> Result<(), StoreError> {
    let changed = register::advance_sequence(tx).await?;
    let StatusRecord { decided_status: decided, since, until, reason, decision_number, replaced_by } =
        &certificate.status_record;
    let update = Entity::update_many()
        .col_expr(Column::Status, Expr::value(decided.code()))
        .col_expr(Column::DecidedAt, Expr::value(since.map(to_micros)))
        .col_expr(Column::SuspendedUntil, Expr::value(*until))
        .col_expr(Column::Reason, Expr::value(reason.map_or("", PublicReason::code)))
        .col_expr(Column::DecisionNumber, Expr::value(decision_number))
        .col_expr(Column::ReplacedBy, Expr::value(replaced_by.as_ref().map(CertificateNumber::as_str)))
        .col_expr(Column::Changed, Expr::value(changed))
        .col_expr(Column::Version, Expr::value(certificate.version + 1))
        .filter(Column::Id.eq(certificate.id.0))
        .filter(Column::Version.eq(certificate.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(agency: AgencyId, certificate: &Certificate, changed: i64) -> Result<Model, StoreError> {
    let (standing, signed) = (&certificate.status_record, certificate.issued_token.as_ref());
    let index = signed.map(|s| i32::try_from(s.index.0)).transpose();
    Ok(Model {
        id: certificate.id.0,
        application_id: certificate.application.0,
        venue_id: certificate.venue.0,
        agency_id: agency.0,
        number: certificate.number.as_str().to_owned(),
        document_serial: certificate.document.serial,
        document_year: certificate.document.year,
        document_symbol: certificate.document.symbol.clone(),
        code: certificate.code.as_str().to_owned(),
        status: standing.decided_status.code().to_owned(),
        approver_id: certificate.approver.0,
        issued_at: to_micros(certificate.issued_at),
        expires_on: certificate.expires_on,
        facts: serde_json::to_value(&certificate.facts)
            .map_err(|_| StoreError::Corrupt("certificate.facts"))?,
        version: certificate.version,
        status_index: index.map_err(|_| StoreError::Corrupt("certificate.status_index"))?,
        kid: signed.map(|s| HEXLOWER.encode(&s.kid)),
        token: signed.map(|s| s.token.clone()),
        decided_at: standing.since.map(to_micros),
        suspended_until: standing.until,
        reason: standing.reason.map_or("", PublicReason::code).to_owned(),
        decision_number: standing.decision_number.clone(),
        replaced_by: standing.replaced_by.as_ref().map(|number| number.as_str().to_owned()),
        changed,
        search_text: build_search_text(certificate),
    })
}

/// What the paper says, folded for search: the venue, which may have another name by now, and the document's number.
fn build_search_text(certificate: &Certificate) -> String {
    let facts = &certificate.facts;
    text::fold(&format!("{} {} {}", facts.name, facts.address, certificate.document))
}

/// The public reason of a column; empty if nothing was decided since issue.
pub(crate) fn parse_reason(code: &str) -> Result<Option<PublicReason>, StoreError> {
    if code.is_empty() {
        return Ok(None);
    }
    require_known(PublicReason::from_code(code), "certificate.reason").map(Some)
}

fn status_from_row(row: &Model) -> Result<StatusRecord, StoreError> {
    Ok(StatusRecord {
        decided_status: require_known(CertificateStatus::from_code(&row.status), "certificate.status")?,
        since: from_micros_opt(row.decided_at)?,
        until: row.suspended_until,
        reason: parse_reason(&row.reason)?,
        decision_number: row.decision_number.clone(),
        replaced_by: row.replaced_by.clone().map(CertificateNumber),
    })
}

/// The three columns of the token are all set, or the certificate has none.
fn token_from_row(row: &mut Model) -> Result<Option<IssuedToken>, StoreError> {
    let (Some(index), Some(kid), Some(token)) = (row.status_index, &row.kid, row.token.take()) else {
        return Ok(None);
    };
    let index = require_known(u32::try_from(index).ok(), "certificate.status_index")?;
    let kid = require_known(HEXLOWER.decode(kid.as_bytes()).ok(), "certificate.kid")?;
    Ok(Some(IssuedToken { index: StatusIndex(index), kid, token }))
}

pub(crate) fn from_row(mut row: Model) -> Result<Certificate, StoreError> {
    let (standing, signed) = (status_from_row(&row)?, token_from_row(&mut row)?);
    Ok(Certificate {
        id: CertificateId(row.id),
        application: ApplicationId(row.application_id),
        venue: VenueId(row.venue_id),
        number: CertificateNumber(row.number),
        document: DocumentNumber {
            serial: row.document_serial,
            year: row.document_year,
            symbol: row.document_symbol,
        },
        code: require_known(ShortCode::parse(&row.code).ok(), "certificate.code")?,
        issued_token: signed,
        status_record: standing,
        approver: AccountId(row.approver_id),
        issued_at: from_micros(row.issued_at)?,
        expires_on: row.expires_on,
        facts: require_known(serde_json::from_value(row.facts).ok(), "certificate.facts")?,
        version: row.version,
    })
}
