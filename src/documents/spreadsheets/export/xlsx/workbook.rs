//! The parts of the archive beside sheets and styles.

use super::escape::push_escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A sheet in the list of sheets.
#[derive(Debug)]
pub(super) struct SheetEntry {
    /// Escaped.
    name: String,
    /// The rows that are printed on every page (from, to).
    headings: Option<(u32, u32)>,
    /// The cells of its filter.
    filter: Option<String>,
    /// The cells that are printed; `None` for all.
    printed: Option<String>,
}

impl SheetEntry {
    pub(super) fn with_headings(name: &str, rows: (u32, u32)) -> Self {
        Self { name: escape(name), headings: Some(rows), filter: None, printed: None }
    }

    pub(super) fn with_filter(name: &str, area: String) -> Self {
        Self { name: escape(name), headings: Some((1, 1)), filter: Some(area), printed: None }
    }

    /// Prints these cells alone, as "$A$1:$F$1": for data that other sheets show in a form to print.
    pub(super) fn printing(mut self, area: String) -> Self {
        self.printed = Some(area);
        self
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    push_escaped(&mut escaped, text);
    escaped
}

/// The name of the part of a sheet, from 1.
pub(super) fn name_part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// Names and contents of the parts that begin an archive with this number of sheets.
pub(super) fn build_fixed_parts(sheets: usize) -> [(&'static str, String); 3] {
    let parts: String = (1..=sheets)
        .map(|number| {
            let part = name_part(number);
            format!(r#"<Override PartName="/{part}" ContentType="{SPREADSHEET}.worksheet+xml"/>"#)
        })
        .collect();
    let links: String = (1..=sheets)
        .map(|number| build_link(number, "worksheet", &format!("worksheets/sheet{number}.xml")))
        .collect();
    [
        (
            "[Content_Types].xml",
            format!(
                concat!(
                    "{head}",
                    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
                    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
                    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
                    r#"<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>"#,
                    r#"<Override PartName="/xl/styles.xml" ContentType="{spreadsheet}.styles+xml"/>"#,
                    "{parts}</Types>",
                ),
                head = HEAD,
                spreadsheet = SPREADSHEET,
                parts = parts,
            ),
        ),
        ("_rels/.rels", build_links(&build_link(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            build_links(&(links + &build_link(sheets + 1, "styles", "styles.xml"))),
        ),
    ]
}

fn build_links(links: &str) -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    )
}

fn build_link(number: usize, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>"#)
}

/// The list of sheets, what is printed of each and on every page, and their filters.
pub(super) fn build_workbook(entries: &[SheetEntry]) -> String {
    let (mut sheets, mut filters, mut titles) = (String::new(), String::new(), String::new());
    for (index, SheetEntry { name, headings, filter, printed }) in entries.iter().enumerate() {
        let number = index + 1;
        sheets += &format!(r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
        if let Some(area) = filter {
            filters += &format!(
                r#"<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'{name}'!{area}</definedName>"#
            );
        }
        if let Some(area) = printed {
            titles += &format!(
                r#"<definedName name="_xlnm.Print_Area" localSheetId="{index}">'{name}'!{area}</definedName>"#
            );
        }
        if let Some((first, last)) = headings {
            titles += &format!(
                r#"<definedName name="_xlnm.Print_Titles" localSheetId="{index}">'{name}'!${first}:${last}</definedName>"#
            );
        }
    }
    format!(
        concat!(
            "{head}",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relationships}">"#,
            "<sheets>{sheets}</sheets><definedNames>{filters}{titles}</definedNames></workbook>",
        ),
        head = HEAD,
        relationships = RELATIONSHIPS,
        sheets = sheets,
        filters = filters,
        titles = titles,
    )
}
