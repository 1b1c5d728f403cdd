//! Concerns on pages: reported from the look-up page with a photo and without an account, and handled by officers.

use axum::http::{Method, StatusCode};
use camket_shell::rate_limit::RateLimit;

use super::number_search;
use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::harness::{database_dump, log_capture};
use crate::world::{Office, PHAN_RANG, samples};

/// Encodes a form with a file as `multipart/form-data`.
fn encode_multipart(fields: &[(&str, &str)], photo: Option<&[u8]>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    let file = "--edge\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n";
    body.extend(file.bytes());
    body.extend(photo.unwrap_or_default());
    body.extend(b"\r\n--edge--\r\n");
    body
}

async fn send_report(
    browser: &mut SimulatedBrowser,
    fields: &[(&str, &str)],
    photo: Option<&[u8]>,
) -> BrowserResponse {
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    browser.calls(Method::POST, "/concerns/new", &kind, encode_multipart(fields, photo)).await
}

#[test]
fn a_passer_by_reports_and_an_officer_closes() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let id = hotel.goes_all_the_way().await;
        let certificate = office.certifies(id, PHAN_RANG).await;
        let (code, number) = (certificate.code.to_string(), certificate.number.to_string());
        let mut visitor = office.browser();
        let shown = visitor.opens(&format!("/v/{code}")).await;
        let link = format!("/concerns/new?about={number}");
        shown.shows(&link);
        let form = visitor.opens(&link).await;
        form.shows("tel:111").shows("tel:113").shows("multipart/form-data");
        let key = visitor.key();
        let fields = [
            ("key", key.as_str()),
            ("about", number.as_str()),
            ("category", "paper-elsewhere"),
            ("text", "Giấy này là của nơi khác, biển hiệu ghi Sao Mai."),
            ("contact", samples::REPORTER),
        ];
        let sent = send_report(&mut visitor, &fields, Some(&samples::photo())).await;
        let thanks = sent.location().expect("thanks");
        assert!(thanks.starts_with("/concerns/thanks?reference="), "{thanks}");
        assert_eq!(
            send_report(&mut visitor, &fields, Some(&samples::photo())).await.location(),
            Some(thanks.clone())
        );
        visitor.opens(&thanks).await.shows("PA-").shows("tel:111");

        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        let queue = desk.opens("/concerns").await;
        queue.shows("Giấy của cơ sở khác");
        let here = concern_path(&queue);
        let page = desk.opens(&here).await;
        page.shows("biển hiệu ghi Sao Mai")
            .shows(&format!("/register/{}", hotel.id))
            .shows(&format!("{here}/photo"));
        let photo = desk.get(&format!("{here}/photo")).await;
        assert_eq!(photo.header("content-type").as_deref(), Some("image/jpeg"));
        let taken = desk.presses(&page, &format!("{here}/take")).await;
        let again = desk.sends(&taken, &[("outcome", ""), ("note", "")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        desk.sends(&again, &[("outcome", "founded"), ("note", "Đúng là giấy của nơi khác.")])
            .await
            .is_at("/concerns");
        desk.opens(&here).await.shows("Đúng là giấy của nơi khác.").shows("PA-");
        desk.opens(&format!("/register/{}", hotel.id)).await.shows("Phản ánh của người dân").shows(&here);
        let digits: String = samples::REPORTER.chars().filter(char::is_ascii_digit).collect();
        let told = desk.seen.iter().any(|answer| number_search::contains_number(&answer.text(), &digits));
        assert!(!told, "the contact is opened with a reason only");
        let ask = desk.opens(&format!("{here}/reveal")).await;
        desk.sends(&ask, &[("reason", "Hỏi thêm địa chỉ")]).await.shows(samples::REPORTER);

        check_owner_learns_nothing(&office, &lan, &hotel.id.to_string(), &here, &digits).await;
    });
}

#[track_caller]
fn concern_path(queue: &BrowserResponse) -> String {
    let text = queue.text();
    let id = text.split("href=\"/concerns/").nth(1).and_then(|rest| rest.split('"').next());
    format!("/concerns/{}", id.expect("a concern in the queue"))
}

