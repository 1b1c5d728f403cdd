//! Import of census lists: uploaded, mapped, previewed, imported as a whole, and undone.

use camket_app::AppError;
use camket_app::census::import::{self, ImportedList, UploadRefusal};
use camket_domain::audit::AuditAction;
use camket_domain::census::imports::{ListHeading, MAX_UPLOADS, TableChoice, UPLOAD_LIFETIME};
use camket_domain::census::lifecycle::{Command, EntryFacts, decide};
use camket_domain::census::preview::RowOutcome;
use camket_domain::census::rows::Answers;
use camket_domain::census::{CensusEntry, SourceKind};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusListId, CensusUploadId};
use camket_domain::refusal::Refusal;
use camket_store::census::{self as lists, entry, upload};
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_list_is_imported_as_a_whole,
    a_file_needs_a_readable_content_and_an_own_area,
    the_same_file_is_one_list,
    officers_elsewhere_do_not_see_a_file,
    what_columns_mean_is_remembered_per_source,
    a_file_with_errors_is_not_imported,
    an_old_page_changes_nothing,
    a_later_list_of_the_source_is_compared,
    what_a_later_list_does_not_say_stays,
    an_import_is_undone_until_something_is_built_on_it,
    files_on_their_way_are_sealed_and_deleted_after_a_day,
}

const LIST: &str = "Danh sách cơ sở\n\nSTT;Tên cơ sở;Loại hình;Địa chỉ;Điện thoại;CCCD chủ cơ sở\n\
    1;Hoa Sen;Nhà nghỉ;12 Thống Nhất;0901000001;058175001234\n2;Bình Minh;Khách sạn;34 Yên Ninh;0901000002;\n";

pub fn list_heading() -> ListHeading {
    ListHeading {
        source: SourceKind::CommuneList,
        holder: "Công an phường Phan Rang".to_owned(),
        as_of: date!(2026 - 10 - 01),
        area: PHAN_RANG.commune(),
    }
}

pub async fn upload_text(officer: &Person, heading: ListHeading, text: &str) -> CensusUploadId {
    let bytes = text.as_bytes().to_vec();
    import::upload_file(&officer.office.app, &officer.may(), heading, "danh-sach.csv", bytes)
        .await
        .unwrap()
        .unwrap()
}

async fn version_of(officer: &Person, id: CensusUploadId) -> i32 {
    import::find_upload(&officer.office.app, &officer.may(), id).await.unwrap().version
}

/// Chooses every table that was found, as it was guessed.
async fn accepts_guesses(officer: &Person, id: CensusUploadId) -> Result<(), AppError> {
    let app = &officer.office.app;
    let found = import::load_tables(app, &officer.may(), id, Vec::new()).await?;
    let tables = found.sheets.iter().flat_map(|sheet| &sheet.tables);
    let choice = |table: &import::FoundTable| TableChoice { place: table.place, columns: Default::default() };
    let choices = tables.map(choice).collect();
    import::choose_tables(app, &officer.may(), id, found.upload.version, choices).await
}

async fn imports(officer: &Person, heading: ListHeading, text: &str) -> ImportedList {
    import_upload(officer, upload_text(officer, heading, text).await).await
}

/// Imports a file with every column as guessed.
pub async fn import_upload(officer: &Person, id: CensusUploadId) -> ImportedList {
    accepts_guesses(officer, id).await.unwrap();
    let version = version_of(officer, id).await;
    import::import_list(&officer.office.app, &officer.may(), id, version).await.unwrap()
}

async fn entries_of(office: &Office, list: CensusListId) -> Vec<CensusEntry> {
    let mut entries = entry::list_block(office.app.store(), Some(list), None, 100).await.unwrap();
    entries.sort_by_key(|entry| entry.row);
    entries
}

