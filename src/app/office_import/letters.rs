//! Letters to the people who were invited and have no password yet.

use camket_documents::{InvitationLetter, LetterAccess, Letterhead, render_invitation_letters};
use camket_domain::accounts::{Account, Role};
use camket_domain::agencies::Agency;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{format_date, format_time, local_date};
use camket_store::{Tx, accounts, agencies, audit};

use super::{ImportPermits, find_own_agency};
use crate::printing::run_drawing;
use crate::staff::{self, StaffLink};
use crate::{App, AppError};

/// Most letters of one PDF.
pub const MAX_LETTERS: u64 = 500;

/// The words that the letters take from the pages.
pub type LetterWords = fn(Role) -> String;

/// How many people of the area were invited and have no password yet; at most [`MAX_LETTERS`].
pub async fn count_waiting(app: &App, permits: ImportPermits<'_>) -> Result<usize, AppError> {
    let scope = permits.staff.actor().scope();
    Ok(accounts::list_invited_staff(app.store(), &scope, MAX_LETTERS).await?.len())
}

/// One PDF with a letter to each of them, one page each. Who is reached by a channel has got the link there; who is not
/// finds it in the letter, and every earlier link to that account is void. Where a second administrator is needed, the
/// letter says so. Recorded for each link that is printed.
///
/// # Errors
/// [`AppError::NotFound`] if nobody waits; [`AppError::Conflict`] if an account changes meanwhile.
pub async fn render_letters(
    app: &App,
    permits: ImportPermits<'_>,
    words: LetterWords,
) -> Result<Vec<u8>, AppError> {
    let own = find_own_agency(app, permits).await?;
    let tx = app.store().begin_write().await?;
    let people = accounts::list_invited_staff(&tx, &permits.staff.actor().scope(), MAX_LETTERS).await?;
    if people.is_empty() {
        return Err(AppError::NotFound);
    }
    let ids: Vec<_> = people.iter().filter_map(|account| account.agency).collect();
    let offices = agencies::find_many(&tx, &ids, &[]).await?;
    let (mut letters, mut events) = (Vec::with_capacity(people.len()), Vec::new());
    for account in people {
        let agency = offices.iter().find(|agency| Some(agency.id) == account.agency);
        let access = renew_link(app, &tx, &account).await?;
        if matches!(access, LetterAccess::Link { .. }) {
            let action = AuditAction::InvitationPrinted;
            events.push(app.build_event(Some(permits.staff.actor()), action, account.id.0));
        }
        letters.push(build_letter(app, permits, own.as_ref(), (account, agency), access, words));
    }
    audit::insert_many(&tx, &events).await?;
    letters.sort_by_cached_key(|letter| camket_domain::text::sort_key(&letter.agency));
    // Drawn before the commit: a link is renewed only if its letter exists.
    let pdf = run_drawing(app, move || render_invitation_letters(&letters)).await?;
    tx.commit().await?;
    Ok(pdf)
}

/// How the person gets in. A link that is printed makes the earlier ones void.
async fn renew_link(app: &App, tx: &Tx, account: &Account) -> Result<LetterAccess, AppError> {
    match staff::describe_invitation(app, account) {
        StaffLink::Sent => Ok(LetterAccess::Sent),
        StaffLink::Waiting => Ok(LetterAccess::Waiting),
        StaffLink::HandOver(_) => {
            accounts::save(tx, account).await?;
            // The link is bound to the version that the save created.
            let saved = Account { version: account.version + 1, ..account.clone() };
            let StaffLink::HandOver(address) = staff::describe_invitation(app, &saved) else {
                return Ok(LetterAccess::Waiting);
            };
            let until = app.now() + staff::INVITATION_LIFETIME;
            let until = format!("{} ngày {}", format_time(until), format_date(local_date(until)));
            Ok(LetterAccess::Link { address, until })
        }
    }
}

fn build_letter(
    app: &App,
    permits: ImportPermits<'_>,
    own: Option<&Agency>,
    (account, agency): (Account, Option<&Agency>),
    access: LetterAccess,
    words: LetterWords,
) -> InvitationLetter {
    let text =
        |agency: Option<&Agency>, of: fn(&Agency) -> &String| agency.map(of).cloned().unwrap_or_default();
    let inviting = own.or(agency);
    let contact = [permits.staff.actor().name.clone(), text(inviting, |agency| &agency.name)];
    InvitationLetter {
        letterhead: Letterhead {
            parent: text(inviting, |agency| &agency.parent_name),
            name: text(inviting, |agency| &agency.name),
        },
        place: text(inviting, |agency| &agency.place),
        date: app.today(),
        name: account.name,
        role: words(account.role),
        agency: text(agency, |agency| &agency.name),
        login: account.login.as_str().to_owned(),
        home: app.options().public_url.clone(),
        contact: contact.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        access,
    }
}
