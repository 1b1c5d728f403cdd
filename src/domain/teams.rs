//! Inspection teams (Đội kiểm tra liên ngành 178, TT 05/2006): data that an office maintains.
//!
//! Belongs here: members of a team and its rules. Does not belong here: visits (`inspections`) and plans (`plans`).

use serde::{Deserialize, Serialize};
use time::Date;

use crate::agencies::AgencyLevel;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::{AccountId, MemberId, TeamId};
use crate::text::input_error;

codes! {
    /// Position of a member in the team.
    Rank {
        /// Đội trưởng.
        Head = "head",
        /// Đội phó.
        Deputy = "deputy",
        /// Thành viên.
        Member = "member",
    }
}

/// A team in its period of validity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Team {
    pub id: TeamId,
    /// Full name: "Đội kiểm tra liên ngành 178 phường Phan Rang".
    pub name: String,
    /// The body that set it up, named above it in the letterhead (NĐ 30/2020 PL I): "UBND phường Phan Rang".
    pub parent_name: String,
    /// Symbol in the numbers of its records ("ĐKT178" in "05/BB-ĐKT178").
    pub symbol: String,
    /// Place named in its documents: "Phan Rang".
    pub place: String,
    pub level: AgencyLevel,
    /// Area that it inspects.
    pub area: AreaCode,
    pub members: Vec<TeamMember>,
    /// First day (Vietnamese date).
    pub valid_from: Date,
    /// Last day, inclusive; `None`: no end.
    pub valid_to: Option<Date>,
    pub version: i32,
}

/// A member of a team. Each has an inspection card and must show it (TT 05/2006).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TeamMember {
    /// Id within the team.
    pub id: MemberId,
    /// Account of an inspector; `None` for a member without an account.
    pub account: Option<AccountId>,
    pub name: String,
    pub rank: Rank,
    /// Number of the inspection card (thẻ kiểm tra).
    pub card: String,
}

input_error! {
    /// Why people do not make a team.
    TeamError {
        Head => "team-head",
        Deputies => "team-deputies",
        Small => "team-small",
        Large => "team-large",
        /// A member without a name or a card.
        Card => "team-card",
        CardTwice => "team-card-twice",
        AccountTwice => "team-account-twice",
    }
}

/// Maximum number of deputies (TT 05/2006: one or two).
const MAX_DEPUTIES: usize = 2;
/// Maximum number of members of one team.
pub const MAX_MEMBERS: usize = 30;

impl Team {
    /// Whether it is valid on `day` (Vietnamese date).
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    pub fn find_member_by_account(&self, account: AccountId) -> Option<&TeamMember> {
        self.members.iter().find(|member| member.account == Some(account))
    }

    pub fn find_member(&self, id: MemberId) -> Option<&TeamMember> {
        self.members.iter().find(|member| member.id == id)
    }

    /// Checks the rules of a team: one head, at most two deputies, at least `least` members, a card for each.
    ///
    /// # Errors
    /// [`TeamError`]
    pub fn check(&self, least: u8) -> Result<(), TeamError> {
        let count = |rank| self.members.iter().filter(|m| m.rank == rank).count();
        if count(Rank::Head) != 1 {
            return Err(TeamError::Head);
        }
        if count(Rank::Deputy) > MAX_DEPUTIES {
            return Err(TeamError::Deputies);
        }
        if self.members.len() < usize::from(least) {
            return Err(TeamError::Small);
        }
        if self.members.len() > MAX_MEMBERS {
            return Err(TeamError::Large);
        }
        if self.members.iter().any(|m| m.card.is_empty() || m.name.is_empty()) {
            return Err(TeamError::Card);
        }
        if has_duplicates(self.members.iter().map(|m| m.card.clone())) {
            return Err(TeamError::CardTwice);
        }
        if has_duplicates(self.members.iter().filter_map(|m| m.account)) {
            return Err(TeamError::AccountTwice);
        }
        Ok(())
    }
}

fn has_duplicates<T: Ord>(values: impl Iterator<Item = T>) -> bool {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
impl Team {
    /// A team of one commune, valid throughout 2026.
    pub(crate) fn sample(members: Vec<TeamMember>) -> Self {
        use time::macros::date;
        Self {
            id: TeamId(uuid::Uuid::nil()),
            name: "Đội kiểm tra liên ngành 178".into(),
            parent_name: "UBND phường Phan Rang".into(),
            symbol: "ĐKT178".into(),
            place: "Phan Rang".into(),
            level: AgencyLevel::Commune,
            area: AreaCode::new("22759").unwrap(),
            members,
            valid_from: date!(2026 - 01 - 01),
            valid_to: Some(date!(2026 - 12 - 31)),
            version: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    fn member(n: u128, rank: Rank) -> TeamMember {
        let account = Some(AccountId(Uuid::from_u128(n)));
        TeamMember {
            id: MemberId(Uuid::from_u128(n)),
            account,
            name: format!("Người {n}"),
            rank,
            card: format!("178-{n:03}"),
        }
    }

    fn team(ranks: &[Rank]) -> Team {
        Team::sample(ranks.iter().zip(1..).map(|(rank, n)| member(n, *rank)).collect())
    }

    #[test]
    fn a_proper_team_has_a_head_few_deputies_and_enough_people() {
        use Rank::{Deputy, Head, Member};
        for (ranks, verdict) in [
            (&[Head, Deputy, Member][..], Ok(())),
            (&[Head, Deputy, Deputy, Member], Ok(())),
            (&[Deputy, Member, Member], Err(TeamError::Head)),
            (&[Head, Head, Member], Err(TeamError::Head)),
            (&[Head, Deputy, Deputy, Deputy], Err(TeamError::Deputies)),
            (&[Head, Member], Err(TeamError::Small)),
        ] {
            assert_eq!(team(ranks).check(3), verdict, "{ranks:?}");
        }
    }

    #[test]
    fn cards_and_accounts_are_one_persons() {
        let mut same_card = team(&[Rank::Head, Rank::Member, Rank::Member]);
        same_card.members[1].card = same_card.members[0].card.clone();
        assert_eq!(same_card.check(3), Err(TeamError::CardTwice));
        let mut same_person = team(&[Rank::Head, Rank::Member, Rank::Member]);
        same_person.members[1].account = same_person.members[0].account;
        assert_eq!(same_person.check(3), Err(TeamError::AccountTwice));
        let mut no_card = team(&[Rank::Head, Rank::Member, Rank::Member]);
        no_card.members[2].card.clear();
        assert_eq!(no_card.check(3), Err(TeamError::Card));
    }

    #[test]
    fn a_team_works_from_its_first_to_its_last_day() {
        let team = team(&[Rank::Head]);
        for (day, works) in [
            (date!(2025 - 12 - 31), false),
            (date!(2026 - 01 - 01), true),
            (date!(2026 - 12 - 31), true),
            (date!(2027 - 01 - 01), false),
        ] {
            assert_eq!(team.is_valid_on(day), works, "{day}");
        }
    }
}