async fn a_list_is_imported_as_a_whole(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let imported = imports(&hoa, list_heading(), LIST).await;
    assert_eq!((imported.new, imported.changed, imported.same), (2, 0, 0));
    let entries = entries_of(&office, imported.list).await;
    let facts: Vec<_> = entries
        .iter()
        .map(|entry| (entry.row, entry.details.name.as_str(), entry.details.commune, entry.listed_on))
        .collect();
    let day = date!(2026 - 10 - 01);
    assert_eq!(
        facts,
        [(Some(4), "Hoa Sen", PHAN_RANG.commune(), day), (Some(5), "Bình Minh", PHAN_RANG.commune(), day)]
    );
    let owner = entries[0].details.owner.as_ref().unwrap().number.as_ref().unwrap();
    assert_eq!(owner.last4, "1234");
    assert_eq!(office.app.vault().open(owner).unwrap(), "058175001234");
    let dump = format!("{:?}", database_dump::dump_tables(office.app.store()).await);
    assert!(!dump.contains("058175001234"), "a personal number is sealed");
    assert_eq!(office.actions_on(imported.list.0).await, [AuditAction::CensusImported]);
    assert!(import::list_uploads(&office.app, &hoa.may()).await.unwrap().is_empty());
}

async fn a_file_needs_a_readable_content_and_an_own_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let take = |heading, bytes: &[u8]| {
        let bytes = bytes.to_vec();
        async { import::upload_file(&office.app, &hoa.may(), heading, "a.xlsx", bytes).await }
    };
    let refused = take(list_heading(), b"%PDF-1.7").await.unwrap().unwrap_err();
    assert_eq!(refused, UploadRefusal::Unreadable(import::ImportError::NotASpreadsheet));
    for area in [BA_DINH.commune(), DO_VINH.commune(), PHAN_RANG.province()] {
        let elsewhere = ListHeading { area, ..list_heading() };
        take(elsewhere, LIST.as_bytes()).await.says_invalid("area", "area-outside");
    }
    assert!(import::list_uploads(&office.app, &hoa.may()).await.unwrap().is_empty());
    for number in 0..MAX_UPLOADS {
        take(list_heading(), format!("{LIST}{number};Sen;;;;\n").as_bytes()).await.unwrap().unwrap();
    }
    assert_eq!(take(list_heading(), LIST.as_bytes()).await.unwrap(), Err(UploadRefusal::TooMany));
}

async fn the_same_file_is_one_list(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = upload_text(&hoa, list_heading(), LIST).await;
    let again = upload_text(&hoa, ListHeading { holder: "Văn phòng".into(), ..list_heading() }, LIST).await;
    let mine = import::list_uploads(&office.app, &hoa.may()).await.unwrap();
    assert_eq!(
        mine.iter().map(|one| (one.id, one.heading.holder.as_str())).collect::<Vec<_>>(),
        [(again, "Văn phòng")]
    );
    import::find_upload(&office.app, &hoa.may(), first).await.says_not_found();
    let list = imports(&hoa, list_heading(), LIST).await.list;
    let refused =
        import::upload_file(&office.app, &hoa.may(), list_heading(), "b.csv", LIST.as_bytes().to_vec()).await;
    let Err(UploadRefusal::Known(known)) = refused.unwrap() else { panic!("it was imported before") };
    assert_eq!(known.id, list);
}

async fn officers_elsewhere_do_not_see_a_file(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = upload_text(&hoa, list_heading(), LIST).await;
    let app = &office.app;
    for place in [DO_VINH, BA_DINH] {
        let other = office.commune_officer("Bên Cạnh", place).await;
        import::find_upload(app, &other.may(), id).await.says_not_found();
        import::load_tables(app, &other.may(), id, Vec::new()).await.says_not_found();
        import::choose_tables(app, &other.may(), id, 1, Vec::new()).await.says_not_found();
        import::load_preview(app, &other.may(), id).await.says_not_found();
        import::answer_questions(app, &other.may(), id, 1, Answers::default()).await.says_not_found();
        import::import_list(app, &other.may(), id, 1).await.says_not_found();
        import::discard_upload(app, &other.may(), id).await.says_not_found();
    }
    let colleague = office.commune_officer("Mai", PHAN_RANG).await;
    assert_eq!(import::list_uploads(app, &colleague.may()).await.unwrap()[0].account, hoa.id());
    import::discard_upload(app, &colleague.may(), id).await.unwrap();
    import::discard_upload(app, &hoa.may(), id).await.says_not_found();
}

