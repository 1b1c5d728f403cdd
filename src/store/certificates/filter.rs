//! The condition that a certificate is worth something on a day.

use camket_domain::certificates::CertificateStatus;
use camket_domain::venue_register::{CertificateFilter, RegisterFilter};
use sea_orm::{ColumnTrait, Condition};
use time::{Date, Duration};

/// The status of a venue that has no certificate; no certificate has it.
pub(crate) const NO_CERTIFICATE: &str = "none";

/// The columns that say what a certificate is worth.
pub(crate) struct StatusColumns<C> {
    pub(crate) status: C,
    pub(crate) suspended_until: C,
    pub(crate) expires_on: C,
}

/// What a filter of the register asks of a certificate.
pub(crate) fn match_certificate<C: ColumnTrait>(
    columns: &StatusColumns<C>,
    filter: &RegisterFilter,
    today: Date,
) -> Condition {
    let status = filter.certificate.map(|status| match_status(columns, status, today));
    let ending = filter.ending.map(|month| {
        let days = columns.expires_on.between(month.span().first(), month.span().last());
        match_status(columns, CertificateFilter::Valid, today).add(days)
    });
    Condition::all().add_option(status).add_option(ending)
}

/// As [`camket_domain::certificates::verdict::judge_status`].
pub(crate) fn match_status<C: ColumnTrait>(
    columns: &StatusColumns<C>,
    filter: CertificateFilter,
    today: Date,
) -> Condition {
    let StatusColumns { status, suspended_until, expires_on } = columns;
    let all = Condition::all();
    let has = |wanted: CertificateStatus| status.eq(wanted.code());
    let lifted = Condition::all().add(has(CertificateStatus::Suspended)).add(suspended_until.lt(today));
    let in_force = Condition::any().add(has(CertificateStatus::Issued)).add(lifted);
    match filter {
        CertificateFilter::Absent => all.add(status.eq(NO_CERTIFICATE)),
        CertificateFilter::Valid => all.add(in_force).add(expires_on.gte(today)),
        CertificateFilter::EndsIn30 | CertificateFilter::EndsIn60 | CertificateFilter::EndsIn90 => {
            let days = Duration::days(filter.days_left().unwrap_or_default());
            all.add(in_force).add(expires_on.between(today, today.checked_add(days).unwrap_or(Date::MAX)))
        }
        CertificateFilter::Expired => all.add(in_force).add(expires_on.lt(today)),
        CertificateFilter::Suspended => all
            .add(has(CertificateStatus::Suspended))
            .add(Condition::any().add(suspended_until.is_null()).add(suspended_until.gte(today))),
        CertificateFilter::Revoked => all.add(has(CertificateStatus::Revoked)),
        CertificateFilter::Superseded => all.add(has(CertificateStatus::Superseded)),
    }
}
