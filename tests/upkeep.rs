//! Upkeep: expired rows are deleted.

use camket_app::upkeep;
use time::Duration;

use crate::harness::{database_dump, test_on_both_engines};
use crate::world::Office;

test_on_both_engines! {
    expired_keys_messages_and_counters_are_deleted,
    the_calendar_is_seeded_once,
}

async fn expired_keys_messages_and_counters_are_deleted(office: Office) {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let counts = async || {
        let tables = database_dump::dump_tables(office.app.store()).await;
        ["throttle", "idempotency", "outbox"].map(|table| tables[table].len())
    };
    let [counters, keys, messages] = counts().await;
    assert!(counters > 0);
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [counters, keys, messages]);
    office.waits(Duration::minutes(16));
    upkeep::sweep(&office.app).await.unwrap();
    let [of_a_day, ..] = counts().await;
    assert!(of_a_day > 0 && of_a_day < counters, "{of_a_day} of {counters}");
    office.waits(Duration::days(1));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, keys, messages]);
    office.waits(Duration::days(7));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, 0, messages]);
}

async fn the_calendar_is_seeded_once(office: Office) {
    let before = database_dump::dump_tables(office.app.store()).await["holiday"].clone();
    assert!(!before.is_empty());
    upkeep::seed_calendar(&office.app).await.unwrap();
    assert_eq!(database_dump::dump_tables(office.app.store()).await["holiday"], before);
}
