use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::area_map::{AreaMap, LAST_FORMER_DAY};
use super::spans::{StandingWord, list_spans};
use super::table::{CoverageFigures, CoverageShare, CoverageTable};
use super::*;
use crate::areas::{self, AreaLevel};

const LISTED: Date = date!(2025 - 12 - 01);
const DAY: Date = date!(2025 - 12 - 31);

fn entry(id: u128, venue: Option<u128>) -> CountedEntry {
    CountedEntry {
        entry: CensusEntryId(Uuid::from_u128(id)),
        place: place("22759"),
        kind: Some(VenueKind::Motel),
        listed_on: LISTED,
        verified_on: None,
        out: Vec::new(),
        venue: venue.map(|venue| VenueId(Uuid::from_u128(venue))),
        is_proposed: false,
    }
}

fn place(commune: &str) -> CountedPlace {
    CountedPlace { commune: AreaCode::new(commune).unwrap(), as_of: LISTED, former: None }
}

fn venue(id: u128, pledge: Option<(Date, Option<Date>)>, labour: Option<Date>) -> CountedVenue {
    CountedVenue {
        venue: VenueId(Uuid::from_u128(id)),
        place: place("22759"),
        kind: VenueKind::Hotel,
        pledges: pledge.map(|(first, last)| ValidInterval { first, last }).into_iter().collect(),
        labour: labour.map(|first| ValidInterval { first, last: None }).into_iter().collect(),
        out: Vec::new(),
    }
}

fn out(reason: ExclusionReason, since: Date, last_day: Option<Date>) -> Vec<OutInterval> {
    vec![OutInterval { reason, since, last_day }]
}

fn count(entries: &[CountedEntry], venues: &[CountedVenue], day: Date) -> CoverageFigures {
    let map = AreaMap::new(AreaLevel::Commune, day);
    CoverageTable::count(&list_units(entries, venues, day), &map).total()
}

#[test]
fn who_counts_on_a_day() {
    let entries = [
        entry(1, Some(1)),
        entry(2, Some(2)),
        CountedEntry { verified_on: Some(date!(2025 - 12 - 20)), ..entry(3, None) },
        entry(4, None),
        CountedEntry { out: out(ExclusionReason::Closed, date!(2025 - 12 - 15), None), ..entry(5, None) },
        CountedEntry {
            out: out(ExclusionReason::Stopped, LISTED, Some(date!(2025 - 12 - 30))),
            ..entry(6, None)
        },
        CountedEntry { listed_on: date!(2026 - 01 - 01), ..entry(7, None) },
        CountedEntry { is_proposed: true, ..entry(8, Some(8)) },
    ];
    let venues = [
        venue(1, Some((date!(2025 - 12 - 10), Some(date!(2026 - 12 - 09)))), Some(date!(2025 - 12 - 12))),
        venue(2, Some((date!(2025 - 12 - 20), None)), None),
        venue(8, Some((LISTED, None)), Some(LISTED)),
    ];
    let figures = count(&entries, &venues, DAY);
    let expected = CoverageFigures {
        denominator: 5,
        unverified: 2,
        pledged: 2,
        labour: 1,
        both: 1,
        proposed: 1,
        out: [1, 0, 0, 0, 0],
    };
    assert_eq!(figures, expected);
    assert_eq!(
        (figures.count_missing(CoverageDuty::Pledge), figures.count_out(ExclusionReason::Closed)),
        (3, 1)
    );
    // Earlier: before the pledges, before the closing, and while one was stopped.
    let earlier = count(&entries, &venues, date!(2025 - 12 - 05));
    assert_eq!((earlier.denominator, earlier.pledged, earlier.out), (5, 0, [0, 1, 0, 0, 0]));
    // Before the list there is nothing; later a pledge has ended.
    assert_eq!(count(&entries[..4], &venues, date!(2025 - 11 - 30)), CoverageFigures::default());
    let later = count(&entries, &venues, date!(2026 - 12 - 10));
    assert_eq!((later.denominator, later.pledged, later.labour, later.both), (6, 1, 1, 0));
}

