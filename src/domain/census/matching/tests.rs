use std::collections::{BTreeSet, HashSet};

use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::*;

fn record<Id>(id: Id, name: &str, address: &str) -> MatchRecord<Id> {
    MatchRecord {
        id,
        name: name.into(),
        kind: Some(VenueKind::Motel),
        address: address.into(),
        commune: AreaCode::new("22759"),
        codes: Vec::new(),
        phones: Vec::new(),
        owner_name: String::new(),
        owner_birth_year: None,
    }
}

fn entry(name: &str, address: &str) -> EntryRecord {
    record(CensusEntryId(Uuid::from_u128(1)), name, address)
}

fn venue(name: &str, address: &str) -> VenueRecord {
    record(VenueId(Uuid::from_u128(2)), name, address)
}

fn tax(key: &str, rows: u32, is_personal: bool) -> Vec<MatchCode> {
    vec![MatchCode { field: MatchField::TaxCode, key: key.into(), shown: key.into(), is_personal, rows }]
}

fn level(entry: &EntryRecord, venue: &VenueRecord) -> Option<MatchLevel> {
    let none = HashSet::new();
    let mut matcher = Matcher::new(std::slice::from_ref(entry), &none);
    matcher.add(std::slice::from_ref(venue));
    matcher.finish().first().map(|found| found.candidates[0].level)
}

#[test]
fn the_levels_of_a_code() {
    let coded = |rows, is_personal| EntryRecord {
        codes: tax("0100047516", rows, is_personal),
        ..entry("Sen Vàng", "1 Yên Ninh")
    };
    let other = |rows, is_personal| VenueRecord {
        codes: tax("0100047516", rows, is_personal),
        ..venue("Tên khác", "9 Lê Lợi")
    };
    assert_eq!(level(&coded(1, false), &other(1, false)), Some(MatchLevel::Sure));
    assert_eq!(level(&coded(2, false), &other(1, false)), Some(MatchLevel::Ask), "two rows of the list");
    assert_eq!(level(&coded(1, false), &other(2, false)), Some(MatchLevel::Ask), "two venues");
    let elsewhere = VenueRecord { commune: AreaCode::new("22780"), ..other(1, false) };
    assert_eq!(level(&coded(1, false), &elsewhere), Some(MatchLevel::Ask), "moved, or a chain");
    assert_eq!(
        level(&coded(1, true), &other(1, true)),
        Some(MatchLevel::Ask),
        "a household's code is its owner's"
    );
    assert_eq!(level(&coded(1, true), &other(1, false)), None);
    let one_digit_off =
        VenueRecord { codes: tax("0100047517", 1, false), ..venue("Tên khác", "9 Lê Lợi") };
    assert_eq!(level(&coded(1, false), &one_digit_off), None);
    let security = MatchCode { field: MatchField::SecurityNumber, ..tax("12gcn", 1, false).remove(0) };
    let (own, theirs) = (vec![security.clone()], vec![security]);
    let pair = (
        EntryRecord { codes: own, ..entry("A", "1 Yên Ninh") },
        VenueRecord { codes: theirs, ..venue("B", "9 Lê Lợi") },
    );
    assert_eq!(level(&pair.0, &pair.1), Some(MatchLevel::Sure));
    assert!(MatchLevel::Sure.may_be_confirmed_in_bulk() && !MatchLevel::Ask.may_be_confirmed_in_bulk());
    assert_eq!(code_key("12 / GCN-ANTT"), code_key("12/gcn antt"));
}

