//! What a filter of the register asks of the facts of a venue, and which of it an index gives.

use camket_domain::certificates::CertificateStatus;
use camket_domain::venue_register::{
    CertificateFilter, OperationState, ReachFilter, RegisterDay, RegisterFilter, TrackFilter, TrackStanding,
};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::Date;

use super::entity::{Column, Entity};
use crate::certificates::filter::NO_CERTIFICATE;
use crate::labour::finding;
use crate::venues::entity::Column as VenueColumn;
use crate::{outbox, venues};

/// The conditions on the venue itself, but for its area.
pub(super) fn match_standing(filter: &RegisterFilter, day: RegisterDay) -> Condition {
    Condition::all()
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option(filter.pledge.map(|pledge| in_pledge(pledge, day)))
        .add_option(filter.labour.map(|labour| in_labour(labour, day)))
        .add_option(filter.visited.map(|visited| in_visits(visited, day)))
        .add_option(
            filter
                .demanded
                .map(|open| if open { Column::OpenDemands.gt(0) } else { Column::OpenDemands.eq(0) }),
        )
        .add_option(filter.operation.map(|state| in_operation(state, day.today)))
        .add_option(filter.reach.map(in_reach))
        .add_option(filter.check.map(|check| finding::is_met((Entity, Column::VenueId), check)))
        .add_option(filter.silent.then(|| Column::ReturnedOn.lte(day.silent_since)))
}

/// As [`camket_domain::venue_register::VenueStanding::pledge_on`].
fn in_pledge(filter: TrackFilter, day: RegisterDay) -> Condition {
    let terms = i32::try_from(day.terms_version).unwrap_or(i32::MAX);
    let current = Condition::all()
        .add(Column::PledgeCurrent.eq(true))
        .add(Column::TermsVersion.gte(terms))
        .add(has_not_expired(day.today));
    in_track(Column::Pledge, filter, current)
}

/// As [`camket_domain::venue_register::VenueStanding::labour_on`].
fn in_labour(filter: TrackFilter, day: RegisterDay) -> Condition {
    let current = Condition::all().add(Column::LabourChanged.eq(false)).add(has_not_expired(day.today));
    in_track(Column::Labour, filter, current)
}

fn in_track(column: Column, filter: TrackFilter, current: Condition) -> Condition {
    let confirmed = column.eq(TrackStanding::Confirmed.code());
    match filter {
        TrackFilter::Confirmed => Condition::all().add(confirmed).add(current),
        TrackFilter::Outdated => Condition::all().add(confirmed).add(none_of(current)),
        TrackFilter::Missing => none_of(Condition::all().add(confirmed).add(current)),
        other => Condition::all().add(column.eq(other.code())),
    }
}

/// Not; a comparison with an absent value counts as not true.
fn none_of(condition: Condition) -> Condition {
    Condition::all().add(Expr::expr(Expr::case(condition, 1).finally(0)).eq(0))
}

fn has_not_expired(today: Date) -> Condition {
    Condition::any().add(Column::ExpiresOn.is_null()).add(Column::ExpiresOn.gte(today))
}

fn in_visits(visited: bool, day: RegisterDay) -> Condition {
    let start = day.year_start();
    if visited {
        Condition::all().add(Column::VisitedOn.gte(start))
    } else {
        Condition::any().add(Column::VisitedOn.is_null()).add(Column::VisitedOn.lt(start))
    }
}

/// As [`camket_domain::venue_register::Operation::state_on`].
fn in_operation(state: OperationState, today: Date) -> Condition {
    let recorded = |state: OperationState| Column::Operation.eq(state.code());
    match state {
        OperationState::Operating => Condition::any()
            .add(recorded(OperationState::Operating))
            .add(Condition::all().add(recorded(OperationState::Stopped)).add(Column::StoppedUntil.lt(today))),
        OperationState::Stopped => {
            Condition::all().add(recorded(OperationState::Stopped)).add(Column::StoppedUntil.gte(today))
        }
        OperationState::Closed => Condition::all().add(recorded(OperationState::Closed)),
    }
}

