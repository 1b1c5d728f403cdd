//! Workers' own pledges on pages, without scripts: the venue makes a code, the worker signs in her own browser.

use axum::http::StatusCode;
use camket_domain::calendar::format_date;

use crate::harness::database::Engine;
use crate::worker_pledges::{invites, unsigned};
use crate::world::{Office, samples};

fn answers<'a>(born: &'a str, ending: &'a str) -> [(&'a str, &'a str); 2] {
    [("born", born), ("ending", ending)]
}

#[test]
fn a_worker_signs_with_the_code_of_her_venue() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (hotel, worker) = unsigned(&office).await;
        let mut desk = hotel.owner.browser().await;
        let list = format!("/venues/{}/workers", hotel.id);
        desk.opens(&format!("/venues/{}", hotel.id)).await.shows(&format!("{list}/pledges"));
        desk.opens(&list).await.shows("1 người chưa ký cam kết cá nhân").shows(&format!("{list}/pledges"));
        desk.opens(&format!("{list}/pledges")).await.shows("Chưa có mã").shows("Trần Thị Hạnh");
        let here = format!("{list}/{worker}/pledge");
        let page = desk.opens(&here).await;
        let made = desk.presses(&page, &here).await;
        made.is_at(&here).shows("<svg viewBox").shows("5 lần nhập sai");
        let text = made.text();
        let code = text.split("confirmation-code\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        desk.opens(&format!("{list}/pledges")).await.shows("Mã dùng đến");

        let mut phone = office.browser();
        let form = phone.opens(&format!("/w?code={code}")).await;
        form.shows("Khách sạn Biển Xanh").hides("Trần Thị Hạnh");
        assert_eq!(form.header("referrer-policy").as_deref(), Some("no-referrer"));
        assert_eq!(form.header("x-robots-tag").as_deref(), Some("noindex"));
        let born = format_date(samples::BORN);
        let wrong = phone.sends(&form, &answers(&born, "0501")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong
            .shows("born-error")
            .shows("Còn 4 lần nhập")
            .hides("0501")
            .hides("value=\"17/05/1990\"")
            .hides("Trần Thị Hạnh");
        let text = phone.sends(&wrong, &answers(&born, "0500")).await;
        text.is_at("/w/pledge").shows("BẢN CAM KẾT CỦA NGƯỜI LAO ĐỘNG").shows("Trần Thị Hạnh");
        text.shows("/w/pledge?text=en").hides("PLEDGE OF THE WORKER");
        let unticked = phone.sends(&text, &[("agree", "")]).await;
        assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let signed = phone.sends(&text, &[("agree", "yes")]).await;
        signed.is_at("/w/pledge").shows("Bạn đã ký cam kết");
        // Sent again, it shows the same.
        phone.sends(&text, &[("agree", "yes")]).await.is_at("/w/pledge").shows("Bạn đã ký cam kết");

        desk.opens(&here).await.shows("Tự ký trên điện thoại").shows("Mã đã được dùng");
        desk.opens(&format!("{list}/pledges")).await.shows("Không còn ai thiếu cam kết cá nhân");
        desk.opens(&list).await.hides("người chưa ký cam kết cá nhân");
        assert!(desk.get(&format!("{list}/{worker}/pledge.pdf")).await.is_pdf());
        office
            .browser()
            .opens(&format!("/w?code={code}"))
            .await
            .shows("Mã đã được dùng")
            .hides("name=\"born\"");
    });
}

#[test]
fn a_worker_reads_in_english_and_the_original_stays_in_reach() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (hotel, worker) = unsigned(&office).await;
        let code = invites(&hotel, worker).await.code.to_string();
        let mut phone = office.browser();
        let form = phone.opens(&format!("/w?code={code}")).await;
        phone.sends(&form, &answers("17/05/1990", "0500")).await.is_at("/w/pledge");
        let text = phone.opens("/w/pledge?text=en").await;
        text.shows("PLEDGE OF THE WORKER").shows("Nguyên văn: Tiếng Việt").shows("lang=\"en\"");
        let missing = phone.opens("/w/pledge?text=ko").await;
        missing.shows("BẢN CAM KẾT CỦA NGƯỜI LAO ĐỘNG").hides("PLEDGE OF THE WORKER").shows("Tiếng Việt");
        phone.sends(&text, &[("agree", "yes")]).await.shows("1 (en)");
    });
}

#[test]
fn a_page_without_a_code_leads_to_the_first_step() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut phone = office.browser();
        phone.opens("/w/pledge").await.is_at("/w").shows("name=\"code\"");
        let unknown = phone.get("/w?code=01234-56784").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.shows("code-error");
        let (hotel, worker) = unsigned(&office).await;
        let code = invites(&hotel, worker).await.code.to_string();
        // The code is typed by hand, too.
        let form = phone.opens("/w").await;
        let typed = [("code", code.as_str()), ("born", "17/05/1990"), ("ending", "0500")];
        phone.sends(&form, &typed).await.is_at("/w/pledge");
    });
}

#[test]
fn the_venue_ends_a_code_and_records_paper() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (hotel, worker) = unsigned(&office).await;
        let code = invites(&hotel, worker).await.code.to_string();
        let mut desk = hotel.owner.browser().await;
        let here = format!("/venues/{}/workers/{worker}/pledge", hotel.id);
        let page = desk.opens(&here).await;
        desk.presses(&page, &format!("{here}/end")).await.shows("Mã đã được thay hoặc thu hồi");
        office.browser().opens(&format!("/w?code={code}")).await.shows("Mã đã được thay hoặc thu hồi");
        let page = desk.opens(&here).await;
        let wrong = desk.sends(&page, &[("signed_on", "31/02/2026")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("signed_on-error");
        let done = desk.sends(&page, &[("signed_on", "20/11/2026")]).await;
        done.is_at(&format!("/venues/{}/workers/pledges", hotel.id)).shows("Không còn ai thiếu");
        desk.opens(&here).await.shows("Ký tay trên giấy").shows("20/11/2026");
    });
}
