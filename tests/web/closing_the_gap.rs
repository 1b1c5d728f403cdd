//! From a list of an office to nobody missing: a commune imports it, solves its doubt, writes letters, one owner signs up with
//! hers, another comes to the counter, a second officer confirms both, and the province sees it.

use axum::http::StatusCode;
use camket_domain::certificates::ShortCode;
use camket_domain::paper_pledges::format_page;

use super::census_import::{MENDED, uploads};
use super::counter::{scan, uploads as uploads_scans};
use super::number_search::pdf_text;
use super::owner_pages::{OwnerPages, PASSWORD, TypedNumbers};
use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const MISSING: &str = "/coverage/names?number=incomplete";

#[test]
fn a_letter_and_the_counter_take_two_venues_off_the_gap_list() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut hotel =
            OwnerPages::registers(office.owner("Mai").await.browser().await, "Khách sạn Bình Minh").await;
        hotel.fills_in(numbers(1)).await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let second = office.commune_officer("Lan", PHAN_RANG).await;
        import_list(&mut desk).await;
        desk.opens("/coverage").await.shows("Còn 4 cơ sở");
        solve_doubt(&mut desk, &hotel).await;

        let letters = write_letters(&mut desk).await;
        let sen = sign_up_by_letter(office.browser(), &letters).await;
        let trang = enter_at_counter(desk, numbers(3)).await;
        let mut desk = second.browser().await;
        let mut labour = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        for (venue, name) in [(&sen, "Nhà nghỉ Hoa Sen"), (&trang, "Nhà nghỉ Ánh Trăng")] {
            desk.opens(MISSING).await.shows(name);
            accept_track(&mut desk, name).await;
            accept_track(&mut labour, name).await;
            let names = desk.opens(MISSING).await;
            names.shows("Karaoke Sao Đêm").hides(name);
            desk.opens("/coverage/names?number=complete")
                .await
                .shows(name)
                .shows(&venue.replace("/venues/", "/register/"));
        }
        read_as_province(&mut office.approver("Võ Văn Ký", PHAN_RANG).await.browser().await).await;
    });
}

/// Numbers that no two venues share.
fn numbers(which: usize) -> TypedNumbers {
    let [tax, representative, worker] = [
        ["056190626261", "056190626262", "056190626263"],
        ["056190626271", "056190626272", "056190626273"],
        ["056190626281", "056190626282", "056190626283"],
    ][which - 1];
    TypedNumbers { tax, representative, worker }
}

async fn import_list(desk: &mut SimulatedBrowser) {
    let columns = uploads(desk, "danh sách.xlsx", MENDED, "Công an phường Phan Rang").await;
    let preview = desk.sends(&columns, &[("table", "0-7-8-1")]).await;
    let answered = desk.sends(&preview, &[("zeros", "yes"), ("kind-0", "out")]).await;
    let done = desk.presses(&answered, &answered.path.replace("/preview", "/import")).await;
    done.shows("4 mục mới").shows("href=\"/census/matches\"");
}

/// An entry is a venue of the register with the same telephone, under another address.
async fn solve_doubt(desk: &mut SimulatedBrowser, hotel: &OwnerPages) {
    let matches = desk.opens("/census/matches").await;
    let matches = desk.presses(&matches, "/census/matches/refresh").await;
    let link = find_link(&matches, "href=\"/census/entries/", "Khách sạn Bình Minh");
    let ask = desk.opens(&format!("/census/entries/{link}")).await;
    ask.shows("0259 3822 111").shows(hotel.venue.trim_start_matches("/venues/"));
    desk.sends(&ask, &[("decision", "same")]).await.shows("Đã ghi nhận là cùng một cơ sở");
    desk.opens(MISSING).await.shows(&hotel.venue.replace("/venues/", "/register/"));
}

/// The text of the printed letters to all that are missing.
async fn write_letters(desk: &mut SimulatedBrowser) -> String {
    let names = desk.opens(MISSING).await;
    let form = find_link(&names, "href=\"/letters/new", "");
    let form = desk.opens(&format!("/letters/new{form}")).await;
    let run = desk.sends(&form, &[("document", "45/UBND-VHXH")]).await;
    run.shows("Nhà nghỉ Hoa Sen").shows("Karaoke Sao Đêm").hides("Khách sạn Bình Minh");
    pdf_text(&desk.get(&format!("{}/letters.pdf", run.path)).await.body)
}

/// The owner opens an account with the code of her letter and does what it asks; gives the path of her venue.
async fn sign_up_by_letter(mut browser: SimulatedBrowser, letters: &str) -> String {
    let letter = letters.split_once("Chủ cơ sở Nhà nghỉ Hoa Sen").expect("her letter").1;
    let code = letter.split_whitespace().find(|word| word.len() == 11 && ShortCode::parse(word).is_ok());
    let form = browser.opens(&format!("/claim?code={}", code.expect("a code"))).await;
    let fields = [("name", "Trần Thị Sen"), ("login", "0900000007"), ("password", PASSWORD)];
    let form = browser.sends(&form, &fields).await;
    form.is_at("/venues/new").shows("value=\"Nhà nghỉ Hoa Sen\"");
    let place = browser.sends(&form, &[("name", "Nhà nghỉ Hoa Sen")]).await;
    let mut owner = OwnerPages { browser, venue: cut_venue(&place.path) };
    owner.fills_in(numbers(2)).await;
    owner.signs().await.is_at(&owner.venue);
    owner.declares("Trần Thị Hạnh", numbers(2).worker).await.is_at(&owner.venue);
    owner.submits().await.is_at(&owner.venue).shows("Mã hồ sơ");
    owner.venue
}

