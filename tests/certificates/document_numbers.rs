//! Document numbers: unique, from 01 each year, without gaps, also under concurrent issue.

use camket_app::AppError;
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;
use time::Duration;

use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    eight_issuers_leave_no_gap,
    two_issuers_of_one_file_make_one_certificate,
    each_year_begins_with_one,
    each_agency_counts_for_itself,
}

async fn submit_applications(office: &Office, count: u32) -> Vec<ApplicationId> {
    let lan = office.owner("Lan").await;
    let mut ids = Vec::new();
    for serial in 0..count {
        ids.push(lan.registers_venue(&format!("Khách sạn {serial}")).await.goes_all_the_way().await);
    }
    ids
}

async fn accept_applications(office: &Office, count: u32) -> Vec<ApplicationId> {
    let (hoa, minh) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.labour_officer("Minh", PHAN_RANG).await);
    let ids = submit_applications(office, count).await;
    for id in &ids {
        hoa.accepts(*id).await;
        minh.accepts(*id).await;
    }
    ids
}

/// Lets eight approvers issue their own applications at the same time.
async fn issue_concurrently(
    approvers: Vec<Person>,
    files: Vec<Vec<ApplicationId>>,
) -> Vec<Result<Certificate, AppError>> {
    let mut working = tokio::task::JoinSet::new();
    for (approver, files) in approvers.into_iter().zip(files) {
        working.spawn(async move { approver.tries_to_issue_all(&files).await });
    }
    working.join_all().await.into_iter().flatten().map(|outcome| outcome.result).collect()
}

async fn eight_issuers_leave_no_gap(office: Office) {
    // One application in the middle of each batch is refused; it must not use a number.
    let (good, waiting) = (accept_applications(&office, 16).await, submit_applications(&office, 8).await);
    let files = good.chunks(2).zip(waiting).map(|(good, refused)| vec![good[0], refused, good[1]]);
    let mut approvers = Vec::new();
    for serial in 1..=8 {
        approvers.push(office.approver(&format!("Ký {serial}"), PHAN_RANG).await);
    }
    let outcomes = issue_concurrently(approvers, files.collect()).await;
    let certificates: Vec<_> = outcomes.into_iter().filter_map(Result::ok).collect();
    let mut serials: Vec<_> = certificates.iter().map(|c| c.document.serial).collect();
    serials.sort_unstable();
    assert_eq!(serials, (1..=16).collect::<Vec<_>>());
    let mut numbers: Vec<_> = certificates.iter().map(|c| c.number.to_string()).collect();
    numbers.sort_unstable();
    assert_eq!((numbers[0].as_str(), numbers[15].as_str()), ("KH-SNV-2026-000001", "KH-SNV-2026-000016"));
    numbers.dedup();
    assert_eq!(numbers.len(), 16);
    assert!(certificates.iter().all(|c| c.number.as_str().ends_with(&format!("{:06}", c.document.serial))));
}

async fn two_issuers_of_one_file_make_one_certificate(office: Office) {
    let ids = accept_applications(&office, 2).await;
    let approvers = vec![office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await];
    let outcomes = issue_concurrently(approvers.clone(), vec![vec![ids[0]]; 2]).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(approvers[0].issues(ids[1]).await.document.serial, 2, "the loser took no number");
}

async fn each_year_begins_with_one(office: Office) {
    let ids = accept_applications(&office, 3).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    assert_eq!(ky.issues(ids[0]).await.document.serial, 1);
    // The clock starts at 08:00 on 23 November in Viet Nam, where the year begins seven hours before UTC.
    office.waits(Duration::days(38) + Duration::hours(15) + Duration::minutes(59));
    assert_eq!(ky.issues(ids[1]).await.number.as_str(), "KH-SNV-2026-000002");
    office.waits(Duration::minutes(1));
    let first = ky.issues(ids[2]).await;
    assert_eq!((first.number.as_str(), first.document.year), ("KH-SNV-2027-000001", 2027));
}

async fn each_agency_counts_for_itself(office: Office) {
    let lan = office.owner("Lan").await;
    for place in [PHAN_RANG, BA_DINH] {
        let id = lan.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way_at(place).await;
        assert_eq!(office.certifies(id, place).await.document.serial, 1);
    }
}
