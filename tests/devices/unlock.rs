//! An inspector forgot the PIN: the phone's secret, a colleague's code, and what opens nothing.

use camket_app::AppError;
use camket_app::devices::{self, DeviceMessage, UnlockSecret};
use camket_domain::accounts::{Actor, Role};
use camket_domain::audit::AuditAction;
use camket_domain::devices::unlock::{CODE_LIFETIME, MAX_CODE_TRIES, MAX_TRIES_A_DAY};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{BA_DINH, InspectorPhone, Office, PHAN_RANG, Person, TARGET};

test_on_both_engines! {
    a_code_opens_the_phone_once,
    a_secret_is_kept_once_and_replaced_by_a_new_one,
    a_secret_comes_only_from_its_phone,
    codes_are_made_by_a_colleague_of_the_area,
    a_code_is_made_only_as_the_page_showed_it,
    a_wrong_code_opens_nothing,
    a_code_opens_no_other_phone,
    tries_of_a_phone_are_bounded_for_a_day,
    a_code_ends_after_a_quarter_of_an_hour,
    a_phone_that_is_cut_off_gets_nothing,
}

const SECRET: &str = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis";

fn new_secret(office: &Office) -> UnlockSecret {
    UnlockSecret { id: office.key(), secret: SECRET.to_owned() }
}

async fn enrolled(office: &Office, name: &str) -> (InspectorPhone, Person) {
    let phone = office.inspector(name, PHAN_RANG).await.enrols().await;
    (phone, office.administrator("Quản", PHAN_RANG).await)
}

async fn keeps(phone: &InspectorPhone, secret: &UnlockSecret) -> Result<(), AppError> {
    let signature = phone.signs(b"secret");
    let message =
        DeviceMessage { device: &phone.device, target: TARGET, body: b"secret", signature: &signature };
    devices::keep_secret(&phone.holder.office.app, &phone.holder.may(), &message, secret).await
}

async fn opens(phone: &InspectorPhone, code: &str) -> Result<UnlockSecret, AppError> {
    let signature = phone.signs(b"code");
    let message =
        DeviceMessage { device: &phone.device, target: TARGET, body: b"code", signature: &signature };
    devices::open_with_code(&phone.holder.office.app, &phone.holder.may(), &message, code).await
}

/// Makes a code as the page does: it shows the phone first.
async fn offers(admin: &Person, phone: &InspectorPhone) -> Result<String, AppError> {
    let app = &admin.office.app;
    let offer = devices::find_offer(app, &admin.may(), phone.device.id).await?;
    Ok(devices::offer_code(app, &admin.may(), phone.device.id, offer.version).await?.digits)
}

/// Another code than this one.
fn other_code(code: &str) -> String {
    format!("{:08}", (code.parse::<u32>().expect("digits") + 1) % 100_000_000)
}

async fn kept_id(phone: &InspectorPhone) -> Option<uuid::Uuid> {
    devices::find_kept_secret(&phone.holder.office.app, &phone.device).await.unwrap()
}

async fn a_code_opens_the_phone_once(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    let secret = new_secret(&office);
    keeps(&phone, &secret).await.unwrap();
    let code = offers(&admin, &phone).await.unwrap();
    let tables = database_dump::dump_tables(office.app.store()).await;
    assert!(!tables.values().flatten().any(|row| row.contains(SECRET)), "the secret is in clear");
    assert!(!tables["device_unlock"].iter().any(|row| row.contains(&code)), "the code is in clear");
    let (first, second) = code.split_at(4);
    assert_eq!(opens(&phone, &format!(" {first} {second}.")).await.unwrap(), secret);
    opens(&phone, &code).await.says_invalid("code", "unlock-code-over");
    // The phone is asked for a new secret; until it comes, another code gives the former one.
    assert_eq!(kept_id(&phone).await, None);
    let code = offers(&admin, &phone).await.unwrap();
    assert_eq!(opens(&phone, &code).await.unwrap(), secret);
    let actions = [
        AuditAction::DeviceEnrolled,
        AuditAction::DeviceSecretKept,
        AuditAction::DeviceUnlockOffered,
        AuditAction::DeviceUnlocked,
        AuditAction::DeviceUnlockOffered,
        AuditAction::DeviceUnlocked,
    ];
    assert_eq!(office.actions_on(phone.device.id.0).await, actions);
}

async fn a_secret_is_kept_once_and_replaced_by_a_new_one(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    let (first, second) = (new_secret(&office), new_secret(&office));
    for _ in 0..2 {
        keeps(&phone, &first).await.unwrap();
    }
    assert_eq!(kept_id(&phone).await, Some(first.id));
    let code = offers(&admin, &phone).await.unwrap();
    keeps(&phone, &second).await.unwrap();
    assert_eq!(kept_id(&phone).await, Some(second.id));
    // The code was made for the former secret.
    opens(&phone, &code).await.says_invalid("code", "unlock-code-over");
    let code = offers(&admin, &phone).await.unwrap();
    assert_eq!(opens(&phone, &code).await.unwrap().id, second.id);
    // A secret that the phone got may come again, as a new one.
    keeps(&phone, &second).await.unwrap();
    assert_eq!(kept_id(&phone).await, Some(second.id));
    let actions = office.actions_on(phone.device.id.0).await;
    assert_eq!(actions.iter().filter(|action| **action == AuditAction::DeviceSecretKept).count(), 3);
}

