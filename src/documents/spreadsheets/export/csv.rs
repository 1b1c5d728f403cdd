//! Lists as csv (RFC 4180).

use std::io::{Result, Write};

use camket_domain::calendar::format_date;

use super::form::{ListForm, ListValue, ORDER_HEADING};
use crate::archive::CHUNK_BYTES;

/// By this mark spreadsheets know that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

#[derive(Debug)]
pub(super) struct CsvWriter<W> {
    sink: W,
    /// Text that has not left yet.
    text: String,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(form: &ListForm, sink: W) -> Result<Self> {
        let mut text = String::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 2);
        text.push(BYTE_ORDER_MARK);
        text.push_str(ORDER_HEADING);
        for column in &form.columns {
            text.push(',');
            push_text(&mut text, &column.heading);
        }
        text.push_str("\r\n");
        Ok(Self { sink, text })
    }

    pub(super) fn write_row(&mut self, number: u32, values: &[ListValue<'_>]) -> Result<()> {
        self.text.push_str(&number.to_string());
        for value in values {
            self.text.push(',');
            match value {
                ListValue::Empty => {}
                ListValue::Text(text) => push_text(&mut self.text, text),
                ListValue::Number(number) => self.text.push_str(&number.to_string()),
                ListValue::Date(date) => self.text.push_str(&format_date(*date)),
            }
        }
        self.text.push_str("\r\n");
        if self.text.len() >= CHUNK_BYTES { self.send() } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> Result<W> {
        self.send()?;
        Ok(self.sink)
    }

    fn send(&mut self) -> Result<()> {
        self.sink.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

/// Plain rows of text as csv, without the column of numbers that lists have: data for programs.
#[derive(Debug)]
pub struct CsvTable<W> {
    sink: W,
    text: String,
}

impl<W: Write> CsvTable<W> {
    /// # Errors
    /// Those of `sink`.
    pub fn new(heads: &[&str], sink: W) -> Result<Self> {
        let mut table = Self { sink, text: String::from(BYTE_ORDER_MARK) };
        table.write_row(heads)?;
        Ok(table)
    }

    /// # Errors
    /// Those of `sink`.
    pub fn write_row(&mut self, fields: &[&str]) -> Result<()> {
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            push_text(&mut self.text, field);
        }
        self.text.push_str("\r\n");
        self.sink.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Hands back the sink.
    ///
    /// # Errors
    /// Those of `sink`.
    pub fn finish(mut self) -> Result<W> {
        self.sink.flush()?;
        Ok(self.sink)
    }
}

/// Adds a field, in quotes if it needs them. An apostrophe before text that a spreadsheet would take for a formula keeps it
/// text (OWASP, "CSV Injection").
fn push_text(out: &mut String, text: &str) {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n')).collect();
    let begins_formula = kept.starts_with(['\t', '\r', '\n'])
        || kept.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let needs_quotes = begins_formula
        || kept.contains(['"', ',', ';', '\r', '\n', '\t'])
        || kept.starts_with(' ')
        || kept.ends_with(' ');
    if needs_quotes {
        out.push('"');
        if begins_formula {
            out.push('\'');
        }
        out.push_str(&kept.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&kept);
    }
}
