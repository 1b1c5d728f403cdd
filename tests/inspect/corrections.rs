//! A sent report is corrected on the phone: with a reason and new signatures, through the queue.

use serde_json::{Value, json};

use super::phone::ScannerPhone;
use super::queue::press_in_item;
use super::scanner_setup::ScannerSetup;
use super::visit_samples::{MEMBERS, TEAM, VENUE, checklists, draw_signature, teams};

/// Closes a report with a finding, of `given`: venue, team, members.
const CLOSES_REPORT: &str = "const visits = await module('visits');
    const [id, team, members] = given;
    const venue = { id, name: 'Karaoke Sao Mai', kind: 'karaoke', address: '', commune: '22759', planned: true };
    const visit = visits.createDraft(venue, { certificate: null, checklist: 1 });
    const answers = { contracts: { answer: 'no', count: '2', note: '02 người' }, text: { answer: 'yes', count: '', note: '' } };
    const signatures = { owner: { strokes: [[[0.1, 0.1]]], content: 'of the first version' } };
    Object.assign(visit, { team, members, answers, signatures, found: '7', conclusion: 'reminder' });
    visit.owner.name = 'Nguyễn Thị Bé';
    await visits.addPhoto(visit, new Uint8Array(3000), null);
    await visits.finish(visit);
    return visit.id;";

/// State, version and conclusion of the sent report, and the states of corrections.
const READS_STATES: &str = "const visits = await module('visits');
    const [visit] = await visits.list();
    return [visit.state, visit.told?.version ?? null, visit.conclusion, (await visits.listCorrections()).map(({ state }) => state)];";

async fn reads_states(phone: &ScannerPhone<'_>) -> Value {
    phone.runs(READS_STATES, vec![]).await
}

/// A phone whose report has been sent.
async fn sends_report(setup: &ScannerSetup) -> ScannerPhone<'_> {
    setup.fake_registry.with(|facts| {
        facts.teams = teams();
        facts.checklists = checklists();
    });
    let phone = ScannerPhone::of(setup).await;
    phone.enrols().await;
    let members = MEMBERS.map(|(id, ..)| id);
    phone.runs(CLOSES_REPORT, vec![json!(VENUE), json!(TEAM), json!(members)]).await;
    phone.refreshes().await;
    assert_eq!(reads_states(&phone).await, json!(["sent", null, "reminder", []]));
    phone
}

async fn writes_correction(phone: &ScannerPhone<'_>) {
    let browser = &phone.browser;
    phone.opens_tab("visits").await;
    browser.click("Đính chính biên bản này").await;
    browser.see("Bản đính chính thay bản đã gửi").await;
    browser.fill("Lý do đính chính", "Hợp đồng để ở phòng khác").await;
    phone.passes_screen_checks("correction-reason").await;
    browser.click("Tiếp tục").await;
    browser.answer("Người lao động có hợp đồng bằng văn bản", "Đạt").await;
    browser.see("Không đạt → Đạt").await;
    browser.click("Tiếp tục").await;
    browser.choose("Đạt").await;
    browser.click("Tiếp tục").await;
    // The signatures of the first version are not of this one.
    for who in ["owner"].into_iter().chain(MEMBERS.map(|(id, ..)| id)) {
        draw_signature(phone, who).await;
    }
    browser.click("Tiếp tục").await;
    browser.see("Biên bản đã đủ nội dung").await;
    browser.see("Hợp đồng để ở phòng khác").await;
    phone.passes_screen_checks("correction-review").await;
    browser.click("Ký và gửi biên bản").await;
    browser.see("Chờ gửi").await;
}

