//! The reasons of a return, where the owner corrects them: on the page that the message links to, and on the page of each
//! step, with the officer's words.

use camket_domain::applications::ReturnReason;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::ids::ApplicationId;
use camket_domain::outbox::{Destination, LinkedPage, Notice};

use crate::browser::BrowserResponse;
use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person};

const PLEDGE_NOTE: &str = "Biển hiệu ghi số 14, hồ sơ ghi số 12.";
const LABOUR_NOTE: &str = "Danh sách ngày 10/11 có bốn người.";

/// Where each reason is corrected, its words, and the words of the office that gave it.
const EXPECTED: [(&str, &str, &str); 6] = [
    ("/sections/identity", "Tên hoặc loại hình cơ sở không đúng thực tế", PLEDGE_NOTE),
    ("/sections/place", "Địa chỉ không đúng hoặc không đầy đủ", PLEDGE_NOTE),
    ("/sections/security", "Thiếu thông tin về an ninh trật tự", PLEDGE_NOTE),
    ("/sections/representative", "Thông tin người đại diện không đúng hoặc không đầy đủ", PLEDGE_NOTE),
    ("/pledge", "Người ký không đúng hoặc không có thẩm quyền ký cam kết", PLEDGE_NOTE),
    ("/workers", "Chưa khai đủ người lao động đang làm việc", LABOUR_NOTE),
];

async fn return_for(officer: &Person, id: ApplicationId, reasons: &[ReturnReason], note: &str) {
    officer.claims(id).await;
    officer.does(id, TrackCommand::Return(reasons.to_vec(), note.to_owned())).await;
}

/// The task list's items.
fn list_tasks(page: &BrowserResponse) -> Vec<String> {
    let text = page.text();
    let (_, tasks) = text.split_once("<ul class=\"tasks\">").expect("a task list");
    tasks.split("<li>").map(str::to_owned).collect()
}

/// A venue whose application one office returned.
async fn returned_venue(office: &Office, note: &str) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    if note == LABOUR_NOTE {
        let officer = office.labour_officer("Minh", PHAN_RANG).await;
        return_for(&officer, id, &[ReturnReason::WorkersMissing], note).await;
        return hotel;
    }
    let reasons = [
        ReturnReason::IdentityWrong,
        ReturnReason::PlaceWrong,
        ReturnReason::SecurityMissing,
        ReturnReason::RepresentativeWrong,
        ReturnReason::SignatureWrong,
    ];
    return_for(&office.commune_officer("Hoa", PHAN_RANG).await, id, &reasons, note).await;
    hotel
}

#[test]
fn the_reasons_of_a_return_stand_beside_the_step_that_corrects_them() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        for note in [PLEDGE_NOTE, LABOUR_NOTE] {
            let hotel = returned_venue(&office, note).await;
            let Notice::Returned { link, .. } = office.last_notice_to(hotel.owner.login.as_str()).await
            else {
                panic!("the owner is told of the return");
            };
            assert_eq!(link, Destination::Page(LinkedPage::Venue { venue: hotel.id }));
            let mut browser = hotel.owner.browser().await;
            let page = browser.opens(&format!("/venues/{}", hotel.id)).await;
            let tasks = list_tasks(page.shows(note));
            for (step, words, _) in EXPECTED.iter().filter(|expected| expected.2 == note) {
                let href = format!("href=\"/venues/{}{step}\"", hotel.id);
                let task = tasks.iter().find(|task| task.contains(&href)).expect(step);
                assert!(task.contains(words), "{step}: {task}");
                let shown = browser.opens(&format!("/venues/{}{step}", hotel.id)).await;
                shown.shows("Cơ quan tiếp nhận yêu cầu sửa phần này").shows(words).shows(note);
            }
            let untouched = browser.opens(&format!("/venues/{}/sections/business", hotel.id)).await.text();
            assert!(!untouched.contains("yêu cầu sửa phần này"));
        }
    });
}

#[test]
fn after_a_new_submission_the_reasons_are_gone() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        for (note, step) in [(PLEDGE_NOTE, "/pledge"), (LABOUR_NOTE, "/workers")] {
            let hotel = returned_venue(&office, note).await;
            hotel.declares("Trần Thị B").await;
            hotel.submits().await;
            let page = hotel.owner.browser().await.opens(&format!("/venues/{}{step}", hotel.id)).await;
            assert!(!page.text().contains("yêu cầu sửa phần này"), "{step}");
        }
    });
}