#[test]
fn the_same_venue_on_three_lists_counts_once() {
    let duplicate = CountedEntry { out: out(ExclusionReason::Duplicate, LISTED, None), ..entry(3, Some(1)) };
    let entries = [entry(1, Some(1)), entry(2, Some(1)), duplicate.clone()];
    let venues = [venue(1, Some((LISTED, None)), None)];
    let units = list_units(&entries, &venues, DAY);
    assert_eq!((units.len(), units[0].entries.len(), units[0].kind), (1, 3, Some(VenueKind::Hotel)));
    assert_eq!(count(&entries, &venues, DAY).denominator, 1);
    // All of them out: the reason is the one that says something of the venue.
    let closed = CountedEntry { out: out(ExclusionReason::Closed, LISTED, None), ..entry(1, Some(1)) };
    let units = list_units(&[duplicate, closed], &venues, DAY);
    assert_eq!(units[0].standing, UnitStanding::Out(ExclusionReason::Closed));
}

#[test]
fn a_venue_that_stopped_is_out_on_every_list() {
    let stopped = CountedVenue {
        out: out(ExclusionReason::Stopped, date!(2025 - 12 - 20), Some(date!(2025 - 12 - 31))),
        ..venue(1, Some((LISTED, None)), None)
    };
    let entries = [entry(1, Some(1)), entry(2, Some(1))];
    let standing = |day| list_units(&entries, std::slice::from_ref(&stopped), day)[0].standing;
    assert_eq!(standing(DAY), UnitStanding::Out(ExclusionReason::Stopped));
    assert_eq!(standing(date!(2026 - 01 - 01)).word(), StandingWord::Pledge);
}

#[test]
fn every_word_is_one_standing() {
    for word in StandingWord::ALL {
        assert_eq!(word.standing().word(), word);
    }
}

