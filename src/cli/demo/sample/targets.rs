//! The plan of the year in the demo: communes of the former province are on their way, the others have sent nothing.

use anyhow::{Context, Result};
use camket_app::targets::{self, NewPlan, PlanOrigin};
use camket_domain::accounts::Actor;
use camket_domain::ids::TargetId;
use camket_domain::targets::lifecycle::CardCommand;
use camket_domain::targets::template::PlanTemplate;
use camket_domain::targets::{CardEntry, CardFigures, PlanDetails};

use super::permit_for;
use super::scenario::Scenario;

/// Communes that sent a card for each of the eight targets; the next one wrote a draft.
const SENT: [usize; 8] = [18, 10, 4, 7, 6, 0, 0, 3];
/// Of these, the first so many are approved, and the next one was sent back.
const APPROVED: [usize; 8] = [9, 4, 0, 2, 6, 0, 0, 0];
/// Positions of the targets that the province itself reports: figures of the police, months of the media.
const OF_PROVINCE: [(usize, CardFigures); 2] =
    [(5, CardFigures { first: 4, second: Some(11) }), (6, CardFigures { first: 9, second: None })];

impl Scenario {
    /// The coordinator begins the plan of the year from the template.
    pub(super) async fn begin_year(&self) -> Result<()> {
        let template = PlanTemplate::all().first().context("a template")?;
        let details = PlanDetails {
            number: "27/KH-UBND".to_owned(),
            decided_on: Some(self.app().today()),
            bases: template.bases.clone(),
        };
        let origin = PlanOrigin::Template(template.code.clone());
        let plan = NewPlan { year: self.today.year(), details, origin };
        targets::create_plan(self.app(), &permit_for(&self.offices.coordinator)?, self.key(), plan).await?;
        Ok(())
    }

    /// Communes and province write their cards, the coordinator checks some.
    pub(super) async fn report_targets(&self) -> Result<()> {
        let coordinator = &self.offices.coordinator;
        let year = Some(self.today.year());
        let (_, sheet) = targets::load_plan(self.app(), &permit_for(coordinator)?, year).await?;
        let rows = sheet.context("the plan")?.targets;
        for (at, row) in rows.iter().enumerate() {
            for (nth, officer) in self.offices.commune_officers.iter().enumerate().take(SENT[at] + 1) {
                let sends = nth < SENT[at];
                if SENT[at] > 0 {
                    self.write_card(officer, row.target.id, choose_entry(at, nth), sends).await?;
                }
                if nth < APPROVED[at] {
                    let reason = String::new();
                    self.check_card(officer, row.target.id, CardCommand::Approve { met: true, reason })
                        .await?;
                } else if nth == APPROVED[at] && sends && at == 0 {
                    let reason = "Chưa có ảnh hoặc biên bản của buổi tuyên truyền tháng 9".to_owned();
                    self.check_card(officer, row.target.id, CardCommand::Return { reason }).await?;
                }
            }
        }
        for (at, figures) in OF_PROVINCE {
            let evidence = "Công văn của cơ quan cung cấp số liệu, tháng 11".to_owned();
            let entry = CardEntry { figures, met: false, evidence };
            self.write_card(coordinator, rows[at].target.id, entry, at == 5).await?;
        }
        if let Some(row) = rows.first() {
            targets::take_score(self.app(), &permit_for(coordinator)?, self.key(), row.target.plan).await?;
        }
        Ok(())
    }

    async fn write_card(&self, actor: &Actor, target: TargetId, entry: CardEntry, sends: bool) -> Result<()> {
        let area = actor.area.context("an area")?;
        let permit = permit_for(actor)?;
        targets::write_card(self.app(), &permit, (target, area), 0, entry, sends).await?;
        Ok(())
    }

    async fn check_card(&self, officer: &Actor, target: TargetId, command: CardCommand) -> Result<()> {
        let area = officer.area.context("an area")?;
        let permit = permit_for(&self.offices.coordinator)?;
        targets::check_card(self.app(), &permit, (target, area), 1, command).await?;
        Ok(())
    }
}

/// What a commune writes for the target at this position.
fn choose_entry(at: usize, nth: usize) -> CardEntry {
    let count = u32::try_from(nth % 3 + 2).unwrap_or(2);
    let (figures, met) = match at {
        1 => (CardFigures { first: count, second: Some(count) }, true),
        4 => (CardFigures { first: 1, second: Some(u32::from(nth > 0)) }, true),
        7 => (CardFigures { first: count - 1, second: Some(count) }, true),
        // Of the third, the program counts the figures; a commune seldom has all.
        2 => (CardFigures { first: 0, second: None }, false),
        _ => (CardFigures { first: count, second: None }, true),
    };
    let evidence = match at {
        0 => "Hội nghị tuyên truyền tại nhà văn hóa, có biên bản và ảnh; phát tờ rơi tại chợ",
        1 => "Lớp tập huấn do Sở Y tế tổ chức tháng 5",
        3 => "Kế hoạch lồng ghép ban hành tháng 2",
        4 => "Quyết định công nhận của UBND tỉnh",
        _ => "Số liệu rà soát của xã, phường",
    };
    CardEntry { figures, met, evidence: evidence.to_owned() }
}
