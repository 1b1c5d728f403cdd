//! Where a venue's application and certificate stand, in chips and cards.

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

/// How a venue stands: its application, unless that one is over and a certificate says more, and its certificate.
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

/// What a certificate is worth today, with a word for its last days.
fn certificate_chip(page: &Page, certificate: &Certificate, today: Date) -> Chip {
    if expires_soon(certificate.status_on(today), certificate.expires_on, today) {
        return Chip::new(Kind::Warn, page.t("venues-expires-soon"));
    }
    codes::verdict(page, judge(certificate.status_on(today), certificate.expires_on, today))
}

/// Whether the owner may take the application back.
pub(super) fn may_withdraw(application: &Application) -> bool {
    decide(application.state, Command::Withdraw).is_ok()
}

/// One office's half of the application.
#[derive(Debug)]
pub(super) struct Half {
    /// "Bản cam kết".
    pub(super) title: String,
    /// Where it stands.
    pub(super) chip: Chip,
    /// Office, dates.
    pub(super) rows: Vec<Row>,
    /// Why it came back or was refused.
    pub(super) reasons: Vec<Reason>,
    /// In the officer's words; empty for none.
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

    /// Whether the owner should read why.
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

/// The day by which both offices will have decided, while they have not.
pub(super) fn due_on(application: &Application) -> Option<Date> {
    application.tracks().iter().filter(|track| is_open(application, track)).map(|track| track.due_on).max()
}

/// Both halves of an application that was sent and not taken back.
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
    /// What it is worth.
    pub(super) chip: Chip,
    /// Number, dates.
    pub(super) rows: Vec<Row>,
    /// Its page.
    pub(super) href: String,
}

impl Paper {
    /// The card of a certificate.
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
