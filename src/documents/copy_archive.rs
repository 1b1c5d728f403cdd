//! A ZIP archive with whole files and one long text that is written in pieces: the copy of the data of an account.

use std::io::{Error, ErrorKind, Result, Write};

use crate::archive::{ArchiveWriter, PartEncoder};

/// Writes into a sink that cannot go back, so that an archive of any length takes little memory.
#[derive(Debug)]
pub struct CopyArchive<W> {
    archive: ArchiveWriter<W>,
    /// The text that is being written.
    text: Option<PartEncoder>,
}

impl<W: Write> CopyArchive<W> {
    pub fn new(sink: W) -> Self {
        Self { archive: ArchiveWriter::new(sink), text: None }
    }

    /// Adds a whole file.
    ///
    /// # Errors
    /// Of the sink.
    pub fn add_file(&mut self, name: &'static str, bytes: &[u8]) -> Result<()> {
        self.archive.add_bytes(name, bytes)
    }

    /// Starts a text, which is the last file.
    ///
    /// # Errors
    /// Of the sink.
    pub fn start_text(&mut self, name: &'static str) -> Result<()> {
        self.archive.start_part(name)?;
        self.text = Some(PartEncoder::new());
        Ok(())
    }

    /// Writes the next part of the text.
    ///
    /// # Errors
    /// Of the sink, or no text was started.
    pub fn write_text(&mut self, part: &str) -> Result<()> {
        let text = self.text.as_mut().ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        text.write(part)?;
        text.send_chunk(&mut self.archive)
    }

    /// Ends the text and the archive.
    ///
    /// # Errors
    /// Of the sink.
    pub fn finish(mut self) -> Result<W> {
        if let Some(text) = self.text.take() {
            self.archive.end_part(text)?;
        }
        self.archive.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn a_long_text_leaves_in_pieces_and_comes_back_whole() {
        let mut archive = CopyArchive::new(Vec::new());
        archive.add_file("summary.pdf", b"%PDF").unwrap();
        assert!(archive.write_text("x").is_err(), "no text was started");
        archive.start_text("data.json").unwrap();
        let mut whole = String::new();
        for number in 0..20_000 {
            let part = format!("dòng {number}\n");
            archive.write_text(&part).unwrap();
            whole.push_str(&part);
        }
        let bytes = archive.finish().unwrap();
        let mut files = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut read = |name: &str| {
            let mut content = String::new();
            files.by_name(name).unwrap().read_to_string(&mut content).unwrap();
            content
        };
        assert_eq!(read("summary.pdf"), "%PDF");
        assert_eq!(read("data.json"), whole);
    }
}
