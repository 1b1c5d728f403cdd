//! The cells to correct, as a file. What it says is told by the caller, who has the words.

use camket_documents::{ListForm, ListFormat, ListValue, ListWriter};

use crate::AppError;

/// An xlsx with these rows.
///
/// # Errors
/// [`AppError::Internal`] if the rows do not fit the form.
pub fn write_problem_file(form: ListForm, rows: &[Vec<ListValue<'static>>]) -> Result<Vec<u8>, AppError> {
    let write = || {
        let mut writer = ListWriter::new(ListFormat::Xlsx, form, Vec::new())?;
        rows.iter().try_for_each(|row| writer.write_row(row))?;
        writer.finish(None, &[])
    };
    write().map_err(AppError::internal)
}
