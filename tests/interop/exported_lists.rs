//! An exported list, read by PyPI `openpyxl` in `read_list.py` of this folder.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use camket_documents::{ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue, ListWriter};
use serde_json::{Value, json};
use time::macros::date;

use super::python_path;

fn write_list(file: &Path) {
    let form = ListForm {
        letterhead: Letterhead { parent: "Tỉnh Khánh Hòa".into(), name: "Sở Nội vụ".into() },
        title: vec!["DANH SÁCH CƠ SỞ".into()],
        about: vec!["Địa bàn: phường Ninh Chử".into()],
        columns: vec![
            ListColumn::new("Tên cơ sở", 30, ColumnKind::Text),
            ListColumn::new("Mã số thuế", 15, ColumnKind::Text),
            ListColumn::new("Số phòng", 10, ColumnKind::Number),
            ListColumn::new("Ngày ký", 12, ColumnKind::Date),
        ],
        signatures: None,
    };
    let mut writer = ListWriter::new(ListFormat::Xlsx, form, File::create(file).unwrap()).unwrap();
    let row = ["=Hòa & \"Bình\"".into(), "0100100590".into(), 12_i64.into(), date!(2026 - 09 - 05).into()];
    writer.write_row(&row).unwrap();
    let totals = [ListValue::Empty, ListValue::Empty, 12_i64.into(), ListValue::Empty];
    writer.finish(Some(&totals), &[]).unwrap();
}

fn run_python_reader(file: &Path) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/read_list.py");
    let answer = Command::new(python_path()).arg(script).arg(file).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).unwrap()
}

#[test]
fn others_read_our_exported_lists() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.xlsx");
    write_list(&file);
    let row = |whole: &str| {
        json!([
            [1, "General"],
            ["=Hòa & \"Bình\"", "@"],
            ["0100100590", "@"],
            [12, whole],
            [{ "date": "2026-09-05" }, "dd/mm/yyyy"],
        ])
    };
    let expected = json!({
        "sheets": ["Danh sách", "Dữ liệu"],
        "frozen": ["A9", "A2"],
        "printed on each page": "$7:$8",
        "filter": "A1:E2",
        "merged in the data": 0,
        "merged in the first row": ["A1:B1", "C1:E1"],
        "page": ["landscape", 9, 1],
        "footer": "&P/&N",
        "face": "Times New Roman",
        "office": row("#,##0"),
        "total": ["Tổng cộng", null, null, 12, null],
        "data": row("General"),
    });
    assert_eq!(run_python_reader(&file), expected);
}
