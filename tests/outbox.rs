//! The outbox: messages are sent, retried, or given up.

use std::sync::Mutex;

use camket_app::outbox::{
    Carrier, DeliveryError, OutboxKeeper, RenderedMessage, UnsentChoice, deliver, deliver_lane, drop_unsent,
    list_unsent, retry_unsent,
};
use camket_app::staff;
use camket_domain::outbox::{Channel, Destination, Lane, LinkedPage, Message, Notice};
use camket_web::messages::build_letter;
use time::Duration;
use tokio::sync::Notify;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_message_leaves_once,
    a_failed_message_is_tried_again_later_and_later,
    a_refused_message_is_given_up,
    a_failing_message_holds_up_no_other,
    a_silent_server_holds_up_neither_others_nor_codes,
    a_row_that_cannot_be_read_is_set_aside,
    two_nodes_send_a_message_once,
    a_node_that_dies_on_the_way_loses_nothing,
    a_channel_that_is_not_configured_writes_nothing,
    no_code_stands_in_the_outbox_in_clear,
    no_invitation_stands_in_the_outbox_in_clear,
    a_secret_is_blanked_when_its_message_is_given_up,
    a_secret_of_another_master_secret_is_given_up,
    a_secret_of_an_earlier_version_is_sent_and_blanked,
    a_message_that_was_given_up_is_tried_again_or_dropped_from_the_console,
}

/// A carrier that fails on request and records what it carried.
#[derive(Default)]
pub struct TestCarrier {
    carried: Mutex<Vec<RenderedMessage>>,
    fails: Option<DeliveryError>,
    /// Fails for these recipients only; an empty list means all.
    only_for: Option<String>,
}

impl TestCarrier {
    fn failing(permanent: bool) -> Self {
        Self { fails: Some(DeliveryError { permanent, reason: "451 busy".to_owned() }), ..Self::default() }
    }

    pub fn carried(&self) -> Vec<String> {
        self.carried.lock().unwrap().iter().map(|letter| letter.recipient.clone()).collect()
    }
}

impl Carrier for TestCarrier {
    async fn carry(&self, letter: &RenderedMessage) -> Result<(), DeliveryError> {
        let concerned = self.only_for.as_ref().is_none_or(|only| *only == letter.recipient);
        match &self.fails {
            Some(failure) if concerned => Err(failure.clone()),
            _ => {
                // Gives two nodes time to run concurrently.
                tokio::task::yield_now().await;
                self.carried.lock().unwrap().push(letter.clone());
                Ok(())
            }
        }
    }
}

pub async fn write_message(office: &Office, name: &str) -> String {
    let login = office.address_of(name);
    office.signs_up(name, &login, &office.client()).await.unwrap();
    login.as_str().to_owned()
}

async fn only_message(office: &Office, recipient: &str) -> Message {
    let mut messages = office.messages_to(recipient).await;
    assert_eq!(messages.len(), 1);
    messages.remove(0)
}

async fn a_message_leaves_once(office: Office) {
    let (recipient, postman) = (write_message(&office, "Lan").await, TestCarrier::default());
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 1);
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 0);
    assert_eq!(postman.carried(), std::slice::from_ref(&recipient));
    let message = only_message(&office, &recipient).await;
    assert!(message.sent_at.is_some());
    assert_eq!((message.attempts, message.next_attempt_at), (1, None));
}

async fn a_failed_message_is_tried_again_later_and_later(office: Office) {
    let (recipient, postman) = (write_message(&office, "Lan").await, TestCarrier::failing(false));
    for (attempt, minutes) in (1..).zip([1, 4, 16, 64, 256, 360, 360, 360, 360]) {
        assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 0);
        let message = only_message(&office, &recipient).await;
        assert_eq!((message.attempts, message.last_error.as_str()), (attempt, "451 busy"));
        let wait = message.next_attempt_at.expect("another try") - office.app.now();
        let least = Duration::minutes(minutes);
        assert!(least <= wait && wait <= least * 1.2, "{attempt}: {wait}");
        // Before the retry time nothing is sent.
        deliver(&office.app, &postman, build_letter).await.unwrap();
        assert_eq!(only_message(&office, &recipient).await.attempts, attempt);
        office.waits(wait);
    }
    deliver(&office.app, &postman, build_letter).await.unwrap();
    let message = only_message(&office, &recipient).await;
    assert_eq!((message.attempts, message.next_attempt_at, message.sent_at), (10, None, None));
}

async fn a_refused_message_is_given_up(office: Office) {
    let (recipient, postman) = (write_message(&office, "Lan").await, TestCarrier::failing(true));
    deliver(&office.app, &postman, build_letter).await.unwrap();
    let message = only_message(&office, &recipient).await;
    assert_eq!((message.attempts, message.next_attempt_at, message.sent_at), (1, None, None));
}

async fn a_failing_message_holds_up_no_other(office: Office) {
    let lan = write_message(&office, "Lan").await;
    let binh = write_message(&office, "Bình").await;
    let postman = TestCarrier { only_for: Some(lan), ..TestCarrier::failing(false) };
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 1);
    assert_eq!(postman.carried(), [binh]);
}