/// The venues whose owner can be reached so.
pub(crate) fn in_reach(reach: ReachFilter) -> Condition {
    let (phone, email) = (Column::ByPhone, Column::ByEmail);
    match reach {
        ReachFilter::Phone => Condition::all().add(phone.eq(true)),
        ReachFilter::Email => Condition::all().add(email.eq(true)),
        ReachFilter::Neither => Condition::all().add(phone.eq(false)).add(email.eq(false)),
        ReachFilter::Undelivered => Condition::all().add(Column::VenueId.in_subquery(select_undelivered())),
    }
}

/// A subquery: the venues whose owner no message reached.
pub(super) fn select_undelivered() -> SelectStatement {
    let owned = VenueColumn::OwnerId.in_subquery(outbox::select_unreached_accounts());
    QueryTrait::into_query(venues::entity::Entity::find().select_only().column(VenueColumn::Id).filter(owned))
}

/// The fact of few venues that an index gives as it is, if the filter asks for one.
pub(super) fn find_rare_fact(filter: &RegisterFilter) -> Option<SimpleExpr> {
    let of_track = |column: Column, track: Option<TrackFilter>| {
        let standing = track?.standing().filter(|standing| *standing != TrackStanding::Confirmed)?;
        (standing != TrackStanding::Outdated).then(|| column.eq(standing.code()))
    };
    find_rare_standing(filter)
        .or_else(|| filter.certificate.and_then(find_rare_status))
        .or_else(|| of_track(Column::Pledge, filter.pledge))
        .or_else(|| of_track(Column::Labour, filter.labour))
        .or_else(|| filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .or_else(|| {
            (filter.certificate? == CertificateFilter::Absent).then(|| Column::Certificate.eq(NO_CERTIFICATE))
        })
}

/// What the indexes of the migration `counting_indexes` hold, in the words of that migration.
fn find_rare_standing(filter: &RegisterFilter) -> Option<SimpleExpr> {
    let operating = || Expr::Constant(OperationState::Operating.code().into());
    if filter.reach == Some(ReachFilter::Neither) {
        return Some(
            Expr::col((Entity, Column::ByPhone)).not().and(Expr::col((Entity, Column::ByEmail)).not()),
        );
    }
    if filter.demanded == Some(true) {
        return Some(Expr::col((Entity, Column::OpenDemands)).gt(Expr::Constant(0.into())));
    }
    let is_operating = filter.operation? == OperationState::Operating;
    (!is_operating).then(|| Expr::col((Entity, Column::Operation)).ne(operating()))
}

fn find_rare_status(certificate: CertificateFilter) -> Option<SimpleExpr> {
    let status = match certificate {
        CertificateFilter::Revoked => CertificateStatus::Revoked,
        CertificateFilter::Superseded => CertificateStatus::Superseded,
        CertificateFilter::Suspended => CertificateStatus::Suspended,
        _ => return None,
    };
    Some(Column::Certificate.eq(status.code()))
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Query, SqliteQueryBuilder};

    use super::*;

    /// An index of some rows is used only where the query asks for them in the same words, without a bound value.
    #[test]
    fn few_venues_are_asked_for_in_the_words_of_their_index() {
        let asked = |filter: &RegisterFilter| {
            let condition = find_rare_fact(filter).unwrap();
            Query::select().and_where(condition).build(SqliteQueryBuilder).0.replace("\"venue_fact\".", "")
        };
        let all = RegisterFilter::default;
        for (filter, words) in [
            (RegisterFilter { demanded: Some(true), ..all() }, "WHERE \"open_demands\" > 0"),
            (
                RegisterFilter { reach: Some(ReachFilter::Neither), ..all() },
                "WHERE (NOT \"by_phone\") AND (NOT \"by_email\")",
            ),
            (
                RegisterFilter { operation: Some(OperationState::Closed), ..all() },
                "WHERE \"operation\" <> 'operating'",
            ),
            (
                RegisterFilter { operation: Some(OperationState::Stopped), ..all() },
                "WHERE \"operation\" <> 'operating'",
            ),
        ] {
            assert!(asked(&filter).ends_with(words), "{}", asked(&filter));
        }
        for common in [
            RegisterFilter { demanded: Some(false), ..all() },
            RegisterFilter { reach: Some(ReachFilter::Phone), ..all() },
            RegisterFilter { operation: Some(OperationState::Operating), ..all() },
            RegisterFilter { pledge: Some(TrackFilter::Confirmed), ..all() },
        ] {
            assert!(find_rare_fact(&common).is_none(), "{common:?}");
        }
    }
}
