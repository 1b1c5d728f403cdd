//! Fields that a use case rejects.

use camket_domain::accounts::factor::FactorFault;
use camket_domain::activities::ActivityFault;
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::healthy_communes::HealthyFault;
use camket_domain::healthy_communes::criteria::CriteriaFault;
use camket_domain::identifiers::PersonalIdMismatch;
use camket_domain::integrated_plans::IntegratedPlanFault;
use camket_domain::labour::checks::LabourRulesFault;
use camket_domain::labour::dates::DateFault;
use camket_domain::labour::history::LeaveFault;
use camket_domain::media::MediaFault;
use camket_domain::police_totals::PoliceFault;
use camket_domain::risk::{RiskOverrideFault, RiskRulesFault};
use camket_domain::targets::CardFault;
use camket_domain::teams::TeamError;
use camket_domain::text::TextError;
use camket_domain::text::lengths::MIN_REASON_CHARS;
use camket_domain::text::printable::UnprintableSign;
use camket_domain::training::TrainingFault;
use camket_domain::worker_pledges::WorkerPledgeFault;
use time::Date;

use crate::AppError;

/// A field with what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidInput {
    /// Name of the field, as in the form and in the API.
    pub field: &'static str,
    pub problem: InputProblem,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)+) => {
        /// What is wrong with a field. Each has a stable code, which is the end of a locale key.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum InputProblem {
            $($(#[$doc])* $variant,)+
            Text(TextError),
            Factor(FactorFault),
            /// Documents cannot show this sign.
            Unprintable(UnprintableSign),
            Date(DateFault),
            Leave(LeaveFault),
            IdMismatch(PersonalIdMismatch),
            Team(TeamError),
            Card(CardFault),
            Activity(ActivityFault),
            Media(MediaFault),
            Training(TrainingFault),
            IntegratedPlan(IntegratedPlanFault),
            Police(PoliceFault),
            Healthy(HealthyFault),
            Criteria(CriteriaFault),
            LabourRules(LabourRulesFault),
            RiskRules(RiskRulesFault),
            RiskOverride(RiskOverrideFault),
            WorkerPledge(WorkerPledgeFault),
        }

        impl InputProblem {
            /// The codes of all problems that are not a rule of the domain.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The sign that the text of the problem names; empty if it names none.
            pub fn sign(self) -> String {
                match self {
                    Self::Unprintable(sign) => sign.to_string(),
                    _ => String::new(),
                }
            }

            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Text(error) => error.code(),
                    Self::Factor(fault) => fault.code(),
                    Self::Unprintable(_) => UnprintableSign::CODE,
                    Self::Date(fault) => fault.code(),
                    Self::Leave(fault) => fault.code(),
                    Self::IdMismatch(mismatch) => mismatch.code(),
                    Self::Team(error) => error.code(),
                    Self::Card(fault) => fault.code(),
                    Self::Activity(fault) => fault.code(),
                    Self::Media(fault) => fault.code(),
                    Self::Training(fault) => fault.code(),
                    Self::IntegratedPlan(fault) => fault.code(),
                    Self::Police(fault) => fault.code(),
                    Self::Healthy(fault) => fault.code(),
                    Self::Criteria(fault) => fault.code(),
                    Self::LabourRules(fault) => fault.code(),
                    Self::RiskRules(fault) => fault.code(),
                    Self::RiskOverride(fault) => fault.code(),
                    Self::WorkerPledge(fault) => fault.code(),
                }
            }
        }
    };
}