async fn what_columns_mean_is_remembered_per_source(office: Office) {
    use camket_domain::census::columns::{CensusColumn, GuessEvidence};
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = "STT;Tên cơ sở;Địa chỉ;Biệt danh\n1;Sen;12 Thống Nhất;quán cũ\n";
    let id = upload_text(&hoa, list_heading(), list).await;
    let found = import::load_tables(&office.app, &hoa.may(), id, Vec::new()).await.unwrap();
    let table = &found.sheets[0].tables[0];
    assert_eq!((table.table.columns[3].meaning, table.rows), (None, 1));
    assert_eq!(table.samples[1], ["Sen"]);
    let columns = [(4, Some(CensusColumn::Note))].into();
    let choice = TableChoice { place: table.place, columns };
    import::choose_tables(&office.app, &hoa.may(), id, 1, vec![choice]).await.unwrap();
    let later = upload_text(&hoa, list_heading(), &list.replace("12 Thống", "14 Thống")).await;
    let found = import::load_tables(&office.app, &hoa.may(), later, Vec::new()).await.unwrap();
    let guess = &found.sheets[0].tables[0].table.columns[3];
    assert_eq!((guess.meaning, &guess.evidence), (Some(CensusColumn::Note), &GuessEvidence::Remembered));
    let tax = ListHeading { source: SourceKind::TaxLookup, ..list_heading() };
    let other = upload_text(&hoa, tax, &list.replace("12 Thống", "16 Thống")).await;
    let found = import::load_tables(&office.app, &hoa.may(), other, Vec::new()).await.unwrap();
    assert_eq!(found.sheets[0].tables[0].table.columns[3].meaning, None);
}

async fn a_file_with_errors_is_not_imported(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list =
        "STT;Tên cơ sở;Loại hình;Mã số thuế\n1;Sen;Nhà nghỉ;4.41E+11\n2;Mai;Tạp hóa;\n3;Lan;Nhà nghỉ;\n";
    let id = upload_text(&hoa, list_heading(), list).await;
    accepts_guesses(&hoa, id).await.unwrap();
    let preview = import::load_preview(&office.app, &hoa.may(), id).await.unwrap();
    assert_eq!((preview.count(RowOutcome::Error), preview.count(RowOutcome::New)), (2, 1));
    let version = version_of(&hoa, id).await;
    let refused = import::import_list(&office.app, &hoa.may(), id, version).await;
    refused.says_refused(Refusal::ImportNotReady);
    let tables = database_dump::dump_tables(office.app.store()).await;
    assert!(tables["census_list"].is_empty() && tables["census_entry"].is_empty());
    assert_eq!(tables["census_upload"].len(), 1, "the file is still there");
}

async fn an_old_page_changes_nothing(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, id) = (&office.app, upload_text(&hoa, list_heading(), LIST).await);
    accepts_guesses(&hoa, id).await.unwrap();
    import::choose_tables(app, &hoa.may(), id, 1, Vec::new()).await.says_conflict();
    import::answer_questions(app, &hoa.may(), id, 1, Answers::default()).await.says_conflict();
    import::import_list(app, &hoa.may(), id, 1).await.says_conflict();
    import::answer_questions(app, &hoa.may(), id, 2, Answers::default()).await.unwrap();
    import::import_list(app, &hoa.may(), id, 3).await.unwrap();
    import::import_list(app, &hoa.may(), id, 3).await.says_refused(Refusal::ImportDone);
    import::load_preview(app, &hoa.may(), id).await.map(drop).says_refused(Refusal::ImportDone);
    let elsewhere = office.commune_officer("Kế", DO_VINH).await;
    import::find_upload(app, &elsewhere.may(), id).await.says_not_found();
}

