//! Risk classes of all venues, the figures of a period, and the report with them.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use camket_app::reports::{NewPeriod, freeze_figures, open_period};
use camket_app::risk;
use camket_documents::{
    Letterhead, ReportCell, ReportChapter, ReportPaper, ReportRow, ReportTable, render_report_docx,
};
use camket_domain::accounts::{Actor, Role};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use camket_domain::permissions::{Permit, rights};
use camket_store::{Reader, risk as stored};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::clock::CpuClock;
use crate::pages::find_p95;
use crate::python::run_lists;
use crate::registry::OfficeRegistry;
use crate::report::Direction::Max;
use crate::report::{Measurement, cpu};
use crate::sample::province;
use crate::{BenchResult, BenchSizes};

/// Venues whose class is asked alone.
const SINGLE_VENUES: usize = 200;
/// The tables with facts that make a class.
const RISK_TABLES: &[&str] = &["venue_fact", "inspection", "concern", "demand", "worker"];
/// The tables that the indicators count.
const COUNTED_TABLES: &[&str] =
    &["coverage_span", "inspection", "concern", "certificate", "worker", "activity", "venue"];

pub async fn measure(registry: &OfficeRegistry, sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let mut rows = measure_risk(registry, sizes).await?;
    rows.push(measure_snapshot(registry, sizes).await?);
    rows.push(measure_docx(sizes)?);
    Ok(rows)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// All venues of the province assessed anew, and one alone.
async fn measure_risk(registry: &OfficeRegistry, sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let (app, clock) = (&registry.app, CpuClock::default());
    risk::assess_all(app).await?;
    let (mut ratio, mut own, mut single) = (Vec::new(), 0.0, Vec::new());
    for _ in 0..sizes.rounds {
        let read = read_tables(registry, &clock, RISK_TABLES).await?;
        let tx = app.store().begin_write().await?;
        stored::mark_province_stale(&tx, province()).await?;
        tx.commit().await?;
        let began = clock.now()?;
        risk::assess_all(app).await?;
        own = millis(clock.now()? - began);
        ratio.push(own / read);
        single.push(measure_single(registry, &clock).await?);
    }
    Ok(vec![
        Measurement::of_rounds("risk_recompute_ratio", &ratio, "of a full read")
            .with_baseline(own)
            .with_target(Max, 3.0),
        Measurement::of_rounds("risk_one_ms", &single, "ms, p95").with_target(Max, 5.0),
    ])
}

async fn measure_single(registry: &OfficeRegistry, clock: &CpuClock) -> BenchResult<f64> {
    let db = registry.app.store().connection();
    let sql = format!("SELECT id FROM venue WHERE province = '56' ORDER BY id LIMIT {SINGLE_VENUES}");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let permit = registry.may::<rights::ReadRisk>();
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let venue = VenueId(row.try_get("", "id")?);
        let began = clock.now()?;
        black_box(risk::load_venue(&registry.app, &permit, venue).await?);
        found.push(millis(clock.now()? - began));
    }
    Ok(find_p95(found))
}

/// CPU time of reading every row of these tables once, in milliseconds.
async fn read_tables(registry: &OfficeRegistry, clock: &CpuClock, tables: &[&str]) -> BenchResult<f64> {
    let db = registry.app.store().connection();
    let began = clock.now()?;
    for table in tables {
        let sql = format!("SELECT * FROM {table}");
        black_box(db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?.len());
    }
    Ok(millis(clock.now()? - began))
}

/// The figures of last year, frozen for every commune. Each round has a period of its own, so that all is counted anew.
async fn measure_snapshot(registry: &OfficeRegistry, sizes: BenchSizes) -> BenchResult<Measurement> {
    let (app, clock) = (&registry.app, CpuClock::default());
    let coordinator = Actor { role: Role::Coordinator, ..registry.officer.clone() };
    let permit = Permit::<rights::CollectReports>::for_actor(&coordinator).ok_or("no permit")?;
    let (mut ratio, mut own) = (Vec::new(), 0.0);
    for round in 1..=sizes.rounds.min(4) {
        let read = read_tables(registry, &clock, COUNTED_TABLES).await?;
        let period = new_period(app.today().year() - 1, u8::try_from(round)?)?;
        let key = || uuid_v7(app.now(), app.entropy());
        let id = open_period(app, &permit, key(), period).await?;
        let began = clock.now()?;
        freeze_figures(app, &permit, key(), id).await?;
        own = millis(clock.now()? - began);
        ratio.push(own / read);
    }
    let row = Measurement::of_rounds("snapshot_ratio", &ratio, "of a full read");
    Ok(row.with_baseline(own).with_target(Max, 3.0))
}

