//! A list of the register as a spreadsheet or on paper. What the cells say is told by the caller, who has the words.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camket_documents::{ListForm, ListFormat, ListValue, ListWriter, PrintedList, render_list};
use camket_domain::venue_register::{ListedVenue, RegisterDay};

use super::RegisterExport;
use crate::printing::run_drawing;
use crate::{App, AppError};

/// The cells of a venue, one for each column of the form.
pub type DescribeVenue = Box<dyn Fn(&ListedVenue, RegisterDay) -> Vec<ListValue<'static>> + Send + Sync>;

impl std::fmt::Debug for RegisterFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterFile").field("export", &self.export).finish_non_exhaustive()
    }
}

/// A file that is being written: its bytes leave in pieces, so that a list of any length takes little memory.
pub struct RegisterFile {
    export: RegisterExport,
    describe: DescribeVenue,
    /// `None` after its end.
    writer: Option<ListWriter<Pieces>>,
    pieces: Pieces,
    /// Below the rows.
    closing: String,
}

impl RegisterFile {
    /// # Errors
    /// [`AppError::Internal`] for a form without columns.
    pub fn new(
        export: RegisterExport,
        format: ListFormat,
        form: ListForm,
        describe: DescribeVenue,
        closing: String,
    ) -> Result<Self, AppError> {
        let pieces = Pieces::default();
        let writer = ListWriter::new(format, form, pieces.clone()).map_err(AppError::internal)?;
        Ok(Self { export, describe, writer: Some(writer), pieces, closing })
    }

    /// The next bytes; `None` at the end.
    pub async fn read_piece(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        while self.writer.is_some() {
            let part = self.export.read_part().await?;
            self.write_part(&part).map_err(AppError::internal)?;
            let bytes = self.pieces.take();
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// Writes these rows; none are the end.
    fn write_part(&mut self, part: &[ListedVenue]) -> io::Result<()> {
        let day = self.export.day();
        match &mut self.writer {
            Some(writer) if !part.is_empty() => {
                part.iter().try_for_each(|venue| writer.write_row(&(self.describe)(venue, day)))
            }
            writer => match writer.take() {
                Some(writer) => writer.finish(None, std::slice::from_ref(&self.closing)).map(|_| ()),
                None => Ok(()),
            },
        }
    }
}

/// The bytes that were written and have not left.
#[derive(Clone, Default, Debug)]
struct Pieces(Arc<Mutex<Vec<u8>>>);

impl Pieces {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

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
