//! The letters of a run as one PDF. The codes are derived from their ids, so that a run can be printed again.

use camket_documents::{LetterRunSheet, Letterhead, VenueLetter, render_venue_letters};
use camket_domain::agencies::Agency;
use camket_domain::audit::AuditAction;
use camket_domain::ids::LetterRunId;
use camket_domain::letters::{LetterRun, may_invite};
use camket_domain::venues::format_full_address;
use camket_store::{agencies, letters};

use super::{InviterPermit, WrittenLetter, load_run};
use crate::claim_codes::derive_code;
use crate::printing::run_drawing;
use crate::{App, AppError};

impl WrittenLetter {
    /// Whether it is printed: its code can be used, and its venue is still missing.
    pub fn is_printed(&self, app: &App) -> bool {
        self.claim.is_open(app.now()) && may_invite(&self.entry, app.today())
    }
}

/// The letters whose code can be used and whose venue is still missing, one after the other. Recorded.
///
/// # Errors
/// [`AppError::NotFound`], also if no letter is left.
pub async fn print_letters(app: &App, permit: &InviterPermit, id: LetterRunId) -> Result<Vec<u8>, AppError> {
    let dossier = load_run(app, permit, id).await?;
    let sheets: Vec<VenueLetter> = dossier
        .letters
        .iter()
        .filter(|letter| letter.is_printed(app))
        .map(|letter| build_letter(app, letter))
        .collect();
    if sheets.is_empty() {
        return Err(AppError::NotFound);
    }
    let agency = match permit.actor().agency {
        Some(agency) => agencies::find(app.store(), agency).await?,
        None => None,
    };
    let (run, count) = (build_run(app, &dossier.run, agency.as_ref()), sheets.len());
    let pdf = run_drawing(app, move || render_venue_letters(&run, &sheets)).await?;
    let tx = app.store().begin_write().await?;
    letters::mark_printed(&tx, id, app.now()).await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::LettersPrinted, id.0);
    app.audit(&tx, event.with_note(count.to_string())).await?;
    tx.commit().await?;
    Ok(pdf)
}

fn build_run(app: &App, run: &LetterRun, agency: Option<&Agency>) -> LetterRunSheet {
    let text = |of: fn(&Agency) -> &String| agency.map(of).cloned().unwrap_or_default();
    let terms = &run.terms;
    LetterRunSheet {
        letterhead: Letterhead {
            parent: text(|agency| &agency.parent_name),
            name: text(|agency| &agency.name),
        },
        number: terms.number.clone(),
        place: text(|agency| &agency.place),
        dated: run.dated,
        deadline: terms.deadline,
        address: app.url(app.paths().claim(None)),
        contact: terms.contact.clone(),
        capacity: terms.capacity.clone(),
        signer: terms.signer.clone(),
    }
}

fn build_letter(app: &App, letter: &WrittenLetter) -> VenueLetter {
    let details = &letter.entry.details;
    let code = derive_code(app, letter.claim.id).to_string();
    VenueLetter {
        owner: details.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
        venue: details.name.clone(),
        address: format_full_address(&details.address, details.commune),
        qr_text: app.url(app.paths().claim(Some(&code))),
        code,
    }
}
