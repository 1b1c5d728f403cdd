//! Training: the roster of officers on a day, the classes held for them, and how many of the roster attended one.

mod classes;
mod roster;

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditEvent;
use camket_domain::ids::{RosterOfficerId, TrainingClassId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::training::{RosterOfficer, TrainingClass, TrainingFieldFault, TrainingSum};
use camket_store::training::{attendance, class, officer, sum_by_area};
use camket_store::{Reader, audit};
use time::{Date, Month};

use crate::own_area::require_area;
use crate::{App, AppError, InputProblem};

pub use classes::{create_class, remove_class, update_class, write_attendance};
pub use roster::{add_officer, remove_officer, update_officer};

type TrainingReaderPermit = Permit<rights::ReadActivities>;
type TrainingRecorderPermit = Permit<rights::RecordActivities>;

/// The roster of the reader's area on a day.
#[derive(Clone, Debug)]
pub struct RosterSheet {
    /// By area, then by name.
    pub officers: Vec<RosterLine>,
    /// Of each area within the reader's that has an officer or held a class in the calendar year, up to the day.
    pub sums: HashMap<AreaCode, TrainingSum>,
}

/// An officer of the roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RosterLine {
    pub officer: RosterOfficer,
    /// The day of the last class in the calendar year, up to the day of the roster.
    pub trained_on: Option<Date>,
}

/// A class as it is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassLine {
    pub class: TrainingClass,
    pub attendances: u32,
}

/// A class with all that its page shows.
#[derive(Clone, Debug)]
pub struct ClassDossier {
    pub class: TrainingClass,
    /// Who attended, of all areas.
    pub attendances: u32,
    /// Of these, the officers within the reader's area: by area, then by name.
    pub attended: Vec<RosterOfficer>,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// A class whose attendance is written.
#[derive(Clone, Debug)]
pub struct ClassRegister {
    pub class: TrainingClass,
    /// Who was on the roster of the area and its communes on the day, or attended anyway; and whether they did.
    pub officers: Vec<(RosterOfficer, bool)>,
}

/// The roster on a day, of the reader's area, or of one area within it.
pub async fn load_roster(
    app: &App,
    permit: &TrainingReaderPermit,
    day: Date,
    area: Option<AreaCode>,
) -> Result<RosterSheet, AppError> {
    let actor = permit.actor();
    let Ok((own, province)) = require_area(app, actor) else {
        return Ok(RosterSheet { officers: Vec::new(), sums: HashMap::new() });
    };
    let days = (first_day_of(day), day);
    let listed = officer::list(app.store(), &actor.scope(), day).await?;
    let trained = attendance::list_last_days(app.store(), province, days).await?;
    let mut sums = sum_by_area(app.store(), province, days.0, days.1).await?;
    if own != province {
        sums.retain(|area, _| *area == own);
    }
    let line = |officer: RosterOfficer| {
        let trained_on = trained.get(&officer.id).copied();
        RosterLine { officer, trained_on }
    };
    let here = |officer: &RosterOfficer| area.is_none_or(|area| officer.area == area);
    Ok(RosterSheet { officers: listed.into_iter().filter(here).map(line).collect(), sums })
}

/// The first day of the calendar year of `day`.
fn first_day_of(day: Date) -> Date {
    Date::from_calendar_date(day.year(), Month::January, 1).unwrap_or(day)
}

/// A page of the classes of the reader's area and of its province, the latest first.
pub async fn list_classes(
    app: &App,
    permit: &TrainingReaderPermit,
    after: Option<Cursor>,
) -> Result<Paged<ClassLine>, AppError> {
    let actor = permit.actor();
    let Ok((_, province)) = require_area(app, actor) else {
        return Ok(Paged { items: Vec::new(), next: None });
    };
    let found = class::list(app.store(), &actor.scope(), province, after).await?;
    let ids: Vec<_> = found.items.iter().map(|class| class.id).collect();
    let counts = attendance::count_by_class(app.store(), &ids).await?;
    let line = |class: TrainingClass| {
        let attendances = counts.get(&class.id).copied().unwrap_or_default();
        ClassLine { class, attendances }
    };
    Ok(Paged { items: found.items.into_iter().map(line).collect(), next: found.next })
}

/// A class of the reader's area or of its province.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_class(
    app: &App,
    permit: &TrainingReaderPermit,
    id: TrainingClassId,
) -> Result<ClassDossier, AppError> {
    let actor = permit.actor();
    let class = find_class(app, app.store(), actor, id).await?;
    let ids = attendance::list(app.store(), id).await?;
    let (own, province) = require_area(app, actor)?;
    let mut attended = officer::list_by_ids(app.store(), &ids).await?;
    attended.retain(|officer| own == province || officer.area == own);
    sort_officers(&mut attended);
    let trail = audit::list_by_target(app.store(), id.0).await?;
    Ok(ClassDossier { class, attendances: u32::try_from(ids.len()).unwrap_or(u32::MAX), attended, trail })
}

