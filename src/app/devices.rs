//! Inspectors' phones: enrolled, checked in, cut off; and the bytes they sign.

mod unlock;

use camket_credential::devices::{build_signed_bytes, verify};
pub use camket_credential::devices::{is_unlock_secret, parse_point, parse_signature};
use camket_credential::digest::sha256_hex;
use camket_credential::signed_text::{self, SignedKind, SignedText};
use camket_domain::audit::AuditAction;
use camket_domain::devices::{Command, Device, DeviceStatus, SEEN_UPDATE_SECONDS, decide};
use camket_domain::ids::{AccountId, DeviceId, uuid_v7};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::devices::Parcel;
use camket_store::{StoreError, devices, sessions};
use serde_json::json;
use time::Duration;

pub use unlock::{
    OfferedCode, UnlockOffer, UnlockSecret, find_kept_secret, find_offer, keep_secret, offer_code,
    open_with_code,
};

use crate::accounts::hash_token;
use crate::keys::load_signer;
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;
type DeviceManagerPermit = Permit<rights::CutOffDevices>;

/// A phone to be enrolled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enrolment {
    /// Identifier, created by the phone.
    pub id: DeviceId,
    /// The name that its user gave it.
    pub name: String,
    /// Its public key: an uncompressed P-256 point.
    pub point: Vec<u8>,
}

/// Enrols a phone; the flag is true if it is new. The same id with the same key and account changes nothing.
///
/// # Errors
/// [`AppError::Conflict`] if the id belongs to another phone.
pub async fn enrol(
    app: &App,
    permit: &InspectorPermit,
    given: Enrolment,
) -> Result<(Device, bool), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    if let Some(known) = devices::find(&tx, given.id).await? {
        let same = known.account == actor.account && known.public_key == given.point;
        return if same { Ok((known, false)) } else { Err(AppError::Conflict) };
    }
    let now = app.now();
    let device = Device {
        id: given.id,
        account: actor.account,
        name: given.name,
        public_key: given.point,
        status: DeviceStatus::Active,
        registered_at: now,
        seen_at: now,
        version: 1,
    };
    devices::insert(&tx, &device).await?;
    let event = app.build_event(Some(actor), AuditAction::DeviceEnrolled, device.id.0);
    app.audit(&tx, event.with_note(device.name.as_str())).await?;
    tx.commit().await?;
    Ok((device, true))
}

/// Records that a phone checked in, and returns its state. The first check-in after it was cut off is audited.
///
/// # Errors
/// [`AppError::NotFound`] for a phone that is not enrolled.
pub async fn check_in(app: &App, id: DeviceId) -> Result<Device, AppError> {
    let device = devices::find(app.store(), id).await?.ok_or(AppError::NotFound)?;
    let after = decide(&device, Command::Call, app.now())?;
    if after.status != device.status {
        return record_wipe(app, after).await;
    }
    if app.now() - device.seen_at >= Duration::seconds(SEEN_UPDATE_SECONDS) {
        let tx = app.store().begin_write().await?;
        devices::record_seen(&tx, id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(device)
}

/// Records that the session of a cookie is used on this phone of the same account, so that it ends when the phone is cut
/// off. A session may be used on several phones: on one that was wiped and enrolled again.
pub async fn record_session(app: &App, device: &Device, token: &str) -> Result<(), AppError> {
    let hash = hash_token(token);
    if sessions::is_on_device(app.store(), &hash, device.id).await? {
        return Ok(());
    }
    let tx = app.store().begin_write().await?;
    let session = sessions::find(&tx, &hash).await?.filter(|session| session.account == device.account);
    let present = devices::find(&tx, device.id).await?.filter(Device::is_active);
    if session.is_some() && present.is_some() && !sessions::is_on_device(&tx, &hash, device.id).await? {
        sessions::insert_on_device(&tx, &hash, device.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn record_wipe(app: &App, after: Device) -> Result<Device, AppError> {
    let tx = app.store().begin_write().await?;
    match devices::save(&tx, &after).await {
        // Another request of the same phone was recorded at the same moment.
        Err(StoreError::Conflict) => return Ok(after),
        saved => saved?,
    }
    let event = app.build_event(None, AuditAction::DeviceToldToWipe, after.id.0);
    app.audit(&tx, event.with_note(after.name.as_str())).await?;
    tx.commit().await?;
    Ok(after)
}

/// The phones of the administrator's area, with the names of their users.
pub async fn list(
    app: &App,
    permit: &DeviceManagerPermit,
    after: Option<Cursor>,
) -> Result<Paged<(Device, String)>, AppError> {
    Ok(devices::list(app.store(), &permit.actor().scope(), after).await?)
}

pub async fn find(app: &App, permit: &DeviceManagerPermit, id: DeviceId) -> Result<Device, AppError> {
    devices::find_in_scope(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// The signed order to a phone that was cut off to erase its data. Phones obey no answer without it, because anyone on the
/// way may answer.
///
/// # Errors
/// [`AppError::Internal`] without a signing key.
pub async fn build_wipe_order(app: &App, id: DeviceId) -> Result<SignedText, AppError> {
    let order = json!({ "order": "wipe", "device": id, "at": app.now().unix_timestamp() });
    let key = load_signer(app).await?;
    signed_text::sign(SignedKind::WipeOrder, &order.to_string(), &key).map_err(AppError::internal)
}

/// Cuts off a phone that is lost or whose user left, and ends the sessions that are used on it. Other sessions of its user
/// stay.
///
/// # Errors
/// [`Refusal::WrongState`] if it is cut off already; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn cut_off(
    app: &App,
    permit: &DeviceManagerPermit,
    id: DeviceId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = devices::find_in_scope(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let after = decide(&before, Command::CutOff, app.now())?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    devices::save(&tx, &after).await?;
    sessions::end_on_device(&tx, id).await?;
    devices::delete_unlock(&tx, id).await?;
    let event = app.build_event(Some(actor), AuditAction::DeviceCutOff, id.0);
    app.audit(&tx, event.with_note(before.name.as_str())).await?;
    Ok(tx.commit().await?)
}

/// A signed request of a phone, not verified yet.
#[derive(Clone, Copy, Debug)]
pub struct DeviceMessage<'a> {
    /// The phone that claims to have signed.
    pub device: &'a Device,
    /// Method and path of the request, with a line break between them.
    pub target: &'a str,
    pub body: &'a [u8],
    /// ECDSA signature over target and body (`build_signed_bytes`): r and s, 32 bytes each.
    pub signature: &'a [u8],
}

impl DeviceMessage<'_> {
    /// SHA-256 of the body, in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        sha256_hex(self.body)
    }

    /// Verifies the signature. The phone must be this account's and active.
    fn check(&self, account: AccountId) -> Result<(), Refusal> {
        if self.device.account != account || !self.device.is_active() {
            return Err(Refusal::DeviceUnknown);
        }
        if !verify(&self.device.public_key, &build_signed_bytes(self.target, self.body), self.signature) {
            return Err(Refusal::SignatureWrong);
        }
        Ok(())
    }

    /// Verifies the signature and builds the parcel to store. The phone must be this account's and active.
    pub(crate) fn verify(&self, app: &App, account: AccountId) -> Result<Parcel, Refusal> {
        self.check(account)?;
        Ok(Parcel {
            id: uuid_v7(app.now(), app.entropy()),
            device: self.device.id,
            sha256: self.sha256(),
            target: Some(self.target.to_owned()),
            body: self.body.to_vec(),
            signature: self.signature.to_vec(),
            received_at: app.now(),
        })
    }
}
