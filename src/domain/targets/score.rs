//! The score of a plan as papers state it: each target with the cards behind it, as they were when the score was taken.

use serde::{Deserialize, Serialize};
use time::Date;

use super::progress::TargetProgress;
use super::{CardFigures, CardState, CardStatus, Target, TargetCard, TargetGoal, TargetKind};
use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::calendar::format_date;
use crate::certificates::ShortCode;
use crate::ids::{TargetScoreId, YearPlanId};

/// The score of a plan. Nothing of it ever changes: a later one has the next number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetScore {
    pub id: TargetScoreId,
    pub plan: YearPlanId,
    /// From 1 within the plan.
    pub number: i32,
    /// Printed on its papers.
    pub code: ShortCode,
    pub taken: ActorStamp,
    /// SHA-256 of the content as it is stored, in hexadecimal.
    pub digest: String,
    pub content: ScoreContent,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ScoreContent {
    /// Number of the plan; empty until it is signed.
    pub plan_number: String,
    /// Day of the plan as papers write it; empty until it is signed.
    pub plan_day: String,
    /// In the order of the plan.
    pub lines: Vec<ScoreLine>,
}

/// How a target stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScoreStanding {
    Met,
    /// The last day is over.
    NotMet,
    UnderWay,
    /// Nothing can be said: totals of others, nothing counted yet.
    Unscored,
}

/// A target.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ScoreLine {
    pub position: u16,
    pub text: String,
    pub unit: String,
    pub kind: TargetKind,
    pub goal: TargetGoal,
    /// What a commune must show; empty for nothing.
    pub evidence_asked: String,
    /// Last day on which a card is in time, as papers write it.
    pub due_on: String,
    /// As in [`TargetProgress`].
    pub done: u32,
    pub of: Option<u32>,
    pub added: u32,
    pub standing: ScoreStanding,
    /// Of every area that reports, in Vietnamese alphabetical order.
    pub cards: Vec<ScoredCard>,
}

/// What an area says, and what the province decided about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ScoredCard {
    pub area: AreaCode,
    pub state: CardState,
    /// What the program counts, else what was sent.
    pub figures: Option<CardFigures>,
    /// The area's own score; `None` until it is sent.
    pub own: Option<bool>,
    /// The score of the province.
    pub checked: Option<bool>,
    /// Why the card came back, or why the province scores it otherwise.
    pub reason: String,
    /// What was sent to show it.
    pub evidence: String,
}

impl ScoreStanding {
    /// `is_met` of [`TargetProgress`]; `today` is a Vietnamese date.
    pub fn judge(is_met: Option<bool>, due_on: Date, today: Date) -> Self {
        match is_met {
            Some(true) => Self::Met,
            Some(false) if today > due_on => Self::NotMet,
            Some(false) => Self::UnderWay,
            None => Self::Unscored,
        }
    }
}

impl ScoreLine {
    pub fn new(target: &Target, progress: &TargetProgress, today: Date, cards: Vec<ScoredCard>) -> Self {
        let details = &target.details;
        Self {
            position: target.position,
            text: details.text.clone(),
            unit: details.unit.clone(),
            kind: details.kind,
            goal: details.goal,
            evidence_asked: details.evidence.clone(),
            due_on: format_date(details.due_on),
            done: progress.done,
            of: progress.of,
            added: progress.added,
            standing: ScoreStanding::judge(progress.is_met, details.due_on, today),
            cards,
        }
    }

    /// The sum of the province, without the cards.
    pub fn progress(&self) -> TargetProgress {
        let is_met = match self.standing {
            ScoreStanding::Met => Some(true),
            ScoreStanding::NotMet | ScoreStanding::UnderWay => Some(false),
            ScoreStanding::Unscored => None,
        };
        TargetProgress {
            done: self.done,
            of: self.of,
            added: self.added,
            is_met,
            ..TargetProgress::default()
        }
    }

