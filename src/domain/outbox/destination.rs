//! Where the link of a message leads, as ids. The web makes the address.

use serde::{Deserialize, Serialize};

use crate::certificates::ShortCode;
use crate::ids::{InspectionId, LabourRequestId, ManagerId, TransferId, VenueId};

/// The link of a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Destination {
    Page(LinkedPage),
    /// A full address. Only rows written by earlier versions contain one.
    Address(String),
}

/// A page that a message links to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "kebab-case")]
pub enum LinkedPage {
    /// A venue's task list.
    Venue { venue: VenueId },
    /// A venue's certificate.
    Certificate { venue: VenueId },
    /// The receipt for a venue's application.
    Receipt { venue: VenueId },
    /// An inspection, as the venue's owner sees it.
    Inspection { venue: VenueId, inspection: InspectionId },
    /// A question of the labour authority, as the venue's owner sees it.
    LabourRequest { venue: VenueId, request: LabourRequestId },
    /// The same, as an officer sees it.
    LabourThread { request: LabourRequestId },
    /// The workers of a venue who have not signed their own pledges.
    WorkerPledges { venue: VenueId },
    /// A venue that is offered to an owner.
    Transfer { transfer: TransferId },
    /// An invitation to manage a venue.
    ManagerInvitation { manager: ManagerId },
    /// A venue as an officer sees it.
    VenueRecord { venue: VenueId },
    /// The second factor of the own account.
    OwnFactors,
    /// What is kept about the own account.
    OwnData,
    /// The queue of applications.
    ReviewQueue,
    /// The queue of concerns.
    Concerns,
    /// The plan of the year.
    Targets,
    /// The reporting periods.
    Reports,
    /// The look-up of a certificate.
    LookUp { code: ShortCode },
    /// The form that sets the password of an invited account; `token` is a signed link.
    Invitation { token: String },
    /// The form to sign up with a claim code, as it is printed.
    Claim { code: String },
}

impl Destination {
    /// What opens an account: the signed link of an invitation, or the address that contains it; a claim code.
    pub(super) fn token_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Page(LinkedPage::Invitation { token } | LinkedPage::Claim { code: token })
            | Self::Address(token) => Some(token),
            Self::Page(_) => None,
        }
    }
}

impl From<LinkedPage> for Destination {
    fn from(page: LinkedPage) -> Self {
        Self::Page(page)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::outbox::Notice;

    fn read(link: &serde_json::Value) -> Notice {
        let row = json!({ "notice": "returned", "venue": "Sen Vàng", "link": link });
        serde_json::from_value(row).expect("a notice")
    }

    #[test]
    fn rows_with_an_address_are_still_read_and_written() {
        let old = read(&json!("https://camket.example/venues/1"));
        let link = Destination::Address("https://camket.example/venues/1".to_owned());
        assert_eq!(old.link(), Some(&link));
        assert_eq!(serde_json::to_value(&old).unwrap()["link"], "https://camket.example/venues/1");
    }

    #[test]
    fn every_page_is_read_as_it_was_written() {
        let (venue, inspection) = (VenueId(Uuid::nil()), InspectionId(Uuid::max()));
        let code = ShortCode::parse("01234-56784").unwrap();
        let request = LabourRequestId(Uuid::max());
        for page in [
            LinkedPage::Venue { venue },
            LinkedPage::Certificate { venue },
            LinkedPage::Receipt { venue },
            LinkedPage::Inspection { venue, inspection },
            LinkedPage::LabourRequest { venue, request },
            LinkedPage::LabourThread { request },
            LinkedPage::WorkerPledges { venue },
            LinkedPage::OwnData,
            LinkedPage::ReviewQueue,
            LinkedPage::Concerns,
            LinkedPage::Targets,
            LinkedPage::Reports,
            LinkedPage::LookUp { code },
            LinkedPage::Invitation { token: "AAAA".to_owned() },
            LinkedPage::Claim { code: "AAAA".to_owned() },
        ] {
            let notice = read(&serde_json::to_value(&page).unwrap());
            assert_eq!(notice.link(), Some(&Destination::Page(page)));
        }
    }
}
