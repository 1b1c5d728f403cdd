//! Graceful graceful_stop: requests in flight finish.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use super::folder::TestFolder;

#[test]
fn requests_in_flight_finish_first() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    let address = camket.site().replace("http://", "");
    let mut slow = TcpStream::connect(&address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let (form, rest) = ("login=an%40example.vn&pass", "word=cau+nao+day");
    let length = form.len() + rest.len();
    write!(
        slow,
        "POST /log-in HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    )
    .unwrap();
    // When a second request is answered, the first has been accepted, too.
    assert_eq!(camket.visitor().open("/healthz").status, 200);

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
    for _ in 0..500 {
        if TcpStream::connect(address).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{address} still takes visitors in");
}
