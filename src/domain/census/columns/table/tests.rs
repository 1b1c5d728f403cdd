use super::*;
use crate::census::columns::CensusColumn as C;
use crate::census::grid::samples::{grid, merge};

fn tables(grid: &Grid) -> Vec<Table> {
    find_tables(grid, SourceKind::CommuneList, &RememberedColumns::new())
}

fn meanings(table: &Table) -> Vec<(u32, C)> {
    table.columns.iter().filter_map(|guess| Some((guess.column, guess.meaning?))).collect()
}

#[test]
fn a_title_over_all_columns_is_no_part_of_the_header() {
    let mut sheet = grid(&[
        "ỦY BAN NHÂN DÂN PHƯỜNG PHAN RANG",
        "DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ CÓ ĐIỀU KIỆN",
        "(Số liệu rà soát đến ngày 15/11/2026)",
        "",
        "STT | Tên cơ sở | Địa chỉ | Điện thoại",
        "(1) | (2) | (3) | (4)",
        "=1 | Sen Vàng | 12 Thống Nhất | 0912345678",
    ]);
    sheet.merges = (1..=3).map(|row| merge((row, row), (1, 4))).collect();
    let found = tables(&sheet);
    assert_eq!(found[0].header_rows, (5, 5));
    assert_eq!(found[0].columns[1].header, "Tên cơ sở");
}

#[test]
fn the_header_below_titles_and_the_end_at_the_total() {
    let sheet = grid(&[
        "ỦY BAN NHÂN DÂN PHƯỜNG PHAN RANG ||| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "",
        "DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ CÓ ĐIỀU KIỆN",
        "(Số liệu đến ngày 01/10/2026)",
        "STT | Tên cơ sở | Địa chỉ | Loại hình | Điện thoại | Ghi chú",
        "(1) | (2) | (3) | (4) | (5) | (6)",
        "=1 | Sen Vàng | 12 Thống Nhất | Nhà nghỉ | 0912345678",
        "",
        "=2 | Hoa Mai | 14 Thống Nhất | Khách sạn",
        "Tổng cộng | =2",
        "NGƯỜI LẬP BIỂU",
    ]);
    let found = tables(&sheet);
    assert_eq!(found.len(), 1, "{found:?}");
    let table = &found[0];
    assert_eq!((table.header_rows, table.data_rows), ((5, 5), (7, 9)));
    assert_eq!(table.stop, Some(StopRow { row: 10, words: "Tổng cộng".into() }));
    assert_eq!(
        meanings(table),
        [(1, C::Number), (2, C::Name), (3, C::Address), (4, C::Kind), (5, C::Phone), (6, C::Note)]
    );
    assert_eq!(table.columns[1].evidence, GuessEvidence::Words("ten co so"));
    assert!(table.contains(7) && !table.contains(10) && !table.contains(5));
}

#[test]
fn two_header_rows_with_merged_groups() {
    let mut sheet = grid(&[
        "TT | Tên cơ sở | Người chịu trách nhiệm ANTT |||| Số nhân viên || Số GCN ANTT",
        "|| Họ tên | Năm sinh | Số giấy tờ | Thường trú | Tổng số | Nữ",
        "=1 | Sen Vàng | Nguyễn Thị Sen | =1975 | 058199001234 | Phan Rang | =5 | =3 | 12/GCN",
    ]);
    sheet.merges = vec![
        merge((1, 2), (1, 1)),
        merge((1, 2), (2, 2)),
        merge((1, 1), (3, 6)),
        merge((1, 1), (7, 8)),
        merge((1, 2), (9, 9)),
    ];
    let expected = [
        (1, C::Number),
        (2, C::Name),
        (3, C::OwnerName),
        (4, C::OwnerBirth),
        (5, C::OwnerId),
        (6, C::NotKept),
        (7, C::Staff),
        (8, C::FemaleStaff),
        (9, C::SecurityNumber),
    ];
    let found = tables(&sheet);
    assert_eq!((found[0].header_rows, found[0].data_rows), ((1, 2), (3, 3)));
    assert_eq!(meanings(&found[0]), expected);
    // A text file has no merged cells: the empty cells take the group on their left.
    sheet.merges.clear();
    assert_eq!(meanings(&tables(&sheet)[0]), expected);
}

