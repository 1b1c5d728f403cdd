//! Scans that reach the register, possibly hours late: each is judged again for its own time.

use camket_domain::accounts::Scope;
use camket_domain::alerts::{Facts, Kind};
use camket_domain::audit::Deed;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateNumber};
use camket_domain::ids::ScanId;
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::scans::distance::{Limits, Position, distant, far};
use camket_domain::scans::{AHEAD_MINUTES, Scan, Shown, believed, judged, led_astray, to_be_collected};
use camket_domain::settings::Settings;
use camket_store::{Tx, accounts, certificates, devices, scans, settings, venues};
use time::{Duration, OffsetDateTime};

use crate::alerts::{Opening, open};
use crate::devices::Sealed;
use crate::{App, AppError};

type Inspector = Permit<rights::Inspect>;

/// A scan as a phone sends it.
#[derive(Clone, PartialEq, Debug)]
pub struct Sent {
    /// Identifier, created by the phone.
    pub id: ScanId,
    /// When it happened, by the phone's clock.
    pub at: OffsetDateTime,
    pub number: String,
    /// What the phone showed.
    pub shown: Shown,
    pub position: Option<Position>,
}

/// The outcome of a scan.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// Stored: the verdict at the time of the scan, whether inspector and office are notified, and metres to the venue.
    Taken(Verdict, bool, Option<u32>),
    /// Stored before; its verdict.
    Known(Verdict),
    /// No certificate has this number.
    Unknown,
}

/// Most scans in one request.
pub const MOST: usize = 200;

/// Stores scans. Each has one effect however often it is sent.
///
/// # Errors
/// [`Refusal::SignatureWrong`], [`Refusal::DeviceUnknown`], [`Refusal::TimeAhead`]: then none is stored.
pub async fn take(
    app: &App,
    permit: &Inspector,
    sealed: &Sealed<'_>,
    sent: Vec<Sent>,
) -> Result<Vec<(ScanId, Outcome)>, AppError> {
    let parcel = sealed.parcel(app, permit.actor().account)?;
    if sent.iter().any(|scan| scan.at > app.now() + Duration::minutes(AHEAD_MINUTES)) {
        return Err(Refusal::TimeAhead.into());
    }
    let tx = app.store().write().await?;
    let rules = settings::load(&tx).await?;
    let mut outcomes = Vec::with_capacity(sent.len());
    for scan in sent {
        outcomes.push((scan.id, take_one(app, permit, &tx, sealed, &rules, scan).await?));
    }
    if outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Taken(..))) {
        devices::insert_parcel(&tx, &parcel).await?;
    }
    tx.commit().await?;
    Ok(outcomes)
}

async fn take_one(
    app: &App,
    permit: &Inspector,
    tx: &Tx,
    sealed: &Sealed<'_>,
    rules: &Settings,
    sent: Sent,
) -> Result<Outcome, AppError> {
    if let Some(known) = scans::find(tx, sent.id).await? {
        let own = known.account == permit.actor().account;
        return if own { Ok(Outcome::Known(known.judged)) } else { Err(AppError::Conflict) };
    }
    // Anyone may look a certificate up, so an inspector may scan one of another province: that is how copies are
    // detected.
    let Some(certificate) = certificates::find_by_number(tx, &CertificateNumber(sent.number.clone())).await?
    else {
        return Ok(Outcome::Unknown);
    };
    let at = believed(sent.at, app.now());
    let decisions = certificates::decisions::of_certificate(tx, certificate.id).await?;
    let scan = Scan {
        id: sent.id,
        account: permit.actor().account,
        device: Some(sealed.device.id),
        certificate: certificate.id,
        venue: certificate.venue,
        at,
        received_at: app.now(),
        judged: judged(&certificate.standing, &decisions, certificate.expires_on, at),
        shown: sent.shown,
        position: sent.position,
    };
    scans::insert(tx, &scan).await?;
    let event = app.event(Some(permit.actor()), Deed::Scanned, certificate.id.0).of_venue(scan.venue);
    app.audit(tx, event.noted(scan.judged.code())).await?;
    let told = late_truth(app, permit, tx, &certificate, &scan).await?;
    old_paper(app, permit, tx, &certificate, &scan).await?;
    let metres = places(app, permit, tx, &certificate, &scan, limits(rules)).await?;
    Ok(Outcome::Taken(scan.judged, told, metres))
}

