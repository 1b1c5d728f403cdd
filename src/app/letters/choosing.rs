//! Which venues get a letter.

use std::collections::{HashMap, HashSet};

use camket_domain::accounts::Scope;
use camket_domain::calendar::format_date;
use camket_domain::census::{CensusEntry, EntryFilter};
use camket_domain::identifiers::Phone;
use camket_domain::ids::CensusEntryId;
use camket_domain::letters::{LETTER_INTERVAL_DAYS, MAX_LETTERS, may_invite};
use camket_domain::outbox::{Channel, LinkedPage, Message, Notice};
use camket_store::census::entry;
use camket_store::coverage::{self as units, UnitFilter};
use camket_store::{Reader, letters};
use time::{Date, Duration};

use super::InviterPermit;
use crate::census::with_fingerprint;
use crate::coverage::CoverageQuestion;
use crate::{App, AppError};

/// Entries looked at at once.
const PART_SIZE: u64 = 500;

/// Stands for a code in the text that a preview shows.
const SAMPLE_CODE: &str = "XXXXX-XXXXX";

/// Whose venues are written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LetterTarget {
    /// One entry.
    Entry(CensusEntryId),
    /// All entries that a filter finds.
    Listed(EntryFilter),
    /// The names behind a number of coverage.
    Names(CoverageQuestion, UnitFilter),
}

/// What a run would be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LetterPreview {
    /// Letters that would be written.
    pub letters: usize,
    /// Entries with a venue in the register, or that do not count.
    pub unfit: usize,
    /// Entries that got a letter within [`LETTER_INTERVAL_DAYS`] and would be left out.
    pub recent: usize,
    /// Letters whose venue has a mobile number in the census.
    pub with_mobile: usize,
    /// Whether text messages can be sent.
    pub sends_sms: bool,
    /// Whether there are more than one run has.
    pub truncated: bool,
    /// The text message to the first of them.
    pub sample: Option<Message>,
}

/// What a run would be. With `again`, also those get a letter that got one within [`LETTER_INTERVAL_DAYS`].
///
/// # Errors
/// [`AppError::NotFound`] for one entry outside the officer's area.
pub async fn preview_letters(
    app: &App,
    permit: &InviterPermit,
    target: &LetterTarget,
    again: bool,
    deadline: Date,
) -> Result<LetterPreview, AppError> {
    let (entries, preview) = choose_entries(app, &permit.actor().scope(), target, again).await?;
    let sends_sms = app.options().channels.contains(&Channel::Sms);
    // As it is read: in the outbox its code is sealed.
    let sample = entries.iter().find_map(|entry| {
        let message = build_sms(app, entry, SAMPLE_CODE, deadline)?;
        Some(Message { notice: build_notice(entry, SAMPLE_CODE, deadline), ..message })
    });
    Ok(LetterPreview {
        letters: entries.len(),
        with_mobile: entries.iter().filter(|entry| find_mobile(entry).is_some()).count(),
        sends_sms,
        sample,
        ..preview
    })
}

/// The entries that get a letter, at most [`MAX_LETTERS`], in the order of the list; and those that get none, counted.
pub(super) async fn choose_entries(
    app: &App,
    scope: &Scope,
    target: &LetterTarget,
    again: bool,
) -> Result<(Vec<CensusEntry>, LetterPreview), AppError> {
    let (mut chosen, mut preview, mut after) = (Vec::new(), LetterPreview::default(), None);
    loop {
        let part = read_part(app, scope, target, after).await?;
        after = part.last;
        let all = part.entries.len();
        let mut fit: Vec<CensusEntry> =
            part.entries.into_iter().filter(|entry| may_invite(entry, app.today())).collect();
        preview.unfit += all - fit.len();
        if !again {
            let recent = find_recent(app, app.store(), &fit).await?;
            fit.retain(|entry| !recent.contains(&entry.id));
            preview.recent += recent.len();
        }
        chosen.append(&mut fit);
        if after.is_none() || chosen.len() > MAX_LETTERS {
            break;
        }
    }
    preview.truncated = chosen.len() > MAX_LETTERS;
    chosen.truncate(MAX_LETTERS);
    Ok((chosen, preview))
}

/// Those of these entries that got a letter within [`LETTER_INTERVAL_DAYS`].
pub(super) async fn find_recent(
    app: &App,
    reader: &impl Reader,
    entries: &[CensusEntry],
) -> Result<HashSet<CensusEntryId>, AppError> {
    let ids: Vec<CensusEntryId> = entries.iter().map(|entry| entry.id).collect();
    Ok(letters::list_recent(reader, &ids, app.now() - Duration::days(LETTER_INTERVAL_DAYS)).await?)
}

/// A part of a list.
struct Part {
    entries: Vec<CensusEntry>,
    /// The entry after which the next part begins; `None` at the end.
    last: Option<CensusEntryId>,
}

async fn read_part(
    app: &App,
    scope: &Scope,
    target: &LetterTarget,
    after: Option<CensusEntryId>,
) -> Result<Part, AppError> {
    let store = app.store();
    let (entries, ids): (Vec<CensusEntry>, Vec<CensusEntryId>) = match target {
        LetterTarget::Entry(id) => {
            let found = entry::find(store, scope, *id).await?.ok_or(AppError::NotFound)?;
            return Ok(Part { entries: vec![found], last: None });
        }
        LetterTarget::Listed(filter) => {
            let filter = with_fingerprint(app, filter);
            let found = entry::list(store, scope, &filter, app.today(), after, PART_SIZE).await?;
            let ids = found.iter().map(|entry| entry.id).collect();
            (found, ids)
        }
        LetterTarget::Names(question, filter) => {
            let found = units::list(store, &question.scope(), filter, question.day, after, PART_SIZE).await?;
            let ids: Vec<CensusEntryId> = found.iter().map(|unit| unit.entry).collect();
            let entries = entry::find_many(store, scope, &ids).await?;
            (sort_as(entries, &ids), ids)
        }
    };
    let last = ids.last().copied().filter(|_| ids.len() as u64 == PART_SIZE);
    Ok(Part { entries, last })
}

fn sort_as(entries: Vec<CensusEntry>, ids: &[CensusEntryId]) -> Vec<CensusEntry> {
    let mut known: HashMap<CensusEntryId, CensusEntry> =
        entries.into_iter().map(|entry| (entry.id, entry)).collect();
    ids.iter().filter_map(|id| known.remove(id)).collect()
}

/// The first mobile number of an entry.
fn find_mobile(entry: &CensusEntry) -> Option<&Phone> {
    entry.details.phones.iter().find(|phone| phone.is_mobile())
}

/// The text message with the code of a letter, sealed for the outbox; `None` without a mobile number, or if no text message can
/// be sent.
pub(super) fn build_sms(app: &App, entry: &CensusEntry, code: &str, deadline: Date) -> Option<Message> {
    let phone = find_mobile(entry)?;
    app.build_message_to(Channel::Sms, phone.as_str(), "vi", build_notice(entry, code, deadline))
}

fn build_notice(entry: &CensusEntry, code: &str, deadline: Date) -> Notice {
    Notice::InvitedToSign {
        venue: entry.details.name.clone(),
        until: format_date(deadline),
        link: LinkedPage::Claim { code: code.to_owned() }.into(),
    }
}
