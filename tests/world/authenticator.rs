//! A person's authenticator app, and what its codes are typed into.

use camket_app::accounts::{self, LogInStep, LoggedIn, SecondStep};
use camket_app::{AppError, Client};
use camket_credential::totp::TotpSecret;
use camket_domain::accounts::factor::{AppCode, RecoveryCode, TypedFactor};
use time::Duration;

use super::{Office, Person};

/// The app on the phone, and the recovery codes in the drawer.
#[derive(Clone, Debug)]
pub struct AuthenticatorApp {
    office: Office,
    secret: TotpSecret,
    pub recovery: Vec<RecoveryCode>,
}

impl AuthenticatorApp {
    /// The app into which the secret of a page was typed.
    pub fn with_secret(office: &Office, typed: &str) -> Self {
        let bare = typed.replace(' ', "");
        let secret = TotpSecret::parse(&bare).expect("the secret of a page");
        Self { office: office.clone(), secret, recovery: Vec::new() }
    }

    /// The code that the app shows now.
    pub fn shows(&self) -> String {
        self.secret.generate_code(self.office.app.now())
    }

    /// Waits for the next code.
    pub fn waits_for_next(&self) -> TypedFactor {
        self.office.waits(Duration::seconds(30));
        self.code()
    }

    /// The code that the app shows now, typed.
    pub fn code(&self) -> TypedFactor {
        TypedFactor::App(AppCode::parse(&self.shows()).expect("six digits"))
    }

    pub fn recovery_code(&self, number: usize) -> TypedFactor {
        TypedFactor::Recovery(self.recovery[number].clone())
    }

    /// The text of the secret.
    pub fn secret(&self) -> String {
        self.secret.to_base32()
    }
}

impl Person {
    /// Begins to set a second factor up, and puts its secret into an app.
    pub async fn begins_factor(&self) -> AuthenticatorApp {
        let app = &self.office.app;
        accounts::begin_set_up(app, &self.may(), self.password.clone(), &self.client).await.unwrap();
        let shown = accounts::load_set_up(app, &self.may()).await.expect("just begun");
        AuthenticatorApp::with_secret(&self.office, &shown.secret)
    }

    /// Sets a second factor up in the session with this token.
    pub async fn sets_up_factor(&self, token: &str) -> AuthenticatorApp {
        let begun = self.begins_factor().await;
        let TypedFactor::App(code) = begun.code() else { panic!("a code of the app") };
        let (office, key) = (&self.office, self.office.key());
        let made = accounts::finish_set_up(&office.app, &self.may(), key, code, token, &self.client).await;
        AuthenticatorApp { recovery: made.expect("the right code"), ..begun }
    }

    /// Types the right password; the second factor must be asked for.
    pub async fn types_password(&self) -> SecondStep {
        let app = &self.office.app;
        match accounts::log_in(app, &self.login, self.password.clone(), None, &self.client).await.unwrap() {
            LogInStep::CodeNeeded(step) => step,
            LogInStep::Done(_) => panic!("no second factor was asked for"),
        }
    }

    /// Types a second factor after the password, from some client.
    pub async fn types_factor(
        &self,
        step: &SecondStep,
        typed: &TypedFactor,
        client: &Client,
    ) -> Result<LoggedIn, AppError> {
        accounts::finish_log_in(&self.office.app, step, typed, None, client).await
    }

    /// Logs in with password and app; returns the session token.
    pub async fn logs_in_with(&self, phone: &AuthenticatorApp) -> String {
        let step = self.types_password().await;
        self.types_factor(&step, &phone.waits_for_next(), &self.client).await.expect("the right code").token
    }
}
