//! A list of the register on paper. What the cells say is told by the caller, who has the words.

use camket_documents::{PrintedList, render_list};
use camket_domain::venue_register::{ListedVenue, RegisterDay};

use super::RegisterExport;
use crate::list_file::ReadParts;
use crate::printing::run_drawing;
use crate::{App, AppError};

/// Most venues of a printed list: some 120 pages.
pub const MAX_PRINTED: u64 = 5_000;

/// The list as a PDF. `form` has all but the rows.
pub async fn print_register(
    app: &App,
    mut export: RegisterExport,
    form: PrintedList,
    describe: impl Fn(&ListedVenue, RegisterDay) -> Vec<String>,
) -> Result<Vec<u8>, AppError> {
    let mut rows = Vec::new();
    loop {
        let part = export.read_part().await?;
        if part.is_empty() || rows.len() as u64 >= MAX_PRINTED {
            break;
        }
        rows.extend(part.iter().map(|venue| describe(venue, export.day())));
    }
    let list = PrintedList { rows, ..form };
    run_drawing(app, move || render_list(&list)).await
}
