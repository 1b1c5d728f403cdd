//! Reports of the demo: communes sent the last quarter, of which the figures are frozen, and the present one is open.

use anyhow::{Context, Result};
use camket_app::reports::{self, NewPeriod};
use camket_domain::accounts::Actor;
use camket_domain::ids::ReportPeriodId;
use camket_domain::periods::{PeriodName, PeriodRule};
use camket_domain::reports::lifecycle::ReportCommand;
use camket_domain::reports::{AreaFigures, ReportEntry};

use super::permit_for;
use super::scenario::Scenario;

/// Communes that sent the last quarter; of these the first so many were accepted, and the next one was sent back.
const SENT: usize = 12;
const ACCEPTED: usize = 8;

impl Scenario {
    /// Two quarters are open; of the last one communes sent reports, and its figures are frozen.
    pub(super) async fn send_reports(&self) -> Result<()> {
        let (name, rule) = reports::find_usual_period(self.app().today());
        let last = match name.number {
            1 => PeriodName { year: name.year - 1, number: 4, ..name },
            number => PeriodName { number: number - 1, ..name },
        };
        self.open_quarter(name, rule).await?;
        let period = self.open_quarter(last, rule).await?;
        let officers = &self.offices.commune_officers;
        for (nth, officer) in officers.iter().enumerate().take(SENT + 1) {
            self.write_report(officer, period, nth).await?;
            let command = match nth {
                ACCEPTED => {
                    let reason = "Số tiền phạt chưa khớp với quyết định xử phạt".to_owned();
                    ReportCommand::Return { reason }
                }
                nth if nth < ACCEPTED => ReportCommand::Accept,
                _ => continue,
            };
            let (coordinator, area) = (&self.offices.coordinator, officer.area.context("an area")?);
            reports::check_report(self.app(), &permit_for(coordinator)?, (period, area), 1, command).await?;
        }
        let coordinator = permit_for(&self.offices.coordinator)?;
        reports::freeze_figures(self.app(), &coordinator, self.key(), period).await?;
        Ok(())
    }

    async fn open_quarter(&self, name: PeriodName, rule: PeriodRule) -> Result<ReportPeriodId> {
        let span = name.span(rule).context("the days of a quarter")?;
        let period = NewPeriod { name, rule, span, due_on: None };
        let permit = permit_for(&self.offices.coordinator)?;
        Ok(reports::open_period(self.app(), &permit, self.key(), period).await?)
    }

    /// All but the last one are sent.
    async fn write_report(&self, officer: &Actor, period: ReportPeriodId, nth: usize) -> Result<()> {
        let area = officer.area.context("an area")?;
        let seen = reports::load_report(self.app(), &permit_for(officer)?, period, area).await?;
        let typed = seen.indicators.iter().filter(|indicator| indicator.details.source.is_typed());
        let figures: AreaFigures = typed
            .enumerate()
            .map(|(at, indicator)| {
                let figure = i64::try_from((nth + at) % 3).unwrap_or_default();
                // Fines are in đồng.
                let scale = if indicator.details.unit == "đồng" { 5_000_000 } else { 1 };
                (indicator.id, figure * scale)
            })
            .collect();
        let entry = ReportEntry {
            figures,
            difficulties: "Nhiều cơ sở nhỏ thay đổi chủ, khó liên hệ để ký cam kết".to_owned(),
            proposals: "Tổ chức thêm lớp tập huấn cho cán bộ mới".to_owned(),
        };
        let permit = permit_for(officer)?;
        reports::write_report(self.app(), &permit, (period, area), 0, entry, nth < SENT).await?;
        Ok(())
    }
}