    /// Cards in one of these states.
    pub fn count_cards(&self, states: &[CardState]) -> usize {
        self.cards.iter().filter(|card| states.contains(&card.state)).count()
    }
}

impl ScoredCard {
    /// `computed`: what the program counts for this area. What is not sent yet is not told.
    pub fn new(card: &TargetCard, computed: Option<CardFigures>) -> Self {
        let sent = card.status.counted().map(|(entry, _)| entry);
        let (checked, reason) = match &card.status {
            CardStatus::Approved { check, .. } => (Some(check.met), check.reason.clone()),
            CardStatus::Returned { reason, .. } => (None, reason.clone()),
            CardStatus::NotBegun | CardStatus::Draft(_) | CardStatus::Sent { .. } => (None, String::new()),
        };
        Self {
            area: card.area,
            state: card.state(),
            figures: computed.or(sent.map(|entry| entry.figures)),
            own: sent.map(|entry| entry.met),
            checked,
            reason,
            evidence: sent.map(|entry| entry.evidence.clone()).unwrap_or_default(),
        }
    }
}

impl ScoreContent {
    /// How many targets stand so.
    pub fn count(&self, standing: ScoreStanding) -> usize {
        self.lines.iter().filter(|line| line.standing == standing).count()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::ids::{TargetCardId, TargetId};
    use crate::targets::{CardCheck, CardEntry};

    fn card(status: CardStatus) -> TargetCard {
        let area = AreaCode::new("22738").unwrap();
        TargetCard { status, ..TargetCard::new(TargetCardId(Uuid::nil()), TargetId(Uuid::nil()), area) }
    }

    #[test]
    fn a_target_is_not_met_only_after_its_last_day() {
        let due = date!(2026 - 12 - 14);
        for (is_met, today, standing) in [
            (Some(true), due, ScoreStanding::Met),
            (Some(false), due, ScoreStanding::UnderWay),
            (Some(false), date!(2026 - 12 - 15), ScoreStanding::NotMet),
            (None, date!(2026 - 12 - 15), ScoreStanding::Unscored),
        ] {
            assert_eq!(ScoreStanding::judge(is_met, due, today), standing, "{is_met:?} {today}");
        }
    }

    #[test]
    fn what_is_not_sent_is_not_told() {
        let by = ActorStamp::new(&actor(1), datetime!(2026-11-25 01:00 UTC));
        let entry = CardEntry {
            figures: CardFigures { first: 3, second: None },
            met: true,
            evidence: "Biên bản".to_owned(),
        };
        let told = |status| {
            let scored = ScoredCard::new(&card(status), None);
            (
                scored.figures.map(|figures| figures.first),
                scored.own,
                scored.checked,
                scored.reason,
                scored.evidence,
            )
        };
        let nothing = (None, None, None, String::new(), String::new());
        assert_eq!(told(CardStatus::NotBegun), nothing);
        assert_eq!(told(CardStatus::Draft(entry.clone())), nothing);
        let returned =
            CardStatus::Returned { entry: entry.clone(), reason: "Thiếu ảnh".to_owned(), by: by.clone() };
        assert_eq!(told(returned), (None, None, None, "Thiếu ảnh".to_owned(), String::new()));
        let sent = CardStatus::Sent { entry: entry.clone(), by: by.clone() };
        assert_eq!(told(sent), (Some(3), Some(true), None, String::new(), "Biên bản".to_owned()));
        let check = CardCheck { met: false, reason: "Sai năm".to_owned(), by };
        let approved = CardStatus::Approved { entry, check };
        let all = (Some(3), Some(true), Some(false), "Sai năm".to_owned(), "Biên bản".to_owned());
        assert_eq!(told(approved), all);
        let counted = CardFigures { first: 7, second: Some(9) };
        assert_eq!(ScoredCard::new(&card(CardStatus::NotBegun), Some(counted)).figures, Some(counted));
    }
}
