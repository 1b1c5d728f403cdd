//! The user's own account: its data, its password, the language of its messages.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::{App, accounts, digests};
use camket_domain::accounts::Account;
use camket_domain::accounts::password::Password;
use camket_domain::areas;
use camket_domain::permissions::{Action, Permit, rights};

use super::{logins, passwords, responses};
use crate::codes;
use crate::digests::format_wanted;
use crate::paths;
use crate::state::Web;
use camket_shell::client;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::l10n::Lang;
use camket_shell::look::{Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

pub(super) fn routes() -> Routes<Web> {
    let own = Action::UseAccount;
    Routes::new()
        .get(paths::OwnAccount::PATTERN, own, show)
        .get(paths::OwnPassword::PATTERN, own, show_password)
        .post(paths::OwnPassword::PATTERN, own, save_password)
        .get(paths::OwnLanguage::PATTERN, own, show_language)
        .post(paths::OwnLanguage::PATTERN, own, save_language)
}

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct OwnAccountPage {
    page: Page,
    rows: Vec<SummaryRow>,
    staff: bool,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
) -> Result<Html<OwnAccountPage>, PageError> {
    let account = accounts::load_own(&app, &permit).await?;
    let mut rows = build_rows(&page, &app, &account);
    if let Some(keeper) = Permit::for_actor(permit.actor()) {
        let factors = accounts::load_factors(&app, &keeper).await?;
        let words = page.t(if factors.is_on() { "accounts-factors-on" } else { "accounts-factors-off" });
        rows.push(
            SummaryRow::new(page.t("accounts-factors-title"), words).with_change(paths::OwnFactors::PATTERN),
        );
    }
    if let Some(officer) = Permit::for_actor(permit.actor()) {
        let wanted = digests::is_wanted(&app, &officer).await?;
        let row = SummaryRow::new(page.t("digests-title"), format_wanted(&page, wanted));
        rows.push(row.with_change(paths::OwnDigest::PATTERN));
    }
    Ok(Html(OwnAccountPage {
        page: page.with_title("accounts-own-title"),
        rows,
        staff: account.role.is_staff(),
    }))
}

fn build_rows(page: &Page, app: &App, account: &Account) -> Vec<SummaryRow> {
    let area = account.area.and_then(|code| areas::all().find(code, app.today()));
    let known = [
        SummaryRow::new(page.t("accounts-own-name"), account.name.as_str()),
        SummaryRow::new(page.t("accounts-own-role"), page.t(codes::role_key(account.role))),
    ];
    let area = area.map(|area| SummaryRow::new(page.t("accounts-own-area"), area.name.as_str()));
    let changed = [
        SummaryRow::new(page.t("accounts-own-login"), logins::format_login(&account.login)),
        SummaryRow::new(page.t("accounts-own-password"), "••••••••").with_change(paths::OwnPassword::PATTERN),
        SummaryRow::new(page.t("accounts-own-language"), format_language(page, &account.language))
            .with_change(paths::OwnLanguage::PATTERN),
    ];
    known.into_iter().chain(area).chain(changed).collect()
}

fn format_language(page: &Page, code: &str) -> String {
    match Lang::from_code(code).unwrap_or_default() {
        Lang::Vi => page.t("accounts-language-vi"),
        Lang::En => page.t("accounts-language-en"),
    }
}

// ----- password

#[derive(Template)]
#[template(path = "accounts/own_password.html")]
struct OwnPasswordPage {
    page: Page,
    form: Form,
}

impl OwnPasswordPage {
    fn new(page: Page, form: Form) -> Self {
        Self { page: page.with_title("accounts-own-password-title").with_form_errors(&form), form }
    }
}

async fn show_password(page: Page) -> Html<OwnPasswordPage> {
    Html(OwnPasswordPage::new(page, Form::new()))
}

async fn save_password(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
    client::RequestClient(client): client::RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current", "password"]);
    if let Some((current, new)) = parse_passwords(&mut form) {
        match accounts::change_password(&app, &permit, current, new, &client).await {
            Ok(logged_in) => {
                let flash = Flash::success("accounts-password-changed");
                let back = responses::redirect_logged_in(&logged_in, paths::OwnAccount::PATTERN);
                return Ok((flash, back).into_response());
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::OwnPassword::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(OwnPasswordPage::new(page, form)))
}

fn parse_passwords(form: &mut Form) -> Option<(String, Password)> {
    let current = passwords::parse_present_password(form, "current");
    let new = passwords::parse_new_password(form, "password");
    Some((current?, new?))
}

// ----- language of messages

#[derive(Template)]
#[template(path = "accounts/own_language.html")]
struct OwnLanguagePage {
    page: Page,
    form: Form,
    languages: Vec<Choice>,
}

impl OwnLanguagePage {
    fn new(page: Page, form: Form) -> Self {
        let page = page.with_title("accounts-own-language-title").with_form_errors(&form);
        let choice = |lang: Lang| Choice::new(lang.code(), format_language(&page, lang.code()));
        Self { languages: Lang::ALL.into_iter().map(choice).collect(), form, page }
    }
}

async fn show_language(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
) -> Result<Html<OwnLanguagePage>, PageError> {
    let account = accounts::load_own(&app, &permit).await?;
    Ok(Html(OwnLanguagePage::new(page, Form::from_fields([("language", account.language)]))))
}

async fn save_language(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
    mut form: Form,
) -> Result<Response, PageError> {
    let Some(lang) = Lang::from_code(form.text("language")) else {
        form.fail_about("language", "errors-choose", "accounts-language-what", &[]);
        return Ok(responses::render_invalid_form(OwnLanguagePage::new(page, form)));
    };
    accounts::set_language(&app, &permit, lang.code()).await?;
    Ok(Flash::success("accounts-language-saved").redirect(paths::OwnAccount::PATTERN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use camket_shell::form::FieldError;

    #[test]
    fn a_change_of_password_needs_both() {
        let right = [("current", "cũ"), ("password", "mật khẩu mới toanh")];
        let (current, new) = parse_passwords(&mut Form::from_fields(right)).unwrap();
        assert_eq!((current.as_str(), new.expose()), ("cũ", "mật khẩu mới toanh"));
        for (field, typed, key) in [
            ("current", "", "errors-required"),
            ("password", "", "errors-required"),
            ("password", "ngắn", "codes-error-password-short"),
        ] {
            let mut form = Form::from_fields(right);
            form.set(field, typed);
            assert!(parse_passwords(&mut form).is_none());
            assert_eq!(form.error(field).map(FieldError::key), Some(key));
        }
    }
}
