//! After a restore: what was published since the backup is applied to the register, the numbers that may hang on walls are left
//! out, and a new epoch begins. Then nodes and phones know that the register is another one.

mod listed;

use std::collections::HashMap;

use camket_credential::status_list::{StatusList, StatusListError};
use camket_domain::audit::AuditAction;
use camket_domain::audit::log::LogContinuation;
use camket_domain::certificates::lifecycle::adopt_published;
use camket_domain::certificates::{Certificate, CertificateStatus};
use camket_domain::permissions::{Permit, rights};
use camket_domain::restores::{
    DatabasePosition, HighWaterMarks, LostTime, NumberGap, NumberSeries, Restore, RestoreReport, SeriesMark,
    UsedList, plan_gaps,
};
use camket_store::certificates::register::{self, RegisterState};
use camket_store::restores::{lost_status, series};
use camket_store::{Tx, agencies, certificates, restores, sessions, teams, venue_register};
use uuid::Uuid;

use crate::{App, AppError};
use listed::{ListedDifferences, read_list};

/// Added to the highest sequence that is known: more changes than a register loses in a restore.
const SEQUENCE_STEP: i64 = 1_000_000;
/// The fewest entries by which the list grows: the new indexes must not show how many certificates follow.
const MIN_NEW_PLACES: u32 = 131_072;
/// Numbers that are left out beyond the highest one known of a series, unless the operator says otherwise.
pub const DEFAULT_GAP: i32 = 100;

/// What is at hand of the time after the backup.
#[derive(Clone, Debug)]
pub struct RestoreInput {
    /// What this node kept.
    pub marks: Option<HighWaterMarks>,
    /// Copies of the published status list; the one with the highest sequence counts.
    pub lists: Vec<Vec<u8>>,
    /// Numbers left out beyond the highest one known, at least 1.
    pub gap: i32,
    /// Number of the decision to restore.
    pub decision: String,
}

#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("the status list cannot be used")]
    List(#[source] StatusListError),
    /// The database continues from the marks, and no list is newer.
    #[error(
        "the database is not behind what this node has seen or what was published: there is nothing to work through"
    )]
    NotNeeded,
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<camket_store::StoreError> for RestoreError {
    fn from(error: camket_store::StoreError) -> Self {
        Self::App(error.into())
    }
}

/// Works a restore through, in one transaction, and reads the register again. A database that was put back may be written to
/// only here.
///
/// # Errors
/// [`RestoreError`]; then nothing was written.
pub async fn work_through(app: &App, input: &RestoreInput) -> Result<Restore, RestoreError> {
    let list = read_newest_list(app, &input.lists).await?;
    let tx = app.store().begin_repair().await?;
    let marks = input.marks.as_ref();
    let position = restores::load_position(&tx, marks.and_then(|marks| marks.event)).await?;
    let held = series::list(&tx, app.today().year()).await?;
    if !is_needed(app, marks, (&position, &held), list.as_ref()) {
        return Err(RestoreError::NotNeeded);
    }
    let restore = apply(app, &tx, input, &held, list.as_ref()).await?;
    restores::insert(&tx, &restore).await?;
    // Some ended in the lost time: with a password, an account or a phone.
    sessions::end_everywhere(&tx).await?;
    let event = app.build_event(None, AuditAction::RegisterRestored, Uuid::nil());
    app.audit(&tx, event.with_note(format!("{} {}", restore.epoch, restore.decision))).await?;
    // Checkpoints of the log that was published may name leaves beyond these.
    let kept = camket_store::audit_log::load_size(&tx).await?;
    let continuation = LogContinuation { epoch: restore.epoch, kept };
    let event = app.build_event(None, AuditAction::AuditLogContinued, Uuid::nil());
    app.audit(&tx, event.with_note(continuation.format())).await?;
    tx.commit().await.map_err(AppError::from)?;
    app.register().forget_history();
    crate::register::load_register(app).await?;
    Ok(restore)
}

/// Without marks nothing tells that the database is behind, so the operator does.
fn is_needed(
    app: &App,
    marks: Option<&HighWaterMarks>,
    (position, held): (&DatabasePosition, &[SeriesMark]),
    list: Option<&StatusList>,
) -> bool {
    let Some(marks) = marks else { return true };
    let published = list.map_or(0, |list| list.edition.sequence);
    let (year, mut series) = (app.today().year(), marks.clone());
    series.series.retain(|mark| mark.year >= year);
    marks.find_setback(position).is_some()
        || position.epoch == marks.epoch && series.find_series_setback(held).is_some()
        || i64::try_from(published).is_ok_and(|published| published > position.sequence)
}

async fn read_newest_list(app: &App, lists: &[Vec<u8>]) -> Result<Option<StatusList>, RestoreError> {
    let keyring = crate::keys::load_keyring(app).await?;
    let address = app.url(app.paths().status_list());
    let read = |bytes: &Vec<u8>| read_list(bytes, keyring.key_set(), &address).map_err(RestoreError::List);
    let lists = lists.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(lists.into_iter().max_by_key(|list| list.edition.sequence))
}

