use time::macros::date;

use super::*;
use crate::text::to_nfc;

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn versions_by_number_and_day() {
    let terms = Terms::all();
    assert!(terms.iter().zip(1..).all(|(terms, number)| terms.version == number));
    assert!(terms.windows(2).all(|pair| pair[0].valid_from < pair[1].valid_from));
    assert_eq!(Terms::find_current(date!(2026 - 06 - 30)), None);
    for day in [date!(2026 - 07 - 01), date!(2026 - 11 - 23), date!(2027 - 11 - 23)] {
        assert_eq!(Terms::find_current(day).map(|terms| terms.version), Some(1));
    }
    assert_eq!(Terms::find_version(1).map(|terms| terms.title.as_str()), Some("BẢN CAM KẾT"));
    assert_eq!((Terms::find_version(0), Terms::find_version(2)), (None, None));
}

#[test]
fn thirteen_clauses_for_every_kind() {
    for (terms, kind) in Terms::all().iter().flat_map(|t| VenueKind::ALL.map(|kind| (t, kind))) {
        let clauses = terms.clauses_for(kind);
        let numbers: Vec<u8> = clauses.iter().map(|clause| clause.number).collect();
        assert_eq!(numbers, (1..=13).collect::<Vec<u8>>(), "{kind:?}");
        assert!(clauses.iter().all(|clause| clause.text.ends_with('.') && !clause.bases.is_empty()));
    }
}

#[test]
fn clause_six_is_worded_by_kind() {
    let terms = Terms::find_version(1).expect("the first version");
    let sixth = |kind| terms.clauses_for(kind)[5].clone();
    for kind in VenueKind::ALL {
        let all_jobs = sixth(kind).text.contains("bất kỳ công việc nào");
        assert_eq!(all_jobs, kind.is_closed_to_minors(), "{kind:?}");
        assert_eq!(sixth(kind).text.contains("tiếp xúc trực tiếp với khách hàng"), !all_jobs, "{kind:?}");
    }
    assert_eq!(sixth(VenueKind::Hotel), sixth(VenueKind::Karaoke));
}

/// The text with its bases fits on one page: at most 650 words.
#[test]
fn fits_one_page() {
    for kind in VenueKind::ALL {
        let text = Terms::find_version(1).expect("the first version").canonical_text(kind);
        assert!(words(&text) <= 650, "{kind:?}: {}", words(&text));
    }
}

/// The terms cite no number of a law that is not confirmed by a source, and no fines before a lawyer has confirmed
/// them.
#[test]
fn prints_no_unconfirmed_law_and_no_fines() {
    for terms in Terms::all() {
        let text =
            VenueKind::ALL.map(|kind| terms.canonical_text(kind)).concat() + &terms.worker.canonical_text();
        for unsettled in
            ["53/2024", "282/2025", "283/2026", "144/2021", "triệu", "phạt tiền", "nhạy cảm", "cơ sở mại dâm"]
        {
            assert!(!text.contains(unsettled), "{unsettled}");
        }
        assert_eq!(text, to_nfc(&text));
        assert!(!text.contains("  "));
    }
}

#[test]
fn the_workers_pledge() {
    let worker = &Terms::find_version(1).expect("the first version").worker;
    assert!(worker.preamble.contains("khoản 3 Điều 15"));
    assert!(worker.clauses.iter().zip(1..).all(|(clause, number)| clause.number == number));
    assert!(worker.clauses.iter().all(|clause| !clause.bases.is_empty()));
    assert!(words(&worker.canonical_text()) < 400);
}

/// The text of a version never changes, so the hash of a signed pledge can be computed again.
#[test]
fn canonical_text_is_fixed() {
    let text = Terms::find_version(1).expect("the first version").canonical_text(VenueKind::Hotel);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 3 + 13 + 1);
    assert_eq!(lines[0], "camket-terms 1");
    assert_eq!(lines[1], "BẢN CAM KẾT");
    assert!(lines[4].starts_with("1. Không để xảy ra tại cơ sở"));
    assert_eq!(checksum(&text), 17_697_726_965_323_898_880);
    let text = Terms::find_version(1).expect("the first version").canonical_text(VenueKind::Cafe);
    assert_eq!(checksum(&text), 17_058_423_691_600_832_188);
}

/// Detects changes of a text.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

#[test]
fn clauses_survive_storage() {
    let clauses = Terms::find_version(1).expect("the first version").clauses_for(VenueKind::Cafe);
    let json = serde_json::to_string(&clauses).expect("text");
    assert_eq!(serde_json::from_str::<Vec<TermsClause>>(&json).expect("the same"), clauses);
}