fn limits(rules: &Settings) -> Limits {
    Limits {
        far_metres: rules.far_metres.into(),
        apart_metres: rules.apart_metres.into(),
        apart_minutes: rules.apart_minutes.into(),
    }
}

fn opening(kind: Kind, permit: &Inspector, certificate: &Certificate, scan: &Scan) -> Opening {
    let facts = Facts {
        number: certificate.number.to_string(),
        shown: scan.shown.verdict.clone(),
        judged: scan.judged.code().to_owned(),
        inspector: permit.actor().name.clone(),
        ..Facts::default()
    };
    Opening { kind, venue: scan.venue, certificate: Some(certificate.id), scan: Some(scan.id), facts }
}

/// The phone showed a certificate as valid that no longer was: notifies inspector and office.
async fn late_truth(
    app: &App,
    permit: &Inspector,
    tx: &Tx,
    certificate: &Certificate,
    scan: &Scan,
) -> Result<bool, AppError> {
    if !led_astray(&scan.shown.verdict, scan.judged) {
        return Ok(false);
    }
    open(app, tx, opening(Kind::ShownTooLate, permit, certificate, scan)).await?;
    let inspector = accounts::find(tx, permit.actor().account).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::ShownTooLate {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        link: app.url(&format!("/v/{}", certificate.code.as_str())),
    };
    app.notify(tx, &inspector, notice).await?;
    Ok(true)
}

/// A superseded or revoked certificate is still displayed: its commune collects it.
async fn old_paper(
    app: &App,
    permit: &Inspector,
    tx: &Tx,
    certificate: &Certificate,
    scan: &Scan,
) -> Result<(), AppError> {
    if to_be_collected(scan.judged) {
        open(app, tx, opening(Kind::CollectPaper, permit, certificate, scan)).await?;
    }
    Ok(())
}

/// Opens alerts for a scan far from the venue, or at two places at once: likely a photocopy. Returns the metres to the
/// venue.
async fn places(
    app: &App,
    permit: &Inspector,
    tx: &Tx,
    certificate: &Certificate,
    scan: &Scan,
    limits: Limits,
) -> Result<Option<u32>, AppError> {
    let Some(here) = scan.position else { return Ok(None) };
    let venue = venues::find(tx, &everywhere(certificate), certificate.venue).await?;
    let home = venue.and_then(|v| v.place).and_then(|p| p.position);
    let home = home.and_then(|(lat, lng)| Position::new(lat, lng, 0.0));
    if let Some(metres) = home.and_then(|home| far(&here, &home, limits)) {
        let mut alert = opening(Kind::FarFromVenue, permit, certificate, scan);
        alert.facts.metres = Some(metres);
        open(app, tx, alert).await?;
    }
    let around = Duration::minutes(limits.apart_minutes.into());
    let others = scans::of_certificate(tx, certificate.id, (scan.at - around, scan.at + around)).await?;
    let apart = others
        .iter()
        .filter(|other| other.id != scan.id)
        .filter_map(|other| Some((other.position?, other.at)))
        .find_map(|(there, then)| distant((&here, scan.at), (&there, then), limits));
    if let Some((metres, seconds)) = apart {
        let mut alert = opening(Kind::DistantScans, permit, certificate, scan);
        (alert.facts.metres, alert.facts.seconds) = (Some(metres), Some(seconds));
        open(app, tx, alert).await?;
    }
    Ok(home.map(|home| whole(home.metres_to(&here))))
}

/// The scope of the certificate's own commune: only the venue's position is read, and only its distance is returned.
fn everywhere(certificate: &Certificate) -> Scope {
    Scope::Area(certificate.facts.commune)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded by half the Earth's girth, and not negative"
)]
fn whole(metres: f64) -> u32 {
    metres.round() as u32
}

/// The scans of the last thirty days that showed the inspector a wrong verdict.
pub async fn told(app: &App, permit: &Inspector) -> Result<Vec<(Scan, Certificate)>, AppError> {
    let since = app.now() - Duration::days(30);
    let mut told = Vec::new();
    for scan in scans::of_account(app.store(), permit.actor().account, since).await? {
        if led_astray(&scan.shown.verdict, scan.judged)
            && let Some(certificate) = certificates::by_id(app.store(), scan.certificate).await?
        {
            told.push((scan, certificate));
        }
    }
    Ok(told)
}
