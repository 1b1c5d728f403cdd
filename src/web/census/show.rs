//! `GET /census/entries/{entry}`: one entry with its history and the steps that are open to the officer.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::census::{self, EntryDossier, EntryLetter};
use camket_domain::accounts::Actor;
use camket_domain::calendar::{BirthDate, format_date, local_date};
use camket_domain::census::{CensusEntry, EntryChange, EntryState, ListOrigin, OpenStatus};
use camket_domain::ids::{CensusEntryId, ClaimCodeId, VenueId};
use camket_domain::letters::may_invite;
use camket_domain::permissions::{Action, rights};
use time::{Date, OffsetDateTime};

use super::chips::{build_state_chip, format_cause, format_kind, format_list, list_phones};
use crate::claim_codes::build_standing_chip;
use crate::codes::translate_code;
use crate::{areas, paths};
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "census/show.html")]
pub(super) struct CensusEntryPage {
    page: Page,
    form: Form,
    id: CensusEntryId,
    list: (String, String),
    kind: String,
    state: Chip,
    rows: Vec<SummaryRow>,
    phones: Vec<(String, String)>,
    /// Address and name of the venue that it is, or that is proposed.
    venue: Option<(String, String)>,
    original: Option<(String, String)>,
    /// `reader`, `proposed`, `missing`, `matched`, `out`.
    stance: &'static str,
    /// Whether the last step can be taken back.
    undoes: bool,
    candidates: String,
    has_candidates: bool,
    told_apart: Vec<ToldApart>,
    letters: Vec<LetterLine>,
    /// The form of a letter, if one may be written.
    invite: Option<String>,
    /// Where an officer enters the venue for its owner.
    at_counter: Option<String>,
    events: Vec<TimelineEvent>,
}

/// A letter to the venue.
struct LetterLine {
    /// The page of its run, for who may see it.
    href: Option<String>,
    what: String,
    facts: String,
    standing: Chip,
    /// The code that can be taken back.
    revokes: Option<ClaimCodeId>,
}

/// A venue of which an officer said that it is another one.
struct ToldApart {
    venue: VenueId,
    name: String,
    by: String,
    note: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCensus>,
    Path(id): Path<CensusEntryId>,
) -> Result<Response, PageError> {
    let dossier = census::load_entry(&app, &permit, id).await?;
    let today = app.today();
    let form =
        Form::from_fields([("version", dossier.entry.version.to_string()), ("on", format_date(today))]);
    Ok(Html(build_page(page, form, permit.actor(), &dossier, app.now())).into_response())
}

pub(super) fn build_page(
    page: Page,
    form: Form,
    actor: &Actor,
    dossier: &EntryDossier,
    now: OffsetDateTime,
) -> CensusEntryPage {
    let today = local_date(now);
    let entry = &dossier.entry;
    let page = page.with_title_text(entry.details.name.clone()).with_form_errors(&form);
    let state = entry.status.state_on(today);
    let keeps = actor.may(Action::KeepCensus);
    let named =
        |venue: VenueId| Some((paths::Timeline(venue).to_string(), dossier.venues.get(&venue)?.clone()));
    let told_apart = dossier.told_apart.iter().map(|said| ToldApart {
        venue: said.venue,
        name: dossier.venues.get(&said.venue).cloned().unwrap_or_else(|| page.t("census-venue-elsewhere")),
        by: format!("{} · {}", said.by.name, page.moment(&said.by.at)),
        note: said.note.clone(),
    });
    CensusEntryPage {
        list: (paths::CensusList(dossier.list.id).to_string(), format_list(&page, &dossier.list)),
        kind: format_kind(&page, entry),
        state: build_state_chip(&page, entry, today),
        rows: build_rows(&page, dossier, actor.may(Action::ReadPersonalData), today),
        phones: list_phones(actor, &entry.details),
        venue: entry.status.open().venue().and_then(named),
        original: dossier
            .original
            .as_ref()
            .map(|original| (paths::CensusEntry(original.id).to_string(), original.details.name.clone())),
        stance: choose_stance(state, keeps),
        undoes: keeps && has_step(entry, state),
        candidates: page.t1("census-candidates", "count", dossier.candidates),
        has_candidates: dossier.candidates > 0,
        told_apart: told_apart.collect(),
        letters: dossier.letters.iter().map(|letter| build_letter_line(&page, actor, letter, now)).collect(),
        invite: (actor.may(Action::InviteVenues) && may_invite(entry, today)).then(|| link_letter(entry.id)),
        at_counter: actor.may(Action::EnterAtCounter).then(|| link_counter(entry.id)),
        events: dossier.history.iter().rev().map(|change| build_event(&page, change, dossier)).collect(),
        id: entry.id,
        form,
        page,
    }
}

