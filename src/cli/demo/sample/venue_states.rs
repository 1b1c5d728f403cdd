//! The state of each sample venue, from a draft to a certificate in every state.

use super::random::SeededRandom;

/// How far a venue has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VenueState {
    /// This many sections are filled in.
    Draft(usize),
    /// Filled in and signed, not submitted.
    Ready,
    /// Submitted: the states of pledge track and labour track.
    InReview(TrackProgress, TrackProgress),
    /// The commune returned it.
    Returned,
    /// The labour authority refused it.
    Refused,
    /// The owner withdrew it.
    Withdrawn,
    /// Both tracks are accepted.
    Accepted,
    /// Issued: the state of the certificate.
    Issued(CertificateFuture),
}

/// The state of one track in review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrackProgress {
    Waiting,
    /// An officer has claimed it.
    Claimed,
    Accepted,
}

/// The state of a certificate after its issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CertificateFuture {
    /// In force for some months more.
    Valid,
    /// In force for a few days more.
    ExpiringSoon,
    Expired,
    /// Tạm đình chỉ, until a day in the future.
    Suspended,
    /// Tạm đình chỉ; a proposal to lift it waits.
    LiftProposed,
    /// Thu hồi.
    Revoked,
    /// In force; a proposal to revoke it waits.
    RevocationProposed,
    /// Đã thay thế by a certificate with another address.
    Superseded,
}

/// The venues of the owner whose log-in is printed, one in each state worth trying.
pub const PRINTED_OWNER_STATES: [VenueState; 6] = [
    VenueState::Issued(CertificateFuture::Valid),
    VenueState::Returned,
    VenueState::InReview(TrackProgress::Waiting, TrackProgress::Waiting),
    VenueState::Ready,
    VenueState::Draft(2),
    VenueState::Issued(CertificateFuture::ExpiringSoon),
];

/// The states of the venues after those, so that every demo has each state.
const OTHER_STATES: [VenueState; 12] = [
    VenueState::InReview(TrackProgress::Claimed, TrackProgress::Waiting),
    VenueState::InReview(TrackProgress::Accepted, TrackProgress::Waiting),
    VenueState::InReview(TrackProgress::Waiting, TrackProgress::Accepted),
    VenueState::Refused,
    VenueState::Withdrawn,
    VenueState::Accepted,
    VenueState::Issued(CertificateFuture::Expired),
    VenueState::Issued(CertificateFuture::Suspended),
    VenueState::Issued(CertificateFuture::LiftProposed),
    VenueState::Issued(CertificateFuture::Revoked),
    VenueState::Issued(CertificateFuture::RevocationProposed),
    VenueState::Issued(CertificateFuture::Superseded),
];

impl VenueState {
    /// Chooses the state of the `serial`-th venue.
    pub fn choose(serial: usize, chance: &SeededRandom) -> Self {
        if let Some(state) = PRINTED_OWNER_STATES.iter().chain(&OTHER_STATES).nth(serial) {
            return *state;
        }
        match chance.number_below(100) {
            0..7 => Self::Draft(1 + chance.number_below(5)),
            7..10 => Self::Ready,
            10..16 => Self::InReview(TrackProgress::Waiting, TrackProgress::Waiting),
            16..19 => Self::InReview(TrackProgress::Claimed, TrackProgress::Waiting),
            19..22 => Self::InReview(TrackProgress::Accepted, TrackProgress::Waiting),
            22..24 => Self::InReview(TrackProgress::Waiting, TrackProgress::Accepted),
            24..28 => Self::Returned,
            28..29 => Self::Refused,
            29..30 => Self::Withdrawn,
            30..34 => Self::Accepted,
            34..38 => Self::Issued(CertificateFuture::ExpiringSoon),
            38..42 => Self::Issued(CertificateFuture::Expired),
            42..43 => Self::Issued(CertificateFuture::Suspended),
            43..44 => Self::Issued(CertificateFuture::LiftProposed),
            44..45 => Self::Issued(CertificateFuture::Revoked),
            45..46 => Self::Issued(CertificateFuture::Superseded),
            46..47 => Self::Issued(CertificateFuture::RevocationProposed),
            _ => Self::Issued(CertificateFuture::Valid),
        }
    }

    /// Number of sections filled in.
    pub fn sections(self) -> usize {
        if let Self::Draft(sections) = self { sections } else { 5 }
    }
}

impl TrackProgress {
    /// Working days from the submission to the last step on the track.
    pub fn working_days(self) -> usize {
        match self {
            Self::Waiting => 1,
            Self::Claimed => 2,
            Self::Accepted => 3,
        }
    }
}
