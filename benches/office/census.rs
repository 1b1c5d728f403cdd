//! The import of a list of 20 columns, and the matching of its entries with the register.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use camket_app::census::import::{self, ImportPreview};
use camket_app::census::refresh_candidates;
use camket_domain::areas;
use camket_domain::calendar::format_date;
use camket_domain::census::imports::{ListHeading, TableChoice};
use camket_domain::census::preview::RowOutcome;
use camket_domain::census::{CensusEntry, EntryChange, SourceKind};
use camket_domain::ids::CensusUploadId;
use camket_domain::venues::VenueKind;
use camket_store::census::{change, entry, import_step};
use serde_json::{Value, json};
use time::Duration;

use crate::child::{self, ChildTask};
use crate::clock::CpuClock;
use crate::entries::{EntryFates, insert_entries};
use crate::python::run_lists;
use crate::registry::{DatabasePlace, OfficeRegistry};
use crate::report::Direction::Max;
use crate::report::{Measurement, cpu};
use crate::sample::province;
use crate::sample::random::SeededRandom;
use crate::sample::{
    build_person_name, build_personal_id, build_phone, build_tax_code, build_venue_name, names,
};
use crate::{BenchResult, BenchSizes};

const HEADINGS: [&str; 20] = [
    "STT",
    "Tên cơ sở",
    "Loại hình",
    "Địa chỉ",
    "Thôn/Khu phố",
    "Xã/Phường",
    "Mã số thuế",
    "Số GPKD",
    "Số GCN ANTT",
    "Ngày cấp GCN ANTT",
    "Chủ cơ sở",
    "Năm sinh",
    "CCCD",
    "Điện thoại",
    "Số phòng",
    "Số nhân viên",
    "Nữ",
    "Tình trạng",
    "Vốn",
    "Ghi chú",
];

/// The preview of a file compared with a reader of spreadsheets, and its import compared with bare inserts.
pub async fn measure_import(sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let folder = tempfile::tempdir()?;
    let registry = OfficeRegistry::create(DatabasePlace::new_folder()?, 200).await?;
    let (file, later) = (folder.path().join("list.xlsx"), folder.path().join("later.xlsx"));
    make_file(&registry, sizes.imported, "Hoạt động tốt", &file)?;
    make_file(&registry, sizes.imported, "Đã đổi chủ quản lý", &later)?;
    upload(&registry, &file).await?;
    let url = registry.url();
    let mut rows = measure_preview(&url, &file, sizes)?;
    let fresh = registry.close().await?;
    rows.extend(measure_commit(&fresh, &later, sizes).await?);
    Ok(rows)
}

fn measure_preview(url: &str, file: &Path, sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let (mut ratio, mut own, mut memory) = (Vec::new(), 0.0, Vec::new());
    for _ in 0..sizes.rounds {
        let found = child::run(ChildTask::Preview, url)?;
        let reader = run_lists(&[Path::new("read"), file])?;
        own = found.cpu_seconds;
        ratio.push(own / reader);
        memory.push(found.peak_mb);
    }
    Ok(vec![
        Measurement::of_rounds("census_preview_ratio", &ratio, "of openpyxl")
            .with_baseline(own * 1000.0)
            .with_target(Max, 0.2),
        Measurement::of_rounds("census_preview_mb", &memory, "MB").with_target(Max, 300.0),
    ])
}

/// The page of the third step, in a process of its own.
pub async fn show_preview(registry: &OfficeRegistry) -> BenchResult<()> {
    let id = find_upload(registry).await?;
    let body = registry.get(&camket_web::paths::CensusPreview(id).to_string()).await?;
    axum::body::to_bytes(body, 64 << 20).await?;
    Ok(())
}

async fn find_upload(registry: &OfficeRegistry) -> BenchResult<CensusUploadId> {
    let uploads = import::list_uploads(&registry.app, &registry.may()).await?;
    Ok(uploads.first().ok_or("no file on its way")?.id)
}

