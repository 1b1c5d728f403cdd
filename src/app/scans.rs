//! Scans that reach the register, possibly hours late: each is judged again for its own time.

use camket_domain::accounts::Scope;
use camket_domain::alerts::{AlertFacts, AlertKind};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateNumber};
use camket_domain::ids::ScanId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::scans::distance::{
    DistanceLimits, Position, measure_if_far, measure_if_suspicious, round_to_metres,
};
use camket_domain::scans::{
    ScanEvent, ShownVerdict, believed_time, judge_at, must_be_collected, was_shown_wrongly_valid,
};
use camket_domain::settings::Settings;
use camket_store::{Tx, accounts, certificates, devices, scans, settings, venues};
use time::{Duration, OffsetDateTime};

use crate::alerts::{NewAlert, open_alert};
use crate::devices::DeviceMessage;
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;

/// A scan as a phone sends it.
#[derive(Clone, PartialEq, Debug)]
pub struct SubmittedScan {
    /// Identifier, created by the phone.
    pub id: ScanId,
    /// When it happened, by the phone's clock, corrected by the phone.
    pub at: OffsetDateTime,
    pub number: String,
    /// What the phone showed.
    pub shown: ShownVerdict,
    pub position: Option<Position>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum ScanOutcome {
    /// Stored: the verdict at the time of the scan, whether inspector and office are notified, and metres to the venue.
    Stored(Verdict, bool, Option<u32>),
    /// Stored before; its verdict.
    AlreadyStored(Verdict),
    /// No certificate has this number.
    UnknownCertificate,
    /// The id is that of another inspector's scan.
    Foreign,
}

/// Most scans in one request.
pub const MAX_SCANS: usize = 200;

/// Stores scans. Each has one effect however often it is sent, and an outcome of its own. One that is ahead of the server's
/// clock is judged at the time of receipt.
///
/// # Errors
/// [`Refusal::SignatureWrong`](camket_domain::refusal::Refusal::SignatureWrong),
/// [`Refusal::DeviceUnknown`](camket_domain::refusal::Refusal::DeviceUnknown): then none is stored.
pub async fn receive(
    app: &App,
    permit: &InspectorPermit,
    sealed: &DeviceMessage<'_>,
    sent: Vec<SubmittedScan>,
) -> Result<Vec<(ScanId, ScanOutcome)>, AppError> {
    let parcel = sealed.verify(app, permit.actor().account)?;
    let tx = app.store().begin_write().await?;
    let rules = settings::load(&tx).await?;
    let mut outcomes = Vec::with_capacity(sent.len());
    for scan in sent {
        outcomes.push((scan.id, receive_one(app, permit, &tx, sealed, &rules, scan).await?));
    }
    if outcomes.iter().any(|(_, outcome)| matches!(outcome, ScanOutcome::Stored(..))) {
        devices::insert_parcel(&tx, &parcel).await?;
    }
    tx.commit().await?;
    Ok(outcomes)
}

async fn receive_one(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    sealed: &DeviceMessage<'_>,
    rules: &Settings,
    sent: SubmittedScan,
) -> Result<ScanOutcome, AppError> {
    if let Some(known) = scans::find(tx, sent.id).await? {
        let own = known.account == permit.actor().account;
        return Ok(if own { ScanOutcome::AlreadyStored(known.judged) } else { ScanOutcome::Foreign });
    }
    // Anyone may look a certificate up, so an inspector may scan one of another province: that is how copies are
    // detected.
    let Some(certificate) = certificates::find_by_number(tx, &CertificateNumber(sent.number.clone())).await?
    else {
        return Ok(ScanOutcome::UnknownCertificate);
    };
    let at = believed_time(sent.at, app.now());
    let decisions = certificates::decisions::list_by_certificate(tx, certificate.id).await?;
    let scan = ScanEvent {
        id: sent.id,
        account: permit.actor().account,
        device: Some(sealed.device.id),
        certificate: certificate.id,
        venue: certificate.venue,
        at,
        received_at: app.now(),
        judged: judge_at(&certificate.status_record, &decisions, certificate.expires_on, at),
        shown: sent.shown,
        position: sent.position,
    };
    scans::insert(tx, &scan).await?;
    let event =
        app.build_event(Some(permit.actor()), AuditAction::Scanned, certificate.id.0).with_venue(scan.venue);
    app.audit(tx, event.with_note(scan.judged.code())).await?;
    let notified = notify_misled_inspector(app, permit, tx, &certificate, &scan).await?;
    open_collection_alert(app, permit, tx, &certificate, &scan).await?;
    let metres = open_distance_alerts(app, permit, tx, &certificate, &scan, rules.distance_limits()).await?;
    Ok(ScanOutcome::Stored(scan.judged, notified, metres))
}

fn build_alert(
    kind: AlertKind,
    permit: &InspectorPermit,
    certificate: &Certificate,
    scan: &ScanEvent,
) -> NewAlert {
    let facts = AlertFacts {
        number: certificate.number.to_string(),
        shown: Some(scan.shown.verdict),
        judged: Some(scan.judged),
        inspector: permit.actor().name.clone(),
        ..AlertFacts::default()
    };
    NewAlert { kind, venue: scan.venue, certificate: Some(certificate.id), scan: Some(scan.id), facts }
}

/// The phone showed a certificate as valid that no longer was: notifies inspector and office.
async fn notify_misled_inspector(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    certificate: &Certificate,
    scan: &ScanEvent,
) -> Result<bool, AppError> {
    if !was_shown_wrongly_valid(scan.shown.verdict, scan.judged) {
        return Ok(false);
    }
    open_alert(app, tx, build_alert(AlertKind::ShownTooLate, permit, certificate, scan)).await?;
    let inspector = accounts::find(tx, permit.actor().account).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::ShownTooLate {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        link: LinkedPage::LookUp { code: certificate.code.clone() }.into(),
    };
    app.notify(tx, &inspector, notice).await?;
    Ok(true)
}

/// A superseded or revoked certificate is still displayed: its commune collects it.
async fn open_collection_alert(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    certificate: &Certificate,
    scan: &ScanEvent,
) -> Result<(), AppError> {
    if must_be_collected(scan.judged) {
        open_alert(app, tx, build_alert(AlertKind::CollectPaper, permit, certificate, scan)).await?;
    }
    Ok(())
}

/// Opens alerts for a scan far from the venue, or at two places at once: likely a photocopy. Returns the metres to the
/// venue.
async fn open_distance_alerts(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    certificate: &Certificate,
    scan: &ScanEvent,
    limits: DistanceLimits,
) -> Result<Option<u32>, AppError> {
    let Some(here) = scan.position else { return Ok(None) };
    let venue = venues::find(tx, &build_commune_scope(certificate), certificate.venue).await?;
    let home = venue.and_then(|v| v.place).and_then(|p| p.position);
    let home = home.and_then(|(lat, lng)| Position::new(lat, lng, 0.0));
    if let Some(metres) = home.and_then(|home| measure_if_far(&here, &home, limits)) {
        let mut alert = build_alert(AlertKind::FarFromVenue, permit, certificate, scan);
        alert.facts.metres = Some(metres);
        open_alert(app, tx, alert).await?;
    }
    let around = Duration::minutes(limits.apart_minutes.into());
    let others = scans::list_by_certificate(tx, certificate.id, (scan.at - around, scan.at + around)).await?;
    let apart = others
        .iter()
        .filter(|other| other.id != scan.id)
        .filter_map(|other| Some((other.position?, other.at)))
        .find_map(|(there, then)| measure_if_suspicious((&here, scan.at), (&there, then), limits));
    if let Some((metres, seconds)) = apart {
        let mut alert = build_alert(AlertKind::DistantScans, permit, certificate, scan);
        (alert.facts.metres, alert.facts.seconds) = (Some(metres), Some(seconds));
        open_alert(app, tx, alert).await?;
    }
    Ok(home.map(|home| round_to_metres(home.metres_to(&here))))
}

/// The scope of the certificate's own commune: only the venue's position is read, and only its distance is returned.
fn build_commune_scope(certificate: &Certificate) -> Scope {
    Scope::Area(certificate.facts.commune)
}

/// The scans of the last thirty days that showed the inspector a wrong verdict.
pub async fn list_misleading_scans(
    app: &App,
    permit: &InspectorPermit,
) -> Result<Vec<(ScanEvent, Certificate)>, AppError> {
    let since = app.now() - Duration::days(30);
    let mut misleading = Vec::new();
    for scan in scans::list_by_account(app.store(), permit.actor().account, since).await? {
        if was_shown_wrongly_valid(scan.shown.verdict, scan.judged)
            && let Some(certificate) = certificates::find_by_id(app.store(), scan.certificate).await?
        {
            misleading.push((scan, certificate));
        }
    }
    Ok(misleading)
}
