//! The pages of targets: the coordinator begins a plan, a commune sends its card, the coordinator checks it.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::web::reports::{convert, read_after, read_pdf};
use crate::world::{Office, PHAN_RANG};

#[test]
fn a_commune_sends_a_card_and_the_province_checks_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        desk.opens("/targets").await.shows("Chưa có kế hoạch năm");
        let mut phoi = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        phoi.opens("/targets").await.shows("Lập kế hoạch năm");
        let form = phoi.opens("/targets/new").await;
        let refused = phoi.sends(&form, &[("year", "1999")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let plan = phoi.sends(&refused, &[("year", "2026"), ("number", "12/KH-UBND")]).await;
        plan.shows("Đã lập kế hoạch năm").shows("12/KH-UBND").shows("0/65 xã, phường, đặc khu");
        let coordinator = office.coordinator("Hai", PHAN_RANG).await;
        let seen = camket_app::targets::load_plan(&office.app, &coordinator.may(), Some(2026)).await.unwrap();
        let plan = seen.1.expect("just begun").plan.id;
        let kind = camket_domain::targets::TargetKind::ShareOfCommunes;
        let target = crate::targets::add_typed_target(&coordinator, plan, kind, 100).await;

        let own = desk.opens("/targets").await;
        own.shows("Phiếu của đơn vị").shows("Chưa ghi");
        let card = desk.opens(&format!("/targets/{target}")).await;
        card.shows("Phường Phan Rang").shows("Số hoạt động, văn bản");
        let address = card.path.clone();
        let empty = desk.sends(&card, &[("do", "send")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.shows("Hãy ghi con số").shows("Hãy chọn kết quả chấm");
        let boast = [("first", "0"), ("met", "yes"), ("evidence", "Biên bản"), ("do", "send")];
        desk.sends(&card, &boast).await.shows("Số liệu cho thấy chưa đạt");
        let kept = desk.sends(&card, &[("first", "3"), ("do", "save")]).await;
        kept.shows("Đã lưu nháp").shows("Bản nháp").shows("value=\"3\"");
        let right = [("first", "3"), ("met", "yes"), ("evidence", "Biên bản ngày 12/3"), ("do", "send")];
        let sent = desk.sends(&kept, &right).await;
        sent.shows("Đã gửi phiếu cho tỉnh").shows("Chờ duyệt").shows("Biên bản ngày 12/3");
        assert!(!sent.text().contains("name=\"first\""), "what was sent is read only");

        let behind = phoi.opens(&format!("/targets/{target}")).await;
        behind.shows("Nhắc các xã chưa gửi").shows("Phường Phan Rang");
        let page = phoi.opens(&address).await;
        page.shows("Kiểm tra phiếu");
        let differs = [("score", "no"), ("reason", ""), ("do", "approve")];
        phoi.sends(&page, &differs).await.shows("lý do");
        let back = phoi.sends(&page, &[("reason", "Thiếu ảnh"), ("do", "return")]).await;
        back.shows("Đã trả lại phiếu").shows("Bị trả lại");
        desk.opens("/targets").await.shows("Thiếu ảnh");
        let card = desk.opens(&address).await;
        desk.sends(&card, &[("do", "send")]).await.shows("Đã gửi phiếu");
        let page = phoi.opens(&address).await;
        phoi.sends(&page, &[("score", "yes"), ("do", "approve")]).await.shows("Đã duyệt phiếu");
        phoi.opens("/targets").await.shows("1/65 xã, phường, đặc khu").shows("1,5%");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        quan.opens("/targets").await.shows("1/65 xã, phường, đặc khu");
        let page = quan.opens(&address).await;
        page.shows("Biên bản ngày 12/3");
        assert!(!page.text().contains("Mở lại phiếu"), "an observer changes nothing");
        for path in ["/targets/new".to_owned(), format!("/targets/{target}/edit")] {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut tra = office.inspector("Tra", PHAN_RANG).await.browser().await;
        assert_eq!(tra.get("/targets").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_coordinator_changes_the_plan_and_its_targets() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let plan = crate::targets::begin_plan(&phoi, 2026).await.unwrap();
        let mut desk = phoi.browser().await;
        let form = desk.opens(&format!("/targets/plans/{plan}")).await;
        let wrong = desk.sends(&form, &[("decided_on", "31/2/2026")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let saved = desk.sends(&wrong, &[("number", "15/KH-UBND"), ("decided_on", "5/1/2026")]).await;
        saved.shows("Đã lưu kế hoạch").shows("15/KH-UBND, ngày 05/01/2026");

        let form = desk.opens(&format!("/targets/plans/{plan}/new")).await;
        let refused = desk.sends(&form, &[("text", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("text", "Mỗi xã có một câu lạc bộ"),
            ("kind", "share-of-communes"),
            ("goal", "90"),
            ("unit", "%"),
        ];
        let target = desk.sends(&refused, &fields).await;
        target.shows("Đã lưu chỉ tiêu").shows("Mỗi xã có một câu lạc bộ").shows("90%");
        let address = target.path.clone();
        let form = desk.opens(&format!("{address}/edit")).await;
        let wrong = desk.sends(&form, &[("goal", "101")]).await;
        wrong.shows("Mức phải đạt không hợp");
        desk.sends(&wrong, &[("goal", "95")]).await.shows("95%");
        let stale = desk.sends(&form, &[("goal", "80")]).await;
        stale.shows("vừa được thay đổi ở nơi khác");
        let ask = desk.opens(&format!("{address}/remove")).await;
        ask.shows("Xóa chỉ tiêu này?");
        desk.presses(&ask, &format!("{address}/remove")).await.shows("Đã xóa chỉ tiêu");
        assert_eq!(desk.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/targets?year=2031").await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/targets?year=x").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn the_score_is_taken_out_as_papers_whose_code_anybody_checks() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let plan = crate::targets::begin_plan(&phoi, 2026).await.unwrap();
        let kind = camket_domain::targets::TargetKind::ShareOfCommunes;
        let target = crate::targets::add_typed_target(&phoi, plan, kind, 100).await;
        let mut desk = hoa.browser().await;
        desk.opens("/targets").await.hides("Lấy bảng điểm");
        let card = desk.opens(&format!("/targets/{target}")).await;
        let written =
            [("first", "3"), ("met", "yes"), ("evidence", "Biên bản số 7\nẢnh hội nghị"), ("do", "send")];
        desk.sends(&card, &written).await.shows("Đã gửi phiếu");

        let mut province = phoi.browser().await;
        let page = province.opens("/targets").await;
        let score = province.presses(&page, &format!("/targets/plans/{plan}/score")).await;
        score.shows("Đã lấy bảng điểm").shows("Bảng điểm lần 1").shows("1/65 xã, phường, đặc khu (1,5%)");
        let page = province.opens("/targets").await;
        page.shows("Bảng điểm lần 1");
        let again = province.presses(&page, &format!("/targets/plans/{plan}/score")).await;
        assert_eq!(again.path, score.path, "nothing changed");

        let docx = province.get(&format!("{}/docx", score.path)).await;
        assert!(docx.headers["content-type"].to_str().unwrap().contains("wordprocessingml"));
        let text = convert(&docx.body, "docx");
        let pdf = province.get(&format!("{}/pdf", score.path)).await;
        let printed = read_pdf(&pdf.body);
        let code = read_after(&score.text(), "Mã số liệu");
        for words in
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "1/65", "Phường Phan Rang", "Biên bản số 7; Ảnh", "Tự chấm", &code]
        {
            assert!(text.contains(words), "{words} in {text}");
            assert!(printed.contains(words), "{words} in {printed}");
        }
        for words in ["BÁO CÁO", "II. KẾT QUẢ TỪNG CHỈ TIÊU", "Phụ lục 2", "BẢNG ĐIỂM CÁC CHỈ TIÊU"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(has_embedded_faces(&pdf.body));

        let record = office.browser().opens(&format!("/records/{code}")).await;
        record.shows("Đây là bảng điểm chỉ tiêu").shows("Lần 1, là lần mới nhất").hides("1/65");
        for path in [score.path.clone(), format!("{}/docx", score.path), format!("{}/pdf", score.path)] {
            assert_eq!(desk.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

/// Whether poppler finds faces in a PDF and all of them embedded.
fn has_embedded_faces(pdf: &[u8]) -> bool {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let listed =
        std::process::Command::new("pdffonts").arg(file.path()).output().expect("pdffonts, of poppler-utils");
    let listed = String::from_utf8(listed.stdout).unwrap();
    let faces: Vec<&str> = listed.lines().skip(2).collect();
    !faces.is_empty() && faces.iter().all(|face| face.contains("Tinos") && face.contains(" yes "))
}
