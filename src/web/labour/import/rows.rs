//! The rows of a file as declarations. They are read as the form of one worker is, with the same errors. What the file does not
//! say of somebody in the register stays as it is.

use std::collections::HashMap;

use camket_app::App;
use camket_app::labour::{IdNumberInput, ImportRow, KnownWorkers};
use camket_domain::calendar::BirthDate;
use camket_domain::identifiers::{Passport, PersonalId, Sex};
use camket_domain::labour::columns::{WorkerColumn, restore_zeros};
use camket_domain::labour::{Contract, IdDocumentKind, JobGroup, PermitKind, Worker};
use camket_domain::text::fold_words;
use camket_domain::venues::VenueKind;

use super::super::declaration::{self, DeclarationContext};
use super::table::{TextRow, WorkerTable};
use crate::codes;
use camket_shell::form::Form;
use camket_shell::l10n::{self, Lang};
use camket_shell::page::Page;

/// Columns whose text is the field's.
const PLAIN: [WorkerColumn; 20] = {
    use WorkerColumn as C;
    [
        C::Name,
        C::BornOn,
        C::Nationality,
        C::Residence,
        C::Qualification,
        C::SkillGrade,
        C::Position,
        C::StartedOn,
        C::EndsOn,
        C::SocialInsurance,
        C::Wage,
        C::Raises,
        C::Leave,
        C::Overtime,
        C::Training,
        C::Discipline,
        C::Accidents,
        C::Ended,
        C::HealthCheckOn,
        C::PledgedOn,
    ]
};

/// Something to say of a cell.
pub(super) struct CellRemark {
    pub(super) row: u32,
    pub(super) column: WorkerColumn,
    pub(super) text: String,
}

/// The rows, and what is wrong in others.
#[derive(Default)]
pub(super) struct ParsedRows {
    pub(super) rows: Vec<ImportRow>,
    pub(super) errors: Vec<CellRemark>,
    /// What was completed.
    pub(super) notices: Vec<CellRemark>,
}

/// What the rows are read against.
#[derive(Clone, Copy)]
pub(super) struct RowContext<'a> {
    pub(super) page: &'a Page,
    pub(super) app: &'a App,
    pub(super) kind: VenueKind,
    pub(super) workers: &'a [Worker],
}

pub(super) fn parse_rows(context: RowContext<'_>, table: &WorkerTable) -> ParsedRows {
    let known = KnownWorkers::new(context.app, context.workers);
    let mut parsed = ParsedRows::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &table.rows {
        parsed.add_row(context, table, row, (&known, &mut seen));
    }
    parsed
}

impl ParsedRows {
    fn add_row(
        &mut self,
        context: RowContext<'_>,
        table: &WorkerTable,
        row: &TextRow,
        (known, seen): (&KnownWorkers<'_>, &mut HashMap<String, u32>),
    ) {
        let page = context.page;
        let (number, completed) = read_number(row);
        let remark = |column, text| CellRemark { row: row.0, column, text };
        if completed {
            self.notices.push(remark(WorkerColumn::Number, page.t("labour-import-zeros")));
        }
        let before = find_known(known, &number);
        let mut form = build_form(row, table, (&number, before));
        if let Some(first) = seen.insert(number.clone(), row.0).filter(|_| !number.is_empty()) {
            self.errors
                .push(remark(WorkerColumn::Number, page.t1("labour-import-twice", "row", first.to_string())));
        }
        let against = DeclarationContext { kind: context.kind, on_file: None, today: context.app.today() };
        let given = declaration::parse(&mut form, against);
        let errors = form.errors().iter();
        self.errors
            .extend(errors.map(|error| remark(find_column(table, error.field()), page.problem(error))));
        self.rows.extend(given.map(|given| ImportRow { number: row.0, given }));
    }
}

/// The number, and whether zeros that a spreadsheet lost were put back: only if it then fits sex and birth year.
fn read_number(row: &TextRow) -> (String, bool) {
    let typed: String =
        row.text(WorkerColumn::Number).chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    let fits = |number: &String| {
        let year = BirthDate::parse(row.text(WorkerColumn::BornOn)).ok()?.year();
        let sex = Sex::from_code(find_sex(row.text(WorkerColumn::Sex)))?;
        PersonalId::parse(number).ok()?.check_matches(sex, year).ok()
    };
    match restore_zeros(&typed).filter(|number| fits(number).is_some()) {
        Some(number) => (number, true),
        None => (typed, false),
    }
}

/// A number with letters is a passport's; one in the scientific form has lost its digits.
fn guess_paper(number: &str) -> IdDocumentKind {
    let has_letters = number.chars().any(char::is_alphabetic);
    let is_passport = has_letters && !number.contains('+') && !number.contains('#');
    if is_passport { IdDocumentKind::Passport } else { IdDocumentKind::Personal }
}

fn find_known<'a>(known: &KnownWorkers<'a>, number: &str) -> Option<&'a Worker> {
    let personal = PersonalId::parse(number).ok().map(IdNumberInput::Personal);
    let number = personal.or_else(|| Passport::parse(number).ok().map(IdNumberInput::Passport))?;
    known.find(&number)
}

fn build_form(row: &TextRow, table: &WorkerTable, (number, before): (&str, Option<&Worker>)) -> Form {
    let mut form = before.map_or_else(|| build_defaults(table, number), declaration::build_form);
    form.set("number", number);
    if before.is_none() {
        form.set("paper", guess_paper(number).code());
    }
    for column in PLAIN {
        set_given(&mut form, column.code(), row.text(column));
    }
    set_given(&mut form, "sex", find_sex(row.text(WorkerColumn::Sex)));
    set_given(&mut form, "customer_facing", find_answer(row.text(WorkerColumn::CustomerFacing)));
    set_given(&mut form, "group", &find_group(row));
    set_contract(&mut form, row);
    set_permit(&mut form, row);
    form
}

