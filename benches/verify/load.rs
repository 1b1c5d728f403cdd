//! The load generator: a few persistent connections, each sending its next request when it has the response.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::BenchResult;
use crate::server::ServerProcess;

const CONNECTIONS: usize = 8;
/// Length and number of turns. The servers are measured in turns, so that other load on the machine affects both alike.
const TURN: Duration = Duration::from_millis(1_500);
const TURNS: usize = 7;

/// The result of one turn.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoadResult {
    pub per_second: f64,
    /// CPU time of the server for one request, in microseconds.
    pub cpu_micros: f64,
}

impl LoadResult {
    /// Requests every path once.
    pub fn request_all(server: &ServerProcess, paths: &[String]) -> BenchResult<Self> {
        Self::run_turn(server, paths, |asked, _| asked < paths.len())
    }

    /// Measures two servers in turns with the same paths.
    pub fn compare(
        one: &ServerProcess,
        two: &ServerProcess,
        paths: &[String],
    ) -> BenchResult<Vec<(Self, Self)>> {
        Self::compare_paths(one, paths, two, paths)
    }

    /// Measures two servers in turns, each with its own paths.
    pub fn compare_paths(
        one: &ServerProcess,
        ones: &[String],
        two: &ServerProcess,
        twos: &[String],
    ) -> BenchResult<Vec<(Self, Self)>> {
        let run = |server, paths: &[String]| Self::run_turn(server, paths, |_, began| began.elapsed() < TURN);
        (0..TURNS).map(|_| Ok((run(one, ones)?, run(two, twos)?))).collect()
    }

    fn run_turn(
        server: &ServerProcess,
        paths: &[String],
        goes_on: impl Fn(usize, Instant) -> bool + Sync,
    ) -> BenchResult<Self> {
        let (next, before, began) = (AtomicUsize::new(0), server.cpu_time()?, Instant::now());
        let asked = std::thread::scope(|scope| {
            let ask = || {
                let mut connection = LoadConnection::open(server).map_err(|error| error.to_string())?;
                let mut count = 0_usize;
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if !goes_on(place, began) {
                        return Ok::<_, String>(count);
                    }
                    connection.request(&paths[place % paths.len()]).map_err(|error| error.to_string())?;
                    count += 1;
                }
            };
            let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
            let counts = asking.into_iter().map(|one| one.join().map_err(|_| "a thread broke off")?);
            counts.sum::<Result<usize, String>>()
        })?;
        let (seconds, used) = (began.elapsed().as_secs_f64(), server.cpu_time()? - before);
        let asked = f64::from(u32::try_from(asked)?);
        Ok(Self { per_second: asked / seconds, cpu_micros: used.as_secs_f64() * 1e6 / asked })
    }
}

struct LoadConnection {
    reader: BufReader<TcpStream>,
    host: String,
    line: String,
    body: Vec<u8>,
}

impl LoadConnection {
    fn open(server: &ServerProcess) -> BenchResult<Self> {
        let stream = TcpStream::connect(server.address)?;
        stream.set_nodelay(true)?;
        let reader = BufReader::with_capacity(64 * 1024, stream);
        Ok(Self { reader, host: server.address.to_string(), line: String::new(), body: Vec::new() })
    }

    fn request(&mut self, path: &str) -> BenchResult<()> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.host);
        self.reader.get_mut().write_all(request.as_bytes())?;
        let mut length = None;
        self.read_line()?;
        if !self.line.starts_with("HTTP/1.1 200") {
            return Err(format!("{path}: {}", self.line.trim()).into());
        }
        while self.line != "\r\n" {
            self.read_line()?;
            let header =
                self.line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            if let Some((_, value)) = header {
                length = Some(value.trim().parse()?);
            }
        }
        self.body.resize(length.ok_or("an answer without its length")?, 0);
        Ok(self.reader.read_exact(&mut self.body)?)
    }

    fn read_line(&mut self) -> BenchResult<()> {
        self.line.clear();
        self.reader.read_line(&mut self.line)?;
        Ok(())
    }
}
