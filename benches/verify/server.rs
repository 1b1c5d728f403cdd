//! A server as a process of its own: how it is started, asked once, and what it uses.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::data::{Papers, Registry};

#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// One answer, whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub kind: String,
    pub body: Vec<u8>,
}

impl Server {
    /// `camket serve` without a limit on look-ups; and the seconds until it answered.
    pub fn camket(registry: &Registry) -> Outcome<(Self, f64)> {
        let address = free()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_camket"));
        command.args(["serve", "--listen", &address.to_string()]).args(registry.words());
        command.envs(registry.variables()).env("CAMKET_SERVER__LOOK_UPS_PER_MINUTE", "0");
        command.env("CAMKET_LOGGING__LEVEL", "warn").stdout(Stdio::null());
        let began = Instant::now();
        let server = Self { child: command.spawn()?, address };
        server.until(|server| server.get("/readyz").is_ok())?;
        Ok((server, began.elapsed().as_secs_f64()))
    }

    /// A handler that returns these bytes whatever it is asked.
    pub fn bare(answer: &Answer) -> Outcome<Self> {
        let address = free()?;
        let file = std::env::temp_dir().join(format!("camket-bare-{}", address.port()));
        fs::write(&file, &answer.body)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--bare", &address.to_string(), &answer.kind]).arg(&file);
        let server = Self { child: command.spawn()?, address };
        server.until(|server| server.get("/v/x").is_ok())?;
        fs::remove_file(file)?;
        Ok(server)
    }

    /// Waits until every certificate is answered from memory: the file of the database may then rest.
    pub fn until_in_memory(&self, papers: &Papers) -> Outcome<()> {
        let mut last = self.cpu()?;
        for _ in 0..1_200 {
            std::thread::sleep(Duration::from_secs(1));
            let now = self.cpu()?;
            // Reading a million rows keeps a processor busy; following a register at rest does not.
            if (now - last).as_millis() < 50 {
                return self.get(&papers.api_codes[0]).map(drop);
            }
            last = now;
        }
        Err("the certificates were not read in time".into())
    }

    fn until(&self, mut ready: impl FnMut(&Self) -> bool) -> Outcome<()> {
        let began = Instant::now();
        while !ready(self) {
            if began.elapsed() > Duration::from_secs(120) {
                return Err("the server did not start".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Asks once, on a connection of its own.
    pub fn get(&self, path: &str) -> Outcome<Answer> {
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
        Ok(Answer { kind: kind.to_owned(), body: bytes[end + 4..].to_vec() })
    }

    /// Processor time of the threads of the process so far, to the nanosecond.
    pub fn cpu(&self) -> Outcome<Duration> {
        let mut nanos = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            // One that has just ended has nothing to tell.
            let text = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
            nanos += text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanos))
    }

    /// Resident memory.
    pub fn megabytes(&self) -> Outcome<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A port that nobody has just now.
fn free() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
