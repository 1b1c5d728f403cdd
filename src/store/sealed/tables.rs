//! Which columns of which tables are sealed under the master secret or recomputed from it.

/// How a column is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellKind {
    Bytes,
    Text,
    Json,
}

/// How the key columns of a table are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KeyKind {
    Uuid,
    Text,
}

/// What the columns of a table hold, and so how they are opened and sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealedContent {
    /// A private key, bound to the id of its row, which is the key's.
    SigningKey,
    /// Pairs of a sealed personal number and its fingerprint.
    Numbers,
    /// What a reporter left to be reached by: sealed as a number is, without a fingerprint.
    Contact,
    /// The details of an entry of a census list, and the columns that repeat the fingerprints in them.
    CensusEntry,
    /// An entry of a census list before an import.
    CensusEntryBefore,
    /// The private key of the audit log, bound to the id of its row.
    AuditKey,
    /// What opens the data of a phone.
    Phone,
    /// What an authenticator app computes its codes from.
    Factor,
    /// A file.
    File,
    /// A message, of which a code or the token of a link is sealed.
    Message,
    /// The digest of a code that is computed from the row's id.
    ClaimCode,
    /// The same of a worker's code.
    WorkerCode,
}

/// A table, its primary key, and those of its columns that depend on the master secret.
#[derive(Clone, Copy, Debug)]
pub struct SealedTable {
    pub name: &'static str,
    pub(super) keys: &'static [&'static str],
    pub(super) key_kind: KeyKind,
    pub columns: &'static [(&'static str, CellKind)],
    pub content: SealedContent,
    /// Rows that are read at a time: few of those with files, which may have megabytes.
    pub batch: u64,
}

const ROWS: u64 = 500;
const FILES: u64 = 8;

const fn by_id(
    name: &'static str,
    columns: &'static [(&'static str, CellKind)],
    content: SealedContent,
) -> SealedTable {
    SealedTable { name, keys: &["id"], key_kind: KeyKind::Uuid, columns, content, batch: ROWS }
}

const fn files(name: &'static str) -> SealedTable {
    let columns = &[("sealed", CellKind::Bytes)];
    SealedTable { batch: FILES, ..by_id(name, columns, SealedContent::File) }
}

/// Every table with values that depend on the master secret and are carried over to a new one. `tests/master_secret.rs` compares
/// them with the schema.
pub const SEALED_TABLES: &[SealedTable] = &[
    SealedTable {
        keys: &["kid"],
        key_kind: KeyKind::Text,
        ..by_id("signing_key", &[("sealed", CellKind::Bytes)], SealedContent::SigningKey)
    },
    by_id("audit_key", &[("sealed", CellKind::Text)], SealedContent::AuditKey),
    by_id(
        "venue",
        &[
            ("tax_sealed", CellKind::Bytes),
            ("tax_fingerprint", CellKind::Text),
            ("representative_sealed", CellKind::Bytes),
            ("representative_fingerprint", CellKind::Text),
        ],
        SealedContent::Numbers,
    ),
    by_id(
        "worker",
        &[("number_sealed", CellKind::Bytes), ("number_fingerprint", CellKind::Text)],
        SealedContent::Numbers,
    ),
    by_id(
        "census_entry",
        &[
            ("details", CellKind::Json),
            ("tax_key", CellKind::Text),
            ("tax_fingerprint", CellKind::Text),
            ("owner_fingerprint", CellKind::Text),
        ],
        SealedContent::CensusEntry,
    ),
    SealedTable {
        keys: &["list_id", "entry_id"],
        ..by_id("census_import_step", &[("before", CellKind::Json)], SealedContent::CensusEntryBefore)
    },
    by_id("concern", &[("contact", CellKind::Bytes)], SealedContent::Contact),
    SealedTable {
        keys: &["device_id"],
        ..by_id("device_unlock", &[("sealed", CellKind::Text)], SealedContent::Phone)
    },
    SealedTable {
        keys: &["account_id"],
        ..by_id("second_factor", &[("sealed", CellKind::Text)], SealedContent::Factor)
    },
    files("census_upload"),
    files("paper_page"),
    files("activity_picture"),
    files("integrated_plan_page"),
    by_id("outbox", &[("notice", CellKind::Json)], SealedContent::Message),
    by_id("claim_code", &[("hash", CellKind::Text)], SealedContent::ClaimCode),
    by_id("worker_pledge_invitation", &[("hash", CellKind::Text)], SealedContent::WorkerCode),
];
