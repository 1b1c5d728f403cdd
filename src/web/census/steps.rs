//! The buttons of an entry's page: contacted, operates again, undo, accept a proposal.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::census;
use camket_domain::census::MAX_ENTRY_NOTE_CHARS;
use camket_domain::census::lifecycle::Command;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Permit, rights};

use super::show;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::Html;
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

type KeepRequest = PageRequest<rights::KeepCensus>;
type EntryPath = Path<CensusEntryId>;
type HandlerResult = Result<Response, PageError>;

pub(super) async fn contact(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Path(id): EntryPath,
    mut form: Form,
) -> HandlerResult {
    let on = form.require_past_date("on", "census-on-what", app.today());
    let note = form.parse_line("note", "census-note-what", MAX_ENTRY_NOTE_CHARS);
    if let (Some(on), Some(note)) = (on, note) {
        let version = form.require_version()?;
        return run(&app, &permit, id, version, Command::Contact { on, note }, "census-flash-contacted")
            .await;
    }
    let dossier = census::load_entry(&app, &reader, id).await?;
    let shown = show::build_page(page, form.clone(), permit.actor(), &dossier, app.now());
    Ok((form.status(), Html(shown)).into_response())
}

pub(super) async fn bring_back(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): EntryPath,
    form: Form,
) -> HandlerResult {
    let command = Command::Return { on: app.today() };
    run(&app, &permit, id, form.require_version()?, command, "census-flash-returned").await
}

pub(super) async fn undo(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): EntryPath,
    form: Form,
) -> HandlerResult {
    run(&app, &permit, id, form.require_version()?, Command::Undo, "census-flash-undone").await
}

pub(super) async fn accept(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): EntryPath,
    form: Form,
) -> HandlerResult {
    run(&app, &permit, id, form.require_version()?, Command::Accept, "census-flash-accepted").await
}

pub(super) async fn run(
    app: &App,
    permit: &Permit<rights::KeepCensus>,
    id: CensusEntryId,
    version: i32,
    command: Command,
    done: &'static str,
) -> HandlerResult {
    let here = paths::CensusEntry(id);
    let outcome = census::apply_command(app, permit, id, version, command).await;
    outcome.redirect_refusal(&here).redirect_conflict("census-flash-changed", &here)?;
    Ok(Flash::success(done).redirect(here))
}
