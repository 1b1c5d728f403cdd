//! Queries that fill the register in memory: few columns of many rows, in few queries.

use camket_domain::certificates::{
    CertificateFacts, CertificateNumber, CertificateStatus, DocumentNumber, PublicDetails, PublicFacts,
    ShortCode, StatusIndex, StatusRecord,
};
use camket_domain::ids::CertificateId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use time::Date;
use uuid::Uuid;

use crate::certificates::entity::{Column, Entity};
use crate::certificates::parse_reason;
use crate::error::require_known;
use crate::moment::{from_micros, from_micros_opt};
use crate::{Reader, StoreError};

/// A certificate with the columns that the register in memory needs.
#[derive(Clone, PartialEq, Debug)]
pub struct RegisterEntry {
    pub id: CertificateId,
    /// [`RegisterState::sequence`](super::RegisterState::sequence) at its last change.
    pub changed: i64,
    /// Index in the status list; none until the certificate has a token.
    pub index: Option<StatusIndex>,
    pub code: ShortCode,
    pub facts: PublicFacts,
    pub status_override: StatusOverride,
}

/// The standing of a certificate, and the short code of the certificate that replaces it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusOverride {
    pub standing: StatusRecord,
    /// The short code of `standing.replaced_by`.
    pub successor: Option<ShortCode>,
}

/// Every assigned status index, in no order. Read as one joined text, because a million rows would take seconds.
pub async fn list_indexes(reader: &impl Reader) -> Result<Vec<StatusIndex>, StoreError> {
    let connection = reader.connection();
    let index = Expr::col(Column::StatusIndex);
    let joined: SimpleExpr = match connection.get_database_backend() {
        DbBackend::Postgres => {
            Func::cust(Alias::new("string_agg")).arg(index.cast_as(Alias::new("text"))).arg(",").into()
        }
        _ => Func::cust(Alias::new("group_concat")).arg(index).into(),
    };
    let query =
        Entity::find().select_only().expr_as(joined, "indexes").filter(Column::StatusIndex.is_not_null());
    let text = query.into_tuple::<Option<String>>().one(connection).await?.flatten().unwrap_or_default();
    let number = |part: &str| require_known(part.parse().ok().map(StatusIndex), "certificate.status_index");
    text.split(',').filter(|part| !part.is_empty()).map(number).collect()
}

/// Those of these indexes that are assigned already.
pub async fn list_assigned_of(
    reader: &impl Reader,
    of: &[StatusIndex],
) -> Result<Vec<StatusIndex>, StoreError> {
    let wanted = of.iter().filter_map(|index| i32::try_from(index.0).ok());
    let query = Entity::find()
        .select_only()
        .column(Column::StatusIndex)
        .filter(Column::StatusIndex.is_in(wanted))
        .into_tuple::<i32>();
    let rows = query.all(reader.connection()).await?;
    rows.into_iter()
        .map(|row| require_known(u32::try_from(row).ok().map(StatusIndex), "certificate.status_index"))
        .collect()
}

/// Number of assigned status indexes from `first` on.
pub async fn count_indexes(reader: &impl Reader, first: u32) -> Result<u32, StoreError> {
    let first = i32::try_from(first).map_err(|_| StoreError::Corrupt("register_state.first_index"))?;
    let query = Entity::find().filter(Column::StatusIndex.gte(first));
    let count = query.count(reader.connection()).await?;
    require_known(u32::try_from(count).ok(), "certificate.status_index")
}

/// The status index and standing of every certificate with an index whose status is no longer "issued".
pub async fn list_overrides(reader: &impl Reader) -> Result<Vec<(StatusIndex, StatusOverride)>, StoreError> {
    let decided = CertificateStatus::ALL
        .into_iter()
        .filter(|status| *status != CertificateStatus::Issued)
        .map(CertificateStatus::code);
    let query = Entity::find()
        .select_only()
        .columns(STATUS_COLUMNS)
        .expr_as(successor_code(), "successor")
        .filter(Column::Status.is_in(decided))
        .filter(Column::StatusIndex.is_not_null());
    let rows = query.into_model::<OverrideRow>().all(reader.connection()).await?;
    let read = |row: OverrideRow| {
        let (index, fall) = row.into_override()?;
        Ok((require_known(index, "certificate.status_index")?, fall))
    };
    rows.into_iter().map(read).collect()
}

/// At most `most` certificates in the order of their ids, after `after`.
pub async fn list_by_id(
    reader: &impl Reader,
    after: Option<CertificateId>,
    most: u64,
) -> Result<Vec<RegisterEntry>, StoreError> {
    let mut query = select_entries().order_by_asc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    load_entries(query, reader).await
}

/// At most `most` certificates after this position in the order of change (sequence, then id).
pub async fn list_changed(
    reader: &impl Reader,
    (sequence, id): (i64, CertificateId),
    most: u64,
) -> Result<Vec<RegisterEntry>, StoreError> {
    let later = Condition::any()
        .add(Column::Changed.gt(sequence))
        .add(Condition::all().add(Column::Changed.eq(sequence)).add(Column::Id.gt(id.0)));
    let query = select_entries().filter(Column::Changed.gte(sequence)).filter(later);
    load_entries(query.order_by_asc(Column::Changed).order_by_asc(Column::Id).limit(most), reader).await
}

