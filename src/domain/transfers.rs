//! Transfer of a venue to another owner. Its owner offers it to a log-in; whoever has that log-in accepts or declines, and
//! until then the owner takes the offer back. No law sets this way: the program lets both confirm, because the owner is the
//! one who signed (NĐ 178/2004 Điều 11.3) and the new one signs anew.

use time::{Duration, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, TransferId, VenueId};
use crate::refusal::Refusal;
use crate::venues::{TaxNumber, Venue};

/// How long an offer can be accepted. No law sets it; it is the time of a claim code
/// ([`crate::claim_codes::LIFETIME`]), with which a venue changes hands, too.
pub const OFFER_LIFETIME: Duration = Duration::days(14);
/// Most offers of venues and invitations of managers by an account in 24 hours: each is a message to somebody else. No law sets it.
pub const MAX_OFFERS_A_DAY: i32 = 10;

codes! {
    TransferState {
        /// The other owner is to answer. Over by itself after [`OFFER_LIFETIME`].
        Offered = "offered",
        Accepted = "accepted",
        Declined = "declined",
        /// Taken back by the owner, or replaced by a new offer after its time.
        TakenBack = "taken-back",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueTransfer {
    pub id: TransferId,
    pub venue: VenueId,
    /// Who offers it.
    pub from: AccountId,
    /// Log-in to which it is offered, in its normal form; empty once it is settled. Whether an account has it, nobody is told.
    pub login: String,
    /// Who accepted or declined it.
    pub to: Option<AccountId>,
    pub state: TransferState,
    /// UTC.
    pub offered_at: OffsetDateTime,
    pub settled_at: Option<OffsetDateTime>,
    pub version: i32,
}

impl VenueTransfer {
    /// Not acceptable from this time on (UTC).
    pub fn ends_at(&self) -> OffsetDateTime {
        self.offered_at + OFFER_LIFETIME
    }

    /// Whether it can be accepted at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.state == TransferState::Offered && now < self.ends_at()
    }
}

/// What is done to an offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// The other owner takes the venue over.
    Accept(AccountId),
    Decline(AccountId),
    /// The owner takes it back, also after its time.
    TakeBack,
}

/// The offer after `command`.
///
/// # Errors
/// [`Refusal::OfferOver`] for an answer after its time; [`Refusal::WrongState`] once it is settled.
pub fn decide(
    before: &VenueTransfer,
    command: Command,
    now: OffsetDateTime,
) -> Result<VenueTransfer, Refusal> {
    if before.state != TransferState::Offered {
        return Err(Refusal::WrongState);
    }
    let (state, to) = match command {
        Command::TakeBack => (TransferState::TakenBack, None),
        Command::Accept(_) | Command::Decline(_) if !before.is_open(now) => return Err(Refusal::OfferOver),
        Command::Accept(by) => (TransferState::Accepted, Some(by)),
        Command::Decline(by) => (TransferState::Declined, Some(by)),
    };
    Ok(VenueTransfer { state, to, login: String::new(), settled_at: Some(now), ..before.clone() })
}

/// The venue as its new owner has it. What is the former owner's own is not handed on: the representative, and a tax code that
/// is a personal number. Both are facts of the pledge, so that the new owner signs anew, as after any change of them.
pub fn hand_on(venue: Venue, owner: AccountId) -> Venue {
    let business = venue.business.filter(|business| !matches!(business.tax, TaxNumber::Personal(_)));
    Venue { owner, business, representative: None, ..venue }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::calendar::BirthDate;
    use crate::identifiers::Phone;
    use crate::sealed::SealedNumber;
    use crate::venues::{Business, Representative, VenueKind};

    const NOW: OffsetDateTime = datetime!(2026-11-23 01:00 UTC);
    const OTHER: AccountId = AccountId(Uuid::max());

    fn transfer(state: TransferState) -> VenueTransfer {
        VenueTransfer {
            id: TransferId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            from: AccountId(Uuid::nil()),
            login: "mai@example.vn".to_owned(),
            to: None,
            state,
            offered_at: NOW,
            settled_at: None,
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command() {
        use TransferState::{Accepted, Declined, Offered, TakenBack};
        let commands = [Command::Accept(OTHER), Command::Decline(OTHER), Command::TakeBack];
        for before in [Accepted, Declined, TakenBack] {
            for command in commands {
                assert_eq!(decide(&transfer(before), command, NOW), Err(Refusal::WrongState), "{before:?}");
            }
        }
        let after = commands.map(|command| decide(&transfer(Offered), command, NOW).unwrap());
        assert_eq!(after.each_ref().map(|one| one.state), [Accepted, Declined, TakenBack]);
        assert_eq!(after.each_ref().map(|one| one.to), [Some(OTHER), Some(OTHER), None]);
        for settled in after {
            assert_eq!(
                (settled.login.as_str(), settled.settled_at),
                ("", Some(NOW)),
                "nobody's log-in is kept"
            );
        }
    }

    #[test]
    fn an_offer_is_over_after_its_time_and_can_still_be_taken_back() {
        let offer = transfer(TransferState::Offered);
        let last = offer.ends_at() - Duration::SECOND;
        assert!(offer.is_open(last) && !offer.is_open(offer.ends_at()));
        assert!(decide(&offer, Command::Accept(OTHER), last).is_ok());
        for command in [Command::Accept(OTHER), Command::Decline(OTHER)] {
            assert_eq!(decide(&offer, command, offer.ends_at()), Err(Refusal::OfferOver));
        }
        assert!(decide(&offer, Command::TakeBack, offer.ends_at()).is_ok());
    }

    #[test]
    fn what_is_the_former_owners_own_is_not_handed_on() {
        let sealed =
            || SealedNumber { sealed: Vec::new(), fingerprint: "f".to_owned(), last4: "0001".to_owned() };
        let phone = || Phone::parse("0912345678").unwrap();
        let with_tax = |tax| Venue {
            id: VenueId(Uuid::nil()),
            owner: AccountId(Uuid::nil()),
            kind: VenueKind::Hotel,
            kind_note: String::new(),
            name: "Biển Xanh".to_owned(),
            place: None,
            business: Some(Business {
                tax,
                registration: String::new(),
                phone: phone(),
                rooms: Some(12),
                opened_on: date!(2020 - 01 - 01),
            }),
            security: None,
            representative: Some(Representative {
                name: "Nguyễn Thị Lan".to_owned(),
                born_on: BirthDate::new(date!(1980 - 01 - 01), false),
                nationality: None,
                number: sealed(),
                phone: phone(),
            }),
            no_employees: true,
            created_at: NOW,
            version: 3,
        };
        let of_a_person = hand_on(with_tax(TaxNumber::Personal(sealed())), OTHER);
        assert_eq!(
            (of_a_person.owner, of_a_person.business, of_a_person.representative),
            (OTHER, None, None)
        );
        let before = with_tax(TaxNumber::Organisation("0300000000".to_owned()));
        let of_a_company = hand_on(before.clone(), OTHER);
        assert_eq!((of_a_company.business.as_ref(), of_a_company.version), (before.business.as_ref(), 3));
        assert_ne!(of_a_company.matter(), before.matter(), "the pledge must be signed anew");
    }
}
