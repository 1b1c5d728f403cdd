//! The values of an exported xlsx, as calamine reads them.

use std::io::{Cursor, ErrorKind, Write};

use calamine::{Data, Range, Reader, Xlsx};
use camket_documents::{ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue, ListWriter};
use time::macros::date;

const DATA: &str = "Dữ liệu";
const OFFICE: &str = "Danh sách";

pub fn build_form() -> ListForm {
    ListForm {
        letterhead: Letterhead {
            parent: "Ủy ban nhân dân tỉnh Khánh Hòa".into(),
            name: "Ủy ban nhân dân phường Ninh Chử".into(),
        },
        title: vec!["DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ".into()],
        about: vec!["Địa bàn: phường Ninh Chử".into(), "Kỳ: Quý III năm 2026".into()],
        columns: vec![
            ListColumn::new("Tên cơ sở", 32, ColumnKind::Text),
            ListColumn::new("Mã số thuế", 16, ColumnKind::Text),
            ListColumn::new("Số lao động", 10, ColumnKind::Number),
            ListColumn::new("Ngày ký cam kết", 12, ColumnKind::Date),
        ],
        signatures: None,
    }
}

pub fn write(format: ListFormat, form: ListForm, rows: &[Vec<ListValue<'_>>]) -> Vec<u8> {
    let mut writer = ListWriter::new(format, form, Vec::new()).unwrap();
    for row in rows {
        writer.write_row(row).unwrap();
    }
    writer.finish(None, &[]).unwrap()
}

fn read(bytes: Vec<u8>, sheet: &str) -> Range<Data> {
    Xlsx::new(Cursor::new(bytes)).unwrap().worksheet_range(sheet).unwrap()
}

/// The text of one cell, written and read.
fn exchange(text: &str) -> Data {
    let row = vec![text.into(), ListValue::Empty, ListValue::Empty, ListValue::Empty];
    read(write(ListFormat::Xlsx, build_form(), &[row]), DATA).get_value((1, 1)).unwrap().clone()
}

#[test]
fn each_value_keeps_its_type_in_both_sheets() {
    let bytes = write(
        ListFormat::Xlsx,
        build_form(),
        &[
            vec![
                "Nhà nghỉ Hòa Bình".into(),
                "0100100590".into(),
                12_i64.into(),
                date!(2026 - 09 - 05).into(),
            ],
            vec!["Karaoke Đêm".into(), None::<String>.into(), (-3_i64).into(), ListValue::Empty],
        ],
    );
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), [OFFICE, DATA]);
    for (sheet, first) in [(DATA, 1), (OFFICE, 9)] {
        let range = workbook.worksheet_range(sheet).unwrap();
        let row = |at: u32| -> Vec<Data> {
            (0..5).map(|column| range.get_value((at, column)).cloned().unwrap_or_default()).collect()
        };
        let [order, name, code, count, day] = &row(first)[..] else { panic!("{:?}", row(first)) };
        assert_eq!(
            (order, name, code, count),
            (
                &Data::Float(1.0),
                &Data::String("Nhà nghỉ Hòa Bình".into()),
                &Data::String("0100100590".into()),
                &Data::Float(12.0)
            )
        );
        let Data::DateTime(day) = day else { panic!("{day:?}") };
        assert!((day.as_f64() - 46_270.0).abs() < f64::EPSILON, "{day:?}");
        let second = row(first + 1);
        assert_eq!(second[..4], [2.0.into(), "Karaoke Đêm".into(), Data::Empty, (-3.0).into()]);
        assert_eq!(second[4], Data::Empty);
    }
}

#[test]
fn text_is_text_whatever_it_looks_like() {
    for text in [
        "=1+1",
        "+84901234567",
        "-5",
        "@SUM(A1)",
        "000123456789",
        "4.41E+11",
        "2026-01-05",
        "a]]>b<c>&amp;\"'",
        "dòng 1\ndòng 2",
        "  hai đầu  ",
        "Thị xã Ninh Hoà, tổ 3",
        "😀",
    ] {
        assert_eq!(exchange(text), Data::String(text.into()));
    }
}

