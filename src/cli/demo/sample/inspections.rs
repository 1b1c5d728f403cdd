//! The inspections of the demo by Đội 178: two teams, a plan, three inspections, two scans, and what follows from them.
//! Only the phone is simulated.

use anyhow::{Context, Result};
use camket_app::inspections::{CorrectionSource, SubmittedCorrection};
use camket_app::scans::SubmittedScan;
use camket_app::{demands, inspections, measures, plans, scans};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::ids::{CorrectionId, ScanId};
use camket_domain::inspections::{Conclusion, Inspection};
use camket_domain::measures::{EndorsedMeasure, Measure};
use camket_domain::scans::{Position, ShownVerdict};
use time::Duration;

use super::permit_for;
use super::phone::{SamplePhone, SeenViolation};
use super::scenario::{Scenario, VenueProgress};
use super::schedule::{InspectionStep, Schedule, Step};
use super::teams::{InspectionTeam, create_teams};

/// The steps with their working days before today, and office minutes.
const STEPS: [(usize, usize, InspectionStep); 11] = [
    (31, 40, InspectionStep::CreateTeams),
    (28, 110, InspectionStep::DrawPlan),
    (27, 300, InspectionStep::ApprovePlan),
    (26, 60, InspectionStep::EnrolPhone),
    (21, 110, InspectionStep::VisitCompliant),
    (6, 110, InspectionStep::VisitViolating),
    (4, 320, InspectionStep::EndorseSuspension),
    (3, 110, InspectionStep::VisitPrintedOwner),
    (2, 200, InspectionStep::CorrectReport),
    (1, 80, InspectionStep::SendScans),
    (1, 120, InspectionStep::MeetDemand),
];
/// Certificates that the team visits were issued before its plan was drawn.
pub const PLANNED_WITHIN: usize = 32;

/// Chooses the venues of the visits from those in the team's commune: `valid` have a certificate in force that was issued
/// before the plan, `old` one that is superseded.
pub fn choose_team(venues: &[VenueProgress], valid: &[usize], old: Option<usize>) -> Option<InspectionTeam> {
    // Venues with a position come first, so that a scan can be far from one.
    let (mut chosen, others): (Vec<_>, Vec<_>) =
        valid.iter().partition(|serial| venues[**serial].venue.position().is_some());
    chosen.extend(others);
    Some(InspectionTeam {
        compliant: *chosen.first()?,
        violating: *chosen.get(1)?,
        printed_owners: super::PRINTED_EXPIRING,
        old_certificate: old,
        ..InspectionTeam::default()
    })
}

/// Adds the steps of the inspections.
pub fn add_steps(schedule: &mut Schedule<'_>) {
    for (nth, minute, step) in STEPS {
        schedule.add_office_step(nth, minute, Step::Inspect(step));
    }
}

impl Scenario {
    pub(super) async fn take_inspection_step(&mut self, step: InspectionStep) -> Result<()> {
        match step {
            InspectionStep::CreateTeams => self.create_teams().await,
            InspectionStep::DrawPlan => self.draw_plan().await,
            InspectionStep::ApprovePlan => self.approve_plan().await,
            InspectionStep::EnrolPhone => self.enrol_phone().await,
            InspectionStep::VisitCompliant => {
                self.visit(self.team.compliant, &[], Conclusion::Pass).await.map(drop)
            }
            InspectionStep::VisitViolating => self.find_violations().await,
            InspectionStep::EndorseSuspension => self.endorse_suspension().await,
            InspectionStep::VisitPrintedOwner => self.make_demands().await,
            InspectionStep::SendScans => self.send_scans().await,
            InspectionStep::CorrectReport => self.correct_report().await,
            InspectionStep::MeetDemand => self.meet_demand().await,
        }
    }

    async fn create_teams(&mut self) -> Result<()> {
        let (keeper, inspector) = (&self.offices.administrator, &self.offices.inspector);
        self.team.team = Some(create_teams(self.app(), keeper, inspector).await?);
        Ok(())
    }

    /// The commune officer of the team's commune.
    fn team_officer(&self) -> Result<&camket_domain::accounts::Actor> {
        let place = self.communes.iter().position(|commune| commune.code.as_str() == super::TEAM_COMMUNE);
        self.offices.commune_officers.get(place.context("the commune")?).context("an officer")
    }

    async fn draw_plan(&mut self) -> Result<()> {
        let (app, team) = (self.app(), self.team.team.as_ref().context("a team")?);
        let permit = permit_for(self.team_officer()?)?;
        let plan = plans::draw_plan(app, &permit, self.key(), team.id, (app.today().year(), None)).await?;
        self.team.plan = Some(plan);
        Ok(())
    }

    async fn approve_plan(&self) -> Result<()> {
        let plan = self.team.plan.context("a plan")?;
        Ok(plans::approve(self.app(), &permit_for(&self.offices.approver)?, plan, 1).await?)
    }

    async fn enrol_phone(&mut self) -> Result<()> {
        let (team, plan) = (self.team.team.clone().context("a team")?, self.team.plan.context("a plan")?);
        self.team.phone = Some(SamplePhone::enrol(self.app(), &self.offices.inspector, team, plan).await?);
        Ok(())
    }

    async fn visit(
        &self,
        venue: usize,
        seen: &[SeenViolation],
        conclusion: Conclusion,
    ) -> Result<Inspection> {
        let scope = self.offices.inspector.scope();
        let venue = camket_store::venues::find(self.app().store(), &scope, self.venues[venue].id()?).await?;
        let venue = venue.context("a registered venue")?;
        Ok(self.team.phone()?.report_visit(self.app(), &venue, seen, conclusion).await?.inspection)
    }

