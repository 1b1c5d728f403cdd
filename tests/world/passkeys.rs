//! What a person does with a passkey.

use camket_app::AppError;
use camket_app::accounts::{self, PasskeyRequest, SecondStep};
use camket_domain::accounts::factor::{RecoveryCode, TypedFactor};
use camket_domain::accounts::passkey_answer::SentAttestation;

use super::{PasskeyDevice, Person};

impl Person {
    /// A device in the hand of this person, for the address of the tests.
    pub fn passkey_device(&self) -> PasskeyDevice {
        let handle = Some(self.id().0.as_bytes().to_vec());
        PasskeyDevice { user_handle: handle, ..PasskeyDevice::new("localhost", "http://localhost:8080") }
    }

    /// Begins to add a passkey in the session with this token.
    pub async fn begins_passkey(&self, token: &str) -> PasskeyRequest {
        self.tries_to_begin_passkey(&self.password, token).await.expect("the right password");
        accounts::load_begun_passkey(&self.office.app, &self.may(), token).await.expect("just begun")
    }

    pub async fn tries_to_begin_passkey(&self, password: &str, token: &str) -> Result<(), AppError> {
        let (app, name) = (&self.office.app, "Điện thoại của tôi".to_owned());
        accounts::begin_passkey(app, &self.may(), name, password.to_owned(), token, &self.client).await
    }

    pub async fn tries_to_finish_passkey(
        &self,
        sent: &SentAttestation,
        token: &str,
    ) -> Result<Vec<RecoveryCode>, AppError> {
        let (app, key) = (&self.office.app, self.office.key());
        accounts::finish_passkey(app, &self.may(), key, sent, token, &self.client).await
    }

    /// Adds a passkey in the session with this token, with the recovery codes of the first one.
    pub async fn adds_passkey(&self, token: &str) -> (PasskeyDevice, Vec<RecoveryCode>) {
        let device = self.passkey_device();
        let begun = self.begins_passkey(token).await;
        let made = self.tries_to_finish_passkey(&device.create(&begun.challenge), token).await;
        (device, made.expect("the right answer"))
    }

    /// Signs the challenge of a log-in.
    pub async fn signs_log_in(&self, step: &SecondStep, device: &mut PasskeyDevice) -> TypedFactor {
        let asked = accounts::challenge_log_in(&self.office.app, step, &self.client).await;
        let asked = asked.expect("an account with a passkey");
        assert!(asked.credentials.contains(&device.credential_text()));
        TypedFactor::Passkey(Box::new(device.sign(&asked.challenge, step.as_str())))
    }

    /// Signs a challenge in the session with this token.
    pub async fn signs_in_session(&self, token: &str, device: &mut PasskeyDevice) -> TypedFactor {
        let asked = accounts::challenge_session(&self.office.app, &self.may(), token, &self.client).await;
        let asked = asked.expect("an account with a passkey");
        TypedFactor::Passkey(Box::new(device.sign(&asked.challenge, token)))
    }

    /// Logs in with password and passkey; returns the session token.
    pub async fn logs_in_by_passkey(&self, device: &mut PasskeyDevice) -> String {
        let step = self.types_password().await;
        let signed = self.signs_log_in(&step, device).await;
        self.types_factor(&step, &signed, &self.client).await.expect("the right passkey").token
    }
}
