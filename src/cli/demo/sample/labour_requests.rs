//! What the labour authority asked the printed owner: one question waits for the owner, an answer to another for the officer;
//! and the codes that the owner then makes for workers.

use anyhow::{Context, Result};
use camket_app::labour::{answer_request, ask_owner};
use camket_app::worker_pledges;
use camket_domain::ids::{LabourRequestId, VenueId};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::permissions::{Permit, rights};

use super::permit_for;
use super::scenario::Scenario;

impl Scenario {
    pub(super) async fn ask_about_labour(&mut self) -> Result<()> {
        let pledges = "Theo sổ lao động của cơ sở, còn người chưa ký cam kết cá nhân. Đề nghị Quý cơ sở in bản cam kết \
                       từ sổ lao động, cho ký, ghi ngày ký vào sổ, và trả lời tại đây.";
        let first = self.venues.first().context("the printed owner's venue")?.id()?;
        self.ask(first, LabourCheck::WorkerPledges, pledges).await?;
        let checks =
            "Đề nghị Quý cơ sở cho biết đợt khám sức khỏe quý này vào ngày nào. Không gửi kết quả khám.";
        let owner = self.owners[self.venues[0].owner].actor.as_ref();
        let permit: Permit<rights::KeepVenues> = permit_for(owner.context("an owner who signed up")?)?;
        let asked = self.ask(first, LabourCheck::HealthChecks, checks).await?;
        let answer = "Cơ sở đã hẹn trạm y tế phường khám ngày 05 tháng sau, sẽ ghi vào sổ.";
        answer_request(self.app(), &permit, self.key(), (first, asked, 1), answer).await?;
        self.invite_workers(first).await
    }

    /// The printed owner makes codes with which her workers sign.
    async fn invite_workers(&self, venue: VenueId) -> Result<()> {
        let owner = self.owners[self.venues[0].owner].actor.as_ref();
        let permit: Permit<rights::WorkAtVenues> = permit_for(owner.context("an owner who signed up")?)?;
        let missing = worker_pledges::list_gaps(self.app(), &permit, venue).await?;
        for gap in missing.gaps.iter().take(2).filter(|_| !missing.is_locked) {
            worker_pledges::invite(self.app(), &permit, self.key(), (venue, gap.worker.id)).await?;
        }
        Ok(())
    }

    async fn ask(&self, venue: VenueId, check: LabourCheck, text: &str) -> Result<LabourRequestId> {
        let permit = permit_for(&self.offices.labour_officer)?;
        Ok(ask_owner(self.app(), &permit, self.key(), (venue, check), text).await?)
    }
}
