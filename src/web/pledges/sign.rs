//! Signing a pledge: the full text, then consent, name, capacity, a drawn signature (optional), and a confirmation by
//! password or code.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::pledges::{self, Signing, code_recipient, terms_on, text_hash};
use camket_app::venues::{Dossier, dossier};
use camket_app::{App, AppError};
use camket_domain::accounts::Login;
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::{Confirmation, Drawing};
use camket_domain::venues::Section;

use super::text::{self, PledgeText};
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::l10n::{self, Lang};
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::session::May;
use crate::{client, codes};

/// Most characters of name and capacity; more does not fit below the signature line.
const LONGEST: usize = 100;
/// Fields whose values are never sent back to the browser.
const SECRETS: [&str; 2] = ["current", "code"];

/// The capacities offered: code and locale key. The pledge stores the Vietnamese text, because it is printed in Vietnamese.
const CAPACITIES: [(&str, &str); 3] = [
    ("owner", "pledges-capacity-owner"),
    ("legal", "pledges-capacity-legal"),
    ("manager", "pledges-capacity-manager"),
];

#[derive(Template)]
#[template(path = "pledges/sign.html")]
struct SignPledge {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    text: PledgeText,
    shown: String,
    capacities: Vec<Choice>,
    ways: Vec<Choice>,
    recipient: Option<Login>,
    notice: Notice,
}

/// The notice above the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notice {
    Nothing,
    CodeSent,
    TextChanged,
}

/// GET `/venues/{id}/pledge/sign`
pub(super) async fn form(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::filled([("key", key.as_str()), ("how", Confirmation::Password.code())]);
    Ok(show(page, &app, &permit, id, form, Notice::Nothing).await?)
}

/// POST `/venues/{id}/pledge/sign`
pub(super) async fn sign(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    client::From(client): client::From,
    form: Form,
) -> Result<Response, Fault> {
    let mut form = form.secret(&SECRETS);
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    let back = format!("/venues/{id}/pledge");
    let Some(signing) = read(&mut form) else {
        return Ok(show(page, &app, &permit, id, form, Notice::Nothing).await?);
    };
    let shown = form.text("shown").to_owned();
    match pledges::sign(&app, &permit, id, key, &shown, signing, &client).await {
        Ok(_) => Ok((Flash::success("pledges-signed"), Redirect::to(&back)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &back)),
        Err(AppError::Conflict) => {
            form.set("agree", "");
            Ok(show(page, &app, &permit, id, form, Notice::TextChanged).await?)
        }
        Err(error) => {
            beside(&mut form, error)?;
            Ok(show(page, &app, &permit, id, form, Notice::Nothing).await?)
        }
    }
}

/// POST `/venues/{id}/pledge/code`: sends a code and shows the form again as it was.
pub(super) async fn code(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    client::From(client): client::From,
    form: Form,
) -> Result<Response, Fault> {
    let mut form = form.secret(&SECRETS);
    form.set("how", Confirmation::Code.code());
    let notice = match pledges::send_code(&app, &permit, id, &client).await {
        Ok(()) => Notice::CodeSent,
        Err(error) => {
            beside(&mut form, error)?;
            Notice::Nothing
        }
    };
    Ok(show(page, &app, &permit, id, form, notice).await?)
}

/// Puts an error beside its field; errors without a field are returned.
fn beside(form: &mut Form, error: AppError) -> Result<(), AppError> {
    match error {
        AppError::Throttled(seconds) => {
            let field = if form.text("how") == Confirmation::Code.code() { "code" } else { "current" };
            form.fail_with(field, "pledges-too-often", &[("minutes", &seconds.div_ceil(60))]);
            Ok(())
        }
        other => codes::beside_field(form, other),
    }
}

