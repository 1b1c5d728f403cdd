//! The pages of reports: a commune sends its period, the coordinator checks and freezes it, and its papers open in an office
//! program.

use std::process::Command;

use axum::http::StatusCode;
use camket_app::audit_log::{FaultKind, KeptCheckpoint};
use camket_credential::checkpoint::Checkpoint;
use time::Duration;

use crate::harness::database::Engine;
use crate::world::{DO_VINH, Office, PHAN_RANG};

#[test]
fn a_commune_sends_its_report_and_the_province_freezes_the_figures() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/reports").await.shows("Chưa có kỳ báo cáo").hides("Mở kỳ báo cáo đầu tiên");
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let mut province = phoi.browser().await;
        let form = province.opens("/reports/new").await;
        form.shows("value=\"4\"").shows("value=\"2026\"");
        let days = [("name", "days"), ("first", "1/11/2026"), ("last", "30/10/2026")];
        let refused = province.sends(&form, &days).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Ngày cuối kỳ phải sau ngày đầu kỳ");
        let opened = province.sends(&refused, &[("last", "20/11/2026")]).await;
        opened
            .shows("Đã mở kỳ báo cáo")
            .shows("Chưa gửi <span class=\"count\">66</span>")
            .shows("25/11/2026");
        let period = opened.path.clone();

        let own = desk.opens(&period).await;
        own.shows("Phường Phan Rang").shows("Số liệu ghi tay").shows("Buổi tuyên truyền");
        let incomplete = desk.sends(&own, &[("do", "send")]).await;
        assert_eq!(incomplete.status, StatusCode::UNPROCESSABLE_ENTITY);
        incomplete.shows("Hãy ghi số liệu: ");
        let fields = list_fields(&own.text());
        let write = |figure: &'static str| -> Vec<(&str, &str)> {
            fields.iter().map(|name| (name.as_str(), figure)).chain([("do", "save")]).collect()
        };
        let [first, second] = [desk.opens(&period).await, desk.opens(&period).await];
        desk.sends(&first, &write("0")).await.shows("Đã lưu");
        let stale = desk.sends(&second, &write("37")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let kept = stale.text().matches("value=\"37\"").count();
        assert_eq!(kept, fields.len(), "numbers that were typed in another tab come back");
        let mut typed: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), "1.250")).collect();
        typed.extend([("difficulties", "Thiếu cán bộ"), ("do", "send")]);
        let sent = desk.sends(&stale, &typed).await;
        sent.shows("Đã gửi báo cáo cho tỉnh").shows("Chờ duyệt").shows("1.250").shows("Thiếu cán bộ");
        sent.hides("name=\"difficulties\"");

        let page = province.opens(&sent.path).await;
        let silent = province.sends(&page, &[("reason", ""), ("do", "return")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        silent.shows("Hãy ghi lý do trả lại");
        province.sends(&silent, &[("do", "accept")]).await.shows("Đã chấp nhận báo cáo");

        let page = province.opens(&period).await;
        page.shows("Đã chấp nhận <span class=\"count\">1</span>").shows("Chưa chốt lần nào");
        let frozen = province.presses(&page, &format!("{period}/freeze")).await;
        frozen.shows("Đã chốt số liệu").shows("Báo cáo (Word)").shows("1.250");
        let former = province.opens(&format!("{}?by=former_district", frozen.path)).await;
        former.shows("Huyện Thuận Nam").shows("Thành phố Phan Rang").shows("Xã, phường gộp từ nhiều huyện");
        former.shows("Phường Đô Vinh").hides("Phường Phan Rang<");
        for wrong in ["former_commune", "x"] {
            let answer = province.get(&format!("{}?by={wrong}", frozen.path)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let code = read_after(&frozen.text(), "Mã số liệu");
        let again = province.opens(&period).await;
        province
            .presses(&again, &format!("{period}/freeze"))
            .await
            .shows("không thay đổi so với lần chốt trước");

        let record = office.browser().opens(&format!("/records/{code}")).await;
        record.shows("Đây là số liệu báo cáo").shows("Lần 1, là lần mới nhất").hides("1.250");
        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens(&frozen.path).await;
        seen.shows("1.250").hides("Báo cáo (Word)");
        for path in
            [format!("{}/docx", frozen.path), "/reports/new".to_owned(), "/reports/indicators".to_owned()]
        {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut other = office.commune_officer("Kế", DO_VINH).await.browser().await;
        assert_eq!(other.get(&sent.path).await.status, StatusCode::NOT_FOUND);
        let rows = province.opens("/reports/rows?source=visits&first=1/11/2026&last=20/11/2026").await;
        rows.shows("Lượt kiểm tra").shows("Không có dòng nào");
        for wrong in ["/reports/rows", "/reports/rows?source=x&first=1/11/2026&last=20/11/2026"] {
            assert_eq!(province.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    });
}

#[test]
fn an_indicator_is_added_moved_and_removed() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut phoi = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        phoi.opens("/reports").await.shows("Chỉ tiêu báo cáo");
        let form = phoi.opens("/reports/indicators/new").await;
        let refused = phoi.sends(&form, &[("label", "Tờ rơi đã phát")]).await;
        refused.shows("Hãy ghi đơn vị tính").shows("Hãy chọn mục trong báo cáo").shows("Tờ rơi đã phát");
        let fields = [("unit", "tờ"), ("section", "communication"), ("source", "activities:leaflets")];
        let list = phoi.sends(&refused, &fields).await;
        list.shows("Đã lưu chỉ tiêu").shows("Tờ rơi đã phát").shows("Hoạt động: ");
        let edit = read_link_before(&list.text(), "Tờ rơi đã phát");
        let moved = phoi.post(&format!("{edit}/move"), &[("do", "up")]).await;
        phoi.opens(&moved.location().unwrap()).await.shows("Đã đổi thứ tự");
        let form = phoi.opens(&edit).await;
        phoi.sends(&form, &[("label", "Tờ rơi")]).await.shows("Đã lưu chỉ tiêu").shows("Tờ rơi");
        let stale = phoi.sends(&form, &[("label", "Áp phích")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Áp phích");
        let ask = phoi.opens(&format!("{edit}/remove")).await;
        ask.shows("Bỏ chỉ tiêu này?");
        phoi.presses(&ask, &format!("{edit}/remove")).await.shows("Đã bỏ chỉ tiêu").hides("Tờ rơi");
    });
}

#[test]
fn the_papers_open_in_an_office_program_and_say_the_figures() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let meeting = crate::activities::meeting(&[camket_domain::activities::ActivityTopic::Drugs]);
        crate::activities::record(&hoa, meeting, 0).await.unwrap();
        let first = time::macros::date!(2026 - 11 - 01);
        let period = crate::reports::open_days(&phoi, first, first + Duration::days(19)).await.unwrap();
        let snapshot = crate::reports::freeze(&phoi, period).await.unwrap();
        let mut province = phoi.browser().await;
        let docx = province.get(&format!("/reports/snapshots/{snapshot}/docx")).await.body;
        let text = convert(&docx, "docx");
        for words in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
            "BÁO CÁO",
            "II. KẾT QUẢ THỰC HIỆN",
            "Lượt người dự: 85 lượt người",
            "Phụ lục 2",
            "Tổng cộng",
            "/records/",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let xlsx = province.get(&format!("/reports/snapshots/{snapshot}/xlsx")).await.body;
        let text = convert(&xlsx, "xlsx");
        // Of the data, which the tables say in a form to print, only the headings are printed.
        let last = text.split('\u{c}').rfind(|page| !page.trim().is_empty()).unwrap();
        assert!(last.contains("Mã đơn vị") && last.trim().lines().count() <= 3, "{last}");
        for words in ["TỔNG HỢP SỐ LIỆU", "Lượt người dự", "Phường Phan Rang", "Tổng cộng", "Mã số liệu"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
    });
}

#[test]
fn the_report_prints_the_checkpoint_that_was_signed_before_its_figures_were_frozen() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let first = time::macros::date!(2026 - 11 - 01);
        let period = crate::reports::open_days(&phoi, first, first + Duration::days(19)).await.unwrap();
        crate::audit_log::record_events(&office, 40).await;
        let note = crate::audit_log::sign(&office).await;
        let signed = Checkpoint::parse(&note).unwrap();
        office.waits(Duration::minutes(5));
        let snapshot = crate::reports::freeze(&phoi, period).await.unwrap();
        // A paper of today prints what was signed then, not what the log is now.
        office.waits(Duration::minutes(5));
        crate::audit_log::record_events(&office, 7).await;
        let later = Checkpoint::parse(&crate::audit_log::sign(&office).await).unwrap();
        assert!(later.size > signed.size && later.root != signed.root);
        let mut province = phoi.browser().await;
        let docx = province.get(&format!("/reports/snapshots/{snapshot}/docx")).await.body;
        // Lines may break anywhere.
        let text: String = convert(&docx, "docx").split_whitespace().collect::<Vec<_>>().join(" ");
        let printed = text.split_once("Nhật ký hệ thống ").expect("the log is named").1;
        let (origin, rest) = printed.split_once(" ký ngày ").expect("when it was signed");
        let origin = origin.replace(' ', "");
        let (_, rest) = rest.split_once(": ").expect("how long it was");
        let (size, rest) = rest.split_once(" sự kiện, mã gốc ").expect("its root");
        let root: String = rest.chars().filter(|c| !c.is_whitespace()).take(44).collect();
        let printed = Checkpoint::parse(&format!("{origin}\n{size}\n{root}\n")).expect("a checkpoint");
        assert_eq!(printed, signed);
        let check = async |printed: Checkpoint| {
            let kept = [KeptCheckpoint::Printed(printed)];
            camket_app::audit_log::check_database(&office.app, &kept).await.unwrap()
        };
        let report = check(printed.clone()).await;
        assert!(report.is_intact() && report.confirmed == 3, "{report:?}");
        let report = check(Checkpoint { root: later.root, ..printed }).await;
        assert_eq!(report.faults[0].kind, FaultKind::Rehashed, "the check can fail");
    });
}

