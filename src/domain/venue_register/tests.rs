//! Where a venue stands, for every pair of states.

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::certificates::CertificateStatus;

fn day(today: Date) -> RegisterDay {
    RegisterDay::new(today, 2, &Holidays::default_table())
}

fn standing() -> VenueStanding {
    VenueStanding {
        pledge: TrackStanding::Confirmed,
        pledge_current: true,
        terms_version: Some(2),
        labour: TrackStanding::Confirmed,
        labour_changed: false,
        returned_on: None,
        certificate: Some(ListedCertificate {
            id: CertificateId(Uuid::nil()),
            number: CertificateNumber("KH-SNV-2026-000001".to_owned()),
            status_record: StatusRecord::issued(),
            expires_on: date!(2026 - 12 - 31),
        }),
        visited_on: None,
        open_demands: 0,
        operation: Operation::Operating,
        by_phone: true,
        by_email: false,
    }
}

#[test]
fn every_pair_of_states_has_a_standing() {
    use ApplicationState as A;
    use TrackStanding as S;
    use TrackState as T;
    assert_eq!(judge_track(false, None), S::Never);
    assert_eq!(judge_track(true, None), S::Draft);
    // Waiting, claimed, accepted, returned, refused.
    let table = [
        (A::Draft, [S::Draft, S::Draft, S::Confirmed, S::Returned, S::Refused]),
        (A::InReview, [S::InReview, S::InReview, S::Confirmed, S::Returned, S::Refused]),
        (A::Returned, [S::Returned, S::Returned, S::Confirmed, S::Returned, S::Refused]),
        (A::Accepted, [S::InReview, S::InReview, S::Confirmed, S::Returned, S::Refused]),
        (A::Issued, [S::InReview, S::InReview, S::Confirmed, S::Returned, S::Refused]),
        (A::Refused, [S::Refused, S::Refused, S::Confirmed, S::Refused, S::Refused]),
        (A::Withdrawn, [S::Withdrawn; 5]),
    ];
    assert_eq!(table.map(|(state, _)| state), A::ALL);
    for (state, expected) in table {
        for (track, expected) in
            [T::Waiting, T::Claimed, T::Accepted, T::Returned, T::Refused].into_iter().zip(expected)
        {
            assert_eq!(judge_track(true, Some((state, track))), expected, "{state:?} {track:?}");
        }
    }
}

#[test]
fn a_confirmed_pledge_is_out_of_date_for_each_of_three_reasons() {
    let today = day(date!(2026 - 12 - 31));
    assert_eq!(standing().pledge_on(today), TrackStanding::Confirmed);
    assert_eq!(standing().pledge_on(day(date!(2027 - 01 - 01))), TrackStanding::Outdated);
    let changed = VenueStanding { pledge_current: false, ..standing() };
    assert_eq!(changed.pledge_on(today), TrackStanding::Outdated);
    let older = VenueStanding { terms_version: Some(1), ..standing() };
    assert_eq!(older.pledge_on(today), TrackStanding::Outdated);
    let returned = VenueStanding { pledge: TrackStanding::Returned, ..changed };
    assert_eq!(returned.pledge_on(today), TrackStanding::Returned);
}

#[test]
fn labour_is_out_of_date_when_workers_changed_or_the_year_is_over() {
    let today = day(date!(2026 - 12 - 31));
    assert_eq!(standing().labour_on(today), TrackStanding::Confirmed);
    assert_eq!(
        VenueStanding { labour_changed: true, ..standing() }.labour_on(today),
        TrackStanding::Outdated
    );
    assert_eq!(standing().labour_on(day(date!(2027 - 01 - 01))), TrackStanding::Outdated);
}

#[test]
fn silence_begins_after_ten_working_days() {
    // Monday 30/11/2026; Tuesday 24/11 was no working day.
    let today = day(date!(2026 - 11 - 30));
    let returned = |on| VenueStanding { returned_on: Some(on), ..standing() }.is_silent_on(today);
    assert_eq!(count_working_days(date!(2026 - 11 - 13), today.today, &Holidays::default_table()), 10);
    assert!(returned(date!(2026 - 11 - 13)));
    assert!(!returned(date!(2026 - 11 - 16)));
    assert!(!standing().is_silent_on(today));
}

#[test]
fn reminders_are_for_what_is_open() {
    use ReminderReason as R;
    let today = day(date!(2026 - 11 - 30));
    let reasons = |standing: &VenueStanding| -> Vec<R> {
        R::ALL.into_iter().filter(|reason| reason.applies_to(standing, today)).collect()
    };
    assert_eq!(reasons(&standing()), [R::Renewal], "31 days are left");
    let begun = VenueStanding {
        pledge: TrackStanding::Draft,
        labour: TrackStanding::Never,
        certificate: None,
        open_demands: 1,
        ..standing()
    };
    assert_eq!(reasons(&begun), [R::Pledge, R::Labour, R::Demand]);
    assert!(reasons(&VenueStanding { operation: Operation::Closed, ..begun.clone() }).is_empty());
    let returned = VenueStanding {
        pledge: TrackStanding::Returned,
        labour: TrackStanding::Confirmed,
        returned_on: Some(date!(2026 - 11 - 27)),
        certificate: None,
        ..standing()
    };
    assert_eq!(reasons(&returned), [R::Returned]);
    let mut revoked = standing();
    if let Some(certificate) = &mut revoked.certificate {
        certificate.status_record.decided_status = CertificateStatus::Revoked;
    }
    assert!(reasons(&revoked).is_empty());
}

#[test]
fn a_filter_of_a_track_accepts_its_standing() {
    for standing in TrackStanding::ALL {
        let accepting: Vec<_> = TrackFilter::ALL.into_iter().filter(|f| f.accepts(standing)).collect();
        let own = TrackFilter::from_code(standing.code()).expect("each standing has its filter");
        assert!(accepting.contains(&own));
        assert_eq!(accepting.contains(&TrackFilter::Missing), standing != TrackStanding::Confirmed);
        assert!(accepting.len() <= 2);
    }
}

#[test]
fn every_view_narrows_the_list() {
    for view in RegisterView::ALL {
        assert!(view.filter().is_narrowed(), "{view:?}");
        assert_eq!(view.filter().operation, Some(OperationState::Operating));
    }
}
