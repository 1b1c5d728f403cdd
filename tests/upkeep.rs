//! Upkeep: expired rows are deleted.

use camket_app::upkeep;
use time::Duration;

use crate::harness::{both, dump};
use crate::world::Office;

both! {
    keys_messages_and_counters_go_in_time,
    the_calendar_is_seeded_once,
}

async fn keys_messages_and_counters_go_in_time(office: Office) {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let counts = async || {
        let tables = dump::tables(office.app.store()).await;
        ["throttle", "idempotency", "outbox"].map(|table| tables[table].len())
    };
    let [counters, keys, messages] = counts().await;
    assert!(counters > 0);
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [counters, keys, messages]);
    office.waits(Duration::minutes(16));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, keys, messages]);
    office.waits(Duration::days(7));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, 0, messages]);
}

async fn the_calendar_is_seeded_once(office: Office) {
    let before = dump::tables(office.app.store()).await["holiday"].clone();
    assert!(!before.is_empty());
    upkeep::seed_calendar(&office.app).await.unwrap();
    assert_eq!(dump::tables(office.app.store()).await["holiday"], before);
}
