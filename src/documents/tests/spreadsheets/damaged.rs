//! Damaged files: an error or a workbook, never a panic and never an endless loop. Random numbers come from fixed seeds.

use camket_documents::{ReadLimits, read_workbook};

use crate::archives::{Xlsx, ods, zip_with};
use crate::biff::{UNICODE, compound_file, record_of, workbook};

/// Xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

fn samples() -> Vec<Vec<u8>> {
    let rows = r#"<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>46027</v></c><c r="C1" t="inlineStr"><is><t>Sen</t></is></c></row>"#;
    let mut xlsx = Xlsx::with_sheet(&format!(
        "<sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"
    ));
    xlsx.shared_strings = "<si><r><t>Nhà</t></r></si>".to_owned();
    let tables = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/></text:p></table:table-cell></table:table-row></table:table>"#;
    let cells = [record_of(0x00FD, &[0, 0, 0, 0, 0], &[]), record_of(0x0204, &[1, 0, 0, 3], b"\0Hoa")];
    let table = record_of(0x00FC, &[1, 0, 1, 0, 3], b"\0Sen");
    vec![
        xlsx.build(),
        ods(tables),
        compound_file(&[("Workbook", &workbook(UNICODE, &[table], &cells))]),
        b"STT;\"T\xEAn\"\n1;\"Sen\nH\xF4ng\"\n".to_vec(),
    ]
}

fn read_anyhow(bytes: &[u8]) {
    if let Ok(workbook) = read_workbook(bytes, "a", &ReadLimits::default()) {
        for sheet in &workbook.sheets {
            assert!(sheet.rows.is_sorted_by(|a, b| a.number < b.number));
        }
    }
}

#[test]
fn random_bytes_are_read_or_refused() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..3_000 {
        let mut bytes: Vec<u8> = (0..random.below(700)).map(|_| random.byte()).collect();
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        bytes.splice(..0, starts[round % 4].iter().copied());
        read_anyhow(&bytes);
    }
}

#[test]
fn mutated_files_are_read_or_refused() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for sample in samples() {
        for _ in 0..1_500 {
            let mut bytes = sample.clone();
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] = random.byte();
            }
            read_anyhow(&bytes);
        }
    }
}

#[test]
fn cut_off_files_are_read_or_refused() {
    for sample in samples() {
        for length in (0..sample.len()).step_by(7) {
            read_anyhow(&sample[..length]);
        }
    }
}

/// A check sum would stop most mutations of a packed part, so the markup is mutated before it is packed.
#[test]
fn mutated_markup_is_read_or_refused() {
    let mut random = Random(0xA076_1D64_78BD_642F);
    for sample in &samples()[..2] {
        let parts = unpack(sample);
        for _ in 0..1_500 {
            let mut parts = parts.clone();
            let part = random.below(parts.len());
            let content = &mut parts[part].1;
            for _ in 0..=random.below(4) {
                let at = random.below(content.len().max(1));
                match random.below(4) {
                    0 => content.truncate(at),
                    1 => content.insert(at.min(content.len()), random.byte()),
                    _ if at < content.len() => content[at] = b"<>/\"'=&;0129 aZ\0\xC3"[random.below(17)],
                    _ => {}
                }
            }
            let parts: Vec<(&str, &[u8])> =
                parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
            read_anyhow(&zip_with(&parts, zip::CompressionMethod::Stored));
        }
    }
}

fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut part, &mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}
