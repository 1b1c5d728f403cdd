//! The machine on which a bench ran. Linux only (`/proc`); what cannot be read is empty.

use std::fmt;
use std::fs::read_to_string;

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Machine {
    /// Model of the processor.
    pub model: String,
    /// Cores that the bench may use.
    pub cores: usize,
    /// Release of the kernel.
    pub kernel: String,
}

impl Machine {
    pub fn read() -> Self {
        let cpus = read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let kernel = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        Self {
            model: model.map(|(_, model)| model.trim().to_owned()).unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            kernel: kernel.trim().to_owned(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} cores), Linux {}", self.model, self.cores, self.kernel)
    }
}
