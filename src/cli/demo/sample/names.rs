//! Made-up names of venues, people and streets. None is taken from a real register.

use camket_domain::identifiers::Sex;
use camket_domain::venues::VenueKind;

use super::random::SeededRandom;

const FAMILY_NAMES: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Chế", "Đàng", "Kiều", "Báo",
];
const MIDDLE_FEMALE: &[&str] = &["Thị", "Ngọc", "Thanh", "Thu", "Mỹ", "Kim", "Bích", "Hồng"];
const MIDDLE_MALE: &[&str] = &["Văn", "Hữu", "Đức", "Minh", "Quốc", "Công", "Thành", "Xuân"];
const GIVEN_FEMALE: &[&str] = &[
    "Lan",
    "Hoa",
    "Hương",
    "Nga",
    "Trang",
    "Thảo",
    "Yến",
    "Nhung",
    "Duyên",
    "Phượng",
    "Loan",
    "Thủy",
    "Vân",
    "Hạnh",
    "Liên",
    "Quỳnh",
];
const GIVEN_MALE: &[&str] = &[
    "Hùng", "Dũng", "Tuấn", "Nam", "Sơn", "Hải", "Long", "Phong", "Khánh", "Thắng", "Bình", "Tâm", "Lộc",
    "Phúc", "Tài", "Vinh",
];
const STREETS: &[&str] = &[
    "Thống Nhất",
    "16 Tháng 4",
    "Yên Ninh",
    "Ngô Gia Tự",
    "Trần Phú",
    "Lê Duẩn",
    "Nguyễn Văn Cừ",
    "Quang Trung",
    "Hải Thượng Lãn Ông",
    "Trường Chinh",
    "21 Tháng 8",
    "Lê Lợi",
    "Hoàng Diệu",
    "Nguyễn Thị Minh Khai",
    "Bác Ái",
    "Minh Mạng",
];
const HAMLETS: &[&str] = &[
    "Thôn 1",
    "Thôn 2",
    "Thôn 3",
    "Khu phố 1",
    "Khu phố 2",
    "Khu phố 4",
    "Thôn Mỹ Hòa",
    "Thôn Bình Sơn",
    "Thôn An Thạnh",
];
const VENUE_NAMES: &[&str] = &[
    "Biển Xanh",
    "Hoa Sứ",
    "Nắng Vàng",
    "Sóng Biển",
    "Hoàng Hôn",
    "Bình Minh",
    "Gió Cát",
    "Đồng Nho",
    "Vườn Nho",
    "Tháp Hồng",
    "Hoa Giấy",
    "Hải Âu",
    "Ngọc Trai",
    "San Hô",
    "Mai Vàng",
    "Phượng Hồng",
    "Hướng Dương",
    "Thanh Bình",
    "An Nhiên",
    "Phú Quý",
    "Cát Trắng",
    "Đá Xanh",
    "Trăng Non",
    "Sao Biển",
    "Hương Biển",
    "Làng Chài",
    "Thiên Thanh",
    "Minh Châu",
    "Tường Vi",
    "Bằng Lăng",
];
const VENUE_NAME_ADDITIONS: &[&str] =
    &["", "", "", " 1", " 2", " Ninh Chữ", " Phan Rang", " Cà Ná", " Vĩnh Hy", " Mới"];
const FEMALE_JOBS: &[&str] =
    &["Lễ tân", "Buồng phòng", "Phục vụ bàn", "Thu ngân", "Kỹ thuật viên", "Phụ bếp"];
const MALE_JOBS: &[&str] = &["Bảo vệ", "Lễ tân", "Phục vụ", "Bếp", "Kỹ thuật điện nước", "Giữ xe"];

pub fn person_name(chance: &SeededRandom, sex: Sex) -> String {
    let (middle, given_names) = match sex {
        Sex::Female => (MIDDLE_FEMALE, GIVEN_FEMALE),
        Sex::Male => (MIDDLE_MALE, GIVEN_MALE),
    };
    format!("{} {} {}", chance.pick(FAMILY_NAMES), chance.pick(middle), chance.pick(given_names))
}

pub fn choose_sex(chance: &SeededRandom) -> Sex {
    if chance.hits_percent(60) { Sex::Female } else { Sex::Male }
}

pub fn choose_position(chance: &SeededRandom, sex: Sex) -> &'static str {
    let jobs = if sex == Sex::Female { FEMALE_JOBS } else { MALE_JOBS };
    jobs[chance.number_below(jobs.len())]
}

/// A venue's name: the word for its kind, a sign, and sometimes an addition.
pub fn venue_name(chance: &SeededRandom, kind: VenueKind) -> String {
    let word = match kind {
        VenueKind::Hotel => "Khách sạn",
        VenueKind::GuestHouse => "Nhà khách",
        VenueKind::Motel => "Nhà nghỉ",
        VenueKind::BoardingHouse => "Nhà trọ",
        VenueKind::Homestay => "Homestay",
        VenueKind::Villa => "Biệt thự",
        VenueKind::TouristApartment | VenueKind::RentalApartment => "Căn hộ",
        VenueKind::Restaurant => "Nhà hàng",
        VenueKind::Karaoke => "Karaoke",
        VenueKind::Disco => "Vũ trường",
        VenueKind::Bar => "Quán bia",
        VenueKind::Massage => "Xoa bóp",
        VenueKind::Sauna => "Tắm hơi",
        VenueKind::Hairdresser => "Tiệm tóc",
        VenueKind::Cafe => "Cà phê",
        VenueKind::Other => "Khu vui chơi",
    };
    format!("{word} {}{}", chance.pick(VENUE_NAMES), chance.pick(VENUE_NAME_ADDITIONS))
}

/// A street address in a ward, or a hamlet in a rural commune.
pub fn street_address(chance: &SeededRandom, ward: bool) -> String {
    let number = chance.number_below(320) + 1;
    if ward { format!("{number} {}", chance.pick(STREETS)) } else { chance.pick(HAMLETS).to_string() }
}
