//! Signatures on paper, reminders of missing ones, and what becomes of codes and evidence.

use camket_app::{labour, upkeep, worker_pledges};
use camket_domain::audit::AuditAction;
use camket_domain::ids::WorkerId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::worker_pledges::{InvitationStanding, LIFETIME, REMINDER_INTERVAL, WorkerPledgeMethod};
use time::Duration;
use time::macros::date;

use super::{confirms, invites, signs, unsigned};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, OwnedVenue, PHAN_RANG};

test_on_both_engines! {
    paper_is_recorded_with_its_evidence,
    an_old_page_records_no_paper,
    owners_are_reminded_once_in_fourteen_days,
    two_nodes_remind_of_a_venue_once,
    evidence_goes_with_the_worker,
    old_codes_are_deleted,
}

async fn paper_is_recorded_with_its_evidence(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let (permit, of) = (hotel.owner.may(), (hotel.id, worker));
    let record =
        async |version, day| worker_pledges::record_paper(&office.app, &permit, of, version, day).await;
    let tomorrow = office.app.today().next_day().unwrap();
    record(1, tomorrow).await.says_invalid("signed_on", "day-in-future");
    let day = date!(2026 - 11 - 20);
    record(1, day).await.unwrap();
    let dossier = worker_pledges::load_dossier(&office.app, &permit, of).await.unwrap();
    assert_eq!((dossier.worker.pledged_on, dossier.closed), (Some(day), Some(InvitationStanding::Ended)));
    let pledge = dossier.pledge.unwrap();
    assert_eq!((pledge.method, pledge.signed_on), (WorkerPledgeMethod::Paper, day));
    assert_eq!((pledge.address.as_str(), pledge.recorded_by), ("", Some(hotel.owner.id())));
    assert!(office.actions_on(worker.0).await.contains(&AuditAction::WorkerPledgeRecorded));
    confirms(&office, &code).await.says_invalid("code", "worker-code-ended");
    let gaps = worker_pledges::list_gaps(&office.app, &permit, hotel.id).await.unwrap();
    assert_eq!((gaps.gaps.len(), gaps.signed), (0, 1));
}

async fn an_old_page_records_no_paper(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let (permit, of) = (hotel.owner.may(), (hotel.id, worker));
    let day = date!(2026 - 11 - 20);
    worker_pledges::record_paper(&office.app, &permit, of, 1, day).await.unwrap();
    worker_pledges::record_paper(&office.app, &permit, of, 1, day).await.says_conflict();
    let shown = worker_pledges::load_dossier(&office.app, &permit, of).await.unwrap();
    assert_eq!(shown.worker.version, 2);
}

/// A venue with a certificate, one of whose two workers has not signed.
async fn certified_with_gap(office: &Office) -> (OwnedVenue, WorkerId) {
    let (hotel, worker) = unsigned(office).await;
    let id = hotel.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await;
    (hotel, worker)
}

async fn queue(office: &Office) -> usize {
    labour::assess_registers(&office.app).await.unwrap();
    worker_pledges::queue_reminders(&office.app).await.unwrap()
}

async fn owners_are_reminded_once_in_fourteen_days(office: Office) {
    // Without a certificate nobody is reminded.
    unsigned(&office).await;
    assert_eq!(queue(&office).await, 0);
    let (hotel, worker) = certified_with_gap(&office).await;
    assert_eq!((queue(&office).await, queue(&office).await), (1, 0));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    let link = LinkedPage::WorkerPledges { venue: hotel.id }.into();
    let venue = "Khách sạn Biển Xanh".to_owned();
    assert_eq!(told, Notice::WorkerPledgesMissing { venue, count: "1".to_owned(), link });
    office.waits(REMINDER_INTERVAL - Duration::MINUTE);
    assert_eq!(queue(&office).await, 0);
    office.waits(Duration::MINUTE);
    assert_eq!((queue(&office).await, queue(&office).await), (1, 0));
    let confirmed = confirms(&office, &invites(&hotel, worker).await.code.to_string()).await.unwrap();
    signs(&office, &confirmed, "vi").await;
    office.waits(REMINDER_INTERVAL);
    assert_eq!(queue(&office).await, 0);
}

async fn two_nodes_remind_of_a_venue_once(office: Office) {
    certified_with_gap(&office).await;
    labour::assess_registers(&office.app).await.unwrap();
    let other = office.with_options(|_| {}).await;
    let (here, there) = tokio::join!(
        worker_pledges::queue_reminders(&office.app),
        worker_pledges::queue_reminders(&other.app)
    );
    assert_eq!(here.unwrap() + there.unwrap(), 1);
}

async fn evidence_goes_with_the_worker(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let confirmed = confirms(&office, &invites(&hotel, worker).await.code.to_string()).await.unwrap();
    signs(&office, &confirmed, "vi").await;
    invites(&hotel, worker).await;
    let version = hotel.dossier().await.workers[0].version;
    labour::remove(&office.app, &hotel.owner.may(), (hotel.id, worker), version).await.unwrap();
    let stored = database_dump::dump_tables(office.app.store()).await;
    assert!(stored["worker_pledge"].is_empty() && stored["worker_pledge_invitation"].is_empty());
    worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.says_not_found();
}

async fn old_codes_are_deleted(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let confirmed = confirms(&office, &invites(&hotel, worker).await.code.to_string()).await.unwrap();
    signs(&office, &confirmed, "vi").await;
    let rows = async || {
        upkeep::sweep(&office.app).await.unwrap();
        let stored = database_dump::dump_tables(office.app.store()).await;
        (stored["worker_pledge_invitation"].len(), stored["worker_pledge"].len())
    };
    office.waits(LIFETIME + Duration::days(29));
    assert_eq!(rows().await, (1, 1));
    office.waits(Duration::days(2));
    assert_eq!(rows().await, (0, 1), "what was signed stays");
}
