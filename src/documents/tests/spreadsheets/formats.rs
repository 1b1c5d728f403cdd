//! The format is told by the content, whatever the file is called; calamine reads the same.

use calamine::{Data, Reader as _, Xls, Xlsx as CalamineXlsx};
use camket_documents::{CellValue, FileFormat, ImportError, ReadLimits, UnsupportedFormat, read_workbook};
use std::io::Cursor;

use crate::archives::{Xlsx, ods, zip};
use crate::{read, refuse};

#[test]
fn the_content_decides_not_the_name() {
    let xlsx = Xlsx::with_rows("<row><c><v>1</v></c></row>").build();
    for (bytes, format) in [
        (xlsx, FileFormat::Xlsx),
        (ods("<table:table table:name=\"a\"></table:table>"), FileFormat::Ods),
        (include_bytes!("old_list.xls").to_vec(), FileFormat::Xls),
        (b"a,b\n1,2\n".to_vec(), FileFormat::Delimited(',')),
    ] {
        for name in ["list.xlsx", "list.xls", "list.csv", "list", ""] {
            assert_eq!(read_workbook(&bytes, name, &ReadLimits::default()).unwrap().format, format);
        }
    }
}

#[test]
fn what_is_no_spreadsheet_is_refused() {
    let zips = [zip(&[("word/document.xml", b"<w/>")]), zip(&[("a.txt", b"a")]), zip(&[])];
    let relations = br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = zip(&[("_rels/.rels", relations), ("word/document.xml", b"<w/>")]);
    for bytes in
        [b"".to_vec(), b"  \n".to_vec(), b"%PDF-1.7 a".to_vec(), b"\x89PNG\r\n\x1a\n\0\0".to_vec(), document]
            .into_iter()
            .chain(zips)
    {
        assert_eq!(refuse(&bytes), ImportError::NotASpreadsheet, "{:?}", bytes.get(..8));
    }
    let page = b"\xEF\xBB\xBF <html><table><tr><td>1</td></tr></table></html>";
    assert_eq!(refuse(page), ImportError::Unsupported(UnsupportedFormat::WebPage));
    let binary = zip(&[("xl/workbook.bin", b"a"), ("[Content_Types].xml", b"<a/>")]);
    assert_eq!(refuse(&binary), ImportError::Unsupported(UnsupportedFormat::Xlsb));
}

#[test]
fn calamine_reads_the_same_cells() {
    let rows = r#"<row r="2"><c r="B2"><v>100100590</v></c><c r="C2" t="inlineStr"><is><t>Hoa Sen</t></is></c><c r="D2" s="2"><v>46027</v></c></row><row r="4"><c r="B4" t="b"><v>1</v></c><c r="D4"><f>1+1</f><v>2</v></c></row>"#;
    let bytes = Xlsx::with_rows(rows).build();
    let mut other = CalamineXlsx::new(Cursor::new(&bytes)).unwrap();
    compare(&bytes, |name| other.worksheet_range(name).unwrap());
    let old = include_bytes!("old_list.xls");
    let mut other = Xls::new(Cursor::new(old)).unwrap();
    compare(old, |name| other.worksheet_range(name).unwrap());
}

fn compare(bytes: &[u8], mut range: impl FnMut(&str) -> calamine::Range<Data>) {
    for sheet in &read(bytes).sheets {
        let range = range(&sheet.name);
        let (first_row, first_column) = range.start().unwrap();
        let theirs: Vec<_> = range
            .used_cells()
            // A format without a value is no cell of ours.
            .filter(|(_, _, data)| **data != Data::String(String::new()))
            .map(|(row, column, data)| {
                let row = u32::try_from(row).unwrap() + first_row + 1;
                (row, u32::try_from(column).unwrap() + first_column + 1, describe(data))
            })
            .collect();
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
        let ours: Vec<_> = cells.map(|(row, cell)| (row, cell.column, describe_own(&cell.value))).collect();
        assert_eq!(ours, theirs);
    }
}

fn describe(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::DateTime(serial) => format!("date {}", serial.as_f64()),
        Data::Float(number) => format!("number {number}"),
        Data::Int(number) => format!("number {number}"),
        other => format!("{other:?}"),
    }
}

fn describe_own(value: &CellValue) -> String {
    match value {
        CellValue::Number(number) => format!("number {number}"),
        CellValue::Date(at) => {
            format!("date {}", (at.date() - time::macros::date!(1899 - 12 - 30)).whole_days())
        }
        CellValue::Bool(flag) => format!("Bool({flag})"),
        other => other.to_text().into_owned(),
    }
}
