//! What officers and approvers do: they review, issue, propose and decide.

use anyhow::{Context, Result};
use camket_app::certificates::decisions;
use camket_app::{applications, certificates, keys};
use camket_domain::applications::TrackKind;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::certificates::decisions::{DecisionGround, DecisionKind, DecisionProposal};
use time::{Date, Duration};

use super::permit_for;
use super::scenario::Scenario;
use super::schedule::Proposer;

/// Remaining days of a suspension, counted from the day on which the demo is created.
const REMAINING_SUSPENSION: Duration = Duration::days(20);

impl Scenario {
    pub(super) async fn review(
        &mut self,
        venue: usize,
        kind: TrackKind,
        command: TrackCommand,
    ) -> Result<()> {
        let known = &self.venues[venue];
        let (id, version) = known.application.context("a submitted application")?;
        let officer = match kind {
            TrackKind::Pledge => &self.offices.commune_officers[known.venue.commune],
            TrackKind::Labour => &self.offices.labour_officer,
        };
        let permit = permit_for(officer)?;
        applications::review(self.app(), &permit, id, version, command).await?;
        self.venues[venue].application = Some((id, version + 1));
        Ok(())
    }

    /// The approver issues all these certificates at once.
    pub(super) async fn issue(&mut self, venues: &[usize]) -> Result<()> {
        keys::ensure_signing_key(self.app()).await?;
        let application = |venue: &usize| self.venues[*venue].application.map(|(id, _)| id);
        let ids: Vec<_> = venues.iter().filter_map(application).collect();
        let permit = permit_for(&self.offices.approver)?;
        let outcomes = certificates::issue(self.app(), &permit, &ids).await;
        for (venue, outcome) in venues.iter().zip(outcomes) {
            self.venues[*venue].certificate = Some(outcome.result?);
        }
        Ok(())
    }

    pub(super) async fn propose(&mut self, venue: usize, who: Proposer, kind: DecisionKind) -> Result<()> {
        let known = &self.venues[venue];
        let actor = match who {
            Proposer::CommuneOfficer => &self.offices.commune_officers[known.venue.commune],
            Proposer::LabourOfficer => &self.offices.labour_officer,
            Proposer::SecondApprover => &self.offices.second_approver,
        };
        let issued = known.certificate.as_ref().context("a certificate")?;
        let certificate = certificates::find(self.app(), &permit_for(actor)?, issued.id).await?;
        let last_day = self.today + REMAINING_SUSPENSION;
        let proposal = build_proposal(who, kind, last_day.min(certificate.expires_on));
        let target = (certificate.id, certificate.version);
        let decision =
            decisions::propose(self.app(), &permit_for(actor)?, self.key(), target, proposal).await?;
        self.venues[venue].decision = Some(decision);
        Ok(())
    }

    /// The approver decides the open proposal.
    pub(super) async fn decide(&mut self, venue: usize) -> Result<()> {
        let known = &self.venues[venue];
        let proposed = known.decision.as_ref().context("a proposal")?;
        let serial = known.certificate.as_ref().context("a certificate")?.document.serial;
        let number = format!("{:02}/QĐ-SNV", 100 + serial % 400);
        let permit = permit_for(&self.offices.approver)?;
        let decided =
            decisions::decide(self.app(), &permit, (proposed.id, proposed.version), &number).await?;
        self.venues[venue].decision = Some(decided);
        Ok(())
    }
}

fn build_proposal(who: Proposer, kind: DecisionKind, last_day: Date) -> DecisionProposal {
    let (ground, text) = match (kind, who) {
        (DecisionKind::Suspend, _) => (
            DecisionGround::DemandUnmet,
            "Quá hạn khắc phục theo biên bản kiểm tra của Đội 178; cơ sở chưa bổ sung hợp đồng lao động.",
        ),
        (DecisionKind::Lift, _) => {
            (DecisionGround::Remedied, "Cơ sở đã bổ sung đủ hợp đồng lao động, có biên bản kiểm tra lại.")
        }
        (DecisionKind::Revoke, who) => (
            match who {
                Proposer::LabourOfficer => DecisionGround::LabourBroken,
                _ => DecisionGround::FalseDeclaration,
            },
            "Danh sách lao động khai khi nộp hồ sơ không đúng với thực tế tại cơ sở, có biên bản kèm theo.",
        ),
    };
    let until = (kind == DecisionKind::Suspend).then_some(last_day);
    DecisionProposal { kind, ground, text: text.to_owned(), number: String::new(), until }
}
