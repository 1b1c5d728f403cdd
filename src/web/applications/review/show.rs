//! `GET /review/{application}`: one page with everything on it, and what the reader can do about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::applications::{self, ReviewDossier, Stance};
use camket_app::pledges::states_its_facts;
use camket_app::{App, certificates};
use camket_domain::accounts::{Actor, Role};
use camket_domain::applications::{State as Standing, TrackKind};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::{Action, may, rights};
use camket_domain::pledges::Pledge;
use camket_domain::venues::Venue;

use super::due::Calendar;
use super::facts::{self, Facts, Flag, Reveal, WorkerLine};
use super::history::{self, Half};
use super::{QUEUE, address};
use crate::codes;
use crate::fault::Fault;
use crate::look::{Chip, Event, Row};
use crate::page::{Html, Page};
use crate::pledges::facts::pledged;
use crate::session::May;

/// Events that are shown at once; the older ones are folded.
const RECENT: usize = 6;

#[derive(Template)]
#[template(path = "applications/review_show.html")]
struct Show {
    page: Page,
    here: String,
    /// Address of the venue's page.
    timeline: String,
    kind: String,
    place: String,
    status: Chip,
    submitted: String,
    halves: Vec<Half>,
    panel: Panel,
    version: i32,
    sections: Vec<Facts>,
    signed: Option<Signed>,
    workers: Vec<WorkerLine>,
    tally: Vec<Flag>,
    heads: Vec<String>,
    no_employees: bool,
    /// The venue may have changed since the application was submitted.
    unlocked: bool,
    /// Address of a later application of the same venue.
    later: Option<String>,
    recent: Vec<Event>,
    older: Vec<Event>,
}

struct Signed {
    rows: Vec<Row>,
    /// The venue's facts at the time of signing.
    facts: Vec<Row>,
    /// Whether the venue's facts differ from those today.
    changed: bool,
    hash: String,
    clauses: Vec<Clause>,
    strokes: Vec<String>,
}

struct Clause {
    number: u32,
    text: String,
    basis: String,
}

struct Panel {
    /// `free`, `in-hand`, `colleague`, `over`, `barred`, `reader`.
    stance: &'static str,
    /// Code of the reader's track, for the locale keys of its decisions.
    track: &'static str,
    /// Name of the colleague who has claimed the track.
    colleague: String,
    /// The refusal of the rule that bars the reader, in words.
    barred: String,
    /// Address where an approver issues the certificate.
    issue: Option<String>,
    /// Address of the certificate.
    certificate: Option<String>,
}

impl Panel {
    fn words(&self, page: &Page, part: &str) -> String {
        page.t(&format!("review-{part}-{}", self.track))
    }
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<ApplicationId>,
) -> Result<Response, Fault> {
    let dossier = applications::dossier(&app, &permit, id).await?;
    let calendar = Calendar { today: app.today(), soon: applications::due_soon(&app).await? };
    Ok(Html(fill(page, &app, permit.actor(), &dossier, calendar)).into_response())
}

fn fill(page: Page, app: &App, actor: &Actor, dossier: &ReviewDossier, calendar: Calendar) -> Show {
    let (application, venue) = (&dossier.application, &dossier.venue.venue);
    let page = page.titled_text(venue.name.clone());
    let here = address(application.id);
    let reveal = Reveal(may(actor, Action::RevealNumbers, None).then(|| format!("{here}/reveal")));
    let today = calendar.today;
    let workers = &dossier.venue.workers;
    let mut recent = history::events(&page, &dossier.venue.timeline);
    let older = recent.split_off(recent.len().min(RECENT));
    let own = TrackKind::of_role(actor.role);
    let latest = dossier.venue.application.as_ref().filter(|latest| latest.id != application.id);
    Show {
        timeline: crate::timeline::address(venue.id),
        kind: codes::kind(&page, venue.kind, &venue.kind_note),
        place: facts::area_name(venue.place.as_ref().map(|place| place.commune), today),
        status: codes::application(&page, application.state),
        submitted: page.moment(&application.submitted_at),
        halves: history::halves(&page, dossier, own, calendar),
        panel: panel(&page, app, actor, dossier),
        version: application.version,
        sections: facts::sections(&page, venue, &reveal, today),
        signed: dossier.venue.pledge.as_ref().map(|pledge| signed(&page, pledge, venue)),
        workers: workers.iter().map(|w| facts::worker(&page, w, venue, &reveal, today)).collect(),
        tally: facts::tally(&page, workers, venue, today),
        heads: ["worker", "job", "papers", "flags"]
            .map(|column| page.t(&format!("review-column-{column}")))
            .to_vec(),
        no_employees: venue.no_employees,
        unlocked: !application.state.locks_venue() && application.state != Standing::Issued,
        later: latest.map(|latest| address(latest.id)),
        recent,
        older,
        here,
        page,
    }
}

fn signed(page: &Page, pledge: &Pledge, venue: &Venue) -> Signed {
    let clause = |clause: &camket_domain::pledges::terms::Clause| Clause {
        number: clause.number.into(),
        text: clause.text.clone(),
        basis: clause.bases.join("; "),
    };
    Signed {
        rows: facts::signing(page, pledge),
        facts: pledged(page, &pledge.facts),
        changed: !states_its_facts(pledge, venue),
        hash: pledge.text_hash.clone(),
        clauses: pledge.clauses.iter().map(clause).collect(),
        strokes: pledge.drawing.as_ref().map(facts::strokes).unwrap_or_default(),
    }
}

fn panel(page: &Page, app: &App, actor: &Actor, dossier: &ReviewDossier) -> Panel {
    let application = &dossier.application;
    let own = TrackKind::of_role(actor.role);
    let (stance, barred) = match applications::stance(app, actor, application) {
        Stance::Reader => ("reader", String::new()),
        Stance::Free => ("free", String::new()),
        Stance::InHand => ("in-hand", String::new()),
        Stance::Colleague => ("colleague", String::new()),
        Stance::Over => ("over", String::new()),
        Stance::Barred(refusal) => ("barred", codes::words(page, "refusal", refusal.code())),
    };
    let issues = actor.role == Role::Approver && application.state == Standing::Accepted;
    let certificate = dossier.venue.certificate.as_ref().filter(|c| c.application == application.id);
    Panel {
        stance,
        track: own.map_or("pledge", TrackKind::code),
        colleague: own.map(|own| application.track(own).reviewer_name.clone()).unwrap_or_default(),
        barred,
        issue: issues.then(|| format!("/issue/{}", application.id)),
        certificate: certificate.map(|certificate| format!("/certificates/{}", certificate.id)),
    }
}

/// `GET /review/{application}/pledge.pdf`
pub(super) async fn pledge(
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<ApplicationId>,
) -> Result<Response, Fault> {
    let dossier = applications::dossier(&app, &permit, id).await?;
    let paper = certificates::pledge_paper(&app, &dossier.venue).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"ban-cam-ket.pdf\""),
    ];
    Ok((headers, paper).into_response())
}
