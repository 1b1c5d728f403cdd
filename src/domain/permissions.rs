//! Permissions: one table of actions and roles. Use cases require a [`Permit`]; pages ask [`Actor::may`].

use std::marker::PhantomData;

use crate::accounts::{Actor, Role, Scope};
use crate::areas::AreaCode;
use crate::ids::AccountId;

/// The rows to which a right applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The actor's own account, or no row at all.
    Own,
    /// Venues the actor owns.
    OwnVenues,
    /// Venues the actor owns or manages ([`crate::managers`]).
    KeptVenues,
    /// Venues in the actor's area.
    Area,
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident: $reach:ident [$($role:ident),+]),+ $(,)?) => {
        /// An action in the registry that needs an account.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Action { $($(#[$doc])* $name),+ }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The roles that may do it.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),+]),+ }
            }

            /// The rows to which it applies.
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
    /// End the own session.
    LogOut: Own [
        Owner, CommuneOfficer, LabourOfficer, Approver, Inspector, Administrator, Coordinator, Observer
    ],
    /// See and change the own account: password, language, tokens.
    UseAccount: Own [
        Owner, CommuneOfficer, LabourOfficer, Approver, Inspector, Administrator, Coordinator, Observer
    ],
    /// Close the own account for good.
    CloseAccount: Own [Owner],
    /// Set up, use and remove the second factor of the own account.
    KeepFactors: Own [
        Owner, CommuneOfficer, LabourOfficer, Approver, Inspector, Administrator, Coordinator, Observer
    ],
    /// Register venues, sign, submit, withdraw, close, transfer, choose managers, take registers out.
    KeepVenues: OwnVenues [Owner],
    /// What managers do as well: see the venue, declare and change workers, print the certificate and the workers' pledges.
    WorkAtVenues: KeptVenues [Owner],
    /// See the register of the own area: venues, certificates, decisions.
    ReadRegister: Area [CommuneOfficer, LabourOfficer, Approver, Inspector, Coordinator, Observer],
    /// See the applications of the own area with their pledges and workers.
    ReadApplications: Area [CommuneOfficer, LabourOfficer, Approver, Inspector],
    /// See what the register holds about persons: telephone numbers, tax codes, years of birth, photos, and papers with
    /// them; find a venue by a person's number.
    ReadPersonalData: Area [CommuneOfficer, LabourOfficer, Approver, Inspector, Coordinator],
    /// See the figures of the own area that an office sees first.
    ReadDashboard: Area [CommuneOfficer, LabourOfficer, Approver, Inspector, Coordinator, Observer],
    /// See how many venues of the own area have signed, and which have not.
    ReadCoverage: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator, Observer],
    /// Take lists of the register out of it as files, and print them.
    ExportRegister: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator],
    /// See who began, changed and left at the venues of the own area.
    ReadLabourChanges: Area [LabourOfficer],
    /// Take these changes out as a file.
    ExportLabourChanges: Area [LabourOfficer],
    /// See which registers of workers of the own area need a look, and why.
    ReadLabourChecks: Area [LabourOfficer],
    /// Change the rules by which they do, for the own province.
    KeepLabourRules: Area [LabourOfficer, Administrator],
    /// Ask owners about their registers of workers, read the answers, end the matter.
    AskOwners: Area [LabourOfficer],
    /// Remind owners of what their venues lack, and record that a venue stopped or closed.
    FollowUpVenues: Area [CommuneOfficer, LabourOfficer],
    /// See the census of the own area: lists, entries, and who is missing.
    ReadCensus: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator, Observer],
    /// See the plan of the year of the own province: targets, progress, cards of the own area.
    ReadTargets: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator, Observer],
    /// Write and send the card of the own area.
    ReportTargets: Area [CommuneOfficer, Coordinator],
    /// Check what communes send: approve, send back, remind.
    CheckTargets: Area [Coordinator],
    /// Begin and change plans and their targets.
    KeepTargets: Area [Coordinator],
    /// See what the own area did for the targets.
    ReadActivities: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator, Observer],
    /// See the photos and scans of activities, which show persons.
    ReadEvidence: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator],
    /// Record what the own area did.
    RecordActivities: Area [CommuneOfficer, Coordinator],
    /// See the totals of the police, which are without names.
    ReadPoliceTotals: Area [CommuneOfficer, Coordinator, Observer],
    /// Write them for the own area.
    RecordPoliceTotals: Area [CommuneOfficer, Coordinator],
    /// See the reporting periods of the own province: what the own area sent, and frozen figures.
    ReadReports: Area [CommuneOfficer, LabourOfficer, Approver, Coordinator, Observer],
    /// Write and send the report of the own area.
    SendReports: Area [CommuneOfficer, Coordinator],
    /// Open periods, check what areas send, freeze the figures.
    CollectReports: Area [Coordinator],
    /// Take frozen figures out as papers, which are those of the whole province.
    TakeReports: Area [LabourOfficer, Approver, Coordinator],
    /// Add, change and order the indicators of reports.
    KeepIndicators: Area [Coordinator, Administrator],
    /// Keep the census (PL 10/2003 Điều 19.1): lists, entries, their state, and which venue each is.
    KeepCensus: Area [CommuneOfficer, LabourOfficer],
    /// Enter venues, pledges and workers for owners at the counter, and match the scans of pledges signed by hand.
    EnterAtCounter: Area [CommuneOfficer],
    /// See the scans of pledges signed by hand.
    ReadPapers: Area [CommuneOfficer, LabourOfficer, Approver],
    /// Hand codes over on paper with which owners sign up or take a venue over.
    MakeClaimCodes: Area [CommuneOfficer],
    /// Write invitation letters to venues of the census that have not signed (PL 10/2003 Điều 19.1).
    InviteVenues: Area [CommuneOfficer],
    /// Decide the track of the own agency.
    ReviewTracks: Area [CommuneOfficer, LabourOfficer],
    /// Get the daily digest of the own track, and switch it off.
    HearOfWork: Own [CommuneOfficer, LabourOfficer],
    /// Reveal a personal number, with a reason.
    RevealNumbers: Area [CommuneOfficer, LabourOfficer],
    /// See concerns of the own area.
    ReadConcerns: Area [CommuneOfficer, LabourOfficer, Inspector],
    /// Take and close concerns, and reveal the reporter's contact.
    TriageConcerns: Area [CommuneOfficer, LabourOfficer],
    IssueCertificates: Area [Approver],
    /// Propose to suspend or revoke a certificate, or to lift a suspension: the offices that confirm and accept, and the
    /// inspection team (TT 05/2006: the team proposes, others decide).
    ProposeDecisions: Area [CommuneOfficer, LabourOfficer, Approver, Inspector],
    /// Decide proposed decisions; suspend without a second person.
    DecideCertificates: Area [Approver],
    /// Use the scanner, with its data for a day without a network.
    UseScanner: Own [Inspector],
    /// Invite, change, disable and reset accounts.
    ManageAccounts: Area [Administrator],
    /// Add and change agencies.
    ManageAgencies: Area [Administrator],
    /// Change settings and holidays.
    ManageSettings: Own [Administrator],
    /// See messages that were not sent, send them again or drop them.
    KeepOutbox: Own [Administrator],
    /// Scan, inspect and report with an enrolled phone.
    Inspect: Area [Inspector],
    /// See inspections, demands, alerts and plans of the own area.
    ReadInspections: Area [CommuneOfficer, LabourOfficer, Approver, Inspector, Coordinator, Observer],
    /// See the risk classes of the own area, with their reasons. Never the public, never an owner.
    ReadRisk: Area [CommuneOfficer, LabourOfficer, Approver, Inspector, Coordinator, Observer],
    /// Set the class of a venue for a time.
    OverrideRisk: Area [CommuneOfficer, Coordinator],
    /// Change the rules of the own province.
    KeepRiskRules: Area [Coordinator],
    /// Create and change teams.
    ManageTeams: Area [Administrator, CommuneOfficer, LabourOfficer],
    /// Draw plans of visits.
    DrawPlans: Area [CommuneOfficer, LabourOfficer],
    /// Approve (TT 05/2006: the chair) or drop plans of visits.
    ApprovePlans: Area [Approver],
    /// Endorse and decide measures after an inspection; two people are needed.
    DecideMeasures: Area [CommuneOfficer, LabourOfficer, Approver],
    /// Close alerts and withdraw demands.
    HandleAlerts: Area [CommuneOfficer, LabourOfficer],
    /// See and block the phones of the own area.
    CutOffDevices: Area [Administrator],
}

