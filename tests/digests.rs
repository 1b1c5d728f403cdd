//! The daily digest of officers: on working days, once, also with several nodes, and only if something waits.

use camket_app::digests::{is_wanted, queue_digests, set_wanted};
use camket_domain::audit::AuditAction;
use camket_domain::outbox::{Channel, LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use time::Duration;

use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    an_officer_hears_what_is_new_due_and_overdue,
    nothing_is_sent_where_nothing_waits,
    nothing_is_sent_on_days_off_or_before_seven,
    two_nodes_send_one_digest,
    an_officer_switches_it_off_and_on,
    other_roles_have_no_digest,
    without_mail_nothing_is_sent,
}

async fn count_digests(officer: &Person) -> usize {
    let messages = officer.office.messages_to(officer.login.as_str()).await;
    messages.iter().filter(|message| matches!(message.notice, Notice::WorkWaits { .. })).count()
}

async fn an_officer_hears_what_is_new_due_and_overdue(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    hoa.claims(id).await;
    let due = hotel.dossier().await.application.unwrap().pledge_track.due_on;
    let expect = async |officer: &Person, numbers: [&str; 3]| {
        assert!(queue_digests(&office.app).await.unwrap() > 0);
        let notice = office.last_notice_to(officer.login.as_str()).await;
        let link = LinkedPage::ReviewQueue.into();
        let [new, due, overdue] = numbers.map(str::to_owned);
        assert_eq!(notice, Notice::WorkWaits { name: officer.actor.name.clone(), new, due, overdue, link });
    };
    while office.app.today() < due {
        office.waits(Duration::days(1));
    }
    expect(&hoa, ["0", "1", "0"]).await;
    assert!(matches!(office.last_notice_to(minh.login.as_str()).await,
        Notice::WorkWaits { new, due, .. } if new == "1" && due == "1"));
    office.waits(Duration::days(1));
    expect(&hoa, ["0", "0", "1"]).await;
}

async fn nothing_is_sent_where_nothing_waits(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let away = office.commune_officer("Kế", DO_VINH).await;
    assert_eq!(queue_digests(&office.app).await.unwrap(), 0);
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    assert_eq!(queue_digests(&office.app).await.unwrap(), 0, "today's digest had nothing to say");
    office.waits(Duration::days(2));
    assert_eq!(queue_digests(&office.app).await.unwrap(), 1);
    assert_eq!((count_digests(&hoa).await, count_digests(&away).await), (1, 0));
}

/// The clock begins on a Monday at 08:00.
async fn nothing_is_sent_on_days_off_or_before_seven(office: Office) {
    office.commune_officer("Hoa", PHAN_RANG).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let mut sent = Vec::new();
    for hour in 0..7 * 24 {
        if queue_digests(&office.app).await.unwrap() > 0 {
            sent.push((hour / 24, (hour + 8) % 24));
        }
        office.waits(Duration::hours(1));
    }
    // Tuesday is 24 November, a day off; then three mornings, the weekend, and Monday.
    assert_eq!(sent, [(0, 8), (1, 7), (2, 7), (3, 7), (6, 7)]);
}

async fn two_nodes_send_one_digest(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let other = office.with_options(|_| {}).await;
    let (here, there) = tokio::join!(queue_digests(&office.app), queue_digests(&other.app));
    assert_eq!(here.unwrap() + there.unwrap(), 1);
    assert_eq!(queue_digests(&other.app).await.unwrap(), 0);
    assert_eq!(count_digests(&hoa).await, 1);
}

async fn an_officer_switches_it_off_and_on(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    for _ in 0..2 {
        set_wanted(&office.app, &hoa.may(), false).await.unwrap();
    }
    assert!(!is_wanted(&office.app, &hoa.may()).await.unwrap());
    assert_eq!(queue_digests(&office.app).await.unwrap(), 0);
    set_wanted(&office.app, &hoa.may(), true).await.unwrap();
    assert_eq!(queue_digests(&office.app).await.unwrap(), 1);
    let actions = office.actions_on(hoa.actor.account.0).await;
    let switched = actions.iter().filter(|action| **action == AuditAction::DigestSwitched).count();
    assert_eq!(switched, 2, "the repeated choice changed nothing");
}

async fn other_roles_have_no_digest(office: Office) {
    for person in [
        office.owner("Lan").await,
        office.approver("Ký", PHAN_RANG).await,
        office.administrator("Quản", PHAN_RANG).await,
    ] {
        assert!(Permit::<rights::HearOfWork>::for_actor(&person.actor).is_none());
    }
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    assert_eq!(queue_digests(&office.app).await.unwrap(), 0);
}

async fn without_mail_nothing_is_sent(office: Office) {
    office.commune_officer("Hoa", PHAN_RANG).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let silent = office.with_options(|options| options.channels = vec![Channel::Sms]).await;
    assert_eq!(queue_digests(&silent.app).await.unwrap(), 0);
    assert_eq!(queue_digests(&office.app).await.unwrap(), 1, "the day is not used up");
}
