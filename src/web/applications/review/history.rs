//! The history of an application: the state of both tracks, and the audit events in words.

use camket_app::applications::{DeadlineCalendar, ReviewDossier};
use camket_domain::applications::track::DecisionNote;
use camket_domain::applications::{ApplicationState, Track, TrackKind, TrackState};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::venues::Section;

use super::deadlines;
use crate::codes;
use crate::pledges::facts::format_section;
use camket_shell::look::{Chip, TimelineEvent, Tone};
use camket_shell::page::Page;

/// One track of an application.
pub(super) struct TrackSummary {
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

pub(super) fn build_track_summaries(
    page: &Page,
    dossier: &ReviewDossier,
    own: Option<TrackKind>,
    calendar: &DeadlineCalendar,
) -> Vec<TrackSummary> {
    let application = &dossier.application;
    let in_review = application.state == ApplicationState::InReview;
    let half = |track: &Track| {
        let agency = match track.kind {
            TrackKind::Pledge => &dossier.confirming_agency,
            TrackKind::Labour => &dossier.accepting_agency,
        };
        let open = in_review && matches!(track.state(), TrackState::Waiting | TrackState::Claimed);
        TrackSummary {
            title: codes::translate_code(page, "trackkind", track.kind.code()),
            agency: agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default(),
            status: codes::build_track_chip(page, track.state()),
            due: page.date(&track.due_on),
            flag: if open { deadlines::build_chip(calendar, page, track.due_on) } else { None },
            who: track.reviewer_name().to_owned(),
            decided: track.decided_at().map(|at| page.moment(&at)).unwrap_or_default(),
            reasons: codes::translate_reasons(page, track),
            note: track.note().to_owned(),
            own: own == Some(track.kind),
        }
    };
    application.tracks().map(half).into()
}

/// The audit events of a venue, with what an officer may read of their notes.
pub(super) fn build_events(page: &Page, trail: &[AuditEvent]) -> Vec<TimelineEvent> {
    trail.iter().map(|event| build_event(page, event)).collect()
}

/// One audit event in words, for any page that officers read.
pub(crate) fn build_event(page: &Page, event: &AuditEvent) -> TimelineEvent {
    let (about, note) = parse_note(page, event);
    let deed = codes::translate_code(page, "deed", event.action.code());
    TimelineEvent {
        at: page.moment(&event.at),
        what: if about.is_empty() { deed } else { format!("{deed}: {about}") },
        who: event.actor_name.clone(),
        note,
        kind: choose_action_tone(event.action),
    }
}

/// What an audit event is about, and its note.
fn parse_note(page: &Page, event: &AuditEvent) -> (String, String) {
    let track = |kind: TrackKind| codes::translate_code(page, "trackkind", kind.code());
    match event.action {
        AuditAction::TrackClaimed | AuditAction::TrackReleased | AuditAction::AcceptanceUndone => {
            (TrackKind::from_code(&event.note).map(track).unwrap_or_default(), String::new())
        }
        AuditAction::TrackReturned | AuditAction::TrackRefused => match DecisionNote::parse(&event.note) {
            None => (String::new(), String::new()),
            Some(DecisionNote { track: kind, reasons, note }) => {
                let reasons =
                    reasons.iter().map(|reason| codes::translate_code(page, "reason", reason.code()));
                let parts: Vec<_> = reasons.chain((!note.is_empty()).then_some(note)).collect();
                (track(kind), parts.join(" · "))
            }
        },
        AuditAction::VenueChanged => {
            let section = Section::from_code(&event.note);
            (section.map(|section| format_section(page, section)).unwrap_or_default(), String::new())
        }
        AuditAction::CertificateIssued
        | AuditAction::CertificateSuspended
        | AuditAction::CertificateLifted
        | AuditAction::CertificateRevoked
        | AuditAction::CertificateEnded
        | AuditAction::CertificateSuperseded
        | AuditAction::NumberRevealed => (String::new(), event.note.clone()),
        _ => (String::new(), String::new()),
    }
}

fn choose_action_tone(action: AuditAction) -> Tone {
    match action {
        AuditAction::PledgeConfirmed
        | AuditAction::LabourAccepted
        | AuditAction::CertificateIssued
        | AuditAction::CertificateLifted => Tone::Good,
        AuditAction::Submitted
        | AuditAction::Resubmitted
        | AuditAction::TrackClaimed
        | AuditAction::PledgeSigned => Tone::Info,
        AuditAction::TrackReturned
        | AuditAction::AcceptanceUndone
        | AuditAction::NumberRevealed
        | AuditAction::CertificateSuspended => Tone::Warn,
        AuditAction::TrackRefused | AuditAction::CertificateRevoked => Tone::Bad,
        _ => Tone::Neutral,
    }
}
