//! The outbox: outgoing messages as rows, written in the same commit as the change they report.

mod destination;

pub use destination::{Destination, LinkedPage};

pub use crate::accounts::Channel;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use time::{Duration, OffsetDateTime};

use crate::ids::MessageId;

/// Content of a message: a code with data. Its texts are in the locale files under
/// `messages-<code>-subject`, `messages-<code>-body` and `messages-<code>-sms`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "notice", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Notice {
    /// One-time code to confirm a new account.
    ConfirmCode { code: String },
    /// One-time code to set a new password.
    ResetCode { code: String },
    /// One-time code to sign a pledge.
    SignCode { code: String, venue: String },
    /// A second factor was set up for the account.
    FactorSetUp { name: String, link: Destination },
    /// The second factor of the account was removed.
    FactorRemoved { name: String, link: Destination },
    /// A passkey was added to the account.
    PasskeyAdded { name: String, passkey: String, link: Destination },
    /// The authenticator app of the account was removed, and passkeys remain.
    AppRemoved { name: String, link: Destination },
    /// A passkey of the account was removed, and another factor remains.
    PasskeyRemoved { name: String, passkey: String, link: Destination },
    /// A passkey was refused because its counter went back: two devices may hold the same key.
    PasskeyCounterFault { name: String, passkey: String, link: Destination },
    /// A recovery code was used; so many are left.
    RecoveryCodeUsed { name: String, left: String, link: Destination },
    /// The owner closed the account; a log-in before the end of a given day takes it back.
    AccountClosing { name: String, until: String, link: Destination },
    /// The closing of the account was taken back.
    AccountKept { name: String, link: Destination },
    /// Invitation of a member of staff, with the link to set a password.
    Invitation { name: String, link: Destination },
    /// A member of staff, or a stranger, asked for a new password of a staff account.
    RecoveryAsked { name: String },
    /// An administrator took the password of a member of staff away; the link sets a new one.
    AccessReset { name: String, by: String, link: Destination },
    /// An application was received; its receipt states number and due day.
    Received { venue: String, number: String, due: String, link: Destination },
    /// A track was returned to the owner.
    Returned { venue: String, link: Destination },
    /// An application was refused.
    Refused { venue: String, link: Destination },
    /// A certificate was issued.
    Issued { venue: String, number: String, link: Destination },
    /// Concerns are waiting in an officer's queue. Contains nothing about them.
    ConcernsWait { name: String, link: Destination },
    /// What waits for an officer today: numbers of applications.
    WorkWaits { name: String, new: String, due: String, overdue: String, link: Destination },
    /// A certificate was suspended until the end of a given day.
    Suspended { venue: String, number: String, decision: String, until: String, link: Destination },
    /// A suspension was lifted before its last day.
    Lifted { venue: String, number: String, decision: String, link: Destination },
    /// A certificate was revoked.
    Revoked { venue: String, number: String, decision: String, link: Destination },
    /// A certificate ended because its owner closed the venue; the paper must be handed in.
    PaperEnded { venue: String, number: String, link: Destination },
    /// A certificate was issued again; the old one must be taken down.
    Replaced { venue: String, number: String, by: String, link: Destination },
    /// A venue was handed over to another account by a code of the office.
    HandedOver { venue: String },
    /// An owner offers a venue to the owner of another account.
    TransferOffered { venue: String, name: String, link: Destination },
    /// The owner took that offer back.
    TransferTakenBack { venue: String },
    /// The other owner declined it.
    TransferDeclined { venue: String, name: String, link: Destination },
    /// The other owner took the venue over.
    TransferAccepted { venue: String, name: String },
    /// A venue of an officer's commune has another owner.
    VenueTransferred { name: String, venue: String, link: Destination },
    /// An owner invites the owner of another account to manage a venue.
    ManagerInvited { venue: String, name: String, link: Destination },
    /// The owner removed this manager.
    ManagerRemoved { venue: String },
    /// A venue of the census is invited to sign; the link opens the form with a claim code.
    InvitedToSign { venue: String, until: String, link: Destination },
    /// A certificate expires soon.
    RenewalDue { venue: String, number: String, until: String, link: Destination },
    /// An officer asks to sign the pledge of a venue and submit it.
    RemindPledge { venue: String, link: Destination },
    /// An officer asks to register the labour of a venue.
    RemindLabour { venue: String, link: Destination },
    /// An officer asks for the answer to a returned application.
    RemindReturned { venue: String, link: Destination },
    /// An officer asks to renew a certificate.
    RemindRenewal { venue: String, until: String, link: Destination },
    /// An officer asks to meet the open demands of an inspection.
    RemindDemand { venue: String, link: Destination },
    /// The labour authority asks about a register of workers; the link leads to the question.
    LabourAsked { venue: String, link: Destination },
    /// An owner answered such a question of an officer.
    LabourAnswered { venue: String, link: Destination },
    /// Workers of a venue have not signed their own pledges.
    WorkerPledgesMissing { venue: String, count: String, link: Destination },
    /// A venue was inspected; its owner may see the record and reply.
    Inspected { venue: String, number: String, due: String, link: Destination },
    /// The inspector corrected the record of an inspection; its owner may read it and reply anew.
    InspectionCorrected { venue: String, number: String, due: String, link: Destination },
    /// The office decided on a measure after an inspection.
    MeasureDecided { venue: String, number: String, link: Destination },
    /// The card of a target was sent back to its commune.
    TargetReturned { name: String, number: String, year: String, link: Destination },
    /// The card of a target is not sent yet.
    TargetDue { name: String, number: String, year: String, due: String, link: Destination },
    /// The report of an area was sent back. `first` and `last` are the days of the period.
    ReportReturned { name: String, first: String, last: String, link: Destination },
    /// The report of an area is not sent yet.
    ReportDue { name: String, first: String, last: String, due: String, link: Destination },
    /// An inspector's phone had shown a certificate as valid that was not.
    ShownTooLate { venue: String, number: String, link: Destination },
}

