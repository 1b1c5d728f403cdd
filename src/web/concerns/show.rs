//! `GET /concerns/{concern}`: one concern with its history, and the commands open to the officer.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::concerns::{self, Case};
use camket_domain::accounts::Actor;
use camket_domain::concerns::State as Standing;
use camket_domain::concerns::lifecycle::Outcome;
use camket_domain::ids::ConcernId;
use camket_domain::permissions::{Action, may, rights};
use time::Date;

use super::{QUEUE, address, category, reference, state};
use crate::areas;
use crate::codes;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::{Chip, Choice, Event, Kind, Row};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "concerns/show.html")]
pub(super) struct Show {
    page: Page,
    form: Form,
    here: String,
    reference: String,
    status: Chip,
    urgent: bool,
    text: String,
    photo: Option<String>,
    rows: Vec<Row>,
    /// Address of the venue's page, if the certificate is in the register.
    venue: Option<String>,
    /// Address of the certificate's page.
    certificate: Option<String>,
    /// Whether the reporter left a contact.
    contact: bool,
    /// Address of the page that reveals it, for those who may.
    reveal: Option<String>,
    /// `new`, `mine`, `colleague`, `closed`, `reader`.
    stance: &'static str,
    colleague: String,
    outcomes: Vec<Choice>,
    /// The note of the officer who closed it.
    note: String,
    /// Whether it was closed as founded, which is a ground for a surprise visit.
    founded: bool,
    events: Vec<Event>,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Html<Show>, Fault> {
    let case = concerns::case(&app, &permit, id).await?;
    let form = Form::filled([("version", case.concern.version.to_string())]);
    Ok(Html(fill(page, form, permit.actor(), &case, app.today())))
}

pub(super) fn fill(page: Page, form: Form, actor: &Actor, case: &Case, today: Date) -> Show {
    let concern = &case.concern;
    let title = category(&page, concern.category);
    let page = page.titled_text(title).checked(&form);
    let here = address(concern.id);
    let triages = may(actor, Action::TriageConcerns, None);
    let outcome = |one: Outcome| {
        let code = one.state().code();
        Choice::new(code, codes::words(&page, "concernstate", code))
            .hint(page.t(&format!("concerns-outcome-{code}")))
    };
    Show {
        reference: reference(&concern.reference),
        status: state(&page, concern.state),
        urgent: concern.category.is_urgent() && !concern.state.is_closed(),
        text: concern.text.clone(),
        photo: case.has_photo.then(|| format!("{here}/photo")),
        rows: rows(&page, case, today),
        venue: concern.venue.map(crate::timeline::address),
        certificate: concern.certificate.map(|id| format!("/certificates/{id}")),
        contact: concern.contact.is_some(),
        reveal: (triages && concern.contact.is_some()).then(|| format!("{here}/reveal")),
        stance: stance(actor, case, triages),
        colleague: concern.handler_name.clone(),
        outcomes: Outcome::ALL.map(outcome).into(),
        note: concern.note.clone(),
        founded: concern.state == Standing::Founded,
        events: case.trail.iter().map(|event| told(&page, event)).collect(),
        here,
        form,
        page,
    }
}

fn stance(actor: &Actor, case: &Case, triages: bool) -> &'static str {
    match case.concern.state {
        _ if !triages => "reader",
        Standing::New => "new",
        Standing::InHand if case.concern.handler == Some(actor.account) => "mine",
        Standing::InHand => "colleague",
        Standing::Founded | Standing::Unfounded | Standing::Forwarded => "closed",
    }
}

fn rows(page: &Page, case: &Case, today: Date) -> Vec<Row> {
    let concern = &case.concern;
    let mut rows = vec![
        Row::new(page.t("concerns-at"), page.moment(&concern.created_at)),
        Row::new(page.t("concerns-commune"), areas::name(concern.commune, today)),
    ];
    if !concern.place.is_empty() {
        rows.push(Row::new(page.t("concerns-place"), concern.place.as_str()));
    }
    if !concern.handler_name.is_empty() {
        rows.push(Row::new(page.t("concerns-handler"), concern.handler_name.as_str()));
    }
    rows
}

fn told(page: &Page, event: &camket_domain::audit::AuditEvent) -> Event {
    use camket_domain::audit::Deed;
    let note = match event.deed {
        Deed::ConcernClosed => codes::words(page, "concernstate", &event.note),
        Deed::ContactRevealed => event.note.clone(),
        _ => String::new(),
    };
    Event {
        at: page.moment(&event.at),
        what: codes::words(page, "deed", event.deed.code()),
        who: event.actor_name.clone(),
        note,
        kind: if event.deed == Deed::ContactRevealed { Kind::Warn } else { Kind::Neutral },
    }
}

/// The photo: a JPEG that was re-encoded when it was uploaded.
pub(super) async fn photo(
    State(app): State<App>,
    May(permit): May<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Response, Fault> {
    let jpeg = concerns::photo(&app, &permit, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response())
}
