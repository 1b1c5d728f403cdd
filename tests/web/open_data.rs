//! Open data: closed at first; then files, their description and a search, for anybody and without a person.

use axum::http::{Method, StatusCode};
use camket_domain::accounts::Scope;
use camket_domain::agencies::AgencyFunction;
use camket_domain::certificates::{Certificate, CertificateNumber, ShortCode};
use camket_domain::ids::CertificateId;
use camket_domain::open_data::OpenFilter;
use camket_domain::settings::Settings;
use camket_store::certificates;
use serde_json::Value;
use time::Duration;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const ADDRESSES: [&str; 5] = [
    "/open/certificates",
    "/open/certificates.csv",
    "/open/certificates.json",
    "/open/datapackage.json",
    "/api/v1/open/certificates",
];

/// Two certificates: of a hotel, and of a guesthouse.
async fn certify(office: &Office) -> Vec<Certificate> {
    let mut issued = Vec::new();
    for name in ["Khách sạn Biển Xanh", "Nhà nghỉ Hoa Sen"] {
        let venue = office.owner("Lan").await.registers_venue(name).await;
        let application = venue.goes_all_the_way_at(PHAN_RANG).await;
        issued.push(office.certifies(application, PHAN_RANG).await);
    }
    issued
}

/// Switches open data on.
pub async fn open(office: &Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let settings = camket_app::settings::load(&office.app).await.unwrap();
    let settings = Settings { open_certificates: true, ..settings };
    camket_app::settings::save(&office.app, &admin.may(), &settings).await.unwrap();
}

fn links(answer: &BrowserResponse) -> String {
    answer.header("link").unwrap_or_default()
}

async fn list_names(visitor: &mut SimulatedBrowser, path: &str) -> Vec<String> {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let answer: Value = serde_json::from_slice(&answer.body).unwrap();
    let rows = answer["certificates"].as_array().unwrap();
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_is_open_until_an_administrator_opens_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.browser();
        for path in ADDRESSES {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(!visitor.get("/robots.txt").await.text().contains("/open/"));
        let mut admin = office.administrator("Quản", PHAN_RANG).await.browser().await;
        let form = admin.opens("/admin/settings").await;
        admin.sends(&form, &[("open_certificates", "yes")]).await;
        for path in ADDRESSES {
            assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
        }
        let robots = visitor.get("/robots.txt").await.text();
        assert!(robots.contains("Allow: /open/certificates$\n") && !robots.contains("/open/coverage"));
    });
}

#[test]
fn the_files_have_the_valid_certificates_and_no_person() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let issued = certify(&office).await;
        open(&office).await;
        let mut visitor = office.browser();
        let csv = visitor.get("/open/certificates.csv").await;
        assert_eq!(csv.header("content-type").unwrap(), "text/csv; charset=utf-8; header=present");
        let text = csv.text();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        assert_eq!(lines.next(), Some("number,name,kind,kind_name,commune_code,commune,until"));
        let rows: Vec<&str> = lines.collect();
        assert_eq!(rows.len(), 2, "{rows:?}");
        let hotel = rows.iter().find(|row| row.contains("Khách sạn Biển Xanh")).unwrap();
        assert!(hotel.contains(",hotel,") && hotel.contains(",22759,Phường Phan Rang,202"), "{hotel}");
        let json = visitor.get("/open/certificates.json").await;
        let read: Value = serde_json::from_slice(&json.body).unwrap();
        assert_eq!(read["licence"], "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(read["certificates"].as_array().unwrap().len(), 2);
        let package: Value =
            serde_json::from_slice(&visitor.get("/open/datapackage.json").await.body).unwrap();
        let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        for row in read["certificates"].as_array().unwrap() {
            let mut keys: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_by_key(|key| named.iter().position(|name| name == key));
            assert_eq!(keys, named, "each field is described");
        }
        for body in [text, json.text()] {
            for facts in issued.iter().map(|certificate| &certificate.facts) {
                assert!(body.contains(&facts.name));
                for secret in [&facts.representative, &facts.tax_code, &facts.address] {
                    assert!(secret.is_empty() || !body.contains(secret.as_str()), "{secret} in {body}");
                }
            }
        }
        assert!(links(&csv).contains("rel=\"license\"") && links(&csv).contains("rel=\"describedby\""));
    });
}

#[test]
fn a_file_is_sent_once_and_packed_or_plain() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        certify(&office).await;
        open(&office).await;
        let mut visitor = office.browser();
        let plain = visitor.get("/open/certificates.csv").await;
        let etag = plain.header("etag").unwrap();
        let mut ask = async |name: &'static str, value: &str| {
            visitor.calls(Method::GET, "/open/certificates.csv", &[(name, value)], "").await
        };
        let again = ask("if-none-match", &etag).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(ask("if-none-match", "\"another\"").await.body, plain.body);
        let packed = ask("accept-encoding", "gzip").await;
        assert_eq!(packed.header("content-encoding").unwrap(), "gzip");
        assert_eq!(packed.header("etag").unwrap(), etag);
        assert!(packed.body.starts_with(&[0x1f, 0x8b]));
    });
}

