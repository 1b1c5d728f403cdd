//! The summary in the copy, in the language of the page.

use camket_app::account_data::{DataSection, DataSheet, DataSummary};
use camket_domain::account_data::{COPY_SCHEMA_VERSION, DataCount, DataKind};
use camket_domain::accounts::session::SessionLimits;
use camket_domain::retention::rules::find_rule;
use camket_domain::venues::{Place, Venue};
use time::Date;

use super::describe_backups;
use super::kinds::describe_period;
use crate::codes::{role_key, translate_code};
use camket_shell::page::Page;

/// Venues that are named; the others are in the JSON file.
const MAX_VENUES: usize = 100;

pub(super) fn build_summary(
    page: &Page,
    sheet: &DataSheet,
    today: Date,
    limits: SessionLimits,
) -> DataSummary {
    let account = &sheet.account;
    let made = page.t1("account-data-copy-made", "day", page.date(&today));
    let files = page.t1("account-data-copy-files", "version", COPY_SCHEMA_VERSION);
    let kinds = sheet.counts.iter().map(|count| build_section(page, sheet, *count, today, limits));
    let last = DataSection {
        title: page.t("account-data-backups"),
        facts: Vec::new(),
        rows: vec![describe_backups(page, sheet)],
        note: page.t("account-data-law"),
    };
    DataSummary {
        title: page.t("account-data-copy-title"),
        about: vec![account.name.clone(), made, files],
        sections: kinds.chain([last]).collect(),
        author: account.name.clone(),
        date: today,
    }
}

fn build_section(
    page: &Page,
    sheet: &DataSheet,
    (kind, count): DataCount,
    today: Date,
    limits: SessionLimits,
) -> DataSection {
    let number = (page.t("account-data-count-label"), count.to_string());
    let kept = find_rule(kind.rule_code(), today).map(|rule| describe_period(page, sheet, rule, limits));
    DataSection {
        title: translate_code(page, "datakind", kind.code()),
        facts: if kind == DataKind::Account { list_account_facts(page, sheet) } else { vec![number] },
        rows: if kind == DataKind::Venues { list_venues(page, sheet) } else { Vec::new() },
        note: kept.map(|kept| format!("{}: {kept}", page.t("account-data-kept"))).unwrap_or_default(),
    }
}

fn list_account_facts(page: &Page, sheet: &DataSheet) -> Vec<(String, String)> {
    let account = &sheet.account;
    vec![
        (page.t("accounts-own-name"), account.name.clone()),
        (page.t("accounts-own-login"), account.login.as_str().to_owned()),
        (page.t("accounts-own-role"), page.t(role_key(account.role))),
        (page.t("account-data-since"), page.moment(&account.created_at)),
    ]
}

fn list_venues(page: &Page, sheet: &DataSheet) -> Vec<String> {
    let named = sheet.venues.iter().take(MAX_VENUES).map(|venue| describe_venue(page, venue));
    let more = sheet.venues.len().saturating_sub(MAX_VENUES);
    let rest = (more > 0).then(|| page.t1("account-data-copy-more", "count", more as u64));
    named.chain(rest).collect()
}

fn describe_venue(page: &Page, venue: &Venue) -> String {
    let kind = translate_code(page, "kind", venue.kind.code());
    let address = venue.place.as_ref().map(Place::full_address);
    [Some(venue.name.clone()), Some(kind), address].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
