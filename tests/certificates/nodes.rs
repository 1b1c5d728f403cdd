//! Several nodes over one database: a change on one node reaches the others and the status list within a second.

use std::time::{Duration, Instant};

use camket_app::App;
use camket_app::certificates;
use camket_app::register;
use camket_credential::status_list::{self, Expected};
use camket_credential::token;
use camket_domain::certificates::verdict::{Said, Verdict};
use camket_domain::certificates::{Certificate, Status};
use camket_store::certificates as rows;

use crate::harness::both;
use crate::world::{Office, PHAN_RANG};

both! {
    what_one_node_revokes_the_other_knows_within_a_second,
    the_list_tells_neither_order_nor_number,
    a_suspension_ends_in_the_list_by_itself,
}

async fn certified(office: &Office) -> Certificate {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await
}

async fn decides(office: &Office, certificate: &Certificate) {
    let tx = office.app.store().write().await.unwrap();
    rows::save_standing(&tx, certificate).await.unwrap();
    tx.commit().await.unwrap();
}

/// Starts the task that updates a node's register, as the program does.
fn keeps_up(app: &App) -> tokio::task::JoinHandle<()> {
    let (app, following) = (app.clone(), app.register().follow());
    tokio::spawn(async move {
        let _following = following;
        loop {
            register::keep_up(&app).await.unwrap();
            tokio::select! { () = app.register().news() => {}, () = tokio::time::sleep(Duration::from_millis(250)) => {} }
        }
    })
}

async fn in_list(app: &App, certificate: &Certificate) -> (Said, u64) {
    let list = register::published(app).await.unwrap();
    let keyring = camket_app::keys::published(app).await.unwrap();
    let address = app.url(register::PATH);
    let expected = Expected { keys: keyring.set(), address: &address, least: 0, now: list.issued_at };
    let read = status_list::read(&list.bytes, &expected).unwrap();
    let index = certificate.signed.as_ref().unwrap().index;
    (read.answer(index, certificate.issued_at).said, read.edition.sequence)
}

async fn what_one_node_revokes_the_other_knows_within_a_second(office: Office) {
    let mut certificate = certified(&office).await;
    let other = office.with_options(|_| {}).await;
    let text = token::to_text(&certificate.signed.as_ref().unwrap().token);
    let nodes = [keeps_up(&office.app), keeps_up(&other.app)];
    tokio::time::sleep(Duration::from_millis(400)).await;
    let verdict = async |app: &App, given: &str| certificates::verify(app, given).await.unwrap().verdict;
    assert_eq!(verdict(&other.app, &text).await, Verdict::Valid);
    let (_, before) = in_list(&other.app, &certificate).await;
    certificate.standing.decided = Status::Revoked;
    decides(&office, &certificate).await;
    let began = Instant::now();
    for app in [&office.app, &other.app] {
        for given in [text.as_str(), certificate.code.as_str()] {
            while verdict(app, given).await != Verdict::Revoked {
                assert!(began.elapsed() < Duration::from_secs(1), "not within a second");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        while in_list(app, &certificate).await.0 != Said::Is(Status::Revoked) {
            assert!(began.elapsed() < Duration::from_secs(2), "the list is not signed at once");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert!(in_list(&other.app, &certificate).await.1 > before);
    for node in nodes {
        node.abort();
        node.await.unwrap_err();
    }
    other.app.store().clone().close().await.unwrap();
}

async fn the_list_tells_neither_order_nor_number(office: Office) {
    camket_app::keys::ensure(&office.app).await.unwrap();
    let empty = register::published(&office.app).await.unwrap();
    let mut indexes = Vec::new();
    for _ in 0..3 {
        let certificate = certified(&office).await;
        assert_eq!(in_list(&office.app, &certificate).await.0, Said::Is(Status::Issued));
        indexes.push(certificate.signed.unwrap().index);
    }
    // New certificates change no bit of the list, so they do not cause a new signature before its regular time.
    office.waits(time::Duration::seconds(5));
    let full = register::published(&office.app).await.unwrap();
    assert!(full.sequence > empty.sequence);
    assert_eq!(full.statuses(), empty.statuses(), "no bit tells that three were issued");
    let spread = indexes.iter().map(|index| index.0).max().unwrap()
        - indexes.iter().map(|index| index.0).min().unwrap();
    assert!(spread > 100, "{indexes:?}");
    let not_valid =
        full.statuses().iter().map(|byte| (0..4).filter(|place| byte >> (place * 2) & 3 != 0).count());
    let share = not_valid.sum::<usize>() * 1_000 / register::size(&full);
    assert!((15..=25).contains(&share), "{share} in a thousand are decoys");
}

async fn a_suspension_ends_in_the_list_by_itself(office: Office) {
    let mut certificate = certified(&office).await;
    certificate.standing.decided = Status::Suspended;
    certificate.standing.until = office.app.today().next_day();
    decides(&office, &certificate).await;
    assert_eq!(in_list(&office.app, &certificate).await.0, Said::Is(Status::Suspended));
    office.waits(time::Duration::days(2));
    assert_eq!(in_list(&office.app, &certificate).await.0, Said::Is(Status::Issued));
    let code = certificate.code.as_str();
    assert_eq!(certificates::verify(&office.app, code).await.unwrap().verdict, Verdict::Valid);
}
