//! Inspections and their demands, of one team with one telephone.

use camket_app::App;
use camket_domain::calendar::local_date;
use camket_domain::certificates::ShortCode;
use camket_domain::demands::{Demand, DemandStatus};
use camket_domain::ids::{AccountId, DemandId, DeviceId, InspectionId, TeamId, uuid_v7};
use camket_domain::inspections::report::{OwnerStatement, StaffCount};
use camket_domain::inspections::{
    Conclusion, Inspection, InspectionKind, InspectionReport, InspectionState, RecordNumber,
};
use camket_domain::venues::Venue;
use camket_store::{Reader, Tx, demands, inspections};
use sea_orm::{ConnectionTrait, Statement, Value};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::BenchResult;

/// The team, its telephone, and the report that the telephone sent.
#[derive(Debug)]
pub struct VisitSample {
    inspector: AccountId,
    team: TeamId,
    device: DeviceId,
    parcel: Uuid,
}

impl VisitSample {
    /// Inserts what inspections refer to.
    pub async fn insert(app: &App, inspector: AccountId) -> BenchResult<Self> {
        let id = || uuid_v7(app.now(), app.entropy());
        let (team, device, parcel) = (id(), id(), id());
        let tx = app.store().begin_write().await?;
        let team_sql = "INSERT INTO team (id, name, parent_name, symbol, place, level, area, members, valid_from, version) \
                        VALUES ($1, 'Đội 178', '', 'ĐKT178', 'Khánh Hòa', 'province', '56', '[]', '2025-07-01', 1)";
        execute(&tx, team_sql, vec![team.into()]).await?;
        let device_sql = "INSERT INTO device (id, account_id, name, point, standing, registered_at, seen_at, version) \
                          VALUES ($1, $2, 'Máy', $3, 'active', 0, 0, 1)";
        execute(&tx, device_sql, vec![device.into(), inspector.0.into(), vec![0_u8].into()]).await?;
        let parcel_sql = "INSERT INTO parcel (id, device_id, sha256, body, signature, received_at) \
                          VALUES ($1, $2, '', $3, $4, 0)";
        let empty = || Value::from(vec![0_u8]);
        execute(&tx, parcel_sql, vec![parcel.into(), device.into(), empty(), empty()]).await?;
        tx.commit().await?;
        Ok(Self { inspector, team: TeamId(team), device: DeviceId(device), parcel })
    }
}

async fn execute(tx: &Tx, sql: &str, values: Vec<Value>) -> BenchResult<()> {
    let db = tx.connection();
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Inserts an inspection of a venue; one in ten leaves an open demand.
pub async fn insert_visit(
    app: &App,
    tx: &Tx,
    sample: &VisitSample,
    venue: &Venue,
    serial: usize,
    at: OffsetDateTime,
) -> BenchResult<()> {
    let inspection = build_inspection(app, sample, venue, serial, at);
    inspections::insert(tx, &inspection, sample.parcel).await?;
    if serial.is_multiple_of(10) {
        let demand = Demand {
            id: DemandId::new(at, app.entropy()),
            inspection: inspection.id,
            venue: venue.id,
            item: None,
            text: "Bổ sung hợp đồng lao động".to_owned(),
            basis: String::new(),
            due_on: local_date(at) + Duration::days(30),
            status: DemandStatus::Open,
            version: 1,
        };
        demands::insert_many(tx, &[demand]).await?;
    }
    Ok(())
}

fn build_inspection(
    app: &App,
    sample: &VisitSample,
    venue: &Venue,
    serial: usize,
    at: OffsetDateTime,
) -> Inspection {
    let serial = i32::try_from(serial).unwrap_or_default();
    Inspection {
        id: InspectionId::new(at, app.entropy()),
        venue: venue.id,
        team: sample.team,
        plan: None,
        kind: InspectionKind::Planned,
        ground: None,
        concern: None,
        state: InspectionState::Reported,
        inspector: sample.inspector,
        device: sample.device,
        started_at: at,
        received_at: at,
        number: RecordNumber { serial, year: at.year(), symbol: "ĐKT178".to_owned() },
        code: ShortCode::new(app.entropy()),
        conclusion: Conclusion::Pass,
        report: build_report(venue, at),
        reply_due: local_date(at) + Duration::days(10),
        reply: None,
        asked_again_at: None,
        version: 1,
    }
}

fn build_report(venue: &Venue, at: OffsetDateTime) -> InspectionReport {
    InspectionReport {
        kind: venue.kind,
        name: venue.name.clone(),
        address: String::new(),
        certificate: None,
        members: Vec::new(),
        ended_at: at,
        phone_clock: None,
        position: None,
        checklist: 1,
        answers: Vec::new(),
        changes: Vec::new(),
        staff: StaffCount { found: 0, known: None, registered: 0 },
        findings: Vec::new(),
        demands: Vec::new(),
        met_demands: Vec::new(),
        owner: OwnerStatement { name: String::new(), remarks: String::new(), refused: false },
        signatures: Vec::new(),
        photos: Vec::new(),
    }
}
