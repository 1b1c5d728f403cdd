//! `GET /register/remind`: what a reminder would say and to how many owners. `POST`: sends it.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venue_register::{self, MAX_REMINDED, ReminderPreview, ReminderTarget};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::ReminderReason;

use super::list::build_reason_choices;
use super::query::RegisterQuery;
use crate::codes::translate_code;
use crate::messages::{build_letter, count_sms_parts};
use crate::paths;
use camket_app::{App, AppError};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

const SELECTED: &str = "selected";
const FOUND: &str = "found";

#[derive(Template)]
#[template(path = "venue_register/remind.html")]
struct RemindPage {
    page: Page,
    form: Form,
    back: String,
    /// The fields that say who is reminded of what.
    hidden: Vec<(&'static str, String)>,
    reasons: Vec<Choice>,
    whom: Vec<Choice>,
    /// What would be sent; `None` until reason and target are chosen.
    preview: Option<Preview>,
}

struct Preview {
    reason: String,
    rows: Vec<SummaryRow>,
    count: usize,
    truncated: bool,
    sample: Option<(String, String)>,
}

/// What was asked for.
struct Wanted {
    reason: ReminderReason,
    target: ReminderTarget,
}

pub(super) async fn preview(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    // A number is not repeated in the form, which would then remind every owner.
    let query = RegisterQuery::from_address(&form, paths::VenueRegister::PATTERN)?;
    let wanted = parse_wanted(&mut form, &query)?;
    Ok((form.status(), Html(build_page(page, &app, &permit, form, &query, wanted.as_ref()).await?))
        .into_response())
}

pub(super) async fn send(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    // A number is not repeated in the form, which would then remind every owner.
    let query = RegisterQuery::from_address(&form, paths::VenueRegister::PATTERN)?;
    let wanted = parse_wanted(&mut form, &query)?;
    if let Some(Wanted { reason, target }) = &wanted {
        let sent = venue_register::remind_owners(&app, &permit, key, *reason, target).await;
        if let Some(count) = form.require_success(sent)? {
            let flash = if count == 0 {
                Flash::warning("venue-register-remind-sent-none")
            } else {
                Flash::success("venue-register-remind-sent").with_arg("count", count.to_string())
            };
            return Ok(flash.redirect(query.address()));
        }
    }
    Ok((form.status(), Html(build_page(page, &app, &permit, form, &query, wanted.as_ref()).await?))
        .into_response())
}

/// Reason and target; errors of what is missing are recorded in the form.
///
/// # Errors
/// [`ErrorKind::Unreadable`] for a venue that is none.
fn parse_wanted(form: &mut Form, query: &RegisterQuery) -> Result<Option<Wanted>, ErrorKind> {
    let ids = form.all("venue").iter().map(|id| id.parse::<VenueId>().map_err(|_| ErrorKind::Unreadable));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    if ids.len() as u64 > PAGE_SIZE {
        return Err(ErrorKind::Unreadable);
    }
    let reason = form.require_choice("reason", "venue-register-reason-what", ReminderReason::from_code);
    let whom = form.require_choice("whom", "venue-register-whom-what", |whom| match whom {
        SELECTED => Some(ReminderTarget::Selected(ids.clone())),
        FOUND => Some(ReminderTarget::Found(query.filter.clone())),
        _ => None,
    });
    if whom.as_ref().is_some_and(|target| *target == ReminderTarget::Selected(Vec::new())) {
        form.fail("whom", "venue-register-whom-none");
        return Ok(None);
    }
    Ok(reason.zip(whom).map(|(reason, target)| Wanted { reason, target }))
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::FollowUpVenues>,
    form: Form,
    query: &RegisterQuery,
    wanted: Option<&Wanted>,
) -> Result<RemindPage, AppError> {
    let page = page.with_title("venue-register-remind-title").with_form_errors(&form);
    let owned = |(field, value): (&'static str, &str)| (field, value.to_owned());
    let mut hidden: Vec<_> = query.set_pairs().into_iter().map(owned).collect();
    hidden.extend(form.all("venue").iter().map(|venue| ("venue", venue.clone())));
    let preview = match wanted {
        Some(wanted) => {
            let found = venue_register::preview_reminders(app, permit, wanted.reason, &wanted.target).await?;
            Some(build_preview(&page, app, wanted.reason, &found))
        }
        None => None,
    };
    Ok(RemindPage {
        back: query.address(),
        reasons: build_reason_choices(&page),
        whom: build_whom_choices(&page, form.all("venue").len()),
        hidden,
        preview,
        form,
        page,
    })
}

pub(super) fn build_whom_choices(page: &Page, selected: usize) -> Vec<Choice> {
    vec![
        Choice::new(SELECTED, page.t1("venue-register-whom-selected", "count", selected)),
        Choice::new(FOUND, page.t("venue-register-whom-found")),
    ]
}

fn build_preview(page: &Page, app: &App, reason: ReminderReason, found: &ReminderPreview) -> Preview {
    let letter = found.sample.as_ref().map(|message| build_letter(&app.options().public_url, message));
    let parts = letter.as_ref().map_or(1, |letter| count_sms_parts(&letter.body));
    let row = |key: &str, count: usize| SummaryRow::new(page.t(key), page.number(count));
    let sms =
        page.t2("venue-register-remind-by-sms-count", "count", found.by_sms, "parts", found.by_sms * parts);
    Preview {
        reason: translate_code(page, "reminder", reason.code()),
        rows: vec![
            SummaryRow::new(page.t("venue-register-remind-by-sms"), sms),
            row("venue-register-remind-by-email", found.by_email),
            row("venue-register-remind-recent", found.recent),
            row("venue-register-remind-unreachable", found.unreachable),
            row("venue-register-remind-without-reason", found.without_reason),
        ],
        count: found.count(),
        truncated: found.truncated,
        sample: letter.map(|letter| (letter.subject, letter.body)),
    }
}