/// Of somebody new: what the owner says of all whom the file does not describe.
fn build_defaults(table: &WorkerTable, number: &str) -> Form {
    let personal = PersonalId::parse(number).is_ok();
    Form::from_fields([
        ("residence", table.residence.clone()),
        ("customer_facing", table.customer_facing.clone()),
        // Only citizens have such a number.
        ("nationality", if personal { "Việt Nam".to_owned() } else { String::new() }),
    ])
}

fn set_given(form: &mut Form, field: &str, text: &str) {
    if !text.is_empty() {
        form.set(field, text);
    }
}

/// A number is that of a permit; "miễn" before it, or alone, says that the worker needs none.
fn set_permit(form: &mut Form, row: &TextRow) {
    let typed = row.text(WorkerColumn::PermitNumber);
    let exempt = fold_words(typed).split(' ').next().is_some_and(|word| matches!(word, "mien" | "exempt"));
    let number = if exempt { typed.split_once(' ').map_or("", |(_, number)| number) } else { typed };
    if !typed.is_empty() {
        let kind = if exempt { PermitKind::Exemption } else { PermitKind::Permit };
        form.set("permit", kind.code());
        form.set("permit_number", number);
    }
    set_given(form, "permit_until", row.text(WorkerColumn::PermitUntil));
}

/// The code of a word, or the word, which the form then refuses.
fn find_sex(typed: &str) -> &str {
    match fold_words(typed).as_str() {
        "nam" | "male" | "m" => Sex::Male.code(),
        "nu" | "female" | "f" => Sex::Female.code(),
        _ => typed,
    }
}

fn find_answer(typed: &str) -> &str {
    match fold_words(typed).as_str() {
        "co" | "x" | "yes" => "yes",
        "khong" | "no" => "no",
        _ => typed,
    }
}

fn find_group(row: &TextRow) -> String {
    use WorkerColumn as C;
    let marks = [
        (C::GroupManager, JobGroup::Manager),
        (C::GroupProfessional, JobGroup::Professional),
        (C::GroupTechnician, JobGroup::Technician),
        (C::GroupOther, JobGroup::Other),
    ];
    let mut marked = marks.iter().filter(|(column, _)| !row.text(*column).is_empty());
    if let (Some((_, group)), None) = (marked.next(), marked.next()) {
        return group.code().to_owned();
    }
    let typed = row.text(C::Group);
    let words = fold_words(typed);
    let named = JobGroup::ALL.into_iter().find(|group| is_named(*group, &words));
    named.map_or_else(|| typed.to_owned(), |group| group.code().to_owned())
}

fn is_named(group: JobGroup, words: &str) -> bool {
    let key = format!("codes-jobgroup-{}", group.code());
    Lang::ALL.iter().any(|lang| fold_words(&l10n::translate(*lang, &key)) == words)
}

fn set_contract(form: &mut Form, row: &TextRow) {
    use WorkerColumn as C;
    let typed = row.text(C::Contract);
    let words = fold_words(typed);
    let named = [
        ("khong xac dinh", Contract::Indefinite),
        ("indefinite", Contract::Indefinite),
        ("xac dinh", Contract::Fixed),
        ("fixed", Contract::Fixed),
        ("thang", Contract::Short),
        ("thu viec", Contract::Short),
        ("khac", Contract::Short),
    ];
    let contract = named.iter().find(|(word, _)| words.contains(word)).map(|(_, contract)| *contract);
    set_given(form, "contract", contract.map_or(typed, |contract| contract.code()));
    let columns = [
        (Contract::Indefinite, C::IndefiniteFrom, None),
        (Contract::Fixed, C::FixedFrom, Some(C::FixedTo)),
        (Contract::Short, C::ShortFrom, Some(C::ShortTo)),
    ];
    let mut filled = columns.iter().filter(|(_, from, _)| !row.text(*from).is_empty());
    let under = match (filled.next(), filled.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) => {
            form.fail("contract", "labour-import-contracts");
            None
        }
        _ => None,
    };
    if let Some((contract, from, to)) = under {
        form.set("contract", contract.code());
        form.set("started_on", row.text(*from));
        set_given(form, "ends_on", to.map(|to| row.text(to)).unwrap_or_default());
    }
    let is_indefinite = form.text("contract") == Contract::Indefinite.code();
    if is_indefinite && row.text(C::EndsOn).is_empty() {
        form.set("ends_on", "");
    }
}

/// The column of the file in which a field stands.
pub(super) fn find_column(table: &WorkerTable, field: &str) -> WorkerColumn {
    use WorkerColumn as C;
    let choices: &[C] = match field {
        "contract" => &[C::Contract, C::IndefiniteFrom],
        "started_on" => &[C::StartedOn, C::IndefiniteFrom, C::FixedFrom],
        "ends_on" => &[C::EndsOn, C::FixedTo, C::ShortTo],
        "group" => &[C::Group, C::GroupManager],
        _ => &[],
    };
    let own = C::from_code(field).unwrap_or(C::Number);
    choices.iter().copied().find(|column| !table.find_letter(*column).is_empty()).unwrap_or(own)
}

/// Heading and letter of a column: "Họ tên (B)".
pub(super) fn describe_column(page: &Page, table: &WorkerTable, column: WorkerColumn) -> String {
    let heading = codes::translate_code(page, "workercolumn", column.code());
    match table.find_letter(column) {
        "" => heading,
        letter => format!("{heading} ({letter})"),
    }
}
