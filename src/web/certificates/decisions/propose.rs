//! `GET` and `POST /certificates/{certificate}/suspend`, `/lift`, `/revoke`: proposes a decision, or takes it where
//! one person is enough.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::certificates::{self, decisions};
use camket_app::{App, AppError};
use camket_domain::calendar::parse_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{DecisionGround, DecisionKind, DecisionProposal, DecisionState};
use camket_domain::certificates::verdict::judge_status;
use camket_domain::ids::{CertificateId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use crate::applications::contains_personal_number;
use crate::codes::{self, translate_code};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors, redirect_with_refusal};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "certificates/decisions/propose.html")]
struct ProposeDecisionPage {
    page: Page,
    form: Form,
    kind: DecisionKind,
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

impl ProposeDecisionPage {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("certificates-decisions-{part}-{}", self.kind.code()))
    }
}

type HandlerResult = Result<Response, PageError>;
type CertificatePath = Path<CertificateId>;
type MayRead = May<rights::ReadRegister>;
type ReaderRequest = PageRequest<rights::ReadRegister>;
type ProposerRequest = PageRequest<rights::ProposeDecisions>;

pub(super) async fn ask_suspension(request: ReaderRequest, id: CertificatePath) -> HandlerResult {
    render_first_form(request, id, DecisionKind::Suspend).await
}

pub(super) async fn ask_lift(request: ReaderRequest, id: CertificatePath) -> HandlerResult {
    render_first_form(request, id, DecisionKind::Lift).await
}

pub(super) async fn ask_revocation(request: ReaderRequest, id: CertificatePath) -> HandlerResult {
    render_first_form(request, id, DecisionKind::Revoke).await
}

async fn render_first_form(
    PageRequest { page, app, permit: reader }: ReaderRequest,
    Path(id): CertificatePath,
    kind: DecisionKind,
) -> HandlerResult {
    let certificate = certificates::find(&app, &reader, id).await?;
    if !decisions::is_possible(&app, &certificate, kind) {
        return Ok(redirect_with_refusal(&Refusal::WrongState, build_certificate_address(id)));
    }
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key)]);
    Ok(Html(build_page(page, &app, &reader, &certificate, kind, form).await?).into_response())
}

fn build_certificate_address(id: CertificateId) -> String {
    paths::Certificate(id).to_string()
}

