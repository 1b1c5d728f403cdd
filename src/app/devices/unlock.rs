//! Opening a phone whose inspector forgot the PIN. The phone sends a random secret that opens its data, and does not keep
//! it; here it is sealed. A colleague makes a code, the inspector types it on the phone, and the phone gets its secret.

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::devices::Device;
use camket_domain::devices::unlock::{DeviceUnlock, check_helper, random_code};
use camket_domain::ids::DeviceId;
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, devices};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{DeviceManagerPermit, DeviceMessage, InspectorPermit};
use crate::{App, AppError, InputProblem, throttle};

/// The secret that opens the data of a phone.
#[derive(Clone, PartialEq, Eq)]
pub struct UnlockSecret {
    /// Made by the phone: which of its wrapped keys the secret opens.
    pub id: Uuid,
    /// As the phone wrote it.
    pub secret: String,
}

impl std::fmt::Debug for UnlockSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnlockSecret").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A phone that a colleague may open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnlockOffer {
    pub device: Device,
    /// Name of its inspector.
    pub holder: String,
    /// Of what is kept for the phone.
    pub version: i32,
}

/// A code that was just made.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferedCode {
    pub digits: String,
    pub expires_at: OffsetDateTime,
}

impl std::fmt::Debug for OfferedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfferedCode").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Keeps the secret of the phone, in place of an earlier one and its code. The same secret again changes nothing.
///
/// # Errors
/// [`Refusal::DeviceUnknown`], [`Refusal::SignatureWrong`]; [`AppError::Conflict`].
pub async fn keep_secret(
    app: &App,
    permit: &InspectorPermit,
    message: &DeviceMessage<'_>,
    given: &UnlockSecret,
) -> Result<(), AppError> {
    message.check(permit.actor().account)?;
    let tx = app.store().begin_write().await?;
    let device = load_active(&tx, message.device.id).await?;
    let before = devices::find_unlock(&tx, device.id).await?;
    if before.as_ref().is_some_and(|before| before.secret_id == given.id && before.handed_at.is_none()) {
        return Ok(());
    }
    let after = DeviceUnlock {
        device: device.id,
        secret_id: given.id,
        sealed: app.phone_vault().seal(app.entropy(), device.id.0.as_bytes(), &given.secret),
        kept_at: app.now(),
        handed_at: None,
        code: None,
        version: before.as_ref().map_or(1, |before| before.version),
    };
    match before {
        Some(_) => devices::save_unlock(&tx, &after).await?,
        None => devices::insert_unlock(&tx, &after).await?,
    }
    record(app, &tx, permit.actor(), AuditAction::DeviceSecretKept, &device).await?;
    Ok(tx.commit().await?)
}

/// The id of the secret that is kept for a phone. A secret that the phone got is not counted: the phone replaces it.
pub async fn find_kept_secret(app: &App, device: &Device) -> Result<Option<Uuid>, AppError> {
    let found = devices::find_unlock(app.store(), device.id).await?;
    Ok(found.filter(|unlock| unlock.handed_at.is_none()).map(|unlock| unlock.secret_id))
}

/// A phone of the area, for the colleague who is to open it.
///
/// # Errors
/// [`Refusal::WrongState`] if it is cut off, [`Refusal::SecondPerson`] for its inspector, [`Refusal::UnlockSecretMissing`];
/// [`AppError::NotFound`].
pub async fn find_offer(
    app: &App,
    permit: &DeviceManagerPermit,
    id: DeviceId,
) -> Result<UnlockOffer, AppError> {
    let device = super::find(app, permit, id).await?;
    check_helper(&device, permit.actor().account)?;
    let unlock = devices::find_unlock(app.store(), id).await?.ok_or(Refusal::UnlockSecretMissing)?;
    let holder = accounts::find(app.store(), device.account).await?.ok_or(AppError::NotFound)?;
    Ok(UnlockOffer { device, holder: holder.name, version: unlock.version })
}

/// Makes a code that opens a phone, in place of an open one. `version`: that of the offer which was shown.
///
/// # Errors
/// As [`find_offer`]; [`AppError::Conflict`] if a code was made or the secret replaced meanwhile.
pub async fn offer_code(
    app: &App,
    permit: &DeviceManagerPermit,
    id: DeviceId,
    version: i32,
) -> Result<OfferedCode, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let device = devices::find_in_scope(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    check_helper(&device, actor.account)?;
    let unlock = devices::find_unlock(&tx, id).await?.ok_or(Refusal::UnlockSecretMissing)?;
    let digits = random_code(app.entropy());
    let hash = app.digests().hex(&build_digest_parts(&id.to_string(), &digits));
    let after = DeviceUnlock { version, ..unlock.offer(hash, app.now()) };
    devices::save_unlock(&tx, &after).await?;
    record(app, &tx, actor, AuditAction::DeviceUnlockOffered, &device).await?;
    tx.commit().await?;
    let expires_at = after.code.map_or(app.now(), |code| code.expires_at);
    Ok(OfferedCode { digits, expires_at })
}

/// The secret of the phone, for a code. The code is used up; the secret stays until the phone replaces it, so that nothing
/// is lost with an answer that does not arrive. A wrong try is stored at once.
///
/// # Errors
/// [`AppError::Invalid`] for `code`: `unlock-code-over` or `unlock-code-wrong`; [`AppError::Throttled`];
/// [`Refusal::DeviceUnknown`], [`Refusal::SignatureWrong`].
pub async fn open_with_code(
    app: &App,
    permit: &InspectorPermit,
    message: &DeviceMessage<'_>,
    typed: &str,
) -> Result<UnlockSecret, AppError> {
    message.check(permit.actor().account)?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let over = || AppError::invalid("code", InputProblem::UnlockCodeOver);
    let tx = app.store().begin_write().await?;
    let device = load_active(&tx, message.device.id).await?;
    let unlock = devices::find_unlock(&tx, device.id).await?.ok_or_else(over)?;
    let code = unlock.find_code(app.now()).ok_or_else(over)?;
    throttle::count_unlock_try(app, &tx, device.id).await?;
    let is_right = app.digests().verify(&build_digest_parts(&device.id.to_string(), &typed), &code.hash);
    let (after, action) = if is_right {
        throttle::take_back_unlock_try(app, &tx, device.id).await?;
        (unlock.hand_over(app.now()), AuditAction::DeviceUnlocked)
    } else {
        (unlock.count_wrong_try(), AuditAction::DeviceUnlockFailed)
    };
    devices::save_unlock(&tx, &after).await?;
    record(app, &tx, permit.actor(), action, &device).await?;
    tx.commit().await?;
    if !is_right {
        return Err(AppError::invalid("code", InputProblem::UnlockCodeWrong));
    }
    let secret = app.phone_vault().open(device.id.0.as_bytes(), &after.sealed).map_err(AppError::internal)?;
    Ok(UnlockSecret { id: after.secret_id, secret })
}

/// The phone, unless it was cut off since the request arrived.
async fn load_active(tx: &Tx, id: DeviceId) -> Result<Device, AppError> {
    let device = devices::find(tx, id).await?.filter(Device::is_active);
    Ok(device.ok_or(Refusal::DeviceUnknown)?)
}

async fn record(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    action: AuditAction,
    device: &Device,
) -> Result<(), AppError> {
    app.audit(tx, app.build_event(Some(actor), action, device.id.0).with_note(device.name.as_str())).await
}

fn build_digest_parts<'a>(device: &'a str, digits: &'a str) -> [&'a str; 3] {
    ["unlock code", device, digits]
}
