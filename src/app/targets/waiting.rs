//! The cards that wait for somebody.

use std::collections::HashMap;

use camket_domain::ids::TargetId;
use camket_domain::permissions::Action;
use camket_domain::targets::{CardState, Target, YearPlan};
use camket_store::targets::{card, plan, plan_target};
use time::Duration;

use super::{TargetReaderPermit, plan_scope, reports};
use crate::{App, AppError};

/// Days before its last day from which a card that is not sent waits.
const NOTICE_DAYS: i64 = 30;

/// The cards of a year's plan that wait for the reader: the targets of each kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardTasks {
    pub year: i32,
    /// The own card came back with a reason.
    pub mend: Vec<TargetId>,
    /// The own card is not sent and its last day is at most a month away, or past.
    pub send: Vec<TargetId>,
    /// One entry for each card that was sent and is not checked.
    pub check: Vec<TargetId>,
}

/// What waits for the reader of the plans of this year and the year before, the latest first.
pub async fn list_tasks(app: &App, permit: &TargetReaderPermit) -> Result<Vec<CardTasks>, AppError> {
    let actor = permit.actor();
    if !actor.may(Action::ReportTargets) && !actor.may(Action::CheckTargets) {
        return Ok(Vec::new());
    }
    let last_year = app.today().year() - 1;
    let mut plans = plan::list(app.store(), &plan_scope(app, actor)).await?;
    plans.retain(|plan| plan.year >= last_year);
    let ids: Vec<_> = plans.iter().map(|plan| plan.id).collect();
    let targets = plan_target::list_of(app.store(), &ids).await?;
    let mut states: HashMap<TargetId, Vec<_>> = HashMap::new();
    let asked: Vec<TargetId> = targets.iter().map(|target| target.id).collect();
    for (target, area, state) in card::list_states(app.store(), &asked).await? {
        states.entry(target).or_default().push((area, state));
    }
    let task = |plan: &YearPlan| {
        let mut tasks = CardTasks { year: plan.year, ..CardTasks::default() };
        for target in targets.iter().filter(|target| target.plan == plan.id) {
            let of_target = states.get(&target.id).map(Vec::as_slice).unwrap_or_default();
            if actor.may(Action::CheckTargets) {
                let sent = of_target.iter().filter(|(_, state)| *state == CardState::Sent).count();
                tasks.check.extend(std::iter::repeat_n(target.id, sent));
            }
            let own =
                actor.area.filter(|area| actor.may(Action::ReportTargets) && reports(plan, target, *area));
            let Some(own) = own else { continue };
            let state = of_target.iter().find(|(area, _)| *area == own).map(|(_, state)| *state);
            match state {
                Some(CardState::Returned) => tasks.mend.push(target.id),
                None | Some(CardState::NotBegun | CardState::Draft) if is_due(app, target) => {
                    tasks.send.push(target.id);
                }
                _ => (),
            }
        }
        tasks
    };
    Ok(plans.iter().map(task).collect())
}

fn is_due(app: &App, target: &Target) -> bool {
    target.details.due_on <= app.today().saturating_add(Duration::days(NOTICE_DAYS))
}
