//! The worker form: parses it into a declaration, and fills it from a worker on file.

use camket_app::AppError;
use camket_app::labour::{IdNumberInput, WorkerDeclaration};
use camket_domain::calendar::format_date;
use camket_domain::identifiers::{Passport, PassportError, PersonalId, PersonalIdError, Sex};
use camket_domain::labour::ages::{self, AgeVerdict};
use camket_domain::labour::{
    Contract, IdDocumentKind, Job, JobGroup, LabourBook, PermitKind, WorkPermit, Worker, dates,
};
use camket_domain::refusal::Refusal;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::venues::VenueKind;
use time::Date;

use camket_shell::form::Form;

/// Most characters of the residence and of a column of the labour book.
const MAX_TEXT_CHARS: usize = 250;

/// Most characters of the number of a work permit.
const MAX_PERMIT_CHARS: usize = 40;

/// The fields of the work permit.
pub(super) const PERMIT_FIELDS: [&str; 3] = ["permit", "permit_number", "permit_until"];

/// The optional columns of the labour book: field, locale key of its label, locale key of its name in messages.
pub(super) const BOOK_FIELDS: [(&str, &str, &str); 10] = [
    ("skill_grade", "labour-book-skill-grade", "labour-book-skill-grade-what"),
    ("social_insurance", "labour-book-social-insurance", "labour-book-social-insurance-what"),
    ("wage", "labour-book-wage", "labour-book-wage-what"),
    ("raises", "labour-book-raises", "labour-book-raises-what"),
    ("leave", "labour-book-leave", "labour-book-leave-what"),
    ("overtime", "labour-book-overtime", "labour-book-overtime-what"),
    ("training", "labour-book-training", "labour-book-training-what"),
    ("discipline", "labour-book-discipline", "labour-book-discipline-what"),
    ("accidents", "labour-book-accidents", "labour-book-accidents-what"),
    ("ended", "labour-book-ended", "labour-book-ended-what"),
];

/// What a declaration is checked against.
#[derive(Clone, Copy, Debug)]
pub(super) struct DeclarationContext {
    /// The venue's kind, for the age rules.
    pub(super) kind: VenueKind,
    /// The paper whose number is on file; the number of that paper may be left empty.
    pub(super) on_file: Option<IdDocumentKind>,
    /// The day of the request, in Asia/Ho_Chi_Minh.
    pub(super) today: Date,
}

/// Parses the form; `None`, with the errors beside their fields, if anything is wrong.
pub(super) fn parse(form: &mut Form, against: DeclarationContext) -> Option<WorkerDeclaration> {
    let name = form.require_line("name", "labour-name-what", MAX_PERSON_NAME_CHARS);
    let sex = form.require_choice("sex", "labour-sex-what", Sex::from_code);
    let born_on = form.require_birth("born_on", "labour-born-what");
    let number = parse_number(form, against.on_file);
    let nationality = form.require_line("nationality", "labour-nationality-what", MAX_PERSON_NAME_CHARS);
    let permit = parse_permit(form, nationality.as_deref(), against.today);
    let residence = form.require_line("residence", "labour-residence-what", MAX_TEXT_CHARS);
    let job = parse_job(form);
    let health_check_on = form.parse_date("health_check_on", "labour-health-check-what");
    let pledged_on = form.parse_date("pledged_on", "labour-pledged-what");
    let book = parse_book(form);
    if let (Some(born_on), Some(job)) = (born_on, job.as_ref()) {
        check_ages_and_dates(
            form,
            against,
            born_on.latest(),
            job,
            health_check_on.flatten(),
            pledged_on.flatten(),
        );
    }
    if form.has_errors() {
        return None;
    }
    Some(WorkerDeclaration {
        name: name?,
        sex: sex?,
        born_on: born_on?,
        nationality: nationality?,
        residence: residence?,
        number: number?,
        job: job?,
        health_check_on: health_check_on?,
        pledged_on: pledged_on?,
        permit: permit?,
        book,
    })
}

fn parse_number(form: &mut Form, on_file: Option<IdDocumentKind>) -> Option<IdNumberInput> {
    let paper = form.require_choice("paper", "labour-paper-what", IdDocumentKind::from_code)?;
    let typed = form.text("number").to_owned();
    if typed.is_empty() && on_file == Some(paper) {
        return Some(IdNumberInput::OnFile);
    }
    let read = match paper {
        IdDocumentKind::Personal => {
            PersonalId::parse(&typed).map(IdNumberInput::Personal).map_err(PersonalIdError::code)
        }
        IdDocumentKind::Passport => {
            Passport::parse(&typed).map(IdNumberInput::Passport).map_err(PassportError::code)
        }
    };
    read.map_err(|code| form.fail("number", &format!("codes-error-{code}"))).ok()
}