/// The officer enters for an owner who came, has the pledge signed by hand, uploads its photos and submits; gives the path of
/// the venue.
async fn enter_at_counter(mut desk: SimulatedBrowser, typed: TypedNumbers) -> String {
    let names = desk.opens(MISSING).await;
    let entry = find_link(&names, "href=\"/census/entries/", "Nhà nghỉ Ánh Trăng");
    let ask = desk.opens(&format!("/counter?entry={entry}")).await;
    let form = desk.sends(&ask, &[("name", "Võ Văn Trăng")]).await;
    let place = desk.sends(&form, &[("name", "Nhà nghỉ Ánh Trăng")]).await;
    let mut owner = OwnerPages { browser: desk, venue: cut_venue(&place.path) };
    owner.fills_in(typed).await;
    owner.declares("Lê Thị Quầy", typed.worker).await.is_at(&owner.venue).shows("Lê Thị Quầy");
    let pledge = owner.opens("/pledge").await;
    pledge.shows("chủ cơ sở đọc và ký tay").hides("ký ngay trên máy này");
    let pages = owner.browser.presses(&pledge, &format!("{}/pledge/paper", owner.venue)).await;
    let text = pdf_text(&pages.body);
    assert!(!text.contains("))"), "a basis in brackets within brackets");
    let code = text.split("Mã ").find_map(|rest| ShortCode::parse(rest.split([',', ' ']).next()?).ok());
    let code = code.expect("a cover line");
    let count = u8::try_from(text.matches(&format!("Mã {code}")).count()).expect("a few pages");

    let ask = owner.opens("/pledge").await;
    owner.browser.sends(&ask, &[("then", "scans")]).await.is_at("/counter/scans").shows("thiếu trang 1");
    let photos: Vec<_> = (1..=count).map(|number| scan(&format_page(&code, number, count))).collect();
    let sent = uploads_scans(&mut owner.browser, &photos).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    owner.browser.opens("/counter/scans").await.shows("1 bản cam kết đủ trang");
    let counter = owner.browser.opens("/counter").await;
    let enter = find_link(&counter, "action=\"/counter/owners/", "");
    owner.browser.presses(&counter, &format!("/counter/owners/{enter}")).await.is_at(&owner.venue);
    let receipt = owner.submits().await;
    receipt.is_at(&owner.venue).shows("Mã hồ sơ");
    let paper = owner.opens("/receipt.pdf").await;
    let receipt = pdf_text(&paper.body);
    for words in ["Mã để nhận cơ sở về tài khoản riêng", "nhận tại "] {
        assert!(receipt.contains(words), "{receipt}");
    }
    let leave = owner.browser.opens("/counter/leave").await;
    owner.browser.presses(&leave, "/counter/leave").await.is_at("/counter");
    owner.venue
}

async fn accept_track(browser: &mut SimulatedBrowser, name: &str) {
    let queue = browser.opens("/review").await;
    let review = format!("/review/{}", find_link(&queue, "href=\"/review/", name));
    let page = browser.opens(&review).await;
    browser.presses(&page, &format!("{review}/claim")).await;
    let question = browser.opens(&format!("{review}/accept")).await;
    browser.presses(&question, &format!("{review}/accept")).await;
}

async fn read_as_province(province: &mut SimulatedBrowser) {
    let map = province.opens("/coverage").await;
    map.shows("<svg").shows("/coverage?area=22759").shows("50,0%").shows("2 trên 4 cơ sở");
    province.opens(MISSING).await.shows("Karaoke Sao Đêm").shows("Khách sạn Bình Minh");
    let csv = province.get("/coverage.csv").await;
    csv.shows("Phường Phan Rang,4,2,\"50,0%\",2,\"50,0%\",2,\"50,0%\",2,");
    for path in ["/coverage.xlsx", "/coverage/names.xlsx?number=incomplete"] {
        assert_eq!(&province.get(path).await.body[..2], b"PK", "{path}");
    }
    let printed = province.get("/coverage/names.pdf?number=incomplete").await;
    assert!(pdf_text(&printed.body).contains("Karaoke Sao Đêm"));
    let past = province.opens("/coverage?day=31/12/2025").await;
    past.shows("31/12/2025").hides("2 trên 4 cơ sở");
}

fn cut_venue(path: &str) -> String {
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}

/// What follows `mark` up to the end of its value, at the first link that has these words.
fn find_link(page: &BrowserResponse, mark: &str, words: &str) -> String {
    let text = page.text();
    let mut links = text.split(mark).skip(1).filter_map(|rest| rest.split_once('"'));
    let link = links.find(|(_, rest)| rest.split("</a>").next().is_some_and(|name| name.contains(words)));
    link.unwrap_or_else(|| panic!("no link to {words:?}:\n{text}"))
        .0
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}
