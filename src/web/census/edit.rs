//! `/census/lists/{list}/new` and `/census/entries/{entry}/edit`: an entry as an officer writes it down at the door.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::census::{self, EntryInput};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::census::{
    CensusEntry, ListedStatus, MAX_ADDRESS_CHARS, MAX_CODE_CHARS, MAX_ENTRY_NOTE_CHARS, MAX_NAME_CHARS,
    MAX_OWNER_CHARS,
};
use camket_domain::codes::codes;
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, CensusListId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::VenueKind;

use crate::areas::own_choices::build_choices;
use crate::codes as words;
use crate::paths;
use crate::venues::parse_position;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

codes! {
    /// What an officer sees at the door.
    SeenState {
        Operating = "operating",
        /// Nobody was there, or it is not sure that this is a venue.
        Unknown = "unknown",
        Stopped = "stopped",
        Closed = "closed",
    }
}

#[derive(Template)]
#[template(path = "census/edit.html")]
struct EditEntryPage {
    page: Page,
    form: Form,
    caption: String,
    back: String,
    is_new: bool,
    kinds: Vec<Choice>,
    communes: Vec<Choice>,
    states: Vec<Choice>,
}

type KeepRequest = PageRequest<rights::KeepCensus>;
type HandlerResult = Result<Response, PageError>;

pub(super) async fn show_new(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusListId>,
) -> HandlerResult {
    let (list, _) = census::find_list(&app, &reader, id).await?;
    let own = permit.actor().area.filter(|area| area.level() == AreaLevel::Commune);
    let commune = own.or(Some(list.area).filter(|area| area.level() == AreaLevel::Commune));
    let form = Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("commune", commune.map(|code| code.to_string()).unwrap_or_default()),
        ("state", SeenState::Operating.code().to_owned()),
    ]);
    let frame = EntryFrame { caption: list.holder, back: paths::CensusList(id).to_string(), is_new: true };
    Ok(Html(build_page(page, &app, &permit, form, frame)).into_response())
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusListId>,
    mut form: Form,
) -> HandlerResult {
    let key = form.require_key()?;
    let (list, _) = census::find_list(&app, &reader, id).await?;
    if let Some(input) = parse(&mut form, true)
        && let Some(entry) =
            form.require_success(census::create_entry(&app, &permit, key, id, input).await)?
    {
        let flash = Flash::success("census-flash-added");
        // From door to door: the next venue follows at once.
        return Ok(if form.text("then") == "next" {
            flash.redirect(paths::NewCensusEntry(id))
        } else {
            flash.redirect(paths::CensusEntry(entry))
        });
    }
    let frame = EntryFrame { caption: list.holder, back: paths::CensusList(id).to_string(), is_new: true };
    Ok((form.status(), Html(build_page(page, &app, &permit, form, frame))).into_response())
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusEntryId>,
) -> HandlerResult {
    let entry = census::load_entry(&app, &reader, id).await?.entry;
    let form = fill(&entry);
    Ok(Html(build_page(page, &app, &permit, form, EntryFrame::of(&entry))).into_response())
}

pub(super) async fn update(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadCensus>,
    Path(id): Path<CensusEntryId>,
    mut form: Form,
) -> HandlerResult {
    let version = form.require_version()?;
    let entry = census::load_entry(&app, &reader, id).await?.entry;
    if let Some(input) = parse(&mut form, false) {
        // Whether it operates is a step of its life.
        let input = EntryInput { listed: entry.details.listed, ..input };
        let saved = census::update_entry(&app, &permit, id, version, input).await;
        let saved = form.require_success(saved).redirect_refusal(paths::CensusEntry(id))?;
        if saved.is_some() {
            return Ok(Flash::success("census-flash-saved").redirect(paths::CensusEntry(id)));
        }
    }
    Ok((form.status(), Html(build_page(page, &app, &permit, form, EntryFrame::of(&entry)))).into_response())
}

/// What stands around the form.
struct EntryFrame {
    caption: String,
    back: String,
    is_new: bool,
}

