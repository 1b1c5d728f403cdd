//! The verdict table over all combinations of evidence, and its edge cases by name.

use time::macros::{date, datetime};

use super::*;

const NOW: OffsetDateTime = datetime!(2026-11-25 08:00 UTC);
const ANSWERS: [Option<StatusAnswer>; 7] = [
    None,
    Some(StatusAnswer::Unknown),
    Some(StatusAnswer::NotAssigned),
    Some(StatusAnswer::Known(CertificateStatus::Issued)),
    Some(StatusAnswer::Known(CertificateStatus::Suspended)),
    Some(StatusAnswer::Known(CertificateStatus::Revoked)),
    Some(StatusAnswer::Known(CertificateStatus::Superseded)),
];

fn evidence(proof: Proof, left: Duration, said: Option<StatusAnswer>, age: Duration) -> Evidence {
    let answer = said.map(|said| DatedAnswer { status: said, as_of: NOW - age });
    Evidence { proof, expires_at: NOW + left, answer, keys_as_of: None, now: NOW }
}

/// Ages around each limit, and whether a list of that age is fresh, and whether it is still used.
fn ages() -> [(Duration, bool, bool); 9] {
    let (day, week, second) = (Duration::DAY, Duration::WEEK, Duration::SECOND);
    [
        (Duration::ZERO, true, true),
        (Duration::hours(23), true, true),
        (day, true, true),
        (day + second, false, true),
        (week, false, true),
        (week + second, false, false),
        (Duration::days(14), false, false),
        // The reader's clock is behind: within the tolerance, and beyond it.
        (-Duration::minutes(2), true, true),
        (-Duration::minutes(2) - second, false, true),
    ]
}

/// The verdict table row by row, written independently of the function under test.
fn expected(proof: Proof, over: bool, said: Option<StatusAnswer>, fresh: bool, speaks: bool) -> Verdict {
    match (proof, over, said) {
        (Proof::Broken, _, _) => Verdict::Forged,
        (Proof::Good, true, _) => Verdict::Expired,
        (Proof::Good, false, Some(said)) if speaks && said != StatusAnswer::Unknown => {
            expected_from_answer(said, fresh)
        }
        _ => Verdict::CannotSay,
    }
}

fn expected_from_answer(said: StatusAnswer, fresh: bool) -> Verdict {
    match said {
        StatusAnswer::Known(CertificateStatus::Issued) if fresh => Verdict::Valid,
        StatusAnswer::Known(CertificateStatus::Issued) => Verdict::ValidAsOf,
        StatusAnswer::Known(CertificateStatus::Suspended) => Verdict::Suspended,
        StatusAnswer::Known(CertificateStatus::Revoked) => Verdict::Revoked,
        StatusAnswer::Known(CertificateStatus::Superseded) => Verdict::Superseded,
        StatusAnswer::NotAssigned => Verdict::NotInRegister,
        StatusAnswer::Unknown => unreachable!("a list that says nothing"),
    }
}

#[test]
fn every_combination() {
    let mut seen = 0;
    for proof in Proof::ALL {
        for said in ANSWERS {
            for (age, fresh, speaks) in ages() {
                // Long before the end, one second before it, and at the end.
                let left = Duration::SECOND + (-age).max(Duration::ZERO);
                for (left, over) in [(Duration::days(300), false), (left, false), (Duration::ZERO, true)] {
                    let found =
                        judge_evidence(&evidence(proof, left, said, age), &FreshnessLimits::default());
                    assert_eq!(found, expected(proof, over, said, fresh, speaks), "{proof:?} {said:?} {age}");
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, 4 * 7 * 9 * 3);
}

#[test]
fn an_unknown_key_is_forged_for_a_reader_that_knows_all_keys() {
    let limits = FreshnessLimits::default();
    let on = |proof, age| {
        let said = Some(StatusAnswer::Known(CertificateStatus::Issued));
        let known = evidence(proof, Duration::days(300), said, Duration::ZERO);
        judge_evidence(&Evidence { keys_as_of: Some(NOW - age), ..known }, &limits)
    };
    let second = Duration::SECOND;
    for (age, expected) in [
        (Duration::ZERO, Verdict::Forged),
        (limits.skew, Verdict::Forged),
        (-limits.skew, Verdict::Forged),
        (limits.skew + second, Verdict::CannotSay),
        (-limits.skew - second, Verdict::CannotSay),
    ] {
        assert_eq!(on(Proof::UnknownKey, age), expected, "{age}");
        assert_eq!(on(Proof::WithdrawnKey, age), Verdict::CannotSay);
        assert_eq!(on(Proof::Good, age), Verdict::Valid);
    }
}

#[test]
fn a_clock_set_back_does_not_bring_an_expired_paper_back() {
    let behind = -Duration::days(40);
    let found = judge_evidence(
        &evidence(
            Proof::Good,
            Duration::days(30),
            Some(StatusAnswer::Known(CertificateStatus::Issued)),
            behind,
        ),
        &FreshnessLimits::default(),
    );
    assert_eq!(found, Verdict::Expired);
}

#[test]
fn ages_are_settings() {
    let strict =
        FreshnessLimits { fresh: Duration::hours(1), stale: Duration::hours(2), skew: Duration::ZERO };
    let at = |age| {
        judge_evidence(
            &evidence(Proof::Good, Duration::DAY, Some(StatusAnswer::Known(CertificateStatus::Issued)), age),
            &strict,
        )
    };
    assert_eq!(at(Duration::hours(1)), Verdict::Valid);
    assert_eq!(at(Duration::minutes(61)), Verdict::ValidAsOf);
    assert_eq!(at(Duration::minutes(121)), Verdict::CannotSay);
    assert_eq!(at(-Duration::SECOND), Verdict::ValidAsOf);
}

#[test]
fn every_status_on_the_last_day_and_after() {
    let last = date!(2026 - 12 - 31);
    let on_last = [Verdict::Valid, Verdict::Suspended, Verdict::Revoked, Verdict::Superseded];
    for (status, expected) in CertificateStatus::ALL.into_iter().zip(on_last) {
        assert_eq!(judge_status(status, last, last), expected);
        assert_eq!(judge_status(status, last, date!(2027 - 01 - 01)), Verdict::Expired);
    }
}

#[test]
fn the_last_days_are_thirty_and_only_while_in_force() {
    let last = date!(2026 - 12 - 31);
    let soon = |status, today| expires_soon(status, last, today);
    assert!(!soon(CertificateStatus::Issued, date!(2026 - 11 - 30)));
    assert!(soon(CertificateStatus::Issued, date!(2026 - 12 - 01)));
    assert!(soon(CertificateStatus::Issued, last));
    assert!(!soon(CertificateStatus::Issued, date!(2027 - 01 - 01)));
    assert!(!soon(CertificateStatus::Suspended, last));
}

#[test]
fn codes_are_read_back() {
    for verdict in Verdict::ALL {
        assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
    }
    assert_eq!(Verdict::from_code("fine"), None);
}
