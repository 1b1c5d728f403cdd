//! The copy as a file that leaves while it is read: a few hundred rows are in memory at a time.

mod accounts;
mod records;

use camket_documents::CopyArchive;
use camket_domain::account_data::COPY_SCHEMA_VERSION;
use camket_domain::ids::{
    ApplicationId, AuditId, InspectionId, MessageId, PledgeId, TransferId, VenueId, WorkerId,
};
use camket_store::audit::AccountEvents;
use camket_store::labour::{of_owner, request::message};
use camket_store::{
    applications, audit, factors, inspections, managers, outbox, passkeys, pledges, sessions, transfers,
    worker_pledges,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::DataSheet;
use crate::list_file::Pieces;
use crate::{App, AppError};

/// Rows that are read at a time.
const BLOCK: u64 = 200;
/// Names of the files in the archive.
const SUMMARY_NAME: &str = "camket.pdf";
const DATA_NAME: &str = "camket.json";

/// The lists of the JSON file that can be long, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LongList {
    Pledges,
    Workers,
    Applications,
    Inspections,
    Questions,
    Transfers,
    Messages,
    AccountEvents,
    VenueEvents,
}

impl LongList {
    const ALL: [Self; 9] = [
        Self::Pledges,
        Self::Workers,
        Self::Applications,
        Self::Inspections,
        Self::Questions,
        Self::Transfers,
        Self::Messages,
        Self::AccountEvents,
        Self::VenueEvents,
    ];

    /// The field of the JSON file.
    fn name(self) -> &'static str {
        match self {
            Self::Pledges => "pledges",
            Self::Workers => "workers",
            Self::Applications => "applications",
            Self::Inspections => "inspections",
            Self::Questions => "questions",
            Self::Transfers => "transfers",
            Self::Messages => "messages",
            Self::AccountEvents => "account_events",
            Self::VenueEvents => "venue_events",
        }
    }
}

/// Rows of a list with their ids.
type Block = Vec<(Uuid, Value)>;

/// A copy that is being written.
#[derive(Debug)]
pub struct AccountCopy {
    app: App,
    sheet: DataSheet,
    /// `None` after its end.
    archive: Option<CopyArchive<Pieces>>,
    pieces: Pieces,
    /// Which list is being written; beyond the last one: the end.
    list: usize,
    /// The last row of it that was written.
    after: Option<Uuid>,
}

impl AccountCopy {
    pub(super) async fn begin(app: &App, sheet: DataSheet, summary: &[u8]) -> Result<Self, AppError> {
        let pieces = Pieces::default();
        let mut archive = CopyArchive::new(pieces.clone());
        let head = build_head(app, &sheet).await?.to_string();
        archive.add_file(SUMMARY_NAME, summary).map_err(AppError::internal)?;
        archive.start_text(DATA_NAME).map_err(AppError::internal)?;
        // Its lists follow inside of the same object.
        archive.write_text(head.strip_suffix('}').unwrap_or(&head)).map_err(AppError::internal)?;
        Ok(Self { app: app.clone(), sheet, archive: Some(archive), pieces, list: 0, after: None })
    }