/// The import of new rows, and of a later list in which every row changed.
async fn measure_commit(
    fresh: &DatabasePlace,
    later: &Path,
    sizes: BenchSizes,
) -> BenchResult<Vec<Measurement>> {
    let (mut new, mut changed, mut seconds) = (Vec::new(), Vec::new(), [0.0; 2]);
    for _ in 0..sizes.rounds {
        let place = fresh.copy()?;
        let registry = OfficeRegistry::open(&place.url()).await?;
        let own = import_upload(&registry).await?;
        let bare = insert_bare(fresh, &registry).await?;
        upload(&registry, later).await?;
        let again = import_upload(&registry).await?;
        registry.app.store().clone().close().await?;
        new.push(own / bare);
        changed.push(again / bare);
        seconds = [own, again];
    }
    let row = |name, rounds: &[f64], seconds: f64| {
        Measurement::of_rounds(name, rounds, "of bare inserts")
            .with_baseline(seconds * 1000.0)
            .with_target(Max, 3.0)
    };
    Ok(vec![
        row("census_commit_ratio", &new, seconds[0]),
        row("census_commit_changed_ratio", &changed, seconds[1]),
    ])
}

/// Seconds of CPU time of the import.
async fn import_upload(registry: &OfficeRegistry) -> BenchResult<f64> {
    let id = find_upload(registry).await?;
    let upload = import::find_upload(&registry.app, &registry.may(), id).await?;
    let began = cpu::process_time();
    import::import_list(&registry.app, &registry.may(), id, upload.version).await?;
    Ok((cpu::process_time() - began).as_secs_f64())
}

/// Seconds of CPU time of inserting the rows of the imported list into a registry without it, in one transaction.
async fn insert_bare(fresh: &DatabasePlace, imported: &OfficeRegistry) -> BenchResult<f64> {
    let place = fresh.copy()?;
    let registry = OfficeRegistry::open(&place.url()).await?;
    let lists = camket_app::census::list_lists(&imported.app, &imported.may()).await?;
    let list = lists.first().ok_or("no list")?.0.clone();
    let entries = entry::list_block(imported.app.store(), Some(list.id), None, u64::MAX >> 1).await?;
    let changes = list_changes(imported, &entries);
    let steps = import_step::list(imported.app.store(), list.id).await?;
    let store = registry.app.store();
    let began = cpu::process_time();
    let tx = store.begin_write().await?;
    camket_store::census::insert(&tx, &list).await?;
    entry::insert_many(&tx, &entries).await?;
    change::insert_many(&tx, &changes).await?;
    import_step::insert_many(&tx, list.id, &steps).await?;
    tx.commit().await?;
    let used = (cpu::process_time() - began).as_secs_f64();
    store.clone().close().await?;
    Ok(used)
}

fn list_changes(registry: &OfficeRegistry, entries: &[CensusEntry]) -> Vec<EntryChange> {
    let by = camket_domain::accounts::ActorStamp::new(&registry.officer, registry.app.now());
    entries.iter().flat_map(|entry| EntryChange::begin(entry, Some(&by))).collect()
}

/// Writes a file of `count` venues whose notes say `note`.
fn make_file(registry: &OfficeRegistry, count: usize, note: &str, file: &Path) -> BenchResult<()> {
    let chance = SeededRandom::new(20);
    let today = registry.app.today();
    let communes = areas::all().list_communes(province(), today);
    let mut rows = vec![json!(HEADINGS)];
    for number in 1..=count {
        let commune = chance.pick(&communes);
        let kind =
            *chance.pick(&[VenueKind::Hotel, VenueKind::Motel, VenueKind::Karaoke, VenueKind::Massage]);
        let security = today - chance.days_below(900);
        rows.push(build_row(&chance, number, kind, &commune.name, security, note)?);
    }
    let list = file.with_extension("json");
    std::fs::write(&list, serde_json::to_vec(&Value::Array(rows))?)?;
    run_lists(&[Path::new("make"), &list, file])?;
    Ok(())
}

