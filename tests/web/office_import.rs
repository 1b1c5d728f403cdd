//! The pages of the import: the form, the preview with its errors, the import, the letters.

use axum::http::{Method, StatusCode};

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const HEADINGS: &str = "Mã cơ quan;Tên cơ quan;Địa bàn;Địa danh ghi trên văn bản;Ký hiệu văn bản;Nhiệm vụ;\
    Hoạt động từ ngày;Họ và tên;Tên đăng nhập (thư điện tử hoặc số di động);Vai trò";

async fn upload(browser: &mut SimulatedBrowser, name: &str, bytes: &[u8]) -> BrowserResponse {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    browser.calls(Method::POST, "/admin/import", &kind, body).await
}

async fn upload_rows(browser: &mut SimulatedBrowser, rows: &[&str]) -> BrowserResponse {
    let text = format!("DANH SÁCH\n{HEADINGS}\n{}\n", rows.join("\n"));
    upload(browser, "ds.csv", text.as_bytes()).await
}

#[test]
fn the_form_comes_back_filled_and_is_imported_once() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        desk.opens("/admin/start").await.shows("href=\"/admin/import\"");
        desk.opens("/admin/import").await.shows("href=\"/admin/import/form.xlsx\"");
        let form = desk.get("/admin/import/form.xlsx").await;
        assert!(form.body.starts_with(b"PK"), "{}", form.status);
        // As it was downloaded: a row for each of 63 communes without a committee.
        let preview = upload(&mut desk, "co-quan-can-bo.xlsx", &form.body).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        preview.shows("Sẽ thêm 63 cơ quan và 0 người").shows("Ủy ban nhân dân phường Ninh Chử");
        let done = desk.presses(&preview, "/admin/import/confirm").await;
        done.is_at("/admin/import").shows("Đã thêm 63 cơ quan và 0 người");
        let again = upload(&mut desk, "co-quan-can-bo.xlsx", &form.body).await;
        again.shows("Tệp này đã được nhập").shows("63 cơ quan, 0 người");
        assert!(!again.text().contains("/admin/import/confirm"), "nothing to import");
    });
}

#[test]
fn errors_name_row_and_column_and_nothing_is_imported() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        let rows = [
            "NC;Ủy ban nhân dân phường Ninh Chử;phuong ninh chu;Ninh Chử;UBND;Xác nhận bản cam kết;01/07/2025;Lê Chử;chu@vidu.vn;Cán bộ tiếp nhận",
            "X Y;;Phường Không Có;Ninh Chử;UBND;Quét dọn;31/02/2026;Lê Chử;123;Giám đốc",
        ];
        let shown = upload_rows(&mut desk, &rows).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        for column in [
            "Mã cơ quan (A)",
            "Tên cơ quan (B)",
            "Địa bàn (C)",
            "Nhiệm vụ (F)",
            "Hoạt động từ ngày (G)",
            "(I)",
            "Vai trò (J)",
        ] {
            shown.shows(column);
        }
        shown.shows(">4<").shows("Quét dọn");
        assert!(!shown.text().contains(">3<"), "row 3 is right");
        let all = desk.opens("/admin/agencies").await;
        assert!(!all.text().contains("Ninh Chử"));
        for (name, bytes, words) in [
            ("a.pdf", &b"%PDF-1.7"[..], "Không đọc được tệp này"),
            ("a.csv", b"a;b\n1;2\n", "Không tìm thấy hàng tiêu đề"),
            ("a.csv", HEADINGS.as_bytes(), "không có dòng nào"),
            ("", b"", "Hãy chọn tệp"),
        ] {
            let told = upload(&mut desk, name, bytes).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            told.shows(words);
        }
    });
}

#[test]
fn people_are_invited_and_get_letters() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        let row = "NC;Ủy ban nhân dân phường Ninh Chử;Phường Ninh Chử;Ninh Chử;UBND;Xác nhận bản cam kết;1/7/2025;Lê Chử;chu@vidu.vn;Cán bộ tiếp nhận";
        let preview = upload_rows(&mut desk, &[row]).await;
        preview.shows("Sẽ thêm 1 cơ quan và 1 người").shows("Lê Chử · chu@vidu.vn");
        let page = desk.presses(&preview, "/admin/import/confirm").await;
        page.shows("1 người được mời chưa đặt mật khẩu");
        let pdf = desk.post("/admin/import/letters.pdf", &[]).await;
        assert!(pdf.is_pdf(), "{}", pdf.text());
        office.last_token_to("chu@vidu.vn").await;
        // The register changed after the preview: it is shown again with the reason.
        let preview =
            upload_rows(&mut desk, &["MOI;Cơ quan mới;Phường Phan Rang;Phan Rang;UBND;;1/7/2025;;;"]).await;
        let other =
            upload_rows(&mut desk, &["MOI;Cơ quan khác;Phường Phan Rang;Phan Rang;UBND;;1/7/2025;;;"]).await;
        desk.presses(&other, "/admin/import/confirm").await.shows("Đã thêm 1 cơ quan");
        let told = desk.presses(&preview, "/admin/import/confirm").await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        told.shows("Mã cơ quan (A)");
    });
}
