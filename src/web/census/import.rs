//! `/census/import`: a list of an office becomes entries of the census, in three steps that need no scripts.

mod preview;
mod problem_file;
mod problems;
mod progress;
mod questions;
mod refusals;
mod start;
mod tables;
mod undo;

use axum::extract::DefaultBodyLimit;
use camket_domain::ids::{CensusListId, CensusUploadId};
use camket_domain::permissions::Action;
use camket_shell::look::{StepState, WizardStep};
use camket_shell::page::Page;
use camket_shell::routes::Routes;

use crate::paths;
use crate::state::Web;

/// Bytes of the form with a file. Larger files are refused by the reader, with its limit, as far as the browser's request
/// is taken at all.
const MAX_UPLOAD_BYTES: usize = 20 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let keep = Action::KeepCensus;
    let file = Routes::new()
        .post(paths::CensusImport::PATTERN, keep, start::upload)
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .get(paths::CensusImport::PATTERN, keep, start::show)
        .get(paths::CensusUpload::PATTERN, keep, tables::show)
        .post(paths::CensusUpload::PATTERN, keep, tables::choose)
        .get(paths::CensusPreview::PATTERN, keep, preview::show)
        .post(paths::CensusPreview::PATTERN, keep, questions::answer)
        .get(paths::CensusProblems::PATTERN, keep, problem_file::download)
        .get(paths::CensusImportProgress::PATTERN, keep, progress::show)
        .post(paths::ImportCensusList::PATTERN, keep, preview::import)
        .post(paths::DiscardCensusUpload::PATTERN, keep, start::discard)
        .get(paths::UndoCensusImport::PATTERN, keep, undo::ask)
        .post(paths::UndoCensusImport::PATTERN, keep, undo::undo)
        .merge(file)
}

/// The list that a file became, where somebody comes back to a file that is imported.
fn link_list(upload: CensusUploadId) -> String {
    paths::CensusList(CensusListId(upload.0)).to_string()
}

/// The steps, of which `current` (from 0) is shown.
fn build_steps(page: &Page, current: usize) -> Vec<WizardStep> {
    let keys = ["census-import-step-file", "census-import-step-columns", "census-import-step-preview"];
    let step = |(place, key): (usize, &str)| {
        let state = match place.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Ahead,
        };
        WizardStep { label: page.t(key), state }
    };
    keys.into_iter().enumerate().map(step).collect()
}
