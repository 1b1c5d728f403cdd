//! The pages of the census: lists, entries, their steps, and the comparison with venues.

use axum::http::StatusCode;
use camket_app::census::{EntryInput, keep_up};
use camket_domain::ids::CensusEntryId;

use crate::browser::SimulatedBrowser;
use crate::census::entries;
use crate::harness::database::Engine;
use crate::world::{DO_VINH, Office, PHAN_RANG, samples};

#[test]
fn an_officer_walks_a_list_and_settles_its_entries() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/census").await.shows("Chưa có danh sách nào");
        let form = desk.opens("/census/new").await;
        let refused = desk.sends(&form, &[("holder", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = desk.sends(&refused, &[("holder", "Phòng Văn hóa – Xã hội")]).await;
        list.shows("Danh sách của xã, phường").shows("Thêm cơ sở");
        let new = format!("{}/new", list.path);
        let form = desk.opens(&new).await;
        let refused = desk.sends(&form, &[("name", "Nhà nghỉ Sen"), ("kind", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("name", "Nhà nghỉ Sen"),
            ("kind", "motel"),
            ("state", "operating"),
            ("address", "12 đường Thống Nhất"),
            ("phone", "0901234567"),
        ];
        let entry = desk.sends(&refused, &fields).await;
        entry.shows("Nhà nghỉ Sen").shows("tel:0901234567").shows("Chưa tiếp cận");
        let address = entry.path.clone();
        let contacted = desk.presses(&entry, &format!("{address}/contact")).await;
        contacted.shows("Đã tiếp cận");
        let stale = desk.presses(&entry, &format!("{address}/contact")).await;
        stale.shows("vừa được thay đổi ở nơi khác");
        let form = desk.opens(&format!("{address}/exclude")).await;
        let missing = desk.sends(&form, &[("reason", "stopped"), ("note", "Sửa nhà")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let out = desk.sends(&missing, &[("reason", "closed"), ("note", "Đã sang nhượng")]).await;
        out.shows("Chấm dứt hoạt động").shows("Hoạt động trở lại");
        desk.presses(&out, &format!("{address}/undo")).await.shows("Đã tiếp cận");
        desk.opens("/census/entries?state=missing").await.shows("1 mục").shows("Nhà nghỉ Sen");
        let found = desk.post("/census/entries", &[("q", "nha nghi sen")]).await;
        assert_eq!(found.location().as_deref(), Some("/census/entries?q=nha%20nghi%20sen"));
        let number = samples::woman(777);
        let in_address = desk.get(&format!("/census/entries?q={}", number.expose())).await;
        assert_eq!(in_address.location().as_deref(), Some("/census/entries"));
        assert_eq!(desk.get("/census/entries?state=castle").await.status, StatusCode::BAD_REQUEST);
        let edit = desk.opens(&format!("{address}/edit")).await;
        desk.sends(&edit, &[("name", "Nhà nghỉ Sen Vàng")]).await.shows("Nhà nghỉ Sen Vàng").shows("Đã lưu");

        let mut approver = office.approver("Ký", PHAN_RANG).await.browser().await;
        approver.opens(&address).await.shows("Nhà nghỉ Sen Vàng");
        assert_eq!(approver.get(&format!("{address}/edit")).await.status, StatusCode::NOT_FOUND);
        let mut stranger = office.commune_officer("Kế", DO_VINH).await.browser().await;
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
        let mut inspector = office.inspector("Tra", PHAN_RANG).await.browser().await;
        assert_eq!(inspector.get("/census").await.status, StatusCode::NOT_FOUND);
    });
}

/// An officer who entered a venue at the address of "Nhà nghỉ Sen Vàng", which is in the register.
async fn enter_beside_a_venue(office: &Office, name: &str) -> (SimulatedBrowser, CensusEntryId) {
    let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Sen Vàng").await;
    motel.fills_in_everything().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = entries::begin_list(&hoa).await;
    let address = motel.dossier().await.venue.place.unwrap().address;
    let id = entries::add_entry(&hoa, list, EntryInput { address, ..entries::entry_input(name) }).await;
    (hoa.browser().await, id)
}

#[test]
fn an_entry_with_another_name_at_the_same_address_is_taken_over() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (mut desk, id) = enter_beside_a_venue(&office, "NN Hoa Mai").await;
        let page = desk.opens("/census/matches").await;
        desk.presses(&page, "/census/matches/refresh").await;
        let page = desk.opens(&format!("/census/entries/{id}/match")).await;
        page.shows("Cùng địa chỉ, khác tên").shows("Kế thừa");
        let done = desk.sends(&page, &[("decision", "taken_over"), ("note", "bà Mai mua lại")]).await;
        done.shows("Đã ghi nhận kế thừa").shows("Kế thừa: bà Mai mua lại").shows("Nhà nghỉ Sen Vàng");
    });
}

#[test]
fn an_entry_is_compared_and_decided_on_its_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (mut desk, id) = enter_beside_a_venue(&office, "NN Sen Vang").await;
        let page = desk.opens("/census/matches").await;
        page.shows("chờ so sánh");
        desk.presses(&page, "/census/matches/refresh").await.shows("Đã so sánh");
        // The first group with something in it.
        desk.opens("/census/matches").await.shows("NN Sen Vang").shows("Nhà nghỉ Sen Vàng");
        desk.opens("/census/matches?level=sure").await.shows("Nhóm này không có mục nào");
        let compare = format!("/census/entries/{id}/match");
        let page = desk.opens(&compare).await;
        page.shows("Trong danh sách").shows("Trong sổ cơ sở").shows("Không trùng");
        desk.sends(&page, &[("decision", "later")]).await.shows("Đã để sau");
        let page = desk.opens(&compare).await;
        desk.sends(&page, &[("decision", "different"), ("note", "Nhà bên cạnh")]).await.shows("Nhà bên cạnh");
        let entry = desk.opens(&format!("/census/entries/{id}")).await;
        desk.presses(&entry, &format!("/census/entries/{id}/together")).await;
        keep_up(&office.app).await.unwrap();
        let page = desk.opens(&compare).await;
        page.hides("Kế thừa");
        let same = desk.sends(&page, &[("decision", "same"), ("note", "Gặp chị Lan")]).await;
        same.shows("Đã có trong sổ cơ sở").shows("Gặp chị Lan");
        let none = desk.get(&compare).await;
        assert_eq!(none.location().as_deref(), Some(&*format!("/census/entries/{id}")));
        let nothing = desk.post("/census/matches", &[]).await;
        assert_eq!(nothing.location().as_deref(), Some("/census/matches?level=sure"));
        assert_eq!(desk.post("/census/matches", &[("pair", "x")]).await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_group_names_the_venue_that_belongs_to_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Sen Vàng").await;
        motel.fills_in_everything().await;
        let address = motel.dossier().await.venue.place.unwrap().address;
        let bar = office.owner("Mai").await.registers_venue("Quán Đêm").await;
        bar.fills_in_everything().await;
        bar.answers(samples::place(PHAN_RANG, &address)).await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let list = crate::census::entries::begin_list(&hoa).await;
        let input =
            camket_app::census::EntryInput { address, ..crate::census::entries::entry_input("NN Sen Vàng") };
        crate::census::entries::add_entry(&hoa, list, input).await;
        keep_up(&office.app).await.unwrap();
        let mut desk = hoa.browser().await;
        let ask = desk.opens("/census/matches?level=ask").await;
        ask.shows("Nhà nghỉ Sen Vàng").hides("Quán Đêm");
        let same_place = desk.opens("/census/matches?level=same_place").await;
        same_place.shows("Quán Đêm").hides("Nhà nghỉ Sen Vàng");
    });
}

