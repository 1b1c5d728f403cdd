//! Entries that officers add while they go from door to door, and change later.

use camket_domain::areas::{AreaCode, list_codes_within};
use camket_domain::audit::AuditAction;
use camket_domain::census::{
    CensusEntry, CensusList, EntryChange, EntryDetails, EntryDraft, ListedOwner, ListedStatus, lifecycle,
};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::venues::VenueKind;
use camket_store::census::{change, entry};
use camket_store::{Tx, census as lists, coverage};
use uuid::Uuid;

use super::{CensusKeeperPermit, build_event, find_entry, stamp};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::find_province;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// What an officer writes down at the door.
#[derive(Clone, PartialEq, Debug)]
pub struct EntryInput {
    pub name: String,
    pub kind: VenueKind,
    pub address: String,
    pub commune: AreaCode,
    /// Latitude and longitude in degrees (WGS 84), if the telephone may tell them.
    pub position: Option<(f64, f64)>,
    pub owner: String,
    pub phone: Option<Phone>,
    /// Number of the certificate of security and order, as it hangs on the wall; may be empty.
    pub security_number: String,
    /// What the officer sees. Of a known entry it is only whether the venue operates: what leaves it out is a step of
    /// its life.
    pub listed: ListedStatus,
    pub note: String,
}

/// Adds an entry to a list. The same form sent twice adds one.
///
/// # Errors
/// [`AppError::Invalid`] for a commune outside the list or the officer's area, or a text that cannot be printed;
/// [`AppError::NotFound`] without that list.
pub async fn create_entry(
    app: &App,
    permit: &CensusKeeperPermit,
    key: Uuid,
    list: CensusListId,
    input: EntryInput,
) -> Result<CensusEntryId, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("census.create_entry").with(list).with_debug(&input);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let list = lists::find(&run.tx, &actor.scope(), list).await?.ok_or(AppError::NotFound)?;
    check_input(permit, &list, &input)?;
    let entry = build_entry(app, permit, &list, input)?;
    insert_entry(&run.tx, &entry, permit, app).await?;
    let event = build_event(app, permit, AuditAction::CensusEntryAdded, entry.id);
    app.audit(&run.tx, event.with_note(&entry.details.name)).await?;
    run.finish(&entry.id).await?;
    Ok(entry.id)
}

/// Changes what an entry says. `version` is the version that the page showed.
///
/// # Errors
/// As [`create_entry`]; [`AppError::Conflict`] if the entry changed meanwhile.
pub async fn update_entry(
    app: &App,
    permit: &CensusKeeperPermit,
    id: CensusEntryId,
    version: i32,
    input: EntryInput,
) -> Result<(), AppError> {
    let scope = permit.actor().scope();
    let tx = app.store().begin_write().await?;
    let before = find_entry(&tx, &scope, id).await?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let list = lists::find(&tx, &scope, before.list).await?.ok_or(AppError::NotFound)?;
    check_input(permit, &list, &input)?;
    let after = CensusEntry {
        province: find_entry_province(app, input.commune)?,
        details: change_details(&before.details, input),
        ..before.clone()
    };
    entry::save(&tx, &after).await?;
    coverage::refresh(&tx, &[id], &[]).await?;
    let event = build_event(app, permit, AuditAction::CensusEntryChanged, id);
    app.audit(&tx, event.with_note(describe_changes(&before.details, &after.details))).await?;
    Ok(tx.commit().await?)
}

fn check_input(permit: &CensusKeeperPermit, list: &CensusList, input: &EntryInput) -> Result<(), AppError> {
    require_printable(&[("name", &input.name), ("address", &input.address), ("owner", &input.owner)])?;
    let holds = |area: AreaCode| area == input.commune || list_codes_within(&area).contains(&input.commune);
    if !permit.actor().area.is_some_and(holds) || !holds(list.area) {
        return Err(AppError::invalid("commune", InputProblem::AreaOutside));
    }
    Ok(())
}

fn find_entry_province(app: &App, commune: AreaCode) -> Result<AreaCode, AppError> {
    find_province(commune, app.today()).ok_or(AppError::invalid("commune", InputProblem::CommuneUnknown))
}

fn build_entry(
    app: &App,
    permit: &CensusKeeperPermit,
    list: &CensusList,
    input: EntryInput,
) -> Result<CensusEntry, AppError> {
    let (today, now) = (app.today(), app.now());
    let listed = input.listed;
    let province = find_entry_province(app, input.commune)?;
    let empty = EntryDraft { commune: Some(input.commune), ..EntryDraft::default() };
    let empty = empty.into_details(|_| unreachable!("no number")).ok_or(AppError::NotFound)?;
    Ok(CensusEntry {
        id: CensusEntryId::new(now, app.entropy()),
        list: list.id,
        row: None,
        province,
        details: change_details(&empty, input),
        listed_on: today,
        status: lifecycle::begin(listed, today, stamp(app, permit)).0,
        created_at: now,
        version: 1,
    })
}

/// The details with what an officer typed; what only lists know stays.
fn change_details(before: &EntryDetails, input: EntryInput) -> EntryDetails {
    let owner = before.owner.clone().unwrap_or(ListedOwner { name: String::new(), born: None, number: None });
    let owner = ListedOwner { name: input.owner, ..owner };
    let is_known = !owner.name.is_empty() || owner.born.is_some() || owner.number.is_some();
    let others = before.phones.iter().skip(1).cloned();
    EntryDetails {
        name: input.name,
        kind: Some(input.kind),
        address: input.address,
        former_commune: before.former_commune.filter(|_| before.commune == input.commune),
        commune: input.commune,
        position: input.position.or(before.position),
        owner: is_known.then_some(owner),
        phones: input.phone.into_iter().chain(others).collect(),
        security_number: input.security_number,
        listed: input.listed,
        note: input.note,
        ..before.clone()
    }
}

async fn insert_entry(
    tx: &Tx,
    entry: &CensusEntry,
    permit: &CensusKeeperPermit,
    app: &App,
) -> Result<(), AppError> {
    entry::insert_many(tx, std::slice::from_ref(entry)).await?;
    change::insert_many(tx, &EntryChange::begin(entry, Some(&stamp(app, permit)))).await?;
    Ok(coverage::refresh(tx, &[entry.id], &[]).await?)
}

/// The names of the fields that changed: "name, address".
fn describe_changes(before: &EntryDetails, after: &EntryDetails) -> String {
    let owner = |details: &EntryDetails| details.owner.as_ref().map(|owner| owner.name.clone());
    let fields = [
        ("name", before.name == after.name),
        ("kind", before.kind == after.kind),
        ("address", before.address == after.address),
        ("commune", before.commune == after.commune),
        ("position", before.position == after.position),
        ("owner", owner(before) == owner(after)),
        ("phone", before.phones == after.phones),
        ("security number", before.security_number == after.security_number),
        ("state", before.listed == after.listed),
        ("note", before.note == after.note),
    ];
    let changed = fields.into_iter().filter(|(_, same)| !same).map(|(field, _)| field);
    changed.collect::<Vec<_>>().join(", ")
}
