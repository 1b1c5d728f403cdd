use time::macros::date;

use super::*;
use crate::calendar::BirthDate;
use crate::census::ListedStatus;
use crate::census::columns::{CensusColumn, RememberedColumns, Table, find_tables};
use crate::census::grid::samples::{grid, merge};
use crate::census::grid::{CellValue, Grid};
use crate::identifiers::{Phone, PhoneError, TaxCode};

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).expect("a code")
}

fn context(area: &str) -> ImportContext {
    let (as_of, today) = (date!(2026 - 10 - 01), date!(2026 - 11 - 28));
    ImportContext { source: SourceKind::CommuneList, as_of, area: code(area), today }
}

fn table(grid: &Grid) -> Table {
    find_tables(grid, SourceKind::CommuneList, &RememberedColumns::new()).remove(0)
}

fn read_with(grid: &Grid, area: &str, answers: &Answers) -> Vec<ReadRow> {
    RowReader::new(grid, &table(grid), context(area), answers).collect()
}

fn read(grid: &Grid) -> Vec<ReadRow> {
    read_with(grid, "22759", &Answers::default())
}

/// Row, column and code of each issue.
fn issues(rows: &[ReadRow]) -> Vec<(u32, u32, &'static str)> {
    rows.iter()
        .flat_map(|row| &row.issues)
        .map(|issue| (issue.row, issue.column, issue.problem.code()))
        .collect()
}

fn entries(rows: &[ReadRow]) -> Vec<&EntryDraft> {
    rows.iter().filter_map(|row| row.entry.as_ref()).collect()
}

#[test]
fn a_row_with_everything() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | Khu phố | Loại hình | MST | Chủ cơ sở | Năm sinh | CCCD | Điện thoại | Số GCN ANTT | Ngày cấp GCN ANTT | Số phòng | Số nhân viên | Nữ | Tình trạng | Ghi chú",
        "=1 | Nhà nghỉ Sen Vàng | 12 Thống Nhất | 3 | NN | 0100047516 | Nguyễn Thị Sen | =1975 | 058175001234 | 0912345678, 02593822111 | 12/GCN | @2024-05-06 | =12 | =3 | =2 | Đang hoạt động | gần chợ",
    ]);
    let rows = read(&sheet);
    assert_eq!(issues(&rows), []);
    let entry = entries(&rows)[0];
    assert_eq!(
        (entry.name.as_str(), entry.address.as_str()),
        ("Nhà nghỉ Sen Vàng", "12 Thống Nhất, khu phố 3")
    );
    assert_eq!((entry.kind, entry.kind_text.as_str()), (Some(VenueKind::Motel), "NN"));
    assert_eq!((entry.commune, entry.listed), (Some(code("22759")), ListedStatus::Operating));
    assert_eq!(entry.tax.as_ref().map(TaxCode::expose), Some("0100047516"));
    assert_eq!((entry.security_number.as_str(), entry.security_on), ("12/GCN", Some(date!(2024 - 05 - 06))));
    assert_eq!(
        (entry.owner_name.as_str(), entry.owner_birth.map(BirthDate::year)),
        ("Nguyễn Thị Sen", Some(1975))
    );
    assert_eq!(entry.phones.iter().map(Phone::as_str).collect::<Vec<_>>(), ["0912345678", "02593822111"]);
    assert_eq!((entry.rooms, entry.staff, entry.female_staff), (Some(12), Some(3), Some(2)));
    assert!(!format!("{entry:?}").contains("058175001234"), "a personal number is masked");
}

#[test]
fn personal_numbers_leave_a_draft_only_sealed() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | MST | CCCD",
        "=1 | Nhà nghỉ Sen Vàng | 12 Thống Nhất | 058175001234 | 058175001234",
    ]);
    let draft = entries(&read(&sheet))[0].clone();
    let mut sealed = 0;
    let details = draft.into_details(|number| {
        sealed += 1;
        crate::sealed::SealedNumber { sealed: vec![1], fingerprint: "f".into(), last4: number.last4().into() }
    });
    let json = serde_json::to_string(&details.expect("a commune")).unwrap();
    assert_eq!(sealed, 2);
    assert!(!json.contains("058175001234") && json.contains("1234"), "{json}");
}

