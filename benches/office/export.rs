//! The register as a spreadsheet, compared with another program that writes the same rows.

use std::path::Path;

use axum::body::Body;
use camket_web::paths;
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::child::{self, ChildTask};
use crate::python::run_lists;
use crate::registry::OfficeRegistry;
use crate::report::Direction::Max;
use crate::report::Measurement;
use crate::{BenchResult, BenchSizes};

pub async fn measure(registry: &OfficeRegistry, sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let folder = tempfile::tempdir()?;
    let (rows, file) = (folder.path().join("rows.json"), folder.path().join("rows.xlsx"));
    save_rows(registry, &rows).await?;
    let (mut ratio, mut own, mut memory) = (Vec::new(), 0.0, Vec::new());
    for _ in 0..sizes.rounds.min(3) {
        let found = child::run(ChildTask::Export, &registry.url())?;
        let writer = run_lists(&[Path::new("write"), &rows, &file])?;
        own = found.cpu_seconds;
        ratio.push(own / writer);
        memory.push(found.peak_mb);
    }
    Ok(vec![
        Measurement::of_rounds("export_ratio", &ratio, "of XlsxWriter")
            .with_baseline(own * 1000.0)
            .with_target(Max, 0.25),
        Measurement::of_rounds("export_mb", &memory, "MB").with_target(Max, 100.0),
    ])
}

/// The whole register as an officer downloads it, in a process of its own.
pub async fn download(registry: &OfficeRegistry) -> BenchResult<()> {
    let body = registry.get(paths::RegisterXlsx::PATTERN).await?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        piece?;
    }
    Ok(())
}

/// The rows of the same list, as texts, numbers and days.
async fn save_rows(registry: &OfficeRegistry, file: &Path) -> BenchResult<()> {
    let body: Body = registry.get(paths::RegisterCsv::PATTERN).await?;
    let bytes = axum::body::to_bytes(body, usize::MAX).await?;
    let text = String::from_utf8(bytes.to_vec())?;
    let rows: Vec<Value> = text.trim_start_matches('\u{feff}').lines().map(read_row).collect();
    Ok(std::fs::write(file, serde_json::to_vec(&rows)?)?)
}

/// A row of our own csv: it quotes nothing in these lists.
fn read_row(line: &str) -> Value {
    line.split([',', ';']).map(read_cell).collect()
}

fn read_cell(text: &str) -> Value {
    match camket_domain::calendar::parse_date(text) {
        Ok(day) => json!({ "date": day.to_string() }),
        Err(_) if text.is_empty() => Value::Null,
        Err(_) => match text.parse::<u32>() {
            Ok(number) if !text.starts_with('0') => json!(number),
            _ => json!(text),
        },
    }
}
