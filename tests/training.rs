//! Training: the roster on a day, classes with who attended, and the share that counts for the target.

use camket_app::AppError;
use camket_app::targets::{load_card, load_plan};
use camket_app::training::{
    add_officer, create_class, find_officer, list_classes, load_class, load_own_class, load_register,
    load_roster, remove_class, remove_officer, update_class, update_officer, write_attendance,
};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{RosterOfficerId, TrainingClassId};
use camket_domain::refusal::Refusal;
use camket_domain::targets::CardFigures;
use camket_domain::training::{ClassDetails, MAX_ROSTER, RosterDetails, TrainingSum};
use camket_store::training::sum_by_area;
use time::Date;
use time::macros::date;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    an_officer_is_added_once,
    what_is_wrong_is_named_and_nothing_is_kept,
    an_officer_is_changed_by_who_saw_the_last_version,
    an_officer_who_attended_stays,
    a_class_is_recorded_once_corrected_and_removed,
    attendance_is_of_the_roster_of_that_day,
    a_class_is_of_its_own_area,
    the_roster_is_that_of_the_day,
    who_attended_counts_for_the_target,
    sums_are_of_a_time,
}

/// An officer who is on the roster since March 2025.
pub fn officer(name: &str) -> RosterDetails {
    RosterDetails {
        name: name.to_owned(),
        office: "Phòng Văn hóa - Xã hội".to_owned(),
        since: date!(2025 - 03 - 01),
        until: None,
    }
}

/// A class on this day.
pub fn class(held_on: Date) -> ClassDetails {
    ClassDetails {
        held_on,
        organiser: "Sở Y tế".to_owned(),
        content: "Tổ chức, điều phối, giám sát".to_owned(),
        place: "Hội trường".to_owned(),
    }
}

/// Adds an officer to the roster of the person's own area.
pub async fn add(person: &Person, details: RosterDetails) -> Result<RosterOfficerId, AppError> {
    let office = &person.office;
    add_officer(&office.app, &person.may(), office.key(), details).await
}

/// Records a class of the person's own area with who attended.
pub async fn hold(
    person: &Person,
    details: ClassDetails,
    attended: &[RosterOfficerId],
) -> Result<TrainingClassId, AppError> {
    let office = &person.office;
    let id = create_class(&office.app, &person.may(), office.key(), details).await?;
    write_attendance(&office.app, &person.may(), id, 1, attended).await?;
    Ok(id)
}

const TODAY: Date = date!(2026 - 11 - 23);
const MAY: Date = date!(2026 - 05 - 12);

async fn an_officer_is_added_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let key = office.key();
    let add = async || add_officer(&office.app, &hoa.may(), key, officer("Lê Thị Hạnh")).await.unwrap();
    let (first, second) = (add().await, add().await);
    assert_eq!(first, second);
    let kept = find_officer(&office.app, &hoa.may(), first).await.unwrap();
    assert_eq!((kept.details, kept.area), (officer("Lê Thị Hạnh"), PHAN_RANG.commune()));
    assert_eq!(office.actions_on(first.0).await, [AuditAction::RosterOfficerSaved]);
    for more in 1..MAX_ROSTER {
        self::add(&hoa, officer(&format!("Cán bộ {more}"))).await.unwrap();
    }
    self::add(&hoa, officer("Một người nữa")).await.says_refused(Refusal::ListFull);
    // Who has left makes room.
    let left = RosterDetails { until: Some(date!(2026 - 01 - 31)), ..officer("Lê Thị Hạnh") };
    update_officer(&office.app, &hoa.may(), first, 1, left).await.unwrap();
    self::add(&hoa, officer("Một người nữa")).await.unwrap();
}

