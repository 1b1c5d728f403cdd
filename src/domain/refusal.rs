//! Refusals: why a rule does not allow an action. A refusal is a code with data; its text is in the locale
//! files under `codes-refusal-<code>`.

use std::fmt;

use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};

use crate::venues::MissingStep;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Refusal {
    /// The state does not allow the command, for example withdrawal after the decision.
    WrongState,
    /// Another officer has claimed this track or concern.
    ClaimedByAnother,
    /// Only the officer who claimed the track or concern may decide it.
    NotClaimed,
    /// One person may not decide both tracks of one application.
    SamePersonBothTracks,
    /// An approver may not approve an application that they reviewed.
    ApproverReviewed,
    /// Whoever entered a part of an application at the counter may not review it.
    EnteredByReviewer,
    /// Nobody may act on a venue they own.
    OwnVenue,
    /// An officer recorded that the venue closed; an officer records that it operates again.
    ClosedByOffice,
    /// The venue stands as closed: nothing is applied for or issued until it operates again.
    VenueClosed,
    /// The account has venues that operate, or applications that are not decided.
    ClosingHindered,
    /// The time in which an acceptance may be undone is over.
    UndoLate,
    /// A reason is required.
    ReasonMissing,
    /// Steps that are missing before submission.
    Incomplete(Vec<MissingStep>),
    /// The venue has an application in review, which must be withdrawn before a change.
    InReview,
    /// The venue already has an application that is not decided.
    AlreadySubmitted,
    /// The application was returned, and nothing has been changed since: the owner must say that this is meant.
    NothingChanged,
    /// The pledge was signed with other facts or an older version of the terms.
    PledgeOutdated,
    /// The actor's role, area or agency does not allow this.
    NotAllowed,
    /// No agency has this function (by code) for this place and date.
    NoAgency(&'static str),
    /// The person is already in this labour register.
    WorkerTwice,
    /// The owner has a question on the same matter that is not ended.
    AskedAlready,
    /// The venue is offered to somebody already, who has not answered.
    OfferedAlready,
    /// This log-in is invited to manage the venue, or manages it.
    InvitedAlready,
    /// The time in which a venue could be taken over is over.
    OfferOver,
    /// The list has the most rows that the program handles; none would be shown or counted beyond it.
    ListFull,
    /// This venue declared that it has no employees.
    DeclaredNone,
    /// No officer has set the class of this venue, or the time is over.
    NotOverridden,
    /// "No employees" cannot be declared while workers are registered.
    HasWorkers,
    /// The account has the maximum number of API tokens.
    TooManyTokens,
    /// The account has the maximum number of passkeys.
    TooManyPasskeys,
    /// The role needs a second factor, and the account would have none.
    LastFactor,
    /// A concern is closed, and a census entry left out, only with a note on what was found or done.
    NoteMissing,
    /// A row of the file has an error or an open question, and all of it is imported or nothing.
    ImportNotReady,
    /// The file is a list of the census already: another tab or officer was faster.
    ImportDone,
    /// Somebody worked on an entry of the import since, or a later list has taken it over.
    ImportBuiltOn,
    /// The venue of the letter is registered already.
    EntryTaken,
    /// No venue of the list can be written to.
    NobodyToInvite,
    /// Figures are sent and frozen only after the last day of their period.
    PeriodNotOver,
    /// The figures are those of the version that was frozen last.
    FiguresUnchanged,
    /// A report is sent only with all figures that are typed in.
    FiguresMissing,
    /// The areas were reminded of this a few days ago.
    RemindedAlready,
    /// An area wrote a card for the target, so it cannot be removed.
    TargetHasCards,
    /// The officer attended a class, so the roster keeps the row; a last day ends it.
    OfficerAttended,
    /// The certificate failed a test before issue, so it was not issued.
    SelfTest(SelfTestFlaw),
    /// A second person must decide.
    SecondPerson,
    /// The last day of a suspension must be after today, not after the certificate's last day, and later than that of a
    /// suspension it extends.
    SuspensionEnd,
    /// The venue's certificate is suspended, so no new one can be issued.
    CertificateSuspended,
    /// The same decision is already proposed.
    AlreadyProposed,
    /// Name and address are too long for the QR code of a certificate.
    TooLongForPaper,
    /// Nothing on the certificate has changed, and its renewal is not open yet.
    RenewalNotOpen,
    /// The inspector is not a member of this team.
    TeamNotYours,
    /// The team is not valid on that day.
    TeamOver,
    /// Fewer members are present than a visit requires (TT 05/2006); the value is the minimum.
    FewMembers(u8),
    /// No approved plan of the team contains this venue.
    NotPlanned,
    /// A surprise visit needs a ground with an explanation.
    GroundMissing,
    /// A team has already visited the venue this year: another visit needs a ground (NQ 198/2025/QH15 Điều 4).
    VisitedThisYear,
    /// No checklist has this version.
    ChecklistUnknown,
    /// The question with this code has no answer.
    ChecklistIncomplete(String),
    /// Conclusion "pass" with findings, or another conclusion without findings.
    ConclusionUnfit,
    /// The signature of the owner or of enough members is missing.
    SignatureMissing,
    /// The last day of a demand is not after the visit.
    DemandOver,
    /// This visit was already reported with other contents.
    AlreadyReported,
    /// A correction that changes nothing of the report.
    CorrectionEmpty,
    /// A correction of what a correction cannot change: team, members, kind, ground or place of the visit.
    CorrectionUnfit,
    /// The report has the maximum number of corrections.
    TooManyCorrections,
    /// The report was changed after someone signed it.
    SignatureOutdated,
    /// The phone's signature does not match the data sent.
    SignatureWrong,
    /// The phone is not registered for this account.
    DeviceUnknown,
    /// The phone has not sent the secret that opens its data.
    UnlockSecretMissing,
    /// The bytes are not a photo, or not the one named in the report.
    PhotoUnreadable,
    /// The report has the maximum number of photos.
    TooManyPhotos,
    /// The last day for a reply is past.
    ReplyLate,
    /// The venue has no certificate that could be suspended or revoked.
    NoCertificate,
    /// A suspension or revocation needs the number of the decision.
    DecisionMissing,
    /// A suspension needs its last day, later than today.
    EndMissing,
    /// A day on which something happened is after today.
    DayInFuture,
    /// The last day of a stop is before its first day or before today.
    StopEnd,
    /// The entry named as the original is the same entry, or is left out itself.
    OriginalUnfit,
    /// The commune named as the new one is the one where the venue is.
    SameCommune,
    /// An officer said that this entry and this venue are not the same; that must be undone first.
    SaidDifferent,
}

/// Part of a certificate that failed the test before issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", prefix = "self-test-")]
pub enum SelfTestFlaw {
    /// The token does not state the decided facts.
    Token,
    /// Name and address are too long for any QR code.
    Size,
    /// The text does not fit on the page.
    Layout,
    /// A character cannot be printed.
    Letter,
    /// The QR code cannot be read from a photocopy.
    Picture,
    /// The name or the number cannot be read from the PDF.
    Text,
    /// The PDF could not be drawn.
    Drawing,
}

impl Refusal {
    /// Stable code; the end of the locale key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SelfTest(flaw) => flaw.into(),
            other => other.into(),
        }
    }

    /// All codes; a test checks that each has text in the locale files.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let own = Self::VARIANTS.iter().filter(|code| **code != "self-test");
        own.chain(SelfTestFlaw::VARIANTS).copied()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_variants_in_kebab_case_and_a_failed_self_test_has_that_of_its_flaw() {
        assert_eq!(Refusal::SamePersonBothTracks.code(), "same-person-both-tracks");
        assert_eq!(Refusal::Incomplete(vec![MissingStep::Pledge]).code(), "incomplete");
        assert_eq!(Refusal::SelfTest(SelfTestFlaw::Token).code(), "self-test-token");
        let codes: Vec<_> = Refusal::codes().collect();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
        assert!(codes.contains(&"self-test-drawing") && !codes.contains(&"self-test"));
    }
}
