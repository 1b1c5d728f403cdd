//! Corrections of a sent report, from the phone and on the page: a second version, and what follows from it.

use axum::http::StatusCode;
use camket_app::measures;
use camket_domain::audit::AuditAction;
use camket_domain::demands::DemandState;
use camket_domain::ids::InspectionId;
use camket_domain::measures::{EndorsedMeasure, Measure};
use camket_domain::outbox::Notice;
use serde_json::{Value, json};

use super::api::{ApiPhone, build_report, error_code, parse_json, prepare_visit};
use super::phone_requests::content_hash;
use crate::browser::forms::find_by_action;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_phone_corrects_its_report_and_both_versions_stay,
    a_correction_that_breaks_a_rule_is_refused_by_name,
    only_the_inspector_who_sent_a_report_corrects_it,
    a_correction_takes_effect_once_and_on_the_newest_version_only,
    after_a_decision_nothing_changes_by_itself,
    an_inspector_corrects_on_the_page_and_the_record_says_that_nobody_signed_it,
    a_form_that_is_incomplete_or_changes_nothing_is_refused,
    a_form_is_for_its_inspector_and_has_one_effect,
}

/// A report of a violation, with a demand.
fn build_violation(office: &Office, mut report: Value) -> Value {
    report["checklist"]["answers"][1]["answer"] = json!("no");
    report["conclusion"] = json!("record");
    report["demands"] =
        json!([{ "id": office.key(), "item": null, "text": "Ký hợp đồng", "due_on": "2026-12-15" }]);
    report
}

/// The same report without a finding, corrected for a reason and signed anew.
fn build_correction(office: &Office, report: &Value) -> Value {
    let mut corrected = report.clone();
    corrected["checklist"]["answers"][1]["answer"] = json!("yes");
    corrected["conclusion"] = json!("pass");
    corrected["demands"] = json!([]);
    corrected["owner"]["remarks"] = json!("Đã xuất trình đủ hợp đồng");
    corrected["ended_at"] = json!("2026-11-23T08:50:00+07:00");
    corrected["correction"] = json!({ "id": office.key(), "base": 1, "reason": "Hợp đồng để ở phòng khác" });
    sign(corrected)
}

fn sign(mut report: Value) -> Value {
    let content = content_hash(&report);
    for signature in report["signatures"].as_array_mut().unwrap() {
        signature["content"] = json!(content);
    }
    report
}

fn corrections_of(report: &Value) -> String {
    format!("/visits/{}/corrections", report["id"].as_str().unwrap())
}

fn id_of(report: &Value) -> InspectionId {
    report["id"].as_str().unwrap().parse().unwrap()
}

/// A phone that has reported a violation.
async fn report_violation(office: &Office) -> (ApiPhone, Value) {
    let (caller, report, _) = report_violation_of(office).await;
    (caller, report)
}

async fn report_violation_of(office: &Office) -> (ApiPhone, Value, Person) {
    let (mut caller, team, hotel) = prepare_visit(office).await;
    let report = build_violation(office, build_report(office, &team, &hotel));
    assert_eq!(caller.post("/visits", &report).await.status, StatusCode::CREATED);
    (caller, report, hotel.owner)
}

async fn page_of(person: &Person, report: &Value) -> String {
    let path = format!("/inspections/{}", report["id"].as_str().unwrap());
    person.browser().await.get(&path).await.text()
}

