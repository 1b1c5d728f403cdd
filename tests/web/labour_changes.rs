//! The pages of who began, changed and left: a date and nothing else, the lists of an owner and of the labour authority, and
//! their files.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use time::macros::date;

use super::long_lists::read_all;
use crate::browser::BrowserResponse;
use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

async fn begin_venue(office: &Office, workers: u32) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Sen").await;
    hotel.fills_in_everything().await;
    for serial in 0..workers {
        let mut given =
            samples::receptionist(&format!("Trần Thị Số {serial}."), samples::woman(600 + serial));
        given.job.started_on = date!(2026 - 07 - 01);
        given.job.position = format!("Vị trí {serial}.");
        hotel.tries_to_declare(given).await.unwrap();
    }
    hotel
}

/// The cells of the first sheet, row by row.
fn read_cells(file: &BrowserResponse) -> Vec<Vec<String>> {
    assert_eq!(file.status, StatusCode::OK);
    let mut workbook = Xlsx::new(Cursor::new(file.body.clone())).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn who_leaves_needs_a_date_and_nothing_else() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = begin_venue(&office, 2).await;
        let worker = hotel.dossier().await.workers[0].id;
        let mut browser = hotel.owner.browser().await;
        let list = format!("/venues/{}/workers", hotel.id);
        browser.opens(&list).await.shows("Nghỉ việc").hides("Đã nghỉ việc trong");
        let page = browser.opens(&format!("{list}/{worker}/leave")).await;
        page.shows("Trần Thị Số 0.").shows("value=\"23/11/2026\"");
        let wrong = browser.sends(&page, &[("left_on", "30/6/2026")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("trước ngày bắt đầu làm việc");
        browser.sends(&page, &[("left_on", "")]).await.shows("ngày làm việc cuối cùng");
        let left = browser.sends(&page, &[("left_on", "20/11/2026")]).await;
        left.is_at(&list)
            .shows("Đã ghi nhận Trần Thị Số 0. nghỉ việc")
            .shows("Đã nghỉ việc trong 12 tháng qua: 1");
        assert_eq!(hotel.dossier().await.workers.len(), 1);
        let own = browser.opens(&format!("{list}/changes")).await;
        own.shows("Tăng: 2")
            .shows("Giảm: 1")
            .shows("Thay đổi: 0")
            .shows("20/11/2026")
            .shows("Trần Thị Số 0.");
        let rows = read_cells(&browser.get(&format!("{list}/changes.xlsx")).await);
        let left = rows.iter().find(|row| row.contains(&"Giảm".to_owned())).expect("who left");
        assert!(
            left.contains(&"Trần Thị Số 0.".to_owned()) && left.contains(&"Vị trí 0.".to_owned()),
            "{left:?}"
        );
        let back = browser.opens(&list).await;
        let action = format!("{list}/{worker}/restore");
        browser.presses(&back, &action).await.is_at(&list).shows("có lại trong sổ");
        browser
            .opens(&format!("{list}/{worker}"))
            .await
            .shows("Quá trình làm việc")
            .shows("Tăng")
            .hides("Giảm");
    });
}

#[test]
fn the_labour_authority_reads_every_change_of_a_period_without_names() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = begin_venue(&office, 30).await;
        let mut officer = office.labour_officer("Hoa", PHAN_RANG).await.browser().await;
        officer.opens("/register").await.shows("/labour/changes");
        let all = read_all(&mut officer, "/labour/changes").await;
        let missing: Vec<_> = (0..30).filter(|n| !all.contains(&format!("Vị trí {n}."))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(all.contains("Tăng: 30") && all.contains("Khách sạn Sen") && !all.contains("Trần Thị Số"));
        let own =
            read_all(&mut hotel.owner.browser().await, &format!("/venues/{}/workers/changes", hotel.id))
                .await;
        assert!((0..30).all(|n| own.contains(&format!("Trần Thị Số {n}."))));
        let rows = read_cells(&officer.get("/labour/changes.xlsx?from=1/7/2026&until=31/7/2026").await);
        assert_eq!(rows.iter().filter(|row| row.contains(&"Khách sạn Sen".to_owned())).count(), 30);
        let text = rows.concat().join("\n");
        assert!(text.contains("Từ ngày 01/07/2026 đến ngày 31/07/2026"), "{text}");
        assert!(text.contains("Tăng: 30; giảm: 0; thay đổi: 0") && !text.contains("Trần Thị Số"), "{text}");
        let empty = officer.opens("/labour/changes?from=1/8/2026&until=31/8/2026").await;
        empty.shows("Không có thay đổi nào trong kỳ").hides("changes.xlsx");
        let wrong = officer.get("/labour/changes?from=2/8/2026&until=1/8/2026").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("Ngày cuối phải sau ngày đầu");
        for bad in ["after=x", "commune=x"] {
            assert_eq!(officer.get(&format!("/labour/changes?{bad}")).await.status, StatusCode::BAD_REQUEST);
        }
        let mut commune = office.commune_officer("Mai", PHAN_RANG).await.browser().await;
        commune.opens("/register").await.hides("/labour/changes");
        for path in ["/labour/changes", "/labour/changes.xlsx"] {
            assert_eq!(commune.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn the_paper_and_today_stand_side_by_side_and_a_far_one_is_marked() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = begin_venue(&office, 4).await;
        hotel.signs().await;
        let application = hotel.submits().await;
        office.certifies(application, PHAN_RANG).await;
        let mut owner = hotel.owner.browser().await;
        let list = format!("/venues/{}/workers", hotel.id);
        owner.opens(&list).await.shows("Giấy ghi 4 lao động ngày 23/11/2026; nay 4.");
        let mut officer = office.labour_officer("Hoa", PHAN_RANG).await.browser().await;
        let workers = hotel.dossier().await.workers;
        for worker in &workers[..2] {
            hotel.says_who_left(worker.id, date!(2026 - 11 - 22)).await;
        }
        officer.opens("/labour/changes").await.shows("nay 2.").hides("Cần xem lại");
        hotel.says_who_left(workers[2].id, date!(2026 - 11 - 22)).await;
        officer.opens("/labour/changes").await.shows("nay 1.").shows("Cần xem lại");
        owner.opens(&list).await.shows("Giấy ghi 4 lao động ngày 23/11/2026; nay 1.");
        owner.opens(&format!("{list}/changes")).await.shows("nay 1.").hides("Cần xem lại");
    });
}
