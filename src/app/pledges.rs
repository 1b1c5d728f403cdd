//! Pledges: their terms, signing with a fresh confirmation, and reading.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::Login;
use camket_domain::accounts::one_time_code::Purpose;
use camket_domain::agencies::{Function, responsible};
use camket_domain::audit::Deed;
use camket_domain::ids::{PledgeId, VenueId};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::terms::{Clause, Terms};
use camket_domain::pledges::{Confirmation, Drawing, Pledge, PledgedFacts};
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Section, Venue};
use camket_store::{accounts, agencies, idempotency, pledges};
use time::Date;
use uuid::Uuid;

use crate::certificates::papers;
use crate::throttle::{self, Limit};
use crate::venues::{may_change, owned, unlocked};
use crate::{App, AppError, Client, accounts as people};

type Owner = Permit<rights::KeepVenues>;

/// What the signer enters.
#[derive(Clone, Debug)]
pub struct Signing {
    /// Full name, as typed.
    pub name: String,
    /// The signer's position, such as owner or manager.
    pub capacity: String,
    pub drawing: Option<Drawing>,
    /// How the signer confirmed, and the proof: the password, or the digits of a one-time code.
    pub confirmation: (Confirmation, String),
}

/// The terms in effect on `day`; before their first day, the first version, so that a venue can always read what it
/// will sign.
pub fn terms_on(day: Date) -> &'static Terms {
    Terms::current(day).unwrap_or(&Terms::all()[0])
}

/// The terms that were signed.
///
/// # Errors
/// [`AppError::Internal`] if this program does not have that version: no other text may replace it.
pub fn terms_of(pledge: &Pledge) -> Result<&'static Terms, AppError> {
    let version = pledge.terms_version;
    Terms::version(version).ok_or_else(|| AppError::Internal(format!("no version {version} of the terms")))
}

/// The names of the agencies that a pledge is addressed to, as of `day`: the one that confirms it, and the one that
/// accepts the labour register. `None` where no agency was responsible.
pub async fn addressees(app: &App, facts: &PledgedFacts, day: Date) -> Result<[Option<String>; 2], AppError> {
    let (Some(commune), Some(province)) = (facts.commune, facts.province) else {
        return Ok([None, None]);
    };
    let offices = agencies::of_place(app.store(), &commune, &province).await?;
    Ok([Function::ConfirmPledges, Function::AcceptLabour].map(|function| {
        responsible(&offices, function, &commune, &province, day).map(|agency| agency.name.clone())
    }))
}

/// SHA-256, in hexadecimal, of the terms as worded for the venue and of the venue's facts.
pub fn text_hash(terms: &Terms, venue: &Venue) -> String {
    sha256_hex(format!("{}\n{}", terms.canonical_text(venue.kind), venue.matter()).as_bytes())
}

/// Whether the venue would sign the same text today.
pub fn is_current(pledge: &Pledge, venue: &Venue, today: Date) -> bool {
    pledge.text_hash == text_hash(terms_on(today), venue)
}

/// Whether the venue's facts are still those of the pledge, under the terms that were signed.
pub fn states_its_facts(pledge: &Pledge, venue: &Venue) -> bool {
    Terms::version(pledge.terms_version).is_some_and(|terms| text_hash(terms, venue) == pledge.text_hash)
}

/// Where a one-time code for signing would be sent; `None` if the account's channel is not configured.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn code_recipient(app: &App, permit: &Owner) -> Result<Option<Login>, AppError> {
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    Ok(Some(account.login).filter(|login| app.options().channels.contains(&login.channel())))
}

/// Sends a one-time code for signing.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Throttled`].
pub async fn send_code(app: &App, permit: &Owner, venue: VenueId, client: &Client) -> Result<(), AppError> {
    let venue = owned(app.store(), permit.actor(), venue).await?;
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    throttle::count(app, Limit::CodeSend, account.login.as_str(), client).await?;
    let tx = app.store().write().await?;
    let notice = |code| Notice::SignCode { code, venue: venue.name.clone() };
    people::send_code(app, &tx, &account, Purpose::Sign, notice).await?;
    Ok(tx.commit().await?)
}

