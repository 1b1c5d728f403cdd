//! The pages of the labour authority: numbers that lead to their lists, the reasons of a venue, a question to its owner and
//! the answer, the rules.

use axum::http::StatusCode;
use camket_domain::labour::Contract;
use time::macros::date;

use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

/// A venue with a worker whose contract is over and who has no pledge.
pub async fn begin_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Sen").await;
    hotel.fills_in_everything().await;
    let mut given = samples::receptionist("Trần Thị Hạnh", samples::woman(741));
    (given.job.contract, given.job.ends_on) = (Contract::Fixed, Some(date!(2026 - 11 - 01)));
    given.pledged_on = None;
    hotel.tries_to_declare(given).await.unwrap();
    hotel
}

#[test]
fn each_number_leads_to_its_list_and_the_venue_says_why() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        desk.opens("/labour").await.shows("Không có sổ lao động nào cần xem");
        let hotel = begin_venue(&office).await;
        let page = desk.opens("/labour").await;
        let list = "/register?check=no-contract";
        page.shows("Hợp đồng đã hết hạn").shows(&format!("href=\"{list}\"")).shows("Phường Phan Rang");
        desk.opens(list).await.shows("Khách sạn Sen").shows("1 cơ sở");
        let commune = PHAN_RANG.commune();
        let of_commune = format!("/register?commune={commune}&#38;check=no-contract");
        page.shows(&of_commune);
        desk.opens(&format!("/register?commune={commune}&check=no-contract")).await.shows("Khách sạn Sen");
        desk.opens("/register?check=two-venues").await.hides("Khách sạn Sen");
        desk.opens(&format!("/labour?commune={commune}")).await.shows("Hợp đồng đã hết hạn");
        let export = desk.opens("/register/export?check=no-contract").await;
        export.shows("Sổ lao động cần xem: Hợp đồng đã hết hạn");
        let venue = desk.opens(&format!("/register/{}", hotel.id)).await;
        venue
            .shows("1 người lao động đã hết hạn hợp đồng")
            .shows("1 người lao động chưa ký cam kết cá nhân")
            .hides("Trần Thị Hạnh");
        for wrong in ["/labour?commune=x", "/register?check=x", "/labour/requests?state=x"] {
            assert_eq!(desk.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let mut other = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        assert_eq!(other.get("/labour").await.status, StatusCode::NOT_FOUND);
        other.opens(&format!("/register/{}", hotel.id)).await.hides("điều cần xem");
    });
}

#[test]
fn an_owner_is_asked_and_answers_in_the_same_thread() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = begin_venue(&office).await;
        let mut desk = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        let ask = format!("/labour/ask/{}?rule=no-contract", hotel.id);
        desk.opens(&format!("/register/{}", hotel.id)).await.shows(&ask);
        let form = desk.opens(&ask).await;
        form.shows("Theo sổ lao động của Khách sạn Sen: 1 người lao động đã hết hạn hợp đồng.");
        let empty = desk.sends(&form, &[("text", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.shows("Hãy ghi nội dung");
        let thread = desk.sends(&form, &[("rule", "no-contract")]).await;
        thread.shows("Đã gửi cho chủ cơ sở").shows("Chờ cơ sở trả lời").hides("Hỏi thêm");
        desk.opens("/labour/requests?state=asked").await.shows("Khách sạn Sen");
        desk.opens(&format!("/register/{}", hotel.id)).await.hides(&ask);

        let mut owner = hotel.owner.browser().await;
        let venue = owner.opens(&format!("/venues/{}", hotel.id)).await;
        venue.shows("Chờ cơ sở trả lời");
        owner.opens(&format!("/venues/{}/workers", hotel.id)).await.shows("Chờ cơ sở trả lời");
        let text = venue.text();
        let start = text.find(&format!("/venues/{}/questions/", hotel.id)).expect("a link");
        let path = text[start..].split('"').next().unwrap().to_owned();
        let question = owner.opens(&path).await;
        question.shows("Theo sổ lao động của Khách sạn Sen").hides("Minh");
        owner.sends(&question, &[("text", "")]).await.shows("Hãy ghi nội dung");
        let answered = owner.sends(&question, &[("text", "Đã ký hợp đồng mới.")]).await;
        answered.shows("Đã gửi trả lời").shows("Đã ký hợp đồng mới.");
        owner.opens(&format!("/venues/{}", hotel.id)).await.hides("Chờ cơ sở trả lời");
        owner.opens(&format!("/venues/{}/workers", hotel.id)).await.shows("Đã trả lời");

        let id = path.rsplit('/').next().unwrap().to_owned();
        let here = format!("/labour/requests/{id}");
        desk.opens("/labour").await.shows("Có trả lời chờ đọc <strong>1</strong>");
        desk.opens("/dashboard").await.shows("<b>1</b> câu trả lời của chủ cơ sở về sổ lao động chờ đọc");
        let seen = desk.opens(&here).await;
        seen.shows("Đã ký hợp đồng mới.").shows("Hiện nay").shows("đã hết hạn hợp đồng");
        let ended = desk.presses(&seen, &format!("{here}/end")).await;
        ended.is_at(&here).shows("Đã kết thúc việc này").hides("Hỏi thêm");
        desk.presses(&seen, &format!("{here}/end")).await.shows("vừa có thay đổi");
        owner.opens(&path).await.shows("Cơ quan lao động đã kết thúc việc này").hides("Gửi trả lời");
    });
}

#[test]
fn rules_are_switched_and_changed_by_the_province_and_its_administrator() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        begin_venue(&office).await;
        let mut desk = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        desk.opens("/labour").await.shows("href=\"/labour/rules\"");
        let form = desk.opens("/labour/rules").await;
        let wrong = desk.sends(&form, &[("threshold-contract-ends", "366")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("từ 1 đến 365");
        let saved = desk.sends(&form, &[("threshold-nobody-declared", "20"), ("on-no-contract", "")]).await;
        saved.shows("Đã lưu quy tắc").shows("Minh sửa lần cuối").shows("value=\"20\"");
        desk.opens("/labour").await.shows("Không theo dõi").shows("Có từ 20 phòng trở lên");
        desk.opens("/register?check=no-contract").await.hides("Khách sạn Sen");
        let mut admin = office.administrator("Quản", PHAN_RANG).await.browser().await;
        admin.opens("/admin/settings").await.shows("Quy tắc xem sổ lao động");
        admin.opens("/labour/rules").await.shows("Minh sửa lần cuối");
        admin.sends(&form, &[("version", "0")]).await.shows("vừa được thay đổi ở nơi khác");
        assert_eq!(admin.get("/labour").await.status, StatusCode::NOT_FOUND);
    });
}
