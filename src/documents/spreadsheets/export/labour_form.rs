//! Mẫu 01/PLI of NĐ 145/2020 (as amended by NĐ 35/2022): the report on the use of labour, as a sheet.

use time::Date;

/// The report of an employer.
#[derive(Debug, Clone)]
pub struct LabourForm {
    /// Tên doanh nghiệp, cơ quan, tổ chức.
    pub employer: String,
    pub address: String,
    /// Telephone and e-mail address, one after the other.
    pub contact: String,
    /// Number of the business registration.
    pub registration: String,
    /// Lĩnh vực hoạt động.
    pub trade: String,
    /// Place of the date, e.g. "Phường Phan Rang".
    pub place: String,
    /// Kính gửi.
    pub recipients: String,
    pub workers: Vec<LabourFormWorker>,
}

/// A line of the report. What the register does not know is left empty, to be filled in.
#[derive(Debug, Clone)]
pub struct LabourFormWorker {
    pub name: String,
    /// Mã số bảo hiểm xã hội.
    pub insurance: String,
    /// dd/mm/yyyy, or the year alone.
    pub born: String,
    pub sex: String,
    /// Whole number of the identity card or passport.
    pub number: String,
    pub position: String,
    pub group: LabourFormGroup,
    pub wage: String,
    pub contract: LabourFormContract,
    pub note: String,
}

/// Vị trí việc làm: the columns 8 to 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabourFormGroup {
    Manager,
    Professional,
    Technician,
    Other,
}

/// Loại và hiệu lực hợp đồng lao động: the columns 20 to 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabourFormContract {
    /// Không xác định thời hạn.
    Indefinite { from: Date },
    /// Xác định thời hạn.
    Fixed { from: Date, to: Option<Date> },
    /// Khác: dưới 1 tháng, thử việc.
    Other { from: Date, to: Option<Date> },
}
