//! Excel 97 and 95.

use camket_documents::{CellValue, FileFormat, ImportError};
use time::macros::datetime;

use crate::biff::{CODE_PAGE, UNICODE, compound_file, record, record_of, workbook};
use crate::{list_rows, read, refuse, text, value};

/// Written by another program: old_list.py.
const OLD_LIST: &[u8] = include_bytes!("old_list.xls");

fn file(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    compound_file(&[("Workbook", &workbook(UNICODE, globals, cells))])
}

#[test]
fn a_list_of_excel_97_is_read() {
    let workbook = read(OLD_LIST);
    assert_eq!(workbook.format, FileFormat::Xls);
    let sheets: Vec<_> =
        workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.rows.len())).collect();
    assert_eq!(sheets, [("Danh sách", false, 6), ("Nháp", true, 220)]);
    let sheet = &workbook.sheets[0];
    assert_eq!(list_rows(sheet)[1].1[1], "B: Tên cơ sở");
    assert_eq!(value(sheet, 4, 3), CellValue::Number(100_100_593.0));
    assert_eq!(value(sheet, 4, 4), CellValue::Date(datetime!(2026-01-03 0:00)));
    assert_eq!(value(sheet, 6, 2), text("Khách sạn Đồi Sứ – ẩm thực & lưu trú"));
    assert_eq!(value(sheet, 7, 1), CellValue::Bool(true));
    assert_eq!(sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect::<Vec<_>>(), [6]);
    assert_eq!(
        sheet.merged.iter().map(|area| (area.first.to_string(), area.last.to_string())).collect::<Vec<_>>(),
        [("B4".to_owned(), "B5".to_owned()), ("A1".to_owned(), "F1".to_owned())]
    );
    // The table of texts is continued in further records.
    assert_eq!(value(&workbook.sheets[1], 220, 1), text("Cơ sở kinh doanh số 219, phường Đông Hải"));
}

#[test]
fn every_kind_of_record_is_read() {
    let rk = |number: i32, flags: u32| ((number << 2).cast_unsigned() | flags).to_le_bytes();
    let globals = [
        record_of(0x0022, &[1], &[]),
        record_of(0x041E, &[200, 10], b"\0dd/mm/yyyy"),
        record_of(0x00E0, &[0, 0], &[0; 16]),
        record_of(0x00E0, &[0, 200], &[0; 16]),
        record(
            0x00FC,
            &[&[9, 0, 0, 0, 9, 0, 0, 0][..], &[3, 0, 8, 1, 0], b"Sen", &[0; 4], &[4, 0, 1], b"\xD3\x1E"]
                .concat(),
        ),
        // The second text goes on as low bytes.
        record(0x003C, b"\0abc"),
    ];
    let cells = [
        record_of(0x0208, &[1, 0, 3, 255, 0, 0], &[0x20, 1, 0, 0]),
        record_of(0x00FD, &[0, 0, 0, 0, 0], &[]),
        record_of(0x00FD, &[0, 1, 0, 1, 0], &[]),
        record_of(0x00BD, &[1, 0, 0], &[&rk(100_100_590, 2)[..], &[1, 0], &rk(44_565, 2), &[1, 0]].concat()),
        record_of(0x027E, &[1, 2, 0], &rk(1250, 3)),
        record_of(0x0205, &[2, 0, 0], &[0x2A, 1]),
        record_of(0x0006, &[2, 1, 0], &[&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF][..], &[0; 8]].concat()),
        record_of(0x0207, &[2], b"\0ab"),
        record_of(0x00D6, &[2, 2, 0, 3], b"\0Hoa\0\0"),
        record_of(0x0006, &[2, 3, 0], &[&2.5_f64.to_le_bytes()[..], &[0; 8]].concat()),
    ];
    let sheet = &read(&file(&globals, &cells)).sheets[0];
    assert_eq!(
        list_rows(sheet),
        [
            (1, ["A: Sen", "B: ồabc"].map(str::to_owned).to_vec()),
            (2, ["A: 100100590", "B: 05/01/2026", "C: 12.5"].map(str::to_owned).to_vec()),
            (3, ["A: #N/A", "B: ab", "C: Hoa", "D: 2.5"].map(str::to_owned).to_vec()),
        ]
    );
    assert!(sheet.rows[1].hidden && !sheet.rows[2].hidden);
}

#[test]
fn a_list_of_excel_95_is_read_in_its_code_page() {
    let name = b"Kha\xECch s\xE2n";
    let label = record_of(0x0204, &[0, 0, 0, 10], name);
    let stream = workbook(CODE_PAGE, &[record_of(0x0042, &[1258], &[])], &[label]);
    let sheet = &read(&compound_file(&[("Book", &stream)])).sheets[0];
    assert_eq!((sheet.name.as_str(), value(sheet, 1, 1)), ("Old", text("Khách sân")));
}

#[test]
fn passwords_macros_and_links_are_refused() {
    assert_eq!(refuse(&file(&[record_of(0x002F, &[1, 1, 1], &[0; 48])], &[])), ImportError::Password);
    assert_eq!(
        refuse(&compound_file(&[("EncryptionInfo", b""), ("EncryptedPackage", b"")])),
        ImportError::Password
    );
    let plain = workbook(UNICODE, &[], &[]);
    assert_eq!(
        refuse(&compound_file(&[("Workbook", &plain), ("_VBA_PROJECT_CUR", b"")])),
        ImportError::Macros
    );
    let own_book = record_of(0x01AE, &[1, 0x0401], &[]);
    assert_eq!(read(&file(&[own_book], &[])).sheets.len(), 1);
    let other_book = record_of(0x01AE, &[1, 12], b"\0\x01C:\\list.xls");
    assert_eq!(refuse(&file(&[other_book], &[])), ImportError::ExternalLinks);
    assert_eq!(refuse(&compound_file(&[("WordDocument", b"")])), ImportError::NotASpreadsheet);
}
