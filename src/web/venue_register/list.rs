//! `GET /register`: the list. `POST`: search, so that no personal number appears in an address.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::venue_register::{self, RegisterPage};
use camket_domain::accounts::Actor;
use camket_domain::applications::TrackKind;
use camket_domain::ids::VenueId;
use camket_domain::paging::BoundedCount;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::venue_register::{ListedVenue, OperationState, RegisterDay, RegisterView, ReminderReason};

use super::chips::{build_operation_chip, build_track_chip};
use super::filters::FilterChoices;
use super::query::{RegisterQuery, parse_place};
use crate::codes::{self, build_code_choices, link_phone, translate_code};
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "venue_register/list.html")]
struct VenueListPage {
    page: Page,
    form: Form,
    views: Vec<RegisterViewLink>,
    choices: FilterChoices,
    more: bool,
    narrowed: bool,
    count: String,
    heads: Vec<String>,
    lines: Vec<RegisterRow>,
    pages: PageLinks,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
    /// Whether the person has more venues than are shown.
    cut: bool,
    /// The conditions, for the form that reminds.
    hidden: Vec<(&'static str, String)>,
    /// What owners can be reminded of; empty for a reader who may not.
    reasons: Vec<Choice>,
    /// Address of the export; `None` for a reader who may not.
    export: Option<String>,
    /// Whether the reader makes claim codes.
    claims: bool,
    /// Whether the reader sees who began and left at the venues.
    labour_changes: bool,
}

struct RegisterViewLink {
    href: String,
    label: String,
    current: bool,
}

struct RegisterRow {
    id: String,
    href: String,
    name: String,
    kind: String,
    address: String,
    commune: String,
    pledge: Chip,
    labour: Chip,
    certificate: Option<(Chip, String)>,
    visited: String,
    demands: Option<String>,
    operation: Option<Chip>,
    representative: String,
    phones: Vec<(String, String)>,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let query = RegisterQuery::from_address(&form, paths::VenueRegister::PATTERN)?;
    let after = parse_place(&form)?;
    let found = venue_register::list(&app, &permit, &query.filter, after).await?;
    Ok(Html(build_page(page, &app, &permit, &query, after, found)).into_response())
}

/// The list with the venues of the address alone. No route leads here: the bench `office` adds one.
pub async fn list_by_ids(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let ids: Vec<VenueId> = form.all("venue").iter().filter_map(|id| id.parse().ok()).collect();
    let found = venue_register::list_by_ids(&app, &permit, &ids).await?;
    Ok(Html(build_page(page, &app, &permit, &RegisterQuery::default(), None, found)).into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    form: Form,
) -> Result<Response, PageError> {
    let query = RegisterQuery::from_form(&form)?;
    if query.find_person().is_none() {
        return Ok(Redirect::to(&query.address()).into_response());
    }
    let found = venue_register::list(&app, &permit, &query.filter, None).await;
    let found = found.redirect_refusal(paths::VenueRegister)?;
    Ok(Html(build_page(page, &app, &permit, &query, None, found)).into_response())
}

fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    query: &RegisterQuery,
    after: Option<VenueId>,
    found: RegisterPage,
) -> VenueListPage {
    let actor = permit.actor();
    let RegisterPage { venues, next, count, day } = found;
    let page = page.with_title("venue-register-title");
    let person = query.find_person();
    let heads = ["venue", "place", "pledge", "labour", "certificate", "visited", "contact"];
    VenueListPage {
        form: query.to_form(),
        views: build_views(&page, query),
        choices: FilterChoices::build(&page, actor, app.today()),
        more: query.has_more(),
        narrowed: query.filter.is_narrowed(),
        count: format_count(&page, count),
        heads: heads.map(|head| page.t(&format!("venue-register-column-{head}"))).to_vec(),
        lines: venues.iter().map(|venue| build_row(&page, actor, venue, day)).collect(),
        // A link to a next page would have to carry the number.
        cut: person.is_some() && next.is_some(),
        pages: PageLinks {
            first: after.map(|_| query.address()),
            next: next
                .filter(|_| person.is_none())
                .map(|venue| query.address_after(paths::VenueRegister::PATTERN, &venue.to_string())),
        },
        hidden: query.set_pairs().into_iter().map(|(field, value)| (field, value.to_owned())).collect(),
        reasons: if actor.may(Action::FollowUpVenues) { build_reason_choices(&page) } else { Vec::new() },
        claims: actor.may(Action::MakeClaimCodes),
        labour_changes: actor.may(Action::ReadLabourChanges),
        export: (actor.may(Action::ExportRegister) && person.is_none())
            .then(|| query.address_at(paths::ExportRegister::PATTERN)),
        person,
        page,
    }
}

/// "123", or "at least 123".
pub(super) fn format_count(page: &Page, count: BoundedCount) -> String {
    match count {
        BoundedCount::Exact(count) => page.t1("venue-register-count", "count", count),
        BoundedCount::AtLeast(count) => page.t1("venue-register-count-many", "count", page.number(count)),
    }
}

pub(super) fn build_reason_choices(page: &Page) -> Vec<Choice> {
    build_code_choices(page, "reminder", ReminderReason::ALL.map(ReminderReason::code))
}

fn build_views(page: &Page, query: &RegisterQuery) -> Vec<RegisterViewLink> {
    let all = RegisterViewLink {
        href: paths::VenueRegister.to_string(),
        label: page.t("venue-register-view-all"),
        current: !query.filter.is_narrowed(),
    };
    let view = |view: RegisterView| {
        let filter = view.filter();
        RegisterViewLink {
            current: filter == query.filter,
            href: RegisterQuery { filter }.address(),
            label: translate_code(page, "registerview", view.code()),
        }
    };
    std::iter::once(all).chain(RegisterView::ALL.map(view)).collect()
}

fn build_row(page: &Page, actor: &Actor, venue: &ListedVenue, day: RegisterDay) -> RegisterRow {
    let standing = &venue.standing;
    let operation = standing.operation.state_on(day.today);
    let verdict = standing.verdict_on(day.today);
    RegisterRow {
        id: venue.id.to_string(),
        href: paths::Timeline(venue.id).to_string(),
        name: venue.name.clone(),
        kind: codes::format_venue_kind(page, venue.kind, &venue.kind_note),
        address: venue.address.clone(),
        commune: venue.commune.map(|code| areas::find_name(code, day.today)).unwrap_or_default(),
        pledge: build_track_chip(page, TrackKind::Pledge, standing.pledge_on(day)),
        labour: build_track_chip(page, TrackKind::Labour, standing.labour_on(day)),
        certificate: standing.certificate.as_ref().zip(verdict).map(|(certificate, verdict)| {
            let until = page.t1("venue-register-until", "date", page.date(&certificate.expires_on));
            (codes::build_verdict_chip(page, verdict), until)
        }),
        visited: standing.visited_on.map(|day| page.date(&day)).unwrap_or_default(),
        demands: (standing.open_demands > 0)
            .then(|| page.t1("venue-register-demands", "count", standing.open_demands)),
        operation: (operation != OperationState::Operating).then(|| build_operation_chip(page, operation)),
        representative: venue.representative.clone().unwrap_or_default(),
        phones: if actor.may(Action::ReadPersonalData) { list_phones(venue) } else { Vec::new() },
    }
}

/// Address and text of each telephone number, each once.
fn list_phones(venue: &ListedVenue) -> Vec<(String, String)> {
    let mut phones: Vec<_> = venue.phone.iter().chain(&venue.representative_phone).collect();
    phones.dedup();
    phones.into_iter().map(link_phone).collect()
}
