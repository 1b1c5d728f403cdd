//! The form of the settings: the numbers that the law leaves open, and the contact for questions about personal data.

use std::str::FromStr;

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::settings;
use camket_domain::permissions::rights;
use camket_domain::settings::Settings;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// Most characters of the contact.
const MAX_CONTACT_CHARS: usize = 300;

#[derive(Template)]
#[template(path = "settings/numbers.html")]
pub(super) struct SettingsPage {
    page: Page,
    form: Form,
}

pub(super) async fn show_form(
    PageRequest { page, app, .. }: PageRequest<rights::ManageSettings>,
) -> Result<Html<SettingsPage>, PageError> {
    let form = build_form(settings::load(&app).await?);
    Ok(Html(SettingsPage { page: page.with_title("settings-title"), form }))
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::ManageSettings>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(settings) = parse_settings(&mut form, version)
        && form.require_success(settings::save(&app, &permit, &settings).await)?.is_some()
    {
        return Ok(Flash::success("settings-saved").redirect(paths::Settings));
    }
    let page = page.with_title("settings-title").with_form_errors(&form);
    Ok((form.status(), Html(SettingsPage { page, form })).into_response())
}

fn build_form(settings: Settings) -> Form {
    Form::from_fields([
        ("version", settings.version.to_string()),
        ("validity_months", settings.validity_months.to_string()),
        ("renewal_days", settings.renewal_days.to_string()),
        ("reminder_days", settings.reminder_days.map(|days| days.to_string()).join(", ")),
        ("share_hours", settings.share_hours.to_string()),
        ("token_days", settings.token_days.to_string()),
        ("pledge_days", settings.pledge_days.to_string()),
        ("labour_days", settings.labour_days.to_string()),
        ("visit_members", settings.visit_members.to_string()),
        ("visit_share", settings.visit_share.to_string()),
        ("reply_days", settings.reply_days.to_string()),
        ("far_metres", settings.far_metres.to_string()),
        ("apart_metres", settings.apart_metres.to_string()),
        ("apart_minutes", settings.apart_minutes.to_string()),
        ("unlock_days", settings.unlock_days.to_string()),
        ("sent_days", settings.sent_days.to_string()),
        ("pack_hours", settings.pack_hours.to_string()),
        ("list_fresh_hours", settings.list_fresh_hours.to_string()),
        ("list_stale_days", settings.list_stale_days.to_string()),
        ("reveals_per_day", settings.reveals_per_day.to_string()),
        ("look_again_workers", settings.look_again_workers.to_string()),
        ("look_again_share", settings.look_again_share.to_string()),
        ("scan_months", settings.scan_months.to_string()),
        ("closing_days", settings.closing_days.to_string()),
        ("privacy_contact", settings.privacy_contact),
        ("open_coverage", if settings.open_coverage { "yes" } else { "" }.to_owned()),
        ("open_certificates", if settings.open_certificates { "yes" } else { "" }.to_owned()),
    ])
}

fn parse_settings(form: &mut Form, version: i32) -> Option<Settings> {
    let validity_months = parse_number(form, "validity_months", "settings-validity-what");
    let renewal_days = parse_number(form, "renewal_days", "settings-renewal-what");
    let reminder_days = parse_reminder_days(form);
    let share_hours = parse_number(form, "share_hours", "settings-share-what");
    let pledge_days = parse_number(form, "pledge_days", "settings-pledge-what");
    let labour_days = parse_number(form, "labour_days", "settings-labour-what");
    let visit_members = parse_number(form, "visit_members", "settings-members-what");
    let visit_share = parse_number(form, "visit_share", "settings-visit-share-what");
    let reply_days = parse_number(form, "reply_days", "settings-reply-what");
    let far_metres = parse_number(form, "far_metres", "settings-far-what");
    let apart_metres = parse_number(form, "apart_metres", "settings-apart-what");
    let apart_minutes = parse_number(form, "apart_minutes", "settings-within-what");
    let unlock_days = parse_number(form, "unlock_days", "settings-unlock-what");
    let sent_days = parse_number(form, "sent_days", "settings-sent-what");
    let pack_hours = parse_number(form, "pack_hours", "settings-pack-what");
    let list_fresh_hours = parse_number(form, "list_fresh_hours", "settings-fresh-what");
    let list_stale_days = parse_number(form, "list_stale_days", "settings-stale-what");
    let token_days = parse_number(form, "token_days", "settings-token-what");
    let reveals_per_day = parse_number(form, "reveals_per_day", "settings-reveals-what");
    let look_again_workers = parse_number(form, "look_again_workers", "settings-look-workers-what");
    let look_again_share = parse_number(form, "look_again_share", "settings-look-share-what");
    let scan_months = parse_number(form, "scan_months", "settings-scans-what");
    let closing_days = parse_number(form, "closing_days", "settings-closing-what");
    let privacy_contact = form.parse_lines("privacy_contact", "settings-contact-what", MAX_CONTACT_CHARS);
    let settings = Settings {
        version,
        validity_months: validity_months?,
        pledge_days: pledge_days?,
        labour_days: labour_days?,
        share_hours: share_hours?,
        token_days: token_days?,
        renewal_days: renewal_days?,
        reminder_days: reminder_days?,
        visit_members: visit_members?,
        visit_share: visit_share?,
        reply_days: reply_days?,
        far_metres: far_metres?,
        apart_metres: apart_metres?,
        apart_minutes: apart_minutes?,
        unlock_days: unlock_days?,
        sent_days: sent_days?,
        pack_hours: pack_hours?,
        list_fresh_hours: list_fresh_hours?,
        list_stale_days: list_stale_days?,
        reveals_per_day: reveals_per_day?,
        look_again_workers: look_again_workers?,
        look_again_share: look_again_share?,
        scan_months: scan_months?,
        closing_days: closing_days?,
        privacy_contact: privacy_contact?,
        open_coverage: form.checked("open_coverage", "yes"),
        open_certificates: form.checked("open_certificates", "yes"),
    };
    if !settings.has_valid_list_ages() {
        form.fail("list_stale_days", "settings-stale-early");
        return None;
    }
    Some(settings)
}

