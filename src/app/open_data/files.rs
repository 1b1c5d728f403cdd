//! Making the files: one pass over the certificates, both files packed while they grow.

use std::io::Write;
use std::sync::Arc;

use camket_credential::digest::sha256_hex;
use camket_documents::{CsvTable, PackedWriter};
use camket_domain::areas;
use camket_domain::open_data::{FIELDS, LICENCE_ADDRESS, OpenCertificate, OpenState};
use camket_store::certificates::open;
use serde::Serialize;
use time::Date;

use super::NameKind;
use crate::{App, AppError};

pub use camket_documents::UnpackedPieces;

/// Certificates read by one query.
const PART_SIZE: u64 = 1_000;

/// The files of a day.
#[derive(Debug)]
pub struct OpenFiles {
    pub state: OpenState,
    /// Certificates in each file.
    pub count: u64,
    pub csv: OpenFile,
    pub json: OpenFile,
}

/// A packed file: some 20 bytes a certificate.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// gzip.
    pub packed: Arc<[u8]>,
    /// SHA-256 of these bytes in hexadecimal: the same data give the same on every node.
    pub digest: String,
}

/// What stands above the certificates of the JSON file.
#[derive(Serialize)]
struct JsonHead<'a> {
    licence: &'a str,
    /// Address of the description of the fields.
    described_by: &'a str,
    valid_on: String,
}

/// A row of the JSON file.
#[derive(Serialize)]
struct JsonRow<'a> {
    number: &'a str,
    name: &'a str,
    kind: &'a str,
    kind_name: &'a str,
    commune_code: &'a str,
    commune: &'a str,
    until: &'a str,
}

pub(super) async fn make(app: &App, state: OpenState, name_kind: NameKind) -> Result<OpenFiles, AppError> {
    let described_by = app.url(app.paths().open_data_description());
    let mut writer = FilesWriter::new(state, &described_by).map_err(AppError::internal)?;
    let mut after = None;
    loop {
        let part = open::list_part(app.store(), state.day, after, PART_SIZE).await?;
        let Some(last) = part.last() else { break };
        after = Some(last.id);
        part.iter().try_for_each(|one| writer.write(one, name_kind)).map_err(AppError::internal)?;
    }
    writer.close_files().map_err(AppError::internal)
}

struct FilesWriter {
    state: OpenState,
    count: u64,
    csv: CsvTable<PackedWriter>,
    json: PackedWriter,
}

impl FilesWriter {
    fn new(state: OpenState, described_by: &str) -> std::io::Result<Self> {
        let mut json = PackedWriter::default();
        let head = JsonHead { licence: LICENCE_ADDRESS, described_by, valid_on: format_day(state.day) };
        let head = serde_json::to_string(&head)?;
        // The object goes on with the certificates.
        json.write_all(head.trim_end_matches('}').as_bytes())?;
        json.write_all(b",\"certificates\":[")?;
        Ok(Self { state, count: 0, csv: CsvTable::new(&FIELDS, PackedWriter::default())?, json })
    }

    fn write(&mut self, one: &OpenCertificate, name_kind: NameKind) -> std::io::Result<()> {
        let kind_name = format_kind(one, name_kind);
        let commune = areas::all().find_all(one.commune).last().map_or("", |area| area.name.as_str());
        let row = JsonRow {
            number: one.number.as_str(),
            name: &one.name,
            kind: one.kind.code(),
            kind_name: &kind_name,
            commune_code: one.commune.as_str(),
            commune,
            until: &format_day(one.expires_on),
        };
        self.csv.write_row(&[
            row.number,
            row.name,
            row.kind,
            row.kind_name,
            row.commune_code,
            row.commune,
            row.until,
        ])?;
        self.json.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
        self.count += 1;
        Ok(serde_json::to_writer(&mut self.json, &row)?)
    }

    fn close_files(mut self) -> std::io::Result<OpenFiles> {
        self.json.write_all(b"\n]}\n")?;
        let file = |packed: Arc<[u8]>| OpenFile { digest: sha256_hex(&packed), packed };
        Ok(OpenFiles {
            state: self.state,
            count: self.count,
            csv: file(self.csv.finish()?.finish()?),
            json: file(self.json.finish()?),
        })
    }
}

/// The kind of a venue in words, with what the owner wrote about another kind.
pub fn format_kind(one: &OpenCertificate, name_kind: NameKind) -> String {
    match one.kind_note.as_str() {
        "" => name_kind(one.kind),
        note => format!("{} ({note})", name_kind(one.kind)),
    }
}

/// ISO 8601: "2026-11-30".
fn format_day(day: Date) -> String {
    day.to_string()
}
