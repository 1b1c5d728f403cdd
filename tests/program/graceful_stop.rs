//! Graceful stop: requests in flight finish.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use super::folder::TestFolder;
use crate::support::waiting::LONGEST_WAIT;

#[test]
fn requests_in_flight_finish_first() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    let address = camket.site().replace("http://", "");
    let mut slow = TcpStream::connect(&address).unwrap();
    slow.set_read_timeout(Some(LONGEST_WAIT)).unwrap();
    let (form, rest) = ("login=an%40example.vn&pass", "word=cau+nao+day");
    let length = form.len() + rest.len();
    write!(
        slow,
        "POST /log-in HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\
         expect: 100-continue\r\n\r\n"
    )
    .unwrap();
    // It is asked for the rest, so it has been taken in.
    const GO_ON: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut asked = [0; GO_ON.len()];
    slow.read_exact(&mut asked).unwrap();
    assert_eq!(asked, GO_ON);
    slow.write_all(form.as_bytes()).unwrap();

    camket.ask_to_stop();
    camket.wait_for_log("requests in flight finish first");
    wait_until_refused(&address);
    slow.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
    assert!(answer.contains("</html>"), "the whole page");
    let outcome = camket.wait_for_end().succeeded();
    assert!(!outcome.err.contains("did not finish"), "{}", outcome.err);
}

/// Waits until new connections are refused.
#[track_caller]
fn wait_until_refused(address: &str) {
    let began = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(began.elapsed() < LONGEST_WAIT, "{address} still takes visitors in");
        std::thread::sleep(Duration::from_millis(20));
    }
}
