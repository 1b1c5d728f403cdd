//! Looking up the state of an application by its file number and a phone number, without an account.

use camket_domain::accounts::{Login, Scope};
use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, FileNumber};
use camket_domain::identifiers::Phone;
use camket_domain::venues::Venue;
use camket_store::{accounts, applications, venues};

use super::find_reviewing_agencies;
use crate::{App, AppError};

/// What anyone who knows file number and phone may learn: states and dates, and the offices, but no person and no venue.
#[derive(Clone, Debug)]
pub struct TrackedApplication {
    pub application: Application,
    /// The agencies of its tracks.
    pub offices: [Option<Agency>; 2],
}

/// The application with this number, if the phone is the owner's, the venue's or its representative's. `None` for an unknown
/// number as for another phone, so that neither can be guessed.
pub async fn track_file(
    app: &App,
    number: &FileNumber,
    phone: &Phone,
) -> Result<Option<TrackedApplication>, AppError> {
    let store = app.store();
    let Some(application) = applications::find_by_number(store, number).await? else { return Ok(None) };
    let owned = Scope::Owned(application.owner);
    let Some(venue) = venues::find(store, &owned, application.venue).await? else { return Ok(None) };
    let owner = accounts::find(store, venue.owner).await?;
    let own = owner.is_some_and(|owner| matches!(&owner.login, Login::Mobile(known) if known == phone));
    if !own && !is_phone_of(&venue, phone) {
        return Ok(None);
    }
    let offices = find_reviewing_agencies(app, &application).await?;
    Ok(Some(TrackedApplication { application, offices }))
}

fn is_phone_of(venue: &Venue, phone: &Phone) -> bool {
    let business = venue.business.as_ref().map(|business| &business.phone);
    let person = venue.representative.as_ref().map(|person| &person.phone);
    [business, person].into_iter().flatten().any(|known| known == phone)
}
