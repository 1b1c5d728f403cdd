//! Work in a process of its own, so that its memory is its own too.

use std::process::Command;
use std::time::Duration;

use crate::BenchResult;
use crate::report::cpu;

/// The first argument of such a process.
pub const FLAG: &str = "--child";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChildTask {
    Preview,
    Export,
}

/// What it took.
#[derive(Clone, Copy, Debug)]
pub struct ChildCost {
    pub cpu_seconds: f64,
    /// The most resident memory of the process, in MiB.
    pub peak_mb: f64,
}

impl ChildTask {
    pub fn code(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Export => "export",
        }
    }
}

/// Runs a task on the registry at `url` in another process.
pub fn run(task: ChildTask, url: &str) -> BenchResult<ChildCost> {
    let answer = Command::new(std::env::current_exe()?).args([FLAG, task.code(), url]).output()?;
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned().into());
    }
    let text = String::from_utf8(answer.stdout)?;
    let (cpu, peak) = text.trim().split_once(' ').ok_or("two numbers")?;
    Ok(ChildCost { cpu_seconds: cpu.parse()?, peak_mb: peak.parse()? })
}

/// Says to the bench what the work took.
#[expect(clippy::print_stdout, reason = "the bench reads it")]
pub fn tell_cost(began: Duration) -> BenchResult<()> {
    println!("{} {}", (cpu::process_time() - began).as_secs_f64(), read_peak_mb()?);
    Ok(())
}

fn read_peak_mb() -> BenchResult<f64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024.0)
}