#[test]
fn errors_name_their_row_and_column() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | MST | Điện thoại | Số phòng | Số nhân viên | Nữ",
        "=1 | Sen Vàng KS | Yên Ninh | 4.41E+11 | =912345678 | nhiều | =1 | =2",
        "=2 || Yên Ninh | =100047516",
        "=3 | Mai ✓ Vàng | Yên Ninh | =4.4e17 | gọi sau",
        "=4",
    ]);
    let rows = read(&sheet);
    let expected = [
        (2, 2, "kind-from-name"),
        (2, 4, "scientific-notation"),
        (2, 5, "lost-zero"),
        (2, 6, "count-unreadable"),
        (2, 8, "female-above-staff"),
        (3, 2, "name-missing"),
        (3, 4, "lost-zero"),
        (4, 2, "unprintable"),
        (4, 4, "digits-lost"),
        (4, 5, "phone-unreadable"),
    ];
    assert_eq!(issues(&rows), expected);
    assert_eq!(rows.len(), 3, "a row with nothing but its number is none");
    assert!(rows.iter().all(|row| !row.is_clean()));
    let answers = Answers { restore_zeros: true, ..Answers::default() };
    let rows = read_with(&sheet, "22759", &answers);
    assert!(issues(&rows).iter().all(|issue| issue.2 != "lost-zero"));
    assert_eq!(entries(&rows)[1].tax.as_ref().map(TaxCode::expose), Some("0100047516"));
}

#[test]
fn merged_cells_are_filled_down_and_shown() {
    let mut sheet = grid(&[
        "STT | Tên cơ sở | Loại hình | Xã/phường | Điện thoại",
        "=1 | Sen Vàng | Nhà nghỉ | Phường Phan Rang | 0912345678",
        "=2 | Hoa Mai ||| 0912345679",
        "||||  0912345680",
    ]);
    sheet.merges =
        vec![merge((2, 4), (3, 3)), merge((2, 4), (4, 4)), merge((3, 4), (2, 2)), merge((3, 4), (1, 1))];
    let rows = read_with(&sheet, "56", &Answers::default());
    assert_eq!(issues(&rows), [(3, 3, "filled-down"), (3, 4, "filled-down"), (4, 2, "part-of-row-above")]);
    let kinds: Vec<_> = entries(&rows).iter().map(|entry| (entry.kind, entry.commune)).collect();
    assert_eq!(kinds, [(Some(VenueKind::Motel), Some(code("22759"))); 2]);
    assert!(rows.iter().all(ReadRow::is_clean));
}

#[test]
fn headings_of_groups_hold_for_the_rows_below() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ",
        "I | Phường Phan Rang",
        "a | Các cơ sở nhà nghỉ",
        "=1 | Sen Vàng | 12 Thống Nhất",
        "A. Khu phố 3",
        "=2 | Hoa Mai | 14 Thống Nhất",
        "II. Phường Đông Hải",
        "=3 | Karaoke Sóng | 3 Hải Thượng Lãn Ông",
        "=4 | Khách sạn Biển",
    ]);
    let rows = read_with(&sheet, "56", &Answers::default());
    let found: Vec<_> = entries(&rows)
        .iter()
        .map(|e| (e.name.as_str(), e.kind, e.address.as_str(), e.commune.unwrap().to_string()))
        .collect();
    let (motel, rang, hai) = (Some(VenueKind::Motel), "22759".to_owned(), "22780".to_owned());
    assert_eq!(
        found,
        [
            ("Sen Vàng", motel, "12 Thống Nhất", rang.clone()),
            ("Hoa Mai", motel, "14 Thống Nhất, Khu phố 3", rang),
            ("Karaoke Sóng", Some(VenueKind::Karaoke), "3 Hải Thượng Lãn Ông", hai.clone()),
            ("Khách sạn Biển", Some(VenueKind::Hotel), "", hai),
        ]
    );
}

