//! The work permit of a foreigner, or the exemption from it (BLLĐ 2019 Điều 151, 154, 155).

use serde::{Deserialize, Serialize};
use time::Date;

use super::dates::DateFault;
use crate::calendar::add_months;
use crate::codes::codes;
use crate::text::fold;

/// Most months of a permit; it may be prolonged once by as many (BLLĐ 2019 Điều 155).
pub const MAX_PERMIT_MONTHS: i32 = 24;

codes! {
    /// On what ground a foreigner works.
    PermitKind {
        /// Giấy phép lao động.
        Permit = "permit",
        /// Giấy xác nhận không thuộc diện cấp giấy phép lao động (Điều 154).
        Exemption = "exemption",
    }
}

/// The paper by which a foreigner may work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkPermit {
    pub kind: PermitKind,
    /// As printed; empty for an exemption that needs no paper.
    pub number: String,
    /// Last day (Vietnamese date); a permit has one.
    pub until: Option<Date>,
}

impl WorkPermit {
    /// Why it cannot be declared on `today` (Vietnamese date) for a person of this nationality.
    pub fn find_fault(&self, nationality: &str, today: Date) -> Option<DateFault> {
        let is_permit = self.kind == PermitKind::Permit;
        if !is_foreign(nationality) {
            return Some(DateFault::PermitUnwanted);
        }
        if is_permit && self.number.is_empty() {
            return Some(DateFault::PermitNumberMissing);
        }
        match self.until {
            None if is_permit => Some(DateFault::PermitEndMissing),
            Some(until) if until > add_months(today, MAX_PERMIT_MONTHS) => Some(DateFault::PermitTooLong),
            _ => None,
        }
    }

    /// Whether its last day is over on `today` (Vietnamese date).
    pub fn has_ended(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// Whether a nationality, as it was typed, is another than the Vietnamese one.
pub fn is_foreign(nationality: &str) -> bool {
    let letters: String = fold(nationality).chars().filter(char::is_ascii_alphanumeric).collect();
    !matches!(letters.as_str(), "vietnam" | "vietnamese" | "vn" | "vnm")
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 30);

    fn permit(until: Option<Date>) -> WorkPermit {
        WorkPermit { kind: PermitKind::Permit, number: "001234/2026".to_owned(), until }
    }

    #[test]
    fn a_nationality_is_known_as_it_is_typed() {
        for own in ["Việt Nam", "VIỆT NAM", "Viet nam", "Vietnam", "VN", " Việt  Nam."] {
            assert!(!is_foreign(own), "{own}");
        }
        for other in ["Lào", "Hàn Quốc", "Trung Quốc", "South Korea"] {
            assert!(is_foreign(other), "{other}");
        }
    }

    #[test]
    fn a_permit_has_a_number_and_an_end_within_two_years() {
        let fault = |permit: &WorkPermit| permit.find_fault("Lào", TODAY);
        assert_eq!(fault(&permit(Some(date!(2028 - 11 - 30)))), None);
        assert_eq!(fault(&permit(Some(date!(2028 - 12 - 01)))), Some(DateFault::PermitTooLong));
        assert_eq!(
            fault(&permit(Some(date!(2026 - 01 - 01)))),
            None,
            "one that is over is declared, and shown"
        );
        assert_eq!(fault(&permit(None)), Some(DateFault::PermitEndMissing));
        let unnumbered = WorkPermit { number: String::new(), ..permit(Some(TODAY)) };
        assert_eq!(fault(&unnumbered), Some(DateFault::PermitNumberMissing));
        let exempt = WorkPermit { kind: PermitKind::Exemption, number: String::new(), until: None };
        assert_eq!(fault(&exempt), None);
        assert_eq!(exempt.find_fault("Việt Nam", TODAY), Some(DateFault::PermitUnwanted));
        assert!(
            permit(Some(date!(2026 - 11 - 29))).has_ended(TODAY) && !permit(Some(TODAY)).has_ended(TODAY)
        );
    }
}
