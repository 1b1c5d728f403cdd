//! Opening a period for which the areas report.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::add_working_days;
use camket_domain::ids::ReportPeriodId;
use camket_domain::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use camket_domain::reports::{DUE_WORKING_DAYS, ReportPeriod};
use camket_store::StoreError;
use camket_store::reports::period;
use camket_store::settings::holiday;
use time::Date;
use uuid::Uuid;

use super::ReportCollectorPermit;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::targets::plans::require_province;
use crate::{App, AppError, InputProblem, indicators};

/// A period to open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewPeriod {
    pub name: PeriodName,
    pub rule: PeriodRule,
    pub span: PeriodSpan,
    /// `None`: two working days after the last one.
    pub due_on: Option<Date>,
}

/// The quarter by the rule of the 15th in which `today` is.
pub fn find_usual_period(today: Date) -> (PeriodName, PeriodRule) {
    let rule = PeriodRule::Fifteenth;
    let quarters = (today.year()..=today.year() + 1).flat_map(|year| {
        (1..=4).filter_map(move |number| PeriodName::new(PeriodLength::Quarter, year, number))
    });
    let mut with_span = quarters.filter_map(|name| Some((name, name.span(rule)?)));
    let found = with_span.find(|(_, span)| span.last() >= today).map(|(name, _)| name);
    let year = today.year();
    (found.unwrap_or(PeriodName { length: PeriodLength::Quarter, year, number: 4 }), rule)
}

/// Opens a period for the actor's province. A repeated `key` opens nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `name` if the province has a period of these days, and for `due_on` before its last day;
/// [`camket_domain::refusal::Refusal::NotAllowed`] for an actor without a province.
pub async fn open_period(
    app: &App,
    permit: &ReportCollectorPermit,
    key: Uuid,
    input: NewPeriod,
) -> Result<ReportPeriodId, AppError> {
    let actor = permit.actor();
    let area = require_province(actor)?;
    if input.due_on.is_some_and(|due| due < input.span.last()) {
        return Err(AppError::invalid("due_on", InputProblem::PeriodDue));
    }
    let content = CommandContent::new("reports.open_period").with_debug(&input);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let NewPeriod { name, rule, span, due_on } = input;
    let calendar = holiday::load_calendar(&run.tx).await?;
    let opened = ReportPeriod {
        id: ReportPeriodId::new(app.now(), app.entropy()),
        area,
        name,
        rule,
        span,
        due_on: due_on.unwrap_or_else(|| add_working_days(span.last(), DUE_WORKING_DAYS, &calendar)),
        reminded_on: None,
        opened: ActorStamp::new(actor, app.now()),
        version: 0,
    };
    period::save(&run.tx, &opened).await.map_err(|error| match error {
        StoreError::Duplicate => AppError::invalid("name", InputProblem::PeriodTaken),
        other => other.into(),
    })?;
    // From now on they are rows, which reports name by their ids.
    indicators::load_to_change(app, &run.tx, area).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::ReportPeriodOpened, opened.id.0)).await?;
    run.finish(&opened.id).await?;
    Ok(opened.id)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_usual_period_is_the_quarter_of_today() {
        for (today, year, number) in [
            (date!(2026 - 11 - 29), 2026, 4),
            (date!(2026 - 12 - 14), 2026, 4),
            (date!(2026 - 12 - 15), 2027, 1),
            (date!(2026 - 01 - 01), 2026, 1),
            (date!(2026 - 03 - 15), 2026, 2),
        ] {
            let (name, _) = find_usual_period(today);
            assert_eq!((name.year, name.number), (year, number), "{today}");
        }
    }
}
