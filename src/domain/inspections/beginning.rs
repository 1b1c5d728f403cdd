//! Conditions under which an inspection may start, and so whether its report is accepted.

use time::Date;

use super::{Grounds, Kind};
use crate::ids::{AccountId, MemberId};
use crate::refusal::Refusal;
use crate::teams::{Member, Team};

/// Facts about an inspection that is to start.
#[derive(Clone, Debug)]
pub struct Beginning<'a> {
    pub team: &'a Team,
    /// The inspector whose phone is used.
    pub inspector: AccountId,
    /// The owner of the venue.
    pub owner: AccountId,
    /// Members who are present.
    pub present: &'a [MemberId],
    /// Day of the visit (Vietnamese date).
    pub day: Date,
    pub kind: Kind,
    pub grounds: Option<&'a Grounds>,
    /// Whether an approved plan of the team contains the venue.
    pub planned: bool,
    /// Visits of **all** teams to the venue in the calendar year, without this one.
    pub visits_this_year: u64,
    /// Minimum number of members (a setting; TT 05/2006 requires three).
    pub least: u8,
}

/// The members who are present, if the visit may start.
///
/// # Errors
/// [`Refusal::TeamNotYours`], [`Refusal::OwnVenue`], [`Refusal::TeamOver`], [`Refusal::FewMembers`], [`Refusal::NotPlanned`],
/// [`Refusal::GroundMissing`], [`Refusal::VisitedThisYear`].
pub fn may_begin<'a>(visit: &Beginning<'a>) -> Result<Vec<&'a Member>, Refusal> {
    if visit.team.member_of(visit.inspector).is_none() {
        return Err(Refusal::TeamNotYours);
    }
    if visit.owner == visit.inspector {
        return Err(Refusal::OwnVenue);
    }
    if !visit.team.in_office(visit.day) {
        return Err(Refusal::TeamOver);
    }
    let present: Vec<_> = visit.team.members.iter().filter(|m| visit.present.contains(&m.id)).collect();
    if present.len() < usize::from(visit.least) {
        return Err(Refusal::FewMembers(visit.least));
    }
    if visit.kind == Kind::Planned && !visit.planned {
        return Err(Refusal::NotPlanned);
    }
    let grounded = visit.grounds.is_some_and(|g| !g.note.trim().is_empty());
    if visit.kind == Kind::Surprise && !grounded {
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
    use crate::agencies::Level;
    use crate::areas::AreaCode;
    use crate::ids::TeamId;
    use crate::inspections::Ground;
    use crate::teams::Rank;

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn member(n: u128) -> Member {
        Member {
            id: MemberId(Uuid::from_u128(n)),
            account: Some(account(n)),
            name: String::new(),
            rank: if n == 1 { Rank::Head } else { Rank::Member },
            card: n.to_string(),
        }
    }

    fn team() -> Team {
        Team {
            id: TeamId(Uuid::nil()),
            name: String::new(),
            parent_name: String::new(),
            symbol: String::new(),
            place: String::new(),
            level: Level::Commune,
            area: AreaCode::new("22759").unwrap(),
            members: (1..=4).map(member).collect(),
            valid_from: date!(2026 - 01 - 01),
            valid_to: Some(date!(2026 - 12 - 31)),
            version: 1,
        }
    }

    fn ids(n: &[u128]) -> Vec<MemberId> {
        n.iter().map(|n| MemberId(Uuid::from_u128(*n))).collect()
    }

    #[test]
    fn every_rule_says_no_by_itself() {
        let (team, three) = (team(), ids(&[1, 2, 3]));
        let ground = Grounds { code: Ground::Complaint, note: "Đơn ngày 20/11/2026".into() };
        let empty = Grounds { code: Ground::Complaint, note: "  ".into() };
        let planned = Beginning {
            team: &team,
            inspector: account(1),
            owner: account(9),
            present: &three,
            day: date!(2026 - 11 - 25),
            kind: Kind::Planned,
            grounds: None,
            planned: true,
            visits_this_year: 0,
            least: 3,
        };
        let surprise = Beginning { kind: Kind::Surprise, planned: false, ..planned.clone() };
        let says = |visit: Beginning<'_>| may_begin(&visit).map(|present| present.len());
        assert_eq!(says(planned.clone()), Ok(3));
        assert_eq!(says(Beginning { grounds: Some(&ground), ..surprise.clone() }), Ok(3));
        let stranger = Beginning { inspector: account(7), ..planned.clone() };
        assert_eq!(says(stranger), Err(Refusal::TeamNotYours));
        assert_eq!(says(Beginning { owner: account(1), ..planned.clone() }), Err(Refusal::OwnVenue));
        let late = Beginning { day: date!(2027 - 01 - 01), ..planned.clone() };
        assert_eq!(says(late), Err(Refusal::TeamOver));
        for few in [&ids(&[1, 2])[..], &ids(&[1, 1, 1]), &ids(&[1, 2, 8]), &[]] {
            assert_eq!(says(Beginning { present: few, ..planned.clone() }), Err(Refusal::FewMembers(3)));
        }
        assert_eq!(says(Beginning { planned: false, ..planned.clone() }), Err(Refusal::NotPlanned));
        assert_eq!(says(surprise.clone()), Err(Refusal::GroundMissing));
        assert_eq!(says(Beginning { grounds: Some(&empty), ..surprise }), Err(Refusal::GroundMissing));
        let second = Beginning { visits_this_year: 1, ..planned.clone() };
        assert_eq!(says(second.clone()), Err(Refusal::VisitedThisYear));
        assert_eq!(says(Beginning { grounds: Some(&ground), ..second }), Ok(3));
    }
}
