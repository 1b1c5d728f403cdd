//! Accounts, roles, actors and the scope in which an actor sees the register.

pub mod one_time_code;
pub mod password;
pub mod session;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::areas::AreaCode;
use crate::identifiers::{Email, Phone};
use crate::ids::{AccountId, AgencyId};

/// What an account is for. One account has one role.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Acts for venues: chủ cơ sở / người đại diện.
    Owner,
    /// Reviews pledges in a commune.
    CommuneOfficer,
    /// Reviews labour registers in a province.
    LabourOfficer,
    /// Issues certificates.
    Approver,
    /// Visits venues: thành viên Đội 178.
    Inspector,
    /// Keeps accounts, agencies and settings.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::CommuneOfficer,
        Self::LabourOfficer,
        Self::Approver,
        Self::Inspector,
        Self::Administrator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::CommuneOfficer => "commune_officer",
            Self::LabourOfficer => "labour_officer",
            Self::Approver => "approver",
            Self::Inspector => "inspector",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the account belongs to an agency and an area.
    pub fn is_staff(self) -> bool {
        self != Self::Owner
    }
}

/// How an account is written to and logs in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Login {
    /// By e-mail.
    Email(Email),
    /// By a Vietnamese mobile number.
    Mobile(Phone),
}

impl Login {
    /// The normal form: what is stored, compared and written to.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Mobile(phone) => phone.as_str(),
        }
    }

    /// Reads an e-mail address or a mobile number, whichever `text` looks like.
    ///
    /// # Errors
    /// A code for the locale files: `login-empty`, `login-email`, `login-mobile`.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("login-empty");
        }
        if text.contains('@') {
            return Email::parse(text).map(Self::Email).map_err(|_| "login-email");
        }
        match Phone::parse(text) {
            Ok(phone) if phone.is_mobile() => Ok(Self::Mobile(phone)),
            _ => Err("login-mobile"),
        }
    }

    /// The channel that reaches this login.
    pub fn channel(&self) -> crate::outbox::Channel {
        match self {
            Self::Email(_) => crate::outbox::Channel::Email,
            Self::Mobile(_) => crate::outbox::Channel::Sms,
        }
    }
}

/// Where an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Signed up or invited; its login is not confirmed yet.
    Unconfirmed,
    /// May log in.
    Active,
    /// Shut by an administrator.
    Disabled,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Unconfirmed, Self::Active, Self::Disabled].into_iter().find(|s| s.code() == code)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    pub role: Role,
    /// The name that pages and papers show.
    pub name: String,
    /// How it logs in.
    pub login: Login,
    /// Argon2id hash in PHC form; none until an invitation is taken up.
    pub password_hash: Option<PasswordHash>,
    pub standing: Standing,
    /// The agency of a member of staff.
    pub agency: Option<AgencyId>,
    /// The area of a member of staff: a commune or a province.
    pub area: Option<AreaCode>,
    /// The title printed above an approver's name: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC".
    pub title: String,
    /// Language of messages: "vi" or "en".
    pub language: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    pub version: i32,
}

impl Account {
    /// The account as someone who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.id,
            role: self.role,
            name: self.name.clone(),
            agency: self.agency,
            area: self.area,
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

/// Someone who acts: the account behind a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    pub account: AccountId,
    pub role: Role,
    /// Its name, for the audit trail.
    pub name: String,
    /// Its agency, for staff.
    pub agency: Option<AgencyId>,
    /// Its area, for staff.
    pub area: Option<AreaCode>,
}

/// What part of the register an actor may load or list. Every query that an officer can reach takes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The venues of one owner.
    Owned(AccountId),
    /// The venues of a commune or a province, whichever the code names.
    Area(AreaCode),
    /// Nothing: a member of staff without an area.
    Nothing,
}

impl Actor {
    /// The part of the register this actor may see.
    pub fn scope(&self) -> Scope {
        match (&self.role, &self.area) {
            (Role::Owner, _) => Scope::Owned(self.account),
            (_, Some(area)) => Scope::Area(*area),
            (_, None) => Scope::Nothing,
        }
    }
}
