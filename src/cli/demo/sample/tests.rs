use std::collections::BTreeSet;

use camket_domain::calendar::{Holidays, VIETNAM};
use time::macros::{datetime, time};
use time::{Date, Duration, OffsetDateTime, Time};

use super::*;

/// The plan of a demo that is created at 03:22 in the night to `day`.
fn choose_plan(day: Date) -> Plan {
    let now = day.with_time(time!(3:22)).assume_offset(VIETNAM);
    let (days, chance) = (OfficeDays::before(now), SeededRandom::new(SEED));
    let communes = offices::list_communes(days.today(), &chance).unwrap();
    let owners = choose_owners(&chance);
    Plan::choose(&days, &chance, (&communes, &owners), VENUE_COUNT).unwrap()
}

fn is_within(at: OffsetDateTime, from: Time, to: Time) -> bool {
    (from..to).contains(&at.time())
}

fn is_office_time(at: OffsetDateTime) -> bool {
    Holidays::default_table().is_working_day(at.date())
        && (is_within(at, time!(7:30), time!(11:30)) || is_within(at, time!(13:30), time!(17:00)))
}

/// Every commune and kind, and what the inspections need: a distance from a known place and an old certificate.
#[track_caller]
fn check_variety(plan: &Plan) {
    let communes: BTreeSet<_> = plan.venues.iter().map(|known| known.venue.commune).collect();
    let kinds: BTreeSet<_> = plan.venues.iter().map(|known| known.venue.kind.code()).collect();
    assert_eq!((communes.len(), kinds.len()), (24, 17));
    assert!(plan.venues[plan.team.compliant].venue.position().is_some());
    assert!(plan.team.old_certificate.is_some());
}

#[test]
fn every_step_has_its_hours_and_every_state_a_venue_whatever_the_day() {
    let first = datetime!(2026-11-28 00:00 +7).date();
    for day in (0..400).step_by(7).map(|offset| first + Duration::days(offset)) {
        let plan = choose_plan(day);
        check_variety(&plan);
        for (at, step) in plan.steps {
            let at = at.to_offset(VIETNAM);
            let is_allowed = match step {
                Step::SignUp(_) | Step::Own(..) | Step::Report(_) => is_within(at, time!(8:00), time!(21:00)),
                _ => is_office_time(at),
            };
            assert!(is_allowed && at.date() < day, "{day}: {step:?} at {at}");
        }
    }
}
