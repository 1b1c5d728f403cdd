//! What a venue lacks before its application can be submitted.

use super::Section;
use crate::codes::codes;

codes! {
    /// A step that is missing before submission.
    MissingStep {
        Identity = "identity",
        Place = "place",
        Business = "business",
        Security = "security",
        Representative = "representative",
        /// Not signed.
        Pledge = "pledge",
        /// Signed with other facts or an older version of the terms.
        PledgeOutdated = "pledge-outdated",
        /// Signed for the present certificate; a renewal needs a new one.
        PledgeRenewal = "pledge-renewal",
        /// No worker declared, nor that there is none.
        Workers = "workers",
        /// Not confirmed for a renewal.
        WorkersUnconfirmed = "workers-unconfirmed",
    }
}

impl MissingStep {
    pub fn from_section(section: Section) -> Self {
        match section {
            Section::Identity => Self::Identity,
            Section::Place => Self::Place,
            Section::Business => Self::Business,
            Section::Security => Self::Security,
            Section::Representative => Self::Representative,
        }
    }
}
