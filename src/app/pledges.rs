//! Pledges: their terms, signing with a fresh confirmation, and reading.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::Login;
use camket_domain::accounts::one_time_code::CodePurpose;
use camket_domain::agencies::{AgencyFunction, find_responsible};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{PledgeId, VenueId};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::terms::{Terms, TermsClause};
use camket_domain::pledges::{ConfirmationMethod, Pledge, PledgedFacts, SignatureStrokes};
use camket_domain::refusal::Refusal;
use camket_domain::text;
use camket_domain::venues::Venue;
use camket_store::{accounts, agencies, pledges, venue_register};
use time::Date;
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::throttle::{self, ThrottleLimit};
use crate::venues::{check_venue_editable, load_own_venue, lock_editable_venue};
use crate::{App, AppError, Client, InputProblem, accounts as people};

type OwnerPermit = Permit<rights::KeepVenues>;

/// What the signer enters.
#[derive(Clone, Debug)]
pub struct SigningInput {
    /// Full name, as typed.
    pub name: String,
    /// The signer's position, such as owner or manager.
    pub capacity: String,
    /// The paper by which the representative authorised another person to sign: number and day. Empty if the
    /// representative signs.
    pub authority: String,
    pub drawing: Option<SignatureStrokes>,
    /// How the signer confirmed, and the proof: the password, or the digits of a one-time code.
    pub confirmation: (ConfirmationMethod, String),
}

/// The terms in effect on `day`; before their first day, the first version, so that a venue can always read what it
/// will sign.
pub fn find_terms_for_day(day: Date) -> &'static Terms {
    Terms::find_current(day).unwrap_or(&Terms::all()[0])
}

/// The terms that were signed.
///
/// # Errors
/// [`AppError::Internal`] if this program does not have that version: no other text may replace it.
pub fn find_signed_terms(pledge: &Pledge) -> Result<&'static Terms, AppError> {
    let version = pledge.terms_version;
    Terms::find_version(version)
        .ok_or_else(|| AppError::internal(format!("no version {version} of the terms")))
}

/// The names of the agencies that a pledge is addressed to, as of `day`: the one that confirms it, and the one that
/// accepts the labour register. `None` where no agency was responsible.
pub async fn list_addressees(
    app: &App,
    facts: &PledgedFacts,
    day: Date,
) -> Result<[Option<String>; 2], AppError> {
    let (Some(commune), Some(province)) = (facts.commune, facts.province) else {
        return Ok([None, None]);
    };
    let offices = agencies::list_by_place(app.store(), &commune, &province).await?;
    Ok([AgencyFunction::ConfirmPledges, AgencyFunction::AcceptLabour].map(|function| {
        find_responsible(&offices, function, &commune, &province, day).map(|agency| agency.name.clone())
    }))
}

/// SHA-256, in hexadecimal, of the terms as worded for the venue and of the venue's facts.
pub fn hash_text(terms: &Terms, venue: &Venue) -> String {
    sha256_hex(format!("{}\n{}", terms.canonical_text(venue.kind), venue.matter()).as_bytes())
}

/// Whether the venue would sign the same text today.
pub fn is_current(pledge: &Pledge, venue: &Venue, today: Date) -> bool {
    pledge.text_hash == hash_text(find_terms_for_day(today), venue)
}

/// Whether the venue's facts are still those of the pledge, under the terms that were signed.
pub fn has_current_facts(pledge: &Pledge, venue: &Venue) -> bool {
    Terms::find_version(pledge.terms_version).is_some_and(|terms| hash_text(terms, venue) == pledge.text_hash)
}

/// Where a one-time code for signing would be sent; `None` if the account's channel is not configured.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_code_recipient(app: &App, permit: &OwnerPermit) -> Result<Option<Login>, AppError> {
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    Ok(Some(account.login).filter(|login| app.options().channels.contains(&login.channel())))
}

/// Sends a one-time code for signing.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Throttled`].
pub async fn send_code(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    client: &Client,
) -> Result<(), AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    let _ = throttle::count_attempt(app, ThrottleLimit::CodeSend, account.login.as_str(), client).await?;
    let tx = app.store().begin_write().await?;
    let notice = |code| Notice::SignCode { code, venue: venue.name.clone() };
    people::send_code(app, &tx, &account, (CodePurpose::Sign, None), client, notice).await?;
    Ok(tx.commit().await?)
}

