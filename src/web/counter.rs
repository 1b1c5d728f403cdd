//! `/counter`: an officer of the commune enters for owners who have no phone or want paper. While they do, they see the
//! owner's pages.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::counter::{self, CounterOwner};
use camket_app::{App, AppError, census};
use camket_domain::accounts::Actor;
use camket_domain::census::CensusEntry;
use camket_domain::ids::{AccountId, uuid_v7};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;

use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::{self, May, PageRequest};

pub(crate) fn routes() -> Routes<Web> {
    let enter = Action::EnterAtCounter;
    Routes::new()
        .get(paths::Counter::PATTERN, enter, list)
        .post(paths::Counter::PATTERN, enter, open)
        .post(paths::EnterCounter::PATTERN, enter, begin)
        // Also for who has left already: the back button and another tab lead here.
        .get(paths::LeaveCounter::PATTERN, Action::LogOut, ask_to_leave)
        .post(paths::LeaveCounter::PATTERN, Action::LogOut, leave)
}

#[derive(Template)]
#[template(path = "counter/list.html")]
struct CounterPage {
    page: Page,
    form: Form,
    /// Name and address of the census entry whose venue is entered.
    listed: Option<String>,
    owners: Vec<OwnerCard>,
}

/// An owner in the list.
struct OwnerCard {
    name: String,
    /// Address that begins to enter for them.
    enter: String,
    /// Name and page of each venue; the officer reaches it without entering for the owner.
    venues: Vec<(String, String)>,
}

fn build_page(
    page: Page,
    form: Form,
    entry: Option<&CensusEntry>,
    owners: Vec<CounterOwner>,
) -> Html<CounterPage> {
    let page = page.with_title("counter-title").with_form_errors(&form);
    let card = |owner: CounterOwner| OwnerCard {
        name: owner.account.name,
        enter: paths::EnterCounter(owner.account.id).into(),
        venues: owner.venues.into_iter().map(|v| (v.name, paths::Timeline(v.id).into())).collect(),
    };
    let listed = entry.map(|entry| format!("{}, {}", entry.details.name, entry.details.address));
    Html(CounterPage { owners: owners.into_iter().map(card).collect(), listed, form, page })
}

/// The census entry of the form, if the venue is entered from one.
async fn find_entry(
    app: &App,
    reader: &Permit<rights::ReadCensus>,
    id: Option<&str>,
) -> Result<Option<CensusEntry>, PageError> {
    let Some(id) = id else { return Ok(None) };
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(Some(census::load_entry(app, reader, id).await?.entry))
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::EnterAtCounter>,
    May(reader): May<rights::ReadCensus>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let owners = counter::list_owners(&app, &permit).await?;
    let mut form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    let entry = find_entry(&app, &reader, query.optional("entry")).await?;
    if let Some(entry) = &entry {
        form.set("entry", entry.id.to_string());
        form.set("name", entry.details.owner.as_ref().map_or("", |owner| owner.name.as_str()));
    }
    Ok(build_page(page, form, entry.as_ref(), owners).into_response())
}

/// Opens an owner and begins to enter for them.
async fn open(
    PageRequest { page, app, permit }: PageRequest<rights::EnterAtCounter>,
    May(reader): May<rights::ReadCensus>,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let entry = find_entry(&app, &reader, form.optional("entry")).await?;
    if let Some(name) = form.require_line("name", "counter-name-what", MAX_PERSON_NAME_CHARS)
        && let Some(owner) = form.require_success(counter::open_owner(&app, &permit, key, &name).await)?
    {
        counter::enter(&app, &permit, require_session(&headers)?, owner).await?;
        let entry = entry.map(|entry| entry.id.to_string()).unwrap_or_default();
        let to = links::with_query(paths::NewVenue::PATTERN, &[("entry", &entry)]);
        return Ok(Redirect::to(&to).into_response());
    }
    let owners = counter::list_owners(&app, &permit).await?;
    Ok((form.status(), build_page(page, form, entry.as_ref(), owners)).into_response())
}

async fn begin(
    PageRequest { app, permit, .. }: PageRequest<rights::EnterAtCounter>,
    Path(owner): Path<AccountId>,
    headers: HeaderMap,
) -> Result<Redirect, PageError> {
    counter::enter(&app, &permit, require_session(&headers)?, owner).await?;
    Ok(match &counter::list_venues(&app, &permit, owner).await?[..] {
        [] => Redirect::to(paths::NewVenue::PATTERN),
        [only] => Redirect::to(&paths::Venue(only.id).to_string()),
        _ => Redirect::to(paths::Venues::PATTERN),
    })
}

/// Only a browser's session acts for somebody; an API token does not.
fn require_session(headers: &HeaderMap) -> Result<&str, AppError> {
    session::find_token(headers).ok_or(AppError::NotFound)
}

#[derive(Template)]
#[template(path = "counter/leave.html")]
struct LeavePage {
    page: Page,
    owner: String,
}

async fn ask_to_leave(
    PageRequest { page, permit, .. }: PageRequest<rights::LogOut>,
) -> Result<Response, PageError> {
    let actor = permit.actor();
    if actor.entered_by.is_none() {
        return Ok(redirect_who_left(actor).into_response());
    }
    let page = page.with_title("counter-leave-title");
    Ok(Html(LeavePage { page, owner: actor.name.clone() }).into_response())
}

/// Who enters for nobody goes on with their own work.
fn redirect_who_left(actor: &Actor) -> Redirect {
    let counter = actor.may(Action::EnterAtCounter);
    Redirect::to(if counter { paths::Counter::PATTERN } else { paths::Home::PATTERN })
}

/// Ends it. `then=scans` goes on to the upload of signed pages.
async fn leave(
    PageRequest { app, permit, .. }: PageRequest<rights::LogOut>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, PageError> {
    if permit.actor().entered_by.is_none() {
        return Ok(redirect_who_left(permit.actor()).into_response());
    }
    counter::leave(&app, require_session(&headers)?).await?;
    let to = if form.text("then") == "scans" { paths::PaperScans::PATTERN } else { paths::Counter::PATTERN };
    Ok(Flash::success("counter-left").redirect(to))
}