#[test]
fn the_levels_of_phone_owner_name_and_place() {
    let phone = || vec![Phone::parse("0912345678").unwrap()];
    let far =
        VenueRecord {
            commune: AreaCode::new("22780"), phones: phone(), ..venue("Tên khác", "9 Lê Lợi")
        };
    assert_eq!(
        level(&EntryRecord { phones: phone(), ..entry("Sen", "1 Yên Ninh") }, &far),
        Some(MatchLevel::Ask)
    );
    let owned = |year| EntryRecord {
        owner_name: "Nguyễn Thị Sen".into(),
        owner_birth_year: year,
        ..entry("A", "1 Yên Ninh")
    };
    let same = VenueRecord {
        owner_name: "NGUYEN THI SEN".into(),
        owner_birth_year: Some(1975),
        ..venue("B", "9 Lê Lợi")
    };
    assert_eq!(level(&owned(Some(1975)), &same), Some(MatchLevel::Ask));
    assert_eq!(level(&owned(Some(1976)), &same), None);
    assert_eq!(level(&owned(None), &same), None, "a name alone is shared by many");
    for (a, place_a, b, place_b, expected) in [
        ("Nhà nghỉ Sen Vàng", "12 Thống Nhất", "NN Sen Vàng", "12/3 đường Thống Nhất", Some(MatchLevel::Ask)),
        ("Hoàng Gia Palace", "thôn Mỹ Tường", "Hoàng Ga Palace", "Thôn Mỹ Tường", Some(MatchLevel::Ask)),
        ("Hoa Mai Đỏ", "KP 3", "Hoa  Maii Đỏ", "khu phố 3", Some(MatchLevel::Ask)),
        ("Sen Vàng", "12 Thống Nhất", "Sen Vàng", "7 Yên Ninh", None),
        ("Sen Vàng", "12 Thống Nhất", "Sen Vàng", "", Some(MatchLevel::Ask)),
        ("Sen Vàng", "12 Thống Nhất", "Hoa Mai", "Số 12, đường Thống Nhất", Some(MatchLevel::SamePlace)),
        ("Sen Vàng", "12 Thống Nhất", "Hoa Mai", "số 12 đường Thống Nhất, KP 2", Some(MatchLevel::SamePlace)),
        ("Sen Vàng", "thôn Mỹ Tường", "Hoa Mai", "thôn Mỹ Tường", None),
    ] {
        assert_eq!(
            level(&entry(a, place_a), &venue(b, place_b)),
            expected,
            "{a}, {place_a} / {b}, {place_b}"
        );
    }
    let elsewhere =
        VenueRecord { commune: AreaCode::new("22780"), ..venue("Sen Vàng", "12 Thống Nhất") };
    assert_eq!(level(&entry("Sen Vàng", "12 Thống Nhất"), &elsewhere), None);
}

#[test]
fn the_best_come_first_and_what_was_denied_stays_away() {
    let one = entry("Sen Vàng", "12 Thống Nhất");
    let entries = [EntryRecord { codes: tax("0100047516", 1, false), ..one }];
    let id = |n| VenueId(Uuid::from_u128(n));
    let mut venues: Vec<VenueRecord> =
        (10..20).map(|n| VenueRecord { id: id(n), ..venue("Sen Vàng", "40 Thống Nhất") }).collect();
    venues.push(VenueRecord { id: id(20), ..venue("Mai", "12 Thống Nhất") });
    venues
        .push(VenueRecord { id: id(21), codes: tax("0100047516", 1, false), ..venue("Sen", "9 Lê Lợi") });
    venues.push(VenueRecord { id: id(22), ..venue("Sen Vàng", "12 Thống Nhất") });
    let denied: HashSet<_> = [(entries[0].id, id(10))].into();
    let mut matcher = Matcher::new(&entries, &denied);
    venues.chunks(3).for_each(|block| matcher.add(block));
    let found = matcher.finish();
    let ids: Vec<u128> = found[0].candidates.iter().map(|candidate| candidate.venue.0.as_u128()).collect();
    assert_eq!(ids, [21, 22, 11, 12, 13]);
}

