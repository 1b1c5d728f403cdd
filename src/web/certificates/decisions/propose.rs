//! `GET` and `POST /certificates/{certificate}/suspend`, `/lift`, `/revoke`: proposes a decision, or takes it where
//! one person is enough.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::certificates::{self, decisions};
use camket_app::{App, AppError};
use camket_domain::calendar::parse_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{Ground, Kind, Proposal, State as Stage};
use camket_domain::certificates::verdict::judge;
use camket_domain::ids::{CertificateId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use crate::applications::holds_number;
use crate::codes::{self, beside_field, words};
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Choice};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "certificates/decision_propose.html")]
struct Propose {
    page: Page,
    form: Form,
    kind: Kind,
    back: String,
    number: String,
    name: String,
    verdict: Chip,
    last_day: String,
    grounds: Vec<Choice>,
    /// The decision takes effect with this form.
    at_once: bool,
    version: i32,
    /// The certificate changed while the form was open.
    changed: bool,
}

impl Propose {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("decisions-{part}-{}", self.kind.code()))
    }
}

type Answer = Result<Response, Fault>;
type Id = Path<CertificateId>;
type Reader = May<rights::ReadRegister>;
type Proposer = May<rights::ProposeDecisions>;

pub(super) async fn ask_suspension(page: Page, app: State<App>, reader: Reader, id: Id) -> Answer {
    ask(page, app.0, reader.0, id.0, Kind::Suspend).await
}

pub(super) async fn ask_lift(page: Page, app: State<App>, reader: Reader, id: Id) -> Answer {
    ask(page, app.0, reader.0, id.0, Kind::Lift).await
}

pub(super) async fn ask_revocation(page: Page, app: State<App>, reader: Reader, id: Id) -> Answer {
    ask(page, app.0, reader.0, id.0, Kind::Revoke).await
}

async fn ask(
    page: Page,
    app: App,
    reader: Permit<rights::ReadRegister>,
    id: CertificateId,
    kind: Kind,
) -> Answer {
    let certificate = certificates::find(&app, &reader, id).await?;
    if !decisions::fits(&app, &certificate, kind) {
        return Ok(bounce(&Refusal::WrongState, &home(id)));
    }
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::filled([("key", key)]);
    Ok(Html(fill(page, &app, &reader, &certificate, kind, form).await?).into_response())
}

fn home(id: CertificateId) -> String {
    format!("/certificates/{id}")
}

async fn fill(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
    kind: Kind,
    form: Form,
) -> Result<Propose, AppError> {
    let today = app.today();
    let verdict = judge(certificate.status_on(today), certificate.expires_on, today);
    let here = decisions::decides_on(app, reader, certificate).await?;
    let at_once = kind == Kind::Suspend && here;
    let title = if at_once { "decisions-title-suspend-now" } else { title(kind) };
    let page = page.titled(title).checked(&form);
    let choice = |ground: &Ground| {
        let public = words(&page, "neutral", ground.neutral(kind).code());
        Choice::new(ground.code(), words(&page, "ground", ground.code())).hint(public)
    };
    Ok(Propose {
        back: home(certificate.id),
        number: certificate.number.to_string(),
        name: certificate.facts.name.clone(),
        verdict: codes::verdict(&page, verdict),
        last_day: page.date(&certificate.expires_on),
        grounds: kind.grounds().iter().map(choice).collect(),
        version: certificate.version,
        changed: false,
        at_once,
        kind,
        form,
        page,
    })
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Suspend => "decisions-title-suspend",
        Kind::Lift => "decisions-title-lift",
        Kind::Revoke => "decisions-title-revoke",
    }
}

pub(super) async fn suspend(
    page: Page,
    app: State<App>,
    reader: Reader,
    proposer: Proposer,
    id: Id,
    form: Form,
) -> Answer {
    propose(page, app.0, (reader.0, proposer.0), id.0, Kind::Suspend, form).await
}

pub(super) async fn lift(
    page: Page,
    app: State<App>,
    reader: Reader,
    proposer: Proposer,
    id: Id,
    form: Form,
) -> Answer {
    propose(page, app.0, (reader.0, proposer.0), id.0, Kind::Lift, form).await
}

