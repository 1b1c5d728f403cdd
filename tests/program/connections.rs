//! Connections that keep the server waiting are closed, and too many of them do not stop the others.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
};

use super::{
    folder::TestFolder,
    process::{CamketCommand, RunningCamket},
};
use crate::support::waiting::LONGEST_WAIT;

/// Longer than any limit here, and shorter than a test may take.
const NEVER: &str = "600";

/// A connection to the program.
struct Connection(TcpStream);

impl Connection {
    fn to(camket: &mut RunningCamket) -> Self {
        let address = camket.site().replace("http://", "");
        let stream = TcpStream::connect(address).expect("it listens");
        // The wait for what must happen: an end of the connection by the program.
        stream.set_read_timeout(Some(LONGEST_WAIT)).unwrap();
        Self(stream)
    }

    fn sends(mut self, bytes: &str) -> Self {
        self.0.write_all(bytes.as_bytes()).unwrap();
        self
    }

    /// Waits until the program asks for the body: then the request is being answered.
    fn waits_for_continue(mut self) -> Self {
        const GO_ON: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
        let mut asked = [0; GO_ON.len()];
        self.0.read_exact(&mut asked).unwrap();
        assert_eq!(asked, GO_ON);
        self
    }

    /// What it says until it closes the connection.
    #[track_caller]
    fn hears_until_the_end(mut self) -> String {
        let mut heard = Vec::new();
        match self.0.read_to_end(&mut heard) {
            Ok(_) => {}
            // Bytes that were sent and not read any more reset the connection.
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
            Err(error) => panic!("the connection is still open: {error}"),
        }
        String::from_utf8(heard).expect("text")
    }
}

/// The program with one limit of a second, the others out of reach.
fn serve_with(folder: &TestFolder, short: &str) -> CamketCommand {
    ["HEADER_SECONDS", "BODY_SECONDS", "IDLE_SECONDS"].iter().fold(folder.serve(), |camket, name| {
        camket.env(&format!("CAMKET_SERVER__{name}"), if *name == short { "1" } else { NEVER })
    })
}

fn log_in_with_body_to_come() -> String {
    "POST /log-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n\
     content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n"
        .to_owned()
}

#[test]
fn a_connection_without_a_whole_header_is_closed() {
    let folder = TestFolder::new();
    let mut camket = serve_with(&folder, "HEADER_SECONDS").start();
    let silent = Connection::to(&mut camket);
    let half = Connection::to(&mut camket).sends("GET / HTTP/1.1\r\nhost: x\r\n");
    assert_eq!(silent.hears_until_the_end(), "");
    assert_eq!(half.hears_until_the_end(), "");
    camket.stop().succeeded();
}

#[test]
fn a_body_that_does_not_come_is_answered_and_closed() {
    let folder = TestFolder::new();
    let mut camket = serve_with(&folder, "BODY_SECONDS").start();
    let slow = Connection::to(&mut camket).sends(&log_in_with_body_to_come()).waits_for_continue();
    let answer = slow.sends("login=an").hears_until_the_end();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("chưa đến đủ"), "{answer}");
    camket.stop().succeeded();
}

#[test]
fn a_connection_without_a_next_request_is_closed() {
    let folder = TestFolder::new();
    let mut camket = serve_with(&folder, "IDLE_SECONDS").start();
    let idle = Connection::to(&mut camket).sends("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    let answer = idle.hears_until_the_end();
    assert!(answer.starts_with("HTTP/1.1 200 ") && !answer.contains("connection: close"), "{answer}");
    camket.stop().succeeded();
}

#[test]
fn too_many_connections_close_the_one_that_waited_longest() {
    let folder = TestFolder::new();
    let camket = serve_with(&folder, "none").env("CAMKET_SERVER__MAX_CONNECTIONS", "2");
    let mut camket = camket.start();
    let oldest = Connection::to(&mut camket);
    let second = Connection::to(&mut camket).sends(&log_in_with_body_to_come()).waits_for_continue();
    let third = Connection::to(&mut camket);
    assert_eq!(oldest.hears_until_the_end(), "", "it had waited longest");
    let third = third.sends(&log_in_with_body_to_come()).waits_for_continue();
    // Both are being answered now, so there is no place for another.
    let refused = Connection::to(&mut camket).hears_until_the_end();
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.contains("retry-after: "), "{refused}");
    for answered in [second, third] {
        let answer = answered
            .sends(&"x".repeat(100))
            .sends("GET /healthz HTTP/1.1\r\nconnection: close\r\nhost: x\r\n\r\n");
        let answer = answer.hears_until_the_end();
        assert!(answer.starts_with("HTTP/1.1 422 ") && answer.contains("HTTP/1.1 200 "), "{answer}");
    }
    camket.stop().succeeded();
}

#[test]
fn the_limit_of_open_files_is_raised_to_the_most_there_is() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    camket.site();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", camket.id())).unwrap();
    let files = limits.lines().find(|line| line.starts_with("Max open files")).expect("Linux says it");
    let numbers: Vec<_> = files.split_whitespace().skip(3).take(2).collect();
    assert_eq!(numbers[0], numbers[1], "soft and hard: {files}");
    camket.stop().succeeded();
}
