//! The audit trail: who did what to which row, when. Written in the same commit as the change.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::accounts::{Actor, Role};
use crate::clock::Entropy;
use crate::ids::{AccountId, AuditId, VenueId};

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What was done. The words stand in the locale files as `deed-<code>`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub enum Deed { $($(#[$doc])* $name),+ }

        impl Deed {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|deed| deed.code() == code)
            }
        }
    };
}

deeds! {
    /// An owner made an account.
    SignedUp = "signed-up",
    /// A login was confirmed by a one-time code.
    LoginConfirmed = "login-confirmed",
    /// Someone logged in.
    LoggedIn = "logged-in",
    /// A password was set or changed.
    PasswordChanged = "password-changed",
    /// An administrator invited a member of staff.
    AccountInvited = "account-invited",
    /// An administrator changed name, role, agency or area.
    AccountChanged = "account-changed",
    /// An administrator disabled an account.
    AccountDisabled = "account-disabled",
    /// An administrator enabled an account.
    AccountEnabled = "account-enabled",
    /// An administrator sent a new invitation or reset.
    AccountReset = "account-reset",
    /// An agency was added or changed.
    AgencySaved = "agency-saved",
    /// A setting was changed.
    SettingsSaved = "settings-saved",
    /// A venue was registered.
    VenueRegistered = "venue-registered",
    /// A venue's facts were changed.
    VenueChanged = "venue-changed",
    /// A pledge was signed.
    PledgeSigned = "pledge-signed",
    /// A worker was declared.
    WorkerDeclared = "worker-declared",
    /// A worker's facts were changed.
    WorkerChanged = "worker-changed",
    /// A worker was removed from the register before review.
    WorkerRemoved = "worker-removed",
    /// The venue declared that it has no employees.
    NoEmployeesDeclared = "no-employees-declared",
    /// An application was submitted.
    Submitted = "submitted",
    /// An application was submitted again after a return.
    Resubmitted = "resubmitted",
    /// An application was withdrawn.
    Withdrawn = "withdrawn",
    /// An officer took a track in hand.
    TrackClaimed = "track-claimed",
    /// An officer put a track back.
    TrackReleased = "track-released",
    /// The pledge was confirmed.
    PledgeConfirmed = "pledge-confirmed",
    /// The labour registration was accepted.
    LabourAccepted = "labour-accepted",
    /// A track was returned to the owner.
    TrackReturned = "track-returned",
    /// A track was refused.
    TrackRefused = "track-refused",
    /// A certificate was issued.
    CertificateIssued = "certificate-issued",
    /// A link to the PDF was made for someone without an account.
    CertificateShared = "certificate-shared",
    /// An API token was made.
    ApiTokenMade = "api-token-made",
    /// An API token was ended before its last day.
    ApiTokenEnded = "api-token-ended",
    /// Somebody without an account reported a concern.
    ConcernReported = "concern-reported",
    /// An officer took a concern in hand.
    ConcernTaken = "concern-taken",
    /// An officer put a concern back.
    ConcernReleased = "concern-released",
    /// An officer closed a concern.
    ConcernClosed = "concern-closed",
    /// The contact of who reported a concern was opened, with a reason.
    ContactRevealed = "contact-revealed",
    /// A signing key was made.
    KeyMade = "key-made",
    /// A signing key signs no more; what it signed stays good.
    KeyEnded = "key-ended",
    /// A signing key was withdrawn: what it signed proves nothing any more.
    KeyWithdrawn = "key-withdrawn",
    /// A personal number was opened, with a reason.
    NumberRevealed = "number-revealed",
    /// A decision on a certificate was proposed.
    DecisionProposed = "decision-proposed",
    /// A proposal was turned down.
    DecisionDeclined = "decision-declined",
    /// A proposal was taken back, or overtaken by another decision.
    DecisionWithdrawn = "decision-withdrawn",
    /// A certificate was suspended, or its suspension prolonged.
    CertificateSuspended = "certificate-suspended",
    /// A suspension was lifted before its last day.
    CertificateLifted = "certificate-lifted",
    /// A certificate was revoked.
    CertificateRevoked = "certificate-revoked",
    /// A new certificate took the place of one.
    CertificateSuperseded = "certificate-superseded",
    /// A certificate was made anew under another key.
    CertificateReissued = "certificate-reissued",
    /// An owner confirmed that the labour register is up to date.
    LabourConfirmed = "labour-confirmed",
    /// A team was set up or changed.
    TeamSaved = "team-saved",
    /// A plan of visits was drawn.
    PlanDrawn = "plan-drawn",
    /// A plan of visits was approved.
    PlanApproved = "plan-approved",
    /// A plan of visits was given up.
    PlanDropped = "plan-dropped",
    /// A phone was registered.
    DeviceEnrolled = "device-enrolled",
    /// A phone was cut off.
    DeviceCutOff = "device-cut-off",
    /// A phone that was cut off called and was told to wipe itself.
    DeviceToldToWipe = "device-told-to-wipe",
    /// A certificate was scanned by an inspector.
    Scanned = "scanned",
    /// The report of a visit came in.
    Inspected = "inspected",
    /// The owner replied to a record.
    InspectionReplied = "inspection-replied",
    /// The owner asked for another inspection.
    InspectionAskedAgain = "inspection-asked-again",
    /// A demand was found to be met.
    DemandMet = "demand-met",
    /// A demand was taken back.
    DemandWithdrawn = "demand-withdrawn",
    /// An officer stood behind a measure.
    MeasureEndorsed = "measure-endorsed",
    /// A second person decided a measure.
    MeasureDecided = "measure-decided",
    /// A measure was sent back to be thought over.
    MeasureSentBack = "measure-sent-back",
    /// An alert for an office was opened.
    AlertOpened = "alert-opened",
    /// An alert was closed.
    AlertClosed = "alert-closed",
}

/// An event of the trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEvent {
    pub id: AuditId,
    pub at: OffsetDateTime,
    /// Who; none for the program itself.
    pub actor: Option<AccountId>,
    /// In which role.
    pub actor_role: Option<Role>,
    /// Under which name, as it was then.
    pub actor_name: String,
    pub deed: Deed,
    /// The row, whatever its kind.
    pub target: Uuid,
    /// The venue it concerns, for its timeline.
    pub venue: Option<VenueId>,
    /// A note in plain words or a code, never a personal number.
    pub note: String,
}

impl AuditEvent {
    /// An event of `actor` at `now`.
    pub fn new(
        now: OffsetDateTime,
        entropy: &dyn Entropy,
        actor: Option<&Actor>,
        deed: Deed,
        target: Uuid,
    ) -> Self {
        Self {
            id: AuditId::new(now, entropy),
            at: now,
            actor: actor.map(|a| a.account),
            actor_role: actor.map(|a| a.role),
            actor_name: actor.map(|a| a.name.clone()).unwrap_or_default(),
            deed,
            target,
            venue: None,
            note: String::new(),
        }
    }

    /// The same event, in the timeline of `venue`.
    #[must_use]
    pub fn of_venue(self, venue: VenueId) -> Self {
        Self { venue: Some(venue), ..self }
    }

    /// The same event with a note.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