impl EntryFrame {
    fn of(entry: &CensusEntry) -> Self {
        let back = paths::CensusEntry(entry.id).to_string();
        Self { caption: entry.details.name.clone(), back, is_new: false }
    }
}

fn fill(entry: &CensusEntry) -> Form {
    let details = &entry.details;
    let owner = details.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
    let phone = details.phones.first().map(|phone| phone.as_str().to_owned()).unwrap_or_default();
    let degrees = |pick: fn((f64, f64)) -> f64| {
        details.position.map(pick).map(|degrees| degrees.to_string()).unwrap_or_default()
    };
    Form::from_fields([
        ("version", entry.version.to_string()),
        ("name", details.name.clone()),
        ("kind", details.kind.map_or("", VenueKind::code).to_owned()),
        ("address", details.address.clone()),
        ("commune", details.commune.to_string()),
        ("owner", owner),
        ("phone", phone),
        ("security", details.security_number.clone()),
        ("note", details.note.clone()),
        ("latitude", degrees(|(latitude, _)| latitude)),
        ("longitude", degrees(|(_, longitude)| longitude)),
    ])
}

fn parse(form: &mut Form, is_new: bool) -> Option<EntryInput> {
    let name = form.require_line("name", "census-name-what", MAX_NAME_CHARS);
    let kind = form.require_choice("kind", "census-kind-what", VenueKind::from_code);
    let listed = if is_new { parse_state(form) } else { Some(ListedStatus::Unknown) };
    let address = form.require_line("address", "census-address-what", MAX_ADDRESS_CHARS);
    let commune = form.require_choice("commune", "census-commune-what", AreaCode::new);
    let owner = form.parse_line("owner", "census-owner-what", MAX_OWNER_CHARS);
    let phone = parse_phone(form);
    let security_number = form.parse_line("security", "census-security-what", MAX_CODE_CHARS);
    let position = parse_position(form);
    let note = form.parse_line("note", "census-note-what", MAX_ENTRY_NOTE_CHARS);
    Some(EntryInput {
        name: name?,
        kind: kind?,
        address: address?,
        commune: commune?,
        position: position?,
        owner: owner?,
        phone: phone?,
        security_number: security_number?,
        listed: listed?,
        note: note?,
    })
}

fn parse_state(form: &mut Form) -> Option<ListedStatus> {
    match form.require_choice("state", "census-state-what", SeenState::from_code)? {
        SeenState::Operating => Some(ListedStatus::Operating),
        SeenState::Unknown => Some(ListedStatus::Unknown),
        SeenState::Stopped => {
            form.require_date("until", "census-until-what").map(|last| ListedStatus::Stopped(Some(last)))
        }
        SeenState::Closed => Some(ListedStatus::Closed(None)),
    }
}

fn parse_phone(form: &mut Form) -> Option<Option<Phone>> {
    if form.optional("phone").is_none() {
        return Some(None);
    }
    form.require_phone("phone", "census-phone-what").map(Some)
}

fn build_page(
    page: Page,
    app: &camket_app::App,
    permit: &Permit<rights::KeepCensus>,
    form: Form,
    frame: EntryFrame,
) -> EditEntryPage {
    let title = if frame.is_new { "census-new-entry-title" } else { "census-edit-title" };
    let page = page.with_title(title).with_form_errors(&form);
    let state =
        |state: SeenState| Choice::new(state.code(), page.t(&format!("census-seen-{}", state.code())));
    let communes = build_choices(permit.actor().area.as_ref(), None, app.today());
    let is_commune =
        |choice: &Choice| AreaCode::new(&choice.value).is_some_and(|code| code.level() == AreaLevel::Commune);
    EditEntryPage {
        kinds: words::build_venue_kind_choices(&page),
        communes: communes.into_iter().filter(is_commune).collect(),
        states: SeenState::ALL.map(state).to_vec(),
        caption: frame.caption,
        back: frame.back,
        is_new: frame.is_new,
        form,
        page,
    }
}
