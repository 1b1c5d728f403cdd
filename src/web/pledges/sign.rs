//! Signing a pledge: the full text, then consent, name, capacity, a drawn signature (optional), and a confirmation by
//! password or code.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::pledges::{self, SigningInput, find_code_recipient, find_terms_for_day, hash_text};
use camket_app::venues::{VenueDossier, load_dossier};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::Login;
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::{ConfirmationMethod, SignatureStrokes};
use camket_domain::text::lengths::{MAX_LINE_CHARS, MAX_PERSON_NAME_CHARS};
use camket_domain::venues::Section;

use super::text::{self, PledgeText};
use crate::codes;
use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::client;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::l10n::{self, Lang, format_wait};
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};

/// Fields whose values are never sent back to the browser.
const SECRET_FIELDS: [&str; 2] = ["current", "code"];

/// The capacities offered: code and locale key. The pledge stores the Vietnamese text, because it is printed in Vietnamese.
const CAPACITIES: [(&str, &str); 3] = [
    ("owner", "pledges-capacity-owner"),
    ("legal", "pledges-capacity-legal"),
    ("manager", "pledges-capacity-manager"),
];

#[derive(Template)]
#[template(path = "pledges/sign.html")]
struct SignPledgePage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    text: PledgeText,
    shown: String,
    /// Name of the representative, who signs unless another person is authorised.
    representative: String,
    capacities: Vec<Choice>,
    ways: Vec<Choice>,
    recipient: Option<Login>,
    notice: SigningNotice,
}

/// The notice above the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SigningNotice {
    Nothing,
    CodeSent,
    TextChanged,
}

/// GET `/venues/{id}/pledge/sign`
pub(super) async fn show_form(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key.as_str()), ("how", ConfirmationMethod::Password.code())]);
    Ok(render_form(page, &app, &permit, id, form, SigningNotice::Nothing).await?)
}

/// POST `/venues/{id}/pledge/sign`
pub(super) async fn sign(
    OwnVenue { page, app, permit, id }: OwnVenue,
    client::RequestClient(client): client::RequestClient,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&SECRET_FIELDS);
    let key = form.require_key()?;
    let Some(signing) = parse_signing(&mut form) else {
        return Ok(render_form(page, &app, &permit, id, form, SigningNotice::Nothing).await?);
    };
    let shown = form.text("shown").to_owned();
    match pledges::sign(&app, &permit, id, key, &shown, signing, &client).await {
        Ok(_) => Ok(Flash::success("pledges-signed").redirect(paths::Pledge(id))),
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, paths::Pledge(id))),
        Err(AppError::Conflict) => {
            form.set("agree", "");
            Ok(render_form(page, &app, &permit, id, form, SigningNotice::TextChanged).await?)
        }
        Err(error) => {
            add_form_error(&page, &mut form, error)?;
            Ok(render_form(page, &app, &permit, id, form, SigningNotice::Nothing).await?)
        }
    }
}

/// POST `/venues/{id}/pledge/code`: sends a code and shows the form again as it was.
pub(super) async fn send_code(
    OwnVenue { page, app, permit, id }: OwnVenue,
    client::RequestClient(client): client::RequestClient,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&SECRET_FIELDS);
    form.set("how", ConfirmationMethod::Code.code());
    let client = accounts::begin_attempt(&app, client);
    let notice = match pledges::send_code(&app, &permit, id, &client).await {
        Ok(()) => SigningNotice::CodeSent,
        Err(error) => {
            add_form_error(&page, &mut form, error)?;
            SigningNotice::Nothing
        }
    };
    let mut answer = render_form(page, &app, &permit, id, form, notice).await?;
    if notice == SigningNotice::CodeSent {
        let cookie = client::build_attempt_cookie(&client);
        answer.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    }
    Ok(answer)
}

/// Puts an error beside its field; errors without a field are returned.
fn add_form_error(page: &Page, form: &mut Form, error: AppError) -> Result<(), AppError> {
    match error {
        AppError::Throttled(seconds) => {
            let field = if form.text("how") == ConfirmationMethod::Code.code() { "code" } else { "current" };
            form.fail_with(field, "pledges-too-often", &[("time", &format_wait(page.lang(), Some(seconds)))]);
            Ok(())
        }
        other => form.add_error(other),
    }
}

/// Renders the form; if the venue cannot sign now, redirects to the pledge's page, which shows why.
async fn render_form(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    id: VenueId,
    form: Form,
    notice: SigningNotice,
) -> Result<Response, AppError> {
    let dossier = load_dossier(app, permit, id).await?;
    if !may_sign(&dossier) {
        return Ok(Redirect::to(&paths::Pledge(id).to_string()).into_response());
    }
    let page = page.with_title("pledges-sign-title").with_form_errors(&form);
    let recipient = find_code_recipient(app, permit).await?;
    let status = match notice {
        SigningNotice::TextChanged => StatusCode::CONFLICT,
        SigningNotice::Nothing | SigningNotice::CodeSent => form.status(),
    };
    let sheet = SignPledgePage {
        text: text::build_current(app, &page, &dossier.venue).await?,
        shown: hash_text(find_terms_for_day(app.today()), &dossier.venue),
        representative: dossier.venue.representative.map(|person| person.name).unwrap_or_default(),
        venue: dossier.venue.name,
        capacities: build_capacity_choices(&page),
        ways: build_confirmation_choices(&page),
        page,
        form,
        id,
        recipient,
        notice,
    };
    Ok((status, Html(sheet)).into_response())
}

