//! State machine of a card: written, sent, then approved or sent back with a reason by another person.

use time::OffsetDateTime;

use super::{CardCheck, CardEntry, CardFault, CardStatus, TargetCard, TargetDetails};
use crate::accounts::{Actor, ActorStamp};
use crate::refusal::Refusal;

/// What is done with a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CardCommand {
    /// The area keeps what it wrote.
    Save(CardEntry),
    /// The area sends what it wrote.
    Send(CardEntry),
    /// The checker sends it back.
    Return { reason: String },
    /// The checker approves it with a score.
    Approve { met: bool, reason: String },
    /// The checker opens an approved card again.
    Reopen { reason: String },
}

/// Checks what an area writes; `sends`: whether it is sent, and not only kept.
///
/// # Errors
/// [`CardFault`]
pub fn check_entry(target: &TargetDetails, entry: &CardEntry, sends: bool) -> Result<(), CardFault> {
    target.kind.check_figures(entry.figures)?;
    if !sends {
        return Ok(());
    }
    if entry.met && target.kind.judge(target.goal, entry.figures) == Some(false) {
        return Err(CardFault::ScoreContradicts);
    }
    if !target.evidence.is_empty() && entry.evidence.is_empty() {
        return Err(CardFault::EvidenceMissing);
    }
    Ok(())
}

