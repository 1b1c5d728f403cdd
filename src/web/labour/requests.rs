//! Questions of the labour authority to owners: the list, one thread, a new question; and the owner's side.

mod ask;
mod own;
mod thread;

use askama::Template;
use camket_app::labour;
use camket_domain::labour::requests::{LabourRequest, LabourRequestState, RequestMessage, RequestSide};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};

use crate::codes::translate_code;
use crate::labour_questions::build_state_chip;
use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::{Cell, DataTable, PageLinks, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::LabourRequests::PATTERN, Action::AskOwners, list)
        .get(paths::LabourRequest::PATTERN, Action::AskOwners, thread::show)
        .post(paths::LabourRequest::PATTERN, Action::AskOwners, thread::ask_again)
        .post(paths::EndLabourRequest::PATTERN, Action::AskOwners, thread::end)
        .get(paths::AskOwner::PATTERN, Action::AskOwners, ask::show)
        .post(paths::AskOwner::PATTERN, Action::AskOwners, ask::ask)
        .get(paths::OwnLabourRequest::PATTERN, Action::KeepVenues, own::show)
        .post(paths::OwnLabourRequest::PATTERN, Action::KeepVenues, own::answer)
}

#[derive(Template)]
#[template(path = "labour/requests.html")]
pub(super) struct RequestListPage {
    page: Page,
    views: Vec<(String, String, bool)>,
    table: DataTable,
    pages: PageLinks,
}

/// `GET /labour/requests`
async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::AskOwners>,
    Query(form): Query,
) -> Result<Html<RequestListPage>, PageError> {
    let state = match form.optional("state") {
        Some(code) => LabourRequestState::from_code(code).ok_or(ErrorKind::Unreadable)?,
        None => LabourRequestState::Answered,
    };
    let after = form.parse_after()?;
    let (found, names) = labour::list_requests(&app, &permit, state, after).await?;
    let page = page.with_title("labour-requests-title");
    let row = |request: &LabourRequest| {
        vec![
            Cell::link(
                paths::LabourRequest(request.id),
                names.get(&request.venue).cloned().unwrap_or_default(),
            ),
            Cell::Text(translate_code(&page, "labourcheck", request.check.code())),
            Cell::Nowrap(page.moment(&request.changed_at)),
            Cell::Chip(build_state_chip(&page, request.state)),
        ]
    };
    let heads =
        ["labour-changes-column-venue", "labour-office-rule", "labour-requests-since", "labour-state"];
    let view = |one: LabourRequestState| {
        let href = links::with_query(paths::LabourRequests::PATTERN, &[("state", one.code())]);
        (href, translate_code(&page, "labourrequeststate", one.code()), one == state)
    };
    Ok(Html(RequestListPage {
        views: LabourRequestState::ALL.map(view).into(),
        table: DataTable {
            heads: heads.map(|key| page.t(key)).into(),
            rows: found.items.iter().map(row).collect(),
        },
        pages: build_pages(state, after, found.next),
        page,
    }))
}

fn build_pages(state: LabourRequestState, after: Option<Cursor>, next: Option<Cursor>) -> PageLinks {
    PageLinks::new(paths::LabourRequests::PATTERN, &[("state", state.code())], after, next)
}

/// The messages of a thread; an owner does not see who of the authority wrote.
fn build_messages(page: &Page, messages: &[RequestMessage], with_names: bool) -> Vec<TimelineEvent> {
    let event = |message: &RequestMessage| TimelineEvent {
        at: page.moment(&message.by.at),
        what: translate_code(page, "requestside", message.side.code()),
        who: if with_names || message.side == RequestSide::Owner {
            message.by.name.clone()
        } else {
            String::new()
        },
        note: message.text.clone(),
        kind: if message.side == RequestSide::Owner { Tone::Info } else { Tone::Neutral },
    };
    messages.iter().map(event).collect()
}