/// A server that takes messages to one domain and never answers; others leave.
#[derive(Default)]
struct SilentCarrier {
    others: TestCarrier,
    waits: Notify,
}

impl SilentCarrier {
    const DOMAIN: &str = "silent.example";
}

impl Carrier for SilentCarrier {
    async fn carry(&self, letter: &RenderedMessage) -> Result<(), DeliveryError> {
        if letter.recipient.ends_with(Self::DOMAIN) {
            self.waits.notify_one();
            std::future::pending::<()>().await;
        }
        self.others.carry(letter).await
    }

    fn longest_delivery(&self) -> std::time::Duration {
        std::time::Duration::from_millis(50)
    }
}

async fn a_silent_server_holds_up_neither_others_nor_codes(office: Office) {
    write_message(&office, "Lan").await;
    let silent = format!("UPDATE outbox SET recipient = 'lan@{}', urgent = FALSE", SilentCarrier::DOMAIN);
    database_dump::execute(office.app.store(), &silent).await;
    let binh = write_message(&office, "Bình").await;
    let postman = SilentCarrier::default();
    assert_eq!(deliver_lane(&office.app, &postman, Lane::Urgent, build_letter).await.unwrap(), 1);
    assert_eq!(postman.others.carried(), [binh], "the code waits for nothing");
    assert_eq!(deliver_lane(&office.app, &postman, Lane::Other, build_letter).await.unwrap(), 0);
    let message = only_message(&office, &format!("lan@{}", SilentCarrier::DOMAIN)).await;
    assert_eq!((message.attempts, message.last_error.as_str()), (1, "the delivery took too long"));
    assert!(message.next_attempt_at.is_some(), "tried again");
}

async fn a_row_that_cannot_be_read_is_set_aside(office: Office) {
    write_message(&office, "Lan").await;
    let damaged = "UPDATE outbox SET notice = '{\"notice\":\"of-a-later-version\"}'";
    database_dump::execute(office.app.store(), damaged).await;
    let binh = write_message(&office, "Bình").await;
    let postman = TestCarrier::default();
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 1);
    assert_eq!(postman.carried(), [binh]);
    assert!(outbox_rows(&office).await.iter().any(|row| row.contains("the row cannot be read")));
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 0);
}

async fn two_nodes_send_a_message_once(office: Office) {
    for name in ["Lan", "Bình", "Chi", "Dũng", "Én", "Giang"] {
        write_message(&office, name).await;
    }
    let (postman, other) = (TestCarrier::default(), office.with_options(|_| {}).await);
    let (here, there) = tokio::join!(
        deliver(&office.app, &postman, build_letter),
        deliver(&other.app, &postman, build_letter)
    );
    assert_eq!(here.unwrap() + there.unwrap(), 6);
    let mut carried = postman.carried();
    carried.sort_unstable();
    carried.dedup();
    assert_eq!(carried.len(), 6);
}

async fn a_node_that_dies_on_the_way_loses_nothing(office: Office) {
    /// Reports when it has received a message, and never returns.
    #[derive(Default)]
    struct Dying(Notify);
    impl Carrier for Dying {
        async fn carry(&self, _: &RenderedMessage) -> Result<(), DeliveryError> {
            self.0.notify_one();
            std::future::pending().await
        }
    }
    let recipient = write_message(&office, "Lan").await;
    let dying = Dying::default();
    tokio::select! {
        done = deliver(&office.app, &dying, build_letter) => panic!("it came back: {done:?}"),
        () = dying.0.notified() => {}
    }
    let postman = TestCarrier::default();
    assert_eq!(
        deliver(&office.app, &postman, build_letter).await.unwrap(),
        0,
        "the dead node may still be at it"
    );
    office.waits(Duration::minutes(2));
    deliver(&office.app, &postman, build_letter).await.unwrap();
    assert_eq!(postman.carried(), [recipient]);
}

async fn a_channel_that_is_not_configured_writes_nothing(office: Office) {
    let lan = office.owner("Lan").await;
    let mute = office.with_options(|options| options.channels = vec![Channel::Sms]).await;
    camket_app::accounts::request_reset(&mute.app, &lan.login, &lan.client).await.unwrap();
    assert_eq!(office.messages_to(lan.login.as_str()).await.len(), 1, "the first one only");
}

async fn outbox_rows(office: &Office) -> Vec<String> {
    database_dump::dump_tables(office.app.store()).await.remove("outbox").expect("the table")
}

async fn no_code_stands_in_the_outbox_in_clear(office: Office) {
    let (recipient, postman) = (write_message(&office, "Lan").await, TestCarrier::default());
    let code = office.last_code_to(&recipient).await;
    assert!(!outbox_rows(&office).await.iter().any(|row| row.contains(&code)));
    deliver(&office.app, &postman, build_letter).await.unwrap();
    assert!(postman.carried.lock().unwrap()[0].body.contains(&code), "the letter says it");
    let rows = outbox_rows(&office).await;
    assert!(!rows.iter().any(|row| row.contains(&code) || row.contains("sealed:")), "{rows:?}");
    assert_eq!(office.last_code_to(&recipient).await, "");
}

