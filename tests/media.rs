//! Media: outlets of an area, what they reported in a month, and the months that count for the target.

use camket_app::AppError;
use camket_app::media::{MediaLine, add_outlet, find_outlet, load_grid, update_outlet, write_month};
use camket_app::targets::load_plan;
use camket_domain::audit::AuditAction;
use camket_domain::ids::MediaOutletId;
use camket_domain::media::{MAX_OUTLETS, MediaKind, MediaMonth, OutletDetails};
use camket_domain::refusal::Refusal;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    an_outlet_is_added_once_under_one_name,
    an_outlet_is_changed_by_who_saw_the_last_version,
    a_month_is_written_and_changed,
    what_is_wrong_in_a_month_is_named,
    another_areas_outlets_are_not_written,
    months_count_if_every_outlet_reported,
}

/// A newspaper that is followed.
pub fn outlet(name: &str) -> OutletDetails {
    OutletDetails { name: name.to_owned(), kind: MediaKind::Newspaper, active: true }
}

async fn add(person: &Person, name: &str) -> Result<MediaOutletId, AppError> {
    let office = &person.office;
    add_outlet(&office.app, &person.may(), office.key(), outlet(name)).await
}

fn month(month: u8) -> MediaMonth {
    MediaMonth::new(2026, month).unwrap()
}

fn line(outlet: MediaOutletId, version: i32, pieces: u32) -> MediaLine {
    MediaLine { outlet, version, pieces, note: "12/3: Ra quân truyền thông".to_owned() }
}

async fn an_outlet_is_added_once_under_one_name(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.push(add_outlet(app, &phoi.may(), key, outlet("Báo Khánh Hòa")).await.unwrap());
    }
    assert_eq!(ids[0], ids[1]);
    assert_eq!(office.actions_on(ids[0].0).await, [AuditAction::MediaOutletSaved]);
    add(&phoi, "Báo Khánh Hòa").await.says_invalid("name", "media-outlet-taken");
    add(&phoi, "\u{2603}").await.says_invalid("name", "text-unprintable");
    // Another area may have one of the same name.
    add(&office.commune_officer("Hoa", PHAN_RANG).await, "Báo Khánh Hòa").await.unwrap();
    for more in 1..MAX_OUTLETS {
        add(&phoi, &format!("Đài số {more}")).await.unwrap();
    }
    add(&phoi, "Một đài nữa").await.says_refused(Refusal::ListFull);
}

async fn an_outlet_is_changed_by_who_saw_the_last_version(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let id = add(&phoi, "Báo Khánh Hòa").await.unwrap();
    add(&phoi, "Đài Khánh Hòa").await.unwrap();
    let ended = OutletDetails { active: false, ..outlet("Báo Khánh Hòa") };
    update_outlet(app, &phoi.may(), id, 1, ended.clone()).await.unwrap();
    assert_eq!(find_outlet(app, &phoi.may(), id).await.unwrap().details, ended);
    update_outlet(app, &phoi.may(), id, 1, ended).await.says_conflict();
    let same = update_outlet(app, &phoi.may(), id, 2, outlet("Đài Khánh Hòa")).await;
    same.says_invalid("name", "media-outlet-taken");
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    update_outlet(app, &hoa.may(), id, 2, outlet("Báo")).await.says_not_found();
    let own = add(&hoa, "Đài truyền thanh phường").await.unwrap();
    update_outlet(app, &phoi.may(), own, 1, outlet("Đài")).await.says_refused(Refusal::NotAllowed);
}

async fn a_month_is_written_and_changed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let (paper, radio) = (add(&phoi, "Báo").await.unwrap(), add(&phoi, "Đài").await.unwrap());
    let lines = vec![line(paper, 0, 2), line(radio, 0, 1)];
    write_month(app, &phoi.may(), month(3), lines.clone()).await.unwrap();
    let grid = load_grid(app, &phoi.may(), 2026).await.unwrap();
    let mut pieces: Vec<_> = grid.entries.iter().map(|entry| (entry.outlet, entry.pieces)).collect();
    pieces.sort_unstable();
    assert_eq!(pieces, [(paper, 2), (radio, 1)]);
    // The same again changes nothing, also from an older page; other figures from an older page are a conflict.
    write_month(app, &phoi.may(), month(3), lines).await.unwrap();
    assert_eq!(office.actions_on(radio.0).await.len(), 2, "added and written once");
    write_month(app, &phoi.may(), month(3), vec![line(paper, 0, 5)]).await.says_conflict();
    write_month(app, &phoi.may(), month(3), vec![line(paper, 1, 5), line(radio, 1, 1)]).await.unwrap();
    let grid = load_grid(app, &phoi.may(), 2026).await.unwrap();
    let entry = grid.entries.iter().find(|entry| entry.outlet == paper).unwrap();
    assert_eq!((entry.pieces, entry.version, entry.written.name.as_str()), (5, 2, "Phối"));
    assert!(load_grid(app, &phoi.may(), 2025).await.unwrap().entries.is_empty());
}

async fn what_is_wrong_in_a_month_is_named(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let paper = add(&phoi, "Báo").await.unwrap();
    let write =
        async |of: MediaMonth, line: MediaLine| write_month(&office.app, &phoi.may(), of, vec![line]).await;
    write(month(12), line(paper, 0, 1)).await.says_invalid("pieces", "media-future");
    write(month(3), line(paper, 0, 1_001)).await.says_invalid("pieces", "media-pieces");
    let odd = MediaLine { note: "\u{2603}".to_owned(), ..line(paper, 0, 1) };
    write(month(3), odd).await.says_invalid("note", "text-unprintable");
    assert!(dump_tables(office.app.store()).await["media_entry"].is_empty());
}

async fn another_areas_outlets_are_not_written(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let paper = add(&phoi, "Báo").await.unwrap();
    for other in [office.commune_officer("Hoa", PHAN_RANG).await, office.commune_officer("Xa", BA_DINH).await]
    {
        let tried = write_month(&office.app, &other.may(), month(3), vec![line(paper, 0, 1)]).await;
        tried.says_not_found();
        assert!(load_grid(&office.app, &other.may(), 2026).await.unwrap().outlets.is_empty());
    }
}

async fn months_count_if_every_outlet_reported(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    crate::targets::begin_plan(&phoi, 2026).await.unwrap();
    let done = async || {
        let sheet = load_plan(&office.app, &phoi.may(), Some(2026)).await.unwrap().1.unwrap();
        sheet.targets[6].progress.done
    };
    assert_eq!(done().await, 0);
    let (paper, radio) = (add(&phoi, "Báo").await.unwrap(), add(&phoi, "Đài").await.unwrap());
    let write = async |of: u8, lines: Vec<MediaLine>| {
        write_month(&office.app, &phoi.may(), month(of), lines).await.unwrap();
    };
    write(1, vec![line(paper, 0, 2), line(radio, 0, 1)]).await;
    write(2, vec![line(paper, 0, 2), line(radio, 0, 0)]).await;
    let own = add(&hoa, "Đài truyền thanh phường").await.unwrap();
    write_month(&office.app, &hoa.may(), month(2), vec![line(own, 0, 9)]).await.unwrap();
    assert_eq!(
        done().await,
        1,
        "the radio was silent in February, and a commune's loudspeakers do not count"
    );
    let ended = OutletDetails { active: false, ..outlet("Đài") };
    update_outlet(&office.app, &phoi.may(), radio, 1, ended).await.unwrap();
    assert_eq!(done().await, 2);
}