/// A right as a type.
pub trait Right {
    const ACTION: Action;
}

/// Proof that an actor's role allows `R`. Only [`Permit::for_actor`] creates one, and use cases require it.
#[derive(Clone, Debug)]
pub struct Permit<R> {
    actor: Actor,
    right: PhantomData<R>,
}

impl<R: Right> Permit<R> {
    /// `None` if the actor's role does not allow it.
    pub fn for_actor(actor: &Actor) -> Option<Self> {
        actor.may(R::ACTION).then(|| Self { actor: actor.clone(), right: PhantomData })
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The venues to which the right applies.
    pub fn scope(&self) -> Scope {
        match (R::ACTION.reach(), self.actor.scope()) {
            (Reach::KeptVenues, Scope::Owned(account)) => Scope::Kept(account),
            (_, scope) => scope,
        }
    }
}

/// The row on which an action would be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActionTarget<'a> {
    pub owner: AccountId,
    pub commune: Option<&'a AreaCode>,
    pub province: Option<&'a AreaCode>,
    /// Accounts that manage the venue.
    pub managers: &'a [AccountId],
}

impl Role {
    /// Whether the table gives this role the right to `action`.
    pub fn may(self, action: Action) -> bool {
        action.roles().contains(&self)
    }
}

impl Actor {
    /// Whether the actor's role may do `action` at all. Pages show a button only if it holds.
    pub fn may(&self, action: Action) -> bool {
        // At the counter an officer keeps the owner's venues, and nothing else of the owner's account: a token made there would
        // act without the officer's name.
        let at_counter = matches!(action, Action::KeepVenues | Action::WorkAtVenues | Action::LogOut);
        self.role.may(action) && (self.entered_by.is_none() || at_counter)
    }

