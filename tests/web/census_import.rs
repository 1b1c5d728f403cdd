//! A list as offices keep it, imported through the pages.

use axum::http::{Method, StatusCode};

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{DO_VINH, Office, PHAN_RANG};

/// Written by `census_import/messy_list.py`: titles, a header of two rows, lost zeros, dates, merged and hidden cells, a second
/// table, a hidden sheet, a cell in scientific form.
const MESSY: &[u8] = include_bytes!("census_import/messy_list.xlsx");
/// The same without the cell in scientific form.
pub(super) const MENDED: &[u8] = include_bytes!("census_import/mended_list.xlsx");

pub(super) async fn uploads(
    desk: &mut SimulatedBrowser,
    name: &str,
    file: &[u8],
    holder: &str,
) -> BrowserResponse {
    let fields = [
        ("source", "commune_list"),
        ("holder", holder),
        ("as_of", "01/10/2026"),
        ("area", PHAN_RANG.commune),
    ];
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    let part =
        format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(part.bytes());
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    let answer = desk.calls(Method::POST, "/census/import", &kind, body).await;
    match answer.location() {
        Some(path) => desk.opens(&path).await,
        None => answer,
    }
}

#[test]
fn a_messy_list_goes_through_all_steps() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/census/import").await.shows("Tệp danh sách").shows("tối đa 16 MB");
        let columns = uploads(&mut desk, "danh sách.xlsx", MESSY, "Công an phường Phan Rang").await;
        columns
            .shows("Tiêu đề ở dòng 7–8, 7 dòng dữ liệu")
            .shows("Đang ẩn trong tệp")
            .shows("Có 1 dòng đang ẩn")
            .shows("Theo tiêu đề");
        let preview = desk.sends(&columns, &[("table", "0-7-8-1")]).await;
        preview
            .is_at("/census/import/")
            .shows("H13")
            .shows("4.41E+11")
            .shows("Khôi phục số 0 ở đầu cho 1 ô")
            .shows("“Tạp hóa” (1 dòng)")
            .shows("còn ô cần sửa");
        let problems = desk.get(&preview.path.replace("/preview", "/problems.xlsx")).await;
        assert_eq!((problems.status, &problems.body[..2]), (StatusCode::OK, &b"PK"[..]));
        let import = preview.path.replace("/preview", "/import");
        let refused = desk.post(&import, &[("version", "2")]).await;
        assert!(refused.location().is_some(), "back to the preview");
        desk.presses(&preview, &preview.path.replace("/preview", "/discard")).await.shows("Đã xóa tệp");

        let columns = uploads(&mut desk, "danh sách.xlsx", MENDED, "Công an phường Phan Rang").await;
        let preview = desk.sends(&columns, &[("table", "0-7-8-1")]).await;
        let answered = desk.sends(&preview, &[("zeros", "yes"), ("kind-0", "out")]).await;
        answered.shows("Nhập 4 dòng").shows("Không đọc được số lượng");
        let import = answered.path.replace("/preview", "/import");
        let progress = answered.path.replace("/preview", "/progress");
        answered.shows(&format!("data-progress=\"{progress}\""));
        assert_eq!(desk.get(&progress).await.status, StatusCode::NO_CONTENT, "nothing is written yet");
        let done = desk.presses(&answered, &import).await;
        done.is_at("/census/import").shows("4 mục mới").shows("Hoàn tác lần nhập");
        // Another tab, and the back button.
        desk.presses(&answered, &import).await.is_at("/census/lists/").shows("Tệp này đã được nhập");
        desk.opens(&columns.path).await.is_at("/census/lists/").shows("Tệp này đã được nhập");
        assert!(desk.get(&progress).await.location().is_some(), "the answer of the form tells the end");

        let again = uploads(&mut desk, "bản sao.xlsx", MENDED, "Công an").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.shows("Tệp này đã nhập ngày");
        let undo =
            again.text().split("href=\"/census/lists/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let ask = desk.opens(&format!("/census/lists/{undo}")).await;
        desk.presses(&ask, &format!("/census/lists/{undo}")).await.shows("Đã hoàn tác lần nhập");
    });
}

#[test]
fn files_that_are_not_taken_are_refused_with_the_reason() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let wide = format!("{}\n", "a;".repeat(300));
        let long = format!("a;\"{}\"\n", "x".repeat(40_000));
        for (file, words) in [
            (&b""[..], "Hãy chọn tệp danh sách"),
            (b"%PDF-1.7", "không phải là bảng tính"),
            (b"<html>", "trang web"),
            (b"PK\x03\x04abc", "Tệp bị hỏng"),
            (wide.as_bytes(), "quá nhiều cột: tối đa 256"),
            (long.as_bytes(), "tối đa 32.767 ký tự"),
        ] {
            let answer = uploads(&mut desk, "a.xlsx", file, "Công an").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            answer.shows(words).shows("value=\"Công an\"");
        }
        let large = uploads(&mut desk, "a.xlsx", &vec![b'a'; 21 << 20], "Công an").await;
        large.shows("Tệp quá lớn: tối đa 16 MB");
        let no_holder = uploads(&mut desk, "a.csv", b"a;b\n", "").await;
        no_holder.shows("Hãy ghi nơi giữ danh sách");
    });
}

#[test]
fn a_header_elsewhere_is_named_by_its_rows() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let list = "x;y\nHạng mục;Nơi\nSen;12 Thống Nhất\nMai;14 Thống Nhất\n";
        let columns = uploads(&mut desk, "a.csv", list.as_bytes(), "Công an").await;
        columns.shows("Không tìm thấy dòng tiêu đề");
        let none = desk.sends(&columns, &[("version", "1")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.shows("Hãy chọn ít nhất một bảng");
        let wrong = desk.sends(&columns, &[("header-0", "x"), ("go", "again")]).await;
        wrong.shows("Hãy ghi số dòng của tiêu đề");
        let found = desk.sends(&columns, &[("header-0", "2"), ("go", "again")]).await;
        found.shows("Tiêu đề ở dòng 2, 2 dòng dữ liệu");
        let nameless = desk.sends(&found, &[("go", "")]).await;
        nameless.shows("Hãy chọn cột nào là tên cơ sở");
        let fields = [("column-0-2-2-1-1", "name"), ("column-0-2-2-1-2", "address"), ("go", "")];
        desk.sends(&found, &fields).await.shows("Nhập 2 dòng");
    });
}

#[test]
fn who_keeps_no_census_finds_nothing() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.inspector("Tra", PHAN_RANG).await.browser().await;
        assert_eq!(visitor.get("/census/import").await.status, StatusCode::NOT_FOUND);
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let columns = uploads(&mut desk, "a.csv", "STT;Tên cơ sở\n1;Sen\n".as_bytes(), "Công an").await;
        let mut other = office.commune_officer("Mai", DO_VINH).await.browser().await;
        assert_eq!(other.get(&columns.path).await.status, StatusCode::NOT_FOUND);
    });
}
