//! What every use case works with.

use std::sync::Arc;

use camket_credential::MasterSecret;
use camket_credential::decoys::Decoys;
use camket_credential::digest::Keyed;
use camket_credential::links::LinkSigner;
use camket_credential::vault::{KeyVault, Vault};
use camket_domain::accounts::Actor;
use camket_domain::accounts::session::Limits;
use camket_domain::audit::{AuditEvent, Deed};
use camket_domain::calendar;
use camket_domain::clock::{Clock, Entropy};
use camket_domain::ids::{CertificateId, MessageId};
use camket_domain::outbox::{Channel, Message, Notice};
use camket_store::{Store, Tx, audit, outbox};
use quick_cache::sync::Cache;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::AppError;
use crate::register::{self, Register};

/// What the program decides once, at start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Scheme, host and port of every address we print; no slash at the end.
    pub public_url: String,
    /// The channels that are configured.
    pub channels: Vec<Channel>,
    /// How long sessions last.
    pub sessions: Limits,
    /// Memory in KiB and passes of Argon2id; tests use little.
    pub hashing: (u32, u32),
}

/// Papers beyond so many are tested again when they are drawn again.
const MOST_TESTED: usize = 20_000;

/// The registry at work: cheap to clone, shared by all requests.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    vault: Vault,
    key_vault: KeyVault,
    decoys: Decoys,
    register: Arc<Register>,
    links: LinkSigner,
    digests: Keyed,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    options: Options,
    /// Certificates whose paper this node has drawn and read back.
    tested: Cache<CertificateId, ()>,
}

/// Who is at the other end of a request.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Client {
    /// Network address.
    pub address: String,
    /// Browser, cut to 300 characters.
    pub user_agent: String,
}

impl App {
    /// The only way to make one.
    pub fn new(
        store: Store,
        secret: &MasterSecret,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        options: Options,
    ) -> Self {
        let inner = Inner {
            store,
            vault: Vault::new(secret),
            key_vault: KeyVault::new(secret),
            decoys: Decoys::new(secret),
            register: Arc::new(Register::new()),
            links: LinkSigner::new(secret),
            digests: Keyed::new(secret, "digests"),
            clock,
            entropy,
            options,
            tested: Cache::new(MOST_TESTED),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Seals and opens personal numbers.
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    /// Seals and opens signing keys.
    pub(crate) fn key_vault(&self) -> &KeyVault {
        &self.inner.key_vault
    }

    /// What the status list says where no certificate is.
    pub(crate) fn decoys(&self) -> &Decoys {
        &self.inner.decoys
    }

    /// The register in memory.
    pub fn register(&self) -> &Arc<Register> {
        &self.inner.register
    }

    /// Takes up what changed in the register, at once after a commit of our own.
    ///
    /// # Errors
    /// The database.
    pub async fn refresh(&self) -> Result<(), AppError> {
        register::refresh(self).await
    }

    /// The same, where what was done stands whether or not this works: other nodes hear of it within a second, and so
    /// does this one.
    pub(crate) async fn refresh_quietly(&self) {
        if let Err(error) = self.refresh().await {
            tracing::warn!(%error, "the register in memory could not be refreshed");
        }
    }

    /// Whether this node has drawn a certificate's paper and read it back.
    pub(crate) fn is_tested(&self, certificate: CertificateId) -> bool {
        self.inner.tested.get(&certificate).is_some()
    }

    pub(crate) fn set_tested(&self, certificate: CertificateId) {
        self.inner.tested.insert(certificate, ());
    }

    /// Signs links.
    pub fn links(&self) -> &LinkSigner {
        &self.inner.links
    }

    /// Digests of what could be guessed.
    pub(crate) fn digests(&self) -> &Keyed {
        &self.inner.digests
    }

    /// Random bytes.
    pub fn entropy(&self) -> &dyn Entropy {
        self.inner.entropy.as_ref()
    }

    /// The current moment.
    pub fn now(&self) -> OffsetDateTime {
        self.inner.clock.now()
    }

    /// The current day in Viet Nam.
    pub fn today(&self) -> Date {
        calendar::local_date(self.now())
    }

    /// What the program decided at start.
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// An address of ours: `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.options().public_url)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), AppError> {
        Ok(self.store().ping().await?)
    }

    /// An event of `actor` now.
    pub(crate) fn event(&self, actor: Option<&Actor>, deed: Deed, target: Uuid) -> AuditEvent {
        AuditEvent::new(self.now(), self.entropy(), actor, deed, target)
    }

    /// Writes an event in `tx`.
    pub(crate) async fn audit(&self, tx: &Tx, event: AuditEvent) -> Result<(), AppError> {
        Ok(audit::insert(tx, &event).await?)
    }

    /// Puts a message for `account` into the outbox, in `tx`, if its channel is configured.
    pub(crate) async fn notify(
        &self,
        tx: &Tx,
        account: &camket_domain::accounts::Account,
        notice: Notice,
    ) -> Result<(), AppError> {
        match self.message(account, notice) {
            Some(message) => Ok(outbox::insert(tx, &message).await?),
            None => Ok(()),
        }
    }

    /// A message for `account`, if its channel is configured.
    pub(crate) fn message(
        &self,
        account: &camket_domain::accounts::Account,
        notice: Notice,
    ) -> Option<Message> {
        let channel = account.login.channel();
        let now = self.now();
        self.options().channels.contains(&channel).then(|| Message {
            id: MessageId::new(now, self.entropy()),
            channel,
            recipient: account.login.as_str().to_owned(),
            language: account.language.clone(),
            notice,
            created_at: now,
            next_attempt_at: Some(now),
            attempts: 0,
            sent_at: None,
            last_error: String::new(),
        })
    }
}