impl Notice {
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Where the message's link leads; messages with a one-time code, among others, have none.
    pub fn link(&self) -> Option<&Destination> {
        match self {
            Self::ConfirmCode { .. }
            | Self::ResetCode { .. }
            | Self::SignCode { .. }
            | Self::RecoveryAsked { .. }
            | Self::HandedOver { .. }
            | Self::TransferTakenBack { .. }
            | Self::ManagerRemoved { .. }
            | Self::TransferAccepted { .. } => None,
            Self::Invitation { link, .. }
            | Self::AccessReset { link, .. }
            | Self::FactorSetUp { link, .. }
            | Self::FactorRemoved { link, .. }
            | Self::AppRemoved { link, .. }
            | Self::PasskeyAdded { link, .. }
            | Self::PasskeyRemoved { link, .. }
            | Self::PasskeyCounterFault { link, .. }
            | Self::AccountClosing { link, .. }
            | Self::AccountKept { link, .. }
            | Self::RecoveryCodeUsed { link, .. }
            | Self::Received { link, .. }
            | Self::Returned { link, .. }
            | Self::Refused { link, .. }
            | Self::ConcernsWait { link, .. }
            | Self::WorkWaits { link, .. }
            | Self::Issued { link, .. }
            | Self::Suspended { link, .. }
            | Self::Lifted { link, .. }
            | Self::Revoked { link, .. }
            | Self::PaperEnded { link, .. }
            | Self::TransferOffered { link, .. }
            | Self::ManagerInvited { link, .. }
            | Self::TransferDeclined { link, .. }
            | Self::VenueTransferred { link, .. }
            | Self::Replaced { link, .. }
            | Self::RenewalDue { link, .. }
            | Self::InvitedToSign { link, .. }
            | Self::RemindPledge { link, .. }
            | Self::RemindLabour { link, .. }
            | Self::RemindReturned { link, .. }
            | Self::RemindRenewal { link, .. }
            | Self::RemindDemand { link, .. }
            | Self::LabourAsked { link, .. }
            | Self::LabourAnswered { link, .. }
            | Self::WorkerPledgesMissing { link, .. }
            | Self::Inspected { link, .. }
            | Self::InspectionCorrected { link, .. }
            | Self::MeasureDecided { link, .. }
            | Self::TargetReturned { link, .. }
            | Self::TargetDue { link, .. }
            | Self::ReportReturned { link, .. }
            | Self::ReportDue { link, .. }
            | Self::ShownTooLate { link, .. } => Some(link),
        }
    }

