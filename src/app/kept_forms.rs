//! Forms that were sent but not carried out, because the session had ended or the register was busy. A kept form travels
//! sealed in the page that the browser shows instead; nothing is stored. It is shown again only to the person who
//! filled it in, and only that person's next press carries it out.

use camket_domain::ids::AccountId;
use serde::{Deserialize, Serialize};
use time::Duration;

use crate::App;

/// How long a kept form can be shown again: time to log in, not to find it on a shared computer tomorrow.
const LIFETIME: Duration = Duration::hours(1);

/// A form as it was sent. Passwords and files are never in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// The digest of the person who filled it in (`identify_person`); `None` for a form of the public.
    pub person: Option<String>,
    /// Path and query of the page with the form.
    pub page: String,
    /// Path and query that the form was sent to.
    pub action: String,
    pub fields: Vec<(String, String)>,
}

/// What is sealed: the form, and the second (Unix time) from which it is not shown any more.
#[derive(Serialize, Deserialize)]
struct SealedForm<F> {
    form: F,
    until: i64,
}

impl KeptForm {
    /// The values of a field, in the order in which they were sent.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// Values may be personal: only the names of the fields are printed.
impl std::fmt::Debug for KeptForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|(name, _)| name).collect();
        f.debug_struct("KeptForm")
            .field("action", &self.action)
            .field("fields", &names)
            .finish_non_exhaustive()
    }
}

/// The keyed digest by which a browser remembers who used it last. It opens nothing.
pub fn identify_person(app: &App, account: AccountId) -> String {
    app.digests().hex(&["kept form", &account.0.to_string()])
}

/// Seals a form for its way through the browser.
pub fn seal(app: &App, form: &KeptForm) -> String {
    let until = (app.now() + LIFETIME).unix_timestamp();
    let plain = serde_json::to_vec(&SealedForm { form, until }).unwrap_or_default();
    app.form_vault().seal(app.entropy(), &plain)
}

/// Opens a sealed form for `account`; `None` if it is another person's, too old, or none of ours.
pub fn open(app: &App, sealed: &str, account: Option<AccountId>) -> Option<KeptForm> {
    let plain = app.form_vault().open(sealed).ok()?;
    let SealedForm { form, until } = serde_json::from_slice::<SealedForm<KeptForm>>(&plain).ok()?;
    let person = account.map(|account| identify_person(app, account));
    let own = form.person.is_none() || form.person == person;
    (own && app.now().unix_timestamp() < until).then_some(form)
}
