//! Measures the candidates of census entries among venues: `cargo run --release -p camket-domain --example census_matching`.
//! Names and places are made up. The venues pass in blocks, as the store would read them.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::collections::HashSet;
use std::fs;
use std::time::Duration;

use camket_domain::areas::{self, AreaCode};
use camket_domain::census::matching::{
    EntryRecord, MatchCode, MatchField, MatchRecord, Matcher, VenueRecord,
};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::venues::VenueKind;
use time::macros::date;
use uuid::Uuid;

const WORDS: [&str; 24] = [
    "Sen", "Vàng", "Hoa", "Mai", "Hồng", "Hạnh", "Bình", "Minh", "Thanh", "Long", "Phát", "Gia", "Hoàng",
    "Biển", "Xanh", "Sông", "Trăng", "Ngọc", "Lan", "Hương", "Kim", "Anh", "Đại", "Nam",
];
const STREETS: [&str; 12] = [
    "Thống Nhất",
    "Yên Ninh",
    "Ngô Gia Tự",
    "16 tháng 4",
    "Lê Lợi",
    "Trường Chinh",
    "Hải Thượng Lãn Ông",
    "Nguyễn Du",
    "Trần Phú",
    "Hùng Vương",
    "Lý Thường Kiệt",
    "Quang Trung",
];
const VENUES_PER_BLOCK: usize = 5_000;

fn main() {
    let small = measure(2_000, 10_000);
    let large = measure(20_000, 100_000);
    let per_entry = |time: Duration, entries: f64| time.as_secs_f64() / entries;
    println!("growth per entry: {:.2}", per_entry(large, 20_000.0) / per_entry(small, 2_000.0));
}

fn measure(entries: usize, venues: usize) -> Duration {
    let communes: Vec<AreaCode> = areas::all()
        .list_communes(AreaCode::new("56").expect("a code"), date!(2026 - 11 - 28))
        .iter()
        .map(|area| area.code)
        .collect();
    let list: Vec<EntryRecord> = (0..entries)
        .map(|n| build(CensusEntryId(Uuid::from_u128(n as u128)), n * 5, true, &communes))
        .collect();
    let (before, none) = (read_memory(), HashSet::new());
    let mut spent = Duration::ZERO;
    let begun = read_cpu_time();
    let mut matcher = Matcher::new(&list, &none);
    spent += read_cpu_time().saturating_sub(begun);
    for block in (0..venues).collect::<Vec<_>>().chunks(VENUES_PER_BLOCK) {
        let block: Vec<VenueRecord> =
            block.iter().map(|n| build(VenueId(Uuid::from_u128(*n as u128)), *n, false, &communes)).collect();
        let begun = read_cpu_time();
        matcher.add(&block);
        spent += read_cpu_time().saturating_sub(begun);
    }
    let found = matcher.finish();
    let candidates: usize = found.iter().map(|one| one.candidates.len()).sum();
    println!(
        "{entries} entries, {venues} venues: {:.2} s of one core, {} entries with {candidates} candidates, {} MB more in memory",
        spent.as_secs_f64(),
        found.len(),
        read_memory().saturating_sub(before) / 1_024
    );
    spent
}

/// The record of a venue of reality; an entry spells it otherwise, and half of them have its code or phone.
fn build<Id>(id: Id, n: usize, is_entry: bool, communes: &[AreaCode]) -> MatchRecord<Id> {
    let lot = |salt, of| draw_lot(n, salt, of);
    let words = [lot(1, 24), lot(2, 24), lot(3, 24)].map(|at| WORDS[at]).join(" ");
    let (kind, street) = (if is_entry { "NN" } else { "Nhà nghỉ" }, STREETS[lot(4, 12)]);
    let has_code = n.is_multiple_of(2);
    let code = format!("{:010}", 4_500_000_000_u64 + n as u64);
    let code =
        MatchCode { field: MatchField::TaxCode, shown: code.clone(), key: code, is_personal: false, rows: 1 };
    let phone = Phone::parse(&format!("09{:08}", n % 100_000_000)).expect("a number");
    MatchRecord {
        id,
        name: format!("{kind} {words}"),
        kind: Some(VenueKind::Motel),
        address: format!("{} {street}, khu phố {}", lot(5, 300) + 1, lot(6, 9) + 1),
        commune: Some(communes[lot(7, communes.len())]),
        codes: has_code.then_some(code).into_iter().collect(),
        phones: (n.is_multiple_of(3)).then_some(phone).into_iter().collect(),
        owner_name: format!("Nguyễn {}", [8, 10, 11].map(|salt| WORDS[lot(salt, 24)]).join(" ")),
        owner_birth_year: Some(1950 + i32::try_from(lot(9, 50)).unwrap_or(0)),
    }
}

/// A number below `of` that looks random: the finaliser of SplitMix64.
fn draw_lot(n: usize, salt: usize, of: usize) -> usize {
    let mut word = (n * 64 + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (word ^ (word >> 31)) % of
}

/// Time of this process on a core: other programs do not count.
fn read_cpu_time() -> Duration {
    let times = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(times.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

/// Resident memory in kB.
fn read_memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}
