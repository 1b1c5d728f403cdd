//! The worker form: parses it into a declaration, and fills it from a worker on file.

use camket_app::AppError;
use camket_app::labour::{Declaration, Number};
use camket_domain::calendar::short;
use camket_domain::identifiers::{Passport, PassportError, PersonalId, PersonalIdError, Sex};
use camket_domain::labour::ages::{self, AgeVerdict};
use camket_domain::labour::{Book, Contract, Job, JobGroup, Paper, Worker, dates};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use time::Date;

use crate::codes;
use crate::form::Form;

/// Most characters of a name or a position; more does not fit on the printed worker pledge.
const NAME: usize = 100;
/// Most characters of the residence and of a column of the labour book.
const TEXT: usize = 250;

/// The optional columns of the labour book: field, locale key of its label, locale key of its name in messages.
pub(super) const BOOK: [(&str, &str, &str); 10] = [
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
pub(super) struct Against {
    /// The venue's kind, for the age rules.
    pub(super) kind: VenueKind,
    /// The paper whose number is on file; the number of that paper may be left empty.
    pub(super) on_file: Option<Paper>,
    /// The day of the request, in Asia/Ho_Chi_Minh.
    pub(super) today: Date,
}

/// Parses the form; `None`, with the errors beside their fields, if anything is wrong.
pub(super) fn read(form: &mut Form, against: Against) -> Option<Declaration> {
    let name = form.required_line("name", "labour-name-what", NAME);
    let sex = form.chosen("sex", "labour-sex-what", Sex::from_code);
    let born_on = form.required_date("born_on", "labour-born-what");
    let number = number(form, against.on_file);
    let nationality = form.required_line("nationality", "labour-nationality-what", NAME);
    let residence = form.required_line("residence", "labour-residence-what", TEXT);
    let job = job(form);
    let health_check_on = form.date("health_check_on", "labour-health-check-what");
    let pledged_on = form.date("pledged_on", "labour-pledged-what");
    let book = book(form);
    if let (Some(born_on), Some(job)) = (born_on, job.as_ref()) {
        fit(form, against, born_on, job, health_check_on.flatten(), pledged_on.flatten());
    }
    if form.has_errors() {
        return None;
    }
    Some(Declaration {
        name: name?,
        sex: sex?,
        born_on: born_on?,
        nationality: nationality?,
        residence: residence?,
        number: number?,
        job: job?,
        health_check_on: health_check_on?,
        pledged_on: pledged_on?,
        book,
    })
}

fn number(form: &mut Form, on_file: Option<Paper>) -> Option<Number> {
    let paper = form.chosen("paper", "labour-paper-what", Paper::from_code)?;
    let typed = form.text("number").to_owned();
    if typed.is_empty() && on_file == Some(paper) {
        return Some(Number::OnFile);
    }
    let read = match paper {
        Paper::Personal => PersonalId::parse(&typed).map(Number::Personal).map_err(PersonalIdError::code),
        Paper::Passport => Passport::parse(&typed).map(Number::Passport).map_err(PassportError::code),
    };
    read.map_err(|code| form.fail("number", &format!("codes-error-{code}"))).ok()
}

fn job(form: &mut Form) -> Option<Job> {
    let position = form.required_line("position", "labour-position-what", NAME);
    let customer_facing = form.chosen("customer_facing", "labour-facing-what", |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let group = form.chosen("group", "labour-group-what", JobGroup::from_code);
    let qualification = form.line("qualification", "labour-qualification-what", NAME);
    let contract = form.chosen("contract", "labour-contract-what", Contract::from_code);
    let started_on = form.required_date("started_on", "labour-started-what");
    let ends_on = form.date("ends_on", "labour-ends-what");
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

fn book(form: &mut Form) -> Book {
    let [
        skill_grade,
        social_insurance,
        wage,
        raises,
        leave,
        overtime,
        training,
        discipline,
        accidents,
        ended,
    ] = BOOK.map(|(field, _, what)| form.line(field, what, TEXT).unwrap_or_default());
    Book {
        skill_grade,
        social_insurance,
        wage,
        raises,
        leave,
        overtime,
        training,
        discipline,
        accidents,
        ended,
    }
}

/// Checks the rules of age and dates; errors go beside their fields.
fn fit(
    form: &mut Form,
    against: Against,
    born_on: Date,
    job: &Job,
    health_check_on: Option<Date>,
    pledged_on: Option<Date>,
) {
    let verdict = ages::check(against.kind, job.customer_facing, born_on, job.started_on, against.today);
    let faults = dates::faults(born_on, job, health_check_on, pledged_on, against.today);
    let born_later = faults.contains(&dates::DateFault::BornLater);
    if let (AgeVerdict::Refused { adult_on, basis }, false) = (verdict, born_later) {
        let from = short(adult_on);
        form.fail_with("born_on", "labour-under-age", &[("basis", &basis), ("date", &from)]);
    }
    for fault in faults {
        form.fail(fault.field(), &format!("codes-error-{}", fault.code()));
    }
}

/// Puts an error of the use case beside its field; errors without a field are returned.
pub(super) fn beside(form: &mut Form, error: AppError) -> Result<(), AppError> {
    match error {
        AppError::Refused(Refusal::WorkerTwice) => {
            form.fail("number", "labour-twice");
            Ok(())
        }
        other => codes::beside_field(form, other),
    }
}

/// The form filled from a worker on file, without the number of the paper.
pub(super) fn filled(worker: &Worker) -> Form {
    let (person, job) = (&worker.person, &worker.job);
    let day = |day: Option<Date>| day.map(short).unwrap_or_default();
    let facing = if job.customer_facing { "yes" } else { "no" };
    let mut form = Form::filled([
        ("version", worker.version.to_string()),
        ("name", person.name.clone()),
        ("sex", person.sex.code().to_owned()),
        ("born_on", short(person.born_on)),
        ("paper", person.paper.code().to_owned()),
        ("nationality", person.nationality.clone()),
        ("residence", person.residence.clone()),
        ("position", job.position.clone()),
        ("customer_facing", facing.to_owned()),
        ("group", job.group.code().to_owned()),
        ("qualification", job.qualification.clone()),
        ("contract", job.contract.code().to_owned()),
        ("started_on", short(job.started_on)),
        ("ends_on", day(job.ends_on)),
        ("health_check_on", day(worker.health_check_on)),
        ("pledged_on", day(worker.pledged_on)),
    ]);
    for ((field, _, _), value) in BOOK.into_iter().zip(worker.book.columns()) {
        form.set(field, value);
    }
    form
}

#[cfg(test)]
mod tests;
