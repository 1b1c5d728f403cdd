//! Which column of a spreadsheet says what of a worker: by the words of its headings, in our own book of the register, in
//! Mẫu 01/PLI and in lists that owners keep.

use crate::codes::codes;
use crate::text::fold_words;

/// Most workers of one file. No venue of the province has as many.
pub const MAX_IMPORT_ROWS: usize = 1_000;

codes! {
    /// A column of a list of workers.
    WorkerColumn {
        Name = "name",
        Sex = "sex",
        BornOn = "born_on",
        Nationality = "nationality",
        Residence = "residence",
        /// Of the căn cước or the passport.
        Number = "number",
        Qualification = "qualification",
        SkillGrade = "skill_grade",
        Position = "position",
        Contract = "contract",
        StartedOn = "started_on",
        EndsOn = "ends_on",
        SocialInsurance = "social_insurance",
        Wage = "wage",
        Raises = "raises",
        Leave = "leave",
        Overtime = "overtime",
        Training = "training",
        Discipline = "discipline",
        Accidents = "accidents",
        Ended = "ended",
        HealthCheckOn = "health_check_on",
        PledgedOn = "pledged_on",
        /// Of the work permit; "miễn" for a person who needs none.
        PermitNumber = "permit_number",
        PermitUntil = "permit_until",
        CustomerFacing = "customer_facing",
        Group = "group",
        /// Columns 8 to 11 of Mẫu 01/PLI: an x says the group.
        GroupManager = "group_manager",
        GroupProfessional = "group_professional",
        GroupTechnician = "group_technician",
        GroupOther = "group_other",
        /// Columns 20 to 24 of Mẫu 01/PLI: the day stands under the type of the contract.
        IndefiniteFrom = "indefinite_from",
        FixedFrom = "fixed_from",
        FixedTo = "fixed_to",
        ShortFrom = "short_from",
        ShortTo = "short_to",
    }
}

/// All words of the first list, and one of the second unless that is empty, say the column; `None` is known and not read.
type Rule = (&'static [&'static str], &'static [&'static str], Option<WorkerColumn>);

/// The first that fits counts. Headings of columns are joined with those of their group, the lowest first.
const RULES: &[Rule] = {
    use WorkerColumn as C;
    &[
        // Who issued a paper, allowances, dangerous work, numbers and months of the social insurance.
        (
            &[],
            &["noi cap", "ngay cap", "phu cap", "nang nhoc", "ma so bao hiem", "ma so bhxh", "dong bhxh"],
            None,
        ),
        (&["giay phep lao dong"], &["den ngay", "het han", "thoi han"], Some(C::PermitUntil)),
        (&["work permit"], &["until", "ends", "expires"], Some(C::PermitUntil)),
        (&[], &["giay phep lao dong", "work permit"], Some(C::PermitNumber)),
        (&["khong xac dinh thoi han", "bat dau"], &[], Some(C::IndefiniteFrom)),
        (&["xac dinh thoi han", "bat dau"], &[], Some(C::FixedFrom)),
        (&["xac dinh thoi han", "ket thuc"], &[], Some(C::FixedTo)),
        (&["bat dau"], &["thu viec", "duoi 1 thang"], Some(C::ShortFrom)),
        (&["ket thuc"], &["thu viec", "duoi 1 thang"], Some(C::ShortTo)),
        (&[], &["nha quan ly"], Some(C::GroupManager)),
        (&[], &["bac cao"], Some(C::GroupProfessional)),
        (&[], &["bac trung"], Some(C::GroupTechnician)),
        (&["khac vi tri viec lam"], &[], Some(C::GroupOther)),
        (&[], &["ho ten", "ho va ten", "ten nguoi lao dong", "full name"], Some(C::Name)),
        (&[], &["gioi tinh", "nam nu", "sex", "gender"], Some(C::Sex)),
        (&[], &["ngay sinh", "nam sinh", "date of birth", "birth date", "born"], Some(C::BornOn)),
        (&[], &["quoc tich", "nationality"], Some(C::Nationality)),
        (
            &[],
            &["cccd", "can cuoc", "cmnd", "ho chieu", "dinh danh", "id number", "passport"],
            Some(C::Number),
        ),
        (&[], &["cu tru", "thuong tru", "noi o", "dia chi", "residence", "address"], Some(C::Residence)),
        (&[], &["ky nang nghe", "skill grade"], Some(C::SkillGrade)),
        (&[], &["trinh do", "qualification"], Some(C::Qualification)),
        (&[], &["nhom vi tri", "nhom cong viec", "job group"], Some(C::Group)),
        (&[], &["tiep xuc", "customer"], Some(C::CustomerFacing)),
        (&[], &["loai hop dong", "loai hdld", "contract type"], Some(C::Contract)),
        (&[], &["cham dut", "left on"], Some(C::Ended)),
        (&[], &["kham suc khoe", "health check"], Some(C::HealthCheckOn)),
        (&[], &["cam ket", "pledge"], Some(C::PledgedOn)),
        (&[], &["ket thuc", "het han", "end date"], Some(C::EndsOn)),
        (&[], &["bat dau", "vao lam", "start date"], Some(C::StartedOn)),
        (&[], &["vi tri viec lam", "chuc danh", "chuc vu", "cong viec", "position"], Some(C::Position)),
        (&[], &["bao hiem xa hoi", "bhxh", "social insurance"], Some(C::SocialInsurance)),
        (&[], &["nang bac", "nang luong", "raises"], Some(C::Raises)),
        (&[], &["tien luong", "muc luong", "wage", "salary"], Some(C::Wage)),
        (&[], &["ngay nghi", "days of leave"], Some(C::Leave)),
        (&[], &["lam them", "overtime"], Some(C::Overtime)),
        (&[], &["hoc nghe", "dao tao", "training"], Some(C::Training)),
        (&[], &["ky luat", "discipline"], Some(C::Discipline)),
        (&[], &["tai nan", "accidents"], Some(C::Accidents)),
    ]
};