async fn no_invitation_stands_in_the_outbox_in_clear(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    staff::reset_password(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    let Notice::AccessReset { link: Destination::Page(LinkedPage::Invitation { token }), .. } =
        office.last_notice_to(hoa.login.as_str()).await
    else {
        panic!("an invitation")
    };
    assert!(!outbox_rows(&office).await.iter().any(|row| row.contains(&token)));
    let postman = TestCarrier::default();
    deliver(&office.app, &postman, build_letter).await.unwrap();
    assert!(postman.carried.lock().unwrap()[0].body.contains(&token), "the letter says it");
    assert!(!outbox_rows(&office).await.iter().any(|row| row.contains("sealed:")));
}

/// Every message that is due is refused for good.
pub async fn give_up_everything(office: &Office) {
    deliver(&office.app, &TestCarrier::failing(true), build_letter).await.unwrap();
}

/// Every message that is due is sent.
pub async fn deliver_everything(office: &Office) {
    deliver(&office.app, &TestCarrier::default(), build_letter).await.unwrap();
}

async fn a_secret_is_blanked_when_its_message_is_given_up(office: Office) {
    let recipient = write_message(&office, "Lan").await;
    deliver(&office.app, &TestCarrier::failing(false), build_letter).await.unwrap();
    assert_eq!(office.last_code_to(&recipient).await.len(), 6, "it is tried again");
    office.waits(Duration::minutes(2));
    deliver(&office.app, &TestCarrier::failing(true), build_letter).await.unwrap();
    assert_eq!(office.last_code_to(&recipient).await, "");
}

async fn a_secret_of_another_master_secret_is_given_up(office: Office) {
    write_message(&office, "Lan").await;
    let sealed = "UPDATE outbox SET notice = '{\"notice\":\"confirm-code\",\"code\":\"sealed:AAAA\"}'";
    database_dump::execute(office.app.store(), sealed).await;
    let postman = TestCarrier::default();
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), 0);
    assert!(postman.carried().is_empty());
    assert!(outbox_rows(&office).await[0].contains("does not open with this master secret"));
}

async fn a_secret_of_an_earlier_version_is_sent_and_blanked(office: Office) {
    write_message(&office, "Lan").await;
    let clear = "UPDATE outbox SET notice = '{\"notice\":\"confirm-code\",\"code\":\"012345\"}'";
    database_dump::execute(office.app.store(), clear).await;
    let postman = TestCarrier::default();
    deliver(&office.app, &postman, build_letter).await.unwrap();
    assert!(postman.carried.lock().unwrap()[0].body.contains("012345"));
    assert!(!outbox_rows(&office).await[0].contains("012345"));
}

async fn a_message_that_was_given_up_is_tried_again_or_dropped_from_the_console(office: Office) {
    // Codes are blanked when they are given up; what a commune is reminded of is not.
    write_message(&office, "Lan").await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let day = time::macros::date!(2026 - 11 - 10);
    let period = crate::reports::open_days(&phoi, day, day).await.unwrap();
    camket_app::reports::remind_areas(&office.app, &phoi.may(), period, 1).await.unwrap();
    deliver(&office.app, &TestCarrier::failing(true), build_letter).await.unwrap();
    let unsent = list_unsent(&office.app, OutboxKeeper::Console).await.unwrap();
    assert!(unsent.len() >= 2 && unsent.iter().all(|message| message.next_attempt_at.is_none()));
    let retried = retry_unsent(&office.app, OutboxKeeper::Console, UnsentChoice::GivenUp).await.unwrap();
    let reminder = list_unsent(&office.app, OutboxKeeper::Console).await.unwrap();
    let reminder = reminder.iter().find(|message| message.recipient == hoa.login.as_str()).unwrap();
    let due = reminder.next_attempt_at.is_some_and(|at| at <= office.app.now());
    assert!(due && reminder.attempts == 0, "{reminder:?}");
    let postman = TestCarrier::default();
    assert_eq!(deliver(&office.app, &postman, build_letter).await.unwrap(), retried);
    assert!(postman.carried().contains(&hoa.login.as_str().to_owned()));

    let left = list_unsent(&office.app, OutboxKeeper::Console).await.unwrap();
    let one = UnsentChoice::One(left[0].id);
    retry_unsent(&office.app, OutboxKeeper::Console, one).await.map(drop).says_not_found();
    assert_eq!(drop_unsent(&office.app, OutboxKeeper::Console, one).await.unwrap(), 1);
    drop_unsent(&office.app, OutboxKeeper::Console, one).await.map(drop).says_not_found();
    assert_eq!(list_unsent(&office.app, OutboxKeeper::Console).await.unwrap().len(), left.len() - 1);
}