#[test]
fn the_venues_that_are_missing_are_printed_by_commune() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let vinh = office.commune_officer("Vinh", DO_VINH).await;
        for (officer, place, names) in
            [(&hoa, PHAN_RANG, &["Nhà trọ Bốn", "Nhà trọ Ba"][..]), (&vinh, DO_VINH, &["Nhà trọ Một"])]
        {
            let list = crate::coverage::begin_list(officer, place).await;
            for name in names {
                crate::coverage::add_entry(officer, list, name, place).await;
            }
        }
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let today = office.app.today();
        let period = crate::reports::open_days(&phoi, today, today + Duration::days(2)).await.unwrap();
        office.waits(Duration::days(3));
        let snapshot = crate::reports::freeze(&phoi, period).await.unwrap();
        let mut province = phoi.browser().await;
        let path = format!("/reports/snapshots/{snapshot}");
        let missing = format!("{path}/missing");
        province.opens(&path).await.shows(&missing);
        let text = read_pdf(&province.get(&missing).await.body);
        let code =
            camket_store::reports::snapshot::find(office.app.store(), snapshot).await.unwrap().unwrap().code;
        let places = ["Phường Đô Vinh: 1", "Nhà trọ Một", "Phường Phan Rang: 2", "Nhà trọ Ba", "Nhà trọ Bốn"]
            .map(|words| text.find(words).unwrap_or_else(|| panic!("{words} in {text}")));
        assert!(places.is_sorted(), "{text}");
        for words in ["Tổng cộng: 3 cơ sở", &code.to_string(), &format!("/records/{code}")] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert_eq!(hoa.browser().await.get(&missing).await.status, StatusCode::NOT_FOUND);
    });
}