/// Renders the form; if the venue cannot sign now, redirects to the pledge's page, which shows why.
async fn show(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    id: VenueId,
    form: Form,
    notice: Notice,
) -> Result<Response, AppError> {
    let dossier = dossier(app, permit, id).await?;
    if !ready(&dossier) {
        return Ok(Redirect::to(&format!("/venues/{id}/pledge")).into_response());
    }
    let page = page.titled("pledges-sign-title").checked(&form);
    let recipient = code_recipient(app, permit).await?;
    let status = match notice {
        Notice::TextChanged => StatusCode::CONFLICT,
        _ if form.has_errors() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let sheet = SignPledge {
        text: text::of_today(app, &page, &dossier.venue).await?,
        shown: text_hash(terms_on(app.today()), &dossier.venue),
        venue: dossier.venue.name,
        capacities: capacities(&page),
        ways: ways(&page),
        page,
        form,
        id,
        recipient,
        notice,
    };
    Ok((status, Html(sheet)).into_response())
}

fn ready(dossier: &Dossier) -> bool {
    let locked = dossier.application.as_ref().is_some_and(|a| a.state.locks_venue());
    !locked && Section::ALL.into_iter().all(|section| dossier.venue.has(section))
}

fn capacities(page: &Page) -> Vec<Choice> {
    let known = CAPACITIES.into_iter().map(|(code, key)| Choice::new(code, page.t(key)));
    known.chain([Choice::new("other", page.t("pledges-capacity-other"))]).collect()
}

fn ways(page: &Page) -> Vec<Choice> {
    let ways = [Confirmation::Password, Confirmation::Code];
    ways.map(|way| Choice::new(way.code(), codes::words(page, "confirmation", way.code()))).into()
}

/// Parses the form; `None`, with the errors beside their fields, if anything is wrong.
fn read(form: &mut Form) -> Option<Signing> {
    if form.text("agree") != "yes" {
        form.fail("agree", "pledges-agree-missing");
    }
    let name = form.required_line("name", "pledges-name-what", LONGEST);
    let capacity = capacity(form);
    let drawing = Drawing::parse(form.text("signature"));
    if drawing.is_err() {
        form.set("signature", "");
        form.fail("signature", "codes-error-signature-unreadable");
    }
    let confirmation = confirmation(form);
    if form.has_errors() {
        return None;
    }
    Some(Signing { name: name?, capacity: capacity?, drawing: drawing.ok()?, confirmation: confirmation? })
}

fn capacity(form: &mut Form) -> Option<String> {
    let chosen = form.text("capacity").to_owned();
    if chosen == "other" {
        return form.required_line("capacity_other", "pledges-capacity-what", LONGEST);
    }
    let known = CAPACITIES.iter().find(|(code, _)| *code == chosen);
    if known.is_none() {
        form.fail_about("capacity", "errors-choose", "pledges-capacity-what", &[]);
    }
    known.map(|(_, key)| l10n::text(Lang::Vi, key))
}

fn confirmation(form: &mut Form) -> Option<(Confirmation, String)> {
    let how = form.chosen("how", "pledges-how-what", Confirmation::from_code)?;
    let proof = match how {
        // A password may begin with a space.
        Confirmation::Password => Some(form.raw("current").to_owned()).filter(|text| !text.is_empty()),
        Confirmation::Code => form.optional("code").map(str::to_owned),
    };
    if proof.is_none() {
        match how {
            Confirmation::Password => {
                form.fail_about("current", "errors-required", "pledges-password-what", &[]);
            }
            Confirmation::Code => form.fail_about("code", "errors-required", "pledges-code-what", &[]),
        }
    }
    Some((how, proof?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(changes: &[(&'static str, &'static str)]) -> Form {
        let mut form = Form::filled([
            ("agree", "yes"),
            ("name", " Nguyễn  Thị Hồng "),
            ("capacity", "legal"),
            ("signature", "[[[0.1,0.2],[0.3,0.4]]]"),
            ("how", "password"),
            ("current", " mật khẩu "),
        ]);
        for (field, value) in changes {
            form.set(field, *value);
        }
        form
    }

    #[test]
    fn what_is_right_is_read() {
        let signing = read(&mut typed(&[])).unwrap();
        assert_eq!(signing.name, "Nguyễn Thị Hồng");
        assert_eq!(signing.capacity, "Người đại diện theo pháp luật");
        assert_eq!(signing.drawing.unwrap().0[0].len(), 2);
        assert_eq!(signing.confirmation, (Confirmation::Password, " mật khẩu ".to_owned()));
        let other = [
            ("capacity", "other"),
            ("capacity_other", "Kế toán"),
            ("signature", ""),
            ("how", "code"),
            ("code", "123456"),
        ];
        let signing = read(&mut typed(&other)).unwrap();
        assert_eq!((signing.capacity.as_str(), signing.drawing), ("Kế toán", None));
        assert_eq!(signing.confirmation, (Confirmation::Code, "123456".to_owned()));
    }

    #[test]
    fn each_wrong_field_is_named() {
        let long = "ă".repeat(LONGEST + 1);
        let long: &'static str = Box::leak(long.into_boxed_str());
        let cases: [(&[(&str, &str)], &str); 9] = [
            (&[("agree", "")], "agree"),
            (&[("name", " ")], "name"),
            (&[("name", long)], "name"),
            (&[("capacity", "king")], "capacity"),
            (&[("capacity", "other")], "capacity_other"),
            (&[("signature", "[[[2,2]]]")], "signature"),
            (&[("how", "")], "how"),
            (&[("current", "")], "current"),
            (&[("how", "code")], "code"),
        ];
        for (changes, field) in cases {
            let mut form = typed(changes);
            assert!(read(&mut form).is_none(), "{field}");
            assert_eq!(form.errors()[0].field(), field);
        }
    }
}
