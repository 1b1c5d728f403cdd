//! Totals for anybody, once the administrator switched them on. They name no venue.

use std::collections::{BTreeMap, BTreeSet};

use camket_domain::areas::{self, AreaCode};
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_store::{agencies, settings};

use super::{CoverageQuestion, load_table};
use crate::{App, AppError};

/// The figures of today of each commune of each province with an agency. Venues whose commune nobody can tell stand under
/// `None`.
///
/// # Errors
/// [`AppError::NotFound`] while the totals are not open.
pub async fn load_open_totals(
    app: &App,
) -> Result<BTreeMap<AreaCode, BTreeMap<Option<AreaCode>, CoverageFigures>>, AppError> {
    if !settings::load(app.store()).await?.open_coverage {
        return Err(AppError::NotFound);
    }
    let mut totals = BTreeMap::new();
    for area in list_provinces(app).await? {
        let question = CoverageQuestion { area, day: app.today(), division: AreaDivision::Commune };
        totals.insert(area, load_table(app, question).await?.by_area());
    }
    Ok(totals)
}

/// The provinces that have an agency.
pub(crate) async fn list_provinces(app: &App) -> Result<BTreeSet<AreaCode>, AppError> {
    let today = app.today();
    let all = agencies::list_areas(app.store()).await?;
    Ok(all
        .into_iter()
        .filter_map(|area| areas::all().province_of(area, today))
        .map(|area| area.code)
        .collect())
}