#[test]
fn what_no_cell_holds_is_left_out() {
    assert_eq!(exchange("a\u{0}b\u{B}c\u{1F}d\r\ne"), Data::String("abcd\ne".into()));
    let Data::String(text) = exchange(&"ệ".repeat(40_000)) else { panic!() };
    assert_eq!(text.chars().count(), 32_767);
}

#[test]
fn what_a_spreadsheet_would_change_becomes_text() {
    let old = date!(1900 - 02 - 28);
    let row = vec![ListValue::Empty, ListValue::Empty, 1_234_567_890_123_456_i64.into(), old.into()];
    let first = vec![
        ListValue::Empty,
        ListValue::Empty,
        999_999_999_999_999_i64.into(),
        date!(1900 - 03 - 01).into(),
    ];
    let range = read(write(ListFormat::Xlsx, build_form(), &[row, first]), DATA);
    assert_eq!(range.get_value((1, 3)), Some(&"1234567890123456".to_owned().into()));
    assert_eq!(range.get_value((1, 4)), Some(&"28/02/1900".to_owned().into()));
    assert_eq!(range.get_value((2, 3)), Some(&Data::Float(999_999_999_999_999.0)));
    let Some(Data::DateTime(day)) = range.get_value((2, 4)) else { panic!() };
    assert!((day.as_f64() - 61.0).abs() < f64::EPSILON);
}

#[test]
fn a_row_or_total_of_another_width_is_refused() {
    for format in [ListFormat::Csv, ListFormat::Xlsx] {
        let mut writer = ListWriter::new(format, build_form(), Vec::new()).unwrap();
        assert_eq!(writer.write_row(&["a".into()]).unwrap_err().kind(), ErrorKind::InvalidInput);
        let error = writer.finish(Some(&["a".into()]), &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let form = ListForm { columns: Vec::new(), ..build_form() };
        assert_eq!(ListWriter::new(format, form, Vec::new()).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn an_error_of_the_sink_ends_the_writing() {
    /// Takes some bytes and then no more, as a connection that ends.
    struct Ending(usize);
    impl Write for Ending {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in [ListFormat::Csv, ListFormat::Xlsx] {
        let mut writer = ListWriter::new(format, build_form(), Ending(100_000)).unwrap();
        let error = (0..100_000).find_map(|number| write_venue(&mut writer, number).err());
        assert_eq!(error.unwrap().kind(), ErrorKind::BrokenPipe);
    }
}

/// A row as long as those of real lists, and different from all others.
fn write_venue<W: Write>(writer: &mut ListWriter<W>, number: u32) -> std::io::Result<()> {
    let mixed = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let name = format!("Nhà nghỉ {}, thôn Mỹ Tường {}", mixed % 9_973, mixed % 89);
    let code = format!("0{:012}", mixed % 1_000_000_000_000);
    writer.write_row(&[name.into(), code.into(), i64::from(number % 40).into(), date!(2026 - 09 - 05).into()])
}

#[test]
fn the_bytes_leave_while_the_rows_come() {
    /// Keeps only how much came, and the largest piece.
    #[derive(Default)]
    struct Meter {
        bytes: usize,
        largest: usize,
    }
    impl Write for &mut Meter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.bytes += bytes.len();
            self.largest = self.largest.max(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in [ListFormat::Csv, ListFormat::Xlsx] {
        let mut meter = Meter::default();
        let mut writer = ListWriter::new(format, build_form(), &mut meter).unwrap();
        for number in 0..20_000 {
            write_venue(&mut writer, number).unwrap();
        }
        let left = writer.finish(None, &[]).unwrap();
        // The second sheet, which waits, is one piece and less than half of the file.
        assert!(left.bytes > 500_000 && left.largest * 2 < left.bytes, "{} {}", left.largest, left.bytes);
    }
}
