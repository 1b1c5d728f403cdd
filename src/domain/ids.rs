//! Ids of rows: UUID version 7 (RFC 9562), one type per noun so that they cannot be confused.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::clock::{Entropy, random_bytes};

/// A UUID v7 created at `now` (UTC): its text sorts by creation time.
pub fn uuid_v7(now: OffsetDateTime, entropy: &dyn Entropy) -> Uuid {
    let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes::<10>(entropy)).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id for a row created at `now`.
            pub fn new(now: OffsetDateTime, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(now, entropy))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// An account: an owner or a member of staff.
    AccountId,
    /// What a commune did for the targets of a year.
    ActivityId,
    /// A photo or scanned page of an activity.
    ActivityPictureId,
    /// An agency of the state that confirms, accepts or issues.
    AgencyId,
    /// A token with which a program acts for an account.
    ApiTokenId,
    /// An application: pledge and labour register sent for review.
    ApplicationId,
    /// An event of the audit trail.
    AuditId,
    CertificateId,
    /// A row of a census list.
    CensusEntryId,
    /// A census list.
    CensusListId,
    /// A code that an officer hands over on paper.
    ClaimCodeId,
    /// A question of the labour authority to an owner, with its answers.
    LabourRequestId,
    /// Invitation letters that an officer wrote at once.
    LetterRunId,
    /// What was recognised of a commune in a year.
    HealthyStatusId,
    /// A set of criteria of a province.
    CriteriaSetId,
    /// A total of the police.
    PoliceTotalId,
    /// A plan that joins prevention with the programmes of an area.
    IntegratedPlanId,
    /// A photo or scanned page of such a plan.
    IntegratedPlanPageId,
    /// An officer who works on prevention, on the roster of an area.
    RosterOfficerId,
    /// A class for officers of the roster.
    TrainingClassId,
    /// A newspaper, a station or a website that reports for an area.
    MediaOutletId,
    /// What a report counts.
    IndicatorId,
    /// What an area says about a reporting period.
    AreaReportId,
    /// A reporting period of a province.
    ReportPeriodId,
    /// The figures of a reporting period as they were when frozen.
    SnapshotId,
    /// A file on its way into a census list.
    CensusUploadId,
    /// A concern reported by the public.
    ConcernId,
    /// A decision on a certificate, proposed or taken.
    DecisionId,
    /// A manager of a venue, invited or accepted.
    ManagerId,
    /// A message in the outbox.
    MessageId,
    /// A one-time code.
    CodeId,
    PledgeId,
    /// What one area says about one target of a year.
    TargetCardId,
    /// A target of the plan of a year.
    TargetId,
    /// The score of a plan, as it was when it was taken.
    TargetScoreId,
    /// An offer of a venue to another owner.
    TransferId,
    /// The plan of a year of a province.
    YearPlanId,
    VenueId,
    /// A worker in a venue's labour register.
    WorkerId,
    /// A code with which a worker signs the own pledge.
    WorkerInvitationId,
    /// A pledge of a worker.
    WorkerPledgeId,
    /// An alert or a task for an office.
    AlertId,
    /// A correction of an inspection's report; the phone creates the id.
    CorrectionId,
    /// A demand made by an inspection.
    DemandId,
    /// An inspector's phone; the phone creates the id.
    DeviceId,
    /// An inspection; the phone creates the id.
    InspectionId,
    /// A scanned page of a pledge signed by hand.
    PaperPageId,
    /// A member of a team.
    MemberId,
    /// A passkey of an account.
    PasskeyId,
    /// A photo of an inspection.
    PhotoId,
    /// A plan of visits.
    PlanId,
    /// A proposed measure after an inspection.
    ProposalId,
    /// A scan of a certificate by an inspector.
    ScanId,
    /// An inspection team.
    TeamId,
}
