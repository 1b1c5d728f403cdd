//! Lists as csv: the very bytes.

use camket_documents::{ListFormat, ListValue};
use time::macros::date;

use crate::exported::{build_form, write};

fn write_csv(rows: &[Vec<ListValue<'_>>]) -> String {
    let text = String::from_utf8(write(ListFormat::Csv, build_form(), rows)).unwrap();
    let heading = "\u{FEFF}STT,Tên cơ sở,Mã số thuế,Số lao động,Ngày ký cam kết\r\n";
    text.strip_prefix(heading).unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[test]
fn values_are_as_they_are_read_by_people() {
    let text = write_csv(&[
        vec!["Nhà nghỉ Hòa Bình".into(), "0100100590".into(), 12_i64.into(), date!(2026 - 09 - 05).into()],
        vec!["Karaoke Đêm".into(), None::<String>.into(), (-3_i64).into(), ListValue::Empty],
    ]);
    assert_eq!(text, "1,Nhà nghỉ Hòa Bình,0100100590,12,05/09/2026\r\n2,Karaoke Đêm,,-3,\r\n");
}

#[test]
fn fields_are_quoted_and_never_formulas() {
    for (text, field) in [
        ("Số 2, Hòa", "\"Số 2, Hòa\""),
        ("a;b", "\"a;b\""),
        ("Quán \"Ngon\"", "\"Quán \"\"Ngon\"\"\""),
        ("dòng 1\ndòng 2", "\"dòng 1\ndòng 2\""),
        (" a ", "\" a \""),
        ("=1+1", "\"'=1+1\""),
        ("+84901234567", "\"'+84901234567\""),
        ("-5", "\"'-5\""),
        ("@SUM(A1)", "\"'@SUM(A1)\""),
        ("\t=1", "\"'\t=1\""),
        ("\r=1", "\"'\r=1\""),
        ("  =1", "\"'  =1\""),
        ("\u{A0}=1", "\"'\u{A0}=1\""),
        ("\u{0}=1", "\"'=1\""),
        ("＝1", "\"'＝1\""),
        ("a\0b\u{1F}", "ab"),
        ("000123456789", "000123456789"),
        ("", ""),
    ] {
        let row = vec![text.into(), ListValue::Empty, ListValue::Empty, ListValue::Empty];
        assert_eq!(write_csv(&[row]), format!("1,{field},,,\r\n"), "{text:?}");
    }
}