    /// A visit with grave findings, for which the rules suggest a suspension.
    async fn find_violations(&mut self) -> Result<()> {
        let violations = [
            SeenViolation {
                item: "contracts",
                count: Some(3),
                demand: "Ký hợp đồng lao động bằng văn bản với 03 người lao động",
            },
            SeenViolation {
                item: "registered",
                count: Some(2),
                demand: "Khai trình bổ sung 02 người lao động",
            },
            SeenViolation {
                item: "identity-papers",
                count: Some(2),
                demand: "Trả lại bản chính giấy tờ tùy thân cho 02 người lao động",
            },
        ];
        let inspection = self.visit(self.team.violating, &violations, Conclusion::Record).await?;
        self.team.violation = Some(inspection.id);
        Ok(())
    }

    /// An officer endorses the suspension, which waits for the second person.
    async fn endorse_suspension(&self) -> Result<()> {
        let (app, officer) = (self.app(), self.team_officer()?);
        let (waiting, _) = measures::list_waiting(app, &permit_for(officer)?, None).await?;
        let proposal = waiting.items.iter().find(|proposal| Some(proposal.inspection) == self.team.violation);
        let proposal = proposal.context("a proposal")?;
        let wanted = EndorsedMeasure {
            measure: Measure::Suspend,
            until: Some(self.today + Duration::days(30)),
            decision: "15/QĐ-SNV".to_owned(),
            note: "Ba vi phạm nghiêm trọng trong một cuộc kiểm tra; cơ sở chưa khắc phục.".to_owned(),
        };
        Ok(measures::endorse(app, &permit_for(officer)?, proposal.id, proposal.version, wanted).await?)
    }

    /// A visit with two demands. The owner can still reply.
    async fn make_demands(&mut self) -> Result<()> {
        let violations = [
            SeenViolation {
                item: "contracts",
                count: Some(1),
                demand: "Ký hợp đồng lao động bằng văn bản với 01 người lao động",
            },
            SeenViolation {
                item: "health-checks",
                count: Some(2),
                demand: "Tổ chức khám sức khỏe định kỳ cho 02 người lao động",
            },
        ];
        self.team.reminder =
            Some(self.visit(self.team.printed_owners, &violations, Conclusion::Reminder).await?);
        Ok(())
    }

    /// The inspector corrects the remarks that the second record quotes, on its page.
    async fn correct_report(&self) -> Result<()> {
        let (app, permit) = (self.app(), permit_for(&self.offices.inspector)?);
        let visit = self.team.reminder.as_ref().context("an inspection")?;
        let (_, base, mut report) = inspections::load_to_correct(app, &permit, visit.id).await?;
        report.owner.remarks = "Cơ sở sẽ khắc phục đúng hạn; đề nghị hướng dẫn mẫu hợp đồng.".to_owned();
        let reason = "Ghi thiếu đề nghị của cơ sở".to_owned();
        let given = SubmittedCorrection { id: CorrectionId(self.key()), base, reason, report };
        inspections::correct_report(app, &permit, CorrectionSource::Page, &given).await?;
        Ok(())
    }

    /// The first of the two demands is met.
    async fn meet_demand(&self) -> Result<()> {
        let reminder = self.team.reminder.as_ref().context("an inspection")?;
        let first = reminder.report.demands.first().context("a demand")?;
        let inspector = &self.offices.inspector;
        let demand = demands::find(self.app(), &permit_for(inspector)?, first.id).await?;
        let note = "Đã xem hợp đồng lao động ký bổ sung";
        Ok(demands::meet(self.app(), &permit_for(inspector)?, demand.id, demand.version, note).await?)
    }

    /// Two scans: an old certificate that still hangs on a wall, and a valid one far from its venue.
    async fn send_scans(&self) -> Result<()> {
        let (app, phone) = (self.app(), self.team.phone()?);
        let venue_position = self.venues[self.team.compliant].venue.position();
        // A hundredth of a degree of latitude is about 1.1 km.
        let distant_position = venue_position.and_then(|(lat, lng)| Position::new(lat + 0.03, lng, 15.0));
        let mut all =
            vec![self.scan(&self.load_certificate(self.team.compliant, true).await?, distant_position)];
        if let Some(old) = self.team.old_certificate {
            all.push(self.scan(&self.load_certificate(old, false).await?, None));
        }
        let body = format!("{all:?}").into_bytes();
        let signature = phone.sign(&body)?;
        let message = phone.signed_message(&body, &signature);
        scans::receive(app, &permit_for(&self.offices.inspector)?, &message, all).await?;
        Ok(())
    }

    /// The latest certificate of a venue, or the one before it that was superseded.
    async fn load_certificate(&self, venue: usize, latest: bool) -> Result<Certificate> {
        let id = self.venues[venue].id()?;
        let mut all = camket_store::certificates::list_by_venues(self.app().store(), &[id]).await?;
        all.sort_by_key(|certificate| certificate.issued_at);
        if latest { all.pop() } else { all.into_iter().next() }.context("a certificate")
    }

    fn scan(&self, certificate: &Certificate, position: Option<Position>) -> SubmittedScan {
        let (now, today) = (self.app().now(), local_date(self.app().now()));
        let verdict: Verdict = judge_status(certificate.status_on(today), certificate.expires_on, today);
        SubmittedScan {
            id: ScanId(self.key()),
            at: now,
            number: certificate.number.to_string(),
            shown: ShownVerdict { verdict, offline: false, list_at: None, phone_at: None },
            position,
        }
    }
}
