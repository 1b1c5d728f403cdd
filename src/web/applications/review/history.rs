//! The history of an application: the state of both tracks, and the audit events in words.

use camket_app::applications::ReviewDossier;
use camket_domain::applications::track::Reasoned;
use camket_domain::applications::{State, Track, TrackKind, TrackState};
use camket_domain::audit::{AuditEvent, Deed};

use super::due::Calendar;
use crate::codes;
use crate::look::{Chip, Event, Kind};
use crate::page::Page;

/// One track of an application.
pub(super) struct Half {
    pub(super) title: String,
    pub(super) agency: String,
    pub(super) status: Chip,
    pub(super) due: String,
    pub(super) flag: Option<Chip>,
    pub(super) who: String,
    pub(super) decided: String,
    pub(super) reasons: Vec<String>,
    pub(super) note: String,
    /// The track is the reader's own.
    pub(super) own: bool,
}

pub(super) fn halves(
    page: &Page,
    dossier: &ReviewDossier,
    own: Option<TrackKind>,
    calendar: Calendar,
) -> Vec<Half> {
    let application = &dossier.application;
    let in_review = application.state == State::InReview;
    let half = |track: &Track| {
        let agency = match track.kind {
            TrackKind::Pledge => &dossier.confirming,
            TrackKind::Labour => &dossier.accepting,
        };
        let open = in_review && matches!(track.state, TrackState::Waiting | TrackState::Claimed);
        Half {
            title: codes::words(page, "trackkind", track.kind.code()),
            agency: agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default(),
            status: codes::track(page, track.state),
            due: page.date(&track.due_on),
            flag: if open { calendar.flag(page, track.due_on) } else { None },
            who: track.reviewer_name.clone(),
            decided: track.decided_at.map(|at| page.moment(&at)).unwrap_or_default(),
            reasons: track.reasons.iter().map(|code| codes::words(page, "reason", code)).collect(),
            note: track.note.clone(),
            own: own == Some(track.kind),
        }
    };
    application.tracks().map(half).into()
}

/// The audit events of a venue, with what an officer may read of their notes.
pub(super) fn events(page: &Page, trail: &[AuditEvent]) -> Vec<Event> {
    trail.iter().map(|event| told(page, event)).collect()
}

/// One audit event in words, for any page that officers read.
pub(crate) fn told(page: &Page, event: &AuditEvent) -> Event {
    let (about, note) = read(page, event);
    let deed = codes::words(page, "deed", event.deed.code());
    Event {
        at: page.moment(&event.at),
        what: if about.is_empty() { deed } else { format!("{deed}: {about}") },
        who: event.actor_name.clone(),
        note,
        kind: weight(event.deed),
    }
}

/// What an audit event is about, and its note.
fn read(page: &Page, event: &AuditEvent) -> (String, String) {
    let track = |kind: TrackKind| codes::words(page, "trackkind", kind.code());
    match event.deed {
        Deed::TrackClaimed | Deed::TrackReleased => {
            (TrackKind::from_code(&event.note).map(track).unwrap_or_default(), String::new())
        }
        Deed::TrackReturned | Deed::TrackRefused => match Reasoned::read(&event.note) {
            None => (String::new(), String::new()),
            Some(Reasoned { track: kind, reasons, note }) => {
                let reasons = reasons.iter().map(|code| codes::words(page, "reason", code));
                let parts: Vec<_> = reasons.chain((!note.is_empty()).then_some(note)).collect();
                (track(kind), parts.join(" · "))
            }
        },
        Deed::VenueChanged => (codes::words(page, "section", &event.note), String::new()),
        Deed::CertificateIssued
        | Deed::CertificateSuspended
        | Deed::CertificateLifted
        | Deed::CertificateRevoked
        | Deed::CertificateSuperseded
        | Deed::NumberRevealed => (String::new(), event.note.clone()),
        _ => (String::new(), String::new()),
    }
}

fn weight(deed: Deed) -> Kind {
    match deed {
        Deed::PledgeConfirmed | Deed::LabourAccepted | Deed::CertificateIssued | Deed::CertificateLifted => {
            Kind::Good
        }
        Deed::Submitted | Deed::Resubmitted | Deed::TrackClaimed | Deed::PledgeSigned => Kind::Info,
        Deed::TrackReturned | Deed::NumberRevealed | Deed::CertificateSuspended => Kind::Warn,
        Deed::TrackRefused | Deed::CertificateRevoked => Kind::Bad,
        _ => Kind::Neutral,
    }
}
