//! A temporary PostgreSQL cluster for the bench, removed at its end.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::BenchResult;

#[derive(Debug)]
pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    url: String,
}

impl Postgres {
    /// Creates a cluster and starts it.
    pub fn start() -> BenchResult<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("camket-bench-postgres-{port}"));
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777))?;
        let url = format!("postgres://camket@127.0.0.1:{port}/postgres");
        let server = Self { bin: find_newest_tools()?, folder, url };
        let data = server.data_dir();
        server.run(
            "initdb",
            &[
                "--pgdata",
                &data,
                "--username",
                "camket",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--no-sync",
            ],
        )?;
        let options = format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=");
        let log = server.folder.join("log").display().to_string();
        server
            .run("pg_ctl", &["--pgdata", &data, "--log", &log, "--options", &options, "--wait", "start"])?;
        Ok(server)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn data_dir(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// Runs a tool of PostgreSQL, as user `postgres` if the bench runs as root, which PostgreSQL refuses.
    fn run(&self, tool: &str, words: &[&str]) -> BenchResult<()> {
        let root = fs::read_to_string("/proc/self/status")?.lines().any(|line| line.starts_with("Uid:\t0\t"));
        let tool = self.bin.join(tool);
        let mut command = if root { Command::new("runuser") } else { Command::new(&tool) };
        if root {
            command.args(["-u", "postgres", "--"]).arg(&tool);
        }
        // The server would keep the output pipe of the bench open.
        let null = || std::process::Stdio::null();
        let status =
            command.args(words).current_dir("/").stdout(null()).stderr(null()).stdin(null()).status()?;
        if status.success() { Ok(()) } else { Err(format!("{} failed", tool.display()).into()) }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data_dir();
        self.run("pg_ctl", &["--pgdata", &data, "--mode", "immediate", "--wait", "stop"]).ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// The tools of the newest installed version; Debian keeps them out of the PATH.
fn find_newest_tools() -> BenchResult<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").map_err(|_| "PostgreSQL is not installed")?;
    let bins = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| Path::new(&bin.join("initdb")).exists());
    bins.max().ok_or_else(|| "PostgreSQL is not installed".into())
}
