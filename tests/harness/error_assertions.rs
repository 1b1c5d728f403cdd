//! Assertions on the error of a use case that changed nothing.

use std::fmt::Debug;

use camket_app::AppError;
use camket_domain::refusal::Refusal;

/// Assertions on a result that must be an error.
pub trait ErrorAssertions {
    fn says_not_found(self);
    fn says_conflict(self);
    fn says_key_reused(self);
    fn says_throttled(self);
    fn says_busy(self);
    fn says_refused(self, refusal: Refusal);
    fn says_invalid(self, field: &str, code: &str);
}

impl<T: Debug> ErrorAssertions for Result<T, AppError> {
    #[track_caller]
    fn says_not_found(self) {
        assert!(matches!(self, Err(AppError::NotFound)), "not found was expected, not {self:?}");
    }

    #[track_caller]
    fn says_conflict(self) {
        assert!(matches!(self, Err(AppError::Conflict)), "a conflict was expected, not {self:?}");
    }

    #[track_caller]
    fn says_key_reused(self) {
        let reused = matches!(self, Err(AppError::KeyReused { .. }));
        assert!(reused, "a key used for other content was expected, not {self:?}");
    }

    #[track_caller]
    fn says_throttled(self) {
        assert!(matches!(self, Err(AppError::Throttled(_))), "too many tries were expected, not {self:?}");
    }

    #[track_caller]
    fn says_busy(self) {
        assert!(matches!(self, Err(AppError::Busy(_))), "too much work at once was expected, not {self:?}");
    }

    #[track_caller]
    fn says_refused(self, refusal: Refusal) {
        match self {
            Err(AppError::Refused(said)) => assert_eq!(said, refusal),
            other => panic!("the refusal {refusal} was expected, not {other:?}"),
        }
    }

    #[track_caller]
    fn says_invalid(self, field: &str, code: &str) {
        match self {
            Err(AppError::Invalid(input)) => assert_eq!((input.field, input.problem.code()), (field, code)),
            other => panic!("{code} beside {field} was expected, not {other:?}"),
        }
    }
}
