//! Frozen figures ("số liệu chốt"): a table of areas and indicators, as it was. A correction is a further version.

use serde::{Deserialize, Serialize};

use super::{AreaFigures, AreaReport, ReportEntry};
use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::certificates::ShortCode;
use crate::codes::codes;
use crate::ids::{IndicatorId, ReportPeriodId, SnapshotId};
use crate::indicators::{Indicator, IndicatorDetails};

/// The figures of a period as they were when frozen. Nothing of it ever changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    pub id: SnapshotId,
    pub period: ReportPeriodId,
    /// From 1 within the period.
    pub number: i32,
    /// Printed on its papers.
    pub code: ShortCode,
    pub frozen: ActorStamp,
    /// Version of the program.
    pub program: String,
    /// SHA-256 of the content as it is stored, in hexadecimal.
    pub digest: String,
    pub content: SnapshotContent,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SnapshotContent {
    pub columns: Vec<SnapshotColumn>,
    pub rows: Vec<SnapshotRow>,
    pub tables: Vec<FrozenTable>,
}

codes! {
    FrozenTableKind {
        /// Workers by employer, position and contract: the columns of Mẫu 02/PLI (NĐ 145/2020) that the register knows.
        LabourUse = "labour-use",
        /// Inspections by team.
        Teams = "teams",
    }
}

impl FrozenTableKind {
    /// The codes of its columns.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::LabourUse => &[
                "workers",
                "women",
                "over-35",
                "managers",
                "professionals",
                "technicians",
                "others",
                "indefinite",
                "fixed",
                "short",
            ],
            Self::Teams => &["planned", "surprise", "pass", "reminder", "record", "transfer"],
        }
    }
}

codes! {
    /// The rows of [`FrozenTableKind::LabourUse`]. Households have no row of their own in the form.
    EmployerKind {
        Organisation = "organisation",
        Household = "household",
    }
}

/// A further table of the period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FrozenTable {
    pub kind: FrozenTableKind,
    /// Code of the employer or name of the team, and a figure for each column.
    pub rows: Vec<(String, Vec<i64>)>,
}

impl FrozenTable {
    /// The sums of its rows, one for each column.
    pub fn total(&self) -> Vec<i64> {
        let sum = |at: usize| self.rows.iter().filter_map(|(_, figures)| figures.get(at)).sum();
        (0..self.kind.columns().len()).map(sum).collect()
    }
}

/// An indicator as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotColumn {
    pub indicator: IndicatorId,
    #[serde(flatten)]
    pub details: IndicatorDetails,
}

/// The figures of an area, one for each column; `None` where nobody said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotRow {
    pub area: AreaCode,
    /// Whether the area reported, and the province took it.
    pub reported: bool,
    pub figures: Vec<Option<i64>>,
    /// Of the same days of the year before.
    pub year_before: Vec<Option<i64>>,
    pub difficulties: String,
    pub proposals: String,
}

/// What the program counted for an area, in a period and in the one before.
#[derive(Clone, Copy, Debug)]
pub struct CountedFigures<'a> {
    pub now: &'a AreaFigures,
    pub year_before: &'a AreaFigures,
}

impl SnapshotContent {
    pub fn new(indicators: &[Indicator]) -> Self {
        let column = |indicator: &Indicator| SnapshotColumn {
            indicator: indicator.id,
            details: indicator.details.clone(),
        };
        Self { columns: indicators.iter().map(column).collect(), rows: Vec::new(), tables: Vec::new() }
    }

    /// Adds an area: the figures that it reported, else what the program counts, without what is typed in.
    pub fn add_row(&mut self, report: &AreaReport, province: AreaCode, counted: CountedFigures<'_>) {
        let entry = report.counted(province);
        let figures = entry.map_or(counted.now, |entry| &entry.figures);
        let note = |of: fn(&ReportEntry) -> &String| entry.map(of).cloned().unwrap_or_default();
        let list = |figures: &AreaFigures, typed: bool| {
            let columns = self.columns.iter();
            let known = columns.map(|column| (typed || !column.details.source.is_typed(), column.indicator));
            known.map(|(known, id)| figures.get(&id).copied().filter(|_| known)).collect()
        };
        self.rows.push(SnapshotRow {
            area: report.area,
            reported: entry.is_some(),
            figures: list(figures, entry.is_some()),
            year_before: list(counted.year_before, true),
            difficulties: note(|entry| &entry.difficulties),
            proposals: note(|entry| &entry.proposals),
        });
    }

    /// The sums of all areas, one for each column; `None` where no area said anything.
    pub fn total(&self) -> Vec<Option<i64>> {
        sum_columns(self.columns.len(), self.rows.iter().map(|row| &row.figures))
    }

