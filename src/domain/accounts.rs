//! Accounts, roles, actors, and the scope of the register that an actor may see.

pub mod access_request;
mod channel;
pub mod factor;
pub mod one_time_code;
pub mod passkey;
pub mod passkey_answer;
pub mod password;
pub mod session;

pub use channel::Channel;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::areas::AreaCode;
use crate::codes::codes;
use crate::identifiers::{Email, Phone};
use crate::ids::{AccountId, AgencyId};
use crate::text::input_error;

codes! {
    /// Role of an account. One account has one role.
    Role {
        /// Acts for venues: chủ cơ sở / người đại diện.
        Owner = "owner",
        /// Reviews pledges in a commune.
        CommuneOfficer = "commune_officer",
        /// Reviews labour registers in a province.
        LabourOfficer = "labour_officer",
        /// Issues certificates.
        Approver = "approver",
        /// Inspects venues: thành viên Đội 178.
        Inspector = "inspector",
        /// Manages accounts, agencies and settings.
        Administrator = "administrator",
        /// Keeps the province's plan of the year, and checks what the communes report.
        Coordinator = "coordinator",
        /// Reads within an area and changes nothing: leaders, the police, the Front.
        Observer = "observer",
    }
}

impl Role {
    /// Whether accounts of this role belong to an agency and an area.
    pub fn is_staff(self) -> bool {
        self != Self::Owner
    }
}

input_error! {
    /// Why a text is no log-in.
    LoginError {
        Empty => "login-empty",
        /// It has an @.
        Email => "login-email",
        Mobile => "login-mobile",
    }
}

/// The address with which an account logs in and to which messages are sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Login {
    Email(Email),
    /// A Vietnamese mobile number.
    Mobile(Phone),
}

impl Login {
    /// The normal form, which is stored, compared and used as recipient.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Mobile(phone) => phone.as_str(),
        }
    }

    /// Parses an e-mail address (if `text` has an @) or a mobile number.
    ///
    /// # Errors
    /// The text is neither; the error says which of them it looks like.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(LoginError::Empty);
        }
        if text.contains('@') {
            return Email::parse(text).map(Self::Email).map_err(|_| LoginError::Email);
        }
        match Phone::parse(text) {
            Ok(phone) if phone.is_mobile() => Ok(Self::Mobile(phone)),
            _ => Err(LoginError::Mobile),
        }
    }

    /// The channel that reaches this login.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Email(_) => Channel::Email,
            Self::Mobile(_) => Channel::Sms,
        }
    }
}

codes! {
    /// State of an account.
    AccountStatus {
        /// Signed up or invited; the login is not confirmed yet.
        Unconfirmed = "unconfirmed",
        /// May log in.
        Active = "active",
        /// Disabled by an administrator.
        Disabled = "disabled",
        /// An owner without a log-in: officers enter for them at the counter.
        Counter = "counter",
        /// Closed by its owner: name and log-in were erased.
        Closed = "closed",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    pub role: Role,
    /// Name shown on pages and documents.
    pub name: String,
    pub login: Login,
    /// Argon2id hash in PHC string format; `None` until an invitation is accepted.
    pub password_hash: Option<PasswordHash>,
    pub status: AccountStatus,
    /// Staff only.
    pub agency: Option<AgencyId>,
    /// Staff only: a commune or a province.
    pub area: Option<AreaCode>,
    /// Signing form and title above the name of an approver or a reviewing officer: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC".
    pub title: String,
    /// Language of messages: "vi" or "en".
    pub language: String,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

impl Account {
    /// The account as an actor.
    pub fn as_actor(&self) -> Actor {
        Actor {
            account: self.id,
            role: self.role,
            name: self.name.clone(),
            agency: self.agency,
            area: self.area,
            entered_by: None,
        }
    }
}

/// A password hash; its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(***)")
    }
}

/// The account behind a session or an API token, as rules and the audit trail see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    pub account: AccountId,
    pub role: Role,
    /// Its name, for the audit trail.
    pub name: String,
    /// Staff only.
    pub agency: Option<AgencyId>,
    /// Staff only: a commune or a province.
    pub area: Option<AreaCode>,
    /// The officer who enters for an owner at the counter. What they do is theirs in the audit trail.
    pub entered_by: Option<EnteringOfficer>,
}

/// An officer who enters for an owner at the counter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnteringOfficer {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    /// A commune or a province.
    pub area: Option<AreaCode>,
}

impl EnteringOfficer {
    pub fn scope(&self) -> Scope {
        self.area.map_or(Scope::Nothing, Scope::Area)
    }
}

/// Who did something and when. The name is the one at that time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActorStamp {
    pub account: AccountId,
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl ActorStamp {
    /// At the counter the officer.
    pub fn new(actor: &Actor, now: OffsetDateTime) -> Self {
        let (account, _, name) = actor.recorded_as();
        Self { account, name: name.to_owned(), at: now }
    }
}

/// The part of the register that an actor may load or list. Every query that an officer can reach takes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The venues of one owner.
    Owned(AccountId),
    /// The venues that an account owns or manages.
    Kept(AccountId),
    /// The venues of the commune or province with this code.
    Area(AreaCode),
    /// Nothing: a member of staff without an area.
    Nothing,
}

impl Actor {
    /// Account, role and name in the audit trail: at the counter those of the officer.
    pub fn recorded_as(&self) -> (AccountId, Role, &str) {
        match &self.entered_by {
            Some(officer) => (officer.account, officer.role, &officer.name),
            None => (self.account, self.role, &self.name),
        }
    }

    pub fn scope(&self) -> Scope {
        match (&self.role, &self.area) {
            (Role::Owner, _) => Scope::Owned(self.account),
            (_, Some(area)) => Scope::Area(*area),
            (_, None) => Scope::Nothing,
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use uuid::Uuid;

    use super::{AccountId, Actor, Role};

    /// A person for the tests of rules; `n` tells people apart.
    pub(crate) fn actor(n: u128) -> Actor {
        let account = AccountId(Uuid::from_u128(n));
        Actor {
            account,
            role: Role::CommuneOfficer,
            name: format!("Cán bộ {n}"),
            agency: None,
            area: None,
            entered_by: None,
        }
    }
}
