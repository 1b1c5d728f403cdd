//! Several several_nodes over one database: a change on one node reaches the others and the status list within a second.

use camket_app::App;
use camket_app::certificates;
use camket_app::register;
use camket_credential::status_list::{self, ExpectedList};
use camket_credential::token;
use camket_domain::certificates::verdict::{StatusAnswer, Verdict};
use camket_domain::certificates::{Certificate, CertificateStatus};
use camket_store::certificates as rows;
use camket_web::paths;

use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    what_one_node_revokes_the_other_knows_within_a_second,
    the_list_tells_neither_order_nor_number,
    a_suspension_ends_in_the_list_by_itself,
}

async fn certified_venue(office: &Office) -> Certificate {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await
}

async fn suspend_or_revoke(office: &Office, certificate: &Certificate) {
    let tx = office.app.store().begin_write().await.unwrap();
    rows::save_status(&tx, certificate).await.unwrap();
    tx.commit().await.unwrap();
}

/// Both nodes look once, as the program does four times a second.
async fn keep_up(nodes: [&App; 2]) {
    for app in nodes {
        register::keep_up(app).await.unwrap();
    }
}

async fn status_in_list(app: &App, certificate: &Certificate) -> (StatusAnswer, u64) {
    let list = register::load_published_list(app).await.unwrap();
    let keyring = camket_app::keys::load_keyring(app).await.unwrap();
    let address = app.url(paths::StatusList);
    let expected =
        ExpectedList { keys: keyring.key_set(), address: &address, min_sequence: 0, now: list.issued_at };
    let read = status_list::verify(&list.bytes, &expected).unwrap();
    let index = certificate.issued_token.as_ref().unwrap().index;
    (read.answer_for(index, certificate.issued_at).status, read.edition.sequence)
}

async fn what_one_node_revokes_the_other_knows_within_a_second(office: Office) {
    let mut certificate = certified_venue(&office).await;
    let other = office.with_options(|_| {}).await;
    let text = token::to_text(&certificate.issued_token.as_ref().unwrap().token);
    let nodes = [&office.app, &other.app];
    let _following = nodes.map(|app| app.register().follow());
    keep_up(nodes).await;
    let verdict = async |app: &App, given: &str| certificates::verify(app, given).await.unwrap().verdict;
    assert_eq!(verdict(&other.app, &text).await, Verdict::Valid);
    let (_, before) = status_in_list(&other.app, &certificate).await;
    certificate.status_record.decided_status = CertificateStatus::Revoked;
    suspend_or_revoke(&office, &certificate).await;
    // The next read of the register finds the change and signs the list.
    keep_up(nodes).await;
    for app in nodes {
        for given in [text.as_str(), certificate.code.as_str()] {
            assert_eq!(verdict(app, given).await, Verdict::Revoked);
        }
        assert_eq!(
            status_in_list(app, &certificate).await.0,
            StatusAnswer::Known(CertificateStatus::Revoked)
        );
    }
    assert!(status_in_list(&other.app, &certificate).await.1 > before);
    other.app.store().clone().close().await.unwrap();
}

async fn the_list_tells_neither_order_nor_number(office: Office) {
    camket_app::keys::ensure_signing_key(&office.app).await.unwrap();
    let empty = register::load_published_list(&office.app).await.unwrap();
    let mut indexes = Vec::new();
    for _ in 0..3 {
        let certificate = certified_venue(&office).await;
        assert_eq!(
            status_in_list(&office.app, &certificate).await.0,
            StatusAnswer::Known(CertificateStatus::Issued)
        );
        indexes.push(certificate.issued_token.unwrap().index);
    }
    // New certificates change no bit of the list, so they do not cause a new signature before its regular time.
    office.waits(time::Duration::seconds(5));
    let full = register::load_published_list(&office.app).await.unwrap();
    assert!(full.sequence > empty.sequence);
    assert_eq!(full.statuses(), empty.statuses(), "no bit tells that three were issued");
    let spread = indexes.iter().map(|index| index.0).max().unwrap()
        - indexes.iter().map(|index| index.0).min().unwrap();
    assert!(spread > 100, "{indexes:?}");
    let not_valid =
        full.statuses().iter().map(|byte| (0..4).filter(|place| byte >> (place * 2) & 3 != 0).count());
    let share = not_valid.sum::<usize>() * 1_000 / register::count_entries(&full);
    assert!((15..=25).contains(&share), "{share} in a thousand are decoys");
}

async fn a_suspension_ends_in_the_list_by_itself(office: Office) {
    let mut certificate = certified_venue(&office).await;
    certificate.status_record.decided_status = CertificateStatus::Suspended;
    certificate.status_record.until = office.app.today().next_day();
    suspend_or_revoke(&office, &certificate).await;
    assert_eq!(
        status_in_list(&office.app, &certificate).await.0,
        StatusAnswer::Known(CertificateStatus::Suspended)
    );
    office.waits(time::Duration::days(2));
    assert_eq!(
        status_in_list(&office.app, &certificate).await.0,
        StatusAnswer::Known(CertificateStatus::Issued)
    );
    let code = certificate.code.as_str();
    assert_eq!(certificates::verify(&office.app, code).await.unwrap().verdict, Verdict::Valid);
}
