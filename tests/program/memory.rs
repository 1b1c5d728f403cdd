//! The memory of the program while many log in at once, and whether look-ups go on meanwhile.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{folder::TestFolder, visitor::Visitor};
use crate::support::waiting::LONGEST_WAIT;

const LOG_INS: usize = 200;
/// Peak of the whole process, in KiB. A hash takes 19 MiB.
const MAX_PEAK_KIB: u64 = 300 << 10;
/// Fewer than the look-ups that one address may do in a minute.
const MAX_LOOK_UPS: usize = 500;

#[test]
fn many_log_ins_at_once_take_bounded_memory_and_look_ups_go_on() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().env("CAMKET_LIMITS__WRONG_TRIES_PER_NETWORK", "1000").start();
    let site = camket.site();
    let (gate, open) = (Barrier::new(LOG_INS + 1), AtomicUsize::new(LOG_INS));
    let statuses = thread::scope(|scope| {
        let log_ins: Vec<_> = (0..LOG_INS)
            .map(|number| {
                let (site, gate, open) = (&site, &gate, &open);
                scope.spawn(move || {
                    let status = log_in(site, number, gate);
                    open.fetch_sub(1, Ordering::Relaxed);
                    status
                })
            })
            .collect();
        gate.wait();
        let mut visitor = Visitor::of(&site);
        for _ in 0..MAX_LOOK_UPS {
            assert_eq!(visitor.open("/v/01234-56784").status, 404, "not in this register");
            if open.load(Ordering::Relaxed) == 0 {
                break;
            }
        }
        let mut statuses = BTreeMap::new();
        for log_in in log_ins {
            *statuses.entry(log_in.join().expect("an answer")).or_insert(0) += 1;
        }
        statuses
    });
    // Some are hashed and wrong, the others are told to try again.
    assert_eq!(statuses.keys().collect::<Vec<_>>(), [&422, &503], "{statuses:?}");
    let peak = read_peak_kib(camket.id());
    assert!(peak < MAX_PEAK_KIB, "{peak} KiB");
    camket.stop().succeeded();
}

/// Sends a log-in whose last byte waits for all others, and returns the status of the answer.
fn log_in(site: &str, number: usize, gate: &Barrier) -> u16 {
    let body = format!("login=stranger{number}%40example.vn&password=bien+xanh+Ninh+Chu");
    let request = format!(
        "POST /log-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(site.replace("http://", "")).expect("it listens");
    stream.set_read_timeout(Some(LONGEST_WAIT)).expect("a time");
    let (last, begin) = request.as_bytes().split_last().expect("a request");
    stream.write_all(begin).expect("sent");
    gate.wait();
    stream.write_all(&[*last]).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a whole answer");
    let status = String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok());
    status.expect("a status")
}

/// The highest resident memory of a process so far, in KiB (`VmHWM`, proc(5)).
fn read_peak_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