    /// The next bytes; `None` at the end.
    pub async fn read_piece(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        while self.archive.is_some() {
            self.write_next().await?;
            let bytes = self.pieces.take();
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    async fn write_next(&mut self) -> Result<(), AppError> {
        let Some(list) = LongList::ALL.get(self.list).copied() else {
            let Some(mut archive) = self.archive.take() else { return Ok(()) };
            archive.write_text("}").map_err(AppError::internal)?;
            return archive.finish().map(drop).map_err(AppError::internal);
        };
        let block = self.read_block(list).await?;
        let text = format_block(list, &block, self.after.is_none());
        let is_last = (block.len() as u64) < BLOCK;
        if let Some(archive) = &mut self.archive {
            archive.write_text(&text).map_err(AppError::internal)?;
            if is_last {
                archive.write_text("]").map_err(AppError::internal)?;
            }
        }
        (self.list, self.after) = match block.last() {
            Some((last, _)) if !is_last => (self.list, Some(*last)),
            _ => (self.list + 1, None),
        };
        Ok(())
    }

    async fn read_block(&self, list: LongList) -> Result<Block, AppError> {
        let (app, account) = (&self.app, &self.sheet.account);
        let (store, id, after) = (app.store(), account.id, self.after);
        Ok(match list {
            LongList::Pledges => {
                let rows = pledges::list_block_by_signer(store, id, after.map(PledgeId), BLOCK).await?;
                rows.iter()
                    .map(|row| Ok((row.id.0, records::build_pledge(row)?)))
                    .collect::<Result<_, AppError>>()?
            }
            LongList::Workers => self.read_workers().await?,
            LongList::Applications => {
                let rows =
                    applications::list_block_by_owner(store, id, after.map(ApplicationId), BLOCK).await?;
                records::build_applications(app, id, &rows).await?
            }
            LongList::Inspections => {
                let rows =
                    inspections::list_block_of_owner(store, id, after.map(InspectionId), BLOCK).await?;
                rows.iter().map(|row| (row.id.0, records::build_inspection(row))).collect()
            }
            LongList::Questions => {
                let rows = message::list_block_of_owner(store, id, after, BLOCK).await?;
                rows.iter().map(|row| (row.id, records::build_question(row))).collect()
            }
            LongList::Transfers => {
                let rows = transfers::list_block_of_account(store, id, after.map(TransferId), BLOCK).await?;
                rows.iter().map(|row| (row.id.0, accounts::build_transfer(row, id))).collect()
            }
            LongList::Messages => {
                let login = account.login.as_str();
                let rows = outbox::list_block_to(store, login, after.map(MessageId), BLOCK).await?;
                rows.iter().map(|row| (row.id.0, accounts::build_message(row))).collect()
            }
            LongList::AccountEvents => self.read_events(AccountEvents::OfItself(id)).await?,
            LongList::VenueEvents => self.read_events(AccountEvents::AtOwnVenues(id)).await?,
        })
    }

    async fn read_workers(&self) -> Result<Block, AppError> {
        let (store, owner) = (self.app.store(), self.sheet.account.id);
        let rows = of_owner::list_block(store, owner, self.after.map(WorkerId), BLOCK).await?;
        let ids: Vec<WorkerId> = rows.iter().map(|(worker, _)| worker.id).collect();
        let changes = of_owner::list_changes(store, &ids).await?;
        let signed = worker_pledges::list_of_workers(store, &ids).await?;
        let invited = worker_pledges::invitation::list_of_workers(store, &ids).await?;
        let build = |(worker, left_on)| {
            let id = worker_id(worker);
            let own = changes.iter().filter(|change| change.worker == id);
            let pledges = signed.iter().filter(|pledge| pledge.worker == id);
            let pledges = pledges.map(records::build_worker_pledge).collect::<Result<Value, AppError>>()?;
            let codes = invited.iter().filter(|one| one.worker == id).map(records::build_invitation);
            let codes = codes.collect::<Value>();
            Ok((id.0, records::build_worker(&self.app, worker, left_on, own, (pledges, codes))?))
        };
        rows.iter().map(|(worker, left_on)| build((worker, *left_on))).collect()
    }

    async fn read_events(&self, which: AccountEvents) -> Result<Block, AppError> {
        let rows = audit::list_block(self.app.store(), which, self.after.map(AuditId), BLOCK).await?;
        let own = self.sheet.account.id;
        Ok(rows.iter().map(|row| (row.id.0, accounts::build_event(row, own))).collect())
    }
}

fn worker_id(worker: &camket_domain::labour::Worker) -> WorkerId {
    worker.id
}

/// The short parts of the file.
async fn build_head(app: &App, sheet: &DataSheet) -> Result<Value, AppError> {
    let account = &sheet.account;
    let own: Vec<VenueId> = sheet.venues.iter().map(|venue| venue.id).collect();
    let factor = factors::find(app.store(), account.id).await?;
    let keys = passkeys::list(app.store(), account.id).await?;
    let open = sessions::list(app.store(), account.id).await?;
    let of_own = managers::list_of_venues(app.store(), &own).await?;
    let managed = managers::list_of_account(app.store(), account.id).await?;
    let venues = sheet.venues.iter().map(|venue| records::build_venue(app, venue));
    let mut head = Map::new();
    let mut add = |name: &str, value: Value| head.insert(name.to_owned(), value);
    add("schema_version", json!(COPY_SCHEMA_VERSION));
    add("made_at", accounts::format_moment(app.now()));
    add("account", accounts::build_account(account, factor.as_ref()));
    add("passkeys", keys.iter().map(accounts::build_passkey).collect());
    add("sessions", open.iter().map(accounts::build_session).collect());
    add("retention_rules", accounts::build_rules(sheet, app.today()));
    add("venues", venues.collect::<Result<Value, AppError>>()?);
    add("managers", of_own.iter().map(accounts::build_manager).collect());
    add("managed_venues", managed.iter().map(accounts::build_managed).collect());
    Ok(Value::Object(head))
}

/// `,"pledges":[{…},{…}`; of a later block the rows alone, each after a comma.
fn format_block(list: LongList, block: &Block, is_first: bool) -> String {
    let rows: Vec<String> = block.iter().map(|(_, row)| row.to_string()).collect();
    let rows = rows.join(",");
    match (is_first, rows.is_empty()) {
        (true, _) => format!(",\"{}\":[{rows}", list.name()),
        (false, true) => String::new(),
        (false, false) => format!(",{rows}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_make_one_list() {
        let row = |number: u8| (Uuid::from_u128(number.into()), json!(number));
        let list = LongList::Pledges;
        let text = [
            format_block(list, &vec![row(1), row(2)], true),
            format_block(list, &vec![row(3)], false),
            format_block(list, &Vec::new(), false),
        ]
        .concat();
        assert_eq!(text, ",\"pledges\":[1,2,3");
        assert_eq!(format_block(list, &Vec::new(), true), ",\"pledges\":[");
    }
}
