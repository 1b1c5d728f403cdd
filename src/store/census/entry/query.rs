//! The list of entries: filtered, counted, and read page by page in Vietnamese order.

use std::collections::HashMap;
use std::ops::Add;

use camket_domain::accounts::Scope;
use camket_domain::areas::{AreaCode, AreaLevel, list_codes_within};
use camket_domain::census::{CandidateFilter, CensusEntry, EntryFilter, EntryState, EntryStateFilter};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::text::fold;
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use time::Date;
use uuid::Uuid;

use super::entity::{Column, Entity};
use super::list_rows;
use crate::census::candidate::entity::{Column as CandidateColumn, Entity as Candidates};
use crate::search::contains_word;
use crate::{Reader, StoreError};

/// Words of a search that are looked at.
const MAX_WORDS: usize = 8;

/// How many entries a list has, by their state on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ListCounts {
    pub proposed: u64,
    pub not_reached: u64,
    pub contacted: u64,
    pub matched: u64,
    pub out: u64,
}

impl ListCounts {
    pub fn total(self) -> u64 {
        self.proposed + self.missing() + self.matched + self.out
    }

    /// Entries that count and whose venue is not known.
    pub fn missing(self) -> u64 {
        self.not_reached + self.contacted
    }

    fn count(&mut self, state: Option<EntryState>, count: u64) {
        match state {
            Some(EntryState::Proposed) => self.proposed += count,
            Some(EntryState::NotReached) => self.not_reached += count,
            Some(EntryState::Contacted) => self.contacted += count,
            Some(EntryState::Matched) => self.matched += count,
            Some(EntryState::Out) | None => {}
        }
    }
}

impl Add for ListCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            proposed: self.proposed + other.proposed,
            not_reached: self.not_reached + other.not_reached,
            contacted: self.contacted + other.contacted,
            matched: self.matched + other.matched,
            out: self.out + other.out,
        }
    }
}

/// At most `most` entries within `scope` that pass `filter` on `today`, by name, after an entry.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: &EntryFilter,
    today: Date,
    after: Option<CensusEntryId>,
    most: u64,
) -> Result<Vec<CensusEntry>, StoreError> {
    let mut query = select(scope, filter, today);
    if let Some(after) = after {
        query = query.filter(after_entry(reader, after).await?);
    }
    let query = query.order_by_asc(Column::NameKey).order_by_asc(Column::Id).limit(most);
    list_rows(reader, query).await
}

/// How many entries within `scope` pass `filter` on `today`.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    filter: &EntryFilter,
    today: Date,
) -> Result<u64, StoreError> {
    Ok(select(scope, filter, today).count(reader.connection()).await?)
}

#[derive(FromQueryResult)]
struct CountRow {
    list_id: Uuid,
    state: String,
    count: i64,
    /// How many of these are left out.
    out: i64,
}

/// The counts of each list, or of one, of its entries within `scope`. A list without any is left out.
pub async fn count_by_list(
    reader: &impl Reader,
    scope: &Scope,
    list: Option<CensusListId>,
    today: Date,
) -> Result<HashMap<CensusListId, ListCounts>, StoreError> {
    let is_out = Expr::expr(Expr::case(is_out_on(today), 1).finally(0));
    let rows = Entity::find()
        .select_only()
        .columns([Column::ListId, Column::State])
        .expr_as(Column::Id.count(), "count")
        .expr_as(Func::sum(is_out), "out")
        .filter(within(scope))
        .apply_if(list, |query, list| query.filter(Column::ListId.eq(list.0)))
        .group_by(Column::ListId)
        .group_by(Column::State)
        .into_model::<CountRow>()
        .all(reader.connection())
        .await?;
    let mut counts: HashMap<CensusListId, ListCounts> = HashMap::new();
    for row in rows {
        let [count, out] = [row.count, row.out].map(|count| u64::try_from(count).unwrap_or_default());
        let list = counts.entry(CensusListId(row.list_id)).or_default();
        list.out += out;
        list.count(EntryState::from_code(&row.state), count.saturating_sub(out));
    }
    Ok(counts)
}

