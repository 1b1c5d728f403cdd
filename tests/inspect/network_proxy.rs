//! A TCP proxy between phone and registry: it can cut the connection, also in the middle of an upload, hold answers back,
//! answer in the registry's place, and records what the phone sends.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Debug)]
pub struct NetworkProxy {
    address: SocketAddr,
    state: Arc<ProxyState>,
}

#[derive(Debug)]
struct ProxyState {
    up: watch::Sender<bool>,
    /// Whether answers may pass.
    answers_pass: watch::Sender<bool>,
    /// The answer to every request in place of the registry's, as of a portal or a gateway.
    foreign_answer: watch::Sender<Option<String>>,
    /// Bytes that may still be sent before the connection breaks; `None` for no limit.
    bytes_left: Mutex<Option<usize>>,
    /// Everything the phone has sent.
    sent_bytes: Mutex<Vec<u8>>,
}

impl NetworkProxy {
    /// Starts a proxy to the server at `inner`, with its own address.
    pub async fn start(inner: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = ProxyState {
            up: watch::channel(true).0,
            answers_pass: watch::channel(true).0,
            foreign_answer: watch::channel(None).0,
            bytes_left: Mutex::new(None),
            sent_bytes: Mutex::new(Vec::new()),
        };
        let line = Self { address, state: Arc::new(state) };
        tokio::spawn(line.clone().accept_connections(listener, inner));
        line
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts the network: open connections break, and new ones are closed.
    pub fn cut(&self) {
        self.state.up.send_replace(false);
    }

    /// Cuts the network after this many more bytes were sent.
    pub fn cut_after(&self, bytes: usize) {
        *self.state.bytes_left.lock().unwrap() = Some(bytes);
    }

    /// From now on no answer arrives, as over a network of endless latency, until [`Self::release_answers`].
    pub fn hold_answers(&self) {
        self.state.answers_pass.send_replace(false);
    }

    pub fn release_answers(&self) {
        self.state.answers_pass.send_replace(true);
    }

    /// From now on every request gets this HTTP response, until [`Self::restore`]. `head`: status and headers.
    pub fn answer_in_its_place(&self, head: &str, body: &str) {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        self.state.foreign_answer.send_replace(Some(answer));
    }

    pub fn restore(&self) {
        *self.state.bytes_left.lock().unwrap() = None;
        self.state.foreign_answer.send_replace(None);
        self.state.up.send_replace(true);
    }

    pub fn is_cut(&self) -> bool {
        !*self.state.up.borrow()
    }

    /// Everything the phone has sent.
    pub fn sent_bytes(&self) -> Vec<u8> {
        self.state.sent_bytes.lock().unwrap().clone()
    }

    /// The request lines so far.
    pub fn request_lines(&self) -> Vec<String> {
        let heard = self.sent_bytes();
        let text = String::from_utf8_lossy(&heard);
        let lines = text.lines().filter(|line| line.ends_with(" HTTP/1.1"));
        lines.map(str::to_owned).collect()
    }

    async fn accept_connections(self, listener: TcpListener, inner: SocketAddr) {
        loop {
            let Ok((phone, _)) = listener.accept().await else { return };
            let foreign = self.state.foreign_answer.borrow().clone();
            if let Some(answer) = foreign {
                tokio::spawn(self.clone().answer_foreign(phone, answer));
            } else if !self.is_cut() {
                tokio::spawn(self.clone().forward(phone, inner));
            }
        }
    }

    /// Reads one request and sends this answer.
    async fn answer_foreign(self, mut phone: TcpStream, answer: String) {
        let mut request = Vec::new();
        let mut buffer = vec![0; 16 << 10];
        while !request.windows(4).any(|end| end == b"\r\n\r\n") {
            let Ok(read @ 1..) = phone.read(&mut buffer).await else { return };
            request.extend_from_slice(&buffer[..read]);
        }
        self.record(&request);
        if phone.write_all(answer.as_bytes()).await.is_ok() {
            phone.shutdown().await.ok();
        }
    }

    async fn forward(self, phone: TcpStream, inner: SocketAddr) {
        let Ok(server) = TcpStream::connect(inner).await else { return };
        let (mut from_phone, mut to_phone) = phone.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let mut up = self.state.up.subscribe();
        let mut foreign = self.state.foreign_answer.subscribe();
        let mut pass = self.state.answers_pass.subscribe();
        let down = async {
            let mut buffer = vec![0; 16 << 10];
            while let Ok(read @ 1..) = from_server.read(&mut buffer).await {
                if pass.wait_for(|pass| *pass).await.is_err()
                    || to_phone.write_all(&buffer[..read]).await.is_err()
                {
                    return;
                }
            }
        };
        let sending = async {
            let mut buffer = vec![0; 16 << 10];
            while let Ok(read @ 1..) = from_phone.read(&mut buffer).await {
                let pass = self.record(&buffer[..read]);
                if to_server.write_all(&buffer[..pass]).await.is_err() || pass < read {
                    return;
                }
            }
        };
        tokio::select! {
            () = down => {}
            () = sending => {}
            _ = up.wait_for(|up| !*up) => {}
            _ = foreign.wait_for(Option::is_some) => {}
        }
    }

    /// Records bytes of the phone; returns how many of them may pass.
    fn record(&self, bytes: &[u8]) -> usize {
        let mut left = self.state.bytes_left.lock().unwrap();
        let pass = left.map_or(bytes.len(), |left| left.min(bytes.len()));
        if let Some(rest) = left.as_mut() {
            *rest -= pass;
        }
        let broken = pass < bytes.len();
        drop(left);
        if broken {
            self.cut();
        }
        self.state.sent_bytes.lock().unwrap().extend_from_slice(&bytes[..pass]);
        pass
    }
}