    /// The same of the year before.
    pub fn total_year_before(&self) -> Vec<Option<i64>> {
        sum_columns(self.columns.len(), self.rows.iter().map(|row| &row.year_before))
    }
}

/// Tenths of a per cent by which a figure changed, rounded as offices round; `None` from nothing.
pub fn change_permille(now: Option<i64>, before: Option<i64>) -> Option<i64> {
    let (now, before) = (i128::from(now?), i128::from(before?));
    if before <= 0 {
        return None;
    }
    let scaled = (now - before) * 2_000;
    let rounded = (scaled + if scaled < 0 { -before } else { before }) / (before * 2);
    i64::try_from(rounded).ok()
}

pub(super) fn sum_columns<'a>(
    columns: usize,
    rows: impl Iterator<Item = &'a Vec<Option<i64>>>,
) -> Vec<Option<i64>> {
    let mut total = vec![None; columns];
    for row in rows {
        for (sum, figure) in total.iter_mut().zip(row) {
            if let Some(figure) = figure {
                *sum = Some(sum.unwrap_or(0_i64).saturating_add(*figure));
            }
        }
    }
    total
}

/// A snapshot of two areas, for tests.
#[cfg(test)]
pub(super) mod samples {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::ids::AreaReportId;
    use crate::indicators::{IndicatorKind, IndicatorSource, ReportSection};
    use crate::reports::ReportStatus;

    pub fn area(code: &str) -> AreaCode {
        AreaCode::new(code).unwrap()
    }

    pub fn indicator(number: u128, kind: IndicatorKind) -> Indicator {
        Indicator {
            id: IndicatorId(Uuid::from_u128(number)),
            area: area("56"),
            position: 1,
            details: IndicatorDetails {
                section: ReportSection::Venues,
                label: format!("Chỉ tiêu {number}"),
                unit: "cơ sở".to_owned(),
                source: IndicatorSource::of(kind),
            },
            version: 1,
        }
    }

    pub fn figures(of: &[(u128, i64)]) -> AreaFigures {
        of.iter().map(|(number, figure)| (IndicatorId(Uuid::from_u128(*number)), *figure)).collect()
    }

    pub fn report(code: &str, status: ReportStatus) -> AreaReport {
        let (id, period) = (AreaReportId(Uuid::nil()), ReportPeriodId(Uuid::nil()));
        AreaReport { status, ..AreaReport::new(id, period, area(code)) }
    }

    pub fn accepted(of: &[(u128, i64)]) -> ReportStatus {
        let by = ActorStamp::new(&actor(1), datetime!(2026-12-15 01:00 UTC));
        ReportStatus::Accepted { entry: ReportEntry { figures: figures(of), ..ReportEntry::default() }, by }
    }

    pub fn content(first: ReportStatus) -> SnapshotContent {
        let indicators = [indicator(1, IndicatorKind::Venues), indicator(2, IndicatorKind::Typed)];
        let mut content = SnapshotContent::new(&indicators);
        let (now, year_before) = (figures(&[(1, 7), (2, 99)]), figures(&[(1, 5)]));
        let counted = CountedFigures { now: &now, year_before: &year_before };
        content.add_row(&report("22759", first), area("56"), counted);
        content.add_row(&report("22738", ReportStatus::NotBegun), area("56"), counted);
        content
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{accepted, content};
    use super::*;

    #[test]
    fn reported_figures_go_before_counted_ones_and_nobody_types_for_another() {
        let content = content(accepted(&[(1, 6), (2, 3)]));
        assert_eq!(content.rows[0].figures, [Some(6), Some(3)]);
        assert!(content.rows[0].reported);
        assert_eq!(content.rows[1].figures, [Some(7), None], "what is typed in is only reported");
        assert!(!content.rows[1].reported);
        assert_eq!(content.total(), [Some(13), Some(3)]);
        assert_eq!(content.total_year_before(), [Some(10), None]);
    }

    #[test]
    fn a_change_is_rounded_and_there_is_none_from_nothing() {
        for (now, before, permille) in [
            (Some(15), Some(10), Some(500)),
            (Some(5), Some(10), Some(-500)),
            (Some(4), Some(3), Some(333)),
            (Some(2), Some(3), Some(-333)),
            (Some(5), Some(3), Some(667)),
            (Some(1), Some(3), Some(-667)),
            (Some(0), Some(8), Some(-1_000)),
            (Some(3), Some(0), None),
            (None, Some(3), None),
            (Some(3), None, None),
        ] {
            assert_eq!(change_permille(now, before), permille, "{now:?} {before:?}");
        }
    }

    #[test]
    fn content_is_read_as_it_was_written() {
        let content = content(accepted(&[(1, 6), (2, 3)]));
        let text = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<SnapshotContent>(&text).unwrap(), content);
    }
}
