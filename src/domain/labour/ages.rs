//! Age rules for jobs (BLLĐ 2019 Điều 147; NĐ 178/2004 Điều 11; NĐ 96/2016 Điều 25; `docs/law.md 3`).
//!
//! At lodging, karaoke, disco, bar, massage and sauna all jobs are closed to people under 18; at other kinds only the
//! jobs in direct contact with customers are. A worker who is too young today, or on a future first day, is refused. A
//! worker who is of age now but started younger can be declared, with a flag for the labour officer.

use time::Date;

use crate::calendar::{age_on, birthday};
use crate::venues::kind::VenueKind;

/// Age in years from which these jobs are allowed.
pub const ADULT_AGE: i32 = 18;

/// Result of the age rules for a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AgeVerdict {
    /// No rule is violated.
    Allowed,
    /// Of age now, but not when the work began: can be declared, with a flag for the labour officer.
    EarlyStartFlag {
        /// Age in years on the first day of work.
        age_at_start: i32,
        /// Citation of the rule.
        basis: &'static str,
    },
    /// Too young: cannot be declared.
    Refused {
        /// First day on which the job would be allowed.
        adult_on: Date,
        /// Citation of the rule.
        basis: &'static str,
    },
}

/// Applies the age rules on `today` (Vietnamese date).
pub fn check(kind: VenueKind, customer_facing: bool, birth: Date, start: Date, today: Date) -> AgeVerdict {
    if !kind.is_closed_to_minors() && !customer_facing {
        return AgeVerdict::Allowed;
    }
    let basis = legal_basis(kind);
    let age_at_start = age_on(birth, start);
    if age_on(birth, today.max(start)) < ADULT_AGE {
        AgeVerdict::Refused { adult_on: birthday(birth, ADULT_AGE), basis }
    } else if age_at_start < ADULT_AGE {
        AgeVerdict::EarlyStartFlag { age_at_start, basis }
    } else {
        AgeVerdict::Allowed
    }
}

/// Citation of the rule that closes jobs at this kind of venue to people under 18.
pub fn legal_basis(kind: VenueKind) -> &'static str {
    if kind.is_named_in_labour_code() {
        "Bộ luật Lao động 2019, Điều 147 khoản 2 điểm d"
    } else if kind.is_closed_to_minors() {
        "Nghị định 96/2016/NĐ-CP, Điều 25 khoản 9 (được sửa đổi bởi Nghị định 58/2026/NĐ-CP)"
    } else {
        "Nghị định 178/2004/NĐ-CP, Điều 11 khoản 2; Thông tư liên tịch 21/2004/TTLT/BLĐTBXH-BYT, Điều 1"
    }
}

/// The jobs that TTLT 21/2004 Điều 1 lists for this kind: a hint for the question whether a job is in direct contact
/// with customers.
pub fn listed_jobs_vi(kind: VenueKind) -> &'static str {
    match kind {
        VenueKind::Karaoke | VenueKind::Disco | VenueKind::Bar | VenueKind::Restaurant | VenueKind::Cafe => {
            "điều khiển thiết bị âm thanh, ánh sáng; hát, khiêu vũ cùng khách; nhảy trình diễn; biểu diễn nhạc sống; \
             điều hành trực tiếp tại sàn khiêu vũ"
        }
        VenueKind::Massage | VenueKind::Sauna => {
            "xoa bóp; phục vụ khách tắm; các công việc khác tại phòng xoa bóp, phòng tắm"
        }
        VenueKind::Hairdresser | VenueKind::Other => {
            "phục vụ khách tắm; cắt tóc; gội đầu; xoa bóp; hướng dẫn du lịch"
        }
        _ => "bảo vệ; lễ tân; phục vụ buồng, phòng; phục vụ bàn, bar",
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 23);

    #[derive(Debug, PartialEq)]
    enum AgeOutcome {
        Allowed,
        Flag(i32),
        Refused,
    }

    fn says(kind: VenueKind, facing: bool, birth: Date, start: Date) -> AgeOutcome {
        match check(kind, facing, birth, start, TODAY) {
            AgeVerdict::Allowed => AgeOutcome::Allowed,
            AgeVerdict::EarlyStartFlag { age_at_start, .. } => AgeOutcome::Flag(age_at_start),
            AgeVerdict::Refused { .. } => AgeOutcome::Refused,
        }
    }

    /// Birth, start, and the expected result for a closed job.
    const CLOSED_JOB: [(Date, Date, AgeOutcome); 8] = [
        // Eighteen today, starts today.
        (date!(2008 - 11 - 23), TODAY, AgeOutcome::Allowed),
        // One day short.
        (date!(2008 - 11 - 24), TODAY, AgeOutcome::Refused),
        // One day short today, of age on a future first day.
        (date!(2008 - 11 - 24), date!(2026 - 11 - 24), AgeOutcome::Allowed),
        // Not of age on a future first day either.
        (date!(2009 - 01 - 02), date!(2027 - 01 - 01), AgeOutcome::Refused),
        // Started in the past, still too young.
        (date!(2009 - 01 - 02), date!(2025 - 01 - 01), AgeOutcome::Refused),
        // Of age now, started at sixteen.
        (date!(2008 - 01 - 01), date!(2024 - 06 - 01), AgeOutcome::Flag(16)),
        // Of age now, started one day too early.
        (date!(2008 - 01 - 01), date!(2025 - 12 - 31), AgeOutcome::Flag(17)),
        // Born on 29 February: of age on 1 March.
        (date!(2008 - 02 - 29), date!(2026 - 02 - 28), AgeOutcome::Flag(17)),
    ];

    #[test]
    fn every_job_at_closed_kinds() {
        for kind in VenueKind::ALL.into_iter().filter(|k| k.is_closed_to_minors()) {
            for (birth, start, expected) in &CLOSED_JOB {
                for facing in [true, false] {
                    assert_eq!(&says(kind, facing, *birth, *start), expected, "{kind:?} {birth} {start}");
                }
            }
        }
    }

    #[test]
    fn jobs_with_customers_at_the_others() {
        for kind in VenueKind::ALL.into_iter().filter(|k| !k.is_closed_to_minors()) {
            for (birth, start, expected) in &CLOSED_JOB {
                assert_eq!(&says(kind, true, *birth, *start), expected, "{kind:?} {birth} {start}");
                assert_eq!(
                    says(kind, false, *birth, *start),
                    AgeOutcome::Allowed,
                    "{kind:?} {birth} {start}"
                );
            }
        }
    }

    #[test]
    fn a_refusal_says_from_when_and_why() {
        let verdict = check(VenueKind::Karaoke, false, date!(2009 - 03 - 05), TODAY, TODAY);
        let basis = "Bộ luật Lao động 2019, Điều 147 khoản 2 điểm d";
        assert_eq!(verdict, AgeVerdict::Refused { adult_on: date!(2027 - 03 - 05), basis });
    }

    #[test]
    fn each_kind_has_its_basis() {
        assert!(legal_basis(VenueKind::Hotel).starts_with("Bộ luật Lao động"));
        assert!(legal_basis(VenueKind::Homestay).starts_with("Nghị định 96/2016"));
        assert!(legal_basis(VenueKind::Cafe).starts_with("Nghị định 178/2004"));
        assert!(VenueKind::ALL.iter().all(|kind| !listed_jobs_vi(*kind).is_empty()));
    }
}
