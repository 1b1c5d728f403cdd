//! `GET /coverage/names`: the venues behind a number.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::coverage::{self, ListedUnit, NamesPage};
use camket_domain::accounts::Actor;
use camket_domain::coverage::spans::StandingWord;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Action, rights};

use super::figures::{format_area, format_kind};
use super::question::AskedNames;
use crate::areas;
use crate::codes::{link_phone, translate_code};
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::l10n::{self, Lang};
use camket_shell::look::{Chip, PageLinks, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "coverage/names.html")]
struct CoverageNamesPage {
    page: Page,
    back: String,
    /// Area, day and conditions.
    about: Vec<String>,
    heads: Vec<String>,
    rows: Vec<NameRow>,
    pages: PageLinks,
    files: Vec<(&'static str, String)>,
    /// The form of letters to these venues; `None` if none of them may lack a duty.
    letters: Option<String>,
}

/// A venue of the census.
pub(super) struct NameRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) address: String,
    pub(super) commune: String,
    pub(super) standing: Chip,
    pub(super) owner: String,
    /// Address and text of each telephone number.
    pub(super) phones: Vec<(String, String)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCoverage>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let after =
        form.optional("after").map(|id| id.parse::<CensusEntryId>().map_err(|_| ErrorKind::Unreadable));
    let after = after.transpose()?;
    let names = AskedNames::parse(&app, &permit, &mut form)?;
    let NamesPage { units, next } =
        coverage::list_names(&app, &permit, names.asked.question, &names.filter, after).await?;
    let title = translate_code(&page, "coveragenumber", names.filter.number.code());
    let page = page.with_title_text(title);
    Ok(Html(CoverageNamesPage {
        back: names.asked.address_at(paths::Coverage::PATTERN),
        about: describe(&page, &names),
        heads: name_heads(&page),
        rows: build_name_rows(&page, permit.actor(), &units),
        pages: PageLinks {
            first: after.map(|_| names.address()),
            next: next.map(|entry| names.address_after(entry)),
        },
        letters: (permit.actor().may(Action::InviteVenues) && names.filter.number.is_missing())
            .then(|| names.letters_address()),
        files: if permit.actor().may(Action::ExportRegister) { build_files(&names) } else { Vec::new() },
        page,
    })
    .into_response())
}

fn build_files(names: &AskedNames) -> Vec<(&'static str, String)> {
    [
        ("xlsx", paths::CoverageNamesXlsx::PATTERN),
        ("csv", paths::CoverageNamesCsv::PATTERN),
        ("pdf", paths::CoverageNamesPdf::PATTERN),
    ]
    .map(|(format, path)| (format, names.address_at(path)))
    .into()
}

/// What the names are asked for, one line each.
pub(super) fn describe_names(lang: Lang, names: &AskedNames) -> Vec<String> {
    let filter = &names.filter;
    let area = filter.area.map(|area| format_area(lang, area, filter.division));
    let kind = filter.kind.map(|kind| format_kind(lang, kind));
    let group =
        filter.group.map(|group| l10n::translate(lang, &format!("codes-venuegroup-{}", group.code())));
    area.into_iter().chain(kind).chain(group).collect()
}

fn describe(page: &Page, names: &AskedNames) -> Vec<String> {
    let question = names.asked.question;
    let area = areas::find_name(question.area, question.day.max(question.division.day()));
    let mut lines = vec![page.t2("coverage-about", "area", area, "day", page.date(&question.day))];
    lines.extend(describe_names(page.lang(), names));
    lines
}

pub(super) fn name_heads(page: &Page) -> Vec<String> {
    ["venue", "place", "standing", "contact"].map(|head| page.t(&format!("coverage-column-{head}"))).into()
}

/// A venue leads to its page in the register, another entry to its page in the census.
pub(super) fn build_name_rows(page: &Page, actor: &Actor, units: &[ListedUnit]) -> Vec<NameRow> {
    let (registered, personal) = (actor.may(Action::ReadRegister), actor.may(Action::ReadPersonalData));
    let row = |unit: &ListedUnit| NameRow {
        href: match unit.venue.filter(|_| registered) {
            Some(venue) => paths::Timeline(venue).to_string(),
            None => paths::CensusEntry(unit.entry).to_string(),
        },
        name: unit.name.clone(),
        kind: unit.kind.map(|kind| translate_code(page, "kind", kind.code())).unwrap_or_default(),
        address: unit.address.clone(),
        commune: areas::find_last_name(unit.commune),
        standing: build_standing_chip(page, unit.word),
        owner: unit.owner.clone(),
        phones: unit.phones.iter().filter(|_| personal).map(link_phone).collect(),
    };
    units.iter().map(row).collect()
}

fn build_standing_chip(page: &Page, word: StandingWord) -> Chip {
    let tone = match word {
        StandingWord::Both => Tone::Good,
        StandingWord::Pledge | StandingWord::Labour => Tone::Info,
        StandingWord::Unverified | StandingWord::Neither => Tone::Warn,
        _ => Tone::Neutral,
    };
    Chip::new(tone, translate_code(page, "coveragestanding", word.code()))
}
