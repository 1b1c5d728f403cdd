//! The owner's pages: signing up with a code, taking a venue over, and going on to register the venue of a letter.

use askama::Template;
use axum::Extension;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::SignUp;
use camket_app::claim_codes::{self, Claimed, Redeemed};
use camket_domain::accounts::Actor;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Action, rights};

use crate::accounts::{
    LoggedOutVisitor, LoginOffer, SentForm, add_form_error, answer_log_in, parse_name, parse_new_password,
    render_invalid_form,
};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "claim_codes/sign_up.html")]
pub(super) struct ClaimSignUpPage {
    page: Page,
    form: Form,
    /// The log-in, which leads on to the form for owners with an account.
    log_in: String,
}

impl ClaimSignUpPage {
    fn new(page: Page, form: Form) -> Self {
        let own = links::with_query(paths::ClaimVenue::PATTERN, &[("code", &read_code(&form))]);
        let log_in = links::with_query(paths::LogIn::PATTERN, &[("next", &own)]);
        Self { page: page.with_title("claim-codes-sign-up-title").with_form_errors(&form), form, log_in }
    }
}

/// Query: `code`, which the QR of the slip fills in. Only a text that has the form of one is echoed.
fn read_code(form: &Form) -> String {
    ShortCode::read(form.text("code")).map(|code| code.to_string()).unwrap_or_default()
}

/// An owner who is logged in takes a venue over instead.
pub(super) async fn show_form(
    visitor: Result<LoggedOutVisitor, Response>,
    actor: Option<Extension<Actor>>,
    page: Page,
    Query(query): Query,
) -> Result<Response, Response> {
    let code = read_code(&query);
    if actor.is_some_and(|Extension(actor)| actor.may(Action::KeepVenues)) {
        let to = links::with_query(paths::ClaimVenue::PATTERN, &[("code", &code)]);
        return Ok(Redirect::to(&to).into_response());
    }
    let LoggedOutVisitor = visitor?;
    Ok(Html(ClaimSignUpPage::new(page, Form::from_fields([("code", code)]))).into_response())
}

/// No idempotency key: the code is used up with the first success.
pub(super) async fn sign_up(
    _: LoggedOutVisitor,
    SentForm { page, app, client, form, .. }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["password"]);
    if let Some((code, given)) = parse_form(&mut form, page.lang().code()) {
        match claim_codes::redeem(&app, &code, given, &client).await {
            Ok(Redeemed { step, entry }) => {
                form.set("next", entry.map(link_registration).unwrap_or_default());
                return Ok(answer_log_in(&app, page, step, form).await);
            }
            Err(error) => add_form_error(&page, &mut form, error, paths::Claim::PATTERN)?,
        }
    }
    Ok(render_invalid_form(ClaimSignUpPage::new(page, form)))
}

/// The form that is filled in from a letter's entry.
fn link_registration(entry: CensusEntryId) -> String {
    links::with_query(paths::NewVenue::PATTERN, &[("entry", &entry.to_string())])
}

fn parse_form(form: &mut Form, language: &str) -> Option<(String, SignUp)> {
    let code = form.require_text("code", "claim-codes-code-what");
    let name = parse_name(form);
    let login = LoginOffer::Either.parse(form);
    let password = parse_new_password(form, "password");
    let given = SignUp { name: name?, login: login?, password: password?, language: language.to_owned() };
    Some((code?, given))
}

#[derive(Template)]
#[template(path = "claim_codes/take_over.html")]
pub(super) struct TakeOverPage {
    page: Page,
    form: Form,
}

impl TakeOverPage {
    fn new(page: Page, form: Form) -> Self {
        Self { page: page.with_title("claim-codes-take-over-title").with_form_errors(&form), form }
    }
}

pub(super) async fn show_owner_form(page: Page, Query(query): Query) -> Html<TakeOverPage> {
    Html(TakeOverPage::new(page, Form::from_fields([("code", read_code(&query))])))
}

pub(super) async fn take_over(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    RequestClient(client): RequestClient,
    mut form: Form,
) -> Result<Response, Response> {
    if let Some(code) = form.require_text("code", "claim-codes-code-what") {
        match claim_codes::claim(&app, &permit, &code, &client).await {
            Ok(Claimed::Venue(venue)) => {
                return Ok(Flash::success("claim-codes-taken-over").redirect(paths::Venue(venue)));
            }
            Ok(Claimed::Entry(entry)) => return Ok(Redirect::to(&link_registration(entry)).into_response()),
            Err(error) => add_form_error(&page, &mut form, error, paths::ClaimVenue::PATTERN)?,
        }
    }
    Ok(render_invalid_form(TakeOverPage::new(page, form)))
}
