//! Decisions on certificates, including proposals that are not decided yet.

pub(crate) mod entity;

use camket_domain::accounts::Scope;
use camket_domain::certificates::decisions::{
    ActorStamp, Decision, DecisionGround, DecisionKind, DecisionProposal, DecisionState, DecisionStatus,
};
use camket_domain::ids::{AccountId, CertificateId, DecisionId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model, Relation};

/// The decision with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: DecisionId,
) -> Result<Option<Decision>, StoreError> {
    let query = select_within(scope).filter(Column::Id.eq(id.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The decisions on a certificate, newest first. Without a scope: the caller has found the certificate within it.
pub async fn list_by_certificate(
    reader: &impl Reader,
    certificate: CertificateId,
) -> Result<Vec<Decision>, StoreError> {
    let query = Entity::find()
        .filter(Column::CertificateId.eq(certificate.0))
        .order_by_desc(Column::ProposedAt)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The decisions on a venue's certificates after the cursor `after`, newest first. Returns one row more than a page.
pub async fn list_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Vec<Decision>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0));
    let query = page_by_moment(query, (Column::ProposedAt, Column::Id), Order::Desc, after);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// A page of the decisions within `scope`: the proposed ones, oldest first, or the settled ones, newest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    waiting: bool,
    after: Option<Cursor>,
) -> Result<Paged<Decision>, StoreError> {
    let query =
        if waiting { select_proposed(scope) } else { select_within(scope).filter(Column::Open.is_null()) };
    let order = if waiting { Order::Asc } else { Order::Desc };
    let query = page_by_moment(query, (Column::ProposedAt, Column::Id), order, after);
    let rows = query.all(reader.connection()).await?;
    let decisions = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(decisions, |d: &Decision| Cursor { at: d.proposed.at, id: d.id.0 }))
}

/// Number of proposed decisions within `scope`.
pub async fn count_proposed(reader: &impl Reader, scope: &Scope) -> Result<u64, StoreError> {
    Ok(select_proposed(scope).count(reader.connection()).await?)
}

/// Number of decisions of this kind within `scope` that took effect from the first moment and before the second, in microseconds.
pub(crate) async fn count_decided(
    reader: &impl Reader,
    scope: &Scope,
    kind: DecisionKind,
    (from, to): (i64, i64),
) -> Result<u64, StoreError> {
    let query = select_within(scope)
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::State.eq(DecisionState::Decided.code()))
        .filter(Column::SettledAt.gte(from))
        .filter(Column::SettledAt.lt(to));
    Ok(query.count(reader.connection()).await?)
}

fn select_within(scope: &Scope) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope))
}

fn select_proposed(scope: &Scope) -> Select<Entity> {
    select_within(scope).filter(Column::State.eq(DecisionState::Proposed.code()))
}

/// Inserts a decision.
///
/// # Errors
/// [`StoreError::Duplicate`] if one of its kind is proposed for the certificate already.
pub async fn insert(tx: &Tx, decision: &Decision) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(decision))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a decision; `decision.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, decision: &Decision) -> Result<(), StoreError> {
    let row = Model { version: decision.version + 1, ..to_row(decision) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(decision.id.0))
        .filter(Column::Version.eq(decision.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Withdraws the proposed decisions on these certificates, which were replaced or revoked.
pub async fn withdraw_proposed(
    tx: &Tx,
    certificates: &[CertificateId],
    by: &ActorStamp,
) -> Result<(), StoreError> {
    for some in certificates.chunks(1000) {
        let update = Entity::update_many()
            .col_expr(Column::State, Expr::value(DecisionState::Withdrawn.code()))
            .col_expr(Column::Open, Expr::value(None::<String>))
            .col_expr(Column::SettlerId, Expr::value(by.account.0))
            .col_expr(Column::SettlerName, Expr::value(&by.name))
            .col_expr(Column::SettledAt, Expr::value(to_micros(by.at)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::State.eq(DecisionState::Proposed.code()))
            .filter(Column::CertificateId.is_in(some.iter().map(|id| id.0)));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

fn to_row(decision: &Decision) -> Model {
    let DecisionProposal { kind, ground, text, number, until } = &decision.proposal;
    let settled = decision.settled();
    Model {
        id: decision.id.0,
        certificate_id: decision.certificate.0,
        venue_id: decision.venue.0,
        kind: kind.code().to_owned(),
        ground: ground.code().to_owned(),
        text: text.clone(),
        number: number.clone(),
        until: *until,
        state: decision.state().code().to_owned(),
        open: (decision.state() == DecisionState::Proposed).then(|| kind.code().to_owned()),
        proposer_id: decision.proposed.account.0,
        proposer_name: decision.proposed.name.clone(),
        proposed_at: to_micros(decision.proposed.at),
        settler_id: settled.map(|by| by.account.0),
        settler_name: settled.map(|by| by.name.clone()).unwrap_or_default(),
        settled_at: settled.map(|by| to_micros(by.at)),
        note: decision.note().to_owned(),
        version: decision.version,
    }
}

/// The state with its data; `settled` is who decided, declined or withdrew it.
fn status_from_row(row: &Model) -> Result<DecisionStatus, StoreError> {
    let settled = row.settler_id.zip(from_micros_opt(row.settled_at)?);
    let settled =
        settled.map(|(id, at)| ActorStamp { account: AccountId(id), name: row.settler_name.clone(), at });
    match (DecisionState::from_code(&row.state), settled) {
        (Some(DecisionState::Proposed), None) => Ok(DecisionStatus::Proposed),
        (Some(DecisionState::Decided), Some(by)) => Ok(DecisionStatus::Decided(by)),
        (Some(DecisionState::Declined), Some(by)) => {
            Ok(DecisionStatus::Declined { by, note: row.note.clone() })
        }
        (Some(DecisionState::Withdrawn), Some(by)) => Ok(DecisionStatus::Withdrawn(by)),
        _ => Err(StoreError::Corrupt("certificate_decision.state")),
    }
}

fn from_row(row: Model) -> Result<Decision, StoreError> {
    let status = status_from_row(&row)?;
    Ok(Decision {
        id: DecisionId(row.id),
        certificate: CertificateId(row.certificate_id),
        venue: VenueId(row.venue_id),
        proposal: DecisionProposal {
            kind: require_known(DecisionKind::from_code(&row.kind), "certificate_decision.kind")?,
            ground: require_known(DecisionGround::from_code(&row.ground), "certificate_decision.ground")?,
            text: row.text,
            number: row.number,
            until: row.until,
        },
        proposed: ActorStamp {
            account: AccountId(row.proposer_id),
            name: row.proposer_name,
            at: from_micros(row.proposed_at)?,
        },
        status,
        version: row.version,
    })
}
