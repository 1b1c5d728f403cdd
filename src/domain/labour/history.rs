//! The history of workers: each start, change and end with its day, from which the list "tăng, giảm, thay đổi" of a period
//! is made (NĐ 145/2020 Điều 4), and how far a register is from the number that the certificate says.
//!
//! A change keeps no name and no number: which fields changed, the day, and the position.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::Worker;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::{VenueId, WorkerId};
use crate::periods::PeriodSpan;
use crate::text::input_error;

codes! {
    WorkerChangeKind {
        /// Tăng: the first day of work.
        Started = "started",
        /// Thay đổi of the person, the job or the contract.
        Changed = "changed",
        /// Only days of health checks and pledges, or columns of the book that no authority asks for. Not in lists.
        Noted = "noted",
        /// Giảm: the last day of work.
        Left = "left",
    }
}

impl WorkerChangeKind {
    /// Those of the list "tăng, giảm, thay đổi".
    pub const LISTED: [Self; 3] = [Self::Started, Self::Left, Self::Changed];
}

codes! {
    /// What changed of a worker.
    WorkerField {
        Name = "name",
        Sex = "sex",
        BornOn = "born_on",
        Nationality = "nationality",
        Residence = "residence",
        /// The kind of the paper or its number.
        Number = "number",
        Position = "position",
        CustomerFacing = "customer_facing",
        Group = "group",
        Qualification = "qualification",
        Contract = "contract",
        StartedOn = "started_on",
        EndsOn = "ends_on",
        /// The work permit of a foreigner.
        Permit = "permit",
        HealthCheckOn = "health_check_on",
        PledgedOn = "pledged_on",
        /// The other columns of the labour book.
        Book = "book",
    }
}

impl WorkerField {
    /// Whether the labour authority takes note of it.
    fn is_listed(self) -> bool {
        !matches!(self, Self::HealthCheckOn | Self::PledgedOn | Self::Book)
    }
}

/// A row of a worker's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkerChange {
    pub id: Uuid,
    pub worker: WorkerId,
    pub venue: VenueId,
    pub kind: WorkerChangeKind,
    /// The first or the last day of work; of a change the day on which it was declared.
    pub happened_on: Date,
    /// What changed; empty for a start and an end.
    pub fields: Vec<WorkerField>,
    /// The position after the change.
    pub position: String,
    pub recorded_at: OffsetDateTime,
}

/// Which fields differ, in the order of the form.
pub fn list_changed_fields(before: &Worker, after: &Worker) -> Vec<WorkerField> {
    use WorkerField as F;
    let (person, other) = (&before.person, &after.person);
    let (job, new_job) = (&before.job, &after.job);
    let number = (person.paper, &person.number.fingerprint) != (other.paper, &other.number.fingerprint);
    let tests = [
        (F::Name, person.name != other.name),
        (F::Sex, person.sex != other.sex),
        (F::BornOn, person.born_on != other.born_on),
        (F::Nationality, person.nationality != other.nationality),
        (F::Residence, person.residence != other.residence),
        (F::Number, number),
        (F::Position, job.position != new_job.position),
        (F::CustomerFacing, job.customer_facing != new_job.customer_facing),
        (F::Group, job.group != new_job.group),
        (F::Qualification, job.qualification != new_job.qualification),
        (F::Contract, job.contract != new_job.contract),
        (F::StartedOn, job.started_on != new_job.started_on),
        (F::EndsOn, job.ends_on != new_job.ends_on),
        (F::Permit, before.permit != after.permit),
        (F::HealthCheckOn, before.health_check_on != after.health_check_on),
        (F::PledgedOn, before.pledged_on != after.pledged_on),
        (F::Book, before.book != after.book),
    ];
    tests.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// The kind of a change of these fields; `None` if nothing changed.
pub fn judge_change(fields: &[WorkerField]) -> Option<WorkerChangeKind> {
    let first = fields.first()?;
    let listed = first.is_listed() || fields.iter().any(|field| field.is_listed());
    Some(if listed { WorkerChangeKind::Changed } else { WorkerChangeKind::Noted })
}

/// Whether a new first day of the contract is a corrected start: an earlier day, or any day while the declaration is of
/// today. A later one is a new contract, after which the work began when it did. `declared_on` and `today` are Vietnamese
/// dates.
pub fn corrects_start(began_on: Date, declared_on: Date, started_on: Date, today: Date) -> bool {
    started_on < began_on || (started_on != began_on && declared_on == today)
}

input_error! {
    /// A last day of work that is not allowed.
    LeaveFault {
        /// Before the first day.
        BeforeStart => "worker-left-before-start",
        /// After today.
        Later => "worker-left-later",
    }
}

/// Checks the last day of work of somebody whose work began on `began_on`.
///
/// # Errors
/// [`LeaveFault`]
pub fn check_leave(began_on: Date, left_on: Date, today: Date) -> Result<(), LeaveFault> {
    if left_on > today {
        return Err(LeaveFault::Later);
    }
    if left_on < began_on { Err(LeaveFault::BeforeStart) } else { Ok(()) }
}

/// Which changes a list has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChangeFilter {
    pub span: PeriodSpan,
    pub commune: Option<AreaCode>,
    pub venue: Option<VenueId>,
}

/// A change in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedChange {
    pub change: WorkerChange,
    pub venue_name: String,
    pub commune: Option<AreaCode>,
    /// Of the worker: only in the list of the owner.
    pub worker_name: Option<String>,
}

/// How many changes of each kind a list has.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ChangeCounts {
    pub started: u64,
    pub left: u64,
    pub changed: u64,
    /// Whether there may be more than were counted.
    pub is_cut: bool,
}

/// How many workers a certificate says, and how many there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Staffing {
    pub printed: u32,
    /// The day of issue.
    pub printed_on: Date,
    pub present: u32,
}

/// From which difference on the labour authority looks again; both have to be reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffingThreshold {
    pub workers: u32,
    /// Of the number that the certificate says.
    pub percent: u32,
}

impl Staffing {
    /// Whether the present number is far from the one that the certificate says. Of a certificate without workers every
    /// number is more than any per cent.
    pub fn needs_look(self, threshold: StaffingThreshold) -> bool {
        let apart = u64::from(self.present.abs_diff(self.printed));
        let enough = apart * 100 >= u64::from(self.printed) * u64::from(threshold.percent);
        apart > 0 && apart >= u64::from(threshold.workers) && enough
    }
}

#[cfg(test)]
mod tests;