#[test]
fn two_tables_one_below_the_other_and_headers_of_each_page() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ",
        "=1 | Sen Vàng | 12 Thống Nhất",
        "STT | Tên cơ sở | Địa chỉ",
        "=2 | Hoa Mai | 14 Thống Nhất",
        "Cộng | =2",
        "=3 | Hoa Hồng | 16 Thống Nhất",
        "Tổng cộng",
        "II. CƠ SỞ KARAOKE",
        "TT | Tên hộ kinh doanh | MST | Địa chỉ",
        "=1 | Karaoke Sen | 0100047516 | 20 Yên Ninh",
    ]);
    let found = tables(&sheet);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[0].data_rows, found[0].skipped.as_slice()), ((2, 6), &[3, 5][..]));
    assert_eq!((found[1].header_rows, found[1].data_rows), ((9, 9), (10, 10)));
    assert_eq!(found[1].find(C::TaxCode), Some(3));
    // Without a total between them.
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ",
        "=1 | Sen Vàng | 12 Thống Nhất",
        "STT | Tên cơ sở | Loại hình | Địa chỉ",
        "=1 | Hoa Mai | Nhà nghỉ | 14 Thống Nhất",
    ]);
    let found = tables(&sheet);
    assert_eq!(found.iter().map(|table| table.data_rows).collect::<Vec<_>>(), [(2, 2), (4, 4)]);
}

#[test]
fn two_tables_side_by_side() {
    let sheet = grid(&[
        "STT | Tên cơ sở | Địa chỉ || STT | Tên cơ sở | Địa chỉ",
        "=1 | Sen | Lý Thường Kiệt || =2 | Mai | Yên Ninh",
    ]);
    let found = tables(&sheet);
    let columns: Vec<_> = found.iter().map(meanings).collect();
    assert_eq!(
        columns,
        [
            vec![(1, C::Number), (2, C::Name), (3, C::Address)],
            vec![(5, C::Number), (6, C::Name), (7, C::Address)]
        ]
    );
}

#[test]
fn contents_tell_where_the_header_says_nothing() {
    let mut lines = vec!["STT | Tên cơ sở | Địa chỉ | Cột 4 | Cột 5".to_owned()];
    lines.extend((0..6).map(|n| format!("={n} | Cơ sở {n} | Yên Ninh | 0100047516 | 091234567{n}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = tables(&grid(&lines));
    let guess = |column: usize| (found[0].columns[column].meaning, found[0].columns[column].evidence.clone());
    let all = GuessEvidence::Contents { fitting: 6, of: 6 };
    assert_eq!(guess(3), (Some(C::TaxCode), all.clone()));
    assert_eq!(guess(4), (Some(C::Phone), all));
}

#[test]
fn a_choice_changes_a_guess_and_is_remembered() {
    let sheet = grid(&["STT | Tên cơ sở | Địa chỉ | Mã nội bộ", "=1 | Sen | Yên Ninh | A1"]);
    let mut table = tables(&sheet).remove(0);
    assert_eq!(table.columns[3].meaning, None);
    table.choose(4, Some(C::Registration));
    assert_eq!(
        (table.columns[3].meaning, &table.columns[3].evidence),
        (Some(C::Registration), &GuessEvidence::Chosen)
    );
    table.choose(3, Some(C::Name));
    assert_eq!((table.find(C::Name), table.columns[1].meaning), (Some(3), None));
    let remembered =
        [(table.columns[3].remembered_as(), Some(C::Registration)), ("dia chi".to_owned(), None)].into();
    let again = find_tables(&sheet, SourceKind::CommuneList, &remembered);
    assert_eq!(again[0].columns[3].evidence, GuessEvidence::Remembered);
    assert_eq!(again[0].columns[2].meaning, None);
}

#[test]
fn a_sheet_without_a_header_has_no_table_until_rows_are_named() {
    let sheet = grid(&["Sen Vàng | 12 Thống Nhất", "Hoa Mai | 14 Thống Nhất"]);
    assert_eq!(tables(&sheet), []);
    let table = build_table(&sheet, (1, 1), SourceKind::CommuneList, &RememberedColumns::new()).unwrap();
    assert_eq!((table.header_rows, table.data_rows, table.columns.len()), ((1, 1), (2, 2), 2));
    assert!(build_table(&sheet, (5, 6), SourceKind::CommuneList, &RememberedColumns::new()).is_none());
    assert!(build_table(&sheet, (0, 0), SourceKind::CommuneList, &RememberedColumns::new()).is_none());
    assert!(build_table(&sheet, (2, u32::MAX), SourceKind::CommuneList, &RememberedColumns::new()).is_none());
    assert_eq!(tables(&grid(&[])), []);
}
