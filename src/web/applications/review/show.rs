//! `GET /review/{application}`: one page with everything on it, and what the reader can do about it.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::applications::{self, DeadlineCalendar, ReviewDossier, ReviewStance};
use camket_app::pledges::has_current_facts;
use camket_app::venues::MAX_TIMELINE;
use camket_app::{App, paper_pledges, printing};
use camket_domain::accounts::Actor;
use camket_domain::applications::{ApplicationState, TrackKind};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::venues::Venue;

use super::changes::{self, ReviewChanges};
use super::facts::{self, GapFlag, RevealAddress, ReviewSection, ReviewWorkerRow};
use super::history::{self, TrackSummary};
use crate::codes;
use crate::paths;
use crate::pdf;
use crate::pledges::facts::build_all_rows;
use camket_shell::look::{Chip, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// Events that are shown at once; the older ones are folded.
const MAX_RECENT_EVENTS: usize = 6;

#[derive(Template)]
#[template(path = "applications/review/show.html")]
struct ReviewPage {
    page: Page,
    id: ApplicationId,
    /// Address of the venue's page.
    timeline: String,
    kind: String,
    place: String,
    status: Chip,
    number: String,
    submitted: String,
    halves: Vec<TrackSummary>,
    panel: ReviewPanel,
    version: i32,
    sections: Vec<ReviewSection>,
    signed: Option<ReviewPledge>,
    /// Pictures of a pledge signed by hand.
    scans: Vec<String>,
    workers: Vec<ReviewWorkerRow>,
    tally: Vec<GapFlag>,
    heads: Vec<String>,
    no_employees: bool,
    /// The venue may have changed since the application was submitted.
    unlocked: bool,
    /// Address of a later application of the same venue.
    later: Option<String>,
    /// What differs from the submission before.
    changes: Option<ReviewChanges>,
    recent: Vec<TimelineEvent>,
    older: Vec<TimelineEvent>,
    /// Whether there may be events before those.
    cut: bool,
}

struct ReviewPledge {
    rows: Vec<SummaryRow>,
    /// The venue's facts at the time of signing.
    facts: Vec<SummaryRow>,
    /// Whether the venue's facts differ from those today.
    changed: bool,
    hash: String,
    clauses: Vec<ReviewClause>,
    strokes: Vec<String>,
}

struct ReviewClause {
    number: u32,
    text: String,
    basis: String,
}

struct ReviewPanel {
    /// `free`, `in-hand`, `colleague`, `over`, `barred`, `reader`.
    stance: &'static str,
    /// Code of the reader's track, for the locale keys of its decisions.
    track: &'static str,
    /// Name of the colleague who has claimed the track.
    colleague: String,
    /// The refusal of the rule that bars the reader, in words.
    barred: String,
    /// Last moment at which the reader may undo their acceptance.
    undo_until: Option<String>,
    /// Address where an approver issues the certificate.
    issue: Option<String>,
    /// Address of the certificate.
    certificate: Option<String>,
}

impl ReviewPanel {
    fn words(&self, page: &Page, part: &str) -> String {
        page.t(&format!("applications-review-{part}-{}", self.track))
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadApplications>,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageError> {
    let dossier = applications::load_dossier(&app, &permit, id).await?;
    let calendar = applications::load_deadline_calendar(&app).await?;
    let scans = match Permit::<rights::ReadPapers>::for_actor(permit.actor()) {
        Some(reader) => {
            let venue = dossier.venue.venue.id;
            paper_pledges::list_pages(&app, &reader, venue, dossier.application.pledge).await?
        }
        None => Vec::new(),
    };
    let shown = build_page(page, &app, permit.actor(), &dossier, &calendar);
    Ok(Html(ReviewPage {
        scans: scans.into_iter().map(|id| paths::PaperPicture(id).into()).collect(),
        ..shown
    })
    .into_response())
}

fn build_page(
    page: Page,
    app: &App,
    actor: &Actor,
    dossier: &ReviewDossier,
    calendar: &DeadlineCalendar,
) -> ReviewPage {
    let (application, venue) = (&dossier.application, &dossier.venue.venue);
    let page = page.with_title_text(venue.name.clone());
    let reveal = RevealAddress(
        actor.may(Action::RevealNumbers).then(|| paths::RevealNumber(application.id).to_string()),
    );
    let today = calendar.today;
    let workers = &dossier.venue.workers;
    let mut recent = history::build_events(&page, &dossier.venue.timeline);
    let older = recent.split_off(recent.len().min(MAX_RECENT_EVENTS));
    let own = TrackKind::for_role(actor.role);
    let latest = dossier.venue.application.as_ref().filter(|latest| latest.id != application.id);
    ReviewPage {
        timeline: paths::Timeline(venue.id).to_string(),
        kind: codes::format_venue_kind(&page, venue.kind, &venue.kind_note),
        place: facts::find_area_name(venue.place.as_ref().map(|place| place.commune), today),
        status: codes::build_application_chip(&page, application.state),
        number: application.number.to_string(),
        submitted: page.moment(&application.submitted_at),
        halves: history::build_track_summaries(&page, dossier, own, calendar),
        panel: build_panel(&page, app, actor, dossier),
        version: application.version,
        sections: facts::build_sections(&page, venue, &reveal, today),
        signed: dossier.venue.pledge.as_ref().map(|pledge| build_pledge(&page, pledge, venue)),
        workers: workers.iter().map(|w| facts::build_worker_row(&page, w, venue, &reveal, today)).collect(),
        tally: facts::count_gaps(&page, workers, venue, today),
        heads: ["worker", "job", "papers", "flags"]
            .map(|column| page.t(&format!("applications-review-column-{column}")))
            .to_vec(),
        no_employees: venue.no_employees,
        scans: Vec::new(),
        unlocked: !application.state.locks_venue() && application.state != ApplicationState::Issued,
        changes: changes::build_changes(&page, dossier),
        later: latest.map(|latest| paths::Review(latest.id).to_string()),
        recent,
        older,
        cut: dossier.venue.timeline.len() >= MAX_TIMELINE,
        id: application.id,
        page,
    }
}

fn build_pledge(page: &Page, pledge: &Pledge, venue: &Venue) -> ReviewPledge {
    let clause = |clause: &camket_domain::pledges::terms::TermsClause| ReviewClause {
        number: clause.number.into(),
        text: clause.text.clone(),
        basis: clause.bases.join("; "),
    };
    ReviewPledge {
        rows: facts::build_signing_rows(page, pledge),
        facts: build_all_rows(page, &pledge.facts),
        changed: !has_current_facts(pledge, venue),
        hash: pledge.text_hash.clone(),
        clauses: pledge.clauses.iter().map(clause).collect(),
        strokes: pledge.drawing.as_ref().map(facts::build_stroke_paths).unwrap_or_default(),
    }
}

fn build_panel(page: &Page, app: &App, actor: &Actor, dossier: &ReviewDossier) -> ReviewPanel {
    let application = &dossier.application;
    let own = TrackKind::for_role(actor.role);
    let found = applications::find_stance(app, actor, application);
    let undo_until = match &found {
        ReviewStance::Undoable(last) => Some(page.moment(last)),
        _ => None,
    };
    let (stance, barred) = match found {
        ReviewStance::ReadOnly => ("reader", String::new()),
        ReviewStance::Claimable => ("free", String::new()),
        ReviewStance::Claimed => ("in-hand", String::new()),
        ReviewStance::ClaimedByColleague => ("colleague", String::new()),
        ReviewStance::Undoable(_) | ReviewStance::Decided => ("over", String::new()),
        ReviewStance::Paused => ("paused", String::new()),
        ReviewStance::Ended => ("ended", String::new()),
        ReviewStance::Barred(refusal) => ("barred", codes::translate_code(page, "refusal", refusal.code())),
    };
    let issues = actor.may(Action::IssueCertificates) && application.state == ApplicationState::Accepted;
    let certificate = dossier.venue.certificate.as_ref().filter(|c| c.application == application.id);
    ReviewPanel {
        stance,
        track: own.map_or("pledge", TrackKind::code),
        colleague: own.map(|own| application.track(own).reviewer_name().to_owned()).unwrap_or_default(),
        barred,
        undo_until,
        issue: issues.then(|| paths::Issue(application.id).to_string()),
        certificate: certificate.map(|certificate| paths::Certificate(certificate.id).to_string()),
    }
}

/// `GET /review/{application}/pledge.pdf`
pub(super) async fn show_pledge_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadApplications>,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageError> {
    let dossier = applications::load_dossier(&app, &permit, id).await?;
    let bytes = printing::render_pledge_pdf(&app, &dossier.venue).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"ban-cam-ket.pdf\""),
    ];
    Ok((headers, bytes).into_response())
}

/// `GET /review/{application}/receipt.pdf`
pub(super) async fn show_receipt(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadApplications>,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageError> {
    let dossier = applications::load_dossier(&app, &permit, id).await?;
    let application = &dossier.application;
    let bytes = printing::render_receipt_pdf(&app, &dossier.venue.venue, application, None).await?;
    Ok(pdf::render_pdf(bytes, &["giấy tiếp nhận", application.number.as_str()]))
}