async fn a_phone_corrects_its_report_and_both_versions_stay(office: Office) {
    let (mut caller, report, owner) = report_violation_of(&office).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let corrected = build_correction(&office, &report);
    let answer = caller.post(&corrections_of(&report), &corrected).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(
        (&parse_json(&answer)["version"], &parse_json(&answer)["state"]),
        (&json!(2), &json!("reported"))
    );
    let dossier = camket_app::inspections::find(&office.app, &officer.may(), id_of(&report)).await.unwrap();
    // Nobody has decided: measure and demand are those of the new version.
    assert_eq!(dossier.proposal.unwrap().suggested, Measure::None);
    assert_eq!(dossier.demands[0].state(), DemandState::Withdrawn);
    assert_eq!(dossier.corrections.len(), 1);
    let deeds = office.actions_on(id_of(&report).0).await;
    assert_eq!(deeds, [AuditAction::Inspected, AuditAction::InspectionCorrected]);
    let page = page_of(&officer, &report).await;
    for words in [
        "Đã đính chính",
        "Trần Văn Tra",
        "Hợp đồng để ở phòng khác",
        "Không đạt → Đạt",
        "Lập biên bản vi phạm → Đạt",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("ký lại") && page.contains("đã theo bản này"), "{page}");
    let path = format!("/inspections/{}/versions/1", id_of(&report));
    let earlier = officer.browser().await.get(&path).await.text();
    assert!(earlier.contains("Ký hợp đồng") && earlier.contains("Lập biên bản vi phạm"), "{earlier}");
    assert_eq!(officer.browser().await.get(&format!("{path}/record.pdf")).await.status, StatusCode::OK);
    let newest = format!("/inspections/{}/versions/2", id_of(&report));
    assert_eq!(officer.browser().await.get(&newest).await.status, StatusCode::NOT_FOUND);
    owner_sees_the_newest_version(&office, &owner, &report).await;
    let code = dossier.inspection.code;
    let public = office.browser().get(&format!("/records/{}", code.as_str())).await.text();
    assert!(public.contains("Bản đính chính lần 01"), "{public}");
}

async fn owner_sees_the_newest_version(office: &Office, owner: &Person, report: &Value) {
    let told = office.last_notice_to(owner.login.as_str()).await;
    assert!(
        matches!(&told, Notice::InspectionCorrected { number, .. } if number == "01/BB-ĐKT178"),
        "{told:?}"
    );
    let path = format!("/venues/{}/inspections/{}", report["venue"].as_str().unwrap(), id_of(report));
    let page = owner.browser().await.get(&path).await.text();
    assert!(page.contains("Đã đính chính") && page.contains("Đã xuất trình đủ hợp đồng"), "{page}");
    assert!(page.contains("Gửi giải trình") && !page.contains("/versions/"), "{page}");
}

async fn a_correction_that_breaks_a_rule_is_refused_by_name(office: Office) {
    let (mut caller, report) = report_violation(&office).await;
    let good = build_correction(&office, &report);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut odd = good.clone();
        change(&mut odd);
        sign(odd)
    };
    let mut unsigned = good.clone();
    unsigned["signatures"] = json!([]);
    let mut outdated = good.clone();
    outdated["correction"]["reason"] = json!("Một lý do khác");
    let mut unchanged = report.clone();
    unchanged["correction"] = good["correction"].clone();
    for (body, code) in [
        (with(&|odd| odd["correction"]["reason"] = json!(" ")), "reason-missing"),
        (with(&|odd| odd["conclusion"] = json!("record")), "conclusion-unfit"),
        (with(&|odd| odd["members"][0] = json!(office.key())), "correction-unfit"),
        (with(&|odd| odd["kind"] = json!("planned")), "correction-unfit"),
        (unsigned, "signature-missing"),
        (outdated, "signature-outdated"),
        (sign(unchanged), "correction-empty"),
    ] {
        let answer = caller.post(&corrections_of(&report), &body).await;
        assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, code.into()));
    }
    // The address of another visit.
    let elsewhere = format!("/visits/{}/corrections", office.key());
    let answer = caller.post(&elsewhere, &good).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "number-unknown".into()));
    assert_eq!(office.actions_on(id_of(&report).0).await, [AuditAction::Inspected], "nothing is saved");
    assert_eq!(caller.post(&corrections_of(&report), &good).await.status, StatusCode::CREATED);
}

