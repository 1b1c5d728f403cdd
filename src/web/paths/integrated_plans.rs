//! Plans in which communes and the province join prevention with their programmes.

use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use camket_shell::paths;

paths! {
    INTEGRATED_PLANS_PATTERNS;
    /// With `?area=`, `?year=`.
    IntegratedPlans = "/integrated-plans";
    NewIntegratedPlan = "/integrated-plans/new";
    IntegratedPlan(document: IntegratedPlanId) = "/integrated-plans/{document}";
    EditIntegratedPlan(document: IntegratedPlanId) = "/integrated-plans/{document}/edit";
    RemoveIntegratedPlan(document: IntegratedPlanId) = "/integrated-plans/{document}/remove";
    IntegratedPlanPage(document: IntegratedPlanId, scanned: IntegratedPlanPageId) = "/integrated-plans/{document}/pages/{scanned}";
}
