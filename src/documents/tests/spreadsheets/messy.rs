//! What breaks in real lists, a file for each: Excel's way of losing zeros and digits, dates, titles, merged and hidden
//! cells, texts of other programs.

use camket_documents::{CellValue, FileFormat, ReadLimits, read_workbook};
use time::macros::datetime;

use crate::archives::{Xlsx, ods};
use crate::{list_rows, read, text, value};

fn number_cell(address: &str, number: &str) -> String {
    format!(r#"<c r="{address}"><v>{number}</v></c>"#)
}

fn text_cell(address: &str, text: &str) -> String {
    format!(r#"<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
}

#[test]
fn a_number_that_lost_its_zeros_is_seen_as_its_digits() {
    let cells = [
        number_cell("A1", "100100590"),
        text_cell("B1", "0100100590"),
        number_cell("C1", "58199001234.0"),
        number_cell("D1", "9.12345678E8"),
        number_cell("E1", "12.5"),
    ];
    let workbook = read(&Xlsx::with_rows(&format!(r#"<row r="1">{}</row>"#, cells.concat())).build());
    let sheet = &workbook.sheets[0];
    assert_eq!(
        list_rows(sheet),
        [(
            1,
            ["A: 100100590", "B: 0100100590", "C: 58199001234", "D: 912345678", "E: 12.5"]
                .map(str::to_owned)
                .to_vec()
        )]
    );
    assert_eq!(value(sheet, 1, 1), CellValue::Number(100_100_590.0));
    assert_eq!(value(sheet, 1, 2), text("0100100590"));
}

#[test]
fn digits_that_are_gone_show_as_scientific_form() {
    let cells = [
        number_cell("A1", "1.2345678901234568E+17"),
        text_cell("B1", "4.41E+11"),
        number_cell("C1", "441000000000"),
    ];
    let workbook = read(&Xlsx::with_rows(&format!("<row>{}</row>", cells.concat())).build());
    assert_eq!(
        list_rows(&workbook.sheets[0])[0].1,
        ["A: 1.23456789012346E+17", "B: 4.41E+11", "C: 441000000000"]
    );
    let csv = read("Số định danh\n4.41E+11\n058199001234\n".as_bytes());
    assert_eq!(list_rows(&csv.sheets[0])[1].1, ["A: 4.41E+11"]);
    assert_eq!(list_rows(&csv.sheets[0])[2].1, ["A: 058199001234"]);
}

#[test]
fn serials_are_dates_by_their_format_and_epoch() {
    let rows = r#"<row r="2"><c r="A2" s="1"><v>46027</v></c><c r="B2" s="2"><v>46027.5</v></c><c r="C2"><v>46027</v></c><c r="D2" s="3"><v>3</v></c><c r="E2" s="2"><v>0.3</v></c><c r="F2" t="d"><v>2026-01-05</v></c></row>"#;
    let mut xlsx = Xlsx::with_rows(rows);
    let sheet = &read(&xlsx.build()).sheets[0];
    assert_eq!(value(sheet, 2, 1), CellValue::Date(datetime!(2026-01-05 0:00)));
    assert_eq!(value(sheet, 2, 1).to_text(), "05/01/2026");
    assert_eq!(value(sheet, 2, 2).to_text(), "05/01/2026 12:00");
    assert_eq!(value(sheet, 2, 3), CellValue::Number(46_027.0));
    assert_eq!(value(sheet, 2, 4), CellValue::Number(3.0));
    assert_eq!(value(sheet, 2, 5), CellValue::Number(0.3));
    assert_eq!(value(sheet, 2, 6), CellValue::Date(datetime!(2026-01-05 0:00)));

    xlsx.workbook_properties = r#"<workbookPr date1904="1"/>"#;
    let sheet = &read(&xlsx.build()).sheets[0];
    assert_eq!(value(sheet, 2, 1), CellValue::Date(datetime!(2030-01-06 0:00)));
}

#[test]
fn titles_and_two_tables_keep_the_row_numbers_of_the_file() {
    let row = |number: u32, cells: &[&str]| {
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| text_cell(&format!("{}{number}", ["A", "B"][at]), cell))
            .collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    let rows = [
        row(1, &["ỦY BAN NHÂN DÂN"]),
        row(3, &["DANH SÁCH CƠ SỞ"]),
        row(5, &["STT", "Tên cơ sở"]),
        row(6, &["1", "Hoa Sen"]),
        row(7, &["", "Tổng cộng"]),
        row(11, &["STT", "Tên hộ"]),
        row(12, &["1", "Bình Minh"]),
    ];
    let sheet = &read(&Xlsx::with_rows(&rows.concat()).build()).sheets[0];
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 5, 6, 7, 11, 12]);
    assert_eq!((value(sheet, 7, 1), value(sheet, 12, 2)), (CellValue::Empty, text("Bình Minh")));
    assert_eq!(sheet.last_column(), 2);
}

#[test]
fn merged_cells_are_known_and_only_the_first_has_the_value() {
    let rows = [
        format!(r#"<row r="1">{}</row>"#, text_cell("A1", "Phường Đông Hải")),
        format!(r#"<row r="2">{}</row>"#, text_cell("B2", "Hoa Sen")),
        format!(r#"<row r="4">{}{}</row>"#, text_cell("B4", "Bình Minh"), text_cell("D4", "x")),
        format!(r#"<row r="5">{}</row>"#, text_cell("B5", "Sao Biển")),
    ];
    let content = format!(
        r#"<sheetData>{}</sheetData><mergeCells count="2"><mergeCell ref="A1:A4"/><mergeCell ref="C4:D4"/></mergeCells>"#,
        rows.concat()
    );
    let sheet = &read(&Xlsx::with_sheet(&content).build()).sheets[0];
    assert_eq!(sheet.merged.len(), 2);
    assert_eq!(
        (sheet.merged[0].first.to_string(), sheet.merged[0].last.to_string()),
        ("A1".to_owned(), "A4".to_owned())
    );
    assert_eq!(value(sheet, 2, 1), CellValue::Empty);
}

#[test]
fn hidden_rows_and_sheets_are_reported() {
    let visible = format!(r#"<row r="1">{}</row>"#, text_cell("A1", "Hoa Sen"));
    let hidden = format!(r#"<row r="2" hidden="1">{}</row>"#, text_cell("A2", "Bình Minh"));
    let mut xlsx = Xlsx::with_rows(&format!("{visible}{hidden}"));
    for state in ["hidden", "veryHidden"] {
        xlsx.sheets.push((format!("Nháp {state}"), state, format!("<sheetData>{visible}</sheetData>")));
    }
    let workbook = read(&xlsx.build());
    let sheets: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.rows.len(), sheet.count_hidden_rows()))
        .collect();
    assert_eq!(
        sheets,
        [("Danh sách", false, 2, 1), ("Nháp hidden", true, 1, 0), ("Nháp veryHidden", true, 1, 0)]
    );
    assert_eq!(workbook.sheets[0].rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn texts_are_composed_and_cleaned() {
    let mut xlsx = Xlsx::with_rows(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>"#,
    );
    xlsx.shared_strings = "<si><t>Nha\u{300} nghi\u{309}</t></si><si><r><t>\u{A0}Hoa</t></r><r><t xml:space=\"preserve\"> Sen \u{A0} </t></r><rPh><t>x</t></rPh></si><si><t>số 5_x000D_\nđường 16/4 &amp; Thống Nhất</t></si><si><t>\u{A0} </t></si>".to_owned();
    xlsx.sheets[0].0 = "Phu\u{31B}\u{300}ng".to_owned();
    let workbook = read_workbook(&xlsx.build(), "Danh sa\u{301}ch.xlsx", &ReadLimits::default()).unwrap();
    let sheet = &workbook.sheets[0];
    assert_eq!((workbook.file_name.as_str(), sheet.name.as_str()), ("Danh sách.xlsx", "Phừng"));
    assert_eq!(
        list_rows(sheet),
        [(1, ["A: Nhà nghỉ", "B: Hoa Sen", "C: số 5\nđường 16/4 & Thống Nhất"].map(str::to_owned).to_vec())]
    );
}

#[test]
fn formulas_give_their_stored_value() {
    let rows = r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1"><f>SUM(A1:B1)</f></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="str"><f>""</f><v></v></c></row>"#;
    let sheet = &read(&Xlsx::with_rows(rows).build()).sheets[0];
    let values: Vec<_> = (1..=6).map(|column| value(sheet, 1, column)).collect();
    assert_eq!(
        values,
        [
            CellValue::Number(2.0),
            text("ab"),
            CellValue::Error("#DIV/0!"),
            CellValue::NotCalculated,
            CellValue::Bool(true),
            CellValue::Empty,
        ]
    );
}

#[test]
fn cells_without_addresses_and_in_any_order_are_read() {
    let rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r=\"9\"><c r=\"B9\"><v>9</v></c><c r=\"A9\"><v>8</v></c></row><row r=\"5\"><c><v>5</v></c></row>";
    let sheet = &read(&Xlsx::with_rows(rows).build()).sheets[0];
    let rows = list_rows(sheet);
    assert_eq!(
        rows,
        [
            (1, vec!["A: 1".to_owned(), "C: 3".to_owned()]),
            (5, vec!["A: 5".to_owned()]),
            (9, vec!["A: 8".to_owned(), "B: 9".to_owned()])
        ]
    );
}

#[test]
fn open_documents_are_read() {
    let bytes = ods(
        r#"<table:tracked-changes><table:table-cell office:value-type="float" office:value="99"/></table:tracked-changes>
        <table:table table:name="Danh sách" table:style-name="ta1"><table:table-column table:number-columns-repeated="16384"/>
        <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>Nhà <text:span>nghỉ</text:span><text:s text:c="2"/>Sen</text:p><text:p>tầng&#10;2</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="100100590"><office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>100.100.590</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
        <table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-01-05"><text:p>05/01/26</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell table:number-columns-repeated="2" office:value-type="time" office:time-value="PT07H30M00S"><text:p>07:30</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="Nháp" table:style-name="ta2"><table:table-row><table:table-cell/></table:table-row></table:table>"#,
    );
    let workbook = read(&bytes);
    assert_eq!(workbook.format, FileFormat::Ods);
    let sheet = &workbook.sheets[0];
    let date_row = ["A: 05/01/2026", "B: TRUE", "C: 07:30", "D: 07:30"].map(str::to_owned).to_vec();
    assert_eq!(
        list_rows(sheet),
        [
            (1, vec!["A: Nhà nghỉ  Sen\ntầng\n2".to_owned(), "C: 100100590".to_owned()]),
            (2, date_row.clone()),
            (3, date_row),
            (1_048_574, vec!["A: #N/A".to_owned()]),
        ]
    );
    assert_eq!(sheet.count_hidden_rows(), 2);
    assert_eq!(
        (sheet.merged[0].first.to_string(), sheet.merged[0].last.to_string()),
        ("A1".to_owned(), "B2".to_owned())
    );
    assert_eq!((workbook.sheets[1].hidden, workbook.sheets[1].rows.len()), (true, 0));
}
