//! The queue: each item is sent by itself, and what the registry refuses stays until the inspector deals with it.

use serde_json::{Value, json};

use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;

/// Team whose reports the registry refuses as not found, and one whose it takes.
const FOREIGN_TEAM: &str = "0193aaaa-0000-7000-8000-0000000000f1";
const OWN_TEAM: &str = "0193aaaa-0000-7000-8000-0000000000f2";

/// Closes a report of the team `given[0]`; returns its id.
const CLOSES_REPORT: &str = "const visits = await module('visits');
    const venue = { id: '0193aaaa-0000-7000-8000-0000000000ff', name: 'Karaoke Sao Mai', kind: 'karaoke', address: '', planned: true };
    const visit = visits.createDraft(venue, { certificate: null, checklist: 1 });
    Object.assign(visit, { team: given[0], found: '1', conclusion: 'pass' });
    await visits.addPhoto(visit, new Uint8Array(3000), null);
    await visits.finish(visit);
    return visit.id;";

const ADDS_SCAN: &str = "const outbox = await module('outbox');
    await outbox.addScan({ id: crypto.randomUUID(), at: new Date().toISOString(), number: given[0], shown: 'valid', offline: true, list_at: null, position: null });";

/// The states of the reports on the phone, by id.
const READS_STATES: &str = "const visits = await module('visits');
    return Object.fromEntries((await visits.list()).map(({ id, state }) => [id, state]));";

async fn closes_report(phone: &ScannerPhone<'_>, team: &str) -> String {
    phone.runs(CLOSES_REPORT, vec![json!(team)]).await.as_str().expect("an id").to_owned()
}

#[test]
fn what_is_refused_holds_nothing_up_and_is_not_lost() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| {
            facts.refused_teams.insert(FOREIGN_TEAM.to_owned(), (404, "not-found"));
            facts.refused_numbers = vec!["KH-SNV-2026-000003".to_owned()];
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        phone.refreshes().await;
        for n in 1..=5 {
            phone.runs(ADDS_SCAN, vec![json!(format!("KH-SNV-2026-00000{n}"))]).await;
        }
        let foreign = closes_report(&phone, FOREIGN_TEAM).await;
        let own = closes_report(&phone, OWN_TEAM).await;
        setup.network.restore();
        phone.refreshes().await;
        let states = phone.runs(READS_STATES, vec![]).await;
        assert_eq!((&states[&foreign], &states[&own]), (&json!("refused"), &json!("sent")));
        setup.fake_registry.with(|facts| {
            assert_eq!((facts.scans.len(), facts.visits.len(), facts.unsigned), (4, 1, 0));
            assert_eq!(facts.photos.len(), 1, "the photo of the report that was taken");
        });
        phone.opens_tab("visits").await;
        phone.browser.see("Có 2 mục bị từ chối").await;
        phone.browser.see("Từ chối: not-found").await;
        phone.browser.click("Hàng chờ gửi").await;
        phone.browser.see("Từ chối: number-unknown").await;
        phone.browser.see("KH-SNV-2026-000003").await;
        phone.passes_screen_checks("queue-refused").await;

        // Meanwhile the team may visit there: sent again as it is.
        setup.fake_registry.with(|facts| facts.refused_teams.clear());
        press_in_item(&phone, "visit:", "Gửi lại").await;
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_STATES, vec![]).await[&foreign], "sent");
        // The scan is dropped by a person, after a question.
        press_in_item(&phone, "scan:", "Xóa mục này").await;
        phone.browser.see("không lấy lại được").await;
        press_in_item(&phone, "scan:", "Xóa khỏi điện thoại").await;
        phone.browser.see("Không có gì chờ gửi").await;
        phone.closes().await;
    });
}

/// Presses a button of the first item in the queue whose name begins so.
pub async fn press_in_item(phone: &ScannerPhone<'_>, beginning: &str, words: &str) {
    let script = "const find = () => [...document.querySelectorAll(`[data-item^='${given[0]}'] button`)].find((one) => one.textContent.trim() === given[1]);
        while (!find()) await new Promise((resolve) => setTimeout(resolve, 20));
        find().click();";
    phone.runs(script, vec![json!(beginning), json!(words)]).await;
}

#[test]
fn answers_that_are_not_the_registrys_refuse_nothing() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let id = closes_report(&phone, OWN_TEAM).await;
        for (status, kind, body) in [
            (200, "text/html", "<h1>Wi-Fi</h1>"),
            (200, "application/json", "{}"),
            (404, "text/html", "<h1>Not found</h1>"),
            (413, "text/html", "<h1>Too large</h1>"),
            (429, "application/json", r#"{"error":{"code":"too-many","message":"x"}}"#),
            (500, "application/json", r#"{"error":{"code":"broken","message":"x"}}"#),
            (503, "text/plain", "busy"),
        ] {
            setup.fake_registry.with(|facts| facts.portal = Some((status, kind, body.to_owned())));
            phone.refreshes().await;
            let states = phone.runs(READS_STATES, vec![]).await;
            assert_eq!(states, json!({ id.as_str(): "ready" }), "{status} {kind}");
        }
        setup.fake_registry.with(|facts| facts.portal = None);
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_STATES, vec![]).await, json!({ id: "sent" }));
        phone.closes().await;
    });
}

