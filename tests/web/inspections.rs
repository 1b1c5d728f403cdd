//! The pages of inspections: a missing text is reported beside its field, and an action that cannot be undone needs a
//! confirmation.

use axum::http::StatusCode;
use camket_app::alerts;
use camket_app::inspections::ask_again;
use camket_domain::alerts::AlertState;
use camket_domain::ids::DemandId;
use camket_domain::inspections::Conclusion;
use camket_domain::inspections::report::ReportDemand;
use camket_domain::paging::Cursor;
use camket_shell::rate_limit::RateLimit;
use time::Duration;
use time::macros::date;

use crate::browser::SimulatedBrowser;
use crate::harness::database::Engine;
use crate::world::{InspectorPhone, Office, OwnedVenue, PHAN_RANG};

/// A phone and the results of its visit: a demand, and an alert because the owner asked for another inspection.
async fn prepare_visit(office: &Office) -> (InspectorPhone, OwnedVenue, DemandId) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let (phone, demand) = (tra.enrols().await, DemandId(office.key()));
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    let due_on = date!(2027 - 06 - 30);
    given.demands = vec![ReportDemand { id: demand, item: None, text: "Ký hợp đồng".into(), due_on }];
    let inspection = phone.reports(&given).await.inspection;
    let what = (hotel.id, inspection.id, inspection.version);
    ask_again(&office.app, &hotel.owner.may(), what, "Xin kiểm tra lại").await.unwrap();
    (phone, hotel, demand)
}

/// Sends a form without a text, checks the message beside the field, and sends it again with a text.
async fn send_without_and_with_text(
    browser: &mut SimulatedBrowser,
    path: &str,
    action: &str,
    field: &str,
    said: &str,
) {
    let page = browser.opens(path).await;
    let without = browser.presses(&page, action).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.text());
    without.shows(&format!("{field}-error"));
    browser.sends(&without, &[(field, "Đã làm việc với cơ sở")]).await.shows(said);
}

#[test]
fn closing_needs_a_text() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (_, _, demand) = prepare_visit(&office).await;
        let officer = office.commune_officer("Hoa", PHAN_RANG).await;
        let open = alerts::list(&office.app, &officer.may(), AlertState::Open, None).await.unwrap().0;
        let alert = open.items[0].id;
        let mut browser = officer.browser().await;
        // From a page of the list that is not the first: the form returns to that page.
        let place = Cursor { at: office.app.now() + Duration::DAY, id: alert.0 }.encode();
        let list = format!("/inspections/alerts?after={place}");
        let kept = format!("name=\"after\" value=\"{place}\"");
        let page = browser.opens(&list).await;
        let close = format!("/inspections/alerts/{alert}/close");
        page.shows(&kept);
        browser.presses(&page, &close).await.shows(&kept);
        let field = format!("note-{alert}");
        send_without_and_with_text(&mut browser, "/inspections/alerts", &close, &field, "Đã ghi nhận xử lý")
            .await;
        let page = format!("/inspections/demands/{demand}");
        let withdraw = format!("{page}/withdraw");
        send_without_and_with_text(&mut browser, &page, &withdraw, "note", "Đã kết thúc yêu cầu khắc phục")
            .await;
    });
}

#[test]
fn a_phone_is_cut_off_after_a_question() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (phone, ..) = prepare_visit(&office).await;
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut browser = admin.browser().await;
        let path = format!("/admin/devices/{}/cut-off", phone.device.id);
        browser.opens("/admin/devices").await.shows(&path);
        let question = browser.opens(&path).await;
        question.shows("Thu hồi điện thoại này?").shows("kể cả cuộc kiểm tra chưa gửi");
        browser.presses(&question, &path).await.shows("Đã thu hồi");
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "there is nothing more to ask");
    });
}

#[test]
fn a_plan_is_given_up_after_a_question() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
        let team = office.team(PHAN_RANG, &[&tra]).await;
        let plan = office.plan(&team, PHAN_RANG).await;
        let mut browser = office.approver("Ký", PHAN_RANG).await.browser().await;
        let (page, path) = (format!("/inspections/plans/{plan}"), format!("/inspections/plans/{plan}/drop"));
        browser.opens(&page).await.shows(&path);
        let question = browser.opens(&path).await;
        question.shows("Bỏ kế hoạch kiểm tra này?");
        browser.presses(&question, &path).await.is_at(&page).shows("Đã bỏ kế hoạch");
    });
}

#[test]
fn records_are_looked_up_within_the_limit_of_an_address() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.browser();
        assert_eq!(visitor.get("/records/01234-56784").await.status, StatusCode::NOT_FOUND);
        let mut limited = office.browser_with(|options| options.look_ups = RateLimit::new(|_| Some(60)));
        let told = limited.get("/records/01234-56784").await;
        assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(told.header("retry-after").as_deref(), Some("60"));
    });
}