async fn a_later_list_of_the_source_is_compared(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = imports(&hoa, list_heading(), LIST).await;
    let before = entries_of(&office, first.list).await;
    let later =
        LIST.replace("34 Yên Ninh;0901000002", "34 Yên Ninh;0901000009").replace("1;Hoa Sen", "9;Hoa Sen")
            + "3;Mới Mở;Karaoke;1 Yên Ninh;;\n";
    let second = imports(&hoa, ListHeading { as_of: date!(2026 - 11 - 01), ..list_heading() }, &later).await;
    assert_eq!((second.new, second.changed, second.same), (1, 1, 1));
    let after = entries_of(&office, second.list).await;
    assert_eq!(
        after.iter().map(|entry| entry.details.name.as_str()).collect::<Vec<_>>(),
        ["Hoa Sen", "Bình Minh", "Mới Mở"]
    );
    assert_eq!((after[0].id, after[1].id), (before[0].id, before[1].id));
    assert_eq!(after[1].details.phones[0].as_str(), "0901000009");
    assert_eq!(after[1].listed_on, date!(2026 - 10 - 01), "the first list's day stays");
    assert!(entries_of(&office, first.list).await.is_empty());
    // Undone, the first list is as before, and can be undone itself.
    import::undo_import(&office.app, &hoa.may(), second.list).await.unwrap();
    let restored = entries_of(&office, first.list).await;
    let details = |entries: &[CensusEntry]| {
        entries.iter().map(|one| (one.row, one.details.clone())).collect::<Vec<_>>()
    };
    assert_eq!(details(&restored), details(&before));
    import::undo_import(&office.app, &hoa.may(), first.list).await.unwrap();
    let tables = database_dump::dump_tables(office.app.store()).await;
    assert!(tables["census_entry"].is_empty() && tables["census_list"].is_empty());
    assert!(tables["census_import_step"].is_empty() && tables["census_entry_change"].is_empty());
}

async fn what_a_later_list_does_not_say_stays(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    imports(&hoa, list_heading(), LIST).await;
    let later = "STT;Tên cơ sở;Địa chỉ;Số phòng\n1;Hoa Sen;12 Thống Nhất;9\n2;Bình Minh;34 Yên Ninh;\n";
    let imported = imports(&hoa, list_heading(), later).await;
    assert_eq!((imported.new, imported.changed, imported.same), (0, 1, 1));
    let sen = &entries_of(&office, imported.list).await[0].details;
    assert_eq!((sen.rooms, sen.kind_text.as_str()), (Some(9), "Nhà nghỉ"));
    assert_eq!(sen.phones.iter().map(Phone::as_str).collect::<Vec<_>>(), ["0901000001"]);
    assert_eq!(sen.owner.as_ref().unwrap().number.as_ref().unwrap().last4, "1234");
}

async fn an_import_is_undone_until_something_is_built_on_it(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let app = &office.app;
    let list = imports(&hoa, list_heading(), LIST).await.list;
    let elsewhere = office.commune_officer("Kế", DO_VINH).await;
    import::undo_import(app, &elsewhere.may(), list).await.says_not_found();
    assert!(import::list_imports(app, &hoa.may()).await.unwrap()[0].may_undo);
    let entry = entries_of(&office, list).await.remove(0);
    let facts = EntryFacts {
        actor: hoa.may::<camket_domain::permissions::rights::KeepCensus>().actor().clone(),
        venue: None,
        original: None,
    };
    let contact = Command::Contact { on: app.today(), note: String::new() };
    let reached = decide(&entry, contact, &facts, app.now()).unwrap().entry;
    let tx = app.store().begin_write().await.unwrap();
    entry::save(&tx, &reached).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!import::list_imports(app, &hoa.may()).await.unwrap()[0].may_undo);
    import::undo_import(app, &hoa.may(), list).await.says_refused(Refusal::ImportBuiltOn);
    assert_eq!(entries_of(&office, list).await.len(), 2);
    let other = imports(&hoa, list_heading(), &LIST.replace("Hoa Sen", "Sen Vàng")).await.list;
    import::undo_import(app, &hoa.may(), other).await.unwrap();
    assert_eq!(
        office.actions_on(other.0).await,
        [AuditAction::CensusImported, AuditAction::CensusImportUndone]
    );
    import::undo_import(app, &hoa.may(), other).await.says_not_found();
    assert!(
        lists::find(
            app.store(),
            &hoa.may::<camket_domain::permissions::rights::KeepCensus>().actor().scope(),
            list
        )
        .await
        .unwrap()
        .is_some()
    );
}

async fn files_on_their_way_are_sealed_and_deleted_after_a_day(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = upload_text(&hoa, list_heading(), LIST).await;
    let sealed = upload::find_file(office.app.store(), id).await.unwrap().unwrap();
    assert!(!sealed.windows(7).any(|bytes| bytes == b"Hoa Sen"));
    office.waits(UPLOAD_LIFETIME - Duration::hours(1));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(version_of(&hoa, id).await, 1);
    office.waits(Duration::hours(2));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    import::find_upload(&office.app, &hoa.may(), id).await.says_not_found();
}
