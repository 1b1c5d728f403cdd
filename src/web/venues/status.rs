//! The state of a venue's application and certificate, as chips and cards.

use camket_domain::agencies::Agency;
use camket_domain::applications::lifecycle::check_withdrawal;
use camket_domain::applications::{Application, ApplicationState, Track, TrackState};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{expires_soon, judge_status};
use camket_domain::venue_register::{Operation, OperationState};
use time::Date;

use super::reasons::{self, ExplainedReason};
use crate::codes;
use crate::paths;
use crate::venue_register::build_operation_chip;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::Page;

/// Chips of a venue: its application, unless that is finished and there is a certificate, and its certificate.
pub(super) fn build_chips(
    page: &Page,
    application: Option<&Application>,
    certificate: Option<&Certificate>,
    today: Date,
) -> Vec<Chip> {
    let state = application.map_or(ApplicationState::Draft, |a| a.state);
    let over =
        matches!(state, ApplicationState::Draft | ApplicationState::Issued | ApplicationState::Withdrawn);
    let shown = certificate.is_none() || !over;
    let application = shown.then(|| codes::build_application_chip(page, state));
    application.into_iter().chain(certificate.map(|c| build_certificate_chip(page, c, today))).collect()
}

/// Chip of a venue that does not operate.
pub(super) fn build_stop_chip(page: &Page, operation: Operation, today: Date) -> Option<Chip> {
    let state = operation.state_on(today);
    match operation.until().filter(|_| state == OperationState::Stopped) {
        Some(last) => Some(Chip::new(Tone::Warn, page.t1("venues-stop-until", "date", page.date(&last)))),
        None => (state == OperationState::Closed).then(|| build_operation_chip(page, state)),
    }
}

/// Chip of a certificate's verdict today, or "expires soon" in its last days.
fn build_certificate_chip(page: &Page, certificate: &Certificate, today: Date) -> Chip {
    if expires_soon(certificate.status_on(today), certificate.expires_on, today) {
        return Chip::new(Tone::Warn, page.t("venues-expires-soon"));
    }
    codes::build_verdict_chip(page, judge_status(certificate.status_on(today), certificate.expires_on, today))
}

/// Whether the owner may withdraw the application.
pub(super) fn may_withdraw(application: &Application) -> bool {
    check_withdrawal(application.state).is_ok()
}

/// One track of an application, as the owner sees it.
#[derive(Debug)]
pub(super) struct TrackCard {
    /// Name of the track: "Bản cam kết".
    pub(super) title: String,
    pub(super) chip: Chip,
    /// Reviewing office, and the day of its decision or its due date.
    pub(super) rows: Vec<SummaryRow>,
    /// Reasons of a return or a refusal.
    pub(super) reasons: Vec<ExplainedReason>,
    /// The officer's note; empty if there is none.
    pub(super) note: String,
}

impl TrackCard {
    fn new(
        page: &Page,
        application: &Application,
        track: &Track,
        office: Option<Agency>,
        today: Date,
    ) -> Self {
        let office =
            SummaryRow::new(page.t("venues-track-office"), office.map(|a| a.name).unwrap_or_default());
        let day = match track.decided_at() {
            Some(at) => Some(SummaryRow::new(page.t("venues-track-decided"), page.moment(&at))),
            None => is_open(application, track)
                .then(|| SummaryRow::new(page.t("venues-track-due"), format_due(page, track, today))),
        };
        Self {
            title: codes::translate_code(page, "trackkind", track.kind.code()),
            chip: codes::build_track_chip(page, track.state()),
            rows: std::iter::once(office).chain(day).collect(),
            reasons: reasons::build_reasons(page, track, application.venue),
            note: track.note().to_owned(),
        }
    }

    /// Whether it has reasons or a note to show.
    pub(super) fn has_reasons(&self) -> bool {
        !self.reasons.is_empty() || !self.note.is_empty()
    }
}

fn format_due(page: &Page, track: &Track, today: Date) -> String {
    let day = page.date(&track.due_on);
    if track.due_on < today { page.t1("venues-track-overdue", "date", day) } else { day }
}

/// Whether the office still has to decide.
fn is_open(application: &Application, track: &Track) -> bool {
    application.state == ApplicationState::InReview
        && matches!(track.state(), TrackState::Waiting | TrackState::Claimed)
}

/// The latest due date of the tracks that are not decided.
pub(super) fn find_due_date(application: &Application) -> Option<Date> {
    application.tracks().iter().filter(|track| is_open(application, track)).map(|track| track.due_on).max()
}

/// Both tracks of an application that was sent and not withdrawn; else empty.
pub(super) fn build_tracks(
    page: &Page,
    application: &Application,
    offices: [Option<Agency>; 2],
    today: Date,
) -> Vec<TrackCard> {
    if matches!(application.state, ApplicationState::Draft | ApplicationState::Withdrawn) {
        return Vec::new();
    }
    let half = |(track, office)| TrackCard::new(page, application, track, office, today);
    application.tracks().into_iter().zip(offices).map(half).collect()
}

/// The certificate as the task list shows it.
#[derive(Debug)]
pub(super) struct CertificateCard {
    /// Its verdict today.
    pub(super) chip: Chip,
    /// Number, issuer, last day.
    pub(super) rows: Vec<SummaryRow>,
    /// Address of its page.
    pub(super) href: String,
}

impl CertificateCard {
    /// Builds the card.
    pub(super) fn new(page: &Page, certificate: &Certificate, today: Date) -> Self {
        let rows = vec![
            SummaryRow::new(page.t("venues-certificate-number"), certificate.number.to_string()),
            SummaryRow::new(page.t("venues-certificate-issuer"), certificate.facts.issuer.name.as_str()),
            SummaryRow::new(page.t("venues-certificate-until"), page.date(&certificate.expires_on)),
        ];
        let href = paths::OwnCertificate(certificate.venue).to_string();
        Self { chip: build_certificate_chip(page, certificate, today), rows, href }
    }
}
