//! Activities: kept as drafts, recorded with pictures, corrected, removed, and counted for the target of communication.

use camket_app::AppError;
use camket_app::activities::{
    ActivityFilter, ActivityInput, create_activity, find_last_activity, list_activities, load_activity,
    load_own_activity, load_picture, remove_activity, update_activity,
};
use camket_app::scan_batch::ScanBatch;
use camket_app::targets::{load_card, load_plan};
use camket_domain::activities::{ActivityDraft, ActivityForm, ActivityState, ActivityTopic, MAX_FILES};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_domain::permissions::rights;
use camket_domain::refusal::Refusal;
use camket_domain::targets::CardFigures;
use time::macros::date;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    an_activity_is_recorded_once_with_its_pictures,
    a_draft_is_finished_later,
    what_is_wrong_is_named_and_nothing_is_kept,
    a_recorded_activity_is_corrected_and_becomes_no_draft,
    an_activity_is_of_its_own_area,
    an_older_page_changes_nothing,
    a_removed_activity_is_gone_with_its_pictures,
    activities_count_for_the_target_of_communication,
    the_list_is_by_day_and_by_year,
}

/// A meeting on these topics.
pub fn meeting(topics: &[ActivityTopic]) -> ActivityInput {
    let draft = ActivityDraft {
        held_on: Some(date!(2026 - 11 - 10)),
        form: Some(ActivityForm::VillageMeeting),
        topics: topics.to_vec(),
        place: "Nhà văn hóa thôn 1".to_owned(),
        sessions: Some(2),
        people: Some(85),
        note: String::new(),
    };
    ActivityInput { draft, records: true, removed: Vec::new() }
}

/// Records it with so many photos.
pub async fn record(person: &Person, input: ActivityInput, photos: usize) -> Result<ActivityId, AppError> {
    let office = &person.office;
    let batch = photos_of(person, photos).await;
    create_activity(&office.app, &person.may(), office.key(), input, batch).await
}

async fn photos_of(person: &Person, count: usize) -> ScanBatch {
    let mut batch = ScanBatch::default();
    for _ in 0..count {
        batch
            .add(&person.office.app, &person.may::<rights::RecordActivities>(), samples::photo())
            .await
            .unwrap();
    }
    batch
}

/// Changes it as it is now.
async fn change(person: &Person, id: ActivityId, input: ActivityInput) -> Result<(), AppError> {
    let (app, batch) = (&person.office.app, ScanBatch::default());
    let seen = load_own_activity(app, &person.may(), id).await?.0;
    update_activity(app, &person.may(), id, seen.version, input, batch).await
}

async fn pictures(person: &Person, id: ActivityId) -> Vec<ActivityPictureId> {
    load_activity(&person.office.app, &person.may(), id).await.unwrap().pictures
}

async fn an_activity_is_recorded_once_with_its_pictures(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let mut ids = Vec::new();
    for _ in 0..2 {
        let batch = photos_of(&hoa, 2).await;
        ids.push(create_activity(app, &hoa.may(), key, meeting(&ActivityTopic::ALL), batch).await.unwrap());
    }
    assert_eq!(ids[0], ids[1]);
    let kept = load_activity(app, &hoa.may(), ids[0]).await.unwrap();
    assert_eq!(kept.activity.status.draft(), meeting(&ActivityTopic::ALL).draft);
    assert_eq!((kept.activity.area, kept.activity.written.name.as_str()), (PHAN_RANG.commune(), "Hoa"));
    assert_eq!(office.actions_on(ids[0].0).await, [AuditAction::ActivityRecorded]);
    let jpeg = load_picture(app, &hoa.may(), ids[0], kept.pictures[1]).await.unwrap();
    assert!(jpeg.starts_with(&[0xff, 0xd8]));
    let tells = samples::PHOTO_TELLS.as_bytes();
    assert!(!jpeg.windows(tells.len()).any(|part| part == tells), "no metadata of the camera");
    let stored = dump_tables(app.store()).await;
    assert_eq!(stored["activity_picture"].len(), 2);
    assert!(stored["activity_picture"].iter().all(|row| !row.to_lowercase().contains("ffd8ffe0")), "sealed");
    assert_eq!(find_last_activity(app, &hoa.may()).await.unwrap().map(|last| last.id), Some(ids[0]));
}

