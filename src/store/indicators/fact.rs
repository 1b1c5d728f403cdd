//! Which rows are counted, and a row as a list shows it.

use camket_domain::areas::AreaCode;
use camket_domain::ids::{ActivityId, InspectionId, PoliceTotalId, TrainingClassId, VenueId};
use camket_domain::periods::PeriodSpan;
use time::OffsetDateTime;
use uuid::Uuid;

/// Whose rows of which days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FactFilter {
    pub province: AreaCode,
    /// A commune of the province, or the province for what it did itself; `None` for all.
    pub area: Option<AreaCode>,
    pub span: PeriodSpan,
}

/// A row that a figure counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is about, and how much of it the figure counts.
    pub subject: FactSubject,
    pub amount: i64,
    /// Day and order of the list.
    pub at: OffsetDateTime,
    pub(super) id: Uuid,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FactSubject {
    Activity {
        id: ActivityId,
        place: String,
    },
    Inspection {
        id: InspectionId,
        venue: String,
    },
    Venue {
        id: VenueId,
        name: String,
    },
    /// By its reference: what it says is for those who handle it.
    Concern {
        reference: String,
    },
    TrainingClass {
        id: TrainingClassId,
        content: String,
    },
    RosterOfficer {
        name: String,
        office: String,
    },
    /// By the office that gave it and the number of its document.
    PoliceTotal {
        id: PoliceTotalId,
        source: String,
        number: String,
    },
}
