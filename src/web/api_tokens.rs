//! `/account/tokens`: the user's API tokens: created, shown once, ended.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, api_tokens, settings};
use camket_domain::api_tokens::{ApiToken, ApiTokenRequest, MAX_NAME_LENGTH, MAX_TOKENS};
use camket_domain::ids::{ApiTokenId, uuid_v7};
use camket_domain::permissions::{Action, rights};

use crate::paths;
use crate::state::Web;
use camket_shell::client;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

/// Lifetimes to choose from, in days. Offered are those below the bound of the settings, and that bound.
const LIFETIMES_DAYS: [u16; 4] = [7, 30, 90, 366];

pub(crate) fn routes() -> Routes<Web> {
    let own = Action::UseAccount;
    Routes::new()
        .get(paths::ApiTokens::PATTERN, own, list)
        // A token reads what its owner may, without a second factor.
        .post_confirmed(paths::ApiTokens::PATTERN, own, create)
        .post(paths::EndApiToken::PATTERN, own, end)
}

#[derive(Template)]
#[template(path = "api_tokens/list.html")]
struct TokenListPage {
    page: Page,
    form: Form,
    lives: Vec<Choice>,
    lines: Vec<TokenRow>,
}

/// A row of the list.
struct TokenRow {
    id: String,
    name: String,
    made: String,
    used: String,
    ends: String,
}

#[derive(Template)]
#[template(path = "api_tokens/made.html")]
struct NewTokenPage {
    page: Page,
    token: String,
    ends: String,
    /// A command that tries the token in a terminal.
    example: String,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
) -> Result<Html<TokenListPage>, PageError> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let tokens = api_tokens::list(&app, &permit).await?;
    Ok(Html(build_list_page(page, Form::from_fields([("key", key)]), load_max_days(&app).await?, &tokens)))
}

async fn load_max_days(app: &App) -> Result<u16, AppError> {
    Ok(settings::load(app).await?.token_days)
}

fn build_list_page(page: Page, mut form: Form, most: u16, tokens: &[ApiToken]) -> TokenListPage {
    let page = page.with_title("api-tokens-title").with_form_errors(&form);
    let lives: Vec<u16> = LIFETIMES_DAYS.into_iter().filter(|days| *days < most).chain([most]).collect();
    if form.optional("days").is_none() {
        let usual = lives.iter().rev().find(|days| **days <= 30).unwrap_or(&most);
        form.set("days", usual.to_string());
    }
    let choice = |days: u16| Choice::new(days.to_string(), page.t1("api-tokens-days", "count", days));
    TokenListPage {
        lives: lives.into_iter().map(choice).collect(),
        lines: tokens.iter().map(|token| build_row(&page, token)).collect(),
        form,
        page,
    }
}

fn build_row(page: &Page, token: &ApiToken) -> TokenRow {
    TokenRow {
        id: token.id.to_string(),
        name: token.name.clone(),
        made: page.moment(&token.created_at),
        used: token.used_at.map_or_else(|| page.t("api-tokens-never"), |at| page.moment(&at)),
        ends: page.moment(&token.expires_at),
    }
}

async fn create(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
    client::RequestClient(client): client::RequestClient,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&["current"]);
    let key = form.require_key()?;
    if let Some((wanted, password)) = parse_form(&mut form) {
        match api_tokens::create_by_password(&app, &permit, key, wanted, password, &client).await {
            Ok(made) => return Ok(Html(build_token_page(page, &app, &made)).into_response()),
            // The form was sent before, and its token has ended since.
            Err(AppError::NotFound) => return Ok(Redirect::to(paths::ApiTokens::PATTERN).into_response()),
            Err(error) => form.add_error(error).redirect_refusal(paths::ApiTokens)?,
        }
    }
    let tokens = api_tokens::list(&app, &permit).await?;
    let status = form.status();
    let page = build_list_page(page, form, load_max_days(&app).await?, &tokens);
    Ok((status, Html(page)).into_response())
}

/// Reads the request and the password of the account.
fn parse_form(form: &mut Form) -> Option<(ApiTokenRequest, String)> {
    let name = form.require_line("name", "api-tokens-name-what", MAX_NAME_LENGTH);
    let days = form.require_choice("days", "api-tokens-days-what", |days| days.parse().ok());
    let password = Some(form.raw("current").to_owned()).filter(|typed| !typed.is_empty());
    if password.is_none() {
        form.fail_about("current", "errors-required", "api-tokens-password-what", &[]);
    }
    Some((ApiTokenRequest { name: name?, days: days? }, password?))
}

fn build_token_page(page: Page, app: &App, made: &api_tokens::CreatedToken) -> NewTokenPage {
    let page = page.with_title("api-tokens-made-title");
    let address = app.url(paths::ApiAccount::PATTERN);
    NewTokenPage {
        token: made.token.clone(),
        ends: page.moment(&made.stored.expires_at),
        example: format!("curl -H \"Authorization: Bearer {}\" {address}", made.token),
        page,
    }
}

async fn end(
    PageRequest { app, permit, .. }: PageRequest<rights::UseAccount>,
    form: Form,
) -> Result<Response, PageError> {
    let Ok(id) = form.text("token").parse::<ApiTokenId>() else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    api_tokens::revoke(&app, &permit, id).await?;
    Ok(Flash::success("api-tokens-ended").redirect(paths::ApiTokens::PATTERN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::styleguide::build_visitor_page;
    use camket_shell::form::FieldError;
    use camket_shell::l10n::Lang;

    #[test]
    fn only_lives_within_the_settings_are_offered() {
        let lives = |most| -> Vec<String> {
            let page = build_list_page(build_visitor_page(Lang::Vi), Form::new(), most, &[]);
            page.lives.iter().map(|life| life.value.clone()).collect()
        };
        assert_eq!(lives(90), ["7", "30", "90"]);
        assert_eq!(lives(1), ["1"]);
        assert_eq!(lives(366), ["7", "30", "90", "366"]);
        let usual = |most| {
            build_list_page(build_visitor_page(Lang::Vi), Form::new(), most, &[]).form.text("days").to_owned()
        };
        assert_eq!((usual(90), usual(1)), ("30".to_owned(), "1".to_owned()));
    }

    #[test]
    fn a_token_needs_a_name_a_life_and_the_password() {
        for (name, days, password, key) in [
            ("", "30", "x", "errors-required"),
            (&*"x".repeat(MAX_NAME_LENGTH + 1), "30", "x", "errors-too-long"),
            ("Máy quét", "", "x", "errors-choose"),
            ("Máy quét", "-1", "x", "errors-choose"),
            ("Máy quét", "30", "", "errors-required"),
        ] {
            let mut form = Form::from_fields([("name", name), ("days", days), ("current", password)]);
            assert_eq!(parse_form(&mut form), None);
            assert_eq!(form.errors().first().map(FieldError::key), Some(key));
        }
    }
}
