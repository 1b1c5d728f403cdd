//! A server as a child process: starting it, one request, its CPU time and memory.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::BenchResult;
use crate::data::{BenchRegistry, RequestPaths};

#[derive(Debug)]
pub struct ServerProcess {
    child: Child,
    pub address: SocketAddr,
}

/// A response: content type and body.
#[derive(Clone, Debug)]
pub struct RawResponse {
    pub kind: String,
    pub body: Vec<u8>,
}

impl ServerProcess {
    /// Starts `camket serve` without a limit on look-ups. Returns it with the seconds until it was ready.
    pub fn start_camket(registry: &BenchRegistry) -> BenchResult<(Self, f64)> {
        let address = find_free_address()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_camket"));
        command.args(["serve", "--listen", &address.to_string()]).args(registry.arguments());
        command.envs(registry.environment()).env("CAMKET_SERVER__LOOK_UPS_PER_MINUTE", "0");
        command.env("CAMKET_LOGGING__LEVEL", "warn").stdout(Stdio::null());
        let began = Instant::now();
        let server = Self { child: command.spawn()?, address };
        server.wait_until(|server| server.get("/readyz").is_ok())?;
        Ok((server, began.elapsed().as_secs_f64()))
    }

    /// Starts the bare handler, which returns these bytes for every path.
    pub fn start_bare(answer: &RawResponse) -> BenchResult<Self> {
        let address = find_free_address()?;
        let file = std::env::temp_dir().join(format!("camket-bare-{}", address.port()));
        fs::write(&file, &answer.body)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--bare", &address.to_string(), &answer.kind]).arg(&file);
        let server = Self { child: command.spawn()?, address };
        server.wait_until(|server| server.get("/v/x").is_ok())?;
        fs::remove_file(file)?;
        Ok(server)
    }

    /// Waits until all certificates are in memory, so that look-ups no longer query the database.
    pub fn wait_until_loaded(&self, paths: &RequestPaths) -> BenchResult<()> {
        let mut last = self.cpu_time()?;
        for _ in 0..1_200 {
            std::thread::sleep(Duration::from_secs(1));
            let now = self.cpu_time()?;
            // Loading a million rows uses CPU time all the while; polling for changes does not.
            if (now - last).as_millis() < 50 {
                return self.get(&paths.api_codes[0]).map(drop);
            }
            last = now;
        }
        Err("the certificates were not read in time".into())
    }

    fn wait_until(&self, mut ready: impl FnMut(&Self) -> bool) -> BenchResult<()> {
        let began = Instant::now();
        while !ready(self) {
            if began.elapsed() > Duration::from_secs(120) {
                return Err("the server did not start".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Sends one request, on a connection of its own.
    pub fn get(&self, path: &str) -> BenchResult<RawResponse> {
        let mut stream = TcpStream::connect(self.address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of headers")?;
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(format!("{path}: {}", head.lines().next().unwrap_or_default()).into());
        }
        let kind = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
        Ok(RawResponse { kind: kind.to_owned(), body: bytes[end + 4..].to_vec() })
    }

    /// CPU time of the running threads of the process so far.
    pub fn cpu_time(&self) -> BenchResult<Duration> {
        let mut nanos = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            // The thread may have ended since the directory was read.
            let text = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
            nanos += text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanos))
    }

    /// Resident memory in MiB.
    pub fn resident_mb(&self) -> BenchResult<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A free port on loopback.
fn find_free_address() -> BenchResult<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
