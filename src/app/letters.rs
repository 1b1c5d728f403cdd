//! Invitation letters to venues of the census that have not signed: written for a list, printed, noted as sent, taken back. What
//! an owner does with a letter's code is in `claim_codes` and `census`.

mod choosing;
mod following;
mod printing;
mod writing;

use camket_domain::census::CensusEntry;
use camket_domain::claim_codes::ClaimCode;
use camket_domain::ids::LetterRunId;
use camket_domain::letters::{Letter, LetterRun, propose_deadline};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_store::census::entry;
use camket_store::letters;
use camket_store::settings::holiday;
use time::Date;

use crate::{App, AppError};

pub use choosing::{LetterPreview, LetterTarget, preview_letters};
pub use following::{record_sending, revoke_letter};
pub use printing::print_letters;
pub use writing::{LetterOrder, write_letters};

type InviterPermit = Permit<rights::InviteVenues>;

/// A page of the runs of the officer's area.
#[derive(Clone, Debug)]
pub struct RunPage {
    /// Newest first.
    pub runs: Vec<LetterRun>,
    /// The run after which the next page begins, if there is one.
    pub next: Option<LetterRunId>,
}

/// A run with its letters.
#[derive(Clone, Debug)]
pub struct RunDossier {
    pub run: LetterRun,
    /// In the order of the file.
    pub letters: Vec<WrittenLetter>,
}

/// A letter with what became of it.
#[derive(Clone, Debug)]
pub struct WrittenLetter {
    pub letter: Letter,
    pub claim: ClaimCode,
    pub entry: CensusEntry,
}

/// A page of the runs, newest first.
pub async fn list_runs(
    app: &App,
    permit: &InviterPermit,
    after: Option<LetterRunId>,
) -> Result<RunPage, AppError> {
    let scope = permit.actor().scope();
    let mut runs = letters::list_runs(app.store(), &scope, after, PAGE_SIZE + 1).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = runs.len() > size;
    runs.truncate(size);
    let next = runs.last().filter(|_| more).map(|run| run.id);
    Ok(RunPage { runs, next })
}

/// A run with its letters.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_run(app: &App, permit: &InviterPermit, id: LetterRunId) -> Result<RunDossier, AppError> {
    let scope = permit.actor().scope();
    let run = letters::find_run(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let found = letters::list_of_run(app.store(), id).await?;
    let ids: Vec<_> = found.iter().map(|(letter, _)| letter.entry).collect();
    let entries = entry::load_many(app.store(), &ids).await?;
    let mut entries: std::collections::HashMap<_, _> =
        entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let with_entry = |(letter, claim): (Letter, ClaimCode)| {
        let entry = entries.remove(&letter.entry)?;
        Some(WrittenLetter { letter, claim, entry })
    };
    Ok(RunDossier { run, letters: found.into_iter().filter_map(with_entry).collect() })
}

/// The latest run of the officer's area, whose terms the next one begins with.
pub async fn find_latest_run(app: &App, permit: &InviterPermit) -> Result<Option<LetterRun>, AppError> {
    Ok(letters::list_runs(app.store(), &permit.actor().scope(), None, 1).await?.pop())
}

/// The deadline that the form proposes.
pub async fn find_usual_deadline(app: &App) -> Result<Date, AppError> {
    Ok(propose_deadline(app.today(), &holiday::load_calendar(app.store()).await?))
}
