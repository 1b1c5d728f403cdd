//! Pages of administrators: staff, agencies, settings, calendar.

mod agencies;
pub(crate) mod area_choices;
mod settings;
mod staff;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().merge(agencies::routes()).merge(settings::routes()).merge(staff::routes())
}