async fn only_the_inspector_who_sent_a_report_corrects_it(office: Office) {
    let (mut caller, report) = report_violation(&office).await;
    let corrected = build_correction(&office, &report);
    let path = corrections_of(&report);
    let colleague = office.inspector("Lâm", PHAN_RANG).await;
    let mut colleague = ApiPhone::of(colleague.enrols().await).await;
    let answer = colleague.post(&path, &corrected).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "not-allowed".into()));
    let far = office.inspector("Xa", DO_VINH).await;
    let mut far = ApiPhone::of(far.enrols().await).await;
    assert_eq!(error_code(&far.post(&path, &corrected).await), (StatusCode::NOT_FOUND, "not-found".into()));
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let form = format!("/inspections/{}/correct", id_of(&report));
    assert_eq!(officer.browser().await.get(&form).await.status, StatusCode::NOT_FOUND);
    assert_eq!(caller.post(&path, &corrected).await.status, StatusCode::CREATED);
}

async fn a_correction_takes_effect_once_and_on_the_newest_version_only(office: Office) {
    let (mut caller, report) = report_violation(&office).await;
    let path = corrections_of(&report);
    let corrected = build_correction(&office, &report);
    let first = caller.post(&path, &corrected).await;
    let again = caller.post(&path, &corrected).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::OK));
    assert_eq!(parse_json(&first), parse_json(&again));
    let mut other = corrected.clone();
    other["owner"]["remarks"] = json!("Khác");
    let answer = caller.post(&path, &sign(other.clone())).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "already-reported".into()));
    // Written before the first one was known.
    other["correction"] = json!({ "id": office.key(), "base": 1, "reason": "Ghi thiếu" });
    let answer = caller.post(&path, &sign(other.clone())).await;
    assert_eq!(error_code(&answer), (StatusCode::CONFLICT, "conflict".into()));
    other["correction"]["base"] = json!(2);
    let third = caller.post(&path, &sign(other)).await;
    assert_eq!((third.status, &parse_json(&third)["version"]), (StatusCode::CREATED, &json!(3)));
    // The report as it was sent first is still answered as a repeat.
    assert_eq!(caller.post("/visits", &report).await.status, StatusCode::OK);
    let deeds = office.actions_on(id_of(&report).0).await;
    assert_eq!(deeds.iter().filter(|deed| **deed == AuditAction::InspectionCorrected).count(), 2);
}

async fn after_a_decision_nothing_changes_by_itself(office: Office) {
    let (mut caller, report) = report_violation(&office).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let before = camket_app::inspections::find(&office.app, &officer.may(), id_of(&report)).await.unwrap();
    let proposal = before.proposal.unwrap();
    let wanted = EndorsedMeasure {
        measure: Measure::Reminder,
        until: None,
        decision: String::new(),
        note: "Lần đầu".into(),
    };
    measures::endorse(&office.app, &officer.may(), proposal.id, proposal.version, wanted).await.unwrap();
    let corrected = build_correction(&office, &report);
    assert_eq!(caller.post(&corrections_of(&report), &corrected).await.status, StatusCode::CREATED);
    let after = camket_app::inspections::find(&office.app, &officer.may(), id_of(&report)).await.unwrap();
    let kept = after.proposal.unwrap();
    assert_eq!((kept.suggested, kept.measure()), (Measure::Reminder, Measure::Reminder));
    assert_eq!(after.demands[0].state(), DemandState::Open);
    let page = page_of(&officer, &report).await;
    assert!(page.contains("không tự thay đổi chúng"), "{page}");
}

/// The fields of the form as it is shown, with changes.
async fn fill_form(inspector: &Person, report: &Value, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let path = format!("/inspections/{}/correct", id_of(report));
    let page = inspector.browser().await.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    find_by_action(&page, &path).fill(changes)
}

async fn send_form(
    inspector: &Person,
    report: &Value,
    fields: &[(String, String)],
) -> crate::browser::BrowserResponse {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    inspector.browser().await.post(&format!("/inspections/{}/correct", id_of(report)), &fields).await
}

