//! Reporting periods, what areas send, frozen figures, indicators.

use camket_domain::areas::AreaCode;
use camket_domain::ids::{IndicatorId, ReportPeriodId, SnapshotId};
use camket_shell::paths;

paths! {
    REPORTS_PATTERNS;
    /// The periods of the reader's province.
    Reports = "/reports";
    NewReportPeriod = "/reports/new";
    /// The rows that a figure counts.
    ReportRows = "/reports/rows";
    Indicators = "/reports/indicators";
    NewIndicator = "/reports/indicators/new";
    EditIndicator(indicator: IndicatorId) = "/reports/indicators/{indicator}";
    /// POST only.
    MoveIndicator(indicator: IndicatorId) = "/reports/indicators/{indicator}/move";
    RemoveIndicator(indicator: IndicatorId) = "/reports/indicators/{indicator}/remove";
    Snapshot(snapshot: SnapshotId) = "/reports/snapshots/{snapshot}";
    SnapshotDocx(snapshot: SnapshotId) = "/reports/snapshots/{snapshot}/docx";
    SnapshotXlsx(snapshot: SnapshotId) = "/reports/snapshots/{snapshot}/xlsx";
    SnapshotMissing(snapshot: SnapshotId) = "/reports/snapshots/{snapshot}/missing";
    ReportPeriod(report_period: ReportPeriodId) = "/reports/{report_period}";
    /// POST only.
    RemindReports(report_period: ReportPeriodId) = "/reports/{report_period}/remind";
    /// POST only.
    FreezeFigures(report_period: ReportPeriodId) = "/reports/{report_period}/freeze";
    /// The report of an area.
    AreaReport(report_period: ReportPeriodId, area: AreaCode) = "/reports/{report_period}/areas/{area}";
    /// POST only.
    CheckAreaReport(report_period: ReportPeriodId, area: AreaCode) = "/reports/{report_period}/areas/{area}/check";
}
