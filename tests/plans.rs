//! Plans: drawn with a recorded seed, approved by a second person, one per team and period.

use camket_app::{AppError, plans};
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::plans::{Plan, PlanState};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_draft_holds_the_share_and_says_its_seed,
    a_draft_may_be_drawn_again_with_another_seed,
    approval_takes_another_person_and_counts_from_then_on,
    whom_one_team_visits_no_other_team_draws,
    a_period_has_one_plan_and_is_not_over,
    an_old_page_changes_nothing,
    who_is_elsewhere_finds_no_plan,
}

async fn register_venues(office: &Office, count: usize) -> Vec<VenueId> {
    let lan = office.owner("Lan").await;
    let mut ids = Vec::new();
    for n in 0..count {
        let venue = lan.registers(VenueKind::Cafe, &format!("Cà phê số {n}")).await;
        venue.fills_in_everything().await;
        ids.push(venue.id);
    }
    ids
}

async fn draw_plan(officer: &Person, team: &camket_domain::teams::Team) -> Plan {
    let app = &officer.office.app;
    let id =
        plans::draw_plan(app, &officer.may(), officer.office.key(), team.id, (2026, None)).await.unwrap();
    plans::find(app, &officer.may(), id, 0).await.unwrap().plan
}

async fn a_draft_holds_the_share_and_says_its_seed(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    register_venues(&office, 5).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let plan = draw_plan(&officer, &team).await;
    // 60 per cent of five venues.
    assert_eq!((plan.candidates, plan.visits.len(), plan.state()), (5, 3, PlanState::Draft));
    assert_eq!(plan.seed.to_string().len(), 16);
    assert_eq!(office.actions_on(plan.id.0).await, [AuditAction::PlanDrawn]);
    let named = plans::find(&office.app, &officer.may(), plan.id, 0).await.unwrap().names;
    assert!(plan.visits.iter().all(|visit| named[&visit.venue].starts_with("Cà phê số")));
}

async fn a_draft_may_be_drawn_again_with_another_seed(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    register_venues(&office, 3).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = draw_plan(&officer, &team).await;
    plans::redraw(&office.app, &officer.may(), first.id, first.version).await.unwrap();
    let second = plans::find(&office.app, &officer.may(), first.id, 0).await.unwrap().plan;
    assert_ne!(first.seed, second.seed);
    assert_eq!(office.actions_on(first.id.0).await, [AuditAction::PlanDrawn, AuditAction::PlanDrawn]);
}

async fn approval_takes_another_person_and_counts_from_then_on(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    register_venues(&office, 2).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    assert!(Permit::<rights::ApprovePlans>::for_actor(&officer.actor).is_none());
    let plan = draw_plan(&officer, &team).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.approves(plan.id).await;
    let after = plans::find(&office.app, &officer.may(), plan.id, 0).await.unwrap().plan;
    let by_name = after.decision().unwrap().by_name.as_str();
    assert_eq!((after.state(), by_name), (PlanState::Approved, "Ký"));
    let again = plans::approve(&office.app, &ky.may(), plan.id, after.version).await;
    again.says_refused(Refusal::WrongState);
    let redrawn = plans::redraw(&office.app, &officer.may(), plan.id, after.version).await;
    redrawn.says_refused(Refusal::WrongState);
}

async fn whom_one_team_visits_no_other_team_draws(office: Office) {
    let (tra, lam) = (office.inspector("Tra", PHAN_RANG).await, office.inspector("Lâm", PHAN_RANG).await);
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let ids = register_venues(&office, 5).await;
    office.plan(&team, PHAN_RANG).await;
    let other = office.team(PHAN_RANG, &[&lam]).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let plan = draw_plan(&officer, &other).await;
    // The first plan contains three of five venues, so the share is reached.
    assert_eq!((plan.candidates, plan.visits.len()), (5, 0));
    assert_eq!(ids.len(), 5);
}

async fn a_period_has_one_plan_and_is_not_over(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let draw =
        async |period| plans::draw_plan(&office.app, &officer.may(), office.key(), team.id, period).await;
    draw((2026, Some(4))).await.unwrap();
    draw((2026, Some(4))).await.says_invalid("period", "plan-taken");
    draw((2026, None)).await.says_invalid("period", "plan-taken");
    draw((2026, Some(3))).await.says_invalid("period", "plan-period");
    draw((2025, None)).await.says_invalid("period", "plan-period");
    draw((2027, Some(5))).await.says_invalid("period", "plan-period");
    draw((2027, None)).await.unwrap();
    let key = office.key();
    let once = async || plans::draw_plan(&office.app, &officer.may(), key, team.id, (2027, None)).await;
    assert!(matches!(once().await, Err(AppError::Invalid(..))));
}

async fn an_old_page_changes_nothing(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let plan = draw_plan(&officer, &team).await;
    plans::redraw(&office.app, &officer.may(), plan.id, plan.version).await.unwrap();
    plans::redraw(&office.app, &officer.may(), plan.id, plan.version).await.says_conflict();
    let ky = office.approver("Ký", PHAN_RANG).await;
    plans::approve(&office.app, &ky.may(), plan.id, plan.version).await.says_conflict();
    plans::discard(&office.app, &ky.may(), plan.id, plan.version + 1).await.unwrap();
}

async fn who_is_elsewhere_finds_no_plan(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let plan = draw_plan(&officer, &team).await;
    for far in [DO_VINH, BA_DINH] {
        let other = office.commune_officer("Xa", far).await;
        plans::find(&office.app, &other.may(), plan.id, 0).await.says_not_found();
        plans::redraw(&office.app, &other.may(), plan.id, plan.version).await.says_not_found();
        let key = office.key();
        let drawn = plans::draw_plan(&office.app, &other.may(), key, team.id, (2027, None)).await;
        drawn.says_not_found();
    }
}
