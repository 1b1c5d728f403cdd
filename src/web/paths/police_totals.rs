//! Totals of the police.

use camket_domain::ids::PoliceTotalId;
use camket_shell::paths;

paths! {
    POLICE_TOTALS_PATTERNS;
    /// With `?area=`.
    PoliceTotals = "/police-totals";
    NewPoliceTotal = "/police-totals/new";
    PoliceTotal(total: PoliceTotalId) = "/police-totals/{total}";
    EditPoliceTotal(total: PoliceTotalId) = "/police-totals/{total}/edit";
    RemovePoliceTotal(total: PoliceTotalId) = "/police-totals/{total}/remove";
}
