//! Coverage of an area on a day.

use camket_shell::paths;

paths! {
    COVERAGE_PATTERNS;
    /// The figures, the map and the trend.
    Coverage = "/coverage";
    CoverageXlsx = "/coverage.xlsx";
    CoverageCsv = "/coverage.csv";
    CoveragePdf = "/coverage.pdf";
    /// The venues behind a number.
    CoverageNames = "/coverage/names";
    CoverageNamesXlsx = "/coverage/names.xlsx";
    CoverageNamesCsv = "/coverage/names.csv";
    CoverageNamesPdf = "/coverage/names.pdf";
    /// Totals per commune for anybody.
    OpenCoverage = "/open/coverage";
}