#[test]
fn communes_are_read_old_and_new_and_split_ones_are_asked() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | Xã/phường",
        "=1 | KS A | 1 Yên Ninh | Ninh Chử",
        "=2 | KS B | 1 Yên Ninh | thị trấn Khánh Hải, Ninh Hải",
        "=3 | KS C | 1 Yên Ninh | Đông Hải, Phan Rang - Tháp Chàm",
        "=4 | KS D | 1 Yên Ninh | Không Có",
        "=5 | KS E | 1 Yên Ninh, phường Phan Rang, tỉnh Khánh Hòa",
        "=6 | KS F | 1 Yên Ninh",
    ]);
    let rows = read_with(&sheet, "56", &Answers::default());
    let communes: Vec<_> = entries(&rows).iter().map(|e| e.commune.map(|code| code.to_string())).collect();
    assert_eq!(
        communes,
        [Some("22834".into()), Some("22834".into()), None, None, Some("22759".into()), None]
    );
    let wanted: Vec<_> = issues(&rows).into_iter().filter(|issue| issue.2.starts_with("commune")).collect();
    assert_eq!(wanted, [(4, 4, "commune-split"), (5, 4, "commune-unknown"), (7, 3, "commune-missing")]);
    assert_eq!(entries(&rows)[4].address, "1 Yên Ninh");
    let answers = Answers {
        communes: [
            ("dong hai phan rang thap cham".to_owned(), code("22888")),
            ("khong co".to_owned(), code("22759")),
        ]
        .into(),
        ..Answers::default()
    };
    let rows = read_with(&sheet, "56", &answers);
    let answered: Vec<_> = entries(&rows)[2..4].iter().map(|e| e.commune).collect();
    assert_eq!(answered, [Some(code("22888")), Some(code("22759"))]);
    // In the list of one commune another one is asked about.
    let rows = read_with(&sheet, "22759", &Answers::default());
    assert!(issues(&rows).contains(&(2, 4, "commune-outside")));
    assert_eq!(entries(&rows)[5].commune, Some(code("22759")));
}

#[test]
fn kinds_are_read_asked_or_left_out() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | Ngành nghề",
        "=1 | A | Yên Ninh | Khách sạn, karaoke",
        "=2 | B | Yên Ninh | Tạp hóa",
        "=3 | C | Yên Ninh | Dịch vụ giải trí",
        "=4 | D spa | Yên Ninh",
    ]);
    let rows = read(&sheet);
    assert_eq!(
        issues(&rows),
        [(2, 4, "several-kinds"), (3, 4, "kind-unknown"), (4, 4, "kind-unknown"), (5, 2, "kind-from-name")]
    );
    let answers = Answers {
        kinds: [
            ("tap hoa".to_owned(), KindAnswer::OutOfScope),
            ("dich vu giai tri".to_owned(), KindAnswer::Kind(VenueKind::Disco)),
        ]
        .into(),
        ..Answers::default()
    };
    let rows = read_with(&sheet, "22759", &answers);
    assert!(rows.iter().all(ReadRow::is_clean));
    let kinds: Vec<_> = entries(&rows).iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [Some(VenueKind::Hotel), Some(VenueKind::Disco), Some(VenueKind::Sauna)]);
}

#[test]
fn doubtful_dates_wait_for_an_answer_and_answers_come_back_from_json() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | Ngày cấp GCN ANTT",
        "=1 | KS A | Yên Ninh | 05/02/2024",
        "=2 | KS B | Yên Ninh | 02/25/2024",
    ]);
    let doubts: Vec<_> = issues(&read(&sheet)).into_iter().filter(|issue| issue.1 == 4).collect();
    assert_eq!(doubts, [(2, 4, "date-ambiguous"), (3, 4, "date-ambiguous")]);
    let answers = Answers { month_first: Some(true), ..Answers::default() };
    let json = serde_json::to_string(&answers).unwrap();
    let answers: Answers = serde_json::from_str(&json).unwrap();
    let rows = read_with(&sheet, "22759", &answers);
    let days: Vec<_> = entries(&rows).iter().map(|entry| entry.security_on).collect();
    assert_eq!(days, [Some(date!(2024 - 05 - 02)), Some(date!(2024 - 02 - 25))]);
}

