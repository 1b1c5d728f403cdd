//! The first page of an office.

use camket_shell::paths;

paths! {
    DASHBOARD_PATTERNS;
    Dashboard = "/dashboard";
    /// How long applications take, by office.
    Ageing = "/dashboard/ageing";
}
