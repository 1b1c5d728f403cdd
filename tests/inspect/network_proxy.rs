//! A TCP proxy between phone and registry: it can cut the connection, also in the middle of an upload, and records what
//! the phone sends.

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

    pub fn restore(&self) {
        *self.state.bytes_left.lock().unwrap() = None;
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
            if !self.is_cut() {
                tokio::spawn(self.clone().forward(phone, inner));
            }
        }
    }

    async fn forward(self, phone: TcpStream, inner: SocketAddr) {
        let Ok(server) = TcpStream::connect(inner).await else { return };
        let (mut from_phone, mut to_phone) = phone.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let mut up = self.state.up.subscribe();
        let down = tokio::io::copy(&mut from_server, &mut to_phone);
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
            _ = down => {}
            () = sending => {}
            _ = up.wait_for(|up| !*up) => {}
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