async fn what_is_wrong_is_named_and_nothing_is_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let early = RosterDetails { until: Some(date!(2025 - 02 - 28)), ..officer("Hạnh") };
    add(&hoa, early).await.says_invalid("until", "roster-until");
    add(&hoa, officer("\u{2603}")).await.says_invalid("name", "text-unprintable");
    hold(&hoa, class(date!(2027 - 01 - 01)), &[]).await.says_invalid("held_on", "class-future");
    hold(&hoa, class(date!(2023 - 12 - 31)), &[]).await.says_invalid("held_on", "class-too-old");
    let odd = ClassDetails { content: "\u{2603}".to_owned(), ..class(MAY) };
    hold(&hoa, odd, &[]).await.says_invalid("content", "text-unprintable");
    let tables = dump_tables(office.app.store()).await;
    assert!(tables["roster_officer"].is_empty() && tables["training_class"].is_empty());
}

async fn an_officer_is_changed_by_who_saw_the_last_version(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let away = office.commune_officer("Xa", BA_DINH).await;
    let app = &office.app;
    let id = add(&hoa, officer("Hạnh")).await.unwrap();
    update_officer(app, &hoa.may(), id, 1, officer("Lê Thị Hạnh")).await.unwrap();
    update_officer(app, &hoa.may(), id, 1, officer("Hạnh")).await.says_conflict();
    let late = RosterDetails { until: Some(date!(2024 - 01 - 01)), ..officer("Hạnh") };
    update_officer(app, &hoa.may(), id, 2, late).await.says_invalid("until", "roster-until");
    update_officer(app, &phoi.may(), id, 2, officer("Hạnh")).await.says_refused(Refusal::NotAllowed);
    update_officer(app, &away.may(), id, 2, officer("Hạnh")).await.says_not_found();
    assert_eq!(find_officer(app, &hoa.may(), id).await.unwrap().details.name, "Lê Thị Hạnh");
}

