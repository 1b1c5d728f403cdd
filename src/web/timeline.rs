//! `/register/{venue}`: a venue as officers see it, with its timeline of audit events, scans, inspections, decisions
//! and concerns.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::Method;
use camket_app::App;
use camket_app::timeline::{self, Entry, Standing, What};
use camket_domain::audit::{AuditEvent, Deed};
use camket_domain::certificates::decisions::Decision;
use camket_domain::certificates::verdict::judge;
use camket_domain::concerns::Concern;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Inspection;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Action, rights};
use camket_domain::scans::Scan;
use time::Date;

use crate::applications::told;
use crate::fault::Fault;
use crate::form::Form;
use crate::inspections::VISITS;
use crate::look::{Chip, Event, Kind, Pages, Row};
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::session::May;
use crate::state::Web;
use crate::{areas, codes, concerns, links};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().guarded(Method::GET, "/register/{venue}", Action::ReadRegister, show)
}

pub(crate) fn address(venue: VenueId) -> String {
    format!("/register/{venue}")
}

#[derive(Template)]
#[template(path = "timeline/show.html")]
struct Show {
    page: Page,
    kind: String,
    place: String,
    /// Verdict, number and page of the last certificate.
    paper: Option<(Chip, String, String)>,
    /// State and page of the last application.
    application: Option<(Chip, String)>,
    rows: Vec<Row>,
    lines: Vec<Line>,
    pages: Pages,
}

/// One entry of the timeline.
struct Line {
    event: Event,
    /// Address with more about it.
    href: Option<String>,
}

async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<VenueId>,
    RawQuery(query): RawQuery,
) -> Result<Html<Show>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let after = Cursor::decode(form.text("after"));
    let standing = timeline::standing(&app, &permit, id).await?;
    let found = timeline::page(&app, &permit, id, after).await?;
    Ok(Html(fill(page, &standing, &found, after.is_some(), app.today())))
}

fn fill(page: Page, standing: &Standing, found: &Paged<Entry>, later: bool, today: Date) -> Show {
    let venue = &standing.venue;
    let page = page.titled_text(venue.name.clone());
    let here = address(venue.id);
    let paper = standing.certificate.as_ref().map(|paper| {
        let verdict = judge(paper.status_on(today), paper.expires_on, today);
        (codes::verdict(&page, verdict), paper.number.to_string(), format!("/certificates/{}", paper.id))
    });
    let application = standing.application.as_ref();
    Show {
        kind: codes::kind(&page, venue.kind, &venue.kind_note),
        place: venue.place.as_ref().map(|place| areas::name(place.commune, today)).unwrap_or_default(),
        paper,
        application: application.map(|a| (codes::application(&page, a.state), format!("/review/{}", a.id))),
        rows: rows(&page, standing, today),
        lines: found.items.iter().map(|entry| line(&page, entry)).collect(),
        pages: Pages {
            first: later.then(|| here.clone()),
            next: found.next.map(|next| links::with_query(&here, &[("after", &next.encode())])),
        },
        page,
    }
}

fn rows(page: &Page, standing: &Standing, today: Date) -> Vec<Row> {
    let venue = &standing.venue;
    let place = venue.place.as_ref();
    let address = place.map(|p| format!("{}, {}", p.address, areas::name(p.commune, today)));
    let phone = venue.business.as_ref().map(|business| business.phone.as_str().to_owned());
    let represented = venue.representative.as_ref().map(|person| person.name.clone());
    let workers = standing.application.as_ref().map(|application| page.number(application.workers));
    vec![
        Row::new(page.t("timeline-address"), address.unwrap_or_default()),
        Row::new(page.t("timeline-representative"), represented.unwrap_or_default()),
        Row::new(page.t("timeline-phone"), phone.unwrap_or_default()),
        Row::new(page.t("timeline-workers"), workers.unwrap_or_default()),
    ]
}

fn line(page: &Page, entry: &Entry) -> Line {
    match &entry.what {
        What::Deed(event) => Line { event: told(page, event), href: of_deed(event) },
        What::Scan(scan) => {
            Line { event: of_scan(page, scan), href: Some(format!("/certificates/{}", scan.certificate)) }
        }
        What::Visit(visit) => {
            Line { event: of_visit(page, visit), href: Some(format!("{VISITS}/{}", visit.id)) }
        }
        What::Proposal(decision) => Line {
            event: of_proposal(page, decision),
            href: Some(format!("/certificates/{}", decision.certificate)),
        },
        What::Concern(concern) => {
            Line { event: of_concern(page, concern), href: Some(concerns::address(concern.id)) }
        }
    }
}

/// The page of the row that an audit event is about.
fn of_deed(event: &AuditEvent) -> Option<String> {
    match event.deed {
        Deed::Submitted
        | Deed::Resubmitted
        | Deed::Withdrawn
        | Deed::TrackClaimed
        | Deed::TrackReleased
        | Deed::TrackReturned
        | Deed::TrackRefused
        | Deed::PledgeConfirmed
        | Deed::LabourAccepted => Some(format!("/review/{}", event.target)),
        Deed::CertificateIssued
        | Deed::CertificateShared
        | Deed::CertificateSuspended
        | Deed::CertificateLifted
        | Deed::CertificateRevoked
        | Deed::CertificateSuperseded
        | Deed::CertificateReissued => Some(format!("/certificates/{}", event.target)),
        _ => None,
    }
}

fn of_scan(page: &Page, scan: &Scan) -> Event {
    let judged = codes::words(page, "verdict", scan.judged.code());
    let good = scan.judged.code() == "valid";
    Event {
        at: page.moment(&scan.at),
        what: page.t1("timeline-scan", "verdict", judged),
        who: String::new(),
        note: String::new(),
        kind: if good { Kind::Neutral } else { Kind::Warn },
    }
}

fn of_visit(page: &Page, visit: &Inspection) -> Event {
    let kind = codes::words(page, "visitkind", visit.kind.code());
    Event {
        at: page.moment(&visit.started_at),
        what: page.t1("timeline-visit", "kind", kind),
        who: visit.number.to_string(),
        note: codes::words(page, "conclusion", visit.conclusion.code()),
        kind: Kind::Info,
    }
}

fn of_proposal(page: &Page, decision: &Decision) -> Event {
    let proposal = &decision.proposal;
    let state = codes::words(page, "decided", decision.state.code());
    Event {
        at: page.moment(&decision.proposed.at),
        what: page.t1("timeline-proposal", "kind", codes::words(page, "decision", proposal.kind.code())),
        who: decision.proposed.name.clone(),
        note: format!("{state}. {}", codes::words(page, "ground", proposal.ground.code())),
        kind: Kind::Info,
    }
}

fn of_concern(page: &Page, concern: &Concern) -> Event {
    let state = concerns::state(page, concern.state);
    Event {
        at: page.moment(&concern.created_at),
        what: page.t1("timeline-concern", "category", concerns::category(page, concern.category)),
        who: state.label,
        note: concern.note.clone(),
        kind: if concern.state.is_closed() { state.kind } else { Kind::Warn },
    }
}
