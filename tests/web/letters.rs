//! Letters on pages: from the list of missing venues to the owner's form.

use axum::http::StatusCode;
use camket_domain::outbox::{Destination, LinkedPage, Notice};

use super::owner_pages::PASSWORD;
use crate::census::entries::{add_entry, begin_list, entry_input};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, samples};

#[test]
fn a_letter_leads_from_the_gap_list_to_a_form_that_is_filled_in() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let list = begin_list(&hoa).await;
        let entry = add_entry(&hoa, list, entry_input("Nhà nghỉ Hoa Sen")).await;
        let mut desk = hoa.browser().await;
        let names = desk.opens("/coverage/names?number=incomplete").await;
        names.shows("/letters/new?from=coverage");
        desk.opens("/census/entries").await.shows("/letters/new?from=census");
        desk.opens("/census").await.shows("/letters");
        let form = desk.opens("/letters/new?from=census&state=missing").await;
        form.shows("Moi Nha nghi Hoa Sen ky cam ket");
        let wrong = desk.sends(&form, &[("deadline", "hôm qua"), ("contact", ""), ("capacity", "")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("deadline-error").shows("contact-error").shows("capacity-error");
        let run = desk.sends(&form, &[("sms", "yes"), ("document", "45/UBND-VHXH")]).await;
        run.is_at("/letters/").shows("Số 45/UBND-VHXH").shows("Nhà nghỉ Hoa Sen").shows("Chưa in");
        let again = desk.sends(&form, &[("sms", "yes"), ("document", "45/UBND-VHXH")]).await;
        assert_eq!(again.path, run.path, "the same form twice");
        assert!(desk.get(&format!("{}/letters.pdf", run.path)).await.is_pdf());
        let sent = desk.sends(&run, &[("way", "posted")]).await;
        sent.is_at(&run.path).shows("Gửi bưu điện");
        desk.opens("/letters").await.shows("Số 45/UBND-VHXH");
        desk.opens(&format!("/census/entries/{entry}")).await.shows("Số 45/UBND-VHXH").shows("Chưa dùng");

        let code = match office.last_notice_to(samples::mobile(77).as_str()).await {
            Notice::InvitedToSign { link: Destination::Page(LinkedPage::Claim { code }), .. } => code,
            other => panic!("{other:?}"),
        };
        let mut owner = office.browser();
        let form = owner.opens(&format!("/claim?code={code}")).await;
        let fields = [("name", "Trần Thị Sen"), ("login", "0900000007"), ("password", PASSWORD)];
        let new = owner.sends(&form, &fields).await;
        new.is_at("/venues/new").shows("value=\"Nhà nghỉ Hoa Sen\"").shows("value=\"motel\" checked");
        owner.opens("/venues").await.shows("Tiếp tục đăng ký");
        let place = owner.sends(&new, &[("name", "Nhà nghỉ Hoa Sen")]).await;
        place.is_at("/venues/").shows("12 đường Thống Nhất");
        let business = owner.sends(&place, &[("former_address", "")]).await;
        business.shows(&samples::mobile(77).format_grouped());
        let taken = owner.opens(&format!("/venues/new?entry={entry}")).await;
        taken.is_at("/venues/").shows("đã được đăng ký");
        let again = office.browser().opens(&format!("/claim?code={code}")).await;
        let mut stranger = office.browser();
        let used =
            stranger.sends(&again, &[("name", "Lan"), ("login", "0900000008"), ("password", PASSWORD)]).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
        used.shows("Mã này đã được dùng");
        desk.opens(&format!("/census/entries/{entry}")).await.shows("Đã dùng").shows("Đã có trong sổ cơ sở");
    });
}

#[test]
fn a_code_is_revoked_on_the_page_of_its_entry() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let list = begin_list(&hoa).await;
        let entry = add_entry(&hoa, list, entry_input("Nhà nghỉ Hoa Sen")).await;
        let mut desk = hoa.browser().await;
        let here = format!("/census/entries/{entry}");
        desk.opens(&here).await.shows("/letters/new?from=entry");
        let form = desk.opens(&format!("/letters/new?from=entry&entry={entry}")).await;
        desk.sends(&form, &[("document", "")]).await.is_at("/letters/");
        let page = desk.opens(&here).await;
        let text = page.text();
        let revoke = text.split("action=\"/letters/codes/").nth(1).and_then(|rest| rest.split('"').next());
        let revoke = format!("/letters/codes/{}", revoke.expect("a button"));
        let done = desk.presses(&page, &revoke).await;
        done.is_at(&here).shows("Đã thu hồi");
        let again = desk.presses(&page, &revoke).await;
        again.is_at("/letters").shows("không");
        assert_eq!(desk.get("/letters/new?from=nowhere").await.status, StatusCode::BAD_REQUEST);
    });
}
