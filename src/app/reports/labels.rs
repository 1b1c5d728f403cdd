//! What the papers of a report call its sections, rows and columns, in Vietnamese.

use camket_domain::indicators::ReportSection;
use camket_domain::reports::snapshot::EmployerKind;

/// The heading of a section in papers.
pub(super) fn label_section(section: ReportSection) -> &'static str {
    match section {
        ReportSection::Venues => "Cơ sở kinh doanh dịch vụ",
        ReportSection::Communication => "Truyền thông, phòng ngừa",
        ReportSection::Training => "Tập huấn, nâng cao năng lực",
        ReportSection::Inspection => "Kiểm tra, xử lý",
        ReportSection::Police => "Đấu tranh, triệt phá (số liệu cơ quan công an cung cấp)",
        ReportSection::Communes => "Xã, phường",
    }
}

/// An employer of the labour form; else the name of a team.
pub(super) fn label_row(label: &str) -> &str {
    match EmployerKind::from_code(label) {
        Some(EmployerKind::Organisation) => "Doanh nghiệp, tổ chức",
        Some(EmployerKind::Household) => "Hộ kinh doanh (không có dòng riêng trong Mẫu 02/PLI)",
        None => label,
    }
}

/// The headings of Mẫu 02/PLI, and those of inspections.
pub(super) fn label_column(code: &str) -> &'static str {
    match code {
        "workers" => "Tổng số",
        "women" => "Nữ",
        "over-35" => "Trên 35 tuổi",
        "managers" => "Nhà quản lý",
        "professionals" => "Chuyên môn kỹ thuật bậc cao",
        "technicians" => "Chuyên môn kỹ thuật bậc trung",
        "others" => "Vị trí khác",
        "indefinite" => "HĐLĐ không xác định thời hạn",
        "fixed" => "HĐLĐ xác định thời hạn",
        "short" => "HĐLĐ khác",
        "planned" => "Theo kế hoạch",
        "surprise" => "Đột xuất",
        "pass" => "Đạt",
        "reminder" => "Nhắc nhở",
        "record" => "Lập biên bản vi phạm",
        "transfer" => "Chuyển hồ sơ",
        _ => "",
    }
}
