//! Results of a bench: a printed table, and `target/bench/NAME.json` for comparison.
//!
//! Every bench is a program of its own (`harness = false`) and includes this as a module.

pub mod cpu;
pub mod system;

use std::error::Error;
use std::path::Path;

use serde::Serialize;

/// Whether a target is an upper or a lower bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// At most the target.
    Max,
    /// At least the target.
    Min,
}

/// One result.
#[derive(Debug, Clone, Serialize)]
pub struct Measurement {
    pub name: &'static str,
    pub figure: f64,
    pub unit: &'static str,
    /// The figure compared with, measured in the same run.
    pub baseline: Option<f64>,
    /// The figure divided by the baseline.
    pub ratio: Option<f64>,
    pub target: Option<f64>,
    pub direction: Direction,
    /// Whether the figure meets its target. True without a target.
    pub holds: bool,
}

impl Measurement {
    /// A figure without baseline and target.
    pub fn new(name: &'static str, figure: f64, unit: &'static str) -> Self {
        let direction = Direction::Max;
        Self { name, figure, unit, baseline: None, ratio: None, target: None, direction, holds: true }
    }

    pub fn with_baseline(self, baseline: f64) -> Self {
        Self { baseline: Some(baseline), ratio: Some(self.figure / baseline), ..self }
    }

    /// Sets the target and whether the figure meets it.
    pub fn with_target(self, direction: Direction, target: f64) -> Self {
        let holds = match direction {
            Direction::Max => self.figure <= target,
            Direction::Min => self.figure >= target,
        };
        Self { target: Some(target), direction, holds, ..self }
    }
}

#[derive(Debug, Serialize)]
struct BenchReport<'a> {
    rows: &'a [Measurement],
}

/// Prints the rows and writes them to `target/bench/NAME.json` (cargo runs a bench in the root of its package).
#[expect(clippy::print_stdout, reason = "a bench is there to tell")]
pub fn write_report(name: &str, rows: &[Measurement]) -> Result<(), Box<dyn Error>> {
    println!(
        "{:<34}{:>12} {:<14}{:>12}{:>9}{:>12}  holds",
        "name", "figure", "unit", "baseline", "ratio", "target"
    );
    for row in rows {
        println!("{}", format_row(row));
    }
    let folder = Path::new("target/bench");
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name).with_extension("json");
    std::fs::write(&path, serde_json::to_vec_pretty(&BenchReport { rows })?)?;
    println!("{}", path.display());
    Ok(())
}

fn format_row(row: &Measurement) -> String {
    let number = |number: Option<f64>| number.map(|number| format!("{number:.3}")).unwrap_or_default();
    let sign = match row.direction {
        Direction::Max => "≤",
        Direction::Min => "≥",
    };
    let target = row.target.map(|target| format!("{sign} {target}")).unwrap_or_default();
    let holds = if row.holds { "yes" } else { "NO" };
    let (figure, baseline, ratio) = (number(Some(row.figure)), number(row.baseline), number(row.ratio));
    format!("{:<34}{figure:>12} {:<14}{baseline:>12}{ratio:>9}{target:>12}  {holds}", row.name, row.unit)
}
