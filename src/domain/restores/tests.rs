use time::macros::datetime;

use super::*;
use CertificateStatus::{Issued, Revoked, Superseded, Suspended};

fn marks() -> HighWaterMarks {
    let event = Some(AuditId(Uuid::from_u128(7)));
    HighWaterMarks { epoch: 2, sequence: 40, event, series: vec![mark(1, 2026, 12)] }
}

fn mark(owner: u128, year: i32, last: i32) -> SeriesMark {
    SeriesMark { series: NumberSeries::Certificates, owner: Uuid::from_u128(owner), year, last }
}

fn position(epoch: i64, sequence: i64, has_marked_event: bool) -> DatabasePosition {
    DatabasePosition { epoch, sequence, event: None, has_marked_event }
}

#[test]
fn a_database_continues_from_the_marks_or_is_set_back() {
    for (at, expected) in [
        (position(2, 40, true), None),
        (position(2, 41, true), None),
        (position(3, 1, false), None),
        (position(1, 90, true), Some(Setback::Epoch)),
        (position(2, 39, true), Some(Setback::Sequence)),
        (position(2, 41, false), Some(Setback::Event)),
    ] {
        assert_eq!(marks().find_setback(&at), expected, "{at:?}");
    }
}

#[test]
fn a_number_that_was_given_is_reached_by_its_series() {
    let found = |series: &[SeriesMark]| marks().find_series_setback(series);
    assert_eq!(found(&[mark(1, 2026, 12), mark(2, 2026, 1)]), None);
    assert_eq!(found(&[mark(1, 2026, 11)]), Some(Setback::Series));
    assert_eq!(found(&[mark(1, 2027, 12)]), Some(Setback::Series), "another year");
    assert_eq!(found(&[]), Some(Setback::Series));
}

#[test]
fn a_gap_begins_after_the_database_and_ends_beyond_what_was_given() {
    let gaps =
        plan_gaps(&[mark(1, 2026, 10), mark(2, 2025, 5)], &[mark(1, 2026, 12), mark(3, 2026, 4)], 2026, 100);
    let seen: Vec<_> =
        gaps.iter().map(|gap| (gap.owner.as_u128(), gap.year, gap.first, gap.given, gap.last)).collect();
    assert_eq!(
        seen,
        [
            (1, 2026, 11, Some(12), 112),
            // It gave numbers last year alone: what it gave this year is not known.
            (2, 2026, 1, None, 100),
            (3, 2026, 1, Some(4), 104),
        ]
    );
}

#[test]
fn a_year_to_come_that_has_numbers_gets_a_gap_too() {
    let gaps = plan_gaps(&[mark(1, 2027, 3)], &[], 2026, 10);
    assert_eq!(gaps.iter().map(|gap| (gap.year, gap.last)).collect::<Vec<_>>(), [(2026, 10), (2027, 13)]);
}

#[test]
fn what_was_published_stays_and_no_status_is_made_better() {
    for register in CertificateStatus::ALL {
        for list in CertificateStatus::ALL {
            let expected = match (register, list) {
                _ if register == list => None,
                (Issued, _) | (Suspended, Revoked | Superseded) => Some(ListDifference::Adopt),
                _ => Some(ListDifference::Keep),
            };
            assert_eq!(compare_status(Some(register), list, Issued), expected, "{register:?} {list:?}");
        }
    }
    assert_eq!(compare_status(None, Revoked, Issued), Some(ListDifference::Lost));
    assert_eq!(compare_status(None, Issued, Issued), None);
    assert_eq!(compare_status(None, Revoked, Revoked), None, "a decoy");
}

#[test]
fn a_lost_time_allows_for_the_error_of_clocks() {
    let lost = LostTime { from: datetime!(2026-11-30 08:00 UTC), to: datetime!(2026-11-30 09:00 UTC) };
    for (moment, inside) in [
        (datetime!(2026-11-30 07:57 UTC), false),
        (datetime!(2026-11-30 07:59 UTC), true),
        (datetime!(2026-11-30 08:30 UTC), true),
        (datetime!(2026-11-30 09:03 UTC), false),
    ] {
        assert_eq!(lost.contains(moment), inside, "{moment}");
    }
}