pub(super) async fn revoke(
    page: Page,
    app: State<App>,
    reader: Reader,
    proposer: Proposer,
    id: Id,
    form: Form,
) -> Answer {
    propose(page, app.0, (reader.0, proposer.0), id.0, Kind::Revoke, form).await
}

async fn propose(
    page: Page,
    app: App,
    (reader, proposer): (Permit<rights::ReadRegister>, Permit<rights::ProposeDecisions>),
    id: CertificateId,
    kind: Kind,
    mut form: Form,
) -> Answer {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    let version = form.text("version").parse().unwrap_or(0);
    let Some(proposal) = read(&mut form, kind) else {
        return again(page, &app, &reader, id, kind, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match decisions::propose(&app, &proposer, key, (id, version), proposal).await {
        Ok(decision) => {
            let decided = decision.state == Stage::Decided;
            let said = if decided { "decisions-flash-decided" } else { "decisions-flash-proposed" };
            Ok((Flash::success(said), Redirect::to(&home(id))).into_response())
        }
        Err(AppError::Refused(Refusal::SuspensionEnd)) => {
            form.fail("until", "codes-refusal-suspension-end");
            again(page, &app, &reader, id, kind, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &home(id))),
        Err(AppError::Conflict) => again(page, &app, &reader, id, kind, form, StatusCode::CONFLICT).await,
        Err(error) => {
            beside_field(&mut form, error)?;
            again(page, &app, &reader, id, kind, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The form again, with its errors, or with the present certificate if `status` is 409.
async fn again(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    id: CertificateId,
    kind: Kind,
    form: Form,
    status: StatusCode,
) -> Answer {
    let certificate = certificates::find(app, reader, id).await?;
    let changed = status == StatusCode::CONFLICT;
    let shown = Propose { changed, ..fill(page, app, reader, &certificate, kind, form).await? };
    Ok((status, Html(shown)).into_response())
}

/// Parses the form: a ground of the kind's list, a text without a personal number, and for a suspension its last day.
fn read(form: &mut Form, kind: Kind) -> Option<Proposal> {
    let ground = Ground::from_code(form.text("ground")).filter(|ground| kind.grounds().contains(ground));
    if ground.is_none() {
        form.fail("ground", "decisions-ground-none");
    }
    let text = form.required("text", "decisions-text-what");
    if text.as_deref().is_some_and(holds_number) {
        form.fail("text", "review-note-number");
    }
    let until = (kind == Kind::Suspend).then(|| parse_date(form.text("until")));
    if let Some(Err(error)) = until {
        form.fail("until", &format!("codes-error-{}", error.code()));
    }
    let number = form.text("number").to_owned();
    let until = until.and_then(Result::ok);
    (!form.has_errors()).then_some(Proposal { kind, ground: ground?, text: text?, number, until })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn form(pairs: &str) -> Form {
        Form::parse(pairs.as_bytes())
    }

    #[test]
    fn a_suspension_has_a_ground_words_and_a_last_day() {
        let whole =
            "ground=verification&text=Theo+bi%C3%AAn+b%E1%BA%A3n&until=23/12/2026&number=15/Q%C4%90-SNV";
        let proposal = read(&mut form(whole), Kind::Suspend).unwrap();
        assert_eq!(proposal.until, Some(date!(2026 - 12 - 23)));
        assert_eq!((proposal.ground, proposal.number.as_str()), (Ground::Verification, "15/QĐ-SNV"));
        assert_eq!(read(&mut form(&whole.replace("verification", "remedied")), Kind::Suspend), None);
        assert_eq!(read(&mut form(whole), Kind::Lift), None, "no ground to lift");
        for (pairs, field, key) in [
            ("text=abcde&until=23/12/2026", "ground", "decisions-ground-none"),
            ("ground=verification&until=23/12/2026", "text", "errors-required"),
            (
                "ground=verification&text=s%E1%BB%91+056190000001&until=23/12/2026",
                "text",
                "review-note-number",
            ),
            ("ground=verification&text=abcde", "until", "codes-error-date-empty"),
            ("ground=verification&text=abcde&until=31/11/2026", "until", "codes-error-date-no-such-day"),
        ] {
            let mut form = form(pairs);
            assert_eq!(read(&mut form, Kind::Suspend), None, "{pairs}");
            assert_eq!(form.error(field).unwrap().key(), key, "{pairs}");
        }
    }
}
