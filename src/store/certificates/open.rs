//! Valid certificates for anybody: what open data tells of them, and no other column.

use camket_domain::areas::AreaLevel;
use camket_domain::certificates::{CertificateFacts, CertificateNumber};
use camket_domain::ids::CertificateId;
use camket_domain::open_data::{OpenCertificate, OpenFilter};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::text::fold;
use camket_domain::venue_register::CertificateFilter;
use sea_orm::prelude::Json;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use time::Date;
use uuid::Uuid;

use super::STATUS_COLUMNS;
use super::entity::{Column, Entity, Relation};
use super::filter::match_status;
use crate::moment::from_micros;
use crate::paging::page_by_moment;
use crate::row::from_json;
use crate::search::contains_word;
use crate::venues::entity::Column as VenueColumn;
use crate::{Reader, StoreError};

/// A page of the certificates that are valid on `today`, the latest first. All words of the filter must be in the number or
/// in what the paper says of the venue.
pub async fn list(
    reader: &impl Reader,
    filter: &OpenFilter,
    today: Date,
    after: Option<Cursor>,
) -> Result<Paged<OpenCertificate>, StoreError> {
    let mut query = select_valid(today);
    for word in fold(&filter.text).split_whitespace() {
        let number = contains_word(Column::Number, &word.to_uppercase());
        query = query.filter(Condition::any().add(contains_word(Column::SearchText, word)).add(number));
    }
    if let Some(area) = filter.commune {
        let column =
            if area.level() == AreaLevel::Commune { VenueColumn::Commune } else { VenueColumn::Province };
        query = query.join(JoinType::InnerJoin, Relation::Venue.def()).filter(column.eq(area.as_str()));
    }
    let query = page_by_moment(query, (Column::IssuedAt, Column::Id), Order::Desc, after);
    let found = load(query, reader).await?;
    Ok(Paged::from_rows(found, |one| Cursor { at: one.issued_at, id: one.id.0 }))
}

/// At most `most` certificates that are valid on `day`, in the order of their ids, after `after`.
pub async fn list_part(
    reader: &impl Reader,
    day: Date,
    after: Option<CertificateId>,
    most: u64,
) -> Result<Vec<OpenCertificate>, StoreError> {
    let mut query = select_valid(day).order_by_asc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    load(query, reader).await
}

fn select_valid(day: Date) -> Select<Entity> {
    Entity::find().filter(match_status(&STATUS_COLUMNS, CertificateFilter::Valid, day))
}

async fn load(query: Select<Entity>, reader: &impl Reader) -> Result<Vec<OpenCertificate>, StoreError> {
    let query = query
        .select_only()
        .columns([Column::Id, Column::Number, Column::IssuedAt, Column::ExpiresOn, Column::Facts])
        .into_tuple::<(Uuid, String, i64, Date, Json)>();
    query.all(reader.connection()).await?.into_iter().map(read).collect()
}

fn read(
    (id, number, issued_at, expires_on, facts): (Uuid, String, i64, Date, Json),
) -> Result<OpenCertificate, StoreError> {
    let facts: CertificateFacts = from_json(facts, "certificate.facts")?;
    Ok(OpenCertificate {
        id: CertificateId(id),
        number: CertificateNumber(number),
        name: facts.name,
        kind: facts.kind,
        kind_note: facts.kind_note,
        commune: facts.commune,
        issued_at: from_micros(issued_at)?,
        expires_on,
    })
}