/// Checks that the owner learns nothing of the concern: on their pages, at the officers' addresses, or in the log.
async fn check_owner_learns_nothing(
    office: &Office,
    lan: &crate::world::Person,
    venue: &str,
    concern: &str,
    digits: &str,
) {
    let mut browser = lan.browser().await;
    for path in ["/venues", "/account", &format!("/venues/{venue}"), &format!("/venues/{venue}/certificate")]
    {
        browser.opens(path).await;
    }
    for path in [
        "/concerns",
        concern,
        &format!("{concern}/photo"),
        &format!("{concern}/reveal"),
        &format!("/register/{venue}"),
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for word in ["Sao Mai", "Phản ánh", "phản ánh", digits, samples::REPORTER] {
        for answer in &browser.seen {
            assert!(!number_search::contains_number(&answer.text(), word), "{word} at {}", answer.path);
        }
    }
    let logged = log_capture::captured_text();
    assert!(!logged.contains(samples::REPORTER) && !logged.contains("biển hiệu ghi Sao Mai"));
    // No client address is stored.
    for table in ["concern", "concern_photo", "audit_event", "idempotency"] {
        let rows = database_dump::dump_tables(office.app.store()).await.remove(table).unwrap();
        assert!(!rows.iter().any(|row| row.contains("2001:db8")), "{table}");
    }
}

#[test]
fn errors_stand_beside_their_fields_and_input_is_kept() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.browser();
        let key = visitor.key();
        let fields = [
            ("key", key.as_str()),
            ("category", "forgery"),
            ("text", "Tờ giấy ở quầy bị sửa năm."),
            ("commune", PHAN_RANG.commune),
        ];
        let no_picture = send_report(&mut visitor, &fields, Some(b"MZ\x90\0 a program")).await;
        assert_eq!(no_picture.status, StatusCode::UNPROCESSABLE_ENTITY);
        no_picture.shows("photo-error").shows("Tờ giấy ở quầy bị sửa năm.");
        let filled = [fields.as_slice(), &[("website", "http://spam.example")]].concat();
        let trapped = send_report(&mut visitor, &filled, None).await;
        assert_eq!(trapped.status, StatusCode::UNPROCESSABLE_ENTITY);
        trapped.shows("website-error");
        let nowhere = send_report(&mut visitor, &fields[..3], None).await;
        assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
        nowhere.shows("commune-error");
        let stranger = send_report(&mut visitor, &fields[1..], None).await;
        assert_eq!(stranger.status, StatusCode::BAD_REQUEST, "no form of ours");
        let large = vec![0; 13 << 20];
        assert_eq!(
            send_report(&mut visitor, &fields, Some(&large)).await.status,
            StatusCode::PAYLOAD_TOO_LARGE
        );
        assert!(database_dump::dump_tables(office.app.store()).await["concern"].is_empty());
        assert!(send_report(&mut visitor, &fields, None).await.location().is_some());
    });
}

#[test]
fn a_report_that_is_one_too_many_comes_back_with_all_that_was_typed() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.browser_with(|options| options.concerns = RateLimit::new(|_| Some(60)));
        visitor.opens("/concerns/new").await;
        let fields = [
            ("category", "forgery"),
            ("text", "Giấy dán ở cửa bị sửa tên."),
            ("province", "56"),
            ("commune", "22759"),
            ("place", "Cạnh chợ"),
        ];
        let told = send_report(&mut visitor, &fields, Some(&samples::photo())).await;
        assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
        told.shows("Những gì đã nhập trong biểu mẫu vẫn còn");
        let back = visitor.presses(&told, "/form-again").await;
        assert_eq!(back.status, StatusCode::OK);
        back.shows("Giấy dán ở cửa bị sửa tên.").shows("Cạnh chợ").shows("value=\"22759\" selected");
        back.shows("tệp đính kèm (nếu có) phải nhập lại");
    });
}
