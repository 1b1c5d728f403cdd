//! The form with which an inspector corrects a sent report on a page. Nobody signs here: the saved record is printed and signed
//! by hand.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::inspections::{
    CorrectionSource, SubmittedCorrection, SubmittedReport, correct_report, load_to_correct,
};
use camket_domain::ids::{CorrectionId, InspectionId, uuid_v7};
use camket_domain::inspections::checklist::{Checklist, ChecklistItem};
use camket_domain::inspections::report::{AnswerValue, AnsweredItem};
use camket_domain::inspections::{Conclusion, Inspection};
use camket_domain::permissions::rights;
use camket_domain::text::lengths::{MAX_NOTE_CHARS, MAX_REASONS_CHARS, MAX_TEXT_CHARS};

use super::rows;
use crate::codes::translate_code;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "inspections/correct.html")]
struct CorrectionFormPage {
    page: Page,
    form: Form,
    id: InspectionId,
    questions: Vec<Question>,
    answers: Vec<Choice>,
    conclusions: Vec<Choice>,
}

/// A question with the names of its fields.
struct Question {
    text: String,
    basis: String,
    answer: String,
    count: Option<String>,
    note: String,
}

type InspectorRequest = PageRequest<rights::Inspect>;

pub(super) async fn show_form(
    PageRequest { page, app, permit }: InspectorRequest,
    Path(id): Path<InspectionId>,
) -> Result<Html<impl Template>, PageError> {
    let own = load_to_correct(&app, &permit, id).await.redirect_refusal(paths::Inspection(id))?;
    let (inspection, base, report) = own;
    let mut form = Form::new();
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    form.set("base", base.to_string());
    form.set("found", report.found.to_string());
    form.set("remarks", report.owner.remarks.as_str());
    form.set("conclusion", report.conclusion.code());
    for answer in &report.answers {
        form.set(&name_field("answer", &answer.item), answer.answer.code());
        form.set(&name_field("count", &answer.item), answer.count.map(|n| n.to_string()).unwrap_or_default());
        form.set(&name_field("note", &answer.item), answer.note.as_str());
    }
    Ok(Html(build_page(page, &inspection, form)))
}

pub(super) async fn submit(
    PageRequest { page, app, permit }: InspectorRequest,
    Path(id): Path<InspectionId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let own = load_to_correct(&app, &permit, id).await.redirect_refusal(paths::Inspection(id))?;
    let (inspection, _, report) = own;
    let key = form.require_key()?;
    let base = form.text("base").parse().map_err(|_| ErrorKind::Unreadable)?;
    if let Some((reason, report)) = parse_report(&mut form, &inspection, report) {
        let given = SubmittedCorrection { id: CorrectionId(key), base, reason, report };
        let outcome = correct_report(&app, &permit, CorrectionSource::Page, &given).await;
        let done = form.require_success(outcome).redirect_refusal(paths::CorrectInspection(id))?;
        if done.is_some() {
            return Ok(Flash::success("inspections-correct-done").redirect(paths::Inspection(id)));
        }
    }
    Ok((form.status(), Html(build_page(page, &inspection, form))).into_response())
}

fn build_page(page: Page, inspection: &Inspection, form: Form) -> CorrectionFormPage {
    let title = page.t1("inspections-correct-title", "number", inspection.number.to_string());
    let page = page.with_title_text(title).with_form_errors(&form);
    let question = |item: &ChecklistItem| Question {
        text: rows::choose_wording(&page, item),
        basis: item.basis.clone(),
        answer: name_field("answer", &item.code),
        count: item.counts.then(|| name_field("count", &item.code)),
        note: name_field("note", &item.code),
    };
    let choice = |list: &str, code: &str| Choice::new(code, translate_code(&page, list, code));
    CorrectionFormPage {
        id: inspection.id,
        questions: list_items(inspection).into_iter().map(question).collect(),
        answers: AnswerValue::ALL.iter().map(|a| choice("answer", a.code())).collect(),
        conclusions: Conclusion::ALL.iter().map(|c| choice("conclusion", c.code())).collect(),
        form,
        page,
    }
}

fn name_field(part: &str, item: &str) -> String {
    format!("{part}-{item}")
}

/// The questions that were asked.
fn list_items(inspection: &Inspection) -> Vec<&'static ChecklistItem> {
    let list = Checklist::find_version(inspection.report.checklist);
    list.map(|list| list.items_for(inspection.report.kind)).unwrap_or_default()
}

/// The reason and the corrected report; errors beside the fields.
fn parse_report(
    form: &mut Form,
    inspection: &Inspection,
    mut report: SubmittedReport,
) -> Option<(String, SubmittedReport)> {
    let reason = form.require_line("why", "inspections-correct-why-what", MAX_REASONS_CHARS);
    let answers: Vec<_> = list_items(inspection).iter().map(|item| parse_answer(form, item)).collect();
    let found = parse_number(form, "found").flatten();
    if found.is_none() && form.error("found").is_none() {
        form.fail_about("found", "errors-required", "inspections-correct-number-what", &[]);
    }
    let remarks = form.parse_lines("remarks", "inspections-correct-remarks-what", MAX_TEXT_CHARS);
    let conclusion =
        form.require_choice("conclusion", "inspections-correct-conclusion-what", Conclusion::from_code);
    report.replace_answers(answers.into_iter().collect::<Option<_>>()?);
    report.found = found?;
    report.owner.remarks = remarks?;
    report.conclusion = conclusion?;
    Some((reason?, report))
}

fn parse_answer(form: &mut Form, item: &ChecklistItem) -> Option<AnsweredItem> {
    let field = |part| name_field(part, &item.code);
    let answer =
        form.require_choice(&field("answer"), "inspections-correct-answer-what", AnswerValue::from_code);
    let count = parse_number(form, &field("count"));
    let note = form.parse_lines(&field("note"), "inspections-correct-note-what", MAX_NOTE_CHARS);
    Some(AnsweredItem { item: item.code.clone(), answer: answer?, count: count?, note: note? })
}

/// A number of at most four digits; `Some(None)` if nothing was typed.
fn parse_number(form: &mut Form, field: &str) -> Option<Option<u16>> {
    form.parse_number(field, "inspections-correct-number-what", 9_999)
}