/// The text of the PDF that LibreOffice makes of a file; it must say nothing against the file.
pub(super) fn convert(bytes: &[u8], ending: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("report.{ending}"));
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let made = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .expect("soffice, which test.sh installs");
    // It looks for a Java that no conversion needs.
    let said = String::from_utf8_lossy(&made.stderr).to_lowercase();
    let about_file: Vec<&str> =
        said.lines().filter(|line| !line.trim().is_empty() && !line.contains("java")).collect();
    assert!(made.status.success() && about_file.is_empty(), "{about_file:?}");
    read_pdf(&std::fs::read(folder.path().join("report.pdf")).unwrap())
}

/// The text of a PDF; words of a broken line stand apart, as those of a cell.
pub(super) fn read_pdf(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let read = Command::new("pdftotext").args(["-layout"]).arg(file.path()).arg("-").output();
    String::from_utf8(read.expect("pdftotext, of poppler-utils").stdout).unwrap()
}

/// The names of the fields of figures.
fn list_fields(html: &str) -> Vec<String> {
    let parts = html.split("name=\"figure-").skip(1);
    parts.map(|part| format!("figure-{}", part.split('"').next().unwrap())).collect()
}

/// The value of a summary's row.
pub(super) fn read_after(html: &str, label: &str) -> String {
    let rest = html.split(label).nth(1).expect("the row");
    let value = rest.split("<dd").nth(1).and_then(|dd| dd.split('>').nth(1)).expect("its value");
    value.split('<').next().unwrap().trim().to_owned()
}

/// The address of the last link before a text.
fn read_link_before(html: &str, text: &str) -> String {
    let before = html.split(text).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}
