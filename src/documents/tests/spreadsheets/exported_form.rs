//! The office's form of an exported xlsx, in the XML of its sheets.

use std::io::{Cursor, Read};

use camket_documents::{ListForm, ListFormat, ListSignatures, ListSigner, ListValue, ListWriter};
use time::macros::date;
use zip::ZipArchive;

use crate::exported::{build_form, write};

fn read_part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn build_signed_list() -> Vec<u8> {
    let signer = |capacity: &[&str], name: &str| ListSigner {
        capacity: capacity.iter().map(|line| (*line).to_owned()).collect(),
        name: name.into(),
    };
    let signatures = ListSignatures {
        place: "Ninh Chử".into(),
        date: Some(date!(2026 - 09 - 05)),
        left: Some(signer(&["NGƯỜI LẬP BIỂU"], "Lê Thị Mai")),
        right: signer(&["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], ""),
    };
    let form = ListForm { signatures: Some(signatures), ..build_form() };
    let mut writer = ListWriter::new(ListFormat::Xlsx, form, Vec::new()).unwrap();
    writer.write_row(&["A".into(), "1".into(), 5_i64.into(), ListValue::Empty]).unwrap();
    writer.write_row(&["B".into(), "2".into(), 7_i64.into(), ListValue::Empty]).unwrap();
    let totals = [ListValue::Empty, ListValue::Empty, 12_i64.into(), ListValue::Empty];
    writer.finish(Some(&totals), &["Tổng số: 2 cơ sở".into()]).unwrap()
}

/// The cells with text, as "A1 text". A cell without an address is the one after the last.
fn list_texts(sheet: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (row, cells) in (1..).zip(sheet.split("<row ").skip(1)) {
        let mut column = b'A';
        for cell in cells.split("<c ").skip(1) {
            column = cell.strip_prefix("r=\"").map_or(column, |address| address.as_bytes()[0]);
            if let Some((_, text)) = cell.split_once("<t>") {
                texts.push(format!("{}{row} {}", char::from(column), text.split("</t>").next().unwrap()));
            }
            column += 1;
        }
    }
    texts
}

#[test]
fn the_list_is_laid_out_as_an_office_prints_it() {
    let sheet = read_part(&build_signed_list(), "xl/worksheets/sheet1.xml");
    assert_eq!(
        list_texts(&sheet),
        [
            "A1 ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
            "C1 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "A2 ỦY BAN NHÂN DÂN PHƯỜNG NINH CHỬ",
            "C2 Độc lập - Tự do - Hạnh phúc",
            "A4 DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ",
            "A5 Địa bàn: phường Ninh Chử",
            "A6 Kỳ: Quý III năm 2026",
            "A8 STT",
            "B8 Tên cơ sở",
            "C8 Mã số thuế",
            "D8 Số lao động",
            "E8 Ngày ký cam kết",
            "A9 (1)",
            "B9 (2)",
            "C9 (3)",
            "D9 (4)",
            "E9 (5)",
            "B10 A",
            "C10 1",
            "B11 B",
            "C11 2",
            "A12 Tổng cộng",
            "A13 Tổng số: 2 cơ sở",
            "C15 Ninh Chử, ngày\u{A0}05 tháng\u{A0}9 năm\u{A0}2026",
            "A16 NGƯỜI LẬP BIỂU",
            "C16 TM. ỦY BAN NHÂN DÂN",
            "C17 CHỦ TỊCH",
            "A22 Lê Thị Mai",
        ]
    );
    for expected in [
        r#"<pageSetUpPr fitToPage="1"/>"#,
        r#"<pane ySplit="9" topLeftCell="A10" activePane="bottomLeft" state="frozen"/>"#,
        r#"<mergeCell ref="A1:B1"/><mergeCell ref="C1:E1"/>"#,
        r#"<mergeCell ref="A4:E4"/>"#,
        r#"<mergeCell ref="A12:B12"/>"#,
        r#"<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>"#,
        "&amp;P/&amp;N</oddFooter>",
    ] {
        assert!(sheet.contains(expected), "{expected} is not in {sheet}");
    }
    let workbook = read_part(&build_signed_list(), "xl/workbook.xml");
    assert!(workbook.contains(r#"localSheetId="0">'Danh sách'!$8:$9<"#), "{workbook}");
}

#[test]
fn the_data_are_plain_with_a_filter() {
    let sheet = read_part(&build_signed_list(), "xl/worksheets/sheet2.xml");
    assert_eq!(
        list_texts(&sheet),
        [
            "A1 STT",
            "B1 Tên cơ sở",
            "C1 Mã số thuế",
            "D1 Số lao động",
            "E1 Ngày ký cam kết",
            "B2 A",
            "C2 1",
            "B3 B",
            "C3 2"
        ]
    );
    assert!(sheet.contains(r#"<autoFilter ref="A1:E3"/>"#), "{sheet}");
    assert!(!sheet.contains("mergeCell"), "{sheet}");
}

#[test]
fn an_empty_list_and_one_of_one_column_are_whole_files() {
    let mut form = build_form();
    form.columns.truncate(1);
    form.letterhead.parent = String::new();
    (form.title, form.about) = (Vec::new(), Vec::new());
    for rows in [vec![], vec![vec!["a".into()]]] {
        let bytes = write(ListFormat::Xlsx, form.clone(), &rows);
        let sheet = read_part(&bytes, "xl/worksheets/sheet1.xml");
        assert_eq!(list_texts(&sheet)[0], "A1 ỦY BAN NHÂN DÂN PHƯỜNG NINH CHỬ");
        assert!(!sheet.contains("<mergeCells"), "{sheet}");
        let filter = format!(r#"<autoFilter ref="A1:B{}"/>"#, rows.len() + 1);
        assert!(read_part(&bytes, "xl/worksheets/sheet2.xml").contains(&filter));
    }
}

#[test]
fn the_same_list_gives_the_same_file() {
    assert_eq!(build_signed_list(), build_signed_list());
}
