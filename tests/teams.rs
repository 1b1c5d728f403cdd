//! Inspection teams: data that an administrator edits.

use camket_app::teams;
use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::{Rank, Team};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, build_team};

test_on_both_engines! {
    a_team_is_set_up_and_found_by_its_inspector,
    the_same_form_twice_sets_up_one,
    what_is_no_team_is_told_beside_its_field,
    an_old_page_changes_nothing,
    who_is_elsewhere_finds_no_team_and_who_has_no_right_has_no_permit,
}

async fn a_team_is_set_up_and_found_by_its_inspector(office: Office) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    assert_eq!((team.members.len(), team.version), (4, 1));
    assert_eq!(office.actions_on(team.id.0).await, [AuditAction::TeamSaved]);
    assert_eq!(teams::list_own(&office.app, &tra.may()).await.unwrap(), [team]);
    let other = office.inspector("Người Khác", PHAN_RANG).await;
    assert_eq!(teams::list_own(&office.app, &other.may()).await.unwrap(), []);
}

async fn the_same_form_twice_sets_up_one(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let (key, given) = (office.key(), build_team(PHAN_RANG, &[&tra]));
    let first = teams::create(&office.app, &officer.may(), key, given.clone()).await.unwrap();
    assert_eq!(teams::create(&office.app, &officer.may(), key, given).await.unwrap(), first);
    assert_eq!(teams::list_managed(&office.app, &officer.may()).await.unwrap().len(), 1);
}

async fn what_is_no_team_is_told_beside_its_field(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let far = office.inspector("Ở Xa", BA_DINH).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let good = build_team(PHAN_RANG, &[&tra]);
    let mut headless = good.clone();
    headless.members[0].rank = Rank::Member;
    let mut small = good.clone();
    small.members.truncate(2);
    let cases = [
        (headless, "members", "team-head"),
        (small, "members", "team-small"),
        (build_team(PHAN_RANG, &[&tra, &far]), "members", "team-account"),
        (build_team(PHAN_RANG, &[&tra, &officer]), "members", "team-account"),
        (Team { area: BA_DINH.commune(), ..good.clone() }, "area", "area-outside"),
        (Team { valid_to: good.valid_from.previous_day(), ..good }, "valid_to", "dates-crossed"),
    ];
    for (team, field, code) in cases {
        teams::create(&office.app, &officer.may(), office.key(), team).await.says_invalid(field, code);
    }
    assert_eq!(teams::list_managed(&office.app, &officer.may()).await.unwrap(), []);
}

async fn an_old_page_changes_nothing(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let named = |name: &str| Team { name: name.to_owned(), ..team.clone() };
    teams::update(&office.app, &officer.may(), named("Tên một")).await.unwrap();
    teams::update(&office.app, &officer.may(), named("Tên hai")).await.says_conflict();
    assert_eq!(teams::find(&office.app, &officer.may(), team.id).await.unwrap().name, "Tên một");
}

async fn who_is_elsewhere_finds_no_team_and_who_has_no_right_has_no_permit(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let far = office.administrator("Quản", BA_DINH).await;
    teams::find(&office.app, &far.may(), team.id).await.says_not_found();
    let taken = Team { area: BA_DINH.commune(), ..team };
    teams::update(&office.app, &far.may(), taken).await.says_not_found();
    assert!(Permit::<rights::ManageTeams>::for_actor(&tra.actor).is_none());
}