async fn a_secret_comes_only_from_its_phone(office: Office) {
    let (phone, _) = enrolled(&office, "Tra").await;
    let other = office.inspector("Lâm", PHAN_RANG).await.enrols().await;
    let (app, secret) = (&office.app, new_secret(&office));
    let signature = other.signs(b"secret");
    let of = |phone| DeviceMessage { device: phone, target: TARGET, body: b"secret", signature: &signature };
    let forged = devices::keep_secret(app, &phone.holder.may(), &of(&phone.device), &secret).await;
    forged.says_refused(Refusal::SignatureWrong);
    let foreign = devices::keep_secret(app, &phone.holder.may(), &of(&other.device), &secret).await;
    foreign.says_refused(Refusal::DeviceUnknown);
    assert_eq!((kept_id(&phone).await, kept_id(&other).await), (None, None));
}

async fn codes_are_made_by_a_colleague_of_the_area(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    let (app, id) = (&office.app, phone.device.id);
    devices::offer_code(app, &admin.may(), id, 1).await.says_refused(Refusal::UnlockSecretMissing);
    offers(&admin, &phone).await.says_refused(Refusal::UnlockSecretMissing);
    keeps(&phone, &new_secret(&office)).await.unwrap();
    let far = office.administrator("Xa", BA_DINH).await;
    devices::offer_code(app, &far.may(), id, 1).await.says_not_found();
    assert!(Permit::<rights::CutOffDevices>::for_actor(&phone.holder.actor).is_none());
    // The inspector became an administrator, and still does not help themself.
    let promoted = Actor { role: Role::Administrator, ..phone.holder.actor.clone() };
    let permit = Permit::for_actor(&promoted).expect("an administrator");
    devices::offer_code(app, &permit, id, 1).await.says_refused(Refusal::SecondPerson);
    devices::find_offer(app, &permit, id).await.says_refused(Refusal::SecondPerson);
    opens(&phone, "00000000").await.says_invalid("code", "unlock-code-over");
}

async fn a_code_is_made_only_as_the_page_showed_it(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    keeps(&phone, &new_secret(&office)).await.unwrap();
    let offer = devices::find_offer(&office.app, &admin.may(), phone.device.id).await.unwrap();
    assert_eq!((&*offer.holder, offer.device.id), ("Tra", phone.device.id));
    let make = async || devices::offer_code(&office.app, &admin.may(), phone.device.id, offer.version).await;
    let code = make().await.unwrap().digits;
    make().await.says_conflict();
    // The code that was read out stays valid.
    opens(&phone, &code).await.unwrap();
}

async fn a_wrong_code_opens_nothing(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    keeps(&phone, &new_secret(&office)).await.unwrap();
    let code = offers(&admin, &phone).await.unwrap();
    opens(&phone, "").await.says_invalid("code", "unlock-code-wrong");
    for _ in 1..MAX_CODE_TRIES {
        opens(&phone, &other_code(&code)).await.says_invalid("code", "unlock-code-wrong");
    }
    opens(&phone, &code).await.says_invalid("code", "unlock-code-over");
    let newer = offers(&admin, &phone).await.unwrap();
    opens(&phone, &newer).await.unwrap();
    let actions = office.actions_on(phone.device.id.0).await;
    let failed = actions.iter().filter(|action| **action == AuditAction::DeviceUnlockFailed).count();
    assert_eq!(i32::try_from(failed), Ok(MAX_CODE_TRIES));
}

async fn a_code_opens_no_other_phone(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    let second = phone.holder.enrols().await;
    for one in [&phone, &second] {
        keeps(one, &new_secret(&office)).await.unwrap();
    }
    let code = offers(&admin, &phone).await.unwrap();
    opens(&second, &code).await.says_invalid("code", "unlock-code-over");
    let (own, others) = (code, offers(&admin, &second).await.unwrap());
    assert_ne!(own, others);
    opens(&second, &own).await.says_invalid("code", "unlock-code-wrong");
    opens(&phone, &own).await.unwrap();
}

async fn tries_of_a_phone_are_bounded_for_a_day(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    keeps(&phone, &new_secret(&office)).await.unwrap();
    for _ in 0..MAX_TRIES_A_DAY / MAX_CODE_TRIES {
        let code = offers(&admin, &phone).await.unwrap();
        for _ in 0..MAX_CODE_TRIES {
            opens(&phone, &other_code(&code)).await.says_invalid("code", "unlock-code-wrong");
        }
    }
    let code = offers(&admin, &phone).await.unwrap();
    opens(&phone, &code).await.says_throttled();
    office.waits(Duration::days(1));
    let code = offers(&admin, &phone).await.unwrap();
    opens(&phone, &code).await.unwrap();
}

async fn a_code_ends_after_a_quarter_of_an_hour(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    keeps(&phone, &new_secret(&office)).await.unwrap();
    let code = offers(&admin, &phone).await.unwrap();
    office.waits(CODE_LIFETIME);
    opens(&phone, &code).await.says_invalid("code", "unlock-code-over");
    // Nothing is left of it after a day; the secret stays.
    office.waits(Duration::days(1) + Duration::SECOND);
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    let kept = camket_store::devices::find_unlock(office.app.store(), phone.device.id).await.unwrap();
    assert_eq!(kept.expect("a secret").code, None);
    assert!(offers(&admin, &phone).await.is_ok());
}

async fn a_phone_that_is_cut_off_gets_nothing(office: Office) {
    let (phone, admin) = enrolled(&office, "Tra").await;
    keeps(&phone, &new_secret(&office)).await.unwrap();
    let code = offers(&admin, &phone).await.unwrap();
    devices::cut_off(&office.app, &admin.may(), phone.device.id, 1).await.unwrap();
    // What the phone shows of itself is of before: the request had begun.
    opens(&phone, &code).await.says_refused(Refusal::DeviceUnknown);
    keeps(&phone, &new_secret(&office)).await.says_refused(Refusal::DeviceUnknown);
    offers(&admin, &phone).await.says_refused(Refusal::WrongState);
    assert_eq!(database_dump::dump_tables(office.app.store()).await["device_unlock"], [""; 0]);
}