fn build_row(
    chance: &SeededRandom,
    number: usize,
    kind: VenueKind,
    commune: &str,
    security: time::Date,
    note: &str,
) -> BenchResult<Value> {
    let phone = build_phone(40_000_000 + number).ok_or("a telephone number")?;
    let owner_id = build_personal_id(number).ok_or("a personal number")?;
    let staff = 2 + chance.number_below(20);
    Ok(json!([
        number,
        build_venue_name(chance, kind),
        kind.label_vi(),
        format!("{} {}", chance.number_below(300) + 1, names::street_address(chance, true)),
        format!("Khu phố {}", chance.number_below(9) + 1),
        commune,
        build_tax_code(400_000 + number).ok_or("a tax code")?,
        format!("43A8{number:06}"),
        format!("{number:06}/GCN-ANTT"),
        format_date(security),
        build_person_name(chance),
        1980,
        owner_id.expose(),
        phone.as_str(),
        4 + chance.number_below(60),
        staff,
        staff / 2,
        "Đang hoạt động",
        1_000_000 * chance.number_below(900),
        note,
    ]))
}

/// Uploads a file and takes every guess. All its rows can be imported.
async fn upload(registry: &OfficeRegistry, file: &Path) -> BenchResult<()> {
    let (app, permit) = (&registry.app, registry.may());
    let heading = ListHeading {
        source: SourceKind::CommuneList,
        holder: "Công an tỉnh".to_owned(),
        as_of: app.today() - Duration::days(30),
        area: province(),
    };
    let bytes = std::fs::read(file)?;
    let taken = import::upload_file(app, &permit, heading, "list.xlsx", bytes).await?;
    let id = taken.map_err(|refusal| format!("{refusal:?}"))?;
    let found = import::load_tables(app, &permit, id, Vec::new()).await?;
    let tables = found.sheets.iter().flat_map(|sheet| &sheet.tables);
    let choices = tables.map(|table| TableChoice { place: table.place, columns: BTreeMap::new() }).collect();
    import::choose_tables(app, &permit, id, found.upload.version, choices).await?;
    require_ready(&import::load_preview(app, &permit, id).await?)
}

fn require_ready(preview: &ImportPreview) -> BenchResult<()> {
    if preview.is_ready() && preview.count(RowOutcome::Twice) == 0 {
        return Ok(());
    }
    let issues = preview.rows.iter().flat_map(|row| &row.read.issues).take(5);
    Err(format!("the made list has problems: {:?}", issues.collect::<Vec<_>>()).into())
}

/// Candidates of many entries in a large register and of few in a small one, by entry.
pub async fn measure_matching(large: &OfficeRegistry, sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let (many, few) = (sizes.imported as u64, sizes.imported as u64 / 10);
    let small = OfficeRegistry::create(DatabasePlace::new_folder()?, sizes.venues / 10).await?;
    let (mut growth, mut seconds) = (Vec::new(), Vec::new());
    let (mut small_after, mut large_after) = (None, None);
    keep_up(&small).await?;
    keep_up(large).await?;
    for _ in 0..sizes.rounds.min(3) {
        small_after = insert_entries(&small, small_after, few, EntryFates::Unmatched).await?;
        let beside = measure_candidates(&small, few).await?;
        large_after = insert_entries(large, large_after, many, EntryFates::Unmatched).await?;
        let own = measure_candidates(large, many).await?;
        growth.push(own.0 / beside.0);
        seconds.push(own.1);
    }
    Ok(vec![
        Measurement::of_rounds("match_growth_ratio", &growth, "of a tenth").with_target(Max, 2.0),
        Measurement::of_rounds("match_s", &seconds, "s").with_target(Max, 20.0),
    ])
}

/// CPU time of an entry, and seconds that passed.
async fn measure_candidates(registry: &OfficeRegistry, entries: u64) -> BenchResult<(f64, f64)> {
    let (used, began) = (CpuClock::default().now()?, Instant::now());
    keep_up(registry).await?;
    let used = CpuClock::default().now()? - used;
    Ok((used.as_secs_f64() / entries as f64, began.elapsed().as_secs_f64()))
}

async fn keep_up(registry: &OfficeRegistry) -> BenchResult<()> {
    loop {
        let left = refresh_candidates(&registry.app).await?;
        if left.entries == 0 && left.venues == 0 {
            return Ok(());
        }
    }
}