    /// Whether the actor may do `action` to that row.
    pub fn may_on(&self, action: Action, target: ActionTarget<'_>) -> bool {
        self.may(action)
            && match action.reach() {
                Reach::Own => true,
                Reach::OwnVenues => target.owner == self.account,
                Reach::KeptVenues => target.owner == self.account || target.managers.contains(&self.account),
                Reach::Area => {
                    self.area.is_some()
                        && (self.area.as_ref() == target.commune || self.area.as_ref() == target.province)
                }
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
            entered_by: None,
        }
    }

    #[test]
    fn the_area_decides_for_staff_and_ownership_for_owners() {
        let (commune, province) = (AreaCode::new("22759").unwrap(), AreaCode::new("56").unwrap());
        let here = |owner| ActionTarget {
            owner: AccountId(Uuid::from_u128(owner)),
            commune: Some(&commune),
            province: Some(&province),
            managers: &[],
        };
        let officer = |area| actor(Role::CommuneOfficer, area);
        assert!(officer(Some("22759")).may_on(Action::ReviewTracks, here(2)));
        assert!(officer(Some("56")).may_on(Action::ReviewTracks, here(2)));
        assert!(!officer(Some("22738")).may_on(Action::ReviewTracks, here(2)));
        assert!(!officer(None).may_on(Action::ReviewTracks, here(2)));
        assert!(!officer(Some("22759")).may_on(Action::IssueCertificates, here(2)));
        assert!(actor(Role::Owner, None).may_on(Action::KeepVenues, here(1)));
        assert!(!actor(Role::Owner, None).may_on(Action::KeepVenues, here(2)));
    }

    #[test]
    fn a_manager_works_at_a_venue_and_does_nothing_else_there() {
        let me = actor(Role::Owner, None);
        let (own, managers) = (me.account, [me.account]);
        let place = |owner, managers| ActionTarget { owner, commune: None, province: None, managers };
        let stranger = AccountId(Uuid::from_u128(2));
        for (target, works, keeps) in [
            (place(own, &[]), true, true),
            (place(stranger, &managers), true, false),
            (place(stranger, &[]), false, false),
        ] {
            assert_eq!(me.may_on(Action::WorkAtVenues, target), works);
            assert_eq!(me.may_on(Action::KeepVenues, target), keeps);
        }
        let kept = Permit::<rights::WorkAtVenues>::for_actor(&me).unwrap().scope();
        assert_eq!(kept, Scope::Kept(own));
        assert_eq!(Permit::<rights::KeepVenues>::for_actor(&me).unwrap().scope(), Scope::Owned(own));
        let of_managers = Action::ALL.iter().filter(|action| action.reach() == Reach::KeptVenues);
        assert_eq!(of_managers.collect::<Vec<_>>(), [&Action::WorkAtVenues]);
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

    #[test]
    fn an_observer_only_reads_and_sees_nothing_of_persons() {
        let allowed: Vec<_> = Action::ALL.iter().filter(|action| Role::Observer.may(**action)).collect();
        let reading = [
            Action::LogOut,
            Action::UseAccount,
            Action::KeepFactors,
            Action::ReadRegister,
            Action::ReadDashboard,
            Action::ReadCoverage,
            Action::ReadCensus,
            Action::ReadTargets,
            Action::ReadActivities,
            Action::ReadPoliceTotals,
            Action::ReadReports,
            Action::ReadInspections,
            Action::ReadRisk,
        ];
        assert_eq!(allowed, reading.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_coordinator_keeps_the_plan_and_decides_no_application_certificate_or_visit() {
        let deciding = [
            Action::ReadApplications,
            Action::ReviewTracks,
            Action::RevealNumbers,
            Action::IssueCertificates,
            Action::ProposeDecisions,
            Action::DecideCertificates,
            Action::DecideMeasures,
            Action::ApprovePlans,
            Action::KeepCensus,
        ];
        assert!(deciding.iter().all(|action| !Role::Coordinator.may(*action)));
        assert!(Role::Coordinator.may(Action::ExportRegister));
    }
}