fn new_period(year: i32, quarter: u8) -> BenchResult<NewPeriod> {
    let (length, rule) = (PeriodLength::Quarter, PeriodRule::Calendar);
    let name = PeriodName::new(length, year, quarter).ok_or("no such quarter")?;
    let span: PeriodSpan = name.span(rule).ok_or("no such days")?;
    Ok(NewPeriod { name, rule, span, due_on: None })
}

/// A report whose annexes have a row for each commune, compared with python-docx making the same tables.
fn measure_docx(sizes: BenchSizes) -> BenchResult<Measurement> {
    let paper = build_report();
    let folder = tempfile::tempdir()?;
    let (tables, file) = (folder.path().join("tables.json"), folder.path().join("tables.docx"));
    std::fs::write(&tables, serde_json::to_vec(&list_texts(&paper))?)?;
    render_report_docx(&paper)?;
    let (mut ratio, mut own) = (Vec::new(), 0.0);
    for _ in 0..sizes.rounds.min(3) {
        let beside = run_lists(&[Path::new("docx"), &tables, &file])? * 1000.0;
        own = cpu::measure_each(10, |_| {
            black_box(render_report_docx(black_box(&paper)).is_ok());
        });
        ratio.push(own / beside);
    }
    let row = Measurement::of_rounds("report_docx_ratio", &ratio, "of python-docx");
    Ok(row.with_baseline(own).with_target(Max, 0.3))
}

/// Five tables of 65 communes and a sum, with ten figures each.
fn build_report() -> ReportPaper {
    let heading = |at: usize| (format!("Chỉ tiêu {at}"), 10);
    let row = |commune: usize| {
        let figures =
            (0..10).map(|at| ReportCell::Number(i64::try_from(commune * 7 + at).unwrap_or_default()));
        std::iter::once(ReportCell::Text(format!("Phường số {commune}"))).chain(figures).collect()
    };
    let table = |at: usize| ReportTable {
        title: format!("Phụ lục {at}"),
        about: "Đơn vị tính: cơ sở".to_owned(),
        columns: std::iter::once(("Xã, phường".to_owned(), 30)).chain((1..=10).map(heading)).collect(),
        rows: (1..=65).map(|at| ReportRow::Plain(row(at))).chain([ReportRow::Total(row(66))]).collect(),
    };
    let chapter = |at: usize| ReportChapter {
        heading: format!("Chương {at}"),
        paragraphs: (1..=10).map(|line| format!("Đoạn {line}: đã kiểm tra {line} cơ sở.")).collect(),
    };
    ReportPaper {
        letterhead: Letterhead {
            parent: "UBND tỉnh Khánh Hòa".to_owned(), name: "Sở Y tế".to_owned()
        },
        symbol: "BC-SYT".to_owned(),
        place: "Khánh Hòa".to_owned(),
        subject: vec!["Kết quả phòng, chống tệ nạn mại dâm".to_owned()],
        chapters: (1..=4).map(chapter).collect(),
        recipients: vec!["UBND tỉnh".to_owned()],
        capacity: "GIÁM ĐỐC".to_owned(),
        annexes: (1..=5).map(table).collect(),
        address: "https://camket.example.vn/records/ABCDE-FGHJK".to_owned(),
        code: "ABCDE-FGHJK".to_owned(),
        frozen: "30/11/2026".to_owned(),
    }
}

/// The cells of each table as texts, its headings first.
fn list_texts(paper: &ReportPaper) -> serde_json::Value {
    let cell = |cell: &ReportCell| match cell {
        ReportCell::Text(text) => text.clone(),
        ReportCell::Number(number) => number.to_string(),
        ReportCell::Empty => String::new(),
    };
    let row = |row: &ReportRow| match row {
        ReportRow::Section(text) => vec![text.clone()],
        ReportRow::Plain(cells) | ReportRow::Total(cells) => cells.iter().map(cell).collect(),
    };
    let table = |table: &ReportTable| {
        let heads = table.columns.iter().map(|(head, _)| head.clone()).collect();
        std::iter::once(heads).chain(table.rows.iter().map(row)).collect::<Vec<Vec<String>>>()
    };
    json!(paper.annexes.iter().map(table).collect::<Vec<_>>())
}
