//! The pages of the register: filters in the address, search, reminders, exports, and whether a venue operates.

use axum::http::{Method, StatusCode};

use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

async fn register_draft(office: &Office, owner: &str, name: &str) -> OwnedVenue {
    let venue = office.owner(owner).await.registers_venue(name).await;
    venue.fills_in_everything().await;
    venue
}

#[test]
fn filters_stand_in_the_address_and_personal_numbers_do_not() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let number = samples::woman(777);
        let hotel = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
        hotel.answers(samples::representative("Trần Thị Sen", Some(number.clone()))).await;
        register_draft(&office, "Mai", "Nhà nghỉ Hoa Sen").await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let page = desk.opens("/register").await;
        page.shows("2 cơ sở").shows("Khách sạn Biển Xanh").shows("tel:090").shows("Nhắc chủ cơ sở");
        let found = desk.post("/register", &[("q", "bien xanh"), ("pledge", "never")]).await;
        let address = found.location().unwrap();
        assert_eq!(address, "/register?q=bien%20xanh&pledge=never");
        let page = desk.opens(&address).await;
        page.shows("1 cơ sở");
        assert!(!page.text().contains("Hoa Sen"));
        let page = desk.post("/register", &[("q", number.expose())]).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("Khách sạn Biển Xanh").shows(&format!("bốn số cuối {}", number.last4()));
        assert!(!page.text().contains(number.expose()));
        let in_address = desk.get(&format!("/register?q={}", number.expose())).await;
        assert_eq!(in_address.location().as_deref(), Some("/register"));
        let unknown = desk.get("/register?kind=castle").await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        desk.opens("/register?q=khong+co").await.shows("Không có cơ sở nào khớp");
    });
}