/// Changes the register as the list says, leaves numbers out, and begins the epoch.
async fn apply(
    app: &App,
    tx: &Tx,
    input: &RestoreInput,
    held: &[SeriesMark],
    list: Option<&StatusList>,
) -> Result<Restore, AppError> {
    let (now, marks) = (app.now(), input.marks.as_ref());
    let before = register::load_state(tx).await?;
    let lost = LostTime { from: restores::find_last_moment(tx).await?.unwrap_or(now).min(now), to: now };
    let differences = match list {
        Some(list) => listed::compare(app, tx, before, list).await?,
        None => ListedDifferences::default(),
    };
    let after = plan_state(before, marks, list);
    register::begin_epoch(tx, &after).await?;
    adopt(app, tx, &differences, &input.decision, after.sequence).await?;
    lost_status::insert_many(tx, after.epoch, &differences.lost).await?;
    let known = marks.map_or(&[][..], |marks| &marks.series);
    let gaps = plan_gaps(held, known, app.today().year(), input.gap.max(1));
    series::skip(tx, &gaps).await?;
    let report = RestoreReport {
        list: list.map(describe_list),
        has_marks: marks.is_some(),
        changed: differences.describe_adopted(),
        stricter: differences.describe_kept(),
        unknown: differences.lost,
        gaps,
        sequence: (before.sequence, after.sequence),
    };
    Ok(Restore { epoch: after.epoch, lost, decision: input.decision.clone(), report })
}

/// The register's row after the restore: above all that was seen or published, and with indexes that no lost certificate has.
fn plan_state(
    before: RegisterState,
    marks: Option<&HighWaterMarks>,
    list: Option<&StatusList>,
) -> RegisterState {
    let published = list.and_then(|list| i64::try_from(list.edition.sequence).ok()).unwrap_or(0);
    let seen = marks.map_or(0, |marks| marks.sequence).max(published).max(before.sequence);
    // Without a list the length that was published is not known; it may have grown once.
    let places = list.map_or(before.capacity.saturating_add(before.capacity / 4), count_places);
    let first_index = before.capacity.max(places);
    RegisterState {
        epoch: before.epoch.max(marks.map_or(0, |marks| marks.epoch)) + 1,
        sequence: seen.saturating_add(SEQUENCE_STEP),
        first_index,
        capacity: first_index.saturating_add((first_index / 4).max(MIN_NEW_PLACES)),
    }
}

fn count_places(list: &StatusList) -> u32 {
    u32::try_from(list.places()).unwrap_or(u32::MAX)
}

fn describe_list(list: &StatusList) -> UsedList {
    let edition = &list.edition;
    UsedList { sequence: edition.sequence, issued_at: edition.issued_at, places: count_places(list) }
}

/// Gives certificates the status that was published of them.
async fn adopt(
    app: &App,
    tx: &Tx,
    differences: &ListedDifferences,
    decision: &str,
    changed: i64,
) -> Result<(), AppError> {
    let mut events = Vec::new();
    let mut venues = Vec::new();
    for status in [CertificateStatus::Suspended, CertificateStatus::Revoked, CertificateStatus::Superseded] {
        let adopted: Vec<&Certificate> = differences.list_adopted(status).collect();
        let record = adopt_published(status, decision, app.now());
        let ids: Vec<_> = adopted.iter().map(|certificate| certificate.id).collect();
        certificates::adopt_status(tx, &ids, &record, changed).await?;
        for certificate in adopted {
            venues.push(certificate.venue);
            let event = app.build_event(None, map_to_audit_action(status), certificate.id.0);
            events.push(event.with_venue(certificate.venue).with_note(decision));
        }
    }
    camket_store::audit::insert_many(tx, &events).await?;
    Ok(venue_register::refresh(tx, &venues).await?)
}

fn map_to_audit_action(status: CertificateStatus) -> AuditAction {
    match status {
        CertificateStatus::Revoked => AuditAction::CertificateRevoked,
        CertificateStatus::Superseded => AuditAction::CertificateSuperseded,
        CertificateStatus::Suspended | CertificateStatus::Issued => AuditAction::CertificateSuspended,
    }
}

/// A restore with the names of those whose numbers have a gap.
#[derive(Clone, Debug)]
pub struct ListedRestore {
    pub restore: Restore,
    /// Each gap with the name of its agency or team; empty if it is lost too.
    pub gaps: Vec<(NumberGap, String)>,
}

/// Every restore, newest first.
pub async fn list(app: &App, _: &Permit<rights::ManageSettings>) -> Result<Vec<ListedRestore>, AppError> {
    let found = restores::list(app.store()).await?;
    let names = list_names(app, found.iter().flat_map(|restore| &restore.report.gaps)).await?;
    let name = |gap: &NumberGap| (*gap, names.get(&gap.owner).cloned().unwrap_or_default());
    let listed = |restore: Restore| {
        let gaps = restore.report.gaps.iter().map(name).collect();
        ListedRestore { restore, gaps }
    };
    Ok(found.into_iter().map(listed).collect())
}

async fn list_names(
    app: &App,
    gaps: impl Iterator<Item = &NumberGap>,
) -> Result<HashMap<Uuid, String>, AppError> {
    let (of_teams, of_agencies): (Vec<&NumberGap>, Vec<&NumberGap>) =
        gaps.partition(|gap| gap.series == NumberSeries::Records);
    let owners = |gaps: Vec<&NumberGap>| {
        let mut owners: Vec<Uuid> = gaps.into_iter().map(|gap| gap.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    };
    let mut names = teams::list_names(app.store(), &owners(of_teams)).await?;
    names.extend(agencies::list_names(app.store(), &owners(of_agencies)).await?);
    Ok(names)
}

/// Number of the register's present history.
pub async fn load_epoch(app: &App) -> Result<i64, AppError> {
    Ok(register::load_state(app.store()).await?.epoch)
}
