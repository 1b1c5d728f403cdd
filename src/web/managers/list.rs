//! `/venues/{id}/managers`: who manages a venue, invited and removed by its owner.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, managers};
use camket_domain::accounts::Login;
use camket_domain::ids::{ManagerId, VenueId, uuid_v7};
use camket_domain::managers::{MAX_MANAGERS, ManagerStanding, VenueManager};
use camket_domain::permissions::rights;
use camket_domain::venues::Venue;

use crate::accounts::{LoginOffer, format_login};
use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "managers/list.html")]
struct ManagersPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    lines: Vec<ManagerLine>,
    heads: [String; 3],
    is_full: bool,
}

struct ManagerLine {
    id: ManagerId,
    login: String,
    /// Empty until the invitation is accepted.
    name: String,
    standing: Chip,
}

pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let found = managers::list(&app, &permit, id).await?;
    Ok(render(page, new_form(&app), found))
}

fn new_form(app: &App) -> Form {
    Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())])
}

fn render(page: Page, form: Form, (venue, managers): (Venue, Vec<VenueManager>)) -> Response {
    let page = page.with_title("managers-title").with_form_errors(&form);
    let view = ManagersPage {
        id: venue.id,
        venue: venue.name,
        lines: managers.iter().map(|manager| build_line(&page, manager)).collect(),
        heads: ["managers-person", "managers-standing", "managers-actions"].map(|key| page.t(key)),
        is_full: managers.len() >= MAX_MANAGERS,
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

fn build_line(page: &Page, manager: &VenueManager) -> ManagerLine {
    let login = Login::parse(&manager.login);
    let (name, standing) = match &manager.standing {
        ManagerStanding::Invited => {
            let day = page.moment(&manager.invited_at);
            (String::new(), Chip::new(Tone::Info, page.t1("managers-invited-at", "date", day)))
        }
        ManagerStanding::Manages { name, since, .. } => {
            let day = page.moment(since);
            (name.clone(), Chip::new(Tone::Good, page.t1("managers-since", "date", day)))
        }
    };
    let login = login.map_or_else(|_| manager.login.clone(), |login| format_login(&login));
    ManagerLine { id: manager.id, login, name, standing }
}

pub(super) async fn invite(
    OwnVenue { page, app, permit, id }: OwnVenue,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(login) = LoginOffer::Either.parse(&mut form) {
        let invited = managers::invite(&app, &permit, key, id, &login).await;
        if form.require_success(invited).redirect_refusal(paths::Managers(id))?.is_some() {
            return Ok(Flash::success("managers-invited").redirect(paths::Managers(id)));
        }
    }
    let found = managers::list(&app, &permit, id).await?;
    Ok(render(page, form, found))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepVenues>,
    Path((id, manager)): Path<(VenueId, ManagerId)>,
) -> Result<Response, PageError> {
    managers::remove(&app, &permit, id, manager).await?;
    Ok(Flash::success("managers-removed").redirect(paths::Managers(id)))
}
