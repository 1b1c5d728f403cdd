//! What every use case works with: store, secrets, clock, randomness, register and options.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use camket_credential::MasterSecret;
use camket_credential::decoys::Decoys;
use camket_credential::digest::KeyedDigest;
use camket_credential::links::LinkSigner;
use camket_credential::vault::{FileVault, FormVault, KeyVault, RowVault, Vault};
use camket_domain::account_data::BackupRotation;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::one_time_code::CodeAttempt;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::accounts::{AccountStatus, Actor};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::calendar;
use camket_domain::clock::{Clock, Entropy};
use camket_domain::ids::{CertificateId, MessageId};
use camket_domain::outbox::{Channel, Message, Notice};
use camket_store::{Store, Tx, audit, outbox};
use quick_cache::sync::Cache;
use time::{Date, OffsetDateTime};
use tokio::time::timeout;
use uuid::Uuid;

use crate::blocking::{CostlyWork, WorkOptions};
use crate::census::import::RunningImports;
use crate::coverage::CoverageCache;
use crate::dashboard::DashboardCache;
use crate::error::BUSY_SECONDS;
use crate::open_data::OpenFilesCache;
use crate::outbox::seal_secret;
use crate::passwords::{HashingOptions, HashingQueue};
use crate::register::{self, CertificateRegister};
use crate::spool::{Spool, SpoolFiles};
use crate::storage::StorageCache;
use crate::throttle::ThrottleOptions;
use crate::{AppError, ErrorChain, PublicPaths};

/// What the program decides once, at start-up.
#[derive(Clone, Debug)]
pub struct AppOptions {
    /// Scheme, host and port of every address we print; without a trailing slash.
    pub public_url: String,
    /// The paths of public pages; the web implements them.
    pub paths: &'static dyn PublicPaths,
    pub channels: Vec<Channel>,
    pub sessions: SessionLimits,
    /// Whose accounts need a second factor.
    pub factors: FactorRule,
    /// Argon2id; tests use a low cost.
    pub hashing: HashingOptions,
    pub throttle: ThrottleOptions,
    pub work: WorkOptions,
    /// How long backups hold what was erased since; `None` if the program makes none.
    pub backups: Option<BackupRotation>,
    /// Where uploads wait.
    pub spool: SpoolFiles,
}

/// Time in which the database answers a monitor.
const PING_PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);
/// Certificates remembered as tested; beyond them, a certificate is tested again when its PDF is drawn.
const MAX_TESTED_CERTIFICATES: usize = 20_000;

/// The application: cheap to clone, shared by all requests.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    secret_fingerprint: String,
    vault: Vault,
    key_vault: KeyVault,
    form_vault: FormVault,
    message_vault: RowVault,
    phone_vault: RowVault,
    factor_vault: RowVault,
    audit_vault: RowVault,
    file_vault: FileVault,
    decoys: Decoys,
    register: Arc<CertificateRegister>,
    links: LinkSigner,
    digests: KeyedDigest,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    hashing: HashingQueue,
    options: AppOptions,
    costly: CostlyWork,
    spool: Spool,
    /// Certificates whose PDF this node has drawn and tested.
    tested: Cache<CertificateId, ()>,
    coverage: CoverageCache,
    dashboard: DashboardCache,
    open_files: OpenFilesCache,
    imports: RunningImports,
    storage: StorageCache,
    /// Since the node started.
    failed_log_ins: AtomicU64,
}

/// The client of a request.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Client {
    /// Network address, as text.
    pub address: String,
    /// The `User-Agent` header, cut to 300 characters.
    pub user_agent: String,
    /// The attempt that the browser's one-time codes belong to.
    pub attempt: Option<CodeAttempt>,
}

