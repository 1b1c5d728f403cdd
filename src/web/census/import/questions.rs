//! What the program does not decide by itself: questions of a file, each asked once for all its rows.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::census::import::{self, ImportPreview, PlacedRow};
use camket_domain::areas::{self, AreaCode};
use camket_domain::census::rows::{Answers, CellProblem, KindAnswer};
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::rights;
use camket_domain::text::fold_words;
use camket_domain::venues::VenueKind;
use time::Date;

use super::link_list;
use super::problems::list_problems;
use crate::codes::build_venue_kind_choices;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::Page;
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// Names that are asked about at once.
const MAX_ASKED: usize = 40;
/// The answer that a kind is none of the census.
const OUT: &str = "out";
/// The button that takes all answers back.
const AFRESH: &str = "afresh";

/// The questions, each with what it is about; none where nothing is to be asked.
#[derive(Default)]
pub(super) struct Questions {
    pub zeros: Option<String>,
    /// With an example read both ways.
    pub dates: Option<(String, Vec<Choice>)>,
    pub years: Option<String>,
    pub communes: Vec<NameQuestion>,
    pub kinds: Vec<NameQuestion>,
    /// Whether something was answered.
    pub is_answered: bool,
}

/// What a name in the file means.
pub(super) struct NameQuestion {
    pub field: String,
    /// The field that carries the name.
    pub name_field: String,
    pub name: String,
    pub label: String,
    pub choices: Vec<Choice>,
}

impl Questions {
    pub(super) fn is_empty(&self) -> bool {
        self.zeros.is_none()
            && self.dates.is_none()
            && self.years.is_none()
            && self.communes.is_empty()
            && self.kinds.is_empty()
    }
}

/// How often a name stands in the file, with what it may mean.
#[derive(Default)]
struct Asked {
    count: usize,
    communes: Vec<AreaCode>,
}

pub(super) fn build_questions(
    page: &Page,
    form: &mut Form,
    preview: &ImportPreview,
    today: Date,
) -> Questions {
    let mut questions = Questions {
        is_answered: preview.upload.choices.answers != Answers::default(),
        ..Questions::default()
    };
    let (mut zeros, mut years) = ((0, String::new()), (0, String::new()));
    let (mut communes, mut kinds) = (BTreeMap::<String, Asked>::new(), BTreeMap::<String, Asked>::new());
    for (row, issue) in list_problems(preview) {
        match &issue.problem {
            CellProblem::LostZero(number) => zeros = (zeros.0 + 1, number.to_string()),
            CellProblem::DateShortYear(day) => years = (years.0 + 1, page.date(day)),
            CellProblem::DateAmbiguous { day_first, month_first } => {
                let first = day_first.map(|day| page.date(&day)).unwrap_or_default();
                questions
                    .dates
                    .get_or_insert_with(|| build_date_question(page, &first, &page.date(month_first)));
            }
            CellProblem::CommuneUnknown { named } => communes.entry(named.clone()).or_default().count += 1,
            CellProblem::CommuneSplit { named, communes: possible } => {
                let asked = communes.entry(named.clone()).or_default();
                asked.count += 1;
                asked.communes.clone_from(possible);
            }
            CellProblem::KindUnknown => kinds.entry(find_kind_text(row)).or_default().count += 1,
            _ => {}
        }
    }
    let about = |key: &str, (count, example): (usize, String)| {
        (count > 0).then(|| page.t2(key, "count", count, "example", example))
    };
    questions.zeros = about("census-import-ask-zeros", zeros);
    questions.years = about("census-import-ask-years", years);
    let all_communes = build_commune_choices(preview.upload.heading.area, today);
    let of_commune = |asked: &Asked| match asked.communes.as_slice() {
        [] => all_communes.clone(),
        some => some
            .iter()
            .map(|code| Choice::new(code.as_str(), crate::areas::find_name(*code, today)))
            .collect(),
    };
    questions.communes = build_name_questions(page, form, "commune", communes, of_commune);
    let all_kinds = build_kind_choices(page);
    questions.kinds = build_name_questions(page, form, "kind", kinds, |_| all_kinds.clone());
    questions
}

