//! A phone whose clock is two days wrong: it learns the error, goes by the right time, and sends both.

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;

/// Moves the clock of every page that opens from now on.
fn moves_clock(by: Duration) -> String {
    let milliseconds = by.whole_milliseconds();
    format!(
        "{{ const Real = Date;
        window.Date = class extends Real {{
          constructor(...parts) {{ if (parts.length) super(...parts); else super(Real.now() + {milliseconds}); }}
          static now() {{ return Real.now() + {milliseconds}; }}
        }}; }}"
    )
}

fn read_time(value: &Value) -> OffsetDateTime {
    OffsetDateTime::parse(value.as_str().expect("a text"), &Rfc3339).expect("a time")
}

async fn check_phone_with_clock(setup: &ScannerSetup, error: Duration, words: &str) {
    setup.publish_list(Duration::hours(3), 11, &[]);
    let phone = ScannerPhone::of(setup).await;
    phone.browser.before_pages(&moves_clock(error)).await;
    phone.enrols().await;
    phone.browser.see(words).await;
    setup.network.cut();
    phone.refreshes().await;
    assert_eq!(phone.types(&setup.code(1, 1)).await, ("valid".into(), "phone".into()));
    phone.passes_screen_checks(&format!("clock-{}", error.whole_days())).await;
    let report = "const visits = await module('visits');
        const venue = { id: '0193aaaa-0000-7000-8000-0000000000ff', name: 'Karaoke Sao Mai', kind: 'karaoke', address: '', planned: true };
        const visit = visits.createDraft(venue, { certificate: null, checklist: 1 });
        await visits.save(visit);
        return JSON.parse((await visits.finish(visit)).report.text);";
    let report = phone.runs(report, vec![]).await;
    setup.network.restore();
    phone.refreshes().await;
    let scans: Vec<_> = setup.fake_registry.with(|facts| facts.scans.values().cloned().collect());
    assert_eq!(scans.len(), 1, "nothing is held up");
    let now = setup.signer.now + setup.signer.age();
    let is_near =
        |value: &Value, expected: OffsetDateTime| (read_time(value) - expected).abs() < Duration::hours(1);
    assert!(is_near(&scans[0]["at"], now) && is_near(&scans[0]["phone_at"], now + error), "{}", scans[0]);
    assert!(is_near(&report["started_at"], now) && is_near(&report["ended_at"], now), "{report}");
    assert!(is_near(&report["phone_clock"]["started_at"], now + error), "{report}");
    let until = "const vault = await module('vault'); return new Date((await vault.findEnrolment()).until).toISOString();";
    assert!(is_near(&phone.runs(until, vec![]).await, now + Duration::days(7)), "without the register");
    // The page of the public address, which the service worker shows without a network.
    setup.network.cut();
    phone.browser.open(&setup.code(1, 1)).await;
    phone.browser.see("CÒN HIỆU LỰC").await;
    phone.browser.see("3 giờ trước").await;
    phone.closes().await;
}

#[test]
fn a_clock_two_days_ahead_is_allowed_for() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        check_phone_with_clock(setup, Duration::days(2), "Đồng hồ điện thoại nhanh 2 ngày").await;
    });
}

#[test]
fn a_clock_two_days_behind_is_allowed_for() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        check_phone_with_clock(setup, Duration::days(-2), "Đồng hồ điện thoại chậm 2 ngày").await;
    });
}