fn may_sign(dossier: &VenueDossier) -> bool {
    !dossier.is_locked() && Section::ALL.into_iter().all(|section| dossier.venue.has_section(section))
}

fn build_capacity_choices(page: &Page) -> Vec<Choice> {
    let known = CAPACITIES.into_iter().map(|(code, key)| Choice::new(code, page.t(key)));
    known.chain([Choice::new("other", page.t("pledges-capacity-other"))]).collect()
}

fn build_confirmation_choices(page: &Page) -> Vec<Choice> {
    let ways = [ConfirmationMethod::Password, ConfirmationMethod::Code];
    ways.map(|way| Choice::new(way.code(), codes::translate_code(page, "confirmation", way.code()))).into()
}

/// Parses the form; `None`, with the errors beside their fields, if anything is wrong.
fn parse_signing(form: &mut Form) -> Option<SigningInput> {
    if form.text("agree") != "yes" {
        form.fail("agree", "pledges-agree-missing");
    }
    let name = form.require_line("name", "pledges-name-what", MAX_PERSON_NAME_CHARS);
    let capacity = parse_capacity(form);
    let authority = form.parse_line("authority", "pledges-authority-what", MAX_LINE_CHARS);
    let drawing = SignatureStrokes::parse(form.text("signature"));
    if drawing.is_err() {
        form.set("signature", "");
        form.fail("signature", "codes-error-signature-unreadable");
    }
    let confirmation = parse_confirmation(form);
    if form.has_errors() {
        return None;
    }
    Some(SigningInput {
        name: name?,
        capacity: capacity?,
        authority: authority?,
        drawing: drawing.ok()?,
        confirmation: confirmation?,
    })
}

fn parse_capacity(form: &mut Form) -> Option<String> {
    let chosen = form.text("capacity").to_owned();
    if chosen == "other" {
        return form.require_line("capacity_other", "pledges-capacity-what", MAX_PERSON_NAME_CHARS);
    }
    let known = CAPACITIES.iter().find(|(code, _)| *code == chosen);
    if known.is_none() {
        form.fail_about("capacity", "errors-choose", "pledges-capacity-what", &[]);
    }
    known.map(|(_, key)| l10n::translate(Lang::Vi, key))
}

fn parse_confirmation(form: &mut Form) -> Option<(ConfirmationMethod, String)> {
    let on_screen =
        |code: &str| ConfirmationMethod::from_code(code).filter(|method| *method != ConfirmationMethod::Hand);
    let how = form.require_choice("how", "pledges-how-what", on_screen)?;
    let (field, what, proof) = match how {
        // A password may begin with a space.
        ConfirmationMethod::Password => {
            let typed = Some(form.raw("current").to_owned()).filter(|text| !text.is_empty());
            ("current", "pledges-password-what", typed)
        }
        ConfirmationMethod::Code | ConfirmationMethod::Hand => {
            ("code", "pledges-code-what", form.optional("code").map(str::to_owned))
        }
    };
    if proof.is_none() {
        form.fail_about(field, "errors-required", what, &[]);
    }
    Some((how, proof?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed_form(changes: &[(&'static str, &'static str)]) -> Form {
        let mut form = Form::from_fields([
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
    fn valid_forms_are_parsed() {
        let signing = parse_signing(&mut typed_form(&[])).unwrap();
        assert_eq!(signing.name, "Nguyễn Thị Hồng");
        assert_eq!(signing.capacity, "Người đại diện theo pháp luật");
        assert_eq!(signing.drawing.unwrap().0[0].len(), 2);
        assert_eq!(signing.confirmation, (ConfirmationMethod::Password, " mật khẩu ".to_owned()));
        let other = [
            ("capacity", "other"),
            ("capacity_other", "Kế toán"),
            ("signature", ""),
            ("how", "code"),
            ("code", "123456"),
        ];
        let signing = parse_signing(&mut typed_form(&other)).unwrap();
        assert_eq!((signing.capacity.as_str(), signing.drawing), ("Kế toán", None));
        assert_eq!(signing.confirmation, (ConfirmationMethod::Code, "123456".to_owned()));
    }

    #[test]
    fn each_wrong_field_is_named() {
        let long = "ă".repeat(MAX_PERSON_NAME_CHARS + 1);
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
            let mut form = typed_form(changes);
            assert!(parse_signing(&mut form).is_none(), "{field}");
            assert_eq!(form.errors()[0].field(), field);
        }
    }
}
