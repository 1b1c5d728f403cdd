//! What the pages of all sections share: show the form, save it, go on to the next section.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::venues::{self, SectionInput};
use camket_app::{App, AppError, census};
use camket_domain::census::EntryDetails;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::reasons::{StepReturn, TaskSpot};
use super::{OwnVenue, facts, similar};
use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};

/// What the template of every section needs besides its form.
#[derive(Debug)]
pub(super) struct SectionFrame {
    pub(super) section: Section,
    /// The venue as stored.
    pub(super) venue: Venue,
    /// The day of the request, in Asia/Ho_Chi_Minh.
    pub(super) today: Date,
    /// The stored facts, if someone else saved while this form was open; else empty.
    pub(super) present: Vec<SummaryRow>,
    /// Why the section must be corrected, if the application was returned for it.
    pub(super) returned: StepReturn,
}

impl SectionFrame {
    /// Address of the venue's task list.
    pub(super) fn home(&self) -> String {
        paths::Venue(self.venue.id).to_string()
    }

    /// "Phần 2/5".
    pub(super) fn progress(&self, page: &Page) -> String {
        let at = Section::ALL.iter().position(|s| *s == self.section).unwrap_or_default() + 1;
        page.t2("venues-progress", "at", at, "all", Section::ALL.len())
    }

    /// Whether no section is missing once this one is saved.
    pub(super) fn is_last(&self) -> bool {
        find_next_gap(&self.venue, self.section).is_none()
    }
}

/// The page of a section, and what is its own: how its form is filled, parsed and rendered.
pub(super) trait SectionPage {
    const SECTION: Section;

    /// The form, filled from the stored facts.
    fn fill(venue: &Venue) -> Form;

    /// Adds what the census says of the venue to the form of a section that is not filled in yet.
    fn suggest(form: Form, _listed: &EntryDetails, _today: Date) -> Form {
        form
    }

    /// Overwrites stored values by those that a step of the form sent by GET.
    fn apply_step(form: Form, _sent: &Form, _today: Date) -> Form {
        form
    }

    /// Parses the form; `None`, with the errors beside their fields, if anything is wrong.
    fn parse(form: &mut Form, venue: &Venue, today: Date) -> Option<SectionInput>;

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response;
}

/// The page with the section's name as its title.
pub(super) fn set_title(page: Page, section: Section) -> Page {
    let title = codes::translate_code(&page, "section", section.code());
    page.with_title_text(title)
}

/// The page of a section: its form, or the stored facts while the application is in review.
pub(super) async fn show<S: SectionPage>(
    OwnVenue { page, app, permit, id }: OwnVenue,
    Query(sent): Query,
) -> Result<Response, PageError> {
    let dossier = venues::load_dossier(&app, &permit, id).await?;
    let page = set_title(page, S::SECTION);
    if dossier.is_locked() {
        let rows = facts::build_rows(&page, &dossier.venue, S::SECTION);
        return Ok(Html(SectionOnFilePage { page, venue: dossier.venue, rows }).into_response());
    }
    let today = app.today();
    let filled = fill_or_suggest::<S>(&app, &permit, &dossier.venue).await?;
    let form = S::apply_step(filled, &sent, today);
    let returned = StepReturn::of(&page, dossier.application.as_ref(), TaskSpot::Section(S::SECTION));
    let frame =
        SectionFrame { section: S::SECTION, venue: dossier.venue, today, present: Vec::new(), returned };
    Ok(S::render(page, frame, form))
}

/// The stored facts; of an empty section, of a venue that was registered from the census, what the census says.
async fn fill_or_suggest<S: SectionPage>(
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    venue: &Venue,
) -> Result<Form, AppError> {
    let form = S::fill(venue);
    if venue.has_section(S::SECTION) {
        return Ok(form);
    }
    let listed = census::load_suggestion(app, permit, venue).await?;
    Ok(match listed {
        Some(listed) => S::suggest(form, &listed, app.today()),
        None => form,
    })
}

/// The read-only page of a section.
#[derive(Template)]
#[template(path = "venues/on_file.html")]
struct SectionOnFilePage {
    page: Page,
    venue: Venue,
    rows: Vec<SummaryRow>,
}

impl SectionOnFilePage {
    fn home(&self) -> String {
        paths::Venue(self.venue.id).to_string()
    }
}

/// Saves a section and goes on to the next; shows the form again if it has errors or someone else saved meanwhile.
pub(super) async fn save<S: SectionPage>(
    OwnVenue { page, app, permit, id }: OwnVenue,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let dossier = venues::load_dossier(&app, &permit, id).await?;
    let (section, today, page) = (S::SECTION, app.today(), set_title(page, S::SECTION));
    let returned = StepReturn::of(&page, dossier.application.as_ref(), TaskSpot::Section(section));
    let venue = dossier.venue;
    let frame =
        |venue| SectionFrame { section, venue, today, present: Vec::new(), returned: returned.clone() };
    if let Some(answer) = S::parse(&mut form, &venue, today) {
        let distinct = form.text("distinct") == "yes";
        match venues::save_section(&app, &permit, venue.id, version, answer, distinct).await {
            Ok(()) => return Ok(redirect_to_next(&venue, section, &form)),
            Err(AppError::Similar(alike)) => {
                return Ok(similar::render_question(page, &venue, section, &form, alike));
            }
            Err(AppError::Conflict) => {
                let venue = venues::find(&app, &permit, venue.id).await?;
                let present = facts::build_rows(&page, &venue, section);
                let shown = S::render(page, SectionFrame { present, ..frame(venue) }, form);
                return Ok((StatusCode::CONFLICT, shown).into_response());
            }
            Err(error) => form.add_error(error).redirect_refusal(paths::Venue(venue.id))?,
        }
    }
    Ok((form.status(), S::render(page.with_form_errors(&form), frame(venue), form)).into_response())
}

/// Redirects to the next missing section, or to the task list.
fn redirect_to_next(before: &Venue, saved: Section, form: &Form) -> Response {
    let next = find_next_gap(before, saved).filter(|_| form.text("then") != "list");
    let to = next.map_or_else(
        || paths::Venue(before.id).to_string(),
        |section| paths::build_section_path(before.id, section),
    );
    Flash::success("venues-saved").redirect(to)
}

/// The next missing section: first those after this one, then those before it.
fn find_next_gap(venue: &Venue, this: Section) -> Option<Section> {
    let at = Section::ALL.iter().position(|s| *s == this).unwrap_or_default();
    let (before, behind) = Section::ALL.split_at(at);
    behind.iter().chain(before).copied().find(|s| *s != this && !venue.has_section(*s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;

    #[test]
    fn sections_behind_come_first_then_those_skipped() {
        let venue = samples::draft();
        assert_eq!(find_next_gap(&venue, Section::Identity), Some(Section::Place));
        assert_eq!(find_next_gap(&venue, Section::Security), Some(Section::Representative));
        assert_eq!(find_next_gap(&venue, Section::Representative), Some(Section::Place));
        assert_eq!(find_next_gap(&samples::complete(), Section::Place), None);
    }
}
