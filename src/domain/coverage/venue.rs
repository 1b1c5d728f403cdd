//! The dated facts of a venue, read from its applications, their certificates and its stops.

use time::Date;

use super::ValidInterval;
use crate::census::{ExclusionReason, OutInterval};
use crate::venue_register::{Operation, OperationState};

/// An application as it counts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CountedApplication {
    /// Day on which the commune confirmed the pledge (Vietnamese date).
    pub pledged_on: Option<Date>,
    /// Day on which the labour office accepted the registration.
    pub registered_on: Option<Date>,
    /// Refused or withdrawn: then it never counts.
    pub is_given_up: bool,
    /// The last day of each of its certificates: of expiry, before a revocation, or of a succession.
    pub certificates_end: Vec<Date>,
}

/// The times in which the pledges and the labour registrations of a venue are valid: from their acceptance to the end of the
/// certificate, or without end while there is none. No law sets a period; the certificate's is a setting.
pub fn list_valid(applications: &[CountedApplication]) -> (Vec<ValidInterval>, Vec<ValidInterval>) {
    let list = |accepted: fn(&CountedApplication) -> Option<Date>| {
        let counted = applications.iter().filter(|application| !application.is_given_up);
        counted.filter_map(|application| begin_valid(application, accepted(application)?)).collect()
    };
    (list(|application| application.pledged_on), list(|application| application.registered_on))
}

fn begin_valid(application: &CountedApplication, first: Date) -> Option<ValidInterval> {
    let last = application.certificates_end.iter().max().copied();
    // Revoked on the day of its acceptance: no day counts.
    last.is_none_or(|last| first <= last).then_some(ValidInterval { first, last })
}

/// The times in which a venue does not operate, from what was recorded on which day, oldest first.
pub fn list_stops(recorded: &[(Date, Operation)]) -> Vec<OutInterval> {
    let next_days = recorded.iter().skip(1).map(|(day, _)| day.previous_day()).chain([None]);
    recorded
        .iter()
        .zip(next_days)
        .filter_map(|((since, operation), until)| stop(*since, *operation, until))
        .collect()
}

fn stop(since: Date, operation: Operation, until_next: Option<Date>) -> Option<OutInterval> {
    let reason = match operation.recorded_state() {
        OperationState::Operating => return None,
        OperationState::Stopped => ExclusionReason::Stopped,
        OperationState::Closed => ExclusionReason::Closed,
    };
    let last_day = operation.until().into_iter().chain(until_next).min();
    last_day.is_none_or(|last| since <= last).then_some(OutInterval { reason, since, last_day })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn what_is_accepted_is_valid_until_its_last_certificate_ends() {
        let application = CountedApplication {
            pledged_on: Some(date!(2026 - 01 - 10)),
            registered_on: Some(date!(2026 - 01 - 20)),
            is_given_up: false,
            certificates_end: vec![date!(2026 - 03 - 01), date!(2027 - 01 - 20)],
        };
        let end = Some(date!(2027 - 01 - 20));
        let valid = |first, last| vec![ValidInterval { first, last }];
        let (pledges, labour) = (date!(2026 - 01 - 10), date!(2026 - 01 - 20));
        assert_eq!(list_valid(std::slice::from_ref(&application)), (valid(pledges, end), valid(labour, end)));
        let open =
            CountedApplication { registered_on: None, certificates_end: vec![], ..application.clone() };
        assert_eq!(list_valid(&[open]), (valid(pledges, None), vec![]));
        let refused = CountedApplication { is_given_up: true, ..application.clone() };
        let revoked = CountedApplication { certificates_end: vec![date!(2026 - 01 - 09)], ..application };
        assert_eq!(list_valid(&[refused, revoked]), (vec![], vec![]));
    }

    #[test]
    fn a_stop_lasts_until_its_last_day_or_what_was_recorded_next() {
        let (first, second) = (date!(2026 - 01 - 10), date!(2026 - 02 - 10));
        let recorded = [
            (first, Operation::StoppedUntil(date!(2026 - 06 - 30))),
            (second, Operation::Operating),
            (date!(2026 - 03 - 01), Operation::StoppedUntil(date!(2026 - 03 - 31))),
            (date!(2026 - 05 - 01), Operation::Closed),
        ];
        let out = |reason, since, last_day| OutInterval { reason, since, last_day };
        assert_eq!(
            list_stops(&recorded),
            [
                out(ExclusionReason::Stopped, first, Some(date!(2026 - 02 - 09))),
                out(ExclusionReason::Stopped, date!(2026 - 03 - 01), Some(date!(2026 - 03 - 31))),
                out(ExclusionReason::Closed, date!(2026 - 05 - 01), None),
            ]
        );
        assert_eq!(list_stops(&[(first, Operation::Closed), (first, Operation::Operating)]), []);
    }
}
