//! `/census/entries/{entry}/exclude`: leaves an entry out of the count, with a reason, a day and a note.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::census;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::{ExclusionCause, ExclusionReason, MAX_ENTRY_NOTE_CHARS, OpenStatus};
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::rights;
use time::Date;

use super::steps;
use crate::areas::choices::{build_commune_choices, parse_commune};
use crate::codes::translate_code;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "census/exclude.html")]
struct ExcludePage {
    page: Page,
    form: Form,
    name: String,
    back: String,
    /// Whether it is a proposal that is declined.
    declines: bool,
    reasons: Vec<Choice>,
    communes: Vec<Choice>,
}

pub(super) async fn show_form(
    PageRequest { page, app, .. }: PageRequest<rights::KeepCensus>,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusEntryId>,
) -> Result<Response, PageError> {
    let dossier = census::load_entry(&app, &reader, id).await?;
    let fields = [("version", dossier.entry.version.to_string()), ("since", format_date(app.today()))];
    Ok(Html(build_page(page, Form::from_fields(fields), &dossier, app.today())).into_response())
}

pub(super) async fn submit(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusEntryId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(command) = parse(&mut form, app.today()) {
        return steps::run(&app, &permit, id, version, command, "census-flash-excluded").await;
    }
    let dossier = census::load_entry(&app, &reader, id).await?;
    Ok((form.status(), Html(build_page(page, form, &dossier, app.today()))).into_response())
}

fn parse(form: &mut Form, today: Date) -> Option<Command> {
    let reason = form.require_choice("reason", "census-reason-what", ExclusionReason::from_code);
    let cause = reason.and_then(|reason| parse_cause(form, reason, today));
    let since = form.require_past_date("since", "census-since-what", today);
    let note = form.require_line("note", "census-note-what", MAX_ENTRY_NOTE_CHARS);
    Some(Command::Exclude { cause: cause?, since: since?, note: note? })
}

fn parse_cause(form: &mut Form, reason: ExclusionReason, today: Date) -> Option<ExclusionCause> {
    match reason {
        ExclusionReason::Closed => Some(ExclusionCause::Closed),
        ExclusionReason::OutOfScope => Some(ExclusionCause::OutOfScope),
        ExclusionReason::Stopped => {
            form.require_date("until", "census-until-what").map(ExclusionCause::StoppedUntil)
        }
        ExclusionReason::Duplicate => form
            .require_choice("original", "census-original-what", parse_entry)
            .map(ExclusionCause::DuplicateOf),
        ExclusionReason::Moved => form
            .require_choice("commune", "census-commune-what", |typed| parse_commune(typed, today))
            .map(ExclusionCause::MovedTo),
    }
}

/// The id of an entry, or the address of its page as an officer copies it.
fn parse_entry(typed: &str) -> Option<CensusEntryId> {
    typed.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

fn build_page(page: Page, form: Form, dossier: &census::EntryDossier, today: Date) -> ExcludePage {
    let entry = &dossier.entry;
    let declines = matches!(entry.status.open(), OpenStatus::Proposed(_));
    let title = if declines { "census-decline-title" } else { "census-exclude-title" };
    let page = page.with_title(title).with_form_errors(&form);
    let choice = |reason: ExclusionReason| {
        Choice::new(reason.code(), translate_code(&page, "exclusion", reason.code()))
            .with_hint(page.t(&format!("census-reason-hint-{}", reason.code().replace('_', "-"))))
    };
    let chosen = AreaCode::new(form.text("commune"));
    ExcludePage {
        name: entry.details.name.clone(),
        back: paths::CensusEntry(entry.id).to_string(),
        declines,
        reasons: ExclusionReason::ALL.map(choice).to_vec(),
        communes: build_commune_choices(Some(entry.province), chosen, today),
        form,
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_is_named_by_its_address() {
        let id = CensusEntryId(uuid::Uuid::from_u128(7));
        for typed in [id.to_string(), format!("https://camket.example/census/entries/{id}")] {
            assert_eq!(parse_entry(&typed), Some(id));
        }
        assert_eq!(parse_entry("nhà nghỉ"), None);
    }
}