/// The certificate with this short code.
pub async fn find_by_code(
    reader: &impl Reader,
    code: &ShortCode,
) -> Result<Option<RegisterEntry>, StoreError> {
    Ok(load_entries(select_entries().filter(Column::Code.eq(code.as_str())), reader).await?.pop())
}

const STATUS_COLUMNS: [Column; 7] = [
    Column::StatusIndex,
    Column::Status,
    Column::DecidedAt,
    Column::SuspendedUntil,
    Column::Reason,
    Column::DecisionNumber,
    Column::ReplacedBy,
];

fn select_entries() -> Select<Entity> {
    Entity::find()
        .select_only()
        .columns(STATUS_COLUMNS)
        .columns([
            Column::Id,
            Column::Changed,
            Column::Code,
            Column::Number,
            Column::DocumentSerial,
            Column::DocumentYear,
            Column::DocumentSymbol,
            Column::IssuedAt,
            Column::ExpiresOn,
        ])
        .expr_as(successor_code(), "successor")
        // As text, so that it is parsed once, into `CertificateFacts`.
        .expr_as(Expr::col((Entity, Column::Facts)).cast_as(Alias::new("text")), "facts")
}

/// A subquery: the short code of the certificate that replaces the row's certificate.
fn successor_code() -> SimpleExpr {
    let other = Alias::new("successor");
    let code = Query::select()
        .column((other.clone(), Column::Code))
        .from_as(Entity, other.clone())
        .and_where(Expr::col((other, Column::Number)).equals((Entity, Column::ReplacedBy)))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(code.into()))
}

async fn load_entries(query: Select<Entity>, reader: &impl Reader) -> Result<Vec<RegisterEntry>, StoreError> {
    query
        .into_model::<EntryRow>()
        .all(reader.connection())
        .await?
        .into_iter()
        .map(EntryRow::into_entry)
        .collect()
}

#[derive(FromQueryResult)]
struct OverrideRow {
    status_index: Option<i32>,
    status: String,
    decided_at: Option<i64>,
    suspended_until: Option<Date>,
    reason: String,
    decision_number: String,
    replaced_by: Option<String>,
    successor: Option<String>,
}

impl OverrideRow {
    /// The index in the status list, if there is one, and the standing.
    fn into_override(self) -> Result<(Option<StatusIndex>, StatusOverride), StoreError> {
        let index =
            require_known(self.status_index.map(u32::try_from).transpose().ok(), "certificate.status_index")?;
        let code = |code: &String| require_known(ShortCode::parse(code).ok(), "certificate.code");
        let successor = self.successor.as_ref().map(code).transpose()?;
        Ok((index.map(StatusIndex), StatusOverride { standing: self.into_status()?, successor }))
    }

    fn into_status(self) -> Result<StatusRecord, StoreError> {
        Ok(StatusRecord {
            decided_status: require_known(CertificateStatus::from_code(&self.status), "certificate.status")?,
            since: from_micros_opt(self.decided_at)?,
            until: self.suspended_until,
            reason: parse_reason(&self.reason)?,
            decision_number: self.decision_number,
            replaced_by: self.replaced_by.map(CertificateNumber),
        })
    }
}

#[derive(FromQueryResult)]
struct EntryRow {
    id: Uuid,
    changed: i64,
    code: String,
    number: String,
    document_serial: i32,
    document_year: i32,
    document_symbol: String,
    issued_at: i64,
    expires_on: Date,
    facts: String,
    #[sea_orm(nested)]
    fall: OverrideRow,
}

impl EntryRow {
    fn into_entry(self) -> Result<RegisterEntry, StoreError> {
        let facts: CertificateFacts =
            require_known(serde_json::from_str(&self.facts).ok(), "certificate.facts")?;
        let (index, fall) = self.fall.into_override()?;
        Ok(RegisterEntry {
            id: CertificateId(self.id),
            changed: self.changed,
            index,
            code: require_known(ShortCode::parse(&self.code).ok(), "certificate.code")?,
            facts: PublicFacts {
                number: CertificateNumber(self.number),
                address: facts.full_address(),
                name: facts.name,
                kind: facts.kind,
                issued_at: from_micros(self.issued_at)?,
                expires_on: self.expires_on,
                details: Some(PublicDetails {
                    document: DocumentNumber {
                        serial: self.document_serial,
                        year: self.document_year,
                        symbol: self.document_symbol,
                    },
                    kind_note: facts.kind_note,
                    commune_name: facts.commune_name,
                    tax_code: facts.tax_code,
                    workers: facts.workers,
                    confirmed: (facts.confirmed_by, facts.confirmed_on),
                    accepted: (facts.accepted_by, facts.accepted_on),
                    issuer: facts.issuer.name,
                }),
            },
            status_override: fall,
        })
    }
}
