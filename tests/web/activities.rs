//! The pages of activities: one is recorded with photos on one page, goes on from a draft, and starts as a copy.

use axum::http::{Method, StatusCode};
use camket_domain::calendar::format_date;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, samples};

/// Sends the form with the fields of the page and these, and so many photos.
pub async fn sends(
    browser: &mut SimulatedBrowser,
    path: &str,
    fields: &[(&str, &str)],
    photos: usize,
) -> BrowserResponse {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    for _ in 0..photos {
        body.extend(b"--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n");
        body.extend(samples::photo());
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    browser.calls(Method::POST, path, &kind, body).await
}

const MEETING: [(&str, &str); 7] = [
    ("held_on", "10/11/2026"),
    ("form", "village-meeting"),
    ("topics", "drugs"),
    ("topics", "prostitution"),
    ("place", "Nhà văn hóa thôn 1"),
    ("sessions", "2"),
    ("people", "1.085"),
];

#[test]
fn an_activity_is_recorded_on_one_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/activities").await.shows("Chưa có hoạt động nào");
        let form = desk.opens("/activities/new").await;
        let today = format_date(office.app.today());
        form.shows("multipart/form-data").shows(&today);
        assert!(!form.text().contains("Điền như hoạt động gần nhất"), "there is none yet");
        let key = desk.key();
        let lacking = sends(&mut desk, "/activities/new", &[("key", &key), ("do", "record")], 0).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        for error in
            ["ngày tổ chức", "hình thức", "ít nhất một chủ đề", "địa điểm", "số buổi", "số lượt người"]
        {
            lacking.shows(error);
        }
        assert!(!lacking.text().contains("chọn lại các tệp"), "none was chosen");
        let huge =
            [&[("key", key.as_str()), ("do", "record"), ("people", "99999999999999999999")], &MEETING[..6]];
        let refused = sends(&mut desk, "/activities/new", &huge.concat(), 2).await;
        refused.shows("từ 0 đến 4294967295").shows("Hãy chọn lại các tệp đính kèm");
        let long = "Thôn Đông Mỹ ".repeat(1_000);
        let noted = [&[("key", key.as_str()), ("do", "record"), ("note", &long)], &MEETING[..]].concat();
        let cut = sends(&mut desk, "/activities/new", &noted, 0).await;
        assert_eq!(cut.text().matches("Thôn Đông Mỹ").count(), 1_000, "what is too long comes back whole");
        let all = [&[("key", key.as_str()), ("do", "record")], &MEETING[..]].concat();
        let sent = sends(&mut desk, "/activities/new", &all, 2).await;
        let address = sent.location().expect("it is kept");
        let page = desk.opens(&address).await;
        page.shows("Đã ghi nhận hoạt động").shows("Họp thôn, khu phố").shows("1.085").shows("Ảnh 2");
        let text = page.text();
        let (_, rest) = text.split_once("<img src=\"/activities").expect("a picture");
        let picture = format!("/activities{}", rest.split('"').next().expect("its address"));
        assert_eq!(desk.get(&picture).await.status, StatusCode::OK);
        desk.opens("/activities").await.shows("Nhà văn hóa thôn 1").shows("10/11/2026");

        let again = desk.opens("/activities/new").await;
        again.shows("Điền như hoạt động gần nhất");
        let id = address.rsplit('/').next().unwrap();
        let copy = desk.opens(&format!("/activities/new?copy={id}")).await;
        copy.shows("Nhà văn hóa thôn 1").shows(&today);
        assert!(!copy.text().contains("value=\"1085\""), "people are counted anew");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens(&address).await;
        seen.shows("Có 2 ảnh");
        assert!(!seen.text().contains("<img src=\"/activities"), "no pictures of persons");
        for path in [picture.clone(), format!("{address}/edit"), "/activities/new".to_owned()] {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut phoi = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        phoi.opens("/activities?year=2026").await.shows("Nhà văn hóa thôn 1");
        assert_eq!(phoi.get(&picture).await.status, StatusCode::OK);
        assert_eq!(phoi.get("/activities?year=x").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_draft_goes_on_and_a_removed_activity_is_gone() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let key = desk.key();
        let little = [("key", key.as_str()), ("do", "draft"), ("place", "Chợ Phan Rang")];
        let kept = sends(&mut desk, "/activities/new", &little, 0).await;
        let address = kept.location().expect("it is kept");
        desk.opens(&address).await.shows("Đã lưu nháp").shows("Bản nháp");
        desk.opens("/activities").await.shows("Bản nháp chưa ghi nhận").shows("Chợ Phan Rang");
        let edit = format!("{address}/edit");
        desk.opens(&edit).await.shows("Chợ Phan Rang").shows("Lưu nháp");
        let all = [&[("version", "1"), ("do", "record")], &MEETING[..]].concat();
        let sent = sends(&mut desk, &edit, &all, 1).await;
        assert_eq!(sent.location().as_deref(), Some(address.as_str()));
        desk.opens(&address).await.shows("Đã ghi nhận");
        let stale = sends(&mut desk, &edit, &all, 0).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("vừa được thay đổi ở nơi khác");
        let form = desk.opens(&edit).await;
        form.shows("Xóa ảnh 1");
        assert!(!form.text().contains("value=\"draft\""), "what is recorded becomes no draft");

        let ask = desk.opens(&format!("{address}/remove")).await;
        ask.shows("Xóa hoạt động này?");
        desk.presses(&ask, &format!("{address}/remove")).await.is_at("/activities").shows("Đã xóa hoạt động");
        assert_eq!(desk.get(&address).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_was_typed_comes_back_after_the_session_and_after_a_conflict() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        let key = desk.key();
        let all = [&[("key", key.as_str()), ("do", "record")], &MEETING[..]].concat();
        desk.opens("/activities/new").await;
        office.waits(time::Duration::hours(9));
        // The form with its photos was not read when the session had ended.
        let asked = sends(&mut desk, "/activities/new", &all, 1).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        asked.shows("Phiên làm việc đã hết").hides("Nhà văn hóa thôn 1");
        let log_in = [("login", hoa.login.as_str()), ("password", hoa.password.as_str())];
        let back = desk.sends(&asked, &log_in).await;
        back.shows("Nội dung đã nhập vẫn còn, chưa được gửi").shows("Nhà văn hóa thôn 1").shows("1.085");
        back.shows("value=\"drugs\" checked");

        let saved = sends(&mut desk, "/activities/new", &all, 0).await;
        let edit = format!("{}/edit", saved.location().unwrap());
        let first = [&[("version", "1"), ("do", "record")], &MEETING[..]].concat();
        sends(&mut desk, &edit, &first, 0).await;
        let typed: Vec<_> = first.iter().filter(|(name, _)| *name != "place").copied().collect();
        let second = [&typed[..], &[("place", "Chợ Đông Mỹ")]].concat();
        let conflict = sends(&mut desk, &edit, &second, 0).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        conflict.shows("vừa được thay đổi ở nơi khác").shows("Chợ Đông Mỹ");
    });
}
