//! A fake SMS gateway on a free port of this machine: it records each request and can fail on demand.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::waiting::LONGEST_WAIT;

#[derive(Clone, Debug)]
pub struct GatewayRequest {
    pub method: String,
    /// Includes the query.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl GatewayRequest {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug)]
pub struct SmsGateway {
    port: u16,
    state: Arc<Mutex<GatewayState>>,
}

#[derive(Debug, Default)]
struct GatewayState {
    taken: Vec<GatewayRequest>,
    failures: VecDeque<u16>,
}

impl SmsGateway {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it listens").port();
        let state = Arc::<Mutex<GatewayState>>::default();
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                // A client that hangs up early is not an error here.
                std::thread::spawn(move || handle_request(&stream, &state).ok());
            }
        });
        Self { port, state }
    }

    /// The URL of a path, which may contain placeholders.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Answers the next `times` requests with `status` and does not record them.
    pub fn fail_next(&self, times: usize, status: u16) {
        self.state.lock().unwrap().failures.extend(std::iter::repeat_n(status, times));
    }

    pub fn requests(&self) -> Vec<GatewayRequest> {
        self.state.lock().unwrap().taken.clone()
    }

    /// Waits for a request that contains `phone`; returns the latest.
    pub async fn wait_for(&self, phone: &str) -> GatewayRequest {
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            let named =
                |request: &GatewayRequest| request.body.contains(phone) || request.path.contains(phone);
            if let Some(request) = self.requests().into_iter().rev().find(named) {
                return request;
            }
            assert!(Instant::now() < until, "no SMS to {phone}; there are {:?}", self.requests());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Handles one request per connection; the response closes it.
fn handle_request(stream: &TcpStream, state: &Mutex<GatewayState>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let request = read_request(&mut reader)?;
    let status = {
        let mut state = state.lock().unwrap();
        let failure = state.failures.pop_front();
        if failure.is_none() {
            state.taken.push(request);
        }
        failure.unwrap_or(200)
    };
    let (mut writer, body) = (stream, r#"{"ok":true}"#);
    write!(writer, "HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n", body.len())?;
    write!(writer, "content-type: application/json\r\n\r\n{body}")
}

fn read_request(reader: &mut impl BufRead) -> std::io::Result<GatewayRequest> {
    let first = read_line(reader)?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = GatewayRequest { method, path, headers, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut request.body)?;
    Ok(request)
}

fn read_line(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