/// Signs the pledge with the present terms and facts. `shown` is the hash of the text that the page showed.
///
/// # Errors
/// [`Refusal::NotAllowed`] at the counter, where owners sign by hand; [`Refusal::Incomplete`] until all sections are filled in;
/// [`Refusal::InReview`]; [`AppError::Conflict`] if the text
/// changed since it was shown; [`AppError::Invalid`] for `name`, `capacity`, `current` or `code`;
/// [`AppError::Throttled`].
pub async fn sign(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    key: Uuid,
    shown: &str,
    signing: SigningInput,
    client: &Client,
) -> Result<PledgeId, AppError> {
    let actor = permit.actor();
    if actor.entered_by.is_some() {
        return Err(Refusal::NotAllowed.into());
    }
    let content = describe_signing(venue, shown, &signing);
    if let Some(before) = idempotency::find_repeat(app, actor.account, key, &content).await? {
        return Ok(before);
    }
    let before = load_own_venue(app.store(), actor, venue).await?;
    check_venue_editable(app.store(), &before).await?;
    check_complete(&before)?;
    if hash_text(find_terms_for_day(app.today()), &before) != shown {
        return Err(AppError::Conflict);
    }
    require_printable(&[
        ("name", &signing.name),
        ("capacity", &signing.capacity),
        ("authority", &signing.authority),
    ])?;
    check_signer(&before, &signing)?;
    check_confirmation(app, permit, &signing, client).await?;
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let venue = lock_editable_venue(&run.tx, actor, venue).await?;
    let pledge = build_pledge(app, permit, &venue, signing, client);
    if pledge.text_hash != shown {
        return Err(AppError::Conflict);
    }
    pledges::insert(&run.tx, &pledge).await?;
    venue_register::index_pledges(&run.tx, std::slice::from_ref(&pledge)).await?;
    venue_register::refresh(&run.tx, &[venue.id]).await?;
    let event = app.build_event(Some(actor), AuditAction::PledgeSigned, pledge.id.0).with_venue(venue.id);
    app.audit(&run.tx, event.with_note(format!("v{}", pledge.terms_version))).await?;
    run.finish(&pledge.id).await?;
    Ok(pledge.id)
}

/// The pledge is signed by the representative, or by a person with an authority in writing (Civil Code 2015, Điều 138).
fn check_signer(venue: &Venue, signing: &SigningInput) -> Result<(), AppError> {
    let representative = venue.representative.as_ref().map(|person| text::fold(&person.name));
    let own = representative.is_some_and(|name| name == text::fold(&signing.name));
    if own || !signing.authority.is_empty() {
        return Ok(());
    }
    Err(AppError::invalid("authority", InputProblem::SignerAuthority))
}

/// The signer's position, with the authority of a person who is not the representative.
fn describe_capacity(signing: &SigningInput) -> String {
    match signing.authority.as_str() {
        "" => signing.capacity.clone(),
        authority => format!("{}, theo giấy ủy quyền {authority}", signing.capacity),
    }
}

/// What is signed, without the proof: a code is used up and a password is kept nowhere.
fn describe_signing(venue: VenueId, shown: &str, signing: &SigningInput) -> CommandContent {
    CommandContent::new("pledges.sign")
        .with(venue)
        .with(shown)
        .with(&signing.name)
        .with(describe_capacity(signing))
        .with_debug(&signing.drawing)
        .with(signing.confirmation.0.code())
}

fn check_complete(venue: &Venue) -> Result<(), Refusal> {
    let gaps = venue.list_missing_sections();
    if gaps.is_empty() { Ok(()) } else { Err(Refusal::Incomplete(gaps)) }
}

async fn check_confirmation(
    app: &App,
    permit: &OwnerPermit,
    signing: &SigningInput,
    client: &Client,
) -> Result<(), AppError> {
    let account = accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)?;
    let (how, proof) = &signing.confirmation;
    match how {
        ConfirmationMethod::Password => people::check_password(app, &account, proof.clone(), client).await,
        ConfirmationMethod::Code => {
            people::check_code(app, &account, CodePurpose::Sign, proof, client).await.map(drop)
        }
        ConfirmationMethod::Hand => Err(Refusal::NotAllowed.into()),
    }
}

fn build_pledge(
    app: &App,
    permit: &OwnerPermit,
    venue: &Venue,
    signing: SigningInput,
    client: &Client,
) -> Pledge {
    let terms = find_terms_for_day(app.today());
    Pledge {
        id: PledgeId::new(app.now(), app.entropy()),
        venue: venue.id,
        terms_version: terms.version,
        text_hash: hash_text(terms, venue),
        clauses: terms.clauses_for(venue.kind),
        facts: PledgedFacts::from_venue(venue),
        signer_capacity: describe_capacity(&signing),
        signer_name: signing.name,
        signer: permit.actor().account,
        drawing: signing.drawing,
        confirmation: signing.confirmation.0,
        signed_at: app.now(),
        address: client.address.clone(),
        user_agent: client.user_agent.clone(),
        by_hand: None,
    }
}

/// The clauses that a venue would sign today.
pub fn list_clauses(app: &App, venue: &Venue) -> Vec<TermsClause> {
    find_terms_for_day(app.today()).clauses_for(venue.kind)
}
