//! Texts in encodings of before Unicode, and code pages of csv files.

use camket_documents::{FileFormat, LegacyEncoding};
use encoding_rs::WINDOWS_1258;

use crate::archives::Xlsx;
use crate::{list_rows, read};

fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    list_rows(&read(bytes).sheets[0]).into_iter().map(|(_, cells)| cells).collect()
}

fn column_of(texts: &[&str]) -> Vec<u8> {
    let row = |text: &&str| format!(r#"<row><c t="inlineStr"><is><t>{text}</t></is></c></row>"#);
    Xlsx::with_rows(&texts.iter().map(row).collect::<String>()).build()
}

#[test]
fn columns_in_tcvn3_and_vni_are_converted_and_reported() {
    let tcvn3 =
        read(&column_of(&["Tªn c¬ së", "Nhµ nghØ Hoa Sen", "Kh¸ch s¹n Tr\u{AD}êng S¬n", "Phã", "Sao 5"]));
    let sheet = &tcvn3.sheets[0];
    let cells: Vec<_> = sheet.rows.iter().map(|row| row.value(1).to_text().into_owned()).collect();
    assert_eq!(cells, ["Tên cơ sở", "Nhà nghỉ Hoa Sen", "Khách sạn Trường Sơn", "Phó", "Sao 5"]);
    let legacy = sheet.legacy[0];
    assert_eq!(
        (legacy.column, legacy.encoding, legacy.cells, legacy.converted),
        (1, LegacyEncoding::Tcvn3, 3, true)
    );

    let vni = read(&column_of(&["Teân cô sôû", "Nhaø nghæ Hoa Sen", "Khaùch saïn Tröôøng Sôn"]));
    let sheet = &vni.sheets[0];
    let cells: Vec<_> = sheet.rows.iter().map(|row| row.value(1).to_text().into_owned()).collect();
    assert_eq!(cells, ["Tên cơ sở", "Nhà nghỉ Hoa Sen", "Khách sạn Trường Sơn"]);
    assert_eq!((sheet.legacy[0].encoding, sheet.legacy[0].converted), (LegacyEncoding::Vni, true));
}

#[test]
fn a_column_of_two_encodings_is_reported_and_left() {
    let mixed = read(&column_of(&["Nhà nghỉ Bình Minh", "Kh¸ch s¹n", "Nhµ nghØ", "Khách sạn Đồi Sứ"]));
    let legacy = mixed.sheets[0].legacy[0];
    assert_eq!((legacy.cells, legacy.converted), (2, false));
    assert_eq!(mixed.sheets[0].rows[1].value(1).to_text(), "Kh¸ch s¹n");
}

#[test]
fn a_foreign_name_among_vietnamese_ones_stays() {
    let names = ["Chủ cơ sở", "Nguyễn Thị Hoa", "Anaïs Noël", "Trần Văn Bình"];
    let workbook = read(&column_of(&names));
    assert_eq!(workbook.sheets[0].legacy, []);
    assert_eq!(workbook.sheets[0].rows[2].value(1).to_text(), "Anaïs Noël");
}

#[test]
fn a_csv_is_read_in_its_code_page() {
    let list = "STT,Tên cơ sở,Địa chỉ\n1,Khách sạn Đồi Sứ,phường Phan Rang\n";
    let rows = [
        vec!["A: STT", "B: Tên cơ sở", "C: Địa chỉ"],
        vec!["A: 1", "B: Khách sạn Đồi Sứ", "C: phường Phan Rang"],
    ];
    assert_eq!(texts(list.as_bytes()), rows);
    assert_eq!(texts(format!("\u{FEFF}{list}").as_bytes()), rows);
    // The code page has vowels with hats, and tones as marks of their own.
    let decomposed = list
        .replace('ạ', "a\u{323}")
        .replace('ỉ', "i\u{309}")
        .replace('ờ', "ơ\u{300}")
        .replace('ở', "ơ\u{309}");
    let decomposed = decomposed.replace('ứ', "ư\u{301}").replace('ị', "i\u{323}").replace('ồ', "ô\u{300}");
    let (bytes, _, has_unmapped) = WINDOWS_1258.encode(&decomposed);
    assert!(!has_unmapped);
    assert_eq!(texts(&bytes), rows);
    let utf16: Vec<u8> =
        format!("\u{FEFF}{}", list.replace(',', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(&utf16), rows);
}

#[test]
fn a_csv_in_tcvn3_bytes_is_converted() {
    let list = "STT;Tªn c¬ së\n1;Nhµ nghØ Hoa Sen\n2;Kh¸ch s¹n Tr\u{AD}êng S¬n\n";
    let bytes: Vec<u8> = list.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(texts(&bytes)[2], ["A: 2", "B: Khách sạn Trường Sơn"]);
    let list = "STT;Teân cô sôû\n1;Nhaø nghæ Hoa Sen\n2;Khaùch saïn Tröôøng Sôn\n";
    let bytes: Vec<u8> = list.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(texts(&bytes)[2], ["A: 2", "B: Khách sạn Trường Sơn"]);
}

#[test]
fn separators_are_found_below_titles() {
    for (separator, list) in [
        (';', "DANH SÁCH, quý 1\n\nSTT;Tên;Địa chỉ\n1;\"Sen; Hồng\";\"số 5,\nphường A\"\n2;Mai;số 7\n"),
        ('\t', "STT\tTên\tĐịa chỉ\r\n1\tSen, Hồng\tsố 5\r\n"),
        ('|', "sep=|\nSTT|Tên\n1|Sen\n"),
        (',', "Tên\nSen\n"),
    ] {
        let workbook = read(list.as_bytes());
        assert_eq!(workbook.format, FileFormat::Delimited(separator), "{list}");
    }
}

#[test]
fn rows_of_a_csv_have_the_numbers_that_a_spreadsheet_shows() {
    let numbers = |list: &str| -> Vec<u32> {
        list_rows(&read(list.as_bytes()).sheets[0]).iter().map(|(number, _)| *number).collect()
    };
    for line_break in ["\n", "\r\n", "\r"] {
        let list = "DANH SÁCH\n\n\nSTT;Tên\n1;\"Sen\n\nHồng\"\n2;Mai\n\n3;Lan\n".replace('\n', line_break);
        assert_eq!(numbers(&list), [1, 4, 5, 6, 8], "{line_break:?}");
        assert_eq!(numbers(&format!("{line_break}{list}")), [2, 5, 6, 7, 9], "{line_break:?}");
        let named = "sep=;\n\nSTT;Tên\n1;Sen".replace('\n', line_break);
        if line_break != "\r" {
            assert_eq!(numbers(&named), [3, 4], "{line_break:?}");
        }
    }
    assert_eq!(read(b"a\n").sheets[0].name, "danh-sach");
}
