//! The well-known addresses: the public files for an independent check, and their cache headers.

use axum::http::{Method, StatusCode};
use camket_app::certificates;
use camket_credential::checkpoint::Checkpoint;
use camket_credential::keys::{cose, jwk};
use camket_credential::signed_note::NoteKey;
use camket_credential::status_list::{self, ExpectedList};
use camket_credential::token::{self, CheckedToken};

use crate::browser::BrowserResponse;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const KEYS_CBOR: &str = "/.well-known/camket/keys.cbor";
const KEYS_JSON: &str = "/.well-known/camket/keys.json";
const CHECKPOINT: &str = "/.well-known/camket/checkpoint";
const LIST: &str = "/.well-known/camket/status-list";

fn header(answer: &BrowserResponse, name: &str) -> String {
    answer.header(name).unwrap_or_default()
}

#[test]
fn a_certificate_is_checked_with_public_files_alone() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let certificate = office.certifies(id, PHAN_RANG).await;
        let mut stranger = office.browser();
        let set = jwk::decode(&stranger.get(KEYS_JSON).await.text()).unwrap();
        assert_eq!(cose::decode(&stranger.get(KEYS_CBOR).await.body).unwrap(), set);
        let url = certificates::build_verify_url(&office.app, &certificate);
        let bytes = token::from_text(url.rsplit_once('/').unwrap().1).unwrap();
        let CheckedToken::Good(claims) = token::check(&bytes, &set) else { panic!("a good token") };
        assert_eq!((claims.number, claims.name), (certificate.number, certificate.facts.name));
        let list = stranger.get(LIST).await;
        let address = format!("http://127.0.0.1:8080{LIST}");
        let now = office.app.now();
        let read = status_list::verify(
            &list.body,
            &ExpectedList { keys: &set, address: &address, min_sequence: 0, now },
        );
        assert!(read.unwrap().places() >= 131_072);
    });
}

#[test]
fn the_files_may_be_cached_and_read_by_other_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        camket_app::keys::ensure_signing_key(&office.app).await.unwrap();
        let mut stranger = office.browser();
        for (path, kind) in [
            (KEYS_CBOR, "application/cose-key-set"),
            (KEYS_JSON, "application/jwk-set+json"),
            (LIST, "application/statuslist+cwt"),
        ] {
            let first = stranger.get(path).await;
            assert_eq!((first.status, header(&first, "content-type").as_str()), (StatusCode::OK, kind));
            assert_eq!(header(&first, "access-control-allow-origin"), "*");
            assert!(header(&first, "cache-control").starts_with("public, max-age="), "{path}");
            assert!(first.header("set-cookie").is_none());
            let etag = header(&first, "etag");
            let again = stranger.calls(Method::GET, path, &[("if-none-match", &etag)], "").await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
            assert_eq!(header(&again, "etag"), etag);
            let other = stranger.calls(Method::GET, path, &[("if-none-match", "W/\"0\"")], "").await;
            assert_eq!(other.status, StatusCode::OK);
        }
        for encoding in ["gzip", "br"] {
            let packed = stranger.calls(Method::GET, LIST, &[("accept-encoding", encoding)], "").await;
            assert_eq!(header(&packed, "content-encoding"), encoding);
            assert!(header(&packed, "vary").contains("accept-encoding"));
        }
    });
}

#[test]
fn checkpoints_of_the_audit_log_are_read_by_anybody() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut stranger = office.browser();
        assert_eq!(stranger.get(CHECKPOINT).await.status, StatusCode::NOT_FOUND, "nothing was signed yet");
        crate::audit_log::record_events(&office, 3).await;
        let first = crate::audit_log::sign(&office).await;
        crate::audit_log::record_events(&office, 3).await;
        let second = crate::audit_log::sign(&office).await;
        let newest = stranger.get(CHECKPOINT).await;
        assert_eq!((newest.status, newest.text()), (StatusCode::OK, second.clone()));
        assert_eq!(header(&newest, "content-type"), "text/plain; charset=utf-8");
        assert_eq!(header(&newest, "access-control-allow-origin"), "*");
        let etag = header(&newest, "etag");
        let again = stranger.calls(Method::GET, CHECKPOINT, &[("if-none-match", &etag)], "").await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        let size = first.lines().nth(1).unwrap();
        assert_eq!(stranger.get(&format!("{CHECKPOINT}/{size}")).await.text(), first);
        for other in ["0", "999999", "x"] {
            let missing = stranger.get(&format!("{CHECKPOINT}/{other}")).await;
            assert!(missing.status.is_client_error(), "{other}: {}", missing.status);
        }
        let keys = stranger.get("/.well-known/camket/checkpoint-keys").await.text();
        let keys: Vec<NoteKey> = keys.lines().map(|line| line.parse().unwrap()).collect();
        assert_eq!(Checkpoint::open(&second, &keys).unwrap().origin, "127.0.0.1:8080/audit/1");
    });
}

#[test]
fn search_engines_may_read_the_front_page_alone() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let robots = office.browser().get("/robots.txt").await;
        assert_eq!(robots.status, StatusCode::OK);
        assert_eq!(header(&robots, "content-type"), "text/plain; charset=utf-8");
        let lines: Vec<String> = robots.text().lines().map(str::to_owned).collect();
        assert_eq!(
            (lines[0].as_str(), lines.last().map(String::as_str)),
            ("User-agent: *", Some("Disallow: /"))
        );
        assert!(lines.contains(&"Allow: /$".to_owned()), "{lines:?}");
    });
}
