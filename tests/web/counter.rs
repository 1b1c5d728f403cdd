//! At the counter on pages: an officer enters for an owner, prints the pledge, uploads its pages, and leaves.

use axum::http::{Method, StatusCode};
use camket_documents::{QrSymbol, simulate_photocopy};

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::census::entries::{add_entry, begin_list, entry_input};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, samples};

pub(super) async fn uploads(browser: &mut SimulatedBrowser, files: &[Vec<u8>]) -> BrowserResponse {
    let key = browser.key();
    let mut body =
        format!("--edge\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n").into_bytes();
    for file in files {
        body.extend(b"--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    browser.calls(Method::POST, "/counter/scans", &kind, body).await
}

pub(super) fn scan(text: &str) -> Vec<u8> {
    let picture = simulate_photocopy(&QrSymbol::encode(text).unwrap(), 3);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(picture).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn an_officer_enters_for_an_owner_and_leaves() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        desk.opens("/register").await.shows("/counter");
        let list = desk.opens("/counter").await;
        let nameless = desk.sends(&list, &[("name", "")]).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = desk.sends(&list, &[("name", "Nguyễn Thị Sen")]).await;
        form.is_at("/venues/new").shows("Nguyễn Thị Sen (Hoa)").shows("/counter/leave");
        let venue = desk.sends(&form, &[("kind", "motel"), ("name", "Nhà nghỉ Hoa Sen")]).await;
        venue.is_at("/venues/");
        for own in ["/register", "/account", "/account/tokens"] {
            assert_eq!(desk.get(own).await.location().as_deref(), Some("/counter/leave"), "{own}");
        }
        assert_eq!(
            desk.get("/issue").await.status,
            StatusCode::NOT_FOUND,
            "neither the owner's nor the officer's"
        );
        let ask = desk.opens("/counter/leave").await;
        ask.shows("Nguyễn Thị Sen");
        desk.presses(&ask, "/counter/leave").await.is_at("/counter").shows("Nhà nghỉ Hoa Sen");
        // Another tab, and the back button.
        desk.presses(&ask, "/counter/leave").await.is_at("/counter").shows("Nhà nghỉ Hoa Sen");
        desk.opens("/counter/leave").await.is_at("/counter");
        let typed = [("address", "12 Thống Nhất"), ("then", "next"), ("version", "1")];
        let late = desk
            .post(&format!("{}/sections/place", venue.path.trim_end_matches("/sections/place")), &typed)
            .await;
        assert_eq!(late.status, StatusCode::NOT_FOUND);
        late.shows("Nội dung đã nhập").shows("12 Thống Nhất").hides(">next<");
        desk.opens("/register").await;
        let mut owner = office.owner("Lan").await.browser().await;
        assert_eq!(owner.get("/counter").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn pages_without_a_code_wait_to_be_matched_by_hand() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let refused = uploads(&mut desk, &[b"MZ\x90 a program".to_vec()]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Tệp “a.jpg”: Không đọc được tệp");
        let nothing = uploads(&mut desk, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.shows("Hãy chọn ít nhất một tệp");
        let sent = uploads(&mut desk, &[samples::photo(), scan("https://example.vn")]).await;
        assert_eq!(sent.location().as_deref(), Some("/counter/scans"));
        let waiting = desk.opens("/counter/scans").await;
        waiting.shows("2 trang cần ghép bằng tay").shows("Hoa tải lên");
        let text = waiting.text();
        let picture = text.split("src=\"/counter/scans/").nth(1).and_then(|rest| rest.split('"').next());
        let path = format!("/counter/scans/{}", picture.expect("a picture"));
        let shown = desk.get(&path).await;
        assert_eq!(shown.header("content-type").as_deref(), Some("image/jpeg"));
        assert_eq!(shown.header("cache-control").as_deref(), Some("private, no-store"));
        let mut owner = office.owner("Lan").await.browser().await;
        assert_eq!(owner.get(&path).await.status, StatusCode::NOT_FOUND, "the offices only");
        let delete = path.replace("/picture", "/delete");
        desk.presses(&waiting, &delete).await.is_at("/counter/scans").shows("Đã xóa trang");
        assert_eq!(desk.get(&path).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_venue_of_the_census_is_entered_with_what_the_list_says() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let entry = add_entry(&hoa, begin_list(&hoa).await, entry_input("Nhà nghỉ Hoa Sen")).await;
        let mut desk = hoa.browser().await;
        let from = format!("/counter?entry={entry}");
        desk.opens(&format!("/census/entries/{entry}")).await.shows(&from);
        let ask = desk.opens(&from).await;
        ask.shows("Nhà nghỉ Hoa Sen");
        let form = desk.sends(&ask, &[("name", "Nguyễn Thị Sen")]).await;
        form.is_at("/venues/new").shows("Nhà nghỉ Hoa Sen");
        let place = desk.sends(&form, &[("kind", "motel")]).await;
        place.is_at("/venues/").shows(&entry_input("Nhà nghỉ Hoa Sen").address);
        let nowhere = desk.get("/counter?entry=none").await;
        assert_eq!(nowhere.location().as_deref(), Some("/counter/leave"));
    });
}
