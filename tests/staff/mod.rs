//! Staff: invited, changed, disabled and reset by an administrator of their area.

mod changes;
mod console;
mod invitations;

use camket_app::staff::Member;
use camket_domain::accounts::Role;
use camket_domain::agencies::Function;

use crate::world::{Office, Place};

/// The input of an administrator for a new commune officer.
async fn officer_to_be(office: &Office, name: &str, place: Place) -> Member {
    Member {
        name: name.to_owned(),
        login: office.address_of(name),
        role: Role::CommuneOfficer,
        agency: office.agency(Function::ConfirmPledges, place).await.id,
        area: place.commune(),
        title: String::new(),
    }
}
