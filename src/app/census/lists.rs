//! Lists: found, counted, begun by officers who walk.

use camket_domain::areas::{AreaCode, AreaLevel, list_codes_within};
use camket_domain::audit::AuditAction;
use camket_domain::census::{CensusList, ListOrigin, SourceKind};
use camket_domain::ids::CensusListId;
use camket_store::census as rows;
use camket_store::census::entry::{self, ListCounts};
use time::Date;
use uuid::Uuid;

use super::{CensusKeeperPermit, CensusReaderPermit, stamp};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::find_province;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// What an officer says of a new list.
#[derive(Clone, Debug)]
pub struct ListInput {
    pub source: SourceKind,
    /// Who keeps it.
    pub holder: String,
    /// Day on which its facts are true; today at the latest.
    pub as_of: Date,
    pub area: AreaCode,
}

/// The lists of the officer's area, newest first, with the counts of their entries in it.
pub async fn list_lists(
    app: &App,
    permit: &CensusReaderPermit,
) -> Result<Vec<(CensusList, ListCounts)>, AppError> {
    let scope = permit.actor().scope();
    let mut counts = entry::count_by_list(app.store(), &scope, None, app.today()).await?;
    let lists = rows::list(app.store(), &scope).await?;
    Ok(lists.into_iter().map(|list| (counts.remove(&list.id).unwrap_or_default(), list)).map(swap).collect())
}

fn swap<A, B>((first, second): (A, B)) -> (B, A) {
    (second, first)
}

/// A list with the counts of its entries in the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_list(
    app: &App,
    permit: &CensusReaderPermit,
    id: CensusListId,
) -> Result<(CensusList, ListCounts), AppError> {
    let scope = permit.actor().scope();
    let list = rows::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let mut counts = entry::count_by_list(app.store(), &scope, Some(id), app.today()).await?;
    Ok((list, counts.remove(&id).unwrap_or_default()))
}

/// Begins a list that officers walk. The same form sent twice begins one.
///
/// # Errors
/// [`AppError::Invalid`] for an area outside the officer's, a day that has not come, or a holder that cannot be printed.
pub async fn create_list(
    app: &App,
    permit: &CensusKeeperPermit,
    key: Uuid,
    input: ListInput,
) -> Result<CensusListId, AppError> {
    let actor = permit.actor();
    require_printable(&[("holder", &input.holder)])?;
    if input.as_of > app.today() {
        return Err(AppError::invalid("as_of", InputProblem::DayInFuture));
    }
    let within =
        actor.area.is_some_and(|own| own == input.area || list_codes_within(&own).contains(&input.area));
    if !within {
        return Err(AppError::invalid("area", InputProblem::AreaOutside));
    }
    let province = find_province_of(input.area, app.today())?;
    let content = CommandContent::new("census.create_list").with_debug(&input);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let list = CensusList {
        id: CensusListId::new(app.now(), app.entropy()),
        source: input.source,
        holder: input.holder,
        as_of: input.as_of,
        area: input.area,
        province,
        origin: ListOrigin::Walked,
        created_by: Some(stamp(app, permit)),
        version: 1,
    };
    rows::insert(&run.tx, &list).await?;
    let event = app.build_event(Some(actor), AuditAction::CensusListAdded, list.id.0);
    app.audit(&run.tx, event.with_note(list.source.code())).await?;
    run.finish(&list.id).await?;
    Ok(list.id)
}

/// The province of a commune, or the province itself.
pub(super) fn find_province_of(area: AreaCode, today: Date) -> Result<AreaCode, AppError> {
    if area.level() == AreaLevel::Province {
        return Ok(area);
    }
    find_province(area, today).ok_or(AppError::invalid("area", InputProblem::CommuneUnknown))
}
