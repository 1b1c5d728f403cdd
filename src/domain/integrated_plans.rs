//! Integrated plans ("kế hoạch lồng ghép"): documents in which a commune or the province joins prevention with its economic
//! and social programmes.
//!
//! Belongs here: what such a plan must say. Does not belong here: the plan of a year with its targets (`targets`), plans of
//! visits (`plans`).

use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::IntegratedPlanId;
use crate::text::input_error;

/// Most pages of one plan: a photo is one page, a scan as many as it has.
pub const MAX_PLAN_PAGES: usize = 40;
/// Years back that a plan may be dated.
const MAX_YEARS_BACK: i32 = 2;

codes! {
    /// A programme of the area with which prevention is joined.
    JoinedProgramme {
        PovertyReduction = "poverty-reduction",
        VocationalTraining = "vocational-training",
        Employment = "employment",
        HivAids = "hiv-aids",
        /// Crime, drugs, human trafficking.
        Crime = "crime",
    }
}

/// A plan of an area. An area may have several in a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntegratedPlan {
    pub id: IntegratedPlanId,
    /// A commune, or the province for its own.
    pub area: AreaCode,
    pub details: IntegratedPlanDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What is written about a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntegratedPlanDetails {
    /// Number and symbol: "45/KH-UBND".
    pub number: String,
    /// Date of the document (Vietnamese date).
    pub dated_on: Date,
    /// The office that signed it, and the signer's position.
    pub office: String,
    /// In the order of [`JoinedProgramme::ALL`], each once; never none.
    pub programmes: Vec<JoinedProgramme>,
}

input_error! {
    /// Why a plan is not kept.
    IntegratedPlanFault {
        DatedInFuture => "integrated-plan-future",
        DatedTooOld => "integrated-plan-too-old",
        ProgrammesMissing => "integrated-plan-programmes",
    }
}

impl IntegratedPlanDetails {
    /// Checks the date and the programmes.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, today: Date) -> Result<(), (&'static str, IntegratedPlanFault)> {
        if self.dated_on > today {
            return Err(("dated_on", IntegratedPlanFault::DatedInFuture));
        }
        if self.dated_on.year() < today.year() - MAX_YEARS_BACK {
            return Err(("dated_on", IntegratedPlanFault::DatedTooOld));
        }
        if self.programmes.is_empty() {
            return Err(("programmes", IntegratedPlanFault::ProgrammesMissing));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_plan_has_its_bounds() {
        let today = date!(2026 - 11 - 24);
        let plan = |dated_on, programmes: &[JoinedProgramme]| IntegratedPlanDetails {
            number: "45/KH-UBND".to_owned(),
            dated_on,
            office: "UBND phường".to_owned(),
            programmes: programmes.to_vec(),
        };
        assert_eq!(plan(today, &JoinedProgramme::ALL).check(today), Ok(()));
        for (wrong, fault) in [
            (
                plan(date!(2026 - 11 - 25), &JoinedProgramme::ALL),
                ("dated_on", IntegratedPlanFault::DatedInFuture),
            ),
            (
                plan(date!(2023 - 12 - 31), &JoinedProgramme::ALL),
                ("dated_on", IntegratedPlanFault::DatedTooOld),
            ),
            (plan(today, &[]), ("programmes", IntegratedPlanFault::ProgrammesMissing)),
        ] {
            assert_eq!(wrong.check(today), Err(fault));
        }
    }
}
