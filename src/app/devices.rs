//! Inspectors' phones: enrolled, called, cut off; and what they sign.

use camket_credential::devices::signed;
pub use camket_credential::devices::{point, signature};
use camket_credential::digest::sha256_hex;
use camket_domain::audit::Deed;
use camket_domain::devices::{Command, Device, SEEN_EVERY, Standing, decide};
use camket_domain::ids::{AccountId, DeviceId, uuid_v7};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::devices::Parcel;
use camket_store::{StoreError, devices};
use time::Duration;

use crate::{App, AppError};

type Inspector = Permit<rights::Inspect>;
type Keeper = Permit<rights::CutOffDevices>;

/// A phone that wants to be enrolled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enrolment {
    /// Identity, made by the phone.
    pub id: DeviceId,
    /// What its owner calls it.
    pub name: String,
    /// Its public key: an uncompressed point.
    pub point: Vec<u8>,
}

/// Enrols a phone; whether it was new. The same id with the same key and account again enrols nothing.
///
/// # Errors
/// [`AppError::Conflict`] if the id is another phone's.
pub async fn enrol(app: &App, permit: &Inspector, given: Enrolment) -> Result<(Device, bool), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    if let Some(known) = devices::find(&tx, given.id).await? {
        let same = known.account == actor.account && known.point == given.point;
        return if same { Ok((known, false)) } else { Err(AppError::Conflict) };
    }
    let now = app.now();
    let device = Device {
        id: given.id,
        account: actor.account,
        name: given.name,
        point: given.point,
        standing: Standing::Active,
        registered_at: now,
        seen_at: now,
        cut_off_at: None,
        version: 1,
    };
    devices::insert(&tx, &device).await?;
    let event = app.event(Some(actor), Deed::DeviceEnrolled, device.id.0);
    app.audit(&tx, event.noted(device.name.as_str())).await?;
    tx.commit().await?;
    Ok((device, true))
}

/// A phone calls: where it stands. The first call after it was cut off is written down.
///
/// # Errors
/// [`AppError::NotFound`] for a phone nobody enrolled.
pub async fn call(app: &App, id: DeviceId) -> Result<Device, AppError> {
    let device = devices::find(app.store(), id).await?.ok_or(AppError::NotFound)?;
    let standing = decide(device.standing, Command::Call)?;
    if standing != device.standing {
        return told(app, device, standing).await;
    }
    if app.now() - device.seen_at >= Duration::seconds(SEEN_EVERY) {
        let tx = app.store().write().await?;
        devices::seen(&tx, id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(device)
}

async fn told(app: &App, device: Device, standing: Standing) -> Result<Device, AppError> {
    let after = Device { standing, seen_at: app.now(), ..device };
    let tx = app.store().write().await?;
    match devices::save(&tx, &after).await {
        // Its other request was told at the same moment.
        Err(StoreError::Conflict) => return Ok(after),
        saved => saved?,
    }
    let event = app.event(None, Deed::DeviceToldToWipe, after.id.0);
    app.audit(&tx, event.noted(after.name.as_str())).await?;
    tx.commit().await?;
    Ok(after)
}

/// The phones of the administrator's area with their people's names.
///
/// # Errors
/// The database.
pub async fn list(
    app: &App,
    permit: &Keeper,
    after: Option<Cursor>,
) -> Result<Paged<(Device, String)>, AppError> {
    Ok(devices::list(app.store(), &permit.actor().scope(), after).await?)
}

/// One of them.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &Keeper, id: DeviceId) -> Result<Device, AppError> {
    devices::find_kept(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// Cuts a phone off: a lost one, or that of someone who left.
///
/// # Errors
/// [`Refusal::WrongState`] if it is cut off already; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn cut_off(app: &App, permit: &Keeper, id: DeviceId, version: i32) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let before = devices::find_kept(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let standing = decide(before.standing, Command::CutOff)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    devices::save(&tx, &Device { standing, cut_off_at: Some(app.now()), ..before.clone() }).await?;
    let event = app.event(Some(actor), Deed::DeviceCutOff, id.0);
    app.audit(&tx, event.noted(before.name.as_str())).await?;
    Ok(tx.commit().await?)
}

/// What a phone sent and signed, not checked yet.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// Which phone says so.
    pub device: &'a Device,
    /// The bytes.
    pub body: &'a [u8],
    /// r and s.
    pub signature: &'a [u8],
}

impl Sealed<'_> {
    /// SHA-256 of the bytes.
    pub(crate) fn sha256(&self) -> String {
        sha256_hex(self.body)
    }

    /// The parcel to keep, if the phone is this account's, in use, and signed these bytes.
    pub(crate) fn parcel(&self, app: &App, account: AccountId) -> Result<Parcel, Refusal> {
        if self.device.account != account || self.device.standing != Standing::Active {
            return Err(Refusal::DeviceUnknown);
        }
        if !signed(&self.device.point, self.body, self.signature) {
            return Err(Refusal::SignatureWrong);
        }
        Ok(Parcel {
            id: uuid_v7(app.now(), app.entropy()),
            device: self.device.id,
            sha256: self.sha256(),
            body: self.body.to_vec(),
            signature: self.signature.to_vec(),
            received_at: app.now(),
        })
    }
}