/// What a column means by its heading, with the headings of its groups behind it.
pub fn guess_column(heading: &str) -> Option<WorkerColumn> {
    let words = format!(" {} ", fold_words(heading));
    let has = |part: &&str| words.contains(&format!(" {part} "));
    let fits = |(all, any, _): &&Rule| all.iter().all(has) && (any.is_empty() || any.iter().any(has));
    RULES.iter().find(fits).and_then(|(_, _, column)| *column)
}

/// A personal number that may have lost its leading zeros in a spreadsheet: twelve digits of ten or eleven. The caller
/// checks that it fits sex and birth year, and says that it was completed.
pub fn restore_zeros(number: &str) -> Option<String> {
    let is_short = matches!(number.len(), 10 | 11) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| format!("{number:0>12}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_forms_have_their_meaning() {
        use WorkerColumn as C;
        for (heading, meaning) in [
            ("Họ tên", Some(C::Name)),
            ("HỌ VÀ TÊN", Some(C::Name)),
            ("Ngày tháng năm sinh", Some(C::BornOn)),
            ("Số CCCD/CMND/Hộ chiếu", Some(C::Number)),
            ("Số CCCD/Hộ chiếu", Some(C::Number)),
            ("Nơi cấp CCCD", None),
            ("Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", Some(C::Position)),
            ("Nhà quản lý Vị trí việc làm (2)", Some(C::GroupManager)),
            ("Chuyên môn kỹ thuật bậc trung Vị trí việc làm (2)", Some(C::GroupTechnician)),
            ("Khác Vị trí việc làm (2)", Some(C::GroupOther)),
            ("Hệ số/Mức lương Tiền lương", Some(C::Wage)),
            ("Chức vụ Phụ cấp Tiền lương", None),
            ("Ngày bắt đầu Ngành/nghề nặng nhọc, độc hại", None),
            (
                "Ngày bắt đầu HĐLĐ không xác định thời hạn Loại và hiệu lực hợp đồng lao động",
                Some(C::IndefiniteFrom),
            ),
            ("Ngày bắt đầu Hiệu lực HĐLĐ xác định thời hạn", Some(C::FixedFrom)),
            ("Ngày kết thúc Hiệu lực HĐLĐ xác định thời hạn", Some(C::FixedTo)),
            ("Ngày bắt đầu Hiệu lực HĐLĐ khác (dưới 1 tháng, thử việc)", Some(C::ShortFrom)),
            ("Ngày kết thúc Hiệu lực HĐLĐ khác (dưới 1 tháng, thử việc)", Some(C::ShortTo)),
            ("Thời điểm đơn vị bắt đầu đóng BHXH", None),
            ("Mã số bảo hiểm xã hội", None),
            ("Vị trí việc làm", Some(C::Position)),
            ("Nhóm vị trí việc làm", Some(C::Group)),
            ("Loại hợp đồng lao động", Some(C::Contract)),
            ("Thời điểm bắt đầu làm việc", Some(C::StartedOn)),
            ("Thời điểm kết thúc hợp đồng", Some(C::EndsOn)),
            ("Tham gia bảo hiểm xã hội", Some(C::SocialInsurance)),
            ("Trình độ chuyên môn kỹ thuật", Some(C::Qualification)),
            ("Bậc trình độ kỹ năng nghề", Some(C::SkillGrade)),
            ("Thời điểm và lý do chấm dứt", Some(C::Ended)),
            ("Ho\u{323} va\u{300} te\u{302}n", Some(C::Name)),
            ("STT", None),
            ("Ghi chú", None),
        ] {
            assert_eq!(guess_column(heading), meaning, "{heading}");
        }
    }

    #[test]
    fn lost_zeros_come_back_for_ten_and_eleven_digits() {
        assert_eq!(restore_zeros("56190000500").as_deref(), Some("056190000500"));
        assert_eq!(restore_zeros("1190000500").as_deref(), Some("001190000500"));
        for other in ["561900005", "056190000500", "5619000050a", ""] {
            assert_eq!(restore_zeros(other), None, "{other}");
        }
    }
}
