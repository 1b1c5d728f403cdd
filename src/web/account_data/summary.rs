//! The summary in the copy, in the language of the page.

use camket_app::account_data::{DataSection, DataSheet, DataSummary, MAX_NAMED, NamedRecords};
use camket_domain::account_data::{COPY_SCHEMA_VERSION, DataCount, DataKind};
use camket_domain::accounts::session::{Session, SessionLimits};
use camket_domain::applications::Application;
use camket_domain::certificates::Certificate;
use camket_domain::pledges::Pledge;
use camket_domain::retention::rules::find_rule;
use camket_domain::venues::{Place, Venue};
use time::Date;

use super::describe_backups;
use super::kinds::describe_period;
use crate::codes::{role_key, translate_code};
use camket_shell::page::Page;

pub(super) fn build_summary(
    page: &Page,
    sheet: &DataSheet,
    named: &NamedRecords,
    today: Date,
    limits: SessionLimits,
) -> DataSummary {
    let account = &sheet.account;
    let made = page.t1("account-data-copy-made", "day", page.date(&today));
    let files = page.t1("account-data-copy-files", "version", COPY_SCHEMA_VERSION);
    let section = |(kind, count): &DataCount| {
        let rows = list_rows(page, sheet, named, *kind);
        let kept = find_rule(kind.rule_code(), today);
        let kept = kept.map(|rule| describe_period(page, sheet, rule, limits)).unwrap_or_default();
        build_section(page, sheet, (*kind, *count), rows, &kept)
    };
    let last = DataSection {
        title: page.t("account-data-backups"),
        facts: Vec::new(),
        rows: vec![describe_backups(page, sheet)],
        note: page.t("account-data-law"),
    };
    DataSummary {
        title: page.t("account-data-copy-title"),
        about: vec![account.name.clone(), made, files],
        sections: sheet.counts.iter().map(section).chain([last]).collect(),
        author: account.name.clone(),
        date: today,
    }
}

fn build_section(
    page: &Page,
    sheet: &DataSheet,
    (kind, count): DataCount,
    mut rows: Vec<String>,
    kept: &str,
) -> DataSection {
    let more = count.saturating_sub(MAX_NAMED);
    if more > 0 && !rows.is_empty() {
        rows.push(page.t1("account-data-copy-more", "count", more));
    }
    let number = (page.t("account-data-count-label"), count.to_string());
    DataSection {
        title: translate_code(page, "datakind", kind.code()),
        facts: if kind == DataKind::Account { list_account_facts(page, sheet) } else { vec![number] },
        rows,
        note: format!("{}: {kept}", page.t("account-data-kept")),
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

/// What the summary names of a kind; of the others it says how many there are.
fn list_rows(page: &Page, sheet: &DataSheet, named: &NamedRecords, kind: DataKind) -> Vec<String> {
    let most = usize::try_from(MAX_NAMED).unwrap_or(usize::MAX);
    match kind {
        DataKind::Sessions => named.sessions.iter().map(|one| describe_session(page, one)).collect(),
        DataKind::Venues => {
            let venues = sheet.venues.iter().take(most);
            venues.map(|venue| describe_venue(page, venue, named)).collect()
        }
        DataKind::Pledges => named.pledges.iter().map(|one| describe_pledge(page, one)).collect(),
        DataKind::Applications => {
            named.applications.iter().map(|one| describe_application(page, one)).collect()
        }
        DataKind::Certificates => {
            named.certificates.iter().map(|one| describe_certificate(page, one)).collect()
        }
        _ => Vec::new(),
    }
}

fn describe_session(page: &Page, session: &Session) -> String {
    let agent = match session.agent.as_str() {
        "" => page.t("accounts-sessions-unknown"),
        agent => agent.to_owned(),
    };
    join([agent, page.t1("accounts-sessions-opened", "at", page.moment(&session.created_at))])
}

fn describe_venue(page: &Page, venue: &Venue, named: &NamedRecords) -> String {
    let workers = named.workers.get(&venue.id).copied().unwrap_or_default();
    join([
        venue.name.clone(),
        translate_code(page, "kind", venue.kind.code()),
        venue.place.as_ref().map(Place::full_address).unwrap_or_default(),
        page.t1("account-data-copy-workers", "count", workers),
    ])
}

fn describe_pledge(page: &Page, pledge: &Pledge) -> String {
    join([
        pledge.facts.name.clone(),
        page.t1("account-data-copy-signed", "at", page.moment(&pledge.signed_at)),
        pledge.signer_name.clone(),
    ])
}

fn describe_application(page: &Page, application: &Application) -> String {
    join([
        application.number.as_str().to_owned(),
        page.moment(&application.submitted_at),
        translate_code(page, "application", application.state.code()),
    ])
}

fn describe_certificate(page: &Page, certificate: &Certificate) -> String {
    join([
        certificate.number.as_str().to_owned(),
        certificate.facts.name.clone(),
        page.t1("account-data-copy-until", "day", page.date(&certificate.expires_on)),
    ])
}

/// The parts that are not empty.
fn join<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
