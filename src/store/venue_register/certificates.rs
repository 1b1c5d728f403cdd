//! The list of certificates, filtered as the venues are.

use camket_domain::accounts::Scope;
use camket_domain::certificates::Certificate;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::venue_register::{RegisterDay, RegisterFilter};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait,
};

use super::query::select_venues;
use super::search::{self, WordMatch};
use crate::certificates::entity::{Column, Entity, Relation};
use crate::certificates::filter::match_certificate;
use crate::certificates::{STATUS_COLUMNS, from_row};
use crate::paging::page_by_moment;
use crate::{Reader, StoreError, venues};

/// A page of the certificates within `scope` that pass `filter` on `day`, newest first. The words are those of the
/// register's search: numbers of papers as printed, and beginnings of the venue's words; the condition on the certificate is on each one, not on the venue's latest.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
    after: Option<Cursor>,
) -> Result<Paged<Certificate>, StoreError> {
    let mut query =
        Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope));
    if let Some(venues) = select_venues(filter, day) {
        query = query.filter(Column::VenueId.in_subquery(venues));
    }
    query = query.filter(match_certificate(&STATUS_COLUMNS, filter, day.today));
    query = match &filter.fingerprint {
        Some(fingerprint) => query.filter(venues::with_fingerprint(fingerprint)),
        None => query.filter(match_words(reader, scope, &filter.words).await?),
    };
    let query = page_by_moment(query, (Column::IssuedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let certificates = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(certificates, |c: &Certificate| Cursor { at: c.issued_at, id: c.id.0 }))
}

async fn match_words(reader: &impl Reader, scope: &Scope, typed: &str) -> Result<Condition, StoreError> {
    if typed.trim().is_empty() {
        return Ok(Condition::all());
    }
    let have = |words: &[String]| search::have_words(words, (Entity, Column::VenueId));
    Ok(match search::match_words(reader, scope, typed).await? {
        WordMatch::Papers(papers, words) => {
            let applications = papers.iter().map(|paper| paper.application);
            Condition::all().add(Column::ApplicationId.is_in(applications)).add(have(&words))
        }
        WordMatch::Venues(venues) => Condition::all().add(Column::VenueId.is_in(venues)),
        WordMatch::Many(words) => have(&words),
    })
}
