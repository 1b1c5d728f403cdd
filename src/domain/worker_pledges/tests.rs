use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::identifiers::Sex;
use crate::labour::IdDocumentKind;
use crate::sealed::SealedNumber;

fn invitation(made_at: OffsetDateTime) -> WorkerInvitation {
    WorkerInvitation {
        id: WorkerInvitationId(Uuid::nil()),
        hash: String::new(),
        worker: WorkerId(Uuid::nil()),
        venue: VenueId(Uuid::nil()),
        made_by: AccountId(Uuid::nil()),
        made_at,
        expires_at: made_at + LIFETIME,
        tries_left: MAX_TRIES,
        used_at: None,
        ended_at: None,
    }
}

fn person(born_on: BirthDate, last4: &str) -> WorkerIdentity {
    WorkerIdentity {
        name: "Trần Thị Hạnh".to_owned(),
        sex: Sex::Female,
        born_on,
        nationality: "Việt Nam".to_owned(),
        residence: String::new(),
        paper: IdDocumentKind::Personal,
        number: SealedNumber { sealed: Vec::new(), fingerprint: String::new(), last4: last4.to_owned() },
    }
}

#[test]
fn a_code_is_open_until_it_is_used_ended_tried_too_often_or_over() {
    let made_at = datetime!(2026-11-30 01:00 UTC);
    let open = invitation(made_at);
    let last = made_at + LIFETIME - Duration::SECOND;
    let changed = |change: fn(&mut WorkerInvitation)| {
        let mut changed = invitation(datetime!(2026-11-30 01:00 UTC));
        change(&mut changed);
        changed
    };
    let used = changed(|one| one.used_at = Some(one.made_at));
    let ended = changed(|one| one.ended_at = Some(one.made_at));
    let tried = changed(|one| one.tries_left = 0);
    for (invitation, at, standing, fault) in [
        (&open, made_at, InvitationStanding::Open, None),
        (&open, last, InvitationStanding::Open, None),
        (&open, made_at + LIFETIME, InvitationStanding::Over, Some(WorkerPledgeFault::CodeOver)),
        // What happened first is what counts later.
        (&used, made_at + LIFETIME, InvitationStanding::Used, Some(WorkerPledgeFault::CodeUsed)),
        (&ended, made_at + LIFETIME, InvitationStanding::Ended, Some(WorkerPledgeFault::CodeEnded)),
        (&tried, made_at, InvitationStanding::TriesUsed, Some(WorkerPledgeFault::TriesUsed)),
    ] {
        assert_eq!(invitation.standing(at), standing);
        assert_eq!(standing.require_open().err(), fault);
    }
    let last_try = changed(|one| one.tries_left = 1);
    assert_eq!(last_try.standing(made_at), InvitationStanding::Open);
}

#[test]
fn both_answers_must_fit() {
    let worker = person(date!(2001 - 03 - 08).into(), "0123");
    let year = person(BirthDate::parse("1960").unwrap(), "B12C");
    for (born, ending, of_worker, of_year) in [
        ("08/03/2001", "0123", true, false),
        ("08/03/2001", " 0123 ", true, false),
        ("08/03/2001", "0124", false, false),
        ("09/03/2001", "0123", false, false),
        // The papers of this worker have a day.
        ("2001", "0123", false, false),
        ("1960", "b12c", false, true),
        ("17/05/1960", "B12C", false, true),
        ("1961", "B12C", false, false),
        ("1960", "", false, false),
    ] {
        let claimed = ClaimedIdentity { born: BirthDate::parse(born).unwrap(), ending: ending.to_owned() };
        assert_eq!(claimed.fits(&worker), of_worker, "{born} {ending}");
        assert_eq!(claimed.fits(&year), of_year, "{born} {ending}");
        assert_eq!(format!("{claimed:?}"), "ClaimedIdentity(***)");
    }
}

/// The digest of a signed pledge can be computed again.
#[test]
fn the_facts_have_one_fixed_form() {
    let facts = PledgedWorker {
        name: "Trần Thị Hạnh".to_owned(),
        born: "08/03/2001".to_owned(),
        number_ending: "0123".to_owned(),
        position: "Lễ tân".to_owned(),
        venue: "Khách sạn Biển Xanh".to_owned(),
        venue_address: "12 Yên Ninh".to_owned(),
    };
    let text = "Trần Thị Hạnh\n08/03/2001\n0123\nLễ tân\nKhách sạn Biển Xanh\n12 Yên Ninh\n";
    assert_eq!(facts.canonical_text(), text);
    let json = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<PledgedWorker>(&json).unwrap(), facts);
}
