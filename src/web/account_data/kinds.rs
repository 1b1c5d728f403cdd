//! One kind of data in words: what it is, for what, how long, what stays, where it is corrected.

use camket_app::account_data::DataSheet;
use camket_domain::account_data::{DataCount, DataKind};
use camket_domain::accounts::session::SessionLimits;
use camket_domain::retention::rules::{RetentionEffect, RetentionPeriod, RetentionRule, find_rule};
use time::Date;

use crate::codes::translate_code;
use crate::paths;
use camket_shell::page::Page;

pub(super) struct KindCard {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) what: String,
    pub(super) why: String,
    /// How long it is kept.
    pub(super) kept: String,
    pub(super) basis: String,
    /// What becomes of it when the account is closed.
    pub(super) after: String,
    /// Address and words of the page on which it is corrected.
    pub(super) correct: Option<(&'static str, String)>,
}

pub(super) fn build_kind(
    page: &Page,
    sheet: &DataSheet,
    (kind, count): DataCount,
    today: Date,
    limits: SessionLimits,
) -> KindCard {
    let code = kind.code();
    let rule = find_rule(kind.rule_code(), today);
    KindCard {
        name: translate_code(page, "datakind", code),
        count: page.t1("account-data-count", "count", count),
        what: page.t(&format!("account-data-what-{code}")),
        why: page.t(&format!("account-data-why-{code}")),
        kept: rule.map(|rule| describe_period(page, sheet, rule, limits)).unwrap_or_default(),
        basis: rule.map(|rule| describe_basis(page, rule)).unwrap_or_default(),
        after: describe_after(page, kind, rule),
        correct: find_correction(page, kind),
    }
}

/// How long the rule keeps rows, in words.
pub(super) fn describe_period(
    page: &Page,
    sheet: &DataSheet,
    rule: &RetentionRule,
    limits: SessionLimits,
) -> String {
    match (rule.period, rule.effect) {
        (RetentionPeriod::Days(_), RetentionEffect::Blur) => {
            page.t1("account-data-kept-account", "days", sheet.closing_days)
        }
        (RetentionPeriod::Days(days), _) => page.t1("account-data-kept-days", "days", days),
        (RetentionPeriod::Limit, _) => page.t2(
            "account-data-kept-session",
            "hours",
            limits.idle.whole_hours(),
            "days",
            limits.absolute.whole_days(),
        ),
        (RetentionPeriod::ScanMonths, _) => page.t1("account-data-kept-months", "months", sheet.scan_months),
        (RetentionPeriod::Agency, _) => page.t("account-data-kept-agency"),
    }
}

/// The act for which it is kept, and how sure that is.
fn describe_basis(page: &Page, rule: &RetentionRule) -> String {
    let certainty = translate_code(page, "certainty", rule.certainty.code());
    match rule.basis {
        Some(basis) => format!("{} ({certainty})", translate_code(page, "retentionbasis", basis.code())),
        None => certainty,
    }
}

fn describe_after(page: &Page, kind: DataKind, rule: Option<&RetentionRule>) -> String {
    match rule.map(|rule| rule.effect) {
        Some(RetentionEffect::Keep) | None => page.t("account-data-after-stays"),
        Some(effect) if kind == DataKind::Account => translate_code(page, "retentioneffect", effect.code()),
        Some(_) => translate_code(page, "retentioneffect", RetentionEffect::Erase.code()),
    }
}

fn find_correction(page: &Page, kind: DataKind) -> Option<(&'static str, String)> {
    let (href, key) = match kind {
        DataKind::Account => (paths::OwnAccount::PATTERN, "account-data-correct-account"),
        DataKind::Sessions => (paths::OwnSessions::PATTERN, "account-data-correct-sessions"),
        DataKind::Venues
        | DataKind::Pledges
        | DataKind::Workers
        | DataKind::Questions
        | DataKind::Applications
        | DataKind::Managers
        | DataKind::Transfers => (paths::Venues::PATTERN, "account-data-correct-venues"),
        DataKind::LogIns
        | DataKind::Certificates
        | DataKind::Inspections
        | DataKind::Messages
        | DataKind::Trail => return None,
    };
    Some((href, page.t(key)))
}