#[test]
fn a_sent_report_is_corrected_and_signed_again_and_sent_through_the_queue() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = sends_report(setup).await;
        setup.network.cut();
        phone.refreshes().await;
        writes_correction(&phone).await;
        phone.passes_screen_checks("visits-correction-waiting").await;
        assert_eq!(reads_states(&phone).await, json!(["sent", null, "reminder", ["ready"]]));
        setup.fake_registry.with(|facts| facts.refused_corrections = Some((409, "conflict")));
        setup.network.restore();
        phone.refreshes().await;
        // Refused: it stays, with its reason, and what was sent stays as it is.
        assert_eq!(reads_states(&phone).await, json!(["sent", null, "reminder", ["refused"]]));
        phone.browser.see("Từ chối: conflict").await;
        phone.browser.click("Hàng chờ gửi").await;
        phone.browser.see("Bản đính chính").await;
        phone.passes_screen_checks("queue-correction").await;
        setup.fake_registry.with(|facts| facts.refused_corrections = None);
        press_in_item(&phone, "correction:", "Gửi lại").await;
        phone.refreshes().await;
        assert_eq!(reads_states(&phone).await, json!(["sent", 2, "pass", []]));
        phone.opens_tab("visits").await;
        phone.browser.see("Bản 2").await;
        phone.passes_screen_checks("visits-corrected").await;
        let sent = setup.fake_registry.with(|facts| facts.corrections.values().cloned().collect::<Vec<_>>());
        check_sent(&sent);
        phone.closes().await;
    });
}

fn check_sent(sent: &[Value]) {
    let [body] = sent else { panic!("one correction, not {}", sent.len()) };
    let told = (&body["correction"]["base"], &body["correction"]["reason"], &body["conclusion"]);
    assert_eq!(told, (&json!(1), &json!("Hợp đồng để ở phòng khác"), &json!("pass")));
    let answer = &body["checklist"]["answers"][0];
    assert_eq!(
        *answer,
        json!({ "item": "contracts", "answer": "yes", "note": "" }),
        "words that nobody sees any more"
    );
    assert_eq!(body["photos"].as_array().expect("photos").len(), 1, "the photo that was sent stays named");
    let signatures = body["signatures"].as_array().expect("signatures");
    let contents: std::collections::BTreeSet<_> = signatures.iter().map(|s| s["content"].as_str()).collect();
    assert_eq!((signatures.len(), contents.len()), (4, 1), "all of the same content");
    assert!(!contents.contains(&Some("of the first version")));
}

#[test]
fn a_correction_that_is_dropped_leaves_the_sent_report_as_it_is() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = sends_report(setup).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Đính chính biên bản này").await;
        phone.browser.see("Bản đính chính thay bản đã gửi").await;
        phone.browser.fill("Lý do đính chính", "Ghi nhầm").await;
        phone.waits_for("[data-saved=true]").await;
        phone.opens_tab("visits").await;
        assert_eq!(reads_states(&phone).await, json!(["sent", null, "reminder", ["draft"]]));
        assert!(!phone.browser.text().await.contains("Đính chính biên bản này"), "one at a time");
        let drop = "const visits = await module('visits');
            for (const correction of await visits.listCorrections()) await visits.remove(correction);";
        phone.runs(drop, vec![]).await;
        phone.refreshes().await;
        phone.browser.see("Đính chính biên bản này").await;
        assert_eq!(reads_states(&phone).await, json!(["sent", null, "reminder", []]));
        phone.closes().await;
    });
}

#[test]
fn a_record_that_was_corrected_on_its_page_is_not_corrected_on_the_phone() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = sends_report(setup).await;
        let id = phone.runs("return (await (await module('visits')).list())[0].id;", vec![]).await;
        setup.fake_registry.with(|facts| {
            facts.listed.push(id.as_str().expect("an id").to_owned());
            facts.listed_version = Some(2);
        });
        phone.opens_tab("visits").await;
        phone.browser.see("Đính chính biên bản này").await;
        phone.refreshes().await;
        phone.browser.see("Biên bản đã có bản 2").await;
        assert!(!phone.browser.text().await.contains("Đính chính biên bản này"), "its content is not here");
        phone.passes_screen_checks("visits-corrected-elsewhere").await;
        phone.closes().await;
    });
}