impl App {
    pub fn new(
        store: Store,
        secret: &MasterSecret,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        options: AppOptions,
    ) -> Self {
        let inner = Inner {
            store,
            secret_fingerprint: secret.fingerprint(),
            vault: Vault::new(secret),
            key_vault: KeyVault::new(secret),
            form_vault: FormVault::new(secret),
            message_vault: RowVault::of_messages(secret),
            phone_vault: RowVault::of_phones(secret),
            factor_vault: RowVault::of_factors(secret),
            audit_vault: RowVault::of_audit_keys(secret),
            file_vault: FileVault::new(secret),
            decoys: Decoys::new(secret),
            register: Arc::new(CertificateRegister::new()),
            links: LinkSigner::new(secret),
            digests: KeyedDigest::new(secret, "digests"),
            clock,
            entropy,
            hashing: HashingQueue::new(options.hashing),
            costly: CostlyWork::new(options.work),
            spool: Spool::new(options.spool.clone()),
            options,
            tested: Cache::new(MAX_TESTED_CERTIFICATES),
            coverage: CoverageCache::new(),
            dashboard: DashboardCache::new(),
            open_files: OpenFilesCache::default(),
            imports: RunningImports::default(),
            storage: StorageCache::default(),
            failed_log_ins: AtomicU64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// What tells the master secret from others.
    pub(crate) fn secret_fingerprint(&self) -> &str {
        &self.inner.secret_fingerprint
    }

    pub(crate) fn spool(&self) -> &Spool {
        &self.inner.spool
    }

    /// The key that seals personal numbers.
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    /// The key that seals signing keys.
    pub(crate) fn key_vault(&self) -> &KeyVault {
        &self.inner.key_vault
    }

    /// The key that seals kept forms.
    pub(crate) fn form_vault(&self) -> &FormVault {
        &self.inner.form_vault
    }

    /// The key that seals codes and links in the outbox.
    pub(crate) fn message_vault(&self) -> &RowVault {
        &self.inner.message_vault
    }

    /// The key that seals what opens the data of phones.
    pub(crate) fn phone_vault(&self) -> &RowVault {
        &self.inner.phone_vault
    }

    /// The key that seals the secrets of authenticator apps.
    pub(crate) fn factor_vault(&self) -> &RowVault {
        &self.inner.factor_vault
    }

    /// The key that seals the keys of the audit log.
    pub(crate) fn audit_vault(&self) -> &RowVault {
        &self.inner.audit_vault
    }

    /// The key that seals uploaded files.
    pub(crate) fn file_vault(&self) -> &FileVault {
        &self.inner.file_vault
    }

    /// The statuses that the status list shows at unassigned indices.
    pub(crate) fn decoys(&self) -> &Decoys {
        &self.inner.decoys
    }

    /// The imports of census lists that this node writes at the moment.
    pub(crate) fn running_imports(&self) -> &RunningImports {
        &self.inner.imports
    }

    pub(crate) fn open_files(&self) -> &OpenFilesCache {
        &self.inner.open_files
    }

    /// Figures that this node counted.
    pub(crate) fn coverage(&self) -> &CoverageCache {
        &self.inner.coverage
    }

    pub(crate) fn dashboard(&self) -> &DashboardCache {
        &self.inner.dashboard
    }

    pub(crate) fn failed_log_ins(&self) -> &AtomicU64 {
        &self.inner.failed_log_ins
    }

    pub(crate) fn storage(&self) -> &StorageCache {
        &self.inner.storage
    }

    pub fn register(&self) -> &Arc<CertificateRegister> {
        &self.inner.register
    }

    /// Reads the changes of the register; called after a commit of this node.
    pub async fn refresh_register(&self) -> Result<(), AppError> {
        register::refresh(self).await
    }

    /// Reads the changes of the register where a failure does not matter: the commit stands, and this node reads the
    /// changes within a second anyway.
    pub(crate) async fn try_refresh_register(&self) {
        if let Err(error) = self.refresh_register().await {
            tracing::warn!(error = %ErrorChain(&error), "the register in memory could not be refreshed");
        }
    }

    /// Whether this node has drawn and tested a certificate's PDF.
    pub(crate) fn is_tested(&self, certificate: CertificateId) -> bool {
        self.inner.tested.get(&certificate).is_some()
    }

    pub(crate) fn mark_tested(&self, certificate: CertificateId) {
        self.inner.tested.insert(certificate, ());
    }

    /// The slots of costly work.
    pub(crate) fn costly(&self) -> &CostlyWork {
        &self.inner.costly
    }

    pub fn links(&self) -> &LinkSigner {
        &self.inner.links
    }

    /// Keyed digests, for values that could be guessed.
    pub(crate) fn digests(&self) -> &KeyedDigest {
        &self.inner.digests
    }

    /// The turns in which this node hashes passwords.
    pub(crate) fn hashing(&self) -> &HashingQueue {
        &self.inner.hashing
    }

    pub fn entropy(&self) -> &dyn Entropy {
        self.inner.entropy.as_ref()
    }

    /// The current moment, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        self.inner.clock.now()
    }

    /// The current day in Asia/Ho_Chi_Minh.
    pub fn today(&self) -> Date {
        calendar::local_date(self.now())
    }

    pub fn options(&self) -> &AppOptions {
        &self.inner.options
    }

    /// The paths of public pages.
    pub(crate) fn paths(&self) -> &'static dyn PublicPaths {
        self.options().paths
    }

