//! Queries that fill the register in memory: few columns of many rows, in few queries.

use camket_domain::certificates::{
    CertificateNumber, Details, DocumentNumber, Facts, PublicFacts, ShortCode, Standing, Status, StatusIndex,
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
use crate::error::known;
use crate::moment::{from_micros, from_micros_opt};
use crate::{Reader, StoreError};

/// A certificate with the columns that the register in memory needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub id: CertificateId,
    /// [`State::sequence`](super::State) at its last change.
    pub changed: i64,
    /// Index in the status list; none until the certificate has a token.
    pub index: Option<StatusIndex>,
    pub code: ShortCode,
    pub facts: PublicFacts,
    pub fall: Fall,
}

/// The standing of a certificate, and the short code of the certificate that replaces it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fall {
    pub standing: Standing,
    /// The short code of `standing.replaced_by`.
    pub successor: Option<ShortCode>,
}

/// Every assigned status index, in no order. Read as one joined text, because a million rows would take seconds.
pub async fn assigned(reader: &impl Reader) -> Result<Vec<StatusIndex>, StoreError> {
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
    let number = |part: &str| known(part.parse().ok().map(StatusIndex), "certificate.status_index");
    text.split(',').filter(|part| !part.is_empty()).map(number).collect()
}

/// Those of these indexes that are assigned already.
pub async fn taken(reader: &impl Reader, of: &[StatusIndex]) -> Result<Vec<StatusIndex>, StoreError> {
    let wanted = of.iter().filter_map(|index| i32::try_from(index.0).ok());
    let query = Entity::find()
        .select_only()
        .column(Column::StatusIndex)
        .filter(Column::StatusIndex.is_in(wanted))
        .into_tuple::<i32>();
    let rows = query.all(reader.connection()).await?;
    rows.into_iter()
        .map(|row| known(u32::try_from(row).ok().map(StatusIndex), "certificate.status_index"))
        .collect()
}

/// Number of assigned status indexes.
pub async fn given(reader: &impl Reader) -> Result<u32, StoreError> {
    let query = Entity::find().filter(Column::StatusIndex.is_not_null());
    let count = query.count(reader.connection()).await?;
    known(u32::try_from(count).ok(), "certificate.status_index")
}

/// The status index and standing of every certificate with an index whose status is no longer "issued".
pub async fn fallen(reader: &impl Reader) -> Result<Vec<(StatusIndex, Fall)>, StoreError> {
    let decided = Status::ALL.into_iter().filter(|status| *status != Status::Issued).map(Status::code);
    let query = Entity::find()
        .select_only()
        .columns(STANDING)
        .expr_as(successor(), "successor")
        .filter(Column::Status.is_in(decided))
        .filter(Column::StatusIndex.is_not_null());
    let rows = query.into_model::<Fallen>().all(reader.connection()).await?;
    let read = |row: Fallen| {
        let (index, fall) = row.read()?;
        Ok((known(index, "certificate.status_index")?, fall))
    };
    rows.into_iter().map(read).collect()
}

/// At most `most` certificates in the order of their ids, after `after`.
pub async fn page(
    reader: &impl Reader,
    after: Option<CertificateId>,
    most: u64,
) -> Result<Vec<Entry>, StoreError> {
    let mut query = entries().order_by_asc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    read(query, reader).await
}

/// At most `most` certificates after this position in the order of change (sequence, then id).
pub async fn changed(
    reader: &impl Reader,
    (sequence, id): (i64, CertificateId),
    most: u64,
) -> Result<Vec<Entry>, StoreError> {
    let later = Condition::any()
        .add(Column::Changed.gt(sequence))
        .add(Condition::all().add(Column::Changed.eq(sequence)).add(Column::Id.gt(id.0)));
    let query = entries().filter(Column::Changed.gte(sequence)).filter(later);
    read(query.order_by_asc(Column::Changed).order_by_asc(Column::Id).limit(most), reader).await
}

/// The certificate with this short code.
pub async fn by_code(reader: &impl Reader, code: &ShortCode) -> Result<Option<Entry>, StoreError> {
    Ok(read(entries().filter(Column::Code.eq(code.as_str())), reader).await?.pop())
}

const STANDING: [Column; 7] = [
    Column::StatusIndex,
    Column::Status,
    Column::DecidedAt,
    Column::SuspendedUntil,
    Column::Reason,
    Column::DecisionNumber,
    Column::ReplacedBy,
];

fn entries() -> Select<Entity> {
    Entity::find()
        .select_only()
        .columns(STANDING)
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
        .expr_as(successor(), "successor")
        // As text, so that it is parsed once, into `Facts`.
        .expr_as(Expr::col((Entity, Column::Facts)).cast_as(Alias::new("text")), "facts")
}

/// A subquery: the short code of the certificate that replaces the row's certificate.
fn successor() -> SimpleExpr {
    let other = Alias::new("successor");
    let code = Query::select()
        .column((other.clone(), Column::Code))
        .from_as(Entity, other.clone())
        .and_where(Expr::col((other, Column::Number)).equals((Entity, Column::ReplacedBy)))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(code.into()))
}

async fn read(query: Select<Entity>, reader: &impl Reader) -> Result<Vec<Entry>, StoreError> {
    query.into_model::<Row>().all(reader.connection()).await?.into_iter().map(Row::read).collect()
}

#[derive(FromQueryResult)]
struct Fallen {
    status_index: Option<i32>,
    status: String,
    decided_at: Option<i64>,
    suspended_until: Option<Date>,
    reason: String,
    decision_number: String,
    replaced_by: Option<String>,
    successor: Option<String>,
}

impl Fallen {
    /// The index in the status list, if there is one, and the standing.
    fn read(self) -> Result<(Option<StatusIndex>, Fall), StoreError> {
        let index = known(self.status_index.map(u32::try_from).transpose().ok(), "certificate.status_index")?;
        let code = |code: &String| known(ShortCode::parse(code).ok(), "certificate.code");
        let successor = self.successor.as_ref().map(code).transpose()?;
        Ok((index.map(StatusIndex), Fall { standing: self.standing()?, successor }))
    }

    fn standing(self) -> Result<Standing, StoreError> {
        Ok(Standing {
            decided: known(Status::from_code(&self.status), "certificate.status")?,
            since: from_micros_opt(self.decided_at)?,
            until: self.suspended_until,
            reason: self.reason,
            decision_number: self.decision_number,
            replaced_by: self.replaced_by.map(CertificateNumber),
        })
    }
}

#[derive(FromQueryResult)]
struct Row {
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
    fall: Fallen,
}

impl Row {
    fn read(self) -> Result<Entry, StoreError> {
        let facts: Facts = known(serde_json::from_str(&self.facts).ok(), "certificate.facts")?;
        let (index, fall) = self.fall.read()?;
        Ok(Entry {
            id: CertificateId(self.id),
            changed: self.changed,
            index,
            code: known(ShortCode::parse(&self.code).ok(), "certificate.code")?,
            facts: PublicFacts {
                number: CertificateNumber(self.number),
                address: facts.full_address(),
                name: facts.name,
                kind: facts.kind,
                issued_at: from_micros(self.issued_at)?,
                expires_on: self.expires_on,
                details: Some(Details {
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
            fall,
        })
    }
}