problems! {
    /// A decision that takes effect without a number.
    DecisionNumberEmpty = "decision-number-empty",
    DecisionNumberLong = "decision-number-long",
    DecisionTextShort = "decision-text-short",
    DecisionTextLong = "decision-text-long",
    ReasonShort = "reason-short",
    /// As many personal numbers and contacts were revealed today as the settings allow.
    RevealQuota = "reveal-quota",
    /// Outside the administrator's area.
    AreaOutside = "area-outside",
    /// Outside the agency's area.
    AreaOutsideAgency = "area-outside-agency",
    /// A day that has not come yet.
    DayInFuture = "day-in-future",
    /// The last day is before the first.
    DatesCrossed = "dates-crossed",
    /// A member whose account is not an inspector's.
    TeamAccount = "team-account",
    WorkerUnderAge = "worker-under-age",
    PersonalIdEmpty = "personal-id-empty",
    /// No plan is kept for this year.
    PlanYear = "plan-year",
    /// The province has a plan of this year.
    PlanYearTaken = "plan-year-taken",
    /// Neither a template nor a plan of the province.
    PlanOriginUnknown = "plan-origin-unknown",
    /// Cards are written, so the kind stays.
    TargetKindFixed = "target-kind-fixed",
    /// The area has an outlet of this name.
    MediaOutletTaken = "media-outlet-taken",
    /// A report is due after the last day of its period.
    PeriodDue = "period-due",
    /// The province has a reporting period of these days.
    PeriodTaken = "period-taken",
    /// Too many files at once.
    ActivityFiles = "activity-files",
    /// Who is said to have attended is not on the roster that was shown.
    AttendeeUnknown = "attendee-unknown",
    PlanTaken = "plan-taken",
    PlanPeriod = "plan-period",
    /// A signing key that would begin in the past.
    KeyPast = "key-past",
    /// No reason for withdrawing a key, or one that is too long.
    KeyReason = "key-reason",
    /// More days than the settings allow.
    TokenDays = "token-days",
    ConcernUnknown = "concern-unknown",
    PasswordWrong = "password-wrong",
    SettingBounds = "setting-bounds",
    DayTaken = "day-taken",
    /// The one-time code expired, was used or was tried too often.
    CodeOver = "code-over",
    CodeWrong = "code-wrong",
    /// No code that opens the phone is open: expired, used, or typed wrongly too often.
    UnlockCodeOver = "unlock-code-over",
    /// Another code opens the phone.
    UnlockCodeWrong = "unlock-code-wrong",
    /// Wrong, over, or sent to no account: a reset does not say which.
    CodeRefused = "code-refused",
    LogInWrong = "log-in-wrong",
    LogInDisabled = "log-in-disabled",
    LogInUnconfirmed = "log-in-unconfirmed",
    /// No message can be sent to this kind of login.
    LoginChannel = "login-channel",
    LoginTaken = "login-taken",
    /// No file was chosen.
    ScanMissing = "scan-missing",
    /// More pages than one upload may have.
    ScanTooMany = "scan-too-many",
    ScanTooLarge = "scan-too-large",
    /// Neither a picture nor a PDF that can be read.
    ScanUnreadable = "scan-unreadable",
    /// A page of a PDF that is not one picture.
    ScanNoPicture = "scan-no-picture",
    /// No printed pledge of the area.
    PaperUnknown = "paper-unknown",
    /// No code of the register, or one that is not for this.
    ClaimCodeRefused = "claim-code-refused",
    ClaimCodeUsed = "claim-code-used",
    ClaimCodeRevoked = "claim-code-revoked",
    ClaimCodeOver = "claim-code-over",
    /// The deadline of letters is not within the days allowed.
    LetterDeadline = "letter-deadline",
    /// The day on which letters were sent is before that on which they were written.
    LetterSentEarly = "letter-sent-early",
    /// Whoever owns the venue needs no invitation to manage it.
    ManagerIsOwner = "manager-is-owner",
    /// A venue is offered to the account that offers it.
    TransferToOneself = "transfer-to-oneself",
    /// The claim code is bound to another phone.
    ClaimPhoneOther = "claim-phone-other",
    /// Not the number of a mobile phone.
    ClaimPhoneMobile = "claim-phone-mobile",
    CommuneUnknown = "commune-unknown",
    PhotoUnreadable = "photo-unreadable",
    DemandNote = "demand-note",
    /// A question or an answer without words.
    LabourMessage = "labour-message",
    AgencyCodeTaken = "agency-code-taken",
    AgencyUnknown = "agency-unknown",
    /// The register, or another row of the file, has an agency with this code and other details.
    AgencyDiffers = "agency-differs",
    /// The register, or another row of the file, has an account with this log-in and other details.
    AccountDiffers = "account-differs",
    /// The register changed after the preview of an import.
    ImportOutdated = "import-outdated",
    /// Does not fit the QR of the certificate.
    TooLongForPaper = "too-long-for-paper",
    /// The last day of a stop is past, or too far away.
    StopBounds = "stop-bounds",
    TaxCodeEmpty = "tax-code-empty",
    /// The signer is not the representative and names no authority.
    SignerAuthority = "signer-authority",
    /// The agency has not the function that the role works for.
    AgencyFunction = "agency-function",
    /// One's own role.
    RoleOwn = "role-own",
    RoleStaff = "role-staff",
    /// One's own account.
    AccountOwn = "account-own",
}

/// Checks that an area is the actor's own or one of its communes.
///
/// # Errors
/// [`AppError::Invalid`]
pub(crate) fn require_own_area(own: Option<&AreaCode>, area: AreaCode) -> Result<(), AppError> {
    let is_own = own.is_some_and(|own| areas::list_codes_within(own).contains(&area));
    if is_own { Ok(()) } else { Err(AppError::invalid("area", InputProblem::AreaOutside)) }
}

/// The reason that an officer gives for revealing something, without white space around it.
///
/// # Errors
/// [`AppError::Invalid`] if it is shorter than [`MIN_REASON_CHARS`].
pub(crate) fn require_reason(reason: &str) -> Result<&str, AppError> {
    let reason = reason.trim();
    if reason.chars().count() < MIN_REASON_CHARS {
        return Err(AppError::invalid("reason", InputProblem::ReasonShort));
    }
    Ok(reason)
}

/// The province of a present commune; `None` for other areas, and for communes that do not exist on `today`.
pub(crate) fn find_province(commune: AreaCode, today: Date) -> Option<AreaCode> {
    let unit = areas::all().find(commune, today)?;
    if unit.level != AreaLevel::Commune {
        return None;
    }
    areas::all().province_of(commune, today).map(|province| province.code)
}
