//! A person with an account, and what every person can do.

use camket_app::accounts::{self, LoggedIn};
use camket_app::{AppError, Client};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Actor, Login};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, Right};

use super::Office;

/// A person with an account, its password, and a client address of their own.
#[derive(Clone, Debug)]
pub struct Person {
    pub office: Office,
    pub actor: Actor,
    pub login: Login,
    pub password: String,
    pub client: Client,
}

impl Person {
    /// The permit for an action that their role allows.
    #[track_caller]
    pub fn may<R: Right>(&self) -> Permit<R> {
        let permit = Permit::for_actor(&self.actor);
        permit.unwrap_or_else(|| panic!("a {} may not {:?}", self.actor.role.code(), R::ACTION))
    }

    pub fn id(&self) -> AccountId {
        self.actor.account
    }

    /// Logs in; returns the session token.
    pub async fn logs_in(&self) -> String {
        self.tries_to_log_in(&self.password).await.expect("the right password").token
    }

    pub async fn tries_to_log_in(&self, password: &str) -> Result<LoggedIn, AppError> {
        let app = &self.office.app;
        let step = accounts::log_in(app, &self.login, password.to_owned(), None, &self.client).await?;
        Ok(step.into_session().expect("no second factor"))
    }

    /// The actor of a session token, if the session is valid.
    pub async fn looks_with(&self, token: &str) -> Option<Actor> {
        accounts::find_actor(&self.office.app, token).await.expect("the database answers")
    }

    /// Sets a new password with a code.
    pub async fn resets_password(&self, code: &str, new: &str) -> Result<(), AppError> {
        let new = Password::parse(new).expect("a good password");
        accounts::reset_password(&self.office.app, &self.login, code, new, &self.client).await.map(drop)
    }

    /// The one-time code in the last message to this person.
    pub async fn last_code(&self) -> String {
        self.office.last_code_to(self.login.as_str()).await
    }
}
