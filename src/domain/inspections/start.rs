//! Conditions under which an inspection may start, and so whether its report is accepted.

use time::Date;

use super::{InspectionKind, StatedGround};
use crate::ids::{AccountId, MemberId};
use crate::refusal::Refusal;
use crate::teams::{Team, TeamMember};

/// Facts about an inspection that is to start.
#[derive(Clone, Debug)]
pub struct InspectionStart<'a> {
    pub team: &'a Team,
    /// The inspector whose phone is used.
    pub inspector: AccountId,
    /// The owner of the venue.
    pub owner: AccountId,
    /// Members who are present.
    pub present_members: &'a [MemberId],
    /// Day of the visit (Vietnamese date).
    pub day: Date,
    pub kind: InspectionKind,
    pub ground: Option<&'a StatedGround>,
    /// Whether an approved plan of the team contains the venue.
    pub is_planned: bool,
    /// Visits of **all** teams to the venue in the calendar year, without this one.
    pub visits_this_year: u64,
    /// Minimum number of members (a setting; TT 05/2006 requires three).
    pub min_members: u8,
}

/// The members who are present, if the visit may start.
///
/// # Errors
/// [`Refusal::TeamNotYours`], [`Refusal::OwnVenue`], [`Refusal::TeamOver`], [`Refusal::FewMembers`], [`Refusal::NotPlanned`],
/// [`Refusal::GroundMissing`], [`Refusal::VisitedThisYear`].
pub fn check_start<'a>(visit: &InspectionStart<'a>) -> Result<Vec<&'a TeamMember>, Refusal> {
    if visit.team.find_member_by_account(visit.inspector).is_none() {
        return Err(Refusal::TeamNotYours);
    }
    if visit.owner == visit.inspector {
        return Err(Refusal::OwnVenue);
    }
    if !visit.team.is_valid_on(visit.day) {
        return Err(Refusal::TeamOver);
    }
    let present: Vec<_> =
        visit.team.members.iter().filter(|m| visit.present_members.contains(&m.id)).collect();
    if present.len() < usize::from(visit.min_members) {
        return Err(Refusal::FewMembers(visit.min_members));
    }
    if visit.kind == InspectionKind::Planned && !visit.is_planned {
        return Err(Refusal::NotPlanned);
    }
    let grounded = visit.ground.is_some_and(|g| !g.note.trim().is_empty());
    if visit.kind == InspectionKind::Surprise && !grounded {
        return Err(Refusal::GroundMissing);
    }
    if visit.visits_this_year > 0 && !grounded {
        return Err(Refusal::VisitedThisYear);
    }
    Ok(present)
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;
    use crate::inspections::InspectionGround;
    use crate::teams::Rank;

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn member(n: u128) -> TeamMember {
        TeamMember {
            id: MemberId(Uuid::from_u128(n)),
            account: Some(account(n)),
            name: String::new(),
            rank: if n == 1 { Rank::Head } else { Rank::Member },
            card: n.to_string(),
        }
    }

    fn team() -> Team {
        Team::sample((1..=4).map(member).collect())
    }

    fn ids(n: &[u128]) -> Vec<MemberId> {
        n.iter().map(|n| MemberId(Uuid::from_u128(*n))).collect()
    }

    #[test]
    fn every_rule_says_no_by_itself() {
        let (team, three) = (team(), ids(&[1, 2, 3]));
        let ground =
            StatedGround { code: InspectionGround::Complaint, note: "Đơn ngày 20/11/2026".into() };
        let empty = StatedGround { code: InspectionGround::Complaint, note: "  ".into() };
        let planned = InspectionStart {
            team: &team,
            inspector: account(1),
            owner: account(9),
            present_members: &three,
            day: date!(2026 - 11 - 25),
            kind: InspectionKind::Planned,
            ground: None,
            is_planned: true,
            visits_this_year: 0,
            min_members: 3,
        };
        let surprise =
            InspectionStart { kind: InspectionKind::Surprise, is_planned: false, ..planned.clone() };
        let says = |visit: InspectionStart<'_>| check_start(&visit).map(|present| present.len());
        assert_eq!(says(planned.clone()), Ok(3));
        assert_eq!(says(InspectionStart { ground: Some(&ground), ..surprise.clone() }), Ok(3));
        let stranger = InspectionStart { inspector: account(7), ..planned.clone() };
        assert_eq!(says(stranger), Err(Refusal::TeamNotYours));
        assert_eq!(says(InspectionStart { owner: account(1), ..planned.clone() }), Err(Refusal::OwnVenue));
        let late = InspectionStart { day: date!(2027 - 01 - 01), ..planned.clone() };
        assert_eq!(says(late), Err(Refusal::TeamOver));
        for few in [&ids(&[1, 2])[..], &ids(&[1, 1, 1]), &ids(&[1, 2, 8]), &[]] {
            assert_eq!(
                says(InspectionStart { present_members: few, ..planned.clone() }),
                Err(Refusal::FewMembers(3))
            );
        }
        assert_eq!(says(InspectionStart { is_planned: false, ..planned.clone() }), Err(Refusal::NotPlanned));
        assert_eq!(says(surprise.clone()), Err(Refusal::GroundMissing));
        assert_eq!(says(InspectionStart { ground: Some(&empty), ..surprise }), Err(Refusal::GroundMissing));
        let second = InspectionStart { visits_this_year: 1, ..planned.clone() };
        assert_eq!(says(second.clone()), Err(Refusal::VisitedThisYear));
        assert_eq!(says(InspectionStart { ground: Some(&ground), ..second }), Ok(3));
    }
}
