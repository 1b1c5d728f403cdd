//! Consistency of the dates of a declaration: birth, start and end of the contract, health check, worker pledge.
//!
//! Age rules for jobs are in `ages`; what is shown but not refused is in [`super::WorkerGap`].

use time::{Date, Duration};

use super::{Contract, Job};
use crate::calendar::{add_months, age_on};
use crate::text::input_error;

/// Minimum working age in years (BLLĐ 2019 Điều 3 khoản 1; the exceptions of Chương XI do not apply to these venues).
pub const MIN_WORKING_AGE: i32 = 15;
/// Maximum length of a fixed-term contract in months (BLLĐ 2019 Điều 20 khoản 1 điểm b).
pub const MAX_FIXED_MONTHS: i32 = 36;
/// Maximum length of a short contract or probation in days (BLLĐ 2019 Điều 25 khoản 1, the longest probation).
pub const MAX_SHORT_DAYS: i64 = 180;

input_error! {
    /// A date that is not allowed.
    DateFault {
        /// Born after today.
        BornLater => "worker-born-later",
        /// Not of working age on the later of today and the first day.
        UnderWorkingAge => "worker-under-working-age",
        /// A fixed or short contract needs a last day.
        EndMissing => "contract-end-missing",
        /// An indefinite contract has no last day.
        EndUnwanted => "contract-end-unwanted",
        /// Ends before it starts.
        EndBeforeStart => "contract-end-before-start",
        /// A fixed term of more than 36 months.
        FixedTooLong => "contract-fixed-too-long",
        /// A short contract or probation of more than 180 days.
        ShortTooLong => "contract-short-too-long",
        /// A health check in the future.
        HealthCheckLater => "worker-health-check-later",
        /// A pledge signed in the future.
        PledgedLater => "worker-pledged-later",
        /// A work permit of a person who needs none.
        PermitUnwanted => "permit-unwanted",
        /// A work permit without its number.
        PermitNumberMissing => "permit-number-missing",
        /// A work permit without its last day.
        PermitEndMissing => "permit-end-missing",
        /// A work permit of more than two years from today.
        PermitTooLong => "permit-too-long",
    }
}

impl DateFault {
    /// Name of the field of the declaration.
    pub fn field(self) -> &'static str {
        match self {
            Self::BornLater | Self::UnderWorkingAge => "born_on",
            Self::HealthCheckLater => "health_check_on",
            Self::PledgedLater => "pledged_on",
            Self::PermitUnwanted => "permit",
            Self::PermitNumberMissing => "permit_number",
            Self::PermitEndMissing | Self::PermitTooLong => "permit_until",
            _ => "ends_on",
        }
    }
}

/// All date errors of a declaration on `today` (Vietnamese date), in the order of its fields.
pub fn list_faults(
    born_on: Date,
    job: &Job,
    health_check_on: Option<Date>,
    pledged_on: Option<Date>,
    today: Date,
) -> Vec<DateFault> {
    let later = |day: Option<Date>, fault| day.filter(|day| *day > today).map(|_| fault);
    let found = [
        check_birth(born_on, job.started_on, today),
        check_term(job.contract, job.started_on, job.ends_on).err(),
        later(health_check_on, DateFault::HealthCheckLater),
        later(pledged_on, DateFault::PledgedLater),
    ];
    found.into_iter().flatten().collect()
}

fn check_birth(born_on: Date, started_on: Date, today: Date) -> Option<DateFault> {
    if born_on > today {
        return Some(DateFault::BornLater);
    }
    (age_on(born_on, today.max(started_on)) < MIN_WORKING_AGE).then_some(DateFault::UnderWorkingAge)
}

/// Checks that a contract of this type may run from `started_on` to `ends_on`.
///
/// # Errors
/// The error of the last day.
pub fn check_term(contract: Contract, started_on: Date, ends_on: Option<Date>) -> Result<(), DateFault> {
    let longest = match contract {
        Contract::Indefinite if ends_on.is_some() => return Err(DateFault::EndUnwanted),
        Contract::Indefinite => return Ok(()),
        Contract::Fixed => add_months(started_on, MAX_FIXED_MONTHS),
        Contract::Short => started_on.saturating_add(Duration::days(MAX_SHORT_DAYS)),
    };
    match ends_on {
        None => Err(DateFault::EndMissing),
        Some(end) if end < started_on => Err(DateFault::EndBeforeStart),
        Some(end) if end > longest && contract == Contract::Fixed => Err(DateFault::FixedTooLong),
        Some(end) if end > longest => Err(DateFault::ShortTooLong),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::labour::JobGroup;

    const TODAY: Date = date!(2026 - 11 - 23);
    const START: Date = date!(2026 - 01 - 31);

    #[test]
    fn each_contract_has_its_term() {
        let cases = [
            (Contract::Indefinite, None, Ok(())),
            (Contract::Indefinite, Some(date!(2027 - 01 - 01)), Err(DateFault::EndUnwanted)),
            (Contract::Fixed, None, Err(DateFault::EndMissing)),
            (Contract::Fixed, Some(date!(2026 - 01 - 30)), Err(DateFault::EndBeforeStart)),
            (Contract::Fixed, Some(START), Ok(())),
            (Contract::Fixed, Some(date!(2029 - 01 - 31)), Ok(())),
            (Contract::Fixed, Some(date!(2029 - 02 - 01)), Err(DateFault::FixedTooLong)),
            (Contract::Short, None, Err(DateFault::EndMissing)),
            (Contract::Short, Some(date!(2026 - 07 - 30)), Ok(())),
            (Contract::Short, Some(date!(2026 - 07 - 31)), Err(DateFault::ShortTooLong)),
        ];
        for (contract, end, expected) in cases {
            assert_eq!(check_term(contract, START, end), expected, "{contract:?} {end:?}");
        }
    }

    #[test]
    fn faults_stand_in_the_order_of_the_fields() {
        let job = Job {
            position: String::new(),
            customer_facing: false,
            group: JobGroup::Other,
            qualification: String::new(),
            contract: Contract::Fixed,
            started_on: START,
            ends_on: None,
        };
        let tomorrow = date!(2026 - 11 - 24);
        assert_eq!(list_faults(date!(1990 - 01 - 01), &job, None, None, TODAY), [DateFault::EndMissing]);
        assert_eq!(
            list_faults(tomorrow, &job, Some(tomorrow), Some(tomorrow), TODAY),
            [
                DateFault::BornLater,
                DateFault::EndMissing,
                DateFault::HealthCheckLater,
                DateFault::PledgedLater
            ]
        );
        let indefinite = Job { contract: Contract::Indefinite, ..job };
        assert_eq!(
            list_faults(tomorrow, &indefinite, Some(TODAY), Some(TODAY), TODAY),
            [DateFault::BornLater]
        );
    }

    #[test]
    fn nobody_works_before_fifteen() {
        for (born_on, start, fault) in [
            (date!(2011 - 11 - 23), START, None),
            (date!(2011 - 11 - 24), START, Some(DateFault::UnderWorkingAge)),
            (date!(2011 - 11 - 24), date!(2026 - 11 - 24), None),
        ] {
            assert_eq!(check_birth(born_on, start, TODAY), fault, "{born_on}");
        }
    }

    #[test]
    fn every_fault_names_a_field() {
        assert_eq!(DateFault::CODES.len(), 13);
        assert_eq!(DateFault::PermitNumberMissing.field(), "permit_number");
        assert_eq!(DateFault::FixedTooLong.field(), "ends_on");
        assert_eq!(DateFault::BornLater.field(), "born_on");
    }
}
