use super::*;
use crate::text::fold_words;

type NamedColumn = (&'static str, Option<CensusColumn>);

/// The columns of every source of the office, as their lists name them.
#[test]
fn the_columns_of_every_source() {
    use CensusColumn::*;
    let tables: [(SourceKind, &[NamedColumn]); 6] = [
        (
            SourceKind::SecurityBook,
            &[
                ("Số GCN", Some(SecurityNumber)),
                ("Cơ quan cấp", Some(NotKept)),
                ("Ngày", Some(SecurityDate)),
                ("Tên cơ sở", Some(Name)),
                ("Địa chỉ trụ sở", Some(SeatAddress)),
                ("Địa điểm kinh doanh", Some(Address)),
                ("Số định danh cơ sở", Some(NotKept)),
                ("Ngành nghề", Some(Kind)),
                ("Họ tên Người chịu trách nhiệm ANTT", Some(OwnerName)),
                ("Quốc tịch Người chịu trách nhiệm ANTT", Some(NotKept)),
                ("Ngày sinh Người chịu trách nhiệm ANTT", Some(OwnerBirth)),
                ("Số giấy tờ", Some(OwnerId)),
                ("Thường trú", Some(NotKept)),
                ("Nơi ở", Some(NotKept)),
            ],
        ),
        (
            SourceKind::HouseholdBusinesses,
            &[
                ("Tên hộ", Some(Name)),
                ("Mã số", Some(TaxCode)),
                ("Địa chỉ", Some(Address)),
                ("Ngành, nghề", Some(Kind)),
                ("Vốn (đồng)", Some(NotKept)),
                ("Chủ hộ", Some(OwnerName)),
                ("Họ tên chủ hộ", Some(OwnerName)),
                ("Ngày sinh", Some(OwnerBirth)),
                ("Số định danh", Some(OwnerId)),
                ("Ngày cấp", Some(NotKept)),
                ("Tình trạng", Some(Status)),
            ],
        ),
        (
            SourceKind::Enterprises,
            &[
                ("Tên", Some(Name)),
                ("Mã số DN", Some(TaxCode)),
                ("Tình trạng", Some(Status)),
                ("Loại hình doanh nghiệp", Some(NotKept)),
                ("Ngày thành lập", Some(NotKept)),
                ("Người đại diện", Some(OwnerName)),
                ("Địa chỉ", Some(Address)),
                ("Ngành nghề", Some(Kind)),
            ],
        ),
        (
            SourceKind::TaxLookup,
            &[
                ("STT", Some(Number)),
                ("MST", Some(TaxCode)),
                ("Tên người nộp thuế", Some(Name)),
                ("Cơ quan thuế", Some(NotKept)),
                ("Số CMT/CCCD", Some(OwnerId)),
                ("Ngày thay đổi gần nhất", Some(StatusDate)),
                ("Ghi chú", Some(Status)),
            ],
        ),
        (
            SourceKind::TaxPublicList,
            &[
                ("STT", Some(Number)),
                ("Tên hộ", Some(Name)),
                ("MST", Some(TaxCode)),
                ("Địa chỉ kinh doanh", Some(Address)),
                ("Ngành nghề", Some(Kind)),
                ("Doanh thu", Some(NotKept)),
                ("Thuế", Some(NotKept)),
            ],
        ),
        (
            SourceKind::CommuneList,
            &[
                ("TT", Some(Number)),
                ("Tên cơ sở", Some(Name)),
                ("Địa chỉ (thôn/khu phố)", Some(Address)),
                ("Loại hình", Some(Kind)),
                ("Chủ cơ sở", Some(OwnerName)),
                ("Năm sinh", Some(OwnerBirth)),
                ("Điện thoại", Some(Phone)),
                ("Số điện thoại chủ cơ sở", Some(Phone)),
                ("Số GPKD/MST", Some(Registration)),
                ("Số GCN ANTT", Some(SecurityNumber)),
                ("Số phòng", Some(Rooms)),
                ("Số nhân viên", Some(Staff)),
                ("nữ Số nhân viên", Some(FemaleStaff)),
                ("Cam kết", Some(NotKept)),
                ("Ghi chú", Some(Note)),
                ("Xã/phường", Some(Commune)),
                ("Màu sắc", None),
            ],
        ),
    ];
    assert_eq!(tables.map(|table| table.0), SourceKind::ALL);
    for (source, columns) in tables {
        for (header, meaning) in columns {
            assert_eq!(guess(&fold_words(header), source).0, *meaning, "{source:?} {header}");
        }
    }
}

#[test]
fn a_typing_error_in_a_header_is_a_weaker_guess() {
    let (meaning, evidence) = guess("so dien thaoi", SourceKind::CommuneList);
    assert_eq!((meaning, evidence), (None, GuessEvidence::None));
    let (meaning, evidence) = guess("dia chi kinh doamh", SourceKind::CommuneList);
    assert_eq!(meaning, Some(CensusColumn::Address));
    assert!(matches!(evidence, GuessEvidence::Words("dia chi")), "{evidence:?}");
    let (meaning, evidence) = guess("loai hjnh", SourceKind::CommuneList);
    assert_eq!((meaning, evidence), (Some(CensusColumn::Kind), GuessEvidence::Similar("loai hinh")));
}