#[test]
fn lists_leave_as_files_for_those_who_may() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let page = desk.opens("/register/export?pledge=never").await;
        page.shows("/register.xlsx?pledge=never")
            .shows("/register.pdf?pledge=never")
            .shows("Bản cam kết: Chưa có gì");
        let csv = desk.get("/register.csv?pledge=never").await;
        assert_eq!(csv.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
        csv.shows("Khách sạn Biển Xanh").shows("0900000001").shows(",Khách sạn,");
        assert!(!csv.text().contains("4 số cuối"));
        let packed = desk.calls(Method::GET, "/register.csv", &[("accept-encoding", "gzip")], "").await;
        assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"));
        assert!(packed.body.len() > 100);
        let xlsx = desk.get("/register.xlsx").await;
        assert_eq!(&xlsx.body[..2], b"PK");
        let pdf = desk.get("/register.pdf").await;
        assert!(pdf.is_pdf());
        let refused = desk.post("/register.csv", &[("reason", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let numbered = desk.post("/register.csv", &[("reason", "Hai người trùng tên")]).await;
        let number = hotel.dossier().await.venue.representative.unwrap().number;
        numbered.shows("4 số cuối số định danh").shows(&number.last4);
        let mut visitor = office.inspector("Tra", PHAN_RANG).await.browser().await;
        visitor.opens("/register").await.shows("Khách sạn Biển Xanh");
        for path in
            ["/register.csv", "/register.xlsx", "/register.pdf", "/register/export", "/register/remind"]
        {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_reminder_is_shown_before_it_is_sent() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let none = desk.get("/register/remind?whom=selected&reason=pledge").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.shows("Hãy chọn ít nhất một cơ sở");
        let page =
            desk.opens(&format!("/register/remind?whom=selected&reason=pledge&venue={}", hotel.id)).await;
        page.shows("Gửi 1 tin").shows("Khách sạn Biển Xanh").shows("chưa hoàn thành bản cam kết");
        let key = desk.key();
        desk.sends(&page, &[("key", &key)]).await.is_at("/register").shows("Đã xếp 1 tin");
        let again = desk.opens("/register/remind?whom=found&reason=pledge").await;
        again.shows("Không có ai để gửi");
        assert_eq!(desk.get("/register/remind?whom=selected&venue=1").await.status, StatusCode::BAD_REQUEST);
        let number = samples::woman(777);
        for path in
            ["/register/remind?whom=found&reason=pledge&q=", "/register/export?q=", "/register.csv?q="]
        {
            let refused = desk.get(&format!("{path}{}", number.expose())).await;
            assert_eq!(refused.location().as_deref(), Some("/register"), "{path}");
        }
    });
}

#[test]
fn an_owner_stops_a_venue_on_her_own_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let path = format!("/venues/{}/stop", hotel.id);
        let mut phone = lan.browser().await;
        phone.opens(&format!("/venues/{}", hotel.id)).await.shows(&path);
        let page = phone.opens(&path).await;
        page.shows("Đang hoạt động");
        let typed = [("state", "stopped"), ("until", ""), ("reason", "Sửa nhà cửa")];
        let missing = phone.sends(&page, &typed).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        missing.shows("Sửa nhà cửa");
        let until = camket_domain::calendar::format_date(office.app.today() + time::Duration::days(60));
        let fields = [("state", "stopped"), ("until", until.as_str()), ("reason", "")];
        let words = format!("Tạm ngừng đến hết ngày {until}");
        phone.sends(&missing, &fields).await.shows(&words).shows("Đã ghi nhận");
        let stale = phone.sends(&page, &[("state", "operating"), ("reason", "Hết mùa")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Hết mùa");
        let page = phone.opens(&path).await;
        let asked = phone.sends(&page, &[("state", "closed"), ("reason", "Hết mùa")]).await;
        asked.shows("Chấm dứt hoạt động của cơ sở này?").shows("Hết mùa");
        phone.opens(&format!("/venues/{}", hotel.id)).await.shows(&words);
        phone.sends(&asked, &[("sure", "yes")]).await.shows("Chấm dứt").shows("Đã ghi nhận");
        let strange = office.owner("Mai").await.browser().await.get(&path).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_closing_ends_is_told_before_and_read_by_everybody_after() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let id = hotel.goes_all_the_way().await;
        let certificate = office.certifies(id, PHAN_RANG).await;
        let (path, number) = (format!("/venues/{}/stop", hotel.id), certificate.number.as_str());
        let mut phone = hotel.owner.browser().await;
        let page = phone.opens(&path).await;
        let asked = phone.sends(&page, &[("state", "closed"), ("reason", "")]).await;
        asked.shows(&format!("Giấy xác nhận số {number} hết hiệu lực ngay"));
        let look_up = format!("/v/{}", certificate.code.as_str());
        phone.opens(&look_up).await.shows("Còn hiệu lực");
        phone.sends(&asked, &[("sure", "yes")]).await.shows("Đã ghi nhận");
        let public = phone.opens(&look_up).await;
        public.shows("Cơ sở đã chấm dứt hoạt động; giấy hết hiệu lực và phải nộp lại");
        let own = phone.opens(&format!("/venues/{}/certificate", hotel.id)).await;
        own.shows("hết hiệu lực vì cơ sở chấm dứt hoạt động");
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens(&format!("/register/{}", hotel.id)).await.shows("Giấy xác nhận hết hiệu lực vì cơ sở");
    });
}

#[test]
fn a_stop_is_recorded_on_the_venues_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let path = format!("/register/{}/operation", hotel.id);
        desk.opens(&format!("/register/{}", hotel.id)).await.shows(&path).shows("Đang hoạt động");
        let page = desk.opens(&path).await;
        let missing = desk.sends(&page, &[("state", "stopped"), ("until", ""), ("reason", "Sửa nhà")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let until = camket_domain::calendar::format_date(office.app.today() + time::Duration::days(30));
        let fields =
            [("state", "stopped"), ("until", until.as_str()), ("reason", "Đang sửa nhà, đã đến nơi")];
        desk.sends(&missing, &fields).await.shows("Tạm ngừng").shows("Đã ghi nhận");
        let stale = desk.sends(&page, &[("state", "closed"), ("reason", "Đã đến nơi, đóng cửa")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        desk.opens("/register?operation=stopped").await.shows("1 cơ sở");
    });
}