async fn a_draft_is_finished_later(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let app = &office.app;
    let little = ActivityDraft { place: "Chợ Phan Rang".to_owned(), ..ActivityDraft::default() };
    let input = ActivityInput { draft: little.clone(), records: false, removed: Vec::new() };
    let id = record(&hoa, input, 1).await.unwrap();
    let list = list_activities(app, &hoa.may(), ActivityFilter::default(), None).await.unwrap();
    assert_eq!(list.drafts.iter().map(|draft| draft.id).collect::<Vec<_>>(), [id]);
    assert!(list.recorded.items.is_empty(), "a draft counts nowhere");
    let picture = pictures(&hoa, id).await[0];
    let (phoi, quan) =
        (office.coordinator("Phối", PHAN_RANG).await, office.observer("Quan", PHAN_RANG).await);
    for reader in [&phoi, &quan] {
        load_activity(app, &reader.may(), id).await.map(drop).says_not_found();
    }
    load_picture(app, &phoi.may(), id, picture).await.says_not_found();
    change(&phoi, id, meeting(&ActivityTopic::ALL)).await.says_not_found();
    let early = ActivityInput { draft: little, records: true, removed: Vec::new() };
    change(&hoa, id, early).await.says_invalid("topics", "activity-topics");
    change(&hoa, id, meeting(&[ActivityTopic::Drugs])).await.unwrap();
    assert_eq!(pictures(&hoa, id).await.len(), 1, "its picture stays");
    let list = list_activities(app, &hoa.may(), ActivityFilter::default(), None).await.unwrap();
    assert_eq!((list.drafts.len(), list.recorded.items.len()), (0, 1));
    let deeds = [AuditAction::ActivityKept, AuditAction::ActivityRecorded];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn what_is_wrong_is_named_and_nothing_is_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let good = || meeting(&[ActivityTopic::Drugs]);
    let wrong = |change: &dyn Fn(&mut ActivityDraft)| {
        let mut input = good();
        change(&mut input.draft);
        input
    };
    let future = wrong(&|draft| draft.held_on = Some(date!(2030 - 01 - 01)));
    record(&hoa, future, 0).await.says_invalid("held_on", "activity-future");
    let nobody = wrong(&|draft| draft.people = Some(2_000_000));
    record(&hoa, nobody, 0).await.says_invalid("people", "activity-people");
    let nowhere = wrong(&|draft| draft.place.clear());
    record(&hoa, nowhere, 0).await.says_invalid("place", "activity-missing");
    let odd = wrong(&|draft| draft.note = "\u{2603}".to_owned());
    record(&hoa, odd, 0).await.says_invalid("note", "text-unprintable");
    record(&hoa, good(), MAX_FILES + 1).await.says_invalid("files", "activity-files");
    let mut batch = ScanBatch::default();
    let text =
        batch.add(&office.app, &hoa.may::<rights::RecordActivities>(), b"%PDF-1.7 nothing".to_vec()).await;
    text.says_invalid("files", "scan-unreadable");
    assert!(dump_tables(office.app.store()).await["activity"].is_empty());
}

async fn a_recorded_activity_is_corrected_and_becomes_no_draft(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = record(&hoa, meeting(&[ActivityTopic::Drugs]), 2).await.unwrap();
    let back = ActivityInput { records: false, ..meeting(&[ActivityTopic::Drugs]) };
    change(&hoa, id, back).await.says_refused(Refusal::WrongState);
    let before = pictures(&hoa, id).await;
    let mut corrected = meeting(&ActivityTopic::ALL);
    corrected.removed = vec![before[0]];
    change(&hoa, id, corrected).await.unwrap();
    assert_eq!(pictures(&hoa, id).await, before[1..]);
    let kept = load_activity(&office.app, &hoa.may(), id).await.unwrap().activity;
    assert_eq!(kept.status.state(), ActivityState::Recorded);
    assert_eq!(kept.status.draft().topics, ActivityTopic::ALL);
}

