//! Why a rule said no. A refusal is a code with data; its words stand in the locale files as
//! `refusal-<code>`.

use std::fmt;

use serde::Serialize;

/// A refusal by a rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum Refusal {
    /// The state does not allow the command, for example a withdrawal after the decision.
    WrongState,
    /// Another officer works on this track.
    ClaimedByAnother,
    /// Only the officer who claimed the track decides it.
    NotClaimed,
    /// One person may not decide both tracks of one application.
    SamePersonBothTracks,
    /// An approver may not approve what they reviewed.
    ApproverReviewed,
    /// No one acts on a venue they own.
    OwnVenue,
    /// A return or refusal needs at least one reason.
    ReasonMissing,
    /// Steps that are still missing before submission, by code.
    Incomplete(Vec<&'static str>),
    /// The venue has an application in review: withdraw it before changing anything.
    InReview,
    /// The venue already has an application that is not finished.
    AlreadySubmitted,
    /// The pledge was signed over other facts or an older version of the terms.
    PledgeOutdated,
    /// The actor's role, area or agency does not allow this.
    NotAllowed,
    /// No agency is responsible for this work at this place and date, by function.
    NoAgency(&'static str),
    /// The same person already stands in this labour register.
    WorkerTwice,
    /// This venue declared that it has no employees.
    DeclaredNone,
    /// Workers are declared, so "no employees" cannot be.
    HasWorkers,
    /// The account holds as many API tokens as it may.
    TooManyTokens,
    /// A concern is closed with a word on what was found or done.
    NoteMissing,
    /// The certificate did not pass the test before it would be issued: which part of it, by code. Nothing was issued.
    SelfTest(Flaw),
    /// What is proposed by one person is decided by another.
    SecondPerson,
    /// A suspension ends after today, not after the certificate does, and later than the one that it prolongs.
    SuspensionEnd,
    /// The venue's certificate is suspended: no new one gets around that.
    CertificateSuspended,
    /// The same is proposed already and waits for its decision.
    AlreadyProposed,
    /// Name and address are too long for the QR of a certificate.
    TooLongForPaper,
    /// Nothing on the certificate has changed, and its renewal is not open yet.
    RenewalNotOpen,
    /// The inspector is not in this team.
    TeamNotYours,
    /// The team is not in office on that day.
    TeamOver,
    /// Fewer members are there than a visit needs (TT 05/2006): at least so many.
    FewMembers(u8),
    /// No approved plan of the team holds this venue.
    NotPlanned,
    /// A surprise visit states its ground in words.
    GroundMissing,
    /// A team has visited the venue this year: another visit needs a ground (NQ 198/2025/QH15 Điều 4).
    VisitedThisYear,
    /// No checklist has this version.
    ChecklistUnknown,
    /// A question has no answer, by its code.
    ChecklistIncomplete(String),
    /// "Pass" with findings, or another conclusion without any.
    ConclusionUnfit,
    /// The owner or too many members have not signed.
    SignatureMissing,
    /// The last day of a demand is not after the visit.
    DemandOver,
    /// This visit is reported already, with other words.
    AlreadyReported,
    /// The phone's clock is ahead of ours.
    TimeAhead,
    /// The phone's signature does not fit what was sent.
    SignatureWrong,
    /// The phone is not registered for this account.
    DeviceUnknown,
    /// The bytes are no photo, or not the one that the report names.
    PhotoUnreadable,
    /// More photos than one visit may have.
    TooManyPhotos,
    /// The last day for a reply is past.
    ReplyLate,
    /// The venue has no certificate that could be suspended or revoked.
    NoCertificate,
    /// A suspension or revocation needs the number of the decision.
    DecisionMissing,
    /// A suspension needs its last day, later than today.
    EndMissing,
}

/// What did not hold when a certificate was tested.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Flaw {
    /// The token does not say what was decided.
    Token,
    /// Name and address are too long for any QR.
    Size,
    /// The words do not fit the page.
    Layout,
    /// A letter cannot be printed.
    Letter,
    /// The QR cannot be read from a photocopy.
    Picture,
    /// The name or the number cannot be read out of the PDF.
    Text,
    /// The paper could not be drawn.
    Drawing,
}

