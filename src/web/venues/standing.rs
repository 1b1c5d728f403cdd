//! The state of a venue's application and certificate, as chips and cards.

use camket_domain::agencies::Agency;
use camket_domain::applications::lifecycle::{Command, decide};
use camket_domain::applications::{Application, State, Track, TrackState};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{expires_soon, judge};
use time::Date;

use super::home;
use super::reasons::{self, Reason};
use crate::codes;
use crate::look::{Chip, Kind, Row};
use crate::page::Page;

/// Chips of a venue: its application, unless that is finished and there is a certificate, and its certificate.
pub(super) fn chips(
    page: &Page,
    application: Option<&Application>,
    certificate: Option<&Certificate>,
    today: Date,
) -> Vec<Chip> {
    let state = application.map_or(State::Draft, |a| a.state);
    let over = matches!(state, State::Draft | State::Issued | State::Withdrawn);
    let shown = certificate.is_none() || !over;
    let application = shown.then(|| codes::application(page, state));
    application.into_iter().chain(certificate.map(|c| certificate_chip(page, c, today))).collect()
}

/// Chip of a certificate's verdict today, or "expires soon" in its last days.
fn certificate_chip(page: &Page, certificate: &Certificate, today: Date) -> Chip {
    if expires_soon(certificate.status_on(today), certificate.expires_on, today) {
        return Chip::new(Kind::Warn, page.t("venues-expires-soon"));
    }
    codes::verdict(page, judge(certificate.status_on(today), certificate.expires_on, today))
}

/// Whether the owner may withdraw the application.
pub(super) fn may_withdraw(application: &Application) -> bool {
    decide(application.state, Command::Withdraw).is_ok()
}

/// One track of an application, as the owner sees it.
#[derive(Debug)]
pub(super) struct Half {
    /// Name of the track: "Bản cam kết".
    pub(super) title: String,
    pub(super) chip: Chip,
    /// Reviewing office, and the day of its decision or its due date.
    pub(super) rows: Vec<Row>,
    /// Reasons of a return or a refusal.
    pub(super) reasons: Vec<Reason>,
    /// The officer's note; empty if there is none.
    pub(super) note: String,
}

impl Half {
    fn of(
        page: &Page,
        application: &Application,
        track: &Track,
        office: Option<Agency>,
        today: Date,
    ) -> Self {
        let office = Row::new(page.t("venues-track-office"), office.map(|a| a.name).unwrap_or_default());
        let day = match track.decided_at {
            Some(at) => Some(Row::new(page.t("venues-track-decided"), page.moment(&at))),
            None => is_open(application, track)
                .then(|| Row::new(page.t("venues-track-due"), due(page, track, today))),
        };
        Self {
            title: codes::words(page, "trackkind", track.kind.code()),
            chip: codes::track(page, track.state),
            rows: std::iter::once(office).chain(day).collect(),
            reasons: reasons::of_track(page, track, application.venue),
            note: track.note.clone(),
        }
    }

    /// Whether it has reasons or a note to show.
    pub(super) fn speaks(&self) -> bool {
        !self.reasons.is_empty() || !self.note.is_empty()
    }
}

fn due(page: &Page, track: &Track, today: Date) -> String {
    let day = page.date(&track.due_on);
    if track.due_on < today { page.t1("venues-track-overdue", "date", day) } else { day }
}

/// Whether the office still has to decide.
fn is_open(application: &Application, track: &Track) -> bool {
    application.state == State::InReview && matches!(track.state, TrackState::Waiting | TrackState::Claimed)
}

/// The latest due date of the tracks that are not decided.
pub(super) fn due_on(application: &Application) -> Option<Date> {
    application.tracks().iter().filter(|track| is_open(application, track)).map(|track| track.due_on).max()
}

/// Both tracks of an application that was sent and not withdrawn; else empty.
pub(super) fn halves(
    page: &Page,
    application: &Application,
    offices: [Option<Agency>; 2],
    today: Date,
) -> Vec<Half> {
    if matches!(application.state, State::Draft | State::Withdrawn) {
        return Vec::new();
    }
    let half = |(track, office)| Half::of(page, application, track, office, today);
    application.tracks().into_iter().zip(offices).map(half).collect()
}

/// The certificate as the task list shows it.
#[derive(Debug)]
pub(super) struct Paper {
    /// Its verdict today.
    pub(super) chip: Chip,
    /// Number, issuer, last day.
    pub(super) rows: Vec<Row>,
    /// Address of its page.
    pub(super) href: String,
}

impl Paper {
    /// Builds the card.
    pub(super) fn of(page: &Page, certificate: &Certificate, today: Date) -> Self {
        let rows = vec![
            Row::new(page.t("venues-certificate-number"), certificate.number.to_string()),
            Row::new(page.t("venues-certificate-issuer"), certificate.facts.issuer.name.as_str()),
            Row::new(page.t("venues-certificate-until"), page.date(&certificate.expires_on)),
        ];
        let href = format!("{}/certificate", home(certificate.venue));
        Self { chip: certificate_chip(page, certificate, today), rows, href }
    }
}
