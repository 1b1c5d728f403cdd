//! A list of any length as a spreadsheet, and who takes it out. What the cells say is told by the caller, who has the words.

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camket_documents::{Letterhead, ListForm, ListFormat, ListValue, ListWriter};
use camket_domain::accounts::Actor;
use camket_domain::agencies::Agency;
use camket_store::agencies;

use crate::{App, AppError};

/// A list that is read in parts.
pub trait ReadParts: Send {
    type Row: Send + Sync;

    /// The next rows; empty at the end.
    fn read_part(&mut self) -> impl Future<Output = Result<Vec<Self::Row>, AppError>> + Send;
}

/// The cells of a row, one for each column of the form.
pub type DescribeRow<Row> = Box<dyn Fn(&Row) -> Vec<ListValue<'static>> + Send + Sync>;

/// A file that is being written: its bytes leave in pieces, so that a list of any length takes little memory.
pub struct ListFile<S: ReadParts> {
    source: S,
    describe: DescribeRow<S::Row>,
    /// `None` after its end.
    writer: Option<ListWriter<Pieces>>,
    pieces: Pieces,
    /// Below the rows.
    closing: String,
}

impl<S: ReadParts + std::fmt::Debug> std::fmt::Debug for ListFile<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListFile").field("source", &self.source).finish_non_exhaustive()
    }
}

impl<S: ReadParts> ListFile<S> {
    /// # Errors
    /// [`AppError::Internal`] for a form without columns.
    pub fn new(
        source: S,
        format: ListFormat,
        form: ListForm,
        describe: DescribeRow<S::Row>,
        closing: String,
    ) -> Result<Self, AppError> {
        let pieces = Pieces::default();
        let writer = ListWriter::new(format, form, pieces.clone()).map_err(AppError::internal)?;
        Ok(Self { source, describe, writer: Some(writer), pieces, closing })
    }

    /// The next bytes; `None` at the end.
    pub async fn read_piece(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        while self.writer.is_some() {
            let part = self.source.read_part().await?;
            self.write_part(&part).map_err(AppError::internal)?;
            let bytes = self.pieces.take();
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// Writes these rows; none are the end.
    fn write_part(&mut self, part: &[S::Row]) -> io::Result<()> {
        match &mut self.writer {
            Some(writer) if !part.is_empty() => {
                part.iter().try_for_each(|row| writer.write_row(&(self.describe)(row)))
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
pub(crate) struct Pieces(Arc<Mutex<Vec<u8>>>);

impl Pieces {
    pub(crate) fn take(&self) -> Vec<u8> {
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

/// The agency whose officer takes a list out; an officer may have none.
#[derive(Clone, Debug)]
pub struct ExportingAgency(Option<Agency>);

impl ExportingAgency {
    pub(crate) async fn load(app: &App, actor: &Actor) -> Result<Self, AppError> {
        match actor.agency {
            Some(id) => Ok(Self(agencies::find(app.store(), id).await?)),
            None => Ok(Self(None)),
        }
    }

    pub fn letterhead(&self) -> Letterhead {
        let text = |of: fn(&Agency) -> &String| self.0.as_ref().map(of).cloned().unwrap_or_default();
        Letterhead { parent: text(|agency| &agency.parent_name), name: text(|agency| &agency.name) }
    }

    /// Of its documents, e.g. "SYT"; empty for an officer without an agency.
    pub fn symbol(&self) -> String {
        self.0.as_ref().map(|agency| agency.symbol.clone()).unwrap_or_default()
    }

    /// The place that its papers name.
    pub fn place(&self) -> String {
        self.0.as_ref().map(|agency| agency.place.clone()).unwrap_or_default()
    }
}
