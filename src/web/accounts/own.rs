//! The user's own account: its data, its password, the language of its messages.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, accounts};
use camket_domain::accounts::Account;
use camket_domain::accounts::password::Password;
use camket_domain::areas;
use camket_domain::permissions::{Action, rights};

use super::{answer, logins, passwords, paths};
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::l10n::Lang;
use crate::look::{Choice, Row};
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::session::{self, May};
use crate::state::Web;
use crate::{client, links};

pub(super) fn routes() -> Routes<Web> {
    let own = Action::UseAccount;
    Routes::new()
        .guarded(Method::GET, links::ACCOUNT, own, show)
        .guarded(Method::GET, paths::PASSWORD, own, show_password)
        .guarded(Method::POST, paths::PASSWORD, own, save_password)
        .guarded(Method::GET, paths::LANGUAGE, own, show_language)
        .guarded(Method::POST, paths::LANGUAGE, own, save_language)
}

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct Own {
    page: Page,
    rows: Vec<Row>,
    staff: bool,
}

async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::UseAccount>,
) -> Result<Html<Own>, Fault> {
    let account = accounts::own(&app, &permit).await?;
    let rows = rows(&page, &app, &account);
    Ok(Html(Own { page: page.titled("accounts-own-title"), rows, staff: account.role.is_staff() }))
}

fn rows(page: &Page, app: &App, account: &Account) -> Vec<Row> {
    let area = account.area.and_then(|code| areas::all().find(code, app.today()));
    let known = [
        Row::new(page.t("accounts-own-name"), account.name.as_str()),
        Row::new(page.t("accounts-own-role"), page.t(session::role_key(account.role))),
    ];
    let area = area.map(|area| Row::new(page.t("accounts-own-area"), area.name.as_str()));
    let changed = [
        Row::new(page.t("accounts-own-login"), logins::shown(&account.login)),
        Row::new(page.t("accounts-own-password"), "••••••••").change(paths::PASSWORD),
        Row::new(page.t("accounts-own-language"), language(page, &account.language)).change(paths::LANGUAGE),
    ];
    known.into_iter().chain(area).chain(changed).collect()
}

fn language(page: &Page, code: &str) -> String {
    match Lang::from_code(code).unwrap_or_default() {
        Lang::Vi => page.t("accounts-language-vi"),
        Lang::En => page.t("accounts-language-en"),
    }
}

// ----- password

#[derive(Template)]
#[template(path = "accounts/own_password.html")]
struct OwnPassword {
    page: Page,
    form: Form,
}

impl OwnPassword {
    fn new(page: Page, form: Form) -> Self {
        Self { page: page.titled("accounts-own-password-title").checked(&form), form }
    }
}

async fn show_password(page: Page) -> Html<OwnPassword> {
    Html(OwnPassword::new(page, Form::new()))
}

async fn save_password(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::UseAccount>,
    client::From(client): client::From,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.secret(&["current", "password"]);
    if let Some((current, new)) = read_passwords(&mut form) {
        let session = session::token(&headers).unwrap_or_default();
        match accounts::change_password(&app, &permit, current, new, session, &client).await {
            Ok(()) => {
                let flash = Flash::success("accounts-password-changed");
                return Ok((flash, Redirect::to(links::ACCOUNT)).into_response());
            }
            Err(error) => answer::beside(&page, &mut form, error, paths::PASSWORD)?,
        }
    }
    Ok(answer::again(OwnPassword::new(page, form)))
}

fn read_passwords(form: &mut Form) -> Option<(String, Password)> {
    let current = passwords::present_password(form, "current");
    let new = passwords::new_password(form, "password");
    Some((current?, new?))
}

// ----- language of messages

#[derive(Template)]
#[template(path = "accounts/own_language.html")]
struct OwnLanguage {
    page: Page,
    form: Form,
    languages: Vec<Choice>,
}

impl OwnLanguage {
    fn new(page: Page, form: Form) -> Self {
        let page = page.titled("accounts-own-language-title").checked(&form);
        let choice = |lang: Lang| Choice::new(lang.code(), language(&page, lang.code()));
        Self { languages: Lang::ALL.into_iter().map(choice).collect(), form, page }
    }
}

async fn show_language(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::UseAccount>,
) -> Result<Html<OwnLanguage>, Fault> {
    let account = accounts::own(&app, &permit).await?;
    Ok(Html(OwnLanguage::new(page, Form::filled([("language", account.language)]))))
}

async fn save_language(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::UseAccount>,
    mut form: Form,
) -> Result<Response, Fault> {
    let Some(lang) = Lang::from_code(form.text("language")) else {
        form.fail_about("language", "errors-choose", "accounts-language-what", &[]);
        return Ok(answer::again(OwnLanguage::new(page, form)));
    };
    accounts::set_language(&app, &permit, lang.code()).await?;
    Ok((Flash::success("accounts-language-saved"), Redirect::to(links::ACCOUNT)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FieldError;

    #[test]
    fn a_change_of_password_needs_both() {
        let right = [("current", "cũ"), ("password", "mật khẩu mới toanh")];
        let (current, new) = read_passwords(&mut Form::filled(right)).unwrap();
        assert_eq!((current.as_str(), new.expose()), ("cũ", "mật khẩu mới toanh"));
        for (field, typed, key) in [
            ("current", "", "errors-required"),
            ("password", "", "errors-required"),
            ("password", "ngắn", "codes-error-password-short"),
        ] {
            let mut form = Form::filled(right);
            form.set(field, typed);
            assert!(read_passwords(&mut form).is_none());
            assert_eq!(form.error(field).map(FieldError::key), Some(key));
        }
    }
}