async fn an_officer_who_attended_stays(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let id = add(&hoa, officer("Hạnh")).await.unwrap();
    let of_class = hold(&hoa, class(MAY), &[id]).await.unwrap();
    remove_officer(app, &hoa.may(), id, 1).await.says_refused(Refusal::OfficerAttended);
    write_attendance(app, &hoa.may(), of_class, 2, &[]).await.unwrap();
    remove_officer(app, &hoa.may(), id, 7).await.says_conflict();
    remove_officer(app, &phoi.may(), id, 1).await.says_refused(Refusal::NotAllowed);
    remove_officer(app, &hoa.may(), id, 1).await.unwrap();
    remove_officer(app, &hoa.may(), id, 1).await.says_not_found();
    let deeds = [AuditAction::RosterOfficerSaved, AuditAction::RosterOfficerRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn a_class_is_recorded_once_corrected_and_removed(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let create = async || create_class(app, &hoa.may(), key, class(MAY)).await.unwrap();
    let (id, again) = (create().await, create().await);
    assert_eq!(id, again);
    let moved = class(date!(2026 - 06 - 01));
    update_class(app, &hoa.may(), id, 1, moved.clone()).await.unwrap();
    update_class(app, &hoa.may(), id, 1, class(MAY)).await.says_conflict();
    let future = class(date!(2027 - 06 - 01));
    update_class(app, &hoa.may(), id, 2, future).await.says_invalid("held_on", "class-future");
    assert_eq!(load_own_class(app, &hoa.may(), id).await.unwrap().details, moved);
    let came = add(&hoa, officer("Hạnh")).await.unwrap();
    write_attendance(app, &hoa.may(), id, 2, &[came]).await.unwrap();
    remove_class(app, &hoa.may(), id, 2).await.says_conflict();
    remove_class(app, &hoa.may(), id, 3).await.unwrap();
    load_class(app, &hoa.may(), id).await.map(drop).says_not_found();
    assert!(dump_tables(app.store()).await["training_attendance"].is_empty());
    let deeds = [
        AuditAction::TrainingClassSaved,
        AuditAction::TrainingClassSaved,
        AuditAction::TrainingAttendanceWritten,
        AuditAction::TrainingClassRemoved,
    ];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn attendance_is_of_the_roster_of_that_day(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let here = add(&hoa, officer("Hạnh")).await.unwrap();
    let later = RosterDetails { since: date!(2026 - 07 - 01), ..officer("Bình") };
    let later = add(&hoa, later).await.unwrap();
    let there = add(&ke, officer("Chi")).await.unwrap();
    let own = hold(&hoa, class(MAY), &[here]).await.unwrap();
    for stranger in [later, there] {
        let tried = write_attendance(app, &hoa.may(), own, 2, &[here, stranger]).await;
        tried.says_invalid("attended", "attendee-unknown");
    }
    write_attendance(app, &hoa.may(), own, 1, &[]).await.says_conflict();
    // The province's class is for the officers of all communes; each commune sees its own among them.
    let wide = hold(&phoi, class(MAY), &[here, there, here]).await.unwrap();
    let seen = load_class(app, &hoa.may(), wide).await.unwrap();
    let names: Vec<_> = seen.attended.iter().map(|officer| officer.details.name.as_str()).collect();
    assert_eq!((seen.attendances, names), (2, vec!["Hạnh"]));
    assert_eq!(load_class(app, &phoi.may(), wide).await.unwrap().attended.len(), 2);
    // Who attended stays on the page although the roster of the day is another one now.
    let moved = RosterDetails { since: date!(2026 - 08 - 01), ..officer("Chi") };
    update_officer(app, &ke.may(), there, 1, moved).await.unwrap();
    let register = load_register(app, &phoi.may(), wide).await.unwrap().officers;
    let came: Vec<_> = register.iter().filter(|(_, came)| *came).map(|(officer, _)| officer.id).collect();
    assert_eq!((register.len(), came.len()), (2, 2));
    assert!(came.contains(&there));
}

async fn a_class_is_of_its_own_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let away = office.commune_officer("Xa", BA_DINH).await;
    let app = &office.app;
    let own = hold(&hoa, class(MAY), &[]).await.unwrap();
    let wide = hold(&phoi, class(MAY), &[]).await.unwrap();
    load_class(app, &ke.may(), own).await.map(drop).says_not_found();
    update_class(app, &ke.may(), own, 2, class(MAY)).await.says_not_found();
    for id in [own, wide] {
        load_class(app, &away.may(), id).await.map(drop).says_not_found();
        remove_class(app, &away.may(), id, 2).await.says_not_found();
    }
    for (reader, id) in [(&phoi, own), (&hoa, wide)] {
        load_class(app, &reader.may(), id).await.unwrap();
        update_class(app, &reader.may(), id, 2, class(MAY)).await.says_refused(Refusal::NotAllowed);
        write_attendance(app, &reader.may(), id, 2, &[]).await.says_refused(Refusal::NotAllowed);
        remove_class(app, &reader.may(), id, 2).await.says_refused(Refusal::NotAllowed);
    }
    let count = async |reader: &Person| list_classes(app, &reader.may(), None).await.unwrap().items.len();
    assert_eq!((count(&hoa).await, count(&ke).await, count(&phoi).await, count(&away).await), (2, 1, 2, 0));
}

async fn the_roster_is_that_of_the_day(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let left = RosterDetails { until: Some(date!(2026 - 06 - 30)), ..officer("Đã Chuyển") };
    add(&hoa, left).await.unwrap();
    let stays = add(&hoa, officer("Ở Lại")).await.unwrap();
    add(&ke, officer("Chi")).await.unwrap();
    hold(&phoi, class(MAY), &[stays]).await.unwrap();
    let names = async |reader: &Person, day, area| {
        let sheet = load_roster(&office.app, &reader.may(), day, area).await.unwrap();
        let name = |line: &camket_app::training::RosterLine| line.officer.details.name.clone();
        sheet.officers.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names(&hoa, MAY, None).await, ["Đã Chuyển", "Ở Lại"]);
    assert_eq!(names(&hoa, TODAY, None).await, ["Ở Lại"]);
    assert_eq!(names(&phoi, TODAY, None).await.len(), 2);
    assert_eq!(names(&phoi, TODAY, Some(DO_VINH.commune())).await, ["Chi"]);
    assert!(names(&hoa, TODAY, Some(DO_VINH.commune())).await.is_empty(), "another commune's");
    let sheet = load_roster(&office.app, &hoa.may(), TODAY, None).await.unwrap();
    assert_eq!(sheet.officers[0].trained_on, Some(MAY));
    assert_eq!(sheet.sums.keys().collect::<Vec<_>>(), [&PHAN_RANG.commune()]);
    // Before the class, and a year later.
    for day in [date!(2026 - 05 - 11), date!(2027 - 05 - 12)] {
        let sheet = load_roster(&office.app, &hoa.may(), day, None).await.unwrap();
        assert!(sheet.officers.iter().all(|line| line.trained_on.is_none()), "{day}");
    }
}

async fn who_attended_counts_for_the_target(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    crate::targets::begin_plan(&phoi, 2026).await.unwrap();
    let target = crate::targets::list_targets(&phoi, 2026).await[1];
    let progress = async || {
        let sheet = load_plan(&office.app, &phoi.may(), Some(2026)).await.unwrap().1.unwrap();
        let progress = sheet.targets[1].progress;
        (progress.done, progress.of, progress.is_met)
    };
    assert_eq!(progress().await, (0, Some(0), None));
    let (one, two) = (add(&hoa, officer("Một")).await.unwrap(), add(&hoa, officer("Hai")).await.unwrap());
    let above = add(&phoi, officer("Ba")).await.unwrap();
    hold(&phoi, class(date!(2025 - 12 - 31)), &[one, two]).await.unwrap();
    assert_eq!(progress().await, (0, Some(3), Some(false)), "another year's class");
    hold(&phoi, class(MAY), &[one, above]).await.unwrap();
    hold(&hoa, class(date!(2026 - 06 - 01)), &[one]).await.unwrap();
    assert_eq!(progress().await, (2, Some(3), Some(false)), "who came twice counts once");
    hold(&hoa, class(TODAY), &[two]).await.unwrap();
    assert_eq!(progress().await, (3, Some(3), None), "64 communes have no roster");
    let card = load_card(&office.app, &phoi.may(), target, PHAN_RANG.commune()).await.unwrap();
    assert_eq!(card.computed, Some(CardFigures { first: 2, second: Some(2) }));
}

async fn sums_are_of_a_time(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (one, two) = (add(&hoa, officer("Một")).await.unwrap(), add(&hoa, officer("Hai")).await.unwrap());
    hold(&phoi, class(MAY), &[one, two]).await.unwrap();
    hold(&hoa, class(date!(2026 - 06 - 01)), &[one]).await.unwrap();
    hold(&hoa, class(date!(2026 - 08 - 01)), &[]).await.unwrap();
    let sums =
        sum_by_area(office.app.store(), PHAN_RANG.province(), MAY, date!(2026 - 06 - 01)).await.unwrap();
    let of_commune = TrainingSum { listed: 2, trained: 2, classes: 1, attendances: 1 };
    let of_province = TrainingSum { listed: 0, trained: 0, classes: 1, attendances: 2 };
    assert_eq!(sums.get(&PHAN_RANG.commune()), Some(&of_commune));
    assert_eq!(sums.get(&PHAN_RANG.province()), Some(&of_province));
    let later =
        sum_by_area(office.app.store(), PHAN_RANG.province(), date!(2026 - 06 - 01), TODAY).await.unwrap();
    let of_commune = TrainingSum { listed: 2, trained: 1, classes: 2, attendances: 1 };
    assert_eq!((later.len(), later.get(&PHAN_RANG.commune())), (1, Some(&of_commune)));
}