fn build_date_question(page: &Page, first: &str, second: &str) -> (String, Vec<Choice>) {
    let choices = vec![
        Choice::new("day", page.t("census-import-ask-dates-day")).with_hint(first),
        Choice::new("month", page.t("census-import-ask-dates-month")).with_hint(second),
    ];
    (page.t("census-import-ask-dates"), choices)
}

fn build_name_questions(
    page: &Page,
    form: &mut Form,
    what: &str,
    asked: BTreeMap<String, Asked>,
    choices: impl Fn(&Asked) -> Vec<Choice>,
) -> Vec<NameQuestion> {
    let question = |(place, (name, asked)): (usize, (String, Asked))| {
        let name_field = format!("{what}-name-{place}");
        form.set(&name_field, name.clone());
        NameQuestion {
            field: format!("{what}-{place}"),
            name_field,
            label: page.t2("census-import-ask-name", "name", name.clone(), "count", asked.count),
            choices: choices(&asked),
            name,
        }
    };
    asked.into_iter().take(MAX_ASKED).enumerate().map(question).collect()
}

fn find_kind_text(row: &PlacedRow) -> String {
    row.read.entry.as_ref().map(|entry| entry.kind_text.clone()).unwrap_or_default()
}

/// The communes of the province of an area.
fn build_commune_choices(area: AreaCode, today: Date) -> Vec<Choice> {
    let units = areas::all();
    let province = units.province_of(area, today).map(|province| province.code);
    let communes = province.map(|code| units.list_communes(code, today)).unwrap_or_default();
    communes.into_iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect()
}

fn build_kind_choices(page: &Page) -> Vec<Choice> {
    let mut choices = build_venue_kind_choices(page);
    choices.push(Choice::new(OUT, page.t("census-import-ask-kind-out")));
    choices
}

pub(super) async fn answer(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let upload = import::find_upload(&app, &permit, id).await.redirect_refusal(link_list(id))?;
    let mut answers = upload.choices.answers.clone();
    if form.text("go") == AFRESH {
        answers = Answers::default();
    } else {
        read_answers(&form, &mut answers)?;
    }
    let back = paths::CensusPreview(id);
    import::answer_questions(&app, &permit, id, version, answers)
        .await
        .redirect_conflict("census-import-conflict", &back)?;
    Ok(Redirect::to(&back.to_string()).into_response())
}

/// Adds what was answered. A question without an answer stays open.
///
/// # Errors
/// [`ErrorKind::Unreadable`] for an answer that was not offered.
fn read_answers(form: &Form, answers: &mut Answers) -> Result<(), ErrorKind> {
    answers.restore_zeros |= form.text("zeros") == "yes";
    answers.complete_years |= form.text("years") == "yes";
    match form.text("dates") {
        "day" => answers.month_first = Some(false),
        "month" => answers.month_first = Some(true),
        _ => {}
    }
    for (name, code) in list_named(form, "commune") {
        answers.communes.insert(fold_words(name), AreaCode::new(code).ok_or(ErrorKind::Unreadable)?);
    }
    for (name, code) in list_named(form, "kind") {
        let answer = match code {
            OUT => KindAnswer::OutOfScope,
            code => KindAnswer::Kind(VenueKind::from_code(code).ok_or(ErrorKind::Unreadable)?),
        };
        answers.kinds.insert(fold_words(name), answer);
    }
    Ok(())
}

/// The names that were answered, with the answers.
fn list_named<'a>(form: &'a Form, what: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    (0..MAX_ASKED).filter_map(move |place| {
        let code = form.optional(&format!("{what}-{place}"))?;
        Some((form.text(&format!("{what}-name-{place}")), code))
    })
}
