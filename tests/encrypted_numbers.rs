//! Personal numbers are stored encrypted only: no table and no byte of the database file contains one in clear text.

use camket_app::labour::WorkerDeclaration;
use camket_domain::identifiers::TaxCode;
use data_encoding::HEXLOWER;

use crate::harness::database::Engine;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG, samples};

test_on_both_engines! {
    no_number_stands_in_the_database,
}

const TAX: &str = "056190737371";
const REPRESENTATIVE: &str = "056190737372";
const WORKER: &str = "056190737373";
const PASSPORT: &str = "N7373734";
const NUMBERS: [&str; 4] = [TAX, REPRESENTATIVE, WORKER, PASSPORT];

fn personal(number: &str) -> camket_domain::identifiers::PersonalId {
    camket_domain::identifiers::PersonalId::parse(number).unwrap()
}

/// Uses every number in every way: typed, changed, searched for, revealed, printed on documents.
async fn use_every_number(office: &Office) {
    let hotel = office.owner("Lan").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    hotel.fills_in_everything().await;
    hotel.answers(samples::business(TaxCode::parse(TAX).unwrap())).await;
    hotel.answers(samples::representative("Nguyễn Thị Đại Diện", Some(personal(REPRESENTATIVE)))).await;
    hotel.answers(samples::representative("Nguyễn Thị Diện", None)).await;
    hotel.tries_to_declare(samples::receptionist("Trần Thị Hạnh", personal(WORKER))).await.unwrap();
    let foreigner = samples::receptionist("Somchai", samples::woman(1));
    let number = samples::passport(PASSPORT);
    hotel.tries_to_declare(WorkerDeclaration { number, ..foreigner }).await.unwrap();
    hotel.signs().await;
    let id = hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let worker = camket_app::applications::RevealedNumber::Worker(hotel.dossier().await.workers[0].id);
    let opened =
        camket_app::applications::reveal_number(&office.app, &hoa.may(), id, worker, "Đối chiếu bản giấy")
            .await;
    assert_eq!(opened.unwrap(), WORKER);
    let certificate = office.certifies(id, PHAN_RANG).await;
    assert_eq!(certificate.facts.tax_code, "••••••••7371");
}

async fn no_number_stands_in_the_database(office: Office) {
    use_every_number(&office).await;
    for (table, rows) in database_dump::dump_tables(office.app.store()).await {
        for number in NUMBERS {
            let hexadecimal = HEXLOWER.encode(number.as_bytes());
            let holds = |row: &String| row.contains(number) || row.to_lowercase().contains(&hexadecimal);
            assert!(!rows.iter().any(holds), "a number stands in {table}");
        }
    }
    if office.database.engine == Engine::Sqlite {
        no_number_stands_in_a_file(&office);
    }
}

/// Searches the file and its write-ahead log, including deleted pages.
fn no_number_stands_in_a_file(office: &Office) {
    let file = office.database.file.as_ref().expect("SQLite has a file");
    for ending in ["", "-wal"] {
        let bytes = std::fs::read(format!("{}{ending}", file.display())).expect("an open database");
        let stands = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        for number in NUMBERS {
            assert!(!stands(number), "a number stands in the file{ending}");
        }
        // A value that may be stored is found, which proves that the search works.
        assert!(ending != "-wal" || stands("Trần Thị Hạnh"));
    }
}
