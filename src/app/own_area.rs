//! The area for which an officer writes.

use camket_domain::accounts::Actor;
use camket_domain::areas::{self, AreaCode};
use camket_domain::refusal::Refusal;

use crate::App;

/// The actor's own area and its province.
///
/// # Errors
/// [`Refusal::NotAllowed`] for an actor without an area.
pub(crate) fn require_area(app: &App, actor: &Actor) -> Result<(AreaCode, AreaCode), Refusal> {
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    let province = areas::all().province_of(area, app.today()).ok_or(Refusal::NotAllowed)?;
    Ok((area, province.code))
}
