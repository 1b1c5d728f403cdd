//! Media: the outlets of an area, the grid of a year, and what is written for a month.

mod write;

use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::ids::MediaOutletId;
use camket_domain::media::{MediaEntry, MediaOutlet};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::media::{entry, outlet};
use camket_store::{Reader, Tx};

use crate::{App, AppError};

pub use write::{MediaLine, add_outlet, update_outlet, write_month};

type MediaReaderPermit = Permit<rights::ReadActivities>;
type MediaRecorderPermit = Permit<rights::RecordActivities>;

/// The outlets of an area with their entries of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaGrid {
    /// The active ones first.
    pub outlets: Vec<MediaOutlet>,
    /// In no order.
    pub entries: Vec<MediaEntry>,
}

/// The grid of the reader's own area in a calendar year.
pub async fn load_grid(app: &App, permit: &MediaReaderPermit, year: i32) -> Result<MediaGrid, AppError> {
    match permit.actor().area {
        Some(area) => list_grid(app.store(), area, year).await,
        None => Ok(MediaGrid { outlets: Vec::new(), entries: Vec::new() }),
    }
}

/// The grid of an area, which the caller has found within its scope.
pub(crate) async fn list_grid(
    reader: &impl Reader,
    area: AreaCode,
    year: i32,
) -> Result<MediaGrid, AppError> {
    let outlets = outlet::list(reader, area).await?;
    let ids: Vec<_> = outlets.iter().map(|outlet| outlet.id).collect();
    let entries = entry::list(reader, &ids, year).await?;
    Ok(MediaGrid { outlets, entries })
}

/// An outlet of the actor's own area, to be changed.
///
/// # Errors
/// [`Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn find_outlet(
    app: &App,
    permit: &MediaRecorderPermit,
    id: MediaOutletId,
) -> Result<MediaOutlet, AppError> {
    find_own(app.store(), permit.actor(), id).await
}

async fn find_own(reader: &impl Reader, actor: &Actor, id: MediaOutletId) -> Result<MediaOutlet, AppError> {
    let found = outlet::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if Some(found.area) != actor.area {
        return Err(Refusal::NotAllowed.into());
    }
    Ok(found)
}

async fn list_own(tx: &Tx, actor: &Actor) -> Result<Vec<MediaOutlet>, AppError> {
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    Ok(outlet::list(tx, area).await?)
}