/// The card after `command` by `actor`. The entry was checked before ([`check_entry`]).
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::ReasonMissing`]; [`Refusal::SecondPerson`] for who sent it.
pub fn decide(
    before: &TargetCard,
    command: CardCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<TargetCard, Refusal> {
    let stamp = || ActorStamp::new(actor, now);
    let status = match (&before.status, command) {
        (CardStatus::NotBegun | CardStatus::Draft(_), CardCommand::Save(entry)) => CardStatus::Draft(entry),
        (CardStatus::Returned { reason, by, .. }, CardCommand::Save(entry)) => {
            CardStatus::Returned { entry, reason: reason.clone(), by: by.clone() }
        }
        (open, CardCommand::Send(entry)) if open.is_open() => CardStatus::Sent { entry, by: stamp() },
        (CardStatus::Sent { entry, by }, CardCommand::Return { reason }) => {
            require_second_person(by, actor)?;
            CardStatus::Returned { entry: entry.clone(), reason: require_reason(reason)?, by: stamp() }
        }
        (CardStatus::Sent { entry, by }, CardCommand::Approve { met, reason }) => {
            require_second_person(by, actor)?;
            let reason = if met == entry.met { reason } else { require_reason(reason)? };
            CardStatus::Approved { entry: entry.clone(), check: CardCheck { met, reason, by: stamp() } }
        }
        (CardStatus::Approved { entry, .. }, CardCommand::Reopen { reason }) => {
            CardStatus::Returned { entry: entry.clone(), reason: require_reason(reason)?, by: stamp() }
        }
        _ => return Err(Refusal::WrongState),
    };
    Ok(TargetCard { status, ..before.clone() })
}

pub(crate) fn require_second_person(first: &ActorStamp, actor: &Actor) -> Result<(), Refusal> {
    if first.account == actor.account { Err(Refusal::SecondPerson) } else { Ok(()) }
}

pub(crate) fn require_reason(reason: String) -> Result<String, Refusal> {
    if reason.trim().is_empty() { Err(Refusal::ReasonMissing) } else { Ok(reason) }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::areas::AreaCode;
    use crate::ids::{TargetCardId, TargetId};
    use crate::targets::{CardFigures, CardState, TargetGoal, TargetKind};

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn entry(met: bool) -> CardEntry {
        CardEntry { figures: CardFigures { first: 2, second: None }, met, evidence: "Biên bản".to_owned() }
    }

    fn card(status: CardStatus) -> TargetCard {
        let (id, area) = (TargetCardId(Uuid::nil()), AreaCode::new("22759").unwrap());
        TargetCard { status, version: 3, ..TargetCard::new(id, TargetId(Uuid::nil()), area) }
    }

    fn statuses() -> [CardStatus; 5] {
        let by = ActorStamp::new(&actor(1), NOW);
        let check = CardCheck { met: true, reason: String::new(), by: by.clone() };
        [
            CardStatus::NotBegun,
            CardStatus::Draft(entry(true)),
            CardStatus::Sent { entry: entry(true), by: by.clone() },
            CardStatus::Returned { entry: entry(true), reason: "Thiếu ảnh".to_owned(), by },
            CardStatus::Approved { entry: entry(true), check },
        ]
    }

    #[test]
    fn every_state_and_command() {
        let reason = || "Thiếu biên bản".to_owned();
        let commands = || {
            [
                CardCommand::Save(entry(false)),
                CardCommand::Send(entry(true)),
                CardCommand::Return { reason: reason() },
                CardCommand::Approve { met: true, reason: String::new() },
                CardCommand::Reopen { reason: reason() },
            ]
        };
        let wrong = || Err(Refusal::WrongState);
        let (draft, sent) = (Ok(CardState::Draft), Ok(CardState::Sent));
        let (returned, approved) = (Ok(CardState::Returned), Ok(CardState::Approved));
        let expected = [
            [draft.clone(), sent.clone(), wrong(), wrong(), wrong()],
            [draft, sent.clone(), wrong(), wrong(), wrong()],
            [wrong(), wrong(), returned.clone(), approved, wrong()],
            [returned.clone(), sent, wrong(), wrong(), wrong()],
            [wrong(), wrong(), wrong(), wrong(), returned],
        ];
        for (status, row) in statuses().into_iter().zip(expected) {
            let before = card(status);
            let after = commands().map(|c| decide(&before, c, &actor(2), NOW).map(|after| after.state()));
            assert_eq!(after, row, "{:?}", before.state());
        }
    }

    #[test]
    fn another_person_checks_and_says_why_the_score_differs() {
        let sent = card(statuses()[2].clone());
        let approve = |met, reason: &str| CardCommand::Approve { met, reason: reason.to_owned() };
        assert_eq!(decide(&sent, approve(true, ""), &actor(1), NOW), Err(Refusal::SecondPerson));
        assert_eq!(decide(&sent, approve(false, " "), &actor(2), NOW), Err(Refusal::ReasonMissing));
        let approved = decide(&sent, approve(false, "Không có ảnh"), &actor(2), NOW).unwrap();
        assert_eq!(approved.status.counted().map(|(_, met)| met), Some(false));
        let silent = CardCommand::Return { reason: String::new() };
        assert_eq!(decide(&sent, silent, &actor(2), NOW), Err(Refusal::ReasonMissing));
    }

    #[test]
    fn what_is_kept_after_a_return_keeps_its_reason() {
        let returned = card(statuses()[3].clone());
        let kept = decide(&returned, CardCommand::Save(entry(false)), &actor(1), NOW).unwrap();
        assert!(matches!(&kept.status, CardStatus::Returned { reason, .. } if reason == "Thiếu ảnh"));
        assert_eq!(kept.status.counted(), None);
    }

    #[test]
    fn only_what_is_sent_must_be_complete() {
        let target = TargetDetails {
            text: "Truyền thông".to_owned(),
            kind: TargetKind::ShareOfCommunes,
            goal: TargetGoal { value: 100, more: None },
            unit: "%".to_owned(),
            evidence: "Biên bản hoặc ảnh".to_owned(),
            due_on: date!(2026 - 12 - 14),
        };
        let idle = CardEntry { figures: CardFigures::default(), met: true, evidence: String::new() };
        assert_eq!(check_entry(&target, &idle, false), Ok(()));
        assert_eq!(check_entry(&target, &idle, true), Err(CardFault::ScoreContradicts));
        let honest = CardEntry { met: false, ..idle };
        assert_eq!(check_entry(&target, &honest, true), Err(CardFault::EvidenceMissing));
        assert_eq!(check_entry(&target, &entry(true), true), Ok(()));
    }
}