impl Flaw {
    fn code(self) -> &'static str {
        match self {
            Self::Token => "self-test-token",
            Self::Size => "self-test-size",
            Self::Layout => "self-test-layout",
            Self::Letter => "self-test-letter",
            Self::Picture => "self-test-picture",
            Self::Text => "self-test-text",
            Self::Drawing => "self-test-drawing",
        }
    }
}

impl Refusal {
    /// The stable code, also the end of the locale key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "wrong-state",
            Self::ClaimedByAnother => "claimed-by-another",
            Self::NotClaimed => "not-claimed",
            Self::SamePersonBothTracks => "same-person-both-tracks",
            Self::ApproverReviewed => "approver-reviewed",
            Self::OwnVenue => "own-venue",
            Self::ReasonMissing => "reason-missing",
            Self::Incomplete(_) => "incomplete",
            Self::InReview => "in-review",
            Self::AlreadySubmitted => "already-submitted",
            Self::PledgeOutdated => "pledge-outdated",
            Self::NotAllowed => "not-allowed",
            Self::NoAgency(_) => "no-agency",
            Self::WorkerTwice => "worker-twice",
            Self::DeclaredNone => "declared-none",
            Self::HasWorkers => "has-workers",
            Self::TooManyTokens => "too-many-tokens",
            Self::NoteMissing => "note-missing",
            Self::SecondPerson => "second-person",
            Self::SuspensionEnd => "suspension-end",
            Self::CertificateSuspended => "certificate-suspended",
            Self::AlreadyProposed => "already-proposed",
            Self::TooLongForPaper => "too-long-for-paper",
            Self::RenewalNotOpen => "renewal-not-open",
            Self::TeamNotYours => "team-not-yours",
            Self::TeamOver => "team-over",
            Self::FewMembers(_) => "few-members",
            Self::NotPlanned => "not-planned",
            Self::GroundMissing => "ground-missing",
            Self::VisitedThisYear => "visited-this-year",
            Self::ChecklistUnknown => "checklist-unknown",
            Self::ChecklistIncomplete(_) => "checklist-incomplete",
            Self::ConclusionUnfit => "conclusion-unfit",
            Self::SignatureMissing => "signature-missing",
            Self::DemandOver => "demand-over",
            Self::AlreadyReported => "already-reported",
            Self::TimeAhead => "time-ahead",
            Self::SignatureWrong => "signature-wrong",
            Self::DeviceUnknown => "device-unknown",
            Self::PhotoUnreadable => "photo-unreadable",
            Self::TooManyPhotos => "too-many-photos",
            Self::ReplyLate => "reply-late",
            Self::NoCertificate => "no-certificate",
            Self::DecisionMissing => "decision-missing",
            Self::EndMissing => "end-missing",
            Self::SelfTest(flaw) => flaw.code(),
        }
    }

    /// Every code, for the test that each has its words.
    pub const CODES: &'static [&'static str] = &[
        "wrong-state",
        "claimed-by-another",
        "not-claimed",
        "same-person-both-tracks",
        "approver-reviewed",
        "own-venue",
        "reason-missing",
        "incomplete",
        "in-review",
        "already-submitted",
        "pledge-outdated",
        "not-allowed",
        "no-agency",
        "worker-twice",
        "declared-none",
        "has-workers",
        "too-many-tokens",
        "note-missing",
        "second-person",
        "suspension-end",
        "certificate-suspended",
        "already-proposed",
        "too-long-for-paper",
        "renewal-not-open",
        "team-not-yours",
        "team-over",
        "few-members",
        "not-planned",
        "ground-missing",
        "visited-this-year",
        "checklist-unknown",
        "checklist-incomplete",
        "conclusion-unfit",
        "signature-missing",
        "demand-over",
        "already-reported",
        "time-ahead",
        "signature-wrong",
        "device-unknown",
        "photo-unreadable",
        "too-many-photos",
        "reply-late",
        "no-certificate",
        "decision-missing",
        "end-missing",
        "self-test-token",
        "self-test-size",
        "self-test-layout",
        "self-test-letter",
        "self-test-picture",
        "self-test-text",
        "self-test-drawing",
    ];
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}
