//! CPU time of this process, with that of the database server if there is one.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::BenchResult;
use crate::postgres::Postgres;
use crate::report::cpu;

#[derive(Clone, Debug, Default)]
pub struct CpuClock {
    /// The file in which the database server says its process id.
    server: Option<PathBuf>,
}

impl CpuClock {
    pub fn with_server(server: &Postgres) -> Self {
        Self { server: Some(PathBuf::from(server.data_dir()).join("postmaster.pid")) }
    }

    pub fn now(&self) -> BenchResult<Duration> {
        let own = cpu::process_time();
        let Some(file) = &self.server else { return Ok(own) };
        let text = fs::read_to_string(file)?;
        let server = text.lines().next().ok_or("no process id")?.to_owned();
        Ok(own + sum_children(&server)?)
    }
}

/// CPU time of the processes that this one started and that run.
fn sum_children(parent: &str) -> BenchResult<Duration> {
    let mut nanos = 0;
    for entry in fs::read_dir("/proc")? {
        let folder = entry?.path();
        // The process may have ended since the directory was read.
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields);
        if fields.split(' ').nth(1) == Some(parent) {
            let text = fs::read_to_string(folder.join("schedstat")).unwrap_or_default();
            nanos += text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0);
        }
    }
    Ok(Duration::from_nanos(nanos))
}