/// The rows after an entry. The first condition is implied by the second; with it the index is entered at the place.
async fn after_entry(reader: &impl Reader, after: CensusEntryId) -> Result<Condition, StoreError> {
    let query = Entity::find_by_id(after.0).select_only().column(Column::NameKey);
    let key: Option<Vec<u8>> = query.into_tuple().one(reader.connection()).await?;
    let Some(key) = key else { return Ok(Condition::all()) };
    let later = Condition::any().add(Column::NameKey.gt(key.clone())).add(Column::Id.gt(after.0));
    Ok(Condition::all().add(Column::NameKey.gte(key)).add(later))
}

fn select(scope: &Scope, filter: &EntryFilter, today: Date) -> Select<Entity> {
    let mut all = in_area(scope, filter.commune)
        .add_option(filter.list.map(|list| Column::ListId.eq(list.0)))
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option(filter.state.map(|state| in_state(state, today)));
    if let Some(reason) = filter.reason {
        all = all.add(Column::OutReason.eq(reason.code())).add(is_out_on(today));
    }
    if let Some(candidates) = filter.candidates {
        let pairs = Query::select()
            .column(CandidateColumn::EntryId)
            .from(Candidates)
            .and_where(CandidateColumn::Postponed.eq(candidates == CandidateFilter::Postponed))
            .and_where_option(candidates.level().map(|level| CandidateColumn::Level.eq(level.code())))
            .to_owned();
        all = all.add(Column::Id.in_subquery(pairs)).add(in_state(EntryStateFilter::Missing, today));
    }
    match &filter.fingerprint {
        Some(fingerprint) => {
            let has_it = Condition::any()
                .add(Column::TaxFingerprint.eq(fingerprint))
                .add(Column::OwnerFingerprint.eq(fingerprint));
            all = all.add(has_it);
        }
        None => {
            for word in fold(&filter.words).split_whitespace().take(MAX_WORDS) {
                all = all.add(contains_word(Column::SearchText, word));
            }
        }
    }
    Entity::find().filter(all)
}

/// As [`camket_domain::census::EntryStatus::exclusion_on`].
fn is_out_on(today: Date) -> Condition {
    let lasts = Condition::any().add(Column::OutLastDay.is_null()).add(Column::OutLastDay.gte(today));
    Condition::all().add(Column::OutReason.is_not_null()).add(lasts)
}

fn in_state(state: EntryStateFilter, today: Date) -> Condition {
    let open = |states: &[EntryState]| {
        let ended = Condition::any().add(Column::OutReason.is_null()).add(Column::OutLastDay.lt(today));
        Condition::all().add(Column::State.is_in(states.iter().map(|state| state.code()))).add(ended)
    };
    match state {
        EntryStateFilter::Missing => open(&[EntryState::NotReached, EntryState::Contacted]),
        EntryStateFilter::NotReached => open(&[EntryState::NotReached]),
        EntryStateFilter::Contacted => open(&[EntryState::Contacted]),
        EntryStateFilter::Matched => open(&[EntryState::Matched]),
        EntryStateFilter::Proposed => open(&[EntryState::Proposed]),
        EntryStateFilter::Out => is_out_on(today),
    }
}

/// The entries within `scope`, by their commune.
pub(super) fn within(scope: &Scope) -> Condition {
    in_area(scope, None)
}

/// The entries of an area, by one column, so that its index gives them in order.
fn in_area(scope: &Scope, commune: Option<AreaCode>) -> Condition {
    let all = Condition::all();
    match (scope, commune) {
        (Scope::Area(area), Some(commune)) if area.level() == AreaLevel::Province => {
            let known = list_codes_within(area).contains(&commune);
            all.add(if known { Column::Commune.eq(commune.as_str()) } else { Column::Id.is_null() })
        }
        (Scope::Area(area), None) if area.level() == AreaLevel::Province => {
            all.add(Column::Province.eq(area.as_str()))
        }
        (Scope::Area(area), commune) => all
            .add(Column::Commune.eq(area.as_str()))
            .add_option(commune.map(|commune| Column::Commune.eq(commune.as_str()))),
        (Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing, _) => all.add(Column::Id.is_null()),
    }
}