    /// The named values of the text, without the link.
    pub fn values(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::ConfirmCode { code } | Self::ResetCode { code } => vec![("code", code)],
            Self::SignCode { code, venue } => vec![("code", code), ("venue", venue)],
            Self::AccountClosing { name, until, .. } => vec![("name", name), ("until", until)],
            Self::PasskeyAdded { name, passkey, .. }
            | Self::PasskeyRemoved { name, passkey, .. }
            | Self::PasskeyCounterFault { name, passkey, .. } => vec![("name", name), ("passkey", passkey)],
            Self::RecoveryCodeUsed { name, left, .. } => vec![("name", name), ("left", left)],
            Self::Invitation { name, .. }
            | Self::FactorSetUp { name, .. }
            | Self::FactorRemoved { name, .. }
            | Self::AppRemoved { name, .. }
            | Self::AccountKept { name, .. }
            | Self::RecoveryAsked { name }
            | Self::ConcernsWait { name, .. } => {
                vec![("name", name)]
            }
            Self::WorkWaits { name, new, due, overdue, .. } => {
                vec![("name", name), ("new", new), ("due", due), ("overdue", overdue)]
            }
            Self::TargetReturned { name, number, year, .. } => {
                vec![("name", name), ("number", number), ("year", year)]
            }
            Self::TargetDue { name, number, year, due, .. } => {
                vec![("name", name), ("number", number), ("year", year), ("due", due)]
            }
            Self::ReportReturned { name, first, last, .. } => {
                vec![("name", name), ("first", first), ("last", last)]
            }
            Self::ReportDue { name, first, last, due, .. } => {
                vec![("name", name), ("first", first), ("last", last), ("due", due)]
            }
            Self::AccessReset { name, by, .. } => vec![("name", name), ("by", by)],
            Self::Returned { venue, .. }
            | Self::Refused { venue, .. }
            | Self::RemindPledge { venue, .. }
            | Self::RemindLabour { venue, .. }
            | Self::RemindReturned { venue, .. }
            | Self::RemindDemand { venue, .. }
            | Self::LabourAsked { venue, .. }
            | Self::LabourAnswered { venue, .. }
            | Self::HandedOver { venue }
            | Self::ManagerRemoved { venue }
            | Self::TransferTakenBack { venue } => vec![("venue", venue)],
            Self::TransferOffered { venue, name, .. }
            | Self::ManagerInvited { venue, name, .. }
            | Self::TransferDeclined { venue, name, .. }
            | Self::TransferAccepted { venue, name }
            | Self::VenueTransferred { name, venue, .. } => vec![("venue", venue), ("name", name)],
            Self::WorkerPledgesMissing { venue, count, .. } => vec![("venue", venue), ("count", count)],
            Self::RemindRenewal { venue, until, .. } | Self::InvitedToSign { venue, until, .. } => {
                vec![("venue", venue), ("until", until)]
            }
            Self::Issued { venue, number, .. }
            | Self::PaperEnded { venue, number, .. }
            | Self::MeasureDecided { venue, number, .. }
            | Self::ShownTooLate { venue, number, .. } => vec![("venue", venue), ("number", number)],
            Self::Received { venue, number, due, .. }
            | Self::Inspected { venue, number, due, .. }
            | Self::InspectionCorrected { venue, number, due, .. } => {
                vec![("venue", venue), ("number", number), ("due", due)]
            }
            Self::Suspended { venue, number, decision, until, .. } => {
                vec![("venue", venue), ("number", number), ("decision", decision), ("until", until)]
            }
            Self::Lifted { venue, number, decision, .. } | Self::Revoked { venue, number, decision, .. } => {
                vec![("venue", venue), ("number", number), ("decision", decision)]
            }
            Self::Replaced { venue, number, by, .. } => {
                vec![("venue", venue), ("number", number), ("by", by)]
            }
            Self::RenewalDue { venue, number, until, .. } => {
                vec![("venue", venue), ("number", number), ("until", until)]
            }
        }
    }

    /// The part that opens an account: a one-time code, or a link that sets a password. It is stored sealed, and blanked
    /// when the message was sent or given up.
    pub fn secret_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::ConfirmCode { code } | Self::ResetCode { code } | Self::SignCode { code, .. } => Some(code),
            Self::Invitation { link, .. }
            | Self::AccessReset { link, .. }
            | Self::InvitedToSign { link, .. } => link.token_mut(),
            _ => None,
        }
    }

    /// All codes; a test checks that each has text in the locale files.
    pub const CODES: &'static [&'static str] = Self::VARIANTS;
}

/// A message in the outbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub id: MessageId,
    pub channel: Channel,
    /// E-mail address or mobile number.
    pub recipient: String,
    /// "vi" or "en".
    pub language: String,
    pub notice: Notice,
    pub created_at: OffsetDateTime,
    /// Time of the next attempt (UTC); `None` once it is sent or abandoned.
    pub next_attempt_at: Option<OffsetDateTime>,
    /// Attempts so far.
    pub attempts: i32,
    pub sent_at: Option<OffsetDateTime>,
    /// Error of the last attempt, without recipient or text.
    pub last_error: String,
}

/// Messages of one lane do not wait for those of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Somebody sits in front of a page and waits for it.
    Urgent,
    Other,
}

impl Message {
    pub fn lane(&self) -> Lane {
        match self.notice {
            Notice::ConfirmCode { .. } | Notice::ResetCode { .. } | Notice::SignCode { .. } => Lane::Urgent,
            _ => Lane::Other,
        }
    }

    /// Time of the next attempt after `attempts` failures: in 1, 4, 16 minutes, up to six hours, and up to a fifth later, so
    /// that what failed together does not return together. `None` after ten failures.
    pub fn find_next_attempt(&self, attempts: i32, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let exponent = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
        let seconds = 60 * 4_i64.saturating_pow(exponent).min(360);
        let spread = i64::from(self.id.0.as_bytes()[15]);
        let later = seconds * spread / (5 * i64::from(u8::MAX));
        (attempts < 10).then(|| now + Duration::seconds(seconds + later))
    }
}
