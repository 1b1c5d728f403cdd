//! The scanner without a network: a cold start, and the verdicts that the phone gives by itself.

use camket_domain::certificates::Status;
use time::Duration;

use super::door::Door;
use super::phone::{PIN, Phone, notes};

const REVOKED: u32 = 9;
const SUSPENDED: u32 = 10;

#[test]
fn after_one_visit_the_phone_works_alone() {
    Door::open_for(async |door: &Door| {
        door.publishes(
            Duration::minutes(20),
            11,
            &[(REVOKED, Status::Revoked), (SUSPENDED, Status::Suspended)],
        );
        let phone = Phone::of(door).await;
        phone.enrols().await;
        door.line.cut();
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.view("scan").await;
        phone.browser.see("20 phút trước").await;
        let told = |verdict: &str| (verdict.to_owned(), "phone".to_owned());
        assert_eq!(phone.types(&door.code(1, 1)).await, told("valid"));
        phone.is_fit("verdict-valid").await;
        let mut waits = vec![phone.wait().await];
        assert_eq!(phone.types(&door.code(2, REVOKED)).await, told("revoked"));
        waits.push(phone.wait().await);
        phone.is_fit("verdict-revoked").await;
        assert_eq!(phone.types(&door.code(3, SUSPENDED)).await, told("suspended"));
        waits.push(phone.wait().await);
        notes(&format!("from a typed code to its word: {waits:?} ms"));
        // The fastest of several: other tests use this machine at the same time.
        assert!(waits.iter().min().is_some_and(|wait| *wait <= 100), "{waits:?} ms");
        let forged = door.code(4, 4).replacen("/v/2KCENI", "/v/2KCENA", 1);
        assert_eq!(phone.types(&forged).await, told("forged"));
        phone.is_fit("verdict-forged").await;
        assert_eq!(phone.types("01234-5678z").await, told("mistyped"));
        assert_eq!(phone.types("01234-56784").await, told("cannot_say"));
        assert!(door.desk.with(|facts| facts.scans.is_empty()), "nothing could be sent");

        // With the network the scans of certificates arrive, signed and once each.
        door.line.mend();
        phone.refreshes().await;
        let scans = door.desk.with(|facts| facts.scans.values().cloned().collect::<Vec<_>>());
        let mut shown: Vec<_> = scans.iter().map(|scan| scan["shown"].as_str().expect("a verdict")).collect();
        shown.sort_unstable();
        assert_eq!(shown, ["revoked", "suspended", "valid"]);
        assert!(scans.iter().all(|scan| scan["offline"] == true && scan["position"].is_null()));
        phone.refreshes().await;
        assert_eq!(door.desk.with(|facts| (facts.scans.len(), facts.unsigned)), (3, 0));
        phone.lies_down().await;
    });
}

#[test]
fn the_age_of_the_list_rules_the_verdict() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        let code = door.code(1, 1);
        for (age, verdict, tone, sequence) in [
            (Duration::hours(23), "valid", "good", 20),
            (Duration::hours(25), "valid_as_of", "amber", 21),
            (Duration::days(8), "cannot_say", "red", 22),
            (-Duration::hours(2), "valid_as_of", "amber", 23),
        ] {
            door.publishes(age, sequence, &[(REVOKED, Status::Revoked)]);
            phone.refreshes().await;
            door.line.cut();
            phone.refreshes().await;
            let before = door.line.requests().len();
            assert_eq!(phone.types(&code).await.0, verdict, "{age}");
            phone.is_fit(&format!("age-{tone}-{sequence}")).await;
            assert_eq!(door.line.requests().len(), before, "no request leaves");
            let shown = "arguments[arguments.length - 1](document.querySelector('.door-age').dataset.tone);";
            assert_eq!(phone.browser.run(shown, vec![]).await, tone, "{age}");
            door.line.mend();
        }
        phone.lies_down().await;
    });
}

#[test]
fn the_office_says_how_old_a_list_may_be() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        let code = door.code(1, 1);
        for (ages, age, verdict, sequence) in [
            (None, Duration::hours(30), "valid_as_of", 20),
            (Some((48, 72)), Duration::hours(30), "valid", 21),
            (Some((48, 72)), Duration::hours(49), "valid_as_of", 22),
            (Some((48, 72)), Duration::hours(73), "cannot_say", 23),
            (Some((2, 24)), Duration::hours(3), "valid_as_of", 24),
            // Implausible values are ignored.
            (Some((48, 24)), Duration::hours(23), "valid", 25),
        ] {
            door.desk.with(|facts| facts.ages = ages);
            door.publishes(age, sequence, &[]);
            phone.refreshes().await;
            door.line.cut();
            phone.refreshes().await;
            assert_eq!(phone.types(&code).await.0, verdict, "{ages:?} {age}");
            door.line.mend();
        }
        // The public scanner uses the same limits.
        door.desk.with(|facts| facts.ages = Some((48, 72)));
        door.publishes(Duration::hours(30), 26, &[]);
        phone.refreshes().await;
        door.line.cut();
        phone.browser.open(&code).await;
        phone.browser.see("CÒN HIỆU LỰC").await;
        let shown =
            "arguments[arguments.length - 1](document.querySelector('.door-verdict').dataset.verdict);";
        assert_eq!(phone.browser.run(shown, vec![]).await, "valid");
        phone.lies_down().await;
    });
}

#[test]
fn a_list_that_was_changed_or_replaced_is_refused() {
    Door::open_for(async |door: &Door| {
        door.publishes(Duration::ZERO, 30, &[(REVOKED, Status::Revoked)]);
        let phone = Phone::of(door).await;
        phone.enrols().await;
        let code = door.code(1, REVOKED);
        // A list from before the revocation, and a list that was changed.
        let replayed = door.hand.list(&door.url(), Duration::ZERO, 29, &[]);
        let mut changed = door.hand.list(&door.url(), Duration::ZERO, 31, &[]);
        let last = changed.len() - 1;
        changed[last] ^= 1;
        let foreign = super::signed::Hand::new().list(&door.url(), Duration::ZERO, 32, &[]);
        for list in [replayed, changed, foreign, b"<html>a captive portal</html>".to_vec()] {
            door.desk.with(|facts| facts.list = list);
            phone.refreshes().await;
            door.line.cut();
            phone.refreshes().await;
            assert_eq!(phone.types(&code).await.0, "revoked");
            door.line.mend();
        }
        phone.lies_down().await;
    });
}

#[test]
fn the_public_address_answers_without_a_network_too() {
    Door::open_for(async |door: &Door| {
        door.publishes(Duration::hours(3), 11, &[(REVOKED, Status::Revoked)]);
        let phone = Phone::of(door).await;
        phone.enrols().await;
        door.line.cut();
        for (index, words) in [(1, "CÒN HIỆU LỰC"), (REVOKED, "ĐÃ THU HỒI")] {
            phone.browser.open(&door.code(1, index)).await;
            phone.browser.see(words).await;
            phone.browser.see("3 giờ trước").await;
            phone.browser.see("Không có mạng").await;
            phone.is_fit(&format!("offline-{index}")).await;
        }
        phone.lies_down().await;
    });
}
