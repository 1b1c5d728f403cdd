//! Agencies and their staff from a spreadsheet: a preview, the import of all rows or none, and the letters to the people.

mod letters;
mod plan;

use std::fmt;
use std::str::FromStr;

use camket_documents::{ImportError, ReadLimits, Workbook, read_workbook};
use camket_domain::agencies::Agency;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::office_import::OfficeRow;
use camket_domain::permissions::{Permit, rights};
use camket_store::{StoreError, accounts, agencies, audit};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::staff;
use crate::{App, AppError, InputProblem};
use plan::load_plan;

pub use camket_documents::{
    CellValue, ColumnKind, ImportError as FileError, Letterhead, ListColumn, ListForm, ListFormat, ListValue,
    ListWriter, Row as FileRow, Sheet, Workbook as FileContent, format_column,
};
pub use letters::{LetterWords, MAX_LETTERS, count_waiting, render_letters};
pub use plan::{OfficePlan, RowProblem};

/// Who may import agencies and staff.
#[derive(Clone, Copy, Debug)]
pub struct ImportPermits<'a> {
    pub agencies: &'a Permit<rights::ManageAgencies>,
    pub staff: &'a Permit<rights::ManageAccounts>,
}

/// What an import added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportOutcome {
    pub agencies: usize,
    pub people: usize,
}

impl fmt::Display for ImportOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.agencies, self.people)
    }
}

impl FromStr for ImportOutcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (agencies, people) = text.split_once(' ').ok_or(())?;
        Ok(Self { agencies: agencies.parse().map_err(|_| ())?, people: people.parse().map_err(|_| ())? })
    }
}

/// Reads an uploaded file.
///
/// # Errors
/// [`AppError`] if the machine is busy; the inner error says what the file is.
pub async fn read_file(
    app: &App,
    bytes: Vec<u8>,
    name: String,
) -> Result<Result<Workbook, ImportError>, AppError> {
    app.costly().files.run(move || read_workbook(&bytes, &name, &ReadLimits::default())).await
}

/// What an import of these rows would do. Saves nothing.
pub async fn preview(
    app: &App,
    permits: ImportPermits<'_>,
    rows: &[OfficeRow],
) -> Result<OfficePlan, AppError> {
    load_plan(app, app.store(), permits, rows).await
}

/// Adds the agencies and people of these rows that are not there yet, and invites the people. Rows that are there with the
/// same details change nothing. A repeated `key` returns the same outcome.
///
/// # Errors
/// [`AppError::Invalid`] for `rows` if one cannot be added; then none is.
pub async fn import(
    app: &App,
    permits: ImportPermits<'_>,
    key: Uuid,
    rows: &[OfficeRow],
) -> Result<ImportOutcome, AppError> {
    let actor = permits.staff.actor();
    let content = CommandContent::new("office_import.import").with_debug(&rows);
    let run = match idempotency::begin::<ImportOutcome>(app, actor.account, key, &content).await? {
        Attempt::Repeat(outcome) => return Ok(outcome),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let plan = load_plan(app, tx, permits, rows).await?;
    if !plan.problems.is_empty() {
        return Err(AppError::invalid("rows", InputProblem::ImportOutdated));
    }
    let event = |action, target: Uuid| -> AuditEvent {
        app.build_event(Some(actor), action, target).with_note("import")
    };
    let mut events = Vec::new();
    for agency in &plan.new_agencies {
        agencies::insert(tx, agency).await.map_err(map_duplicate)?;
        events.push(event(AuditAction::AgencySaved, agency.id.0));
    }
    for member in &plan.new_members {
        let account = staff::build_unconfirmed(app, member.clone());
        accounts::insert(tx, &account).await.map_err(map_duplicate)?;
        staff::offer_invitation(app, tx, actor, &account).await?;
        events.push(event(AuditAction::AccountInvited, account.id.0));
    }
    audit::insert_many(tx, &events).await?;
    let outcome = ImportOutcome { agencies: plan.new_agencies.len(), people: plan.new_members.len() };
    run.finish(&outcome).await?;
    Ok(outcome)
}

/// Another request took a code or a log-in after the plan was made.
fn map_duplicate(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => AppError::invalid("rows", InputProblem::ImportOutdated),
        other => other.into(),
    }
}

/// The agency of the administrator, for the head of forms and letters.
pub async fn find_own_agency(app: &App, permits: ImportPermits<'_>) -> Result<Option<Agency>, AppError> {
    match permits.staff.actor().agency {
        Some(agency) => Ok(agencies::find(app.store(), agency).await?),
        None => Ok(None),
    }
}
