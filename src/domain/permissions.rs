//! Who may do what: one table, asked at the edge by type ([`Permit`]) and for a row by [`may`].

use std::marker::PhantomData;

use crate::accounts::{Actor, Role};
use crate::areas::AreaCode;
use crate::ids::AccountId;

/// How far a right reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The actor's own account, or no row at all.
    Own,
    /// Venues the actor owns.
    OwnVenues,
    /// Venues in the actor's area.
    Area,
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident: $reach:ident [$($role:ident),+]),+ $(,)?) => {
        /// What can be done in the registry by someone with an account.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Action { $($(#[$doc])* $name),+ }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The roles that may.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),+]),+ }
            }

            /// How far it reaches.
            pub fn reach(self) -> Reach {
                match self { $(Self::$name => Reach::$reach),+ }
            }
        }

        /// One type per action, so that a permit for one is not a permit for another.
        pub mod rights {
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $name;
                impl super::Right for $name {
                    const ACTION: super::Action = super::Action::$name;
                }
            )+
        }
    };
}

rights! {
    /// See and change one's own account: password, language, log-out.
    UseAccount: Own [Owner, CommuneOfficer, LabourOfficer, Approver, Inspector, Administrator],
    /// Register venues, sign, declare workers, submit, withdraw, print.
    KeepVenues: OwnVenues [Owner],
    /// See the register of one's area: queue, applications, venues, certificates.
    ReadRegister: Area [CommuneOfficer, LabourOfficer, Approver, Inspector],
    /// Decide the track of one's agency.
    ReviewTracks: Area [CommuneOfficer, LabourOfficer],
    /// Open a personal number, with a reason.
    RevealNumbers: Area [CommuneOfficer, LabourOfficer],
    /// See what the public reports of one's area.
    ReadConcerns: Area [CommuneOfficer, LabourOfficer, Inspector],
    /// Take what the public reports in hand, close it, open who reported it.
    TriageConcerns: Area [CommuneOfficer, LabourOfficer],
    IssueCertificates: Area [Approver],
    /// Propose that a certificate be suspended, lifted or revoked: the office that confirmed or accepted, and the team
    /// that visits (TT 05/2006: it proposes, others decide).
    ProposeDecisions: Area [CommuneOfficer, LabourOfficer, Approver, Inspector],
    /// Decide what is proposed; suspend at once.
    DecideCertificates: Area [Approver],
    /// Carry the scanner at the door, with what it keeps for a day without a network.
    UseScanner: Own [Inspector],
    /// Invite, change, disable and reset accounts.
    ManageAccounts: Area [Administrator],
    /// Add and change agencies.
    ManageAgencies: Area [Administrator],
    /// Change settings and holidays.
    ManageSettings: Own [Administrator],
    /// Scan, visit and report, with a phone of one's own.
    Inspect: Area [Inspector],
    /// See visits, demands, alerts and plans of one's area.
    ReadInspections: Area [CommuneOfficer, LabourOfficer, Approver, Inspector],
    /// Set teams up and change them.
    ManageTeams: Area [Administrator, CommuneOfficer, LabourOfficer],
    /// Draw plans of visits.
    DrawPlans: Area [CommuneOfficer, LabourOfficer],
    /// Approve plans of visits (TT 05/2006: the chair), or give them up.
    ApprovePlans: Area [Approver],
    /// Decide what follows from an inspection; two people do it.
    DecideMeasures: Area [CommuneOfficer, LabourOfficer, Approver],
    /// Close alerts and take demands back.
    HandleAlerts: Area [CommuneOfficer, LabourOfficer],
    /// See the phones of one's area and cut them off.
    CutOffDevices: Area [Administrator],
}

/// A right as a type.
pub trait Right {
    /// The action it allows.
    const ACTION: Action;
}

/// Proof that an actor's role allows `R`. Only [`Permit::for_actor`] makes one, and use cases ask for it.
#[derive(Clone, Debug)]
pub struct Permit<R> {
    actor: Actor,
    right: PhantomData<R>,
}

impl<R: Right> Permit<R> {
    /// A permit if the actor's role allows it.
    pub fn for_actor(actor: &Actor) -> Option<Self> {
        let allowed = R::ACTION.roles().contains(&actor.role);
        allowed.then(|| Self { actor: actor.clone(), right: PhantomData })
    }

    /// Who holds it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// The row an action would touch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target<'a> {
    pub owner: AccountId,
    pub commune: Option<&'a AreaCode>,
    pub province: Option<&'a AreaCode>,
}

/// Whether `actor` may do `action`, to `target` where the action reaches rows.
pub fn may(actor: &Actor, action: Action, target: Option<Target<'_>>) -> bool {
    if !action.roles().contains(&actor.role) {
        return false;
    }
    match (action.reach(), target) {
        (Reach::Own, _) | (_, None) => true,
        (Reach::OwnVenues, Some(target)) => target.owner == actor.account,
        (Reach::Area, Some(target)) => {
            actor.area.is_some()
                && (actor.area.as_ref() == target.commune || actor.area.as_ref() == target.province)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn actor(role: Role, area: Option<&str>) -> Actor {
        Actor {
            account: AccountId(Uuid::from_u128(1)),
            role,
            name: String::new(),
            agency: None,
            area: area.map(|code| AreaCode::new(code).unwrap()),
        }
    }

    #[test]
    fn the_area_decides_for_staff_and_ownership_for_owners() {
        let (commune, province) = (AreaCode::new("22759").unwrap(), AreaCode::new("56").unwrap());
        let here = |owner| {
            Some(Target {
                owner: AccountId(Uuid::from_u128(owner)),
                commune: Some(&commune),
                province: Some(&province),
            })
        };
        let officer = |area| actor(Role::CommuneOfficer, area);
        assert!(may(&officer(Some("22759")), Action::ReviewTracks, here(2)));
        assert!(may(&officer(Some("56")), Action::ReviewTracks, here(2)));
        assert!(!may(&officer(Some("22738")), Action::ReviewTracks, here(2)));
        assert!(!may(&officer(None), Action::ReviewTracks, here(2)));
        assert!(!may(&officer(Some("22759")), Action::IssueCertificates, here(2)));
        assert!(may(&actor(Role::Owner, None), Action::KeepVenues, here(1)));
        assert!(!may(&actor(Role::Owner, None), Action::KeepVenues, here(2)));
    }

    #[test]
    fn permits_follow_the_table() {
        for role in Role::ALL {
            let who = actor(role, Some("56"));
            assert_eq!(
                Permit::<rights::IssueCertificates>::for_actor(&who).is_some(),
                role == Role::Approver
            );
            assert!(Permit::<rights::UseAccount>::for_actor(&who).is_some());
        }
    }
}