#[test]
fn the_queue_shows_how_much_of_a_photo_has_left_and_orphans_are_removed() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        phone.refreshes().await;
        closes_report(&phone, OWN_TEAM).await;
        // A photo of a visit that was never begun.
        let orphan = "const vault = await module('vault');
            await vault.keepBytes('photo:nobody:nothing', new Uint8Array(9), 0);";
        phone.runs(orphan, vec![]).await;
        phone.opens_tab("visits").await;
        phone.browser.see("0 lượt quét, 1 biên bản, 1 ảnh chờ gửi").await;
        phone.browser.click("Hàng chờ gửi").await;
        phone.browser.see("Chờ gửi").await;
        setup.network.restore();
        phone.keeps_still().await;
        setup.network.hold_answers();
        phone.runs("const outbox = await module('outbox'); outbox.sendPhotos();", vec![]).await;
        phone.browser.see("Đang gửi: 3 kB / 3 kB").await;
        phone.passes_screen_checks("queue-sending").await;
        setup.network.release_answers();
        phone.refreshes().await;
        assert_eq!(setup.fake_registry.with(|facts| facts.photos.len()), 1);
        let photos = "const vault = await module('vault'); return vault.list('photo:');";
        assert_eq!(phone.runs(photos, vec![]).await, json!([]));
        let waiting = "const outbox = await module('outbox'); return outbox.countWaiting();";
        let none = json!({ "scans": 0, "visits": 0, "photos": 0, "refused": 0 });
        assert_eq!(phone.runs(waiting, vec![]).await, none);
        phone.closes().await;
    });
}

#[test]
fn an_upload_is_given_up_when_nothing_leaves_for_half_a_minute_and_not_by_its_length() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.keeps_still().await;
        setup.network.hold_answers();
        // The request stands still in the browser; its clock is this test's.
        let stalls = "const api = await module('api');
            const [timers, Real] = [[], XMLHttpRequest];
            globalThis.XMLHttpRequest = class extends EventTarget {
              upload = {};
              open() {}
              setRequestHeader() {}
              send() { globalThis.stalled = this; }
              abort() { this.onabort(); }
            };
            const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
            globalThis.setTimeout = (work, after) => timers.push({ work, after });
            globalThis.clearTimeout = (number) => { if (timers[number - 1]) timers[number - 1].work = null; };
            const outcome = api.send('visits/a/photos/b', { method: 'PUT', type: 'image/jpeg', body: new Uint8Array(4000) }).then(() => 'sent', (problem) => problem.status);
            while (!globalThis.stalled) await new Promise((resolve) => set(resolve, 5));
            for (let sent = 100; sent < 2000; sent += 100) globalThis.stalled.upload.onprogress({ loaded: sent });
            // Those of the upload alone: the page has timers of its own.
            const running = timers.filter(({ work, after }) => work && after === 30000);
            running.at(-1).work();
            [globalThis.setTimeout, globalThis.clearTimeout, globalThis.XMLHttpRequest] = [set, clear, Real];
            return [running.length, running.at(-1).after, await outcome];";
        assert_eq!(phone.runs(stalls, vec![]).await, json!([1, 30_000, 0]));
        setup.network.release_answers();
        phone.closes().await;
    });
}

#[test]
fn sent_reports_leave_the_phone_when_the_registry_has_had_them_for_some_days() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let ids = [closes_report(&phone, OWN_TEAM).await, closes_report(&phone, OWN_TEAM).await];
        phone.refreshes().await;
        phone.refreshes().await;
        let age = "const visits = await module('visits');
            for (const visit of await visits.list()) await visits.change(visit, { sent_at: new Date(Date.now() - 15 * 86400000).toISOString() });";
        phone.runs(age, vec![]).await;
        // The registry lists one of them; the other one it may have lost.
        setup.fake_registry.with(|facts| facts.listed = vec![ids[0].clone()]);
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_STATES, vec![]).await, json!({ ids[1].as_str(): "sent" }));
        phone.opens_tab("visits").await;
        phone.browser.see("14 ngày").await;
        phone.closes().await;
    });
}