#[test]
fn the_files_follow_the_register_within_an_hour() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        certify(&office).await;
        open(&office).await;
        let mut visitor = office.browser();
        assert_eq!(list_names(&mut visitor, "/open/certificates.json").await.len(), 2);
        let venue = office.owner("Mai").await.registers_venue("Karaoke Sao").await;
        let application = venue.goes_all_the_way_at(PHAN_RANG).await;
        office.certifies(application, PHAN_RANG).await;
        assert_eq!(list_names(&mut visitor, "/open/certificates.json").await.len(), 2, "made a moment ago");
        assert_eq!(
            list_names(&mut visitor, "/api/v1/open/certificates").await.len(),
            3,
            "the search is of now"
        );
        office.waits(Duration::hours(1));
        assert_eq!(list_names(&mut visitor, "/open/certificates.json").await.len(), 3);
        office.waits(Duration::days(500));
        assert!(list_names(&mut visitor, "/open/certificates.json").await.is_empty(), "all are over");
        assert!(list_names(&mut visitor, "/api/v1/open/certificates").await.is_empty());
    });
}

#[test]
fn anybody_searches_and_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        certify(&office).await;
        open(&office).await;
        let mut visitor = office.browser();
        let page = visitor.opens("/open/certificates").await;
        page.shows("Dữ liệu mở").shows("Nhà nghỉ Hoa Sen").shows("Khách sạn Biển Xanh").shows("CC BY 4.0");
        visitor.opens("/open/certificates?q=hoa+sen").await.shows("Nhà nghỉ Hoa Sen").hides("Biển Xanh");
        visitor.opens("/open/certificates?q=100%25").await.shows("Không tìm thấy giấy xác nhận nào");
        let commune = PHAN_RANG.commune();
        visitor.opens(&format!("/open/certificates?commune={commune}")).await.shows("Biển Xanh");
        for wrong in ["/open/certificates?commune=x", "/open/certificates?after=x"] {
            assert_eq!(visitor.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        for wrong in ["/api/v1/open/certificates?commune=x", "/api/v1/open/certificates?after=x"] {
            assert_eq!(visitor.get(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    });
}

#[test]
fn an_answer_in_pages_names_the_others() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        certify(&office).await;
        open(&office).await;
        copy_certificates(&office, 40).await;
        let mut visitor = office.browser();
        for path in ["/api/v1/open/certificates", "/open/certificates"] {
            let first = visitor.get(&format!("{path}?q=sen")).await;
            let found = links(&first);
            assert!(found.contains("rel=\"next\"") && !found.contains("rel=\"first\""), "{found}");
            let next = found.split(", ").find(|link| link.contains("rel=\"next\"")).unwrap();
            let next = next.trim_start_matches('<').split('>').next().unwrap();
            let next = &next[next.find(path).expect("an absolute address of the same path")..];
            assert!(next.contains("q=sen") && next.contains("after="), "{next}");
            let last = links(&visitor.get(next).await);
            assert!(last.contains("rel=\"first\"") && !last.contains("rel=\"next\""), "{last}");
        }
        let first = list_names(&mut visitor, "/api/v1/open/certificates?q=sen").await;
        assert_eq!(first.len(), 25);
    });
}

/// Copies the certificate of the guesthouse so often, with other numbers, codes and indexes.
async fn copy_certificates(office: &Office, count: u32) {
    let scope = Scope::Area(PHAN_RANG.province());
    let filter = OpenFilter { text: "hoa sen".to_owned(), commune: None };
    let found = certificates::open::list(office.app.store(), &filter, office.app.today(), None).await;
    let one = found.unwrap().items.remove(0);
    let certificate = certificates::find(office.app.store(), &scope, one.id).await.unwrap().unwrap();
    let agency = office.agency(AgencyFunction::Issue, PHAN_RANG).await.id;
    let copy = |number: u32| {
        let mut copy = certificate.clone();
        copy.id = CertificateId(office.key());
        copy.number = CertificateNumber::new("COPY", 2026, number.try_into().unwrap());
        copy.document.serial = 1_000 + i32::try_from(number).unwrap();
        copy.code = ShortCode::new(office.app.entropy());
        copy.issued_token = None;
        copy
    };
    let copies: Vec<_> = (1..=count).map(copy).collect();
    let tx = office.app.store().begin_write().await.unwrap();
    certificates::insert_many(&tx, agency, &copies).await.unwrap();
    tx.commit().await.unwrap();
}
