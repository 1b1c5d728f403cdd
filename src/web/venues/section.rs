//! What the pages of all sections share: opening, saving, going on.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::venues::{self, Answer};
use camket_app::{App, AppError};
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::{address, facts, home, similar};
use crate::codes;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::Row;
use crate::page::{Html, Page};

/// Who acts in the registry.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) page: Page,
    pub(super) app: App,
    pub(super) permit: Permit<rights::KeepVenues>,
}

/// What the form of a section stands in.
#[derive(Debug)]
pub(super) struct Frame {
    /// Which section.
    pub(super) section: Section,
    /// The venue as it is kept now.
    pub(super) venue: Venue,
    /// The day of the request.
    pub(super) today: Date,
    /// What is kept now, where someone saved while this form was open; else empty.
    pub(super) present: Vec<Row>,
}

impl Frame {
    /// Where the owner came from.
    pub(super) fn home(&self) -> String {
        home(self.venue.id)
    }

    /// "Phần 2/5".
    pub(super) fn progress(&self, page: &Page) -> String {
        let at = Section::ALL.iter().position(|s| *s == self.section).unwrap_or_default() + 1;
        page.t2("venues-progress", "at", at, "all", Section::ALL.len())
    }

    /// Whether nothing is left to tell once this section is saved.
    pub(super) fn is_last(&self) -> bool {
        next_gap(&self.venue, self.section).is_none()
    }
}

/// How a section shows its form.
pub(super) type Show = fn(Page, Frame, Form) -> Response;

/// The title of a section's page.
pub(super) fn titled(page: Page, section: Section) -> Page {
    let title = codes::words(&page, "section", section.code());
    page.titled_text(title)
}

/// The page of a section: its form, or what is on file while the offices have the application.
pub(super) async fn open(
    desk: Desk,
    id: VenueId,
    section: Section,
    fill: impl FnOnce(&Venue) -> Form + Send,
    show: Show,
) -> Result<Response, Fault> {
    let dossier = venues::dossier(&desk.app, &desk.permit, id).await?;
    let page = titled(desk.page, section);
    if dossier.application.is_some_and(|a| a.state.locks_venue()) {
        let rows = facts::rows(&page, &dossier.venue, section);
        return Ok(Html(OnFile { page, venue: dossier.venue, rows }).into_response());
    }
    let form = fill(&dossier.venue);
    let frame = Frame { section, venue: dossier.venue, today: desk.app.today(), present: Vec::new() };
    Ok(show(page, frame, form))
}

/// A section that cannot be changed now.
#[derive(Template)]
#[template(path = "venues/on_file.html")]
struct OnFile {
    page: Page,
    venue: Venue,
    rows: Vec<Row>,
}

impl OnFile {
    fn home(&self) -> String {
        home(self.venue.id)
    }
}

/// Saves what was read from the form, and goes on; shows the form again where something is wrong.
pub(super) async fn save(
    desk: Desk,
    venue: Venue,
    section: Section,
    mut form: Form,
    answer: Option<Answer>,
    show: Show,
) -> Result<Response, Fault> {
    let Ok(version) = form.text("version").parse() else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    let Desk { page, app, permit } = desk;
    let page = titled(page, section);
    let today = app.today();
    let frame = |venue| Frame { section, venue, today, present: Vec::new() };
    let Some(answer) = answer else {
        return Ok(again(show(page.checked(&form), frame(venue), form)));
    };
    let distinct = form.text("distinct") == "yes";
    match venues::answer(&app, &permit, venue.id, version, answer, distinct).await {
        Ok(()) => Ok(onward(&venue, section, &form)),
        Err(AppError::Similar(alike)) => Ok(similar::ask(page, &venue, section, &form, alike)),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &home(venue.id))),
        Err(AppError::Conflict) => {
            let venue = venues::find(&app, &permit, venue.id).await?;
            let present = facts::rows(&page, &venue, section);
            let shown = show(page, Frame { present, ..frame(venue) }, form);
            Ok((StatusCode::CONFLICT, shown).into_response())
        }
        Err(other) => {
            codes::beside_field(&mut form, other)?;
            Ok(again(show(page.checked(&form), frame(venue), form)))
        }
    }
}

fn again(shown: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response()
}

/// After saving: the next section that is missing, or the task list.
fn onward(before: &Venue, saved: Section, form: &Form) -> Response {
    let next = next_gap(before, saved).filter(|_| form.text("then") != "list");
    let to = next.map_or_else(|| home(before.id), |section| address(before.id, section));
    (Flash::success("venues-saved"), Redirect::to(&to)).into_response()
}

/// The next section that is missing: those behind this one first.
fn next_gap(venue: &Venue, this: Section) -> Option<Section> {
    let at = Section::ALL.iter().position(|s| *s == this).unwrap_or_default();
    let (before, behind) = Section::ALL.split_at(at);
    behind.iter().chain(before).copied().find(|s| *s != this && !venue.has(*s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;

    #[test]
    fn sections_behind_come_first_then_those_skipped() {
        let venue = samples::draft();
        assert_eq!(next_gap(&venue, Section::Identity), Some(Section::Place));
        assert_eq!(next_gap(&venue, Section::Security), Some(Section::Representative));
        assert_eq!(next_gap(&venue, Section::Representative), Some(Section::Place));
        assert_eq!(next_gap(&samples::complete(), Section::Place), None);
    }
}