#[test]
fn a_report_that_the_register_lost_is_sent_again_once() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let ids = [closes_report(&phone, OWN_TEAM).await, closes_report(&phone, OWN_TEAM).await];
        phone.refreshes().await;
        let all_sent = json!({ ids[0].as_str(): "sent", ids[1].as_str(): "sent" });
        assert_eq!(phone.runs(READS_STATES, vec![]).await, all_sent);
        setup.fake_registry.with(|facts| {
            facts.visits.remove(&ids[1]);
            facts.listed = vec![ids[0].clone()];
        });
        phone.refreshes().await;
        setup.fake_registry.with(|facts| {
            assert_eq!(facts.sent["visits"], 2, "a list that lacks one is no restore");
            facts.epoch = Some(2);
        });
        // The register takes it, but lists it no more than before.
        for _ in 0..2 {
            phone.refreshes().await;
        }
        assert_eq!(phone.runs(READS_STATES, vec![]).await, all_sent);
        setup.fake_registry.with(|facts| {
            assert!(facts.visits.contains_key(&ids[1]));
            assert_eq!((facts.sent["visits"], facts.unsigned), (3, 0));
        });
        phone.closes().await;
    });
}

/// A second of the test stands for twenty: of what the page waits for, and of the network, whose answers take 25 s.
const SLOW_NETWORK: &str = "const wait = AbortSignal.timeout;
    AbortSignal.timeout = (milliseconds) => wait.call(AbortSignal, milliseconds / 20);
    const ask = window.fetch;
    window.fetch = (address, how) => new Promise((resolve, reject) => {
      how?.signal?.addEventListener('abort', () => reject(how.signal.reason));
      setTimeout(() => ask(address, how).then(resolve, reject), 1250);
    });";

#[test]
fn what_waits_is_sent_over_a_network_whose_answers_take_25_seconds() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.keeps_still().await;
        setup.network.cut();
        let report = closes_report(&phone, OWN_TEAM).await;
        setup.network.restore();
        phone.runs(SLOW_NETWORK, vec![]).await;
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_STATES, vec![]).await[&report], "sent");
        assert!(!phone.browser.text().await.contains("Không có mạng"));
        phone.closes().await;
    });
}

#[test]
fn the_register_is_asked_before_a_visit_begins() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let member = |id: &str, name: &str| json!({ "id": id, "name": name, "rank": "member", "card": "1", "you": false });
        let team = |id: &str, name: &str, area: &str, level: &str, ids: [&str; 2]| {
            json!({ "id": id, "name": name, "level": level, "area": area, "valid_from": "2026-01-01", "valid_to": null,
                "members": [member(ids[0], &format!("{name} Một")), member(ids[1], &format!("{name} Hai"))] })
        };
        let teams = json!({ "teams": [
            team(OWN_TEAM, "Đội phường", "22759", "commune", ["0193aaaa-0000-7000-8000-00000000000a", "0193aaaa-0000-7000-8000-00000000000b"]),
            team(FOREIGN_TEAM, "Đội xã khác", "22834", "commune", ["0193aaaa-0000-7000-8000-00000000000c", "0193aaaa-0000-7000-8000-00000000000d"]),
            team("0193aaaa-0000-7000-8000-0000000000f3", "Đội tỉnh", "56", "province", ["0193aaaa-0000-7000-8000-00000000000e", "0193aaaa-0000-7000-8000-00000000000f"]),
        ] });
        let venues: Value = json!([{ "id": "0193aaaa-0000-7000-8000-0000000000fe", "name": "Nhà nghỉ Hòa Bình", "kind": "motel", "address": "3 Ngô Gia Tự" }]);
        setup.fake_registry.with(|facts| {
            facts.teams = teams;
            facts.pack = setup.signer.pack(time::Duration::hours(2), &venues);
            facts.check = Some((422, "team-over"));
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        let browser = &phone.browser;
        browser.click("Tải gói dữ liệu").await;
        browser.click("Nhà nghỉ Hòa Bình").await;
        browser.click("Lập biên bản kiểm tra").await;
        browser.see("Đội phường").await;
        browser.see("Đội tỉnh").await;
        assert!(!browser.text().await.contains("Đội xã khác"), "it may not visit there");
        browser.choose("Đội phường").await;
        browser.choose("Đội phường Một").await;
        browser.choose("Có đơn, tin báo").await;
        // Another team: its members are chosen anew.
        browser.choose("Đội tỉnh").await;
        browser.see("Đã đổi đội kiểm tra").await;
        assert!(!browser.text().await.contains("Đội phường Một"));
        browser.choose("Đội tỉnh Hai").await;
        phone.passes_screen_checks("visit-other-team").await;
        let stored = "const visits = await module('visits'); return (await visits.list())[0].members;";
        assert_eq!(phone.runs(stored, vec![]).await, json!(["0193aaaa-0000-7000-8000-00000000000f"]));
        browser.click("Tiếp tục").await;
        browser.see("Hệ thống chưa chấp nhận lượt kiểm tra này: Từ chối: team-over").await;
        phone.passes_screen_checks("visit-check").await;
        browser.click("Tiếp tục").await;
        browser.see("Số lao động có mặt").await;
        phone.closes().await;
    });
}