async fn build_page(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
    kind: DecisionKind,
    form: Form,
) -> Result<ProposeDecisionPage, AppError> {
    let today = app.today();
    let verdict = judge_status(certificate.status_on(today), certificate.expires_on, today);
    let here = decisions::may_decide_on(app, reader, certificate).await?;
    let at_once = kind == DecisionKind::Suspend && here;
    let title = if at_once { "certificates-decisions-title-suspend-now" } else { choose_title_key(kind) };
    let page = page.with_title(title).with_form_errors(&form);
    let choice = |ground: &DecisionGround| {
        let public = translate_code(&page, "neutral", ground.public_reason(kind).code());
        Choice::new(ground.code(), translate_code(&page, "ground", ground.code())).with_hint(public)
    };
    Ok(ProposeDecisionPage {
        back: build_certificate_address(certificate.id),
        number: certificate.number.to_string(),
        name: certificate.facts.name.clone(),
        verdict: codes::build_verdict_chip(&page, verdict),
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

fn choose_title_key(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Suspend => "certificates-decisions-title-suspend",
        DecisionKind::Lift => "certificates-decisions-title-lift",
        DecisionKind::Revoke => "certificates-decisions-title-revoke",
    }
}

pub(super) async fn suspend(
    request: ProposerRequest,
    reader: MayRead,
    id: CertificatePath,
    form: Form,
) -> HandlerResult {
    propose(request, reader, id, form, DecisionKind::Suspend).await
}

pub(super) async fn lift(
    request: ProposerRequest,
    reader: MayRead,
    id: CertificatePath,
    form: Form,
) -> HandlerResult {
    propose(request, reader, id, form, DecisionKind::Lift).await
}

pub(super) async fn revoke(
    request: ProposerRequest,
    reader: MayRead,
    id: CertificatePath,
    form: Form,
) -> HandlerResult {
    propose(request, reader, id, form, DecisionKind::Revoke).await
}

async fn propose(
    PageRequest { page, app, permit: proposer }: ProposerRequest,
    May(reader): MayRead,
    Path(id): CertificatePath,
    mut form: Form,
    kind: DecisionKind,
) -> HandlerResult {
    let key = form.require_key()?;
    let version = form.require_version()?;
    let here = build_certificate_address(id);
    let mut changed = false;
    if let Some(proposal) = parse_proposal(&mut form, kind) {
        match decisions::propose(&app, &proposer, key, (id, version), proposal).await {
            Ok(decision) if decision.state() == DecisionState::Decided => {
                return Ok(Flash::success("certificates-decisions-flash-decided").redirect(here));
            }
            Ok(_) => return Ok(Flash::success("certificates-decisions-flash-proposed").redirect(here)),
            Err(AppError::Refused(Refusal::SuspensionEnd)) => {
                form.fail("until", "codes-refusal-suspension-end");
            }
            Err(AppError::Conflict) => changed = true,
            Err(error) => form.add_error(error).redirect_refusal(here)?,
        }
    }
    render_form_again(page, &app, &reader, id, kind, form, changed).await
}

/// The form again: with its errors, or with the present certificate if that has changed.
async fn render_form_again(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    id: CertificateId,
    kind: DecisionKind,
    form: Form,
    changed: bool,
) -> HandlerResult {
    let certificate = certificates::find(app, reader, id).await?;
    let status = if changed { StatusCode::CONFLICT } else { form.status() };
    let shown =
        ProposeDecisionPage { changed, ..build_page(page, app, reader, &certificate, kind, form).await? };
    Ok((status, Html(shown)).into_response())
}

/// Parses the form: a ground of the kind's list, a text without a personal number, and for a suspension its last day.
fn parse_proposal(form: &mut Form, kind: DecisionKind) -> Option<DecisionProposal> {
    let ground =
        DecisionGround::from_code(form.text("ground")).filter(|ground| kind.grounds().contains(ground));
    if ground.is_none() {
        form.fail("ground", "certificates-decisions-ground-none");
    }
    let text = form.require_text("text", "certificates-decisions-text-what");
    if text.as_deref().is_some_and(contains_personal_number) {
        form.fail("text", "applications-review-note-number");
    }
    let until = (kind == DecisionKind::Suspend).then(|| parse_date(form.text("until")));
    if let Some(Err(error)) = until {
        form.fail("until", &format!("codes-error-{}", error.code()));
    }
    let number = form.text("number").to_owned();
    let until = until.and_then(Result::ok);
    (!form.has_errors()).then_some(DecisionProposal { kind, ground: ground?, text: text?, number, until })
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
        let proposal = parse_proposal(&mut form(whole), DecisionKind::Suspend).unwrap();
        assert_eq!(proposal.until, Some(date!(2026 - 12 - 23)));
        assert_eq!((proposal.ground, proposal.number.as_str()), (DecisionGround::Verification, "15/QĐ-SNV"));
        assert_eq!(
            parse_proposal(&mut form(&whole.replace("verification", "remedied")), DecisionKind::Suspend),
            None
        );
        assert_eq!(parse_proposal(&mut form(whole), DecisionKind::Lift), None, "no ground to lift");
        for (pairs, field, key) in [
            ("text=abcde&until=23/12/2026", "ground", "certificates-decisions-ground-none"),
            ("ground=verification&until=23/12/2026", "text", "errors-required"),
            (
                "ground=verification&text=s%E1%BB%91+056190000001&until=23/12/2026",
                "text",
                "applications-review-note-number",
            ),
            ("ground=verification&text=abcde", "until", "codes-error-date-empty"),
            ("ground=verification&text=abcde&until=31/11/2026", "until", "codes-error-date-no-such-day"),
        ] {
            let mut form = form(pairs);
            assert_eq!(parse_proposal(&mut form, DecisionKind::Suspend), None, "{pairs}");
            assert_eq!(form.error(field).unwrap().key(), key, "{pairs}");
        }
    }
}
