//! `camket serve` on the generated database, as a process of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use data_encoding::BASE64;

use crate::BenchResult;
use crate::client::Connection;
use crate::registry::{DatabasePlace, SECRET};

const LONGEST_START: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub struct LoadedServer {
    child: Child,
    pub address: SocketAddr,
}

impl LoadedServer {
    pub fn start(place: &DatabasePlace) -> BenchResult<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_camket"));
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(find_folder(place)?);
        command.env("CAMKET_SECRETS__MASTER_SECRET", BASE64.encode(&SECRET));
        command.env("CAMKET_SERVER__PUBLIC_URL", "https://camket.example.vn");
        // The people of the bench have no authenticator apps.
        command.env("CAMKET_SESSIONS__SECOND_FACTOR_OF_STAFF", "false");
        command.env("CAMKET_LOGGING__LEVEL", "error").stdout(Stdio::null());
        let server = Self { child: command.spawn()?, address };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&self) -> BenchResult<()> {
        let began = Instant::now();
        while !Connection::is_ready(self.address) {
            if began.elapsed() > LONGEST_START {
                return Err("the server did not start".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// A line of memory of the process in MiB: `VmRSS:` what is resident, `VmHWM:` the most that was.
    pub fn read_memory_mb(&self, line: &str) -> BenchResult<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let found = text.lines().find_map(|one| one.strip_prefix(line)).ok_or("no such line")?;
        let kilobytes: f64 = found.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for LoadedServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn find_folder(place: &DatabasePlace) -> BenchResult<PathBuf> {
    match place {
        DatabasePlace::Folder(folder) => Ok(folder.path().to_owned()),
        DatabasePlace::Url(_) => Err("only a file has a folder".into()),
    }
}
