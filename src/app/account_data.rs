//! What is kept about the holder of an account: counted for the notice, and taken out as a copy.

mod copy;

use std::collections::HashMap;

use camket_domain::account_data::{BackupRotation, DataCount, DataKind};
use camket_domain::accounts::session::Session;
use camket_domain::accounts::{Account, Scope};
use camket_domain::applications::Application;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::venues::Venue;
use camket_store::audit::AccountEvents;
use camket_store::labour::{self, of_owner, request::message};
use camket_store::{
    accounts, applications, audit, certificates, inspections, managers, outbox, pledges, sessions, settings,
    transfers, venues,
};

use crate::printing::run_drawing;
use crate::throttle;
use crate::{App, AppError};

pub use camket_documents::{DataSection, DataSummary};
pub use copy::AccountCopy;

type HolderPermit = Permit<rights::UseAccount>;

/// What the notice tells, and the summary of the copy.
#[derive(Clone, Debug)]
pub struct DataSheet {
    pub account: Account,
    /// Newest first.
    pub venues: Vec<Venue>,
    /// The kinds that accounts of this role have.
    pub counts: Vec<DataCount>,
    /// Days in which a log-in takes the closing of the account back.
    pub closing_days: u8,
    pub scan_months: u8,
    pub backups: Option<BackupRotation>,
    /// Whom to ask; empty if the administrator gave none.
    pub contact: String,
}

/// What is kept about the holder of the permit. As many queries as kinds, whatever they hold.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_sheet(app: &App, permit: &HolderPermit) -> Result<DataSheet, AppError> {
    let actor = permit.actor();
    let account = accounts::find(app.store(), actor.account).await?.ok_or(AppError::NotFound)?;
    let venues = venues::list_by_owner(app.store(), account.id).await?;
    let kinds = DataKind::ALL.into_iter().filter(|kind| kind.is_of(account.role));
    let mut counts = Vec::with_capacity(DataKind::ALL.len());
    for kind in kinds {
        counts.push((kind, count(app, kind, &account, &venues).await?));
    }
    let rules = settings::load(app.store()).await?;
    Ok(DataSheet {
        counts,
        venues,
        account,
        closing_days: rules.closing_days,
        scan_months: rules.scan_months,
        backups: app.options().backups,
        contact: rules.privacy_contact.trim().to_owned(),
    })
}

/// Rows of each list that the summary names; the JSON file has all.
pub const MAX_NAMED: u64 = 100;

/// What the summary names, at most [`MAX_NAMED`] of each.
#[derive(Clone, Debug)]
pub struct NamedRecords {
    /// Open log-ins, the last used first.
    pub sessions: Vec<Session>,
    /// Workers who are present, by venue.
    pub workers: HashMap<VenueId, u64>,
    /// Oldest first.
    pub pledges: Vec<Pledge>,
    /// Oldest first.
    pub applications: Vec<Application>,
    /// Of those applications, newest first.
    pub certificates: Vec<Certificate>,
}

/// The records that the summary of the copy names.
pub async fn load_named(
    app: &App,
    permit: &HolderPermit,
    sheet: &DataSheet,
) -> Result<NamedRecords, AppError> {
    let (store, id) = (app.store(), permit.actor().account);
    let own: Vec<VenueId> = sheet.venues.iter().map(|venue| venue.id).collect();
    let applications = applications::list_block_by_owner(store, id, None, MAX_NAMED).await?;
    let submitted: Vec<_> = applications.iter().map(|application| application.id).collect();
    let mut sessions = sessions::list(store, id).await?;
    sessions.truncate(usize::try_from(MAX_NAMED).unwrap_or(usize::MAX));
    Ok(NamedRecords {
        sessions,
        workers: labour::count_many(store, &own).await?,
        pledges: pledges::list_block_by_signer(store, id, None, MAX_NAMED).await?,
        certificates: certificates::list_by_applications(store, &Scope::Owned(id), &submitted).await?,
        applications,
    })
}

async fn count(app: &App, kind: DataKind, account: &Account, own: &[Venue]) -> Result<u64, AppError> {
    let (store, id) = (app.store(), account.id);
    Ok(match kind {
        DataKind::Account => 1,
        DataKind::Sessions => sessions::list(store, id).await?.len() as u64,
        DataKind::LogIns => audit::count(store, AccountEvents::OfItself(id)).await?,
        DataKind::Venues => own.len() as u64,
        DataKind::Pledges => pledges::count_by_signer(store, id).await?,
        DataKind::Workers => of_owner::count(store, id).await?,
        DataKind::Questions => message::count_of_owner(store, id).await?,
        DataKind::Applications => applications::count_by_owner(store, id).await?,
        DataKind::Certificates => certificates::count_of_owner(store, id).await?,
        DataKind::Inspections => inspections::count_of_owner(store, id).await?,
        DataKind::Managers => {
            let ids: Vec<_> = own.iter().map(|venue| venue.id).collect();
            let of_own = managers::list_of_venues(store, &ids).await?.len() as u64;
            of_own + managers::count_of_account(store, id).await?
        }
        DataKind::Transfers => transfers::count_of_account(store, id).await?,
        DataKind::Messages => outbox::count_to(store, account.login.as_str()).await?,
        DataKind::Trail => audit::count(store, AccountEvents::AtOwnVenues(id)).await?,
    })
}

/// Begins a copy of all that is kept about the holder of the permit: a ZIP with `summary` as a PDF and everything as JSON. Recorded,
/// without what is in it.
///
/// # Errors
/// [`AppError::Throttled`] above [`MAX_COPIES_A_DAY`](camket_domain::account_data::MAX_COPIES_A_DAY); [`AppError::Busy`].
pub async fn begin_copy(
    app: &App,
    permit: &HolderPermit,
    sheet: DataSheet,
    summary: DataSummary,
) -> Result<AccountCopy, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    throttle::count_copy(app, &tx, actor.account).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::AccountDataCopied, actor.account.0)).await?;
    tx.commit().await?;
    let summary = make_printable(summary);
    let pdf = run_drawing(app, move || camket_documents::render_data_summary(&summary)).await?;
    AccountCopy::begin(app, sheet, &pdf).await
}

/// Names may have been entered before letters were checked.
fn make_printable(summary: DataSummary) -> DataSummary {
    let clean = |text: String| {
        camket_domain::text::printable::replace_unprintable(&camket_domain::text::to_nfc(&text)).into_owned()
    };
    let section = |section: DataSection| DataSection {
        title: clean(section.title),
        facts: section.facts.into_iter().map(|(label, value)| (clean(label), clean(value))).collect(),
        rows: section.rows.into_iter().map(clean).collect(),
        note: clean(section.note),
    };
    DataSummary {
        title: clean(summary.title),
        about: summary.about.into_iter().map(clean).collect(),
        sections: summary.sections.into_iter().map(section).collect(),
        author: clean(summary.author),
        date: summary.date,
    }
}