#[test]
fn evidence_says_what_speaks_for_and_against() {
    let own = EntryRecord {
        codes: tax("0100047516", 1, false),
        phones: vec![Phone::parse("0912345678").unwrap()],
        owner_name: "Nguyễn Thị Sen".into(),
        owner_birth_year: Some(1975),
        ..entry("KS Hoà Bình", "12 Thống Nhất")
    };
    let other = VenueRecord {
        codes: tax("0100047517", 1, false),
        kind: Some(VenueKind::Hotel),
        ..venue("Khách sạn Hòa Bịnh", "14 Thống Nhất")
    };
    let fields = compare_fields(&own, &other, date!(2026 - 11 - 28), |kind| kind.label_vi().to_owned());
    let find = |field| fields.iter().find(|evidence| evidence.field == field).expect("shown");
    assert_eq!(find(MatchField::TaxCode).agreement, Agreement::Different);
    let last_digit = std::slice::from_ref(&(9..10));
    assert_eq!(find(MatchField::TaxCode).entry_differences, last_digit);
    assert_eq!(find(MatchField::TaxCode).venue_differences, last_digit);
    assert_eq!(find(MatchField::Phone).agreement, Agreement::Missing);
    let name = find(MatchField::Name);
    let marked = |text: &str, ranges: &[std::ops::Range<usize>]| {
        ranges.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(name.agreement, Agreement::Similar(90), "one tone");
    assert_eq!(marked(&name.entry, &name.entry_differences), ["ì"]);
    assert_eq!(marked(&name.venue, &name.venue_differences), ["ị"]);
    assert_eq!(find(MatchField::Address).agreement, Agreement::Near);
    assert_eq!(marked("12 Thống Nhất", &find(MatchField::Address).entry_differences), ["2"]);
    assert_eq!(find(MatchField::Commune).agreement, Agreement::Same);
    assert!(find(MatchField::Kind).speaks_against() && find(MatchField::Commune).speaks_for());
    assert!(fields.iter().all(|evidence| evidence.field != MatchField::Registration), "nobody has one");
}

#[test]
fn personal_codes_are_compared_by_their_hash_and_shown_masked() {
    let sealed =
        || crate::sealed::SealedNumber { sealed: vec![], fingerprint: "keyed".into(), last4: "1234".into() };
    let codes = list_codes(Some(&TaxNumber::Personal(sealed())), "", "", |_, _| 1);
    assert_eq!(
        (codes[0].key.as_str(), codes[0].shown.as_str(), codes[0].is_personal),
        ("keyed", "••••••••1234", true)
    );
}

fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Sen"),
        Just("Vàng"),
        Just("Hoà"),
        Just("Hòa"),
        Just("Bình"),
        Just("Hoàng"),
        Just("KS"),
        Just("Gia")
    ];
    (proptest::collection::vec(word, 0..4), proptest::option::of(0..20_usize)).prop_map(|(words, typo)| {
        let name = words.join(" ");
        // One letter left out.
        name.chars().enumerate().filter(|(at, _)| Some(*at) != typo).map(|(_, c)| c).collect()
    })
}

fn address() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just(""), Just("12 "), Just("14/2 "), Just("số 12 ")];
    let street = prop_oneof![
        Just("Thống Nhất"),
        Just("đường Thống Nhất"),
        Just("Yên Ninh"),
        Just("thôn Mỹ Tường"),
        Just("")
    ];
    let rest = prop_oneof![Just(""), Just(", KP 3"), Just(", khu phố 3"), Just(", P. Phan Rang")];
    (number, street, rest).prop_map(|(number, street, rest)| format!("{number}{street}{rest}"))
}

/// Every pair compared with every other, without keys.
fn list_all_pairs(
    entries: &[EntryRecord],
    venues: &[VenueRecord],
) -> BTreeSet<(CensusEntryId, VenueId, MatchLevel)> {
    let mut pairs = BTreeSet::new();
    for entry in entries {
        for venue in venues {
            pairs.extend(candidates::judge_records(entry, venue).map(|level| (entry.id, venue.id, level)));
        }
    }
    pairs
}

proptest! {
    /// The keys leave out no pair but names with two errors or more, which share no word either.
    #[test]
    fn keys_find_what_comparing_all_pairs_finds(
        entries in proptest::collection::vec((name(), address()), 1..5),
        venues in proptest::collection::vec((name(), address()), 1..5),
    ) {
        let entries: Vec<EntryRecord> = (1..).zip(entries)
            .map(|(n, (name, address))| EntryRecord { id: CensusEntryId(Uuid::from_u128(n)), ..entry(&name, &address) }).collect();
        let venues: Vec<VenueRecord> = (1..).zip(venues)
            .map(|(n, (name, address))| VenueRecord { id: VenueId(Uuid::from_u128(n)), ..venue(&name, &address) }).collect();
        let none = HashSet::new();
        let mut matcher = Matcher::new(&entries, &none);
        matcher.add(&venues);
        let found: BTreeSet<_> = matcher.finish().iter()
            .flat_map(|one| one.candidates.iter().map(|candidate| (one.entry, candidate.venue, candidate.level))).collect();
        let all = list_all_pairs(&entries, &venues);
        prop_assert!(found.is_subset(&all));
        let missed: Vec<_> = all.difference(&found).collect();
        prop_assert!(missed.is_empty(), "{missed:?}");
    }
}
