//! The choices of the filters by which venues and certificates are listed; the fields are in
//! `templates/venue_register/filter_fields.html`.

use camket_domain::accounts::Actor;
use camket_domain::calendar::add_months;
use camket_domain::labour::checks::LabourCheck;
use camket_domain::venue_register::{CertificateFilter, EndMonth, OperationState, ReachFilter, TrackFilter};
use time::Date;

use crate::areas::own_choices::build_commune_choices;
use crate::codes::{self, build_code_choices};
use camket_shell::look::Choice;
use camket_shell::page::Page;

/// The choices of the filters.
#[derive(Debug)]
pub(crate) struct FilterChoices {
    pub(crate) communes: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) tracks: Vec<Choice>,
    pub(crate) certificates: Vec<Choice>,
    pub(crate) months: Vec<Choice>,
    pub(crate) visited: Vec<Choice>,
    pub(crate) demanded: Vec<Choice>,
    pub(crate) operations: Vec<Choice>,
    pub(crate) reaches: Vec<Choice>,
    pub(crate) checks: Vec<Choice>,
    pub(crate) silent: Vec<Choice>,
}

impl FilterChoices {
    /// The choices of the reader's area; `today` is a Vietnamese date.
    pub(crate) fn build(page: &Page, actor: &Actor, today: Date) -> Self {
        let flag = |yes: &str, no: &str| vec![Choice::new("yes", page.t(yes)), Choice::new("no", page.t(no))];
        Self {
            communes: build_commune_choices(actor, today),
            kinds: codes::build_venue_kind_choices(page),
            tracks: build_code_choices(page, "trackfilter", TrackFilter::ALL.map(TrackFilter::code)),
            certificates: build_code_choices(
                page,
                "certificatefilter",
                CertificateFilter::ALL.map(CertificateFilter::code),
            ),
            months: build_month_choices(today),
            visited: flag("venue-register-visited-yes", "venue-register-visited-no"),
            demanded: flag("venue-register-demanded-yes", "venue-register-demanded-no"),
            operations: build_code_choices(page, "operation", OperationState::ALL.map(OperationState::code)),
            reaches: build_code_choices(page, "reach", ReachFilter::ALL.map(ReachFilter::code)),
            checks: build_code_choices(page, "labourcheck", LabourCheck::ALL.map(LabourCheck::code)),
            silent: vec![Choice::new("yes", page.t("venue-register-silent-yes"))],
        }
    }
}

/// The months of the chart of the first page, and the one a year later: a certificate ends within these.
fn build_month_choices(today: Date) -> Vec<Choice> {
    let months = (0..=12).filter_map(|months| EndMonth::of(add_months(today, months)));
    months.map(|month| Choice::new(month.as_str(), format_month(month))).collect()
}

/// "12/2026".
pub(super) fn format_month(month: EndMonth) -> String {
    let first = month.span().first();
    format!("{}/{}", u8::from(first.month()), first.year())
}
