//! Reminders to the owners of venues that lack something: previewed, then sent through the outbox, each once.

use std::collections::HashMap;

use camket_domain::accounts::{Account, Scope};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::format_date;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{Channel, LinkedPage, Message, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::reminders::{MAX_REMINDED, REMINDER_INTERVAL_DAYS};
use camket_domain::venue_register::{ListedVenue, RegisterDay, RegisterFilter, ReminderReason};
use camket_store::venue_register::{self as rows, reminder};
use camket_store::{accounts, audit, outbox};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{load_day, with_fingerprint};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError};

/// Venues looked at at once.
const PART_SIZE: u64 = 500;

/// Whose owners are reminded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReminderTarget {
    /// These venues.
    Selected(Vec<VenueId>),
    /// All that a filter finds.
    Found(RegisterFilter),
}

/// What a reminder would send.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReminderPreview {
    /// Text messages, one a venue; each is one part.
    pub by_sms: usize,
    pub by_email: usize,
    /// Venues that do not lack it.
    pub without_reason: usize,
    /// Venues whose owner got this reminder within [`REMINDER_INTERVAL_DAYS`].
    pub recent: usize,
    /// Venues whose owner cannot be written to.
    pub unreachable: usize,
    /// Whether there are more than one command sends.
    pub truncated: bool,
    /// The first message, as it would be sent.
    pub sample: Option<Message>,
}

impl ReminderPreview {
    /// Messages that would be sent.
    pub fn count(&self) -> usize {
        self.by_sms + self.by_email
    }
}

/// A venue with the message to its owner.
struct Draft {
    venue: VenueId,
    message: Message,
}

/// What a reminder of `reason` would send, and to how many owners.
pub async fn preview_reminders(
    app: &App,
    permit: &Permit<rights::FollowUpVenues>,
    reason: ReminderReason,
    target: &ReminderTarget,
) -> Result<ReminderPreview, AppError> {
    let (drafts, mut preview) = build_drafts(app, &permit.actor().scope(), reason, target).await?;
    preview.sample = drafts.into_iter().next().map(|draft| draft.message);
    Ok(preview)
}

/// Sends it, and returns the number of messages. A repeated `key` returns the number of the first time.
///
/// # Errors
/// [`AppError::KeyReused`]
pub async fn remind_owners(
    app: &App,
    permit: &Permit<rights::FollowUpVenues>,
    key: Uuid,
    reason: ReminderReason,
    target: &ReminderTarget,
) -> Result<usize, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("venue_register.remind").with(reason.code()).with_debug(target);
    let (drafts, _) = build_drafts(app, &actor.scope(), reason, target).await?;
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let (tx, now) = (&run.tx, app.now());
    let (mut messages, mut events) = (Vec::new(), Vec::new());
    for draft in drafts {
        // Another officer may have been faster since the drafts were built.
        if reminder::record(tx, draft.venue, reason, now, find_latest_allowed(now)).await? {
            messages.push(draft.message);
            let event = app.build_event(Some(actor), AuditAction::OwnerReminded, draft.venue.0);
            events.push(event.with_venue(draft.venue).with_note(reason.code()));
        }
    }
    outbox::insert_many(tx, &messages).await?;
    audit::insert_many(tx, &events).await?;
    run.finish(&messages.len()).await?;
    Ok(messages.len())
}

/// The latest moment of a reminder after which another may be sent at `now`.
fn find_latest_allowed(now: OffsetDateTime) -> OffsetDateTime {
    now - Duration::days(REMINDER_INTERVAL_DAYS)
}

async fn build_drafts(
    app: &App,
    scope: &Scope,
    reason: ReminderReason,
    target: &ReminderTarget,
) -> Result<(Vec<Draft>, ReminderPreview), AppError> {
    let day = load_day(app).await?;
    let (mut drafts, mut preview, mut after) = (Vec::new(), ReminderPreview::default(), None);
    loop {
        let venues = match target {
            ReminderTarget::Selected(ids) => rows::list_by_ids(app.store(), scope, ids).await?,
            ReminderTarget::Found(filter) => {
                let filter = with_fingerprint(app, filter);
                rows::list(app.store(), scope, &filter, day, after, PART_SIZE).await?
            }
        };
        after = venues.last().map(|venue| rows::RegisterPlace(venue.id));
        let last = matches!(target, ReminderTarget::Selected(_)) || (venues.len() as u64) < PART_SIZE;
        add_drafts(app, reason, day, venues, &mut drafts, &mut preview).await?;
        if last || drafts.len() > MAX_REMINDED {
            break;
        }
    }
    preview.truncated = drafts.len() > MAX_REMINDED;
    drafts.truncate(MAX_REMINDED);
    let by = |channel| drafts.iter().filter(|draft| draft.message.channel == channel).count();
    (preview.by_sms, preview.by_email) = (by(Channel::Sms), by(Channel::Email));
    Ok((drafts, preview))
}

/// Adds the drafts of those of these venues whose owner may be reminded now; counts the others.
async fn add_drafts(
    app: &App,
    reason: ReminderReason,
    day: RegisterDay,
    mut venues: Vec<ListedVenue>,
    drafts: &mut Vec<Draft>,
    preview: &mut ReminderPreview,
) -> Result<(), AppError> {
    let all = venues.len();
    venues.retain(|venue| reason.applies_to(&venue.standing, day));
    preview.without_reason += all - venues.len();
    let ids: Vec<VenueId> = venues.iter().map(|venue| venue.id).collect();
    let last = reminder::load_last(app.store(), &ids, reason).await?;
    let owing = venues.len();
    let allowed = find_latest_allowed(app.now());
    venues.retain(|venue| last.get(&venue.id).is_none_or(|at| *at <= allowed));
    preview.recent += owing - venues.len();
    let owners = load_owners(app, &venues).await?;
    for venue in venues {
        let owner = owners.get(&venue.owner);
        match owner.and_then(|owner| app.build_message(owner, build_notice(reason, &venue))) {
            Some(message) => drafts.push(Draft { venue: venue.id, message }),
            None => preview.unreachable += 1,
        }
    }
    Ok(())
}

async fn load_owners(app: &App, venues: &[ListedVenue]) -> Result<HashMap<AccountId, Account>, AppError> {
    let ids: Vec<AccountId> = venues.iter().map(|venue| venue.owner).collect();
    let owners = accounts::find_many(app.store(), &ids).await?;
    Ok(owners.into_iter().map(|owner| (owner.id, owner)).collect())
}

fn build_notice(reason: ReminderReason, listed: &ListedVenue) -> Notice {
    let venue = listed.name.clone();
    let link = LinkedPage::Venue { venue: listed.id }.into();
    match reason {
        ReminderReason::Pledge => Notice::RemindPledge { venue, link },
        ReminderReason::Labour => Notice::RemindLabour { venue, link },
        ReminderReason::Returned => Notice::RemindReturned { venue, link },
        ReminderReason::Renewal => {
            let certificate = listed.standing.certificate.as_ref();
            let until = certificate.map(|one| format_date(one.expires_on)).unwrap_or_default();
            Notice::RemindRenewal { venue, until, link }
        }
        ReminderReason::Demand => Notice::RemindDemand { venue, link },
    }
}
