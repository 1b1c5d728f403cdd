//! What a later list does not say of an entry stays as it was known: its file may lack a column, and officers add telephones
//! and owners at the door.

use super::{EntryDetails, ListedOwner, ListedStatus};

impl EntryDetails {
    /// These details, and what they do not say as it was known before.
    #[must_use]
    pub fn completed_from(self, before: &Self) -> Self {
        let or_known = |said: String, known: &str| if said.is_empty() { known.to_owned() } else { said };
        let (kind, kind_text) = match self.kind_text.as_str() {
            "" => (self.kind.or(before.kind), before.kind_text.clone()),
            _ => (self.kind, self.kind_text),
        };
        Self {
            name: self.name,
            kind,
            kind_text,
            address: or_known(self.address, &before.address),
            commune: self.commune,
            former_commune: self.former_commune,
            position: self.position.or(before.position),
            tax: self.tax.or_else(|| before.tax.clone()),
            registration: or_known(self.registration, &before.registration),
            security_on: if self.security_number.is_empty() {
                self.security_on.or(before.security_on)
            } else {
                self.security_on
            },
            security_number: or_known(self.security_number, &before.security_number),
            owner: complete_owner(self.owner, before.owner.as_ref()),
            phones: if self.phones.is_empty() { before.phones.clone() } else { self.phones },
            rooms: self.rooms.or(before.rooms),
            staff: self.staff.or(before.staff),
            female_staff: self.female_staff.or(before.female_staff),
            listed: if self.listed == ListedStatus::Unknown { before.listed } else { self.listed },
            note: or_known(self.note, &before.note),
        }
    }
}

/// Another owner has another birth date and another number.
fn complete_owner(said: Option<ListedOwner>, known: Option<&ListedOwner>) -> Option<ListedOwner> {
    let (Some(said), Some(known)) = (&said, known) else { return said.or_else(|| known.cloned()) };
    if !said.name.is_empty() && said.name != known.name {
        return Some(said.clone());
    }
    Some(ListedOwner {
        name: known.name.clone(),
        born: said.born.or(known.born),
        number: said.number.clone().or_else(|| known.number.clone()),
    })
}
