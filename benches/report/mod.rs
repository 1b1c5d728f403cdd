//! Results of a bench: a printed table, and `target/bench/NAME.json` for comparison.
//!
//! Every bench is a program of its own (`harness = false`) and includes this as a module.

pub mod cpu;
mod machine;
pub mod system;

use std::error::Error;
use std::path::Path;

use machine::Machine;
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
    /// The median of the rounds.
    pub figure: f64,
    pub unit: &'static str,
    /// The least and the greatest of the rounds; both the figure, if it was measured once.
    pub min: f64,
    pub max: f64,
    pub rounds: usize,
    /// The figure compared with, measured in the same run.
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub direction: Direction,
    /// Whether the figure meets its target. True without a target.
    pub holds: bool,
}

impl Measurement {
    /// A figure measured once, without baseline and target.
    pub fn new(name: &'static str, figure: f64, unit: &'static str) -> Self {
        Self::of_rounds(name, &[figure], unit)
    }

    /// The median of at least one round.
    pub fn of_rounds(name: &'static str, rounds: &[f64], unit: &'static str) -> Self {
        let mut sorted = rounds.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self {
            name,
            figure: sorted[sorted.len() / 2],
            unit,
            min: sorted[0],
            max: sorted[sorted.len() - 1],
            rounds: sorted.len(),
            baseline: None,
            target: None,
            direction: Direction::Max,
            holds: true,
        }
    }

    pub fn with_baseline(self, baseline: f64) -> Self {
        Self { baseline: Some(baseline), ..self }
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
    machine: Machine,
    rows: &'a [Measurement],
}

/// Prints the rows and writes them to `target/bench/NAME.json` (cargo runs a bench in the root of its package).
#[expect(clippy::print_stdout, reason = "a bench is there to tell")]
pub fn write_report(name: &str, rows: &[Measurement]) -> Result<(), Box<dyn Error>> {
    let machine = Machine::read();
    println!("{machine}");
    println!(
        "{:<34}{:>12}{:>12}{:>12}{:>7} {:<14}{:>12}{:>12}  holds",
        "name", "median", "min", "max", "rounds", "unit", "baseline", "target"
    );
    for row in rows {
        println!("{}", format_row(row));
    }
    let folder = Path::new("target/bench");
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name).with_extension("json");
    std::fs::write(&path, serde_json::to_vec_pretty(&BenchReport { machine, rows })?)?;
    println!("{}", path.display());
    Ok(())
}

fn format_row(row: &Measurement) -> String {
    let number = |number: f64| format!("{number:.3}");
    let sign = match row.direction {
        Direction::Max => "≤",
        Direction::Min => "≥",
    };
    let target = row.target.map(|target| format!("{sign} {target}")).unwrap_or_default();
    let holds = if row.holds { "yes" } else { "NO" };
    let (figure, min, max) = (number(row.figure), number(row.min), number(row.max));
    let baseline = row.baseline.map(number).unwrap_or_default();
    format!(
        "{:<34}{figure:>12}{min:>12}{max:>12}{:>7} {:<14}{baseline:>12}{target:>12}  {holds}",
        row.name, row.rounds, row.unit
    )
}