async fn an_activity_is_of_its_own_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let away = office.commune_officer("Xa", BA_DINH).await;
    let app = &office.app;
    let id = record(&hoa, meeting(&[ActivityTopic::Drugs]), 1).await.unwrap();
    let picture = pictures(&hoa, id).await[0];
    for other in [&ke, &away] {
        load_activity(app, &other.may(), id).await.map(drop).says_not_found();
        load_picture(app, &other.may(), id, picture).await.says_not_found();
        change(other, id, meeting(&ActivityTopic::ALL)).await.says_not_found();
        remove_activity(app, &other.may(), id, 1).await.says_not_found();
    }
    // The province reads what a commune did, and changes only its own.
    load_activity(app, &phoi.may(), id).await.unwrap();
    load_picture(app, &phoi.may(), id, picture).await.unwrap();
    change(&phoi, id, meeting(&ActivityTopic::ALL)).await.says_refused(Refusal::NotAllowed);
    remove_activity(app, &phoi.may(), id, 1).await.says_refused(Refusal::NotAllowed);
    let own = record(&phoi, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    load_activity(app, &hoa.may(), own).await.map(drop).says_not_found();
    let other = record(&ke, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    load_picture(app, &ke.may(), other, picture).await.says_not_found();
}

async fn an_older_page_changes_nothing(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = record(&hoa, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    let app = &office.app;
    for stale in [0, 2] {
        let input = meeting(&ActivityTopic::ALL);
        update_activity(app, &hoa.may(), id, stale, input, ScanBatch::default()).await.says_conflict();
        remove_activity(app, &hoa.may(), id, stale).await.says_conflict();
    }
    let kept = load_activity(app, &hoa.may(), id).await.unwrap().activity;
    assert_eq!((kept.version, kept.status.draft().topics), (1, vec![ActivityTopic::Drugs]));
}

async fn a_removed_activity_is_gone_with_its_pictures(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = record(&hoa, meeting(&[ActivityTopic::Drugs]), 2).await.unwrap();
    remove_activity(&office.app, &hoa.may(), id, 1).await.unwrap();
    load_activity(&office.app, &hoa.may(), id).await.map(drop).says_not_found();
    remove_activity(&office.app, &hoa.may(), id, 1).await.says_not_found();
    assert!(dump_tables(office.app.store()).await["activity_picture"].is_empty());
    let deeds = [AuditAction::ActivityRecorded, AuditAction::ActivityRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn activities_count_for_the_target_of_communication(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    crate::targets::begin_plan(&phoi, 2026).await.unwrap();
    let target = crate::targets::list_targets(&phoi, 2026).await[0];
    let progress = async || {
        let sheet = load_plan(&office.app, &phoi.may(), Some(2026)).await.unwrap().1.unwrap();
        (sheet.targets[0].progress.done, sheet.targets[0].progress.of)
    };
    assert_eq!(progress().await, (0, Some(65)));
    record(&hoa, meeting(&[ActivityTopic::Drugs, ActivityTopic::Prostitution]), 0).await.unwrap();
    record(&ke, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    record(&phoi, meeting(&ActivityTopic::ALL), 0).await.unwrap();
    assert_eq!(progress().await, (0, Some(65)), "a topic is missing, and the province is no commune");
    let mut before = meeting(&[ActivityTopic::Trafficking]);
    before.draft.held_on = Some(date!(2025 - 12 - 31));
    record(&hoa, before, 0).await.unwrap();
    let draft = ActivityInput { records: false, ..meeting(&[ActivityTopic::Trafficking]) };
    let draft = record(&hoa, draft, 0).await.unwrap();
    assert_eq!(progress().await, (0, Some(65)), "neither another year's nor a draft counts");
    change(&hoa, draft, meeting(&[ActivityTopic::Trafficking])).await.unwrap();
    assert_eq!(progress().await, (1, Some(65)));
    let card = load_card(&office.app, &phoi.may(), target, PHAN_RANG.commune()).await.unwrap();
    assert_eq!(card.computed, Some(CardFigures { first: 2, second: Some(3) }));
}

async fn the_list_is_by_day_and_by_year(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let on = |day| {
        let mut input = meeting(&[ActivityTopic::Drugs]);
        input.draft.held_on = Some(day);
        input
    };
    let late = record(&hoa, on(date!(2026 - 11 - 12)), 0).await.unwrap();
    let old = record(&hoa, on(date!(2025 - 06 - 01)), 0).await.unwrap();
    let middle = record(&ke, on(date!(2026 - 03 - 01)), 0).await.unwrap();
    let list = async |filter| {
        let page = list_activities(&office.app, &phoi.may(), filter, None).await.unwrap();
        page.recorded.items.iter().map(|activity| activity.id).collect::<Vec<_>>()
    };
    assert_eq!(list(ActivityFilter::default()).await, [late, middle, old]);
    assert_eq!(list(ActivityFilter { year: Some(2026), area: None }).await, [late, middle]);
    let area = Some(PHAN_RANG.commune());
    assert_eq!(list(ActivityFilter { area, year: Some(2026) }).await, [late]);
}
