//! Staff: invited, changed, disabled and reset by an administrator of their area.

mod access;
mod changes;
mod console;
mod invitations;

use camket_app::staff::StaffInput;
use camket_domain::accounts::Role;
use camket_domain::agencies::AgencyFunction;

use crate::world::{Office, TestPlace};

/// The input of an administrator for a new commune officer.
async fn officer_input(office: &Office, name: &str, place: TestPlace) -> StaffInput {
    StaffInput {
        name: name.to_owned(),
        login: office.address_of(name),
        role: Role::CommuneOfficer,
        agency: office.agency(AgencyFunction::ConfirmPledges, place).await.id,
        area: place.commune(),
        title: String::new(),
    }
}
