//! What is missing before the first owner can register, for an administrator and for the command line.

use camket_domain::agencies::Agency;
use camket_domain::areas::{self, AreaCode};
use camket_domain::permissions::{Permit, rights};
use camket_domain::readiness::{Readiness, ReadinessFacts};
use camket_store::settings::holiday;
use camket_store::{Store, accounts, agencies};
use time::Date;

use crate::{App, AppError};

/// What is missing in an area, with its agencies.
#[derive(Clone, Debug)]
pub struct AreaReadiness {
    pub area: AreaCode,
    pub readiness: Readiness,
    pub agencies: Vec<Agency>,
}

/// What is missing in the administrator's area.
///
/// # Errors
/// [`AppError::NotFound`] for an administrator without an area.
pub async fn check(app: &App, permit: &Permit<rights::ManageAgencies>) -> Result<AreaReadiness, AppError> {
    let area = permit.actor().area.ok_or(AppError::NotFound)?;
    check_area(app.store(), area, app.today(), !app.options().channels.is_empty()).await
}

/// What is missing in each area that has an administrator; empty if nobody can administer yet.
pub async fn check_all(
    store: &Store,
    today: Date,
    has_channel: bool,
) -> Result<Vec<AreaReadiness>, AppError> {
    let mut found = Vec::new();
    for area in accounts::list_administered_areas(store).await? {
        found.push(check_area(store, area, today, has_channel).await?);
    }
    Ok(found)
}

async fn check_area(
    store: &Store,
    area: AreaCode,
    today: Date,
    has_channel: bool,
) -> Result<AreaReadiness, AppError> {
    // The province's agencies and people serve its communes.
    let mut codes = areas::list_codes_within(&area);
    codes.extend(areas::all().province_of(area, today).map(|province| province.code));
    let agencies = agencies::find_many(store, &[], &codes).await?;
    let staff = accounts::list_active_staff_of(store, &codes).await?;
    let calendar = holiday::load_calendar(store).await?;
    let facts =
        ReadinessFacts { area, today, agencies: &agencies, staff: &staff, has_channel, calendar: &calendar };
    Ok(AreaReadiness { area, readiness: Readiness::check(&facts), agencies })
}