fn parse_job(form: &mut Form) -> Option<Job> {
    let position = form.require_line("position", "labour-position-what", MAX_PERSON_NAME_CHARS);
    let customer_facing = form.require_choice("customer_facing", "labour-facing-what", |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let group = form.require_choice("group", "labour-group-what", JobGroup::from_code);
    let qualification = form.parse_line("qualification", "labour-qualification-what", MAX_PERSON_NAME_CHARS);
    let contract = form.require_choice("contract", "labour-contract-what", Contract::from_code);
    let started_on = form.require_date("started_on", "labour-started-what");
    let ends_on = form.parse_date("ends_on", "labour-ends-what");
    Some(Job {
        position: position?,
        customer_facing: customer_facing?,
        group: group?,
        qualification: qualification?,
        contract: contract?,
        started_on: started_on?,
        ends_on: ends_on?,
    })
}

/// The work permit; a Vietnamese worker has none.
fn parse_permit(form: &mut Form, nationality: Option<&str>, today: Date) -> Option<Option<WorkPermit>> {
    let is_empty = PERMIT_FIELDS.iter().all(|field| form.optional(field).is_none());
    if is_empty {
        return Some(None);
    }
    let kind = form.require_choice("permit", "labour-permit-what", PermitKind::from_code);
    let number = form.parse_line("permit_number", "labour-permit-number-what", MAX_PERMIT_CHARS);
    let until = form.parse_date("permit_until", "labour-permit-until-what");
    let permit = WorkPermit { kind: kind?, number: number?, until: until? };
    if let Some(fault) = permit.find_fault(nationality?, today) {
        form.fail(fault.field(), &format!("codes-error-{}", fault.code()));
    }
    Some(Some(permit))
}

fn parse_book(form: &mut Form) -> LabourBook {
    let columns = BOOK_FIELDS.map(|(field, _, what)| form.parse_line(field, what, MAX_TEXT_CHARS));
    LabourBook::from_columns(columns.map(Option::unwrap_or_default))
}

/// Checks the rules of age and dates; errors go beside their fields.
fn check_ages_and_dates(
    form: &mut Form,
    against: DeclarationContext,
    born_on: Date,
    job: &Job,
    health_check_on: Option<Date>,
    pledged_on: Option<Date>,
) {
    let verdict = ages::check(against.kind, job.customer_facing, born_on, job.started_on, against.today);
    let faults = dates::list_faults(born_on, job, health_check_on, pledged_on, against.today);
    let born_later = faults.contains(&dates::DateFault::BornLater);
    if let (AgeVerdict::Refused { adult_on, basis }, false) = (verdict, born_later) {
        let from = format_date(adult_on);
        form.fail_with("born_on", "labour-under-age", &[("basis", &basis), ("date", &from)]);
    }
    for fault in faults {
        form.fail(fault.field(), &format!("codes-error-{}", fault.code()));
    }
}

/// Puts an error of the use case beside its field; errors without a field are returned.
pub(super) fn add_form_error(form: &mut Form, error: AppError) -> Result<(), AppError> {
    match error {
        AppError::Refused(Refusal::WorkerTwice) => {
            form.fail("number", "labour-twice");
            Ok(())
        }
        other => form.add_error(other),
    }
}

/// The form filled from a worker on file, without the number of the paper.
pub(super) fn build_form(worker: &Worker) -> Form {
    let (person, job) = (&worker.person, &worker.job);
    let day = |day: Option<Date>| day.map(format_date).unwrap_or_default();
    let facing = if job.customer_facing { "yes" } else { "no" };
    let mut form = Form::from_fields([
        ("version", worker.version.to_string()),
        ("name", person.name.clone()),
        ("sex", person.sex.code().to_owned()),
        ("born_on", person.born_on.to_string()),
        ("paper", person.paper.code().to_owned()),
        ("nationality", person.nationality.clone()),
        ("residence", person.residence.clone()),
        ("position", job.position.clone()),
        ("customer_facing", facing.to_owned()),
        ("group", job.group.code().to_owned()),
        ("qualification", job.qualification.clone()),
        ("contract", job.contract.code().to_owned()),
        ("started_on", format_date(job.started_on)),
        ("ends_on", day(job.ends_on)),
        ("health_check_on", day(worker.health_check_on)),
        ("pledged_on", day(worker.pledged_on)),
    ]);
    if let Some(permit) = &worker.permit {
        form.set("permit", permit.kind.code());
        form.set("permit_number", &permit.number);
        form.set("permit_until", day(permit.until));
    }
    for ((field, _, _), value) in BOOK_FIELDS.into_iter().zip(worker.book.columns()) {
        form.set(field, value);
    }
    form
}

#[cfg(test)]
mod tests;