/// A number within the bounds of [`Settings::BOUNDS`].
fn parse_number<N: FromStr + Copy + Into<u16>>(form: &mut Form, field: &str, what: &str) -> Option<N> {
    let bounds = Settings::find_bounds(field)?;
    let typed = form.require_text(field, what)?;
    let number = typed.parse::<N>().ok().filter(|number| bounds.contains((*number).into()));
    if number.is_none() {
        let (min, max) = (bounds.min, bounds.max);
        form.fail_about(field, "errors-number-range", what, &[("min", &min), ("max", &max)]);
    }
    number
}

/// Three numbers of days, the longest first.
fn parse_reminder_days(form: &mut Form) -> Option<[u16; 3]> {
    let typed = form.require_text("reminder_days", "settings-reminder-what")?;
    let days: Option<Vec<u16>> = typed.split(',').map(|days| days.trim().parse().ok()).collect();
    let days = days.and_then(|days| <[u16; 3]>::try_from(days).ok());
    let valid =
        |days: &[u16; 3]| Settings { reminder_days: *days, ..Settings::default() }.has_valid_reminder_days();
    let days = days.filter(valid);
    if days.is_none() {
        form.fail("reminder_days", "settings-reminder-wrong");
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_form_parses_what_it_shows() {
        let settings = Settings {
            version: 4,
            share_hours: 720,
            privacy_contact: "Sở Nội vụ\n0259 382 2693".into(),
            open_coverage: true,
            open_certificates: true,
            ..Settings::default()
        };
        assert_eq!(parse_settings(&mut build_form(settings.clone()), 4), Some(settings));
    }

    #[test]
    fn every_field_is_checked_within_the_domains_bounds() {
        for (field, value, key) in [
            ("validity_months", "", "errors-required"),
            ("validity_months", "0", "errors-number-range"),
            ("validity_months", "61", "errors-number-range"),
            ("pledge_days", "300", "errors-number-range"),
            ("labour_days", "-1", "errors-number-range"),
            ("share_hours", "721", "errors-number-range"),
            ("share_hours", "ba", "errors-number-range"),
            ("token_days", "367", "errors-number-range"),
            ("renewal_days", "0", "errors-number-range"),
            ("renewal_days", "366", "errors-number-range"),
            ("reminder_days", "", "errors-required"),
            ("reminder_days", "60, 30", "settings-reminder-wrong"),
            ("reminder_days", "7, 30, 60", "settings-reminder-wrong"),
            ("reminder_days", "60, 30, 0", "settings-reminder-wrong"),
            ("reminder_days", "400, 30, 7", "settings-reminder-wrong"),
            ("look_again_workers", "0", "errors-number-range"),
            ("look_again_share", "501", "errors-number-range"),
            ("scan_months", "2", "errors-number-range"),
            ("closing_days", "0", "errors-number-range"),
            ("closing_days", "91", "errors-number-range"),
            ("list_fresh_hours", "169", "errors-number-range"),
            ("list_stale_days", "15", "errors-number-range"),
            ("list_stale_days", "1", "settings-stale-early"),
            ("privacy_contact", &*"x".repeat(MAX_CONTACT_CHARS + 1), "errors-too-long"),
        ] {
            let mut form = build_form(Settings::default());
            form.set(field, value);
            assert_eq!(parse_settings(&mut form, 0), None, "{field} {value}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field} {value}");
        }
    }
}