async fn an_inspector_corrects_on_the_page_and_the_record_says_that_nobody_signed_it(office: Office) {
    let (mut caller, report) = report_violation(&office).await;
    let inspector = caller.phone.holder.clone();
    let item = report["checklist"]["answers"][1]["item"].as_str().unwrap().to_owned();
    let answer = format!("answer-{item}");
    let changes = [
        ("why", "Hợp đồng để ở phòng khác"),
        (answer.as_str(), "yes"),
        ("conclusion", "pass"),
        ("found", "4"),
    ];
    let fields = fill_form(&inspector, &report, &changes).await;
    let sent = send_form(&inspector, &report, &fields).await;
    assert_eq!(
        sent.location().as_deref(),
        Some(format!("/inspections/{}", id_of(&report)).as_str()),
        "{}",
        sent.text()
    );
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let page = page_of(&officer, &report).await;
    for words in
        ["Hợp đồng để ở phòng khác", "1 → 4", "Không đạt → Đạt", "in biên bản để những người có mặt ký lại"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let dossier = camket_app::inspections::find(&office.app, &officer.may(), id_of(&report)).await.unwrap();
    assert!(dossier.inspection.report.signatures.is_empty() && dossier.inspection.report.findings.is_empty());
    let record = format!("/inspections/{}/record.pdf", id_of(&report));
    assert_eq!(officer.browser().await.get(&record).await.status, StatusCode::OK);
    // The phone learns that its version is not the newest.
    let sync = parse_json(&caller.get("/sync").await);
    assert_eq!(sync["visits"][0]["version"], 2, "{sync}");
}

async fn a_form_that_is_incomplete_or_changes_nothing_is_refused(office: Office) {
    let (caller, report) = report_violation(&office).await;
    let inspector = caller.phone.holder.clone();
    for (changes, words) in [
        (vec![("why", "")], "Hãy ghi lý do đính chính"),
        (vec![("why", "Ghi nhầm"), ("found", "nhiều")], "bằng chữ số"),
        (vec![("why", "Ghi nhầm ✓")], "✓"),
    ] {
        let fields = fill_form(&inspector, &report, &changes).await;
        let sent = send_form(&inspector, &report, &fields).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(sent.text().contains(words), "{words}: {}", sent.text());
    }
    let fields = fill_form(&inspector, &report, &[("why", "Ghi nhầm")]).await;
    let sent = send_form(&inspector, &report, &fields).await;
    assert!(sent.text().contains("Bản đính chính không khác gì"), "{}", sent.text());
    assert_eq!(office.actions_on(id_of(&report).0).await, [AuditAction::Inspected]);
}

async fn a_form_is_for_its_inspector_and_has_one_effect(office: Office) {
    let (caller, report) = report_violation(&office).await;
    let inspector = caller.phone.holder.clone();
    let changes = [("why", "Ghi nhầm ý kiến"), ("remarks", "Đồng ý")];
    let fields = fill_form(&inspector, &report, &changes).await;
    let colleague = office.inspector("Lâm", PHAN_RANG).await;
    let here = format!("/inspections/{}", id_of(&report));
    let sent = send_form(&colleague, &report, &fields).await;
    assert!(sent.text().contains("không cho phép việc này"), "{}", sent.text());
    for _ in 0..2 {
        let sent = send_form(&inspector, &report, &fields).await;
        assert_eq!(sent.location().as_deref(), Some(here.as_str()));
    }
    let mut other = fields.clone();
    other.retain(|(name, _)| name != "remarks");
    other.push(("remarks".into(), "Không đồng ý".into()));
    let sent = send_form(&inspector, &report, &other).await;
    assert_eq!(sent.status, StatusCode::CONFLICT, "other words under the same key: a question");
    let deeds = office.actions_on(id_of(&report).0).await;
    assert_eq!(deeds, [AuditAction::Inspected, AuditAction::InspectionCorrected]);
}
