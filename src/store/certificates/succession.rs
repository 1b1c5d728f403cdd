//! Replacing certificates by new ones, many at a time.

use camket_domain::accounts::Scope;
use camket_domain::certificates::PublicReason;
use camket_domain::certificates::{Certificate, CertificateNumber, CertificateStatus};
use camket_domain::ids::{AgencyId, VenueId};
use data_encoding::HEXLOWER;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::entity::{Column, Entity, Relation};
use super::{from_row, register};
use crate::moment::to_micros;
use crate::{Reader, StoreError, Tx, venues};

/// Several certificates to be marked as superseded.
#[derive(Clone, Debug)]
pub struct Succession<'a> {
    /// Each certificate as it was loaded, and the number of the certificate that replaces it.
    pub pairs: Vec<(&'a Certificate, &'a CertificateNumber)>,
    /// The neutral reason that the public page shows.
    pub reason: PublicReason,
    pub at: OffsetDateTime,
}

/// The certificates of these venues that a new one would replace on `today`: not expired, not revoked, not superseded.
pub async fn list_replaceable(
    reader: &impl Reader,
    venues: &[VenueId],
    today: Date,
) -> Result<Vec<Certificate>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.is_in(venues.iter().map(|v| v.0)))
        .filter(is_replaceable(today));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

fn is_replaceable(today: Date) -> Condition {
    Condition::all()
        .add(Column::Status.is_in([CertificateStatus::Issued.code(), CertificateStatus::Suspended.code()]))
        .add(Column::ExpiresOn.gte(today))
}

/// At most `most` certificates of an agency that are replaceable on `today` (as in [`list_replaceable`]) and whose tokens
/// were signed with the key `kid`, oldest first.
pub async fn list_signed_with(
    reader: &impl Reader,
    scope: &Scope,
    agency: AgencyId,
    kid: &[u8],
    today: Date,
    most: u64,
) -> Result<Vec<Certificate>, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::AgencyId.eq(agency.0))
        .filter(Column::Kid.eq(HEXLOWER.encode(kid)))
        .filter(is_replaceable(today))
        .order_by_asc(Column::IssuedAt)
        .order_by_asc(Column::Id)
        .limit(most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The ids of the keys that signed an agency's replaceable certificates (as in [`list_replaceable`]), and how many each
/// signed.
pub async fn count_by_key(
    reader: &impl Reader,
    scope: &Scope,
    agency: AgencyId,
    today: Date,
) -> Result<Vec<(Vec<u8>, u64)>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Kid)
        .column_as(Column::Id.count(), "count")
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::AgencyId.eq(agency.0))
        .filter(Column::Kid.is_not_null())
        .filter(is_replaceable(today))
        .group_by(Column::Kid);
    let rows: Vec<(String, i64)> = query.into_tuple().all(reader.connection()).await?;
    rows.into_iter()
        .map(|(kid, count)| {
            let kid = HEXLOWER.decode(kid.as_bytes()).map_err(|_| StoreError::Corrupt("certificate.kid"))?;
            let count = u64::try_from(count).map_err(|_| StoreError::Corrupt("count of certificates"))?;
            Ok((kid, count))
        })
        .collect()
}

///
/// # Errors
/// [`StoreError::Conflict`] if one of them was changed since it was loaded; the transaction must then be rolled back.
pub async fn supersede(tx: &Tx, succession: &Succession<'_>) -> Result<(), StoreError> {
    if succession.pairs.is_empty() {
        return Ok(());
    }
    let changed = register::advance_sequence(tx).await?;
    // SQLite bounds the depth of an expression (1,000), and every row adds a case.
    for pairs in succession.pairs.chunks(200) {
        let update = Entity::update_many()
            .col_expr(Column::Status, Expr::value(CertificateStatus::Superseded.code()))
            .col_expr(Column::DecidedAt, Expr::value(to_micros(succession.at)))
            .col_expr(Column::SuspendedUntil, Expr::value(None::<Date>))
            .col_expr(Column::Reason, Expr::value(succession.reason.code()))
            .col_expr(Column::DecisionNumber, Expr::value(""))
            .col_expr(Column::ReplacedBy, successors(pairs))
            .col_expr(Column::Changed, Expr::value(changed))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Expr::tuple(id_and_version()).in_tuples(versions(pairs)));
        if update.exec(tx.connection()).await?.rows_affected != pairs.len() as u64 {
            return Err(StoreError::Conflict);
        }
    }
    Ok(())
}

fn id_and_version() -> [SimpleExpr; 2] {
    [Expr::col(Column::Id), Expr::col(Column::Version)]
}

fn versions(pairs: &[(&Certificate, &CertificateNumber)]) -> Vec<(Uuid, i32)> {
    pairs.iter().map(|(old, _)| (old.id.0, old.version)).collect()
}

/// A `CASE` from the id of each certificate to the number that replaces it.
fn successors(pairs: &[(&Certificate, &CertificateNumber)]) -> SimpleExpr {
    let case = pairs.iter().fold(CaseStatement::new(), |case, (old, number)| {
        case.case(Expr::col(Column::Id).eq(old.id.0), Expr::value(number.as_str()))
    });
    case.into()
}
