//! The integrated plans of the communes of the former province: most have one of the year, one has two, some none.

use anyhow::Result;
use camket_app::integrated_plans;
use camket_app::scan_batch::ScanBatch;
use camket_domain::accounts::Actor;
use camket_domain::integrated_plans::{IntegratedPlanDetails, JoinedProgramme};
use time::Duration;

use super::activities::draw_minutes;
use super::permit_for;
use super::scenario::Scenario;

/// Communes with a plan.
const PLANNING: usize = 17;
/// Of these, communes that added a scan.
const SCANNED: usize = 2;

impl Scenario {
    pub(super) async fn sign_integrated_plans(&self) -> Result<()> {
        for (nth, officer) in self.offices.commune_officers.iter().enumerate().take(PLANNING) {
            let programmes = JoinedProgramme::ALL[..3 + nth % 3].to_vec();
            self.record_plan(officer, nth, programmes, nth < SCANNED).await?;
        }
        let second = vec![JoinedProgramme::HivAids, JoinedProgramme::Crime];
        self.record_plan(&self.offices.commune_officers[0], PLANNING, second, false).await
    }

    async fn record_plan(
        &self,
        officer: &Actor,
        nth: usize,
        programmes: Vec<JoinedProgramme>,
        scanned: bool,
    ) -> Result<()> {
        let permit = permit_for(officer)?;
        let mut batch = ScanBatch::default();
        if scanned {
            batch.add(self.app(), &permit, draw_minutes()?).await?;
        }
        let today = self.app().today();
        // Not before the year began.
        let days_ago = (250 - 3 * i64::try_from(nth)?).min(i64::from(today.ordinal()) - 1);
        let details = IntegratedPlanDetails {
            number: format!("{:02}/KH-UBND", 12 + nth),
            dated_on: today - Duration::days(days_ago),
            office: "UBND, Phó Chủ tịch".to_owned(),
            programmes,
        };
        integrated_plans::record_plan(self.app(), &permit, self.key(), details, batch).await?;
        Ok(())
    }
}