#[test]
fn a_venue_that_matching_has_not_found_is_searched_in_the_register() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Sen Vàng").await;
        motel.fills_in_everything().await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let list = crate::census::entries::begin_list(&hoa).await;
        let input = crate::census::entries::entry_input("Quán Ven Sông");
        let id = crate::census::entries::add_entry(&hoa, list, input).await;
        let mut desk = hoa.browser().await;
        let find = format!("/census/entries/{id}/venues");
        desk.opens(&format!("/census/entries/{id}")).await.shows(&find);
        desk.opens(&find).await.shows("Không tìm thấy cơ sở nào").shows("Quán Ven Sông");
        let found = desk.opens(&format!("{find}?q=sen+vang")).await;
        let pair = format!("/census/entries/{id}/match?venue={}", motel.id);
        found.shows("Nhà nghỉ Sen Vàng").shows(&pair);
        let page = desk.opens(&pair).await;
        desk.sends(&page, &[("decision", "same")]).await.shows("Đã có trong sổ cơ sở");
        let person = desk.get(&format!("{find}?q=079184000123")).await;
        assert_eq!(person.location().as_deref(), Some(&*find), "no personal number in an address");
        assert_eq!(desk.get(&format!("{find}?after=x")).await.status, StatusCode::BAD_REQUEST);
        let mut other = office.commune_officer("Mai", DO_VINH).await.browser().await;
        assert_eq!(other.get(&find).await.status, StatusCode::NOT_FOUND);
        let mut inspector = office.inspector("Tra", PHAN_RANG).await.browser().await;
        assert_eq!(inspector.get(&find).await.status, StatusCode::NOT_FOUND);
    });
}