#[test]
fn names_stand_behind_every_number() {
    let entries = [entry(1, Some(1)), entry(2, None)];
    let units = list_units(&entries, &[venue(1, Some((LISTED, None)), None)], DAY);
    let missing = |duty| {
        units
            .iter()
            .filter(|unit| unit.standing.misses(duty))
            .map(|unit| unit.entries[0].0.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(missing(CoverageDuty::Pledge), [2]);
    assert_eq!(missing(CoverageDuty::Both), [1, 2]);
}

#[test]
fn no_venues_are_no_share() {
    assert_eq!(CoverageFigures::default().share(CoverageDuty::Both), CoverageShare::NoVenues);
    assert_eq!(CoverageShare::NoVenues.permille(), None);
    assert_eq!(
        CoverageShare::Of { done: 9_999, of: 10_000 }.permille(),
        Some(999),
        "never rounded up to all"
    );
    assert_eq!(CoverageShare::Of { done: 3, of: 3 }.permille(), Some(1_000));
    assert_eq!(CoverageShare::Of { done: 2, of: 3 }.permille(), Some(667));
    assert_eq!(CoverageShare::Of { done: 38, of: 69 }.permille(), Some(551), "55.07 %");
}

/// Communes of old Ninh Thuận, of today and of before 1 July 2025, each with a day of its code.
fn any_place() -> impl Strategy<Value = CountedPlace> {
    let province = |code: &str| AreaCode::new(code).unwrap();
    let now = areas::all().list_communes(province("56"), LISTED);
    let before = areas::all().list_communes(province("58"), LAST_FORMER_DAY);
    let former: Vec<AreaCode> = before.iter().map(|area| area.code).collect();
    let dated = now
        .iter()
        .map(|area| (area.code, LISTED))
        .chain(before.iter().map(|area| (area.code, LAST_FORMER_DAY)));
    let dated: Vec<(AreaCode, Date)> = dated.collect();
    (proptest::sample::select(dated), proptest::option::of(proptest::sample::select(former)))
        .prop_map(|((commune, as_of), former)| CountedPlace { commune, as_of, former })
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..800_i64).prop_map(|days| date!(2024 - 12 - 01) + time::Duration::days(days))
}

fn any_entry() -> impl Strategy<Value = CountedEntry> {
    let interval =
        (proptest::sample::select(ExclusionReason::ALL.to_vec()), any_day(), proptest::option::of(any_day()));
    let out = proptest::collection::vec(interval, 0..2);
    (
        any_place(),
        any_day(),
        proptest::option::of(any_day()),
        out,
        proptest::option::of(1..6_u128),
        any::<bool>(),
    )
        .prop_map(|(place, listed_on, verified_on, out, venue, is_proposed)| CountedEntry {
            place,
            listed_on,
            verified_on,
            out: out
                .into_iter()
                .map(|(reason, since, last_day)| OutInterval { reason, since, last_day })
                .collect(),
            is_proposed: is_proposed && venue.is_some(),
            ..entry(0, venue)
        })
}

fn any_venue() -> impl Strategy<Value = CountedVenue> {
    let pledge = proptest::option::of((any_day(), proptest::option::of(any_day())));
    (any_place(), pledge, proptest::option::of(any_day()))
        .prop_map(|(place, pledge, labour)| CountedVenue { place, ..venue(0, pledge, labour) })
}

proptest! {
    /// The span of a day says what the facts of the day say.
    #[test]
    fn spans_say_of_every_day_what_its_facts_say(
        mut entries in proptest::collection::vec(any_entry(), 1..4),
        venue in any_venue(),
        day in any_day(),
    ) {
        let venue = CountedVenue { out: entries[0].out.clone(), ..venue };
        entries.iter_mut().for_each(|entry| entry.venue = Some(venue.venue));
        let entries: Vec<&CountedEntry> = entries.iter().collect();
        let spans = list_spans(&entries, Some(&venue));
        let covers = |span: &&super::spans::UnitSpan| span.first <= day && span.last.is_none_or(|last| day <= last);
        let found: Vec<_> = spans.iter().filter(covers).map(|span| &span.unit).collect();
        let judged = judge_unit(&entries, Some(&venue), day);
        prop_assert_eq!(found, judged.iter().collect::<Vec<_>>());
        // Between two spans is a gap, as of a proposal that was declined, or a change.
        let in_order = spans.windows(2).all(|pair| {
            let next = pair[0].last.and_then(Date::next_day);
            next.is_some_and(|next| next < pair[1].first || next == pair[1].first && pair[0].unit != pair[1].unit)
        });
        prop_assert!(in_order);
    }

    /// Under the present and the former map, by every level, by kind and in all, the totals are the same.
    #[test]
    fn totals_agree_under_every_map(
        mut entries in proptest::collection::vec(any_entry(), 0..12),
        mut venues in proptest::collection::vec(any_venue(), 5),
        day in any_day(),
    ) {
        (1..).zip(&mut entries).for_each(|(n, entry)| entry.entry = CensusEntryId(Uuid::from_u128(n)));
        (1..).zip(&mut venues).for_each(|(n, venue)| venue.venue = VenueId(Uuid::from_u128(n)));
        let units = list_units(&entries, &venues, day);
        let maps = [
            AreaMap::new(AreaLevel::Commune, LISTED),
            AreaMap::new(AreaLevel::Province, LISTED),
            AreaMap::former(AreaLevel::Commune),
            AreaMap::former(AreaLevel::District),
            AreaMap::former(AreaLevel::Province),
        ];
        let tables = maps.each_ref().map(|map| CoverageTable::count(&units, map));
        let total = tables[0].total();
        for (table, map) in tables.iter().zip(&maps) {
            prop_assert_eq!(table.total(), total);
            for sums in [table.by_area().into_values().collect::<Vec<_>>(), table.by_kind().into_values().collect()] {
                let mut sum = CoverageFigures::default();
                sums.into_iter().for_each(|figures| sum += figures);
                prop_assert_eq!(sum, total);
            }
            // Of old Ninh Thuận every place is in its former province, split or not.
            for unit in &units {
                let code = map.locate(&unit.place);
                prop_assert!(code.is_none_or(|code| areas::all().find_all(code).next().is_some()));
            }
        }
        prop_assert!(total.both <= total.pledged.min(total.labour) && total.pledged.max(total.labour) <= total.denominator);
        prop_assert!(total.unverified + total.pledged <= total.denominator);
        let counted = total.denominator + total.proposed + total.out.iter().sum::<u32>();
        prop_assert_eq!(counted as usize, units.len());
        // Each entry on a list by then stands behind exactly one number.
        let named: usize = units.iter().map(|unit| unit.entries.len()).sum();
        prop_assert!(named <= entries.len());
    }
}
