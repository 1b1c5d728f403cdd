//! Hostile files: each is refused by the limit that it breaks, after few steps.

use std::fmt::Write as _;

use camket_documents::{ImportError, LimitKind, ReadLimits, read_workbook};

use crate::archives::{Xlsx, ods, ods_with, zip};
use crate::{read, refuse};

fn limit_of(error: &ImportError) -> Option<(LimitKind, u64)> {
    match error {
        ImportError::LimitExceeded { limit, most, .. } => Some((*limit, *most)),
        _ => None,
    }
}

fn with_part(name: &'static str, content: Vec<u8>) -> Vec<u8> {
    let mut xlsx = Xlsx::with_rows("<row><c><v>1</v></c></row>");
    xlsx.more_parts.push((name, content));
    xlsx.build()
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!(r#"<table:table table:name="a">{rows}</table:table>"#))
}

/// 20 MB of spaces inside a cell, well below the limit of all parts.
fn build_bomb() -> Vec<u8> {
    Xlsx::with_rows(&format!("<row><c><v>{}</v></c></row>", " ".repeat(20 << 20))).build()
}

/// The same, with sizes in the headers that claim it to be small.
fn build_lying_bomb() -> Vec<u8> {
    let mut bytes = Xlsx::with_rows(&format!("<row><c><v>{}</v></c></row>", " ".repeat(20 << 20))).build();
    let entries: Vec<usize> =
        (0..bytes.len() - 46).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    for at in entries {
        bytes[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    }
    bytes
}

/// Entities that expand to 10^9 words.
fn build_entities() -> Vec<u8> {
    let mut entities = "<!ENTITY a0 \"lol\">".to_owned();
    for level in 1..10 {
        let inner = format!("&a{};", level - 1).repeat(10);
        write!(entities, "<!ENTITY a{level} \"{inner}\">").unwrap();
    }
    let content =
        format!("<?xml version=\"1.0\"?><!DOCTYPE sst [{entities}]><sst><si><t>&a9;</t></si></sst>");
    let mut xlsx = Xlsx::with_rows("");
    let original = xlsx.build();
    xlsx.more_parts.clear();
    replace_part(&original, "xl/sharedStrings.xml", content.as_bytes())
}

fn replace_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut own = Vec::new();
            std::io::copy(&mut part, &mut own).unwrap();
            let own_name = part.name().unwrap().into_owned();
            let is_replaced = own_name == name;
            (own_name, if is_replaced { content.to_vec() } else { own })
        })
        .collect();
    zip(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

fn build_empty_rows() -> Vec<u8> {
    Xlsx::with_rows(&(1..=1_048_576).map(|row| format!("<row r=\"{row}\"/>")).collect::<String>()).build()
}

fn build_wide_row() -> Vec<u8> {
    let cells = (1..=16_384)
        .map(|column| format!("<c r=\"{}1\"><v>{column}</v></c>", camket_documents::format_column(column)));
    Xlsx::with_rows(&format!("<row r=\"1\">{}</row>", cells.collect::<String>())).build()
}

fn build_long_cell() -> Vec<u8> {
    // No repetition, so that the packing is not what stands out.
    let text: String =
        (0_u32..1_600_000).map(|word| format!("{:06x} ", word.wrapping_mul(2_654_435_761) >> 8)).collect();
    assert!(text.len() > 10 << 20);
    Xlsx::with_rows(&format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>")).build()
}

/// Letters of three bytes and then references, each an event of its own: a reader that counts the whole text at each event
/// takes minutes.
fn build_many_pieces() -> Vec<u8> {
    let text = format!("{}{}", "ệ".repeat(16_000), "&amp;".repeat(16_000));
    Xlsx::with_rows(&format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>").repeat(40)).build()
}

/// Name, bytes, the limit that it breaks, and the steps within which that is found out.
type HostileFile = (&'static str, Vec<u8>, Option<(LimitKind, u64)>, usize);

fn hostile_files() -> Vec<HostileFile> {
    let mut strings = Xlsx::with_rows("");
    strings.shared_strings = "<si/>".repeat(2_000_000);
    let repeated_row = table(
        r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#,
    );
    let repeated_spaces = table(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4000000000"/></text:p></table:table-cell></table:table-row>"#,
    );
    let (ratio, rows) = (Some((LimitKind::PackingRatio, 200)), Some((LimitKind::Rows, 100_000)));
    let long = Some((LimitKind::CellCharacters, 32_767));
    vec![
        ("bomb", build_bomb(), ratio, 100),
        ("lying bomb", build_lying_bomb(), ratio, 100),
        ("empty shared strings", strings.build(), ratio, 100),
        ("entities", build_entities(), None, 100),
        ("empty rows", build_empty_rows(), rows, 200_200),
        ("wide row", build_wide_row(), Some((LimitKind::Columns, 256)), 1_500),
        ("long cell", build_long_cell(), long, 100),
        ("repeated row", repeated_row, rows, 100),
        ("repeated spaces", repeated_spaces, long, 100),
        ("long csv cell", [b"a,\"", vec![b'x'; 12 << 20].as_slice(), b"\"\n"].concat(), long, 0),
        ("many csv rows", b"a\n".repeat(5_000_000), rows, 0),
    ]
}

#[test]
fn every_hostile_file_is_refused_after_few_steps() {
    for (name, bytes, limit, steps) in hostile_files() {
        let limits = ReadLimits { steps, ..ReadLimits::default() };
        let error = read_workbook(&bytes, "a", &limits).unwrap_err();
        assert_eq!(limit_of(&error), limit, "{name}: {error}");
        if limit.is_none() {
            assert_eq!(error, ImportError::EntityDefinitions, "{name}");
        }
    }
}

#[test]
fn each_event_of_a_file_is_a_step() {
    let bytes = build_many_pieces();
    let read_in = |steps| read_workbook(&bytes, "a", &ReadLimits { steps, ..ReadLimits::default() });
    assert_eq!(read_in(1_000_000).unwrap().sheets[0].rows.len(), 40);
    assert_eq!(limit_of(&read_in(100_000).unwrap_err()), Some((LimitKind::Steps, 100_000)));
}

#[test]
fn macros_and_links_are_refused() {
    for (bytes, error) in [
        (with_part("xl/vbaProject.bin", vec![0; 10]), ImportError::Macros),
        (with_part("XL\\VBAPROJECT.BIN", vec![0; 10]), ImportError::Macros),
        (with_part("xl/macrosheets/sheet1.xml", vec![]), ImportError::Macros),
        (with_part("xl/externalLinks/externalLink1.xml", vec![]), ImportError::ExternalLinks),
        (with_part("xl/connections.xml", vec![]), ImportError::ExternalLinks),
        (ods_with("", "", &[("Basic/Standard/Module1.xml", b"")]), ImportError::Macros),
        (ods_with("", "<manifest:encryption-data/>", &[]), ImportError::Password),
        (table(r#"<table:table-source xlink:href="file:///a.ods"/>"#), ImportError::ExternalLinks),
        (
            table(
                r#"<table:table-row><table:table-cell table:formula="of:='file:///a.ods'#$a.A1"/></table:table-row>"#,
            ),
            ImportError::ExternalLinks,
        ),
    ] {
        assert_eq!(refuse(&bytes), error);
    }
}

#[test]
fn links_to_web_pages_are_no_links_of_data() {
    let links = br#"<Relationships><Relationship Id="a" Type="x/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>"#;
    assert_eq!(read(&with_part("xl/worksheets/_rels/sheet1.xml.rels", links.to_vec())).sheets.len(), 1);
}

#[test]
fn damaged_archives_are_refused() {
    let good = Xlsx::with_rows("<row><c><v>1</v></c></row>").build();
    let damaged = ImportError::Damaged("archive");
    assert_eq!(refuse(&good[..good.len() / 2]), damaged);
    assert_eq!(refuse(&good[..good.len() - 30]), damaged);
    let mut flipped = good.clone();
    let sheet = good.windows(10).position(|bytes| bytes == b"sheet1.xml").unwrap();
    flipped[sheet + 20] ^= 0x55;
    assert_eq!(refuse(&flipped), damaged);
    let mut encrypted = good.clone();
    for at in (0..good.len() - 4).filter(|at| good[*at..].starts_with(b"PK\x01\x02")) {
        encrypted[at + 8] |= 1;
    }
    assert_eq!(refuse(&encrypted), ImportError::Password);
    for rows in [
        "<row><c><v>1</v>",
        "<row><c><v>x</v></c></row>",
        "<row><c t=\"s\"><v>7</v></c></row>",
        "<row><c r=\"?\"/></row>",
        "<row><c><v>&unknown;</v></c></row>",
    ] {
        assert!(matches!(refuse(&Xlsx::with_rows(rows).build()), ImportError::Damaged(_)), "{rows}");
    }
}

#[test]
fn small_limits_are_named_with_their_number_and_place() {
    let limits =
        ReadLimits { sheets: 1, rows: 3, columns: 2, cells: 3, cell_characters: 5, ..ReadLimits::default() };
    let rows = |rows: &str| read_workbook(&Xlsx::with_rows(rows).build(), "a", &limits).unwrap_err();
    let one = "<row><c><v>1</v></c></row>";
    assert_eq!(limit_of(&rows(&one.repeat(4))), Some((LimitKind::Rows, 3)));
    assert_eq!(
        limit_of(&rows("<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c><c><v>1</v></c></row>")),
        Some((LimitKind::Cells, 3))
    );
    let error = rows("<row r=\"7\"><c r=\"C7\"/></row>");
    let ImportError::LimitExceeded { limit, most, at } = error else { panic!("{error}") };
    let (sheet, address) = at.unwrap();
    assert_eq!(
        (limit, most, sheet.as_str(), address.to_string().as_str()),
        (LimitKind::Columns, 2, "Danh sách", "C7")
    );
    let long = rows("<row><c t=\"inlineStr\"><is><t>ngườii</t></is></c></row>");
    assert_eq!((limit_of(&long), long.code()), (Some((LimitKind::CellCharacters, 5)), "cell-characters"));
    let mut two = Xlsx::with_rows(one);
    two.sheets.push(two.sheets[0].clone());
    assert_eq!(
        limit_of(&read_workbook(&two.build(), "a", &limits).unwrap_err()),
        Some((LimitKind::Sheets, 1))
    );
    let tiny = ReadLimits { file_bytes: 10, ..limits };
    assert_eq!(limit_of(&read_workbook(&[0; 11], "a", &tiny).unwrap_err()), Some((LimitKind::FileBytes, 10)));
}
