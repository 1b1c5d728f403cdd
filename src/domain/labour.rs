//! The labour register: the workers a venue declares (PL 10/2003 Điều 15.1.a; NĐ 145/2020 Điều 3).

pub mod ages;
pub mod checks;
pub mod columns;
pub mod dates;
pub mod history;
pub mod permits;
pub mod requests;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::calendar::{self, BirthDate};
use crate::codes::codes;
use crate::ids::{VenueId, WorkerId};
use crate::sealed::SealedNumber;

pub use crate::identifiers::Sex;
pub use permits::{PermitKind, WorkPermit};

codes! {
    /// Group of the job, as in Mẫu 01/PLI columns 8 to 11.
    JobGroup {
        /// Nhà quản lý.
        Manager = "manager",
        /// Chuyên môn kỹ thuật bậc cao.
        Professional = "professional",
        /// Chuyên môn kỹ thuật bậc trung.
        Technician = "technician",
        /// Khác.
        Other = "other",
    }
}
codes! {
    /// Type of a written contract (BLLĐ 2019 Điều 20). PL 10/2003 Điều 15 requires contracts in writing.
    Contract {
        /// Không xác định thời hạn.
        Indefinite = "indefinite",
        /// Xác định thời hạn, at most 36 months.
        Fixed = "fixed",
        /// Khác: under one month or on probation, in writing.
        Short = "short",
    }
}
codes! {
    /// Kind of identity document with the ID number.
    IdDocumentKind {
        /// Căn cước / định danh cá nhân, 12 digits.
        Personal = "personal",
        /// Hộ chiếu.
        Passport = "passport",
    }
}

/// A worker in a venue's labour register.
#[derive(Clone, PartialEq, Debug)]
pub struct Worker {
    pub id: WorkerId,
    pub venue: VenueId,
    pub person: WorkerIdentity,
    pub job: Job,
    /// Date of the last health check; the result is never stored (NĐ 178/2004 Điều 11.5).
    pub health_check_on: Option<Date>,
    /// Date of the worker's own pledge (PL 10/2003 Điều 15.3).
    pub pledged_on: Option<Date>,
    /// The work permit of a foreigner; `None` while none is declared.
    pub permit: Option<WorkPermit>,
    /// The other columns of the labour book.
    pub book: LabourBook,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkerIdentity {
    pub name: String,
    pub sex: Sex,
    pub born_on: BirthDate,
    /// Nationality, "Việt Nam" by default.
    pub nationality: String,
    pub residence: String,
    pub paper: IdDocumentKind,
    pub number: SealedNumber,
}

/// Job and contract of a worker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Job {
    /// Position: "Lễ tân".
    pub position: String,
    /// Whether the job is in direct contact with customers (TTLT 21/2004).
    pub customer_facing: bool,
    pub group: JobGroup,
    /// Professional qualification; empty if none.
    pub qualification: String,
    pub contract: Contract,
    /// First day of the contract.
    pub started_on: Date,
    /// Last day of a fixed or short contract.
    pub ends_on: Option<Date>,
}

/// The remaining columns of NĐ 145/2020 Điều 3, as free text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LabourBook {
    /// Bậc trình độ kỹ năng nghề.
    pub skill_grade: String,
    /// Tham gia bảo hiểm xã hội.
    pub social_insurance: String,
    /// Tiền lương.
    pub wage: String,
    /// Nâng bậc, nâng lương.
    pub raises: String,
    /// Số ngày nghỉ trong năm.
    pub leave: String,
    /// Số giờ làm thêm.
    pub overtime: String,
    /// Học nghề, đào tạo.
    pub training: String,
    /// Kỷ luật lao động.
    pub discipline: String,
    /// Tai nạn lao động, bệnh nghề nghiệp.
    pub accidents: String,
    /// Thời điểm và lý do chấm dứt.
    pub ended: String,
}

impl LabourBook {
    /// The book with these columns, in the order of [`LabourBook::columns`].
    pub fn from_columns(columns: [String; 10]) -> Self {
        let mut columns = columns.into_iter();
        let mut next = || columns.next().unwrap_or_default();
        Self {
            skill_grade: next(),
            social_insurance: next(),
            wage: next(),
            raises: next(),
            leave: next(),
            overtime: next(),
            training: next(),
            discipline: next(),
            accidents: next(),
            ended: next(),
        }
    }

    /// All columns in the order of NĐ 145/2020 Điều 3.
    pub fn columns(&self) -> [&str; 10] {
        [
            &self.skill_grade,
            &self.social_insurance,
            &self.wage,
            &self.raises,
            &self.leave,
            &self.overtime,
            &self.training,
            &self.discipline,
            &self.accidents,
            &self.ended,
        ]
    }
}

codes! {
    /// Something missing for a worker. It is shown, but does not block the declaration.
    WorkerGap {
        /// No health check in the last three months (NĐ 178/2004 Điều 11.5: every quarter).
        HealthCheck = "health-check",
        /// No personal pledge (PL 10/2003 Điều 15.3).
        Pledge = "pledge",
        /// The contract has ended.
        ContractEnded = "contract-ended",
        /// Started a job closed to minors before the age of 18.
        EarlyStart = "early-start",
        /// A foreigner without a work permit or an exemption.
        Permit = "permit",
        /// The work permit has ended.
        PermitEnded = "permit-ended",
    }
}

impl Worker {
    /// What is missing for this worker on `today` (Vietnamese date).
    pub fn list_gaps(&self, kind: crate::venues::VenueKind, today: Date) -> Vec<WorkerGap> {
        let quarter_ago = calendar::add_months(today, -3);
        let early = ages::check(
            kind,
            self.job.customer_facing,
            self.person.born_on.latest(),
            self.job.started_on,
            today,
        );
        let tests = [
            (WorkerGap::HealthCheck, self.health_check_on.is_none_or(|on| on < quarter_ago)),
            (WorkerGap::Pledge, self.pledged_on.is_none()),
            (WorkerGap::ContractEnded, self.job.ends_on.is_some_and(|on| on < today)),
            (WorkerGap::EarlyStart, matches!(early, ages::AgeVerdict::EarlyStartFlag { .. })),
            (WorkerGap::Permit, self.permit.is_none() && permits::is_foreign(&self.person.nationality)),
            (WorkerGap::PermitEnded, self.permit.as_ref().is_some_and(|permit| permit.has_ended(today))),
        ];
        tests.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect()
    }

    /// Whether both declare the same of the same person; the sealed bytes of equal numbers differ.
    pub fn declares_same(&self, other: &Self) -> bool {
        let alike = Self {
            id: self.id,
            created_at: self.created_at,
            version: self.version,
            person: WorkerIdentity {
                number: SealedNumber {
                    sealed: self.person.number.sealed.clone(),
                    ..other.person.number.clone()
                },
                ..other.person.clone()
            },
            ..other.clone()
        };
        *self == alike
    }

    /// The facts on which the labour track is decided, as one canonical text.
    pub fn matter(&self) -> String {
        let mut facts = vec![
            serde_json::json!(self.person.name),
            serde_json::json!(self.person.sex),
            serde_json::json!(self.person.born_on.latest()),
            serde_json::json!(self.person.number.fingerprint),
            serde_json::json!(self.job),
            serde_json::json!(self.health_check_on),
            serde_json::json!(self.pledged_on),
        ];
        // Without a permit the text is that of earlier versions, by which registers were accepted.
        facts.extend(self.permit.as_ref().map(|permit| serde_json::json!(permit)));
        serde_json::Value::Array(facts).to_string()
    }
}
