//! The plan of a year, its targets and cards.

use camket_domain::areas::AreaCode;
use camket_domain::ids::{TargetId, TargetScoreId, YearPlanId};
use camket_shell::paths;

paths! {
    TARGETS_PATTERNS;
    /// The targets of a year with their progress, or with the cards of the reader's commune.
    Targets = "/targets";
    NewYearPlan = "/targets/new";
    /// Number, day and legal bases of a plan.
    EditYearPlan(year_plan: YearPlanId) = "/targets/plans/{year_plan}";
    NewTarget(year_plan: YearPlanId) = "/targets/plans/{year_plan}/new";
    /// POST only.
    TakeTargetScore(year_plan: YearPlanId) = "/targets/plans/{year_plan}/score";
    /// The score of a plan as it was taken.
    TargetScore(target_score: TargetScoreId) = "/targets/scores/{target_score}";
    TargetScoreDocx(target_score: TargetScoreId) = "/targets/scores/{target_score}/docx";
    TargetScorePdf(target_score: TargetScoreId) = "/targets/scores/{target_score}/pdf";
    /// A target with the communes behind its number.
    Target(target: TargetId) = "/targets/{target}";
    EditTarget(target: TargetId) = "/targets/{target}/edit";
    RemoveTarget(target: TargetId) = "/targets/{target}/remove";
    /// POST only.
    RemindTarget(target: TargetId) = "/targets/{target}/remind";
    /// The card of an area.
    TargetCard(target: TargetId, area: AreaCode) = "/targets/{target}/areas/{area}";
    /// POST only.
    CheckTargetCard(target: TargetId, area: AreaCode) = "/targets/{target}/areas/{area}/check";
}