/// Signs the pledge with the present terms and facts. `shown` is the hash of the text that the page showed.
///
/// # Errors
/// [`Refusal::Incomplete`] until all sections are filled in; [`Refusal::InReview`]; [`AppError::Conflict`] if the text
/// changed since it was shown; [`AppError::Invalid`] for `name`, `capacity`, `current` or `code`;
/// [`AppError::Throttled`].
pub async fn sign(
    app: &App,
    permit: &Owner,
    venue: VenueId,
    key: Uuid,
    shown: &str,
    signing: Signing,
    client: &Client,
) -> Result<PledgeId, AppError> {
    let actor = permit.actor();
    let known = idempotency::outcome(app.store(), actor.account, key).await?;
    if let Some(before) = known.and_then(|text| text.parse().ok()) {
        return Ok(before);
    }
    let before = owned(app.store(), actor, venue).await?;
    may_change(app.store(), &before).await?;
    complete(&before)?;
    if text_hash(terms_on(app.today()), &before) != shown {
        return Err(AppError::Conflict);
    }
    papers::holds(&[("name", &signing.name), ("capacity", &signing.capacity)])?;
    confirm(app, permit, &signing, client).await?;
    let tx = app.store().write().await?;
    let known = idempotency::claim(&tx, actor.account, key, app.now()).await?;
    if let Some(before) = known.and_then(|text| text.parse().ok()) {
        return Ok(before);
    }
    let venue = unlocked(&tx, actor, venue).await?;
    let pledge = signed(app, permit, &venue, signing, client);
    if pledge.text_hash != shown {
        return Err(AppError::Conflict);
    }
    pledges::insert(&tx, &pledge).await?;
    idempotency::remember(&tx, actor.account, key, &pledge.id.to_string()).await?;
    let event = app.event(Some(actor), Deed::PledgeSigned, pledge.id.0).of_venue(venue.id);
    app.audit(&tx, event.noted(format!("v{}", pledge.terms_version))).await?;
    tx.commit().await?;
    Ok(pledge.id)
}

fn complete(venue: &Venue) -> Result<(), Refusal> {
    let gaps: Vec<_> = Section::ALL.into_iter().filter(|s| !venue.has(*s)).map(Section::code).collect();
    if gaps.is_empty() { Ok(()) } else { Err(Refusal::Incomplete(gaps)) }
}

async fn confirm(app: &App, permit: &Owner, signing: &Signing, client: &Client) -> Result<(), AppError> {
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    let (how, proof) = &signing.confirmation;
    match how {
        Confirmation::Password => people::check_password(app, &account, proof.clone(), client).await,
        Confirmation::Code => people::check_code(app, &account, Purpose::Sign, proof, client).await,
    }
}

fn signed(app: &App, permit: &Owner, venue: &Venue, signing: Signing, client: &Client) -> Pledge {
    let terms = terms_on(app.today());
    Pledge {
        id: PledgeId::new(app.now(), app.entropy()),
        venue: venue.id,
        terms_version: terms.version,
        text_hash: text_hash(terms, venue),
        clauses: terms.clauses_for(venue.kind),
        facts: PledgedFacts::of(venue),
        signer_name: signing.name,
        signer_capacity: signing.capacity,
        signer: permit.actor().account,
        drawing: signing.drawing,
        confirmation: signing.confirmation.0,
        signed_at: app.now(),
        address: client.address.clone(),
        user_agent: client.user_agent.clone(),
    }
}

/// The clauses that a venue would sign today.
pub fn clauses(app: &App, venue: &Venue) -> Vec<Clause> {
    terms_on(app.today()).clauses_for(venue.kind)
}