    /// The full address of a path; `path` starts with a slash.
    pub fn url(&self, path: impl Display) -> String {
        format!("{}{path}", self.options().public_url)
    }

    /// Checks that the database answers, that it is the one that this node knows, and that there is room to write.
    ///
    /// # Errors
    /// [`AppError::SetBack`], [`AppError::NoRoom`]; the database does not answer.
    pub async fn ping(&self) -> Result<(), AppError> {
        if self.register().setback().is_some() {
            return Err(AppError::SetBack);
        }
        self.store().check_room()?;
        self.ping_database().await
    }

    /// Checks that the database answers in time.
    ///
    /// # Errors
    /// [`AppError::Busy`]; the database fails.
    pub async fn ping_database(&self) -> Result<(), AppError> {
        let late = || {
            tracing::warn!("the database did not answer in time");
            AppError::Busy(BUSY_SECONDS)
        };
        Ok(timeout(PING_PATIENCE, self.store().ping()).await.map_err(|_| late())??)
    }

    /// Builds an audit event of `actor`, at the current moment.
    pub(crate) fn build_event(&self, actor: Option<&Actor>, action: AuditAction, target: Uuid) -> AuditEvent {
        AuditEvent::new(self.now(), self.entropy(), actor, action, target)
    }

    /// Stores an audit event in `tx`.
    pub(crate) async fn audit(&self, tx: &Tx, event: AuditEvent) -> Result<(), AppError> {
        Ok(audit::insert(tx, &event).await?)
    }

    /// Queues a message for `account` in `tx`, if its channel is configured.
    pub(crate) async fn notify(
        &self,
        tx: &Tx,
        account: &camket_domain::accounts::Account,
        notice: Notice,
    ) -> Result<(), AppError> {
        match self.build_message(account, notice) {
            Some(message) => Ok(outbox::insert(tx, &message).await?),
            None => Ok(()),
        }
    }

    /// Builds a message for `account`; `None` if its channel is not configured, or it has no log-in.
    pub(crate) fn build_message(
        &self,
        account: &camket_domain::accounts::Account,
        notice: Notice,
    ) -> Option<Message> {
        if matches!(account.status, AccountStatus::Counter | AccountStatus::Closed) {
            return None;
        }
        self.build_message_to(account.login.channel(), account.login.as_str(), &account.language, notice)
    }

    /// Builds a message for somebody who may have no account; `None` if the channel is not configured.
    pub(crate) fn build_message_to(
        &self,
        channel: Channel,
        recipient: &str,
        language: &str,
        notice: Notice,
    ) -> Option<Message> {
        let now = self.now();
        let message = || Message {
            id: MessageId::new(now, self.entropy()),
            channel,
            recipient: recipient.to_owned(),
            language: language.to_owned(),
            notice,
            created_at: now,
            next_attempt_at: Some(now),
            attempts: 0,
            sent_at: None,
            last_error: String::new(),
        };
        self.options().channels.contains(&channel).then(|| seal_secret(self, message()))
    }
}
