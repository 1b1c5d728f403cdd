//! The pages of the import of workers: preview with its errors, messy cells, the import, and our own files back again.

use axum::http::{Method, StatusCode};

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue, samples};

const HEADINGS: &str = "STT;Họ và tên;Giới tính;Ngày sinh;Số CCCD;Nơi ở;Vị trí việc làm;Nhóm vị trí việc làm;\
    Tiếp xúc trực tiếp với khách;Loại hợp đồng;Ngày bắt đầu;Ngày kết thúc";

async fn upload(
    browser: &mut SimulatedBrowser,
    hotel: &OwnedVenue,
    name: &str,
    bytes: &[u8],
) -> BrowserResponse {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    browser.calls(Method::POST, &format!("/venues/{}/workers/import", hotel.id), &kind, body).await
}

async fn upload_rows(browser: &mut SimulatedBrowser, hotel: &OwnedVenue, rows: &[&str]) -> BrowserResponse {
    let text = format!("DANH SÁCH\n{HEADINGS}\n{}\nTổng cộng: 2\n", rows.join("\n"));
    upload(browser, hotel, "ds.csv", text.as_bytes()).await
}

#[test]
fn a_list_is_previewed_imported_and_then_the_same() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Sen").await;
        let mut browser = hotel.owner.browser().await;
        let rows = [
            // A lost zero, composed apart.
            "1;Tra\u{302}\u{300}n Thị Một;Nữ;17/05/1990;56190000601;Phan Rang;Lễ tân;Khác;có;Không xác định thời hạn;1/3/2025;",
            "2;Trần Thị Hai;nữ;1990;056190000602;Phan Rang;Bếp;khác;Không;Xác định thời hạn;01-03-2026;28.02.2027",
        ];
        let preview = upload_rows(&mut browser, &hotel, &rows).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        preview.shows("2 người mới").shows("Trần Thị Một").shows("đã thêm lại");
        assert!(!preview.text().contains("56190000601"), "no whole number goes back");
        assert!(!preview.text().contains("DANH SÁCH"), "the title of the list is no heading of a column");
        let confirm = format!("/venues/{}/workers/import/confirm", hotel.id);
        browser.presses(&preview, &confirm).await.shows("2 người mới, 0 người được cập nhật");
        let again = upload_rows(&mut browser, &hotel, &rows).await;
        again.shows("không có gì để nhập");
        for file in ["workers.xlsx", "workers/01-pli.xlsx"] {
            let own = browser.get(&format!("/venues/{}/{file}", hotel.id)).await;
            let shown = upload(&mut browser, &hotel, "own.xlsx", &own.body).await;
            assert_eq!(shown.status, StatusCode::OK, "{file}: {}", shown.text());
            shown.shows("2 người không đổi").shows("không có gì để nhập");
        }
    });
}

#[test]
fn errors_name_row_and_column_and_nothing_is_imported() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Sen").await;
        let mut browser = hotel.owner.browser().await;
        let rows = [
            "1;Trần Thị Một;Nữ;31/02/1990;5.619E+10;Phan Rang;Lễ tân;Khác;có;Không xác định thời hạn;1/3/25;",
            "2;Trần Thị Hai;Nữ;17/05/1990;056190000602;Phan Rang;Bếp;Khác;có;Xác định thời hạn;1/3/2026;28/02/2027",
            "3;Trần Thị Ba;Nữ;17/05/1990;056190000602;Phan Rang;Bếp;Khác;có;Xác định thời hạn;1/3/2026;28/02/2027",
        ];
        let shown = upload_rows(&mut browser, &hotel, &rows).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        shown.shows("(D)").shows("(E)").shows("(K)").shows("đã có ở dòng 4").shows(">5<");
        assert!(!shown.text().contains("/import/confirm"));
        assert!(hotel.dossier().await.workers.is_empty());
        for (name, bytes, words) in [
            ("a.pdf", &b"%PDF-1.7"[..], "Không đọc được tệp này"),
            ("a.csv", b"a;b\n1;2\n", "Không tìm thấy hàng tiêu đề"),
            ("", b"", "Hãy chọn tệp"),
        ] {
            upload(&mut browser, &hotel, name, bytes).await.shows(words);
        }
        let many: Vec<String> =
            (0..1_001).map(|n| rows[1].replace("056190000602", samples::woman(n).expose())).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        upload_rows(&mut browser, &hotel, &many).await.shows("quá 1.000");
    });
}

#[test]
fn a_list_that_does_not_open_is_asked_for_again() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Sen").await;
        let mut browser = hotel.owner.browser().await;
        let row = "1;Trần Thị Hai;nữ;1990;056190000602;Phan Rang;Bếp;khác;Không;Xác định thời hạn;01-03-2026;28.02.2027";
        let preview = upload_rows(&mut browser, &hotel, &[row]).await;
        let import = format!("/venues/{}/workers/import", hotel.id);
        let told = browser.sends(&preview, &[("list", "AAAA")]).await;
        told.is_at(&import).shows("không mở lại được nữa");
        assert!(hotel.dossier().await.workers.is_empty());
    });
}
