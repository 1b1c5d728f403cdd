//! Freezing the figures of a period.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{ReportPeriodId, SnapshotId};
use camket_domain::refusal::Refusal;
use camket_domain::reports::snapshot::{CountedFigures, Snapshot, SnapshotColumn, SnapshotContent};
use camket_domain::reports::{AreaFigures, ReportPeriod};
use camket_store::Tx;
use camket_store::indicators::count::{count_by_team, count_labour_use};
use camket_store::indicators::facts::FactFilter;
use camket_store::reports::{area_report, snapshot};
use uuid::Uuid;

use super::counting::FiguresByArea;
use super::{ReportCollectorPermit, begin_report, counting, find_period, list_reporters};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError, indicators};

/// Freezes the figures of a period as a further version: of each area what it sent and the province accepted, else what
/// the program counts now. A repeated `key` freezes nothing.
///
/// # Errors
/// [`Refusal::PeriodNotOver`]; [`Refusal::FiguresUnchanged`] since the last version; [`AppError::NotFound`];
/// [`AppError::Conflict`] if someone else freezes at the same time.
pub async fn freeze_figures(
    app: &App,
    permit: &ReportCollectorPermit,
    key: Uuid,
    id: ReportPeriodId,
) -> Result<SnapshotId, AppError> {
    let actor = permit.actor();
    let period = find_period(app, app.store(), actor, id).await?;
    if app.today() <= period.span.last() {
        return Err(Refusal::PeriodNotOver.into());
    }
    // Counted before the transaction, which keeps others waiting.
    let indicators = indicators::list_own(app, app.store(), period.area).await?;
    let counted = counting::count_all(app, &period, &indicators).await?;
    let before = counting::count_year_before(app, &period, None, &indicators).await?;
    let content = CommandContent::new("reports.freeze_figures").with(id);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(frozen) => return Ok(frozen),
        Attempt::First(run) => run,
    };
    let empty = SnapshotContent::new(&indicators);
    let content = fill(app, &run.tx, &period, empty, (&counted, &before)).await?;
    let last = snapshot::list(&run.tx, id).await?.into_iter().next();
    if last.as_ref().is_some_and(|last| last.content == content) {
        return Err(Refusal::FiguresUnchanged.into());
    }
    let frozen = Snapshot {
        id: SnapshotId::new(app.now(), app.entropy()),
        period: id,
        number: last.map_or(1, |last| last.number + 1),
        code: ShortCode::new(app.entropy()),
        frozen: ActorStamp::new(actor, app.now()),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        digest: sha256_hex(serde_json::to_string(&content).map_err(AppError::internal)?.as_bytes()),
        content,
    };
    snapshot::insert(&run.tx, &frozen).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::FiguresFrozen, frozen.id.0)).await?;
    run.finish(&frozen.id).await?;
    Ok(frozen.id)
}

/// The row of each area, and the further tables.
async fn fill(
    app: &App,
    tx: &Tx,
    period: &ReportPeriod,
    mut content: SnapshotContent,
    (counted, before): (&FiguresByArea, &FiguresByArea),
) -> Result<SnapshotContent, AppError> {
    let reports = area_report::list(tx, &[period.id]).await?;
    let nothing = AreaFigures::new();
    for area in list_reporters(period, app.today()) {
        let found = reports.iter().find(|report| report.area == area).cloned();
        let report = found.unwrap_or_else(|| begin_report(app, period.id, area));
        let figures = |of: &FiguresByArea| of.get(&area).cloned();
        // Of what is typed in and of the police nobody said anything.
        let said = |column: &&SnapshotColumn| !column.details.source.kind.is_of_police();
        let zero = || content.columns.iter().filter(said).map(|column| (column.indicator, 0)).collect();
        let (now, year_before) = (figures(counted).unwrap_or_else(zero), figures(before));
        let year_before = year_before.as_ref().unwrap_or(&nothing);
        content.add_row(&report, period.area, CountedFigures { now: &now, year_before });
    }
    let all = FactFilter { province: period.area, area: None, span: period.span };
    content.tables = vec![count_labour_use(tx, &all).await?, count_by_team(tx, &all).await?];
    Ok(content)
}
