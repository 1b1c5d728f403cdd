//! Photos that many phones send slowly, or that wait for a slot, are in files and not in memory.

use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use camket_app::spool::{PART_BYTES, SpoolFiles};
use futures_util::stream;
use tokio::sync::mpsc;

use super::api::{BASE, error_code, jpeg, prepare_visit};
use crate::browser::BrowserResponse;
use crate::harness::{database_dump, test_on_both_engines};
use crate::support::waiting::LONGEST_WAIT;
use crate::world::Office;

test_on_both_engines! {
    slow_photos_are_in_files_and_not_in_memory,
    a_photo_that_ends_too_early_or_is_too_large_is_not_kept,
    without_room_a_photo_is_refused_and_comes_again,
}

/// Photos that arrive at the same time.
const PHONES: usize = 24;
/// Bytes that a phone sends at a time.
const PIECE: usize = 16 << 10;

/// The files in which uploads wait.
#[derive(Clone, Default)]
struct CountedFiles(Arc<Mutex<Vec<File>>>);

impl CountedFiles {
    fn build_option(&self) -> SpoolFiles {
        let all = self.0.clone();
        SpoolFiles::new(move || {
            let file = tempfile::tempfile()?;
            all.lock().unwrap().push(file.try_clone()?);
            Ok(file)
        })
    }

    fn sum_bytes(&self) -> usize {
        let length = |file: &File| usize::try_from(file.metadata().unwrap().len()).unwrap();
        self.0.lock().unwrap().iter().map(length).sum()
    }
}

/// A photo of a megabyte: a small picture with comments, as a camera writes them.
fn large_photo() -> Vec<u8> {
    let small = jpeg(40, 30);
    let comment =
        [&[0xff, 0xfe][..], &u16::MAX.to_be_bytes(), &vec![b'x'; usize::from(u16::MAX) - 2]].concat();
    [&small[..2], &comment.repeat(16), &small[2..]].concat()
}

/// A body that gives what is sent to it; `taken` counts what was read of it.
fn build_body(taken: Arc<AtomicUsize>) -> (mpsc::Sender<Bytes>, Body) {
    let (send, receive) = mpsc::channel(1);
    let pieces = stream::unfold(receive, move |mut receive: mpsc::Receiver<Bytes>| {
        let taken = taken.clone();
        async move {
            let piece = receive.recv().await?;
            taken.fetch_add(piece.len(), Ordering::Relaxed);
            Some((Ok::<_, std::io::Error>(piece), receive))
        }
    });
    (send, Body::from_stream(pieces))
}

async fn wait_for_bytes(taken: &AtomicUsize, count: usize) {
    let began = Instant::now();
    while taken.load(Ordering::Relaxed) < count {
        assert!(began.elapsed() < LONGEST_WAIT, "the body is not read");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn slow_photos_are_in_files_and_not_in_memory(office: Office) {
    let (caller, ..) = prepare_visit(&office).await;
    let files = CountedFiles::default();
    let node = office.with_options(|options| options.spool = files.build_option()).await;
    let browser = node.browser().of(&caller.phone.holder).await;
    let device = caller.phone.device.id.to_string();
    let (taken, photo) = (Arc::new(AtomicUsize::new(0)), large_photo());
    let (slow, last) = photo.split_at(photo.len() - 10);
    let (mut senders, mut answers) = (Vec::new(), Vec::new());
    let (first, middle) = slow.split_at(PIECE);
    for number in 1..=PHONES {
        let (send, body) = build_body(taken.clone());
        let path = format!("{BASE}/visits/{}/photos/{}", office.key(), office.key());
        let (mut phone, device) = (browser.clone(), device.clone());
        answers.push(tokio::spawn(async move {
            let headers = [("content-type", "image/jpeg"), ("x-camket-device", device.as_str())];
            phone.streams(Method::PUT, &path, &headers, body).await
        }));
        // One after the other, so that each finds its session while the database has time.
        send.send(Bytes::copy_from_slice(first)).await.unwrap();
        wait_for_bytes(&taken, number * PIECE).await;
        senders.push(send);
    }
    for piece in middle.chunks(PIECE) {
        for send in &senders {
            send.send(Bytes::copy_from_slice(piece)).await.unwrap();
        }
    }
    let (sent, began) = (PHONES * slow.len(), Instant::now());
    let allowed = PHONES * (PART_BYTES + PIECE);
    // A node that kept bodies in memory would have nothing in files.
    while taken.load(Ordering::Relaxed) < sent || files.sum_bytes() + allowed < sent {
        let in_files = files.sum_bytes();
        assert!(began.elapsed() < LONGEST_WAIT, "{in_files} of {sent} bytes are in files");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(allowed * 10 < sent, "the bound says something");
    assert!(answers.iter().all(|answer| !answer.is_finished()));
    for send in senders {
        send.send(Bytes::copy_from_slice(last)).await.unwrap();
    }
    for answer in answers {
        let answer: BrowserResponse = answer.await.unwrap();
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    }
    assert_eq!(database_dump::dump_tables(office.app.store()).await["inspection_photo"].len(), PHONES);
    drop(browser);
    node.app.store().clone().close().await.unwrap();
}

async fn a_photo_that_ends_too_early_or_is_too_large_is_not_kept(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let path = || format!("/visits/{}/photos/{}", office.key(), office.key());
    let large = caller.put(&path(), &large_photo().repeat(3)).await;
    assert_eq!(error_code(&large), (StatusCode::PAYLOAD_TOO_LARGE, "too-large".into()));
    let half = Bytes::from(jpeg(40, 30)[..100].to_vec());
    let pieces = stream::iter([Ok(half), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))]);
    let device = caller.phone.device.id.to_string();
    let headers = [("content-type", "image/jpeg"), ("x-camket-device", device.as_str())];
    let target = format!("{BASE}{}", path());
    let cut = caller.browser.streams(Method::PUT, &target, &headers, Body::from_stream(pieces)).await;
    assert_eq!(error_code(&cut), (StatusCode::BAD_REQUEST, "unreadable".into()));
    assert_eq!(database_dump::dump_tables(office.app.store()).await["inspection_photo"], [""; 0]);
}

async fn without_room_a_photo_is_refused_and_comes_again(office: Office) {
    let (caller, ..) = prepare_visit(&office).await;
    let full = SpoolFiles::new(|| Err(std::io::ErrorKind::StorageFull.into()));
    let node = office.with_options(|options| options.spool = full).await;
    let device = caller.phone.device.id.to_string();
    let headers = [("content-type", "image/jpeg"), ("x-camket-device", device.as_str())];
    let target = format!("{BASE}/visits/{}/photos/{}", office.key(), office.key());
    for (there, status) in [(&node, StatusCode::SERVICE_UNAVAILABLE), (&office, StatusCode::CREATED)] {
        let mut browser = there.browser().of(&caller.phone.holder).await;
        let answer = browser.calls(Method::PUT, &target, &headers, jpeg(40, 30)).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    node.app.store().clone().close().await.unwrap();
}