#[test]
fn the_same_column_may_hold_a_licence_or_a_tax_code() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ | Số GPKD/MST",
        "=1 | KS A | Yên Ninh | 43D8001234",
        "=2 | KS B | Yên Ninh | 0100047516",
        "=3 | KS C | Yên Ninh | 058175001234",
    ]);
    let rows = read(&sheet);
    let codes: Vec<_> = entries(&rows)
        .iter()
        .map(|e| (e.registration.as_str(), e.tax.as_ref().map(TaxCode::to_string)))
        .collect();
    assert_eq!(
        codes,
        [("43D8001234", None), ("", Some("0100047516".into())), ("", Some("••••••••1234".into()))]
    );
}

#[test]
fn every_problem_has_its_own_code() {
    let mut codes = CellProblem::codes().to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CellProblem::codes().len());
    assert!(codes.contains(&CellProblem::PhoneUnreadable(PhoneError::Empty).code()));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = CellValue> {
        prop_oneof![
            "\\PC{0,30}".prop_map(|text| CellValue::Text(text.into())),
            "[0-9eE+./,()-]{1,14}".prop_map(|text| CellValue::Text(text.into())),
            prop_oneof![
                Just("STT"),
                Just("Tên cơ sở"),
                Just("Địa chỉ"),
                Just("MST"),
                Just("Điện thoại"),
                Just("Ngày sinh"),
                Just("Loại hình"),
                Just("Xã/phường"),
                Just("Tổng cộng"),
                Just("Nhà nghỉ"),
                Just("Phường Đông Hải"),
                Just("Khu phố 3"),
                Just("CCCD"),
                Just("Tình trạng"),
            ]
            .prop_map(|text| CellValue::Text(text.into())),
            any::<f64>().prop_map(CellValue::Number),
            (0..50_000_i32).prop_map(|number| CellValue::Number(f64::from(number))),
            Just(CellValue::Date(date!(2026 - 01 - 05))),
            Just(CellValue::Broken),
        ]
    }

    fn sheet() -> impl Strategy<Value = Grid> {
        let row = proptest::collection::vec(proptest::option::of(value()), 0..8);
        let merges = proptest::collection::vec((1..20_u32, 0..4_u32, 1..8_u32, 0..3_u32), 0..5);
        (proptest::collection::vec(row, 0..20), merges).prop_map(|(rows, merges)| {
            let cells = |row: Vec<Option<CellValue>>| {
                let numbered = (1..).zip(row).filter_map(|(column, value)| Some((column, value?)));
                numbered
                    .map(|(column, value)| crate::census::grid::GridCell { column, value })
                    .collect::<Vec<_>>()
            };
            let rows = (1..)
                .zip(rows)
                .map(|(number, row)| crate::census::grid::GridRow { number, cells: cells(row) });
            let rows = rows.filter(|row| !row.cells.is_empty()).collect();
            let merges = merges
                .into_iter()
                .map(|(row, rows, column, columns)| merge((row, row + rows), (column, column + columns)));
            Grid { rows, merges: merges.collect(), ..Grid::default() }
        })
    }

    proptest! {
        /// Any cells: no panic, each row at most once, each issue at a row of the file, and texts within their bounds.
        #[test]
        fn any_sheet_is_read_within_bounds(sheet in sheet()) {
            let answers = Answers::default();
            for source in SourceKind::ALL {
                for table in find_tables(&sheet, source, &RememberedColumns::new()) {
                    let context = ImportContext { source, ..context("56") };
                    let rows: Vec<ReadRow> = RowReader::new(&sheet, &table, context, &answers).collect();
                    prop_assert!(rows.windows(2).all(|pair| pair[0].row < pair[1].row));
                    for row in rows {
                        prop_assert!(table.contains(row.row));
                        prop_assert!(row.issues.iter().all(|issue| issue.row == row.row && issue.column > 0));
                        let Some(entry) = row.entry else { continue };
                        prop_assert!(entry.name.chars().count() <= crate::census::MAX_NAME_CHARS);
                        prop_assert!(crate::text::is_nfc(&entry.name) && entry.phones.len() <= crate::census::MAX_PHONES);
                        if entry.name.is_empty() {
                            prop_assert!(row.issues.iter().any(|issue| issue.meaning == CensusColumn::Name));
                        }
                    }
                }
            }
        }
    }
}