fn build_letter_line(page: &Page, actor: &Actor, sent: &EntryLetter, now: OffsetDateTime) -> LetterLine {
    let (run, invites) = (&sent.run, actor.may(Action::InviteVenues));
    let date = page.date(&run.dated);
    let posted = run.sending.as_ref().map(|sending| {
        let way = translate_code(page, "sendingway", sending.way.code());
        format!("{way} {}", page.date(&sending.on))
    });
    let printed = run.printed_at.map(|at| format!("{} {}", page.t("letters-printed-at"), page.moment(&at)));
    let facts = [
        Some(run.made_by.name.clone()),
        sent.letter.by_sms.then(|| page.t("letters-by-sms-too")),
        printed,
        posted,
        Some(format!("{} {}", page.t("letters-deadline"), page.date(&run.terms.deadline))),
    ];
    LetterLine {
        href: invites.then(|| paths::LetterRun(run.id).to_string()),
        what: match run.terms.number.as_str() {
            "" => page.t1("letters-of-day", "date", date),
            number => page.t2("letters-of-number", "number", number, "date", date),
        },
        facts: facts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        standing: build_standing_chip(page, &sent.claim, now),
        revokes: (invites && sent.claim.is_open(now)).then_some(sent.claim.id),
    }
}

fn link_letter(entry: CensusEntryId) -> String {
    let pairs = [("from", "entry"), ("entry", &entry.to_string())];
    camket_shell::links::with_query(paths::NewLetters::PATTERN, &pairs)
}

fn link_counter(entry: CensusEntryId) -> String {
    camket_shell::links::with_query(paths::Counter::PATTERN, &[("entry", &entry.to_string())])
}

fn choose_stance(state: EntryState, keeps: bool) -> &'static str {
    match state {
        _ if !keeps => "reader",
        EntryState::Proposed => "proposed",
        EntryState::NotReached | EntryState::Contacted => "missing",
        EntryState::Matched => "matched",
        EntryState::Out => "out",
    }
}

/// As the state machine allows an undo.
fn has_step(entry: &CensusEntry, state: EntryState) -> bool {
    state == EntryState::Out
        || matches!(entry.status.open(), OpenStatus::Contacted(_) | OpenStatus::Matched(_))
}

fn build_rows(page: &Page, dossier: &EntryDossier, personal: bool, today: Date) -> Vec<SummaryRow> {
    let (entry, details) = (&dossier.entry, &dossier.entry.details);
    let owner = details.owner.as_ref();
    let born = owner.filter(|_| personal).and_then(|owner| owner.born).map(|born| format_birth(page, born));
    let owner_name = owner.map(|owner| owner.name.clone()).unwrap_or_default();
    let row_number = match (&dossier.list.origin, entry.row) {
        (ListOrigin::Imported(_), Some(row)) => page.t1("census-row", "row", row),
        _ => String::new(),
    };
    let tax = details
        .tax
        .as_ref()
        .filter(|_| personal)
        .map(camket_domain::venues::TaxNumber::masked)
        .unwrap_or_default();
    let number = |number: Option<u16>| number.map(|number| page.number(number)).unwrap_or_default();
    let optional = [
        ("census-tax", tax),
        ("census-registration", details.registration.clone()),
        ("census-security", details.security_number.clone()),
        ("census-owner", owner_name),
        ("census-owner-born", born.unwrap_or_default()),
        ("census-rooms", number(details.rooms)),
        ("census-staff", number(details.staff)),
        ("census-note", details.note.clone()),
        ("census-position", format_position(details.position)),
        ("census-row-label", row_number),
    ];
    let mut rows = vec![
        SummaryRow::new(page.t("census-address"), details.address.as_str()),
        SummaryRow::new(page.t("census-column-commune"), areas::find_name(details.commune, today)),
    ];
    let optional = optional.into_iter().filter(|(_, value)| !value.is_empty());
    rows.extend(optional.map(|(key, value)| SummaryRow::new(page.t(key), value)));
    rows.push(SummaryRow::new(page.t("census-listed-on"), page.date(&entry.listed_on)));
    let verified = entry.verified_on().map(|day| page.date(&day));
    let verified = verified.unwrap_or_else(|| page.t("census-not-verified"));
    rows.push(SummaryRow::new(page.t("census-verified-on"), verified));
    rows
}

fn format_birth(page: &Page, born: BirthDate) -> String {
    if born.is_year_only() { born.year().to_string() } else { page.date(&born.latest()) }
}

fn format_position(position: Option<(f64, f64)>) -> String {
    position.map(|(latitude, longitude)| format!("{latitude}, {longitude}")).unwrap_or_default()
}

fn build_event(page: &Page, change: &EntryChange, dossier: &EntryDossier) -> TimelineEvent {
    let what = match change.cause {
        Some(cause) => format_cause(page, cause, change.last_day),
        None => translate_code(page, "entrystate", change.state.code()),
    };
    let venue = change.venue.and_then(|venue| dossier.venues.get(&venue));
    let venue = venue.filter(|_| change.state != EntryState::Out);
    let what = venue.map_or_else(|| what.clone(), |name| format!("{what}: {name}"));
    let by = change.by.as_ref().map_or_else(|| page.t("census-by-program"), |by| by.name.clone());
    let undone = change
        .undone
        .as_ref()
        .map(|by| page.t2("census-undone", "name", by.name.as_str(), "at", page.moment(&by.at)));
    let note = [Some(change.note.clone()).filter(|note| !note.is_empty()), undone];
    TimelineEvent {
        at: page.t1("census-from-day", "date", page.date(&change.since)),
        what,
        who: by,
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        kind: if change.undone.is_some() { Tone::Neutral } else { choose_tone(change.state) },
    }
}

fn choose_tone(state: EntryState) -> Tone {
    match state {
        EntryState::Matched => Tone::Good,
        EntryState::Contacted => Tone::Info,
        EntryState::Proposed | EntryState::NotReached | EntryState::Out => Tone::Neutral,
    }
}
