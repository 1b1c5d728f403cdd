//! The list of certificates, filtered as the venues are.

use camket_domain::accounts::Scope;
use camket_domain::certificates::Certificate;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::text::fold;
use camket_domain::venue_register::{RegisterDay, RegisterFilter};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait};

use super::query::select_venues;
use crate::certificates::entity::{Column, Entity, Relation};
use crate::certificates::filter::match_certificate;
use crate::certificates::{STATUS_COLUMNS, from_row, match_word};
use crate::paging::page_by_moment;
use crate::{Reader, StoreError, venues};

/// A page of the certificates within `scope` that pass `filter` on `day`, newest first. The words are those of the number,
/// the short code or the venue; the condition on the certificate is on each one, not on the venue's latest.
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
    let words = match &filter.fingerprint {
        Some(fingerprint) => {
            query = query.filter(venues::with_fingerprint(fingerprint));
            ""
        }
        None => &filter.words,
    };
    for word in fold(words).split_whitespace().take(8) {
        query = query.filter(match_word(word));
    }
    let query = page_by_moment(query, (Column::IssuedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let certificates = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(certificates, |c: &Certificate| Cursor { at: c.issued_at, id: c.id.0 }))
}
