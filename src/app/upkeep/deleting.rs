//! One deletion for each kind of rows that end.

use camket_domain::retention::RetainedKind;
use camket_domain::settings::Settings;
use camket_store::census::upload;
use camket_store::inspections::photo;
use camket_store::settings::load as load_settings;
use camket_store::venue_register::reminder;
use camket_store::worker_pledges::invitation;
use camket_store::{
    Deleted, Tx, accounts, alerts, api_tokens, claim_codes, coverage, devices, idempotency, outbox, passkeys,
    reminders, scans, sessions, throttle,
};
use time::{Duration, OffsetDateTime};

use super::erasing::erase_closed;
use crate::{App, AppError, inspections};

/// Rows of a kind that were deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SweptRows {
    pub kind: RetainedKind,
    pub rows: u64,
    /// Bytes of the files in them; None if the rows hold no files.
    pub bytes: Option<u64>,
}

/// Deletes what has ended, of every kind.
pub(super) async fn delete_all(app: &App, tx: &Tx) -> Result<Vec<SweptRows>, AppError> {
    let rules = load_settings(tx).await?;
    let mut swept = Vec::with_capacity(RetainedKind::ALL.len());
    for kind in RetainedKind::ALL {
        let before = find_limit(app, kind, &rules);
        let one = match delete_files(app, tx, kind, before).await? {
            Some(Deleted { rows, bytes }) => SweptRows { kind, rows, bytes: Some(bytes) },
            None => SweptRows { kind, rows: delete_rows(app, tx, kind, before).await?, bytes: None },
        };
        swept.extend([one]);
    }
    Ok(swept)
}

fn find_limit(app: &App, kind: RetainedKind, rules: &Settings) -> OffsetDateTime {
    app.now() - kind.find_retention(rules, app.today()).unwrap_or(Duration::ZERO)
}

/// Deletes rows that hold files; None for the other kinds.
async fn delete_files(
    app: &App,
    tx: &Tx,
    kind: RetainedKind,
    before: OffsetDateTime,
) -> Result<Option<Deleted>, AppError> {
    Ok(Some(match kind {
        RetainedKind::CensusUploads => upload::delete_old(tx, before).await?,
        RetainedKind::UnreportedPhotos => photo::delete_unreported(tx, before).await?,
        RetainedKind::UnnamedPhotos => inspections::delete_unnamed(app, tx, before).await?,
        _ => return Ok(None),
    }))
}

async fn delete_rows(
    app: &App,
    tx: &Tx,
    kind: RetainedKind,
    before: OffsetDateTime,
) -> Result<u64, AppError> {
    Ok(match kind {
        RetainedKind::Sessions => sessions::delete_expired(tx, app.options().sessions, before).await?,
        RetainedKind::Tries => throttle::delete_expired(tx, before).await?,
        RetainedKind::AccessRequests => accounts::delete_old_access_requests(tx, before).await?,
        RetainedKind::OneTimeCodes => {
            let challenges = passkeys::delete_expired_challenges(tx, before).await?;
            accounts::delete_expired_codes(tx, before).await? + challenges
        }
        RetainedKind::ApiTokens => api_tokens::delete_ended(tx, before).await?,
        RetainedKind::RepeatKeys => idempotency::delete_expired(tx, before).await?,
        RetainedKind::Messages => outbox::delete_settled(tx, before).await?,
        RetainedKind::PhoneCodes => devices::delete_ended_codes(tx, before).await?,
        RetainedKind::ClaimCodes => claim_codes::delete_ended(tx, before).await?,
        RetainedKind::WorkerInvitations => invitation::delete_ended(tx, before).await?,
        RetainedKind::Alerts => alerts::delete_closed(tx, before).await?,
        RetainedKind::Scans => scans::delete_old(tx, before).await?,
        RetainedKind::ScanRequests => {
            // What a phone signs: the method and the path.
            let target = format!("POST\n{}", app.options().paths.scans());
            devices::delete_parcels_to(tx, &target, before).await?
        }
        RetainedKind::RenewalReminders => reminders::delete_old(tx, before).await?,
        RetainedKind::OwnerReminders => reminder::delete_old(tx, before).await?,
        RetainedKind::CoverageMarks => coverage::delete_old(tx).await?,
        RetainedKind::ClosedAccounts => erase_closed(app, tx, before).await?,
        // Their rows hold files.
        RetainedKind::CensusUploads | RetainedKind::UnreportedPhotos | RetainedKind::UnnamedPhotos => 0,
    })
}