/// A class of the actor's own area, to be changed.
///
/// # Errors
/// [`Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn load_own_class(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: TrainingClassId,
) -> Result<TrainingClass, AppError> {
    find_own_class(app, app.store(), permit.actor(), id).await
}

/// A class of the actor's own area with everybody who can have attended it.
///
/// # Errors
/// As [`load_own_class`].
pub async fn load_register(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: TrainingClassId,
) -> Result<ClassRegister, AppError> {
    let actor = permit.actor();
    let class = find_own_class(app, app.store(), actor, id).await?;
    let officers = list_candidates(app.store(), actor, &class).await?;
    Ok(ClassRegister { class, officers })
}

/// An officer of the actor's own roster, to be changed.
///
/// # Errors
/// [`Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn find_officer(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: RosterOfficerId,
) -> Result<RosterOfficer, AppError> {
    find_own_officer(app.store(), permit.actor(), id).await
}

async fn find_own_officer(
    reader: &impl Reader,
    actor: &Actor,
    id: RosterOfficerId,
) -> Result<RosterOfficer, AppError> {
    let found = officer::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    require_own(actor, found.area)?;
    Ok(found)
}

async fn find_class(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: TrainingClassId,
) -> Result<TrainingClass, AppError> {
    let (_, province) = require_area(app, actor).map_err(|_| AppError::NotFound)?;
    class::find(reader, &actor.scope(), province, id).await?.ok_or(AppError::NotFound)
}

async fn find_own_class(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: TrainingClassId,
) -> Result<TrainingClass, AppError> {
    let found = find_class(app, reader, actor, id).await?;
    require_own(actor, found.area)?;
    Ok(found)
}

fn require_own(actor: &Actor, area: AreaCode) -> Result<(), Refusal> {
    if actor.area == Some(area) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Who was on the roster on the day of a class, or attended it, and whether they did.
async fn list_candidates(
    reader: &impl Reader,
    actor: &Actor,
    class: &TrainingClass,
) -> Result<Vec<(RosterOfficer, bool)>, AppError> {
    let attended = attendance::list(reader, class.id).await?;
    let mut officers = officer::list(reader, &actor.scope(), class.details.held_on).await?;
    let missing: Vec<_> =
        attended.iter().filter(|id| officers.iter().all(|officer| officer.id != **id)).copied().collect();
    officers.extend(officer::list_by_ids(reader, &missing).await?);
    sort_officers(&mut officers);
    let mark = |officer: RosterOfficer| {
        let came = attended.contains(&officer.id);
        (officer, came)
    };
    Ok(officers.into_iter().map(mark).collect())
}

/// By area, then by name in Vietnamese order.
fn sort_officers(officers: &mut [RosterOfficer]) {
    officers.sort_by_cached_key(|officer| {
        (officer.area, camket_domain::text::sort_key(&officer.details.name), officer.id)
    });
}

const fn map_fault((field, fault): TrainingFieldFault) -> AppError {
    AppError::invalid(field, InputProblem::Training(fault))
}
