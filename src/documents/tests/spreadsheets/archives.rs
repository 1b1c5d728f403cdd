//! Workbooks made by hand, so that they can be as wrong as those of other programs.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(parts, CompressionMethod::Deflated)
}

pub fn zip_with(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An xlsx with the given insides.
pub struct Xlsx {
    /// Name, state, content of the worksheet element.
    pub sheets: Vec<(String, &'static str, String)>,
    pub shared_strings: String,
    pub workbook_properties: &'static str,
    pub more_parts: Vec<(&'static str, Vec<u8>)>,
}

impl Xlsx {
    /// One visible sheet with these rows.
    pub fn with_rows(rows: &str) -> Self {
        Self::with_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    pub fn with_sheet(content: &str) -> Self {
        Self {
            sheets: vec![("Danh sách".to_owned(), "visible", content.to_owned())],
            shared_strings: String::new(),
            workbook_properties: "",
            more_parts: Vec::new(),
        }
    }

    pub fn build(&self) -> Vec<u8> {
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), self.content_types()),
            ("_rels/.rels".to_owned(), relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml".to_owned(), self.workbook()),
            ("xl/_rels/workbook.xml.rels".to_owned(), self.workbook_relations()),
            ("xl/styles.xml".to_owned(), styles()),
            (
                "xl/sharedStrings.xml".to_owned(),
                format!(r#"<sst xmlns="{MAIN}">{}</sst>"#, self.shared_strings),
            ),
        ];
        for (number, (_, _, content)) in (1..).zip(&self.sheets) {
            let sheet = format!(r#"<worksheet xmlns="{MAIN}">{content}</worksheet>"#);
            parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
        }
        let mut all: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        all.extend(self.more_parts.iter().map(|(name, content)| (*name, content.as_slice())));
        zip(&all)
    }

    fn content_types(&self) -> String {
        let sheet = |number| {
            format!(
                r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
            )
        };
        let sheets: String = (1..=self.sheets.len()).map(sheet).collect();
        format!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{sheets}</Types>"#
        )
    }

    fn workbook(&self) -> String {
        let sheets: String = (1..)
            .zip(&self.sheets)
            .map(|(number, (name, state, _))| {
                format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="s{number}"/>"#)
            })
            .collect();
        let properties = self.workbook_properties;
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{sheets}</sheets></workbook>"#
        )
    }

    fn workbook_relations(&self) -> String {
        let sheets = (1..=self.sheets.len())
            .map(|number| (format!("s{number}"), format!("worksheets/sheet{number}.xml")));
        let sheets: Vec<_> = sheets.collect();
        let mut all: Vec<_> =
            sheets.iter().map(|(id, part)| (id.as_str(), "worksheet", part.as_str())).collect();
        all.extend([("a", "styles", "styles.xml"), ("b", "sharedStrings", "/xl/sharedStrings.xml")]);
        relations(&all)
    }
}

fn relations(entries: &[(&str, &str, &str)]) -> String {
    let entries: String = entries
        .iter()
        .map(|(id, kind, target)| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!(r#"<Relationships xmlns="{RELATIONS}">{entries}</Relationships>"#)
}

/// Cell formats: 0 general, 1 built-in date, 2 "dd/mm/yyyy", 3 a number with "d" in quotes, 4 text.
fn styles() -> String {
    let formats = [0, 14, 164, 165, 49].map(|id| format!(r#"<xf numFmtId="{id}"/>"#)).concat();
    format!(
        r#"<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0&quot;d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{formats}</cellXfs></styleSheet>"#
    )
}

/// An ods with these tables.
pub fn ods(tables: &str) -> Vec<u8> {
    ods_with(tables, "", &[])
}

pub fn ods_with(tables: &str, manifest_entry: &str, more_parts: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = format!(
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/">{manifest_entry}</manifest:file-entry></manifest:manifest>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ];
    parts.extend(more_parts);
    zip(&parts)
}
