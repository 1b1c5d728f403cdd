//! What an owner declares of a worker, checked against the rules of age, dates and numbers.

use camket_domain::calendar::BirthDate;
use camket_domain::identifiers::{Passport, PersonalId, Sex};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::ages::{self, AgeVerdict};
use camket_domain::labour::{IdDocumentKind, Job, LabourBook, WorkPermit, Worker, WorkerIdentity, dates};
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::Venue;
use time::Date;
use uuid::Uuid;

use crate::idempotency::CommandContent;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// A worker's ID number as entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IdNumberInput {
    /// Căn cước.
    Personal(PersonalId),
    /// Hộ chiếu.
    Passport(Passport),
    /// The stored one.
    OnFile,
}

/// What an owner declares of a worker.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkerDeclaration {
    pub name: String,
    pub sex: Sex,
    pub born_on: BirthDate,
    pub nationality: String,
    pub residence: String,
    pub number: IdNumberInput,
    pub job: Job,
    /// Day of the last health check.
    pub health_check_on: Option<Date>,
    /// Day of the worker's own pledge.
    pub pledged_on: Option<Date>,
    /// The work permit of a foreigner.
    pub permit: Option<WorkPermit>,
    /// The other columns of the labour book (NĐ 145/2020, Điều 3).
    pub book: LabourBook,
}

pub(super) fn describe_declaration(venue: VenueId, given: &WorkerDeclaration) -> CommandContent {
    let number = match &given.number {
        IdNumberInput::Personal(number) => number.expose(),
        IdNumberInput::Passport(number) => number.expose(),
        IdNumberInput::OnFile => "",
    };
    CommandContent::new("labour.declare")
        .with(venue)
        .with(&given.name)
        .with(given.sex.code())
        .with(given.born_on)
        .with(&given.nationality)
        .with(&given.residence)
        .with(number)
        .with_debug(&given.job)
        .with_debug(&(given.health_check_on, given.pledged_on))
        .with_debug(&given.permit)
        .with_debug(&given.book)
}

/// Builds the worker that `given` describes; the caller sets id and version.
pub(super) fn build_worker(
    app: &App,
    venue: &Venue,
    given: WorkerDeclaration,
    before: Option<&Worker>,
) -> Result<Worker, AppError> {
    let verdict = ages::check(
        venue.kind,
        given.job.customer_facing,
        given.born_on.latest(),
        given.job.started_on,
        app.today(),
    );
    if let AgeVerdict::Refused { .. } = verdict {
        return Err(AppError::invalid("born_on", InputProblem::WorkerUnderAge));
    }
    let faults = dates::list_faults(
        given.born_on.latest(),
        &given.job,
        given.health_check_on,
        given.pledged_on,
        app.today(),
    );
    let permit = given.permit.as_ref().and_then(|permit| permit.find_fault(&given.nationality, app.today()));
    if let Some(fault) = faults.into_iter().chain(permit).next() {
        return Err(AppError::invalid(fault.field(), InputProblem::Date(fault)));
    }
    require_printable(&[("name", &given.name), ("position", &given.job.position)])?;
    let (paper, number) = seal_number(app, &given, before)?;
    Ok(Worker {
        id: before.map_or(WorkerId(Uuid::nil()), |w| w.id),
        venue: venue.id,
        person: WorkerIdentity {
            name: given.name,
            sex: given.sex,
            born_on: given.born_on,
            nationality: given.nationality,
            residence: given.residence,
            paper,
            number,
        },
        job: given.job,
        health_check_on: given.health_check_on,
        pledged_on: given.pledged_on,
        permit: given.permit,
        book: given.book,
        created_at: app.now(),
        version: 1,
    })
}

fn seal_number(
    app: &App,
    given: &WorkerDeclaration,
    before: Option<&Worker>,
) -> Result<(IdDocumentKind, SealedNumber), AppError> {
    let seal = |text: &str| app.vault().seal(app.entropy(), text);
    match (&given.number, before) {
        (IdNumberInput::Personal(number), _) => {
            check_number(number, given)?;
            Ok((IdDocumentKind::Personal, seal(number.expose())))
        }
        (IdNumberInput::Passport(number), _) => Ok((IdDocumentKind::Passport, seal(number.expose()))),
        (IdNumberInput::OnFile, Some(before)) => check_stored_number(app, given, before),
        (IdNumberInput::OnFile, None) => Err(AppError::invalid("number", InputProblem::PersonalIdEmpty)),
    }
}

/// The stored number, checked again because sex or birth date may have changed.
fn check_stored_number(
    app: &App,
    given: &WorkerDeclaration,
    before: &Worker,
) -> Result<(IdDocumentKind, SealedNumber), AppError> {
    let paper = before.person.paper;
    if paper == IdDocumentKind::Personal {
        let plain = app.vault().open(&before.person.number).map_err(AppError::internal)?;
        if let Ok(number) = PersonalId::parse(&plain) {
            check_number(&number, given)?;
        }
    }
    Ok((paper, before.person.number.clone()))
}

fn check_number(number: &PersonalId, given: &WorkerDeclaration) -> Result<(), AppError> {
    number
        .check_matches(given.sex, given.born_on.year())
        .map_err(|mismatch| AppError::invalid("number", InputProblem::IdMismatch(mismatch)))
}
