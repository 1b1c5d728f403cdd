//! Health, search of areas, published files.

use camket_shell::paths;

paths! {
    PUBLIC_FILE_PATTERNS;
    /// The process answers.
    Alive = "/healthz";
    /// The database answers.
    Ready = "/readyz";
    /// The fragment with the areas that match a search.
    AreaSearch = "/areas/search";
    /// The form that finds the new area of an address from before the reform.
    OldAddress = "/areas/old";
    SigningKeysCbor = "/.well-known/camket/keys.cbor";
    SigningKeysJson = "/.well-known/camket/keys.json";
    /// What was signed of the audit log last.
    AuditCheckpoint = "/.well-known/camket/checkpoint";
    /// What was signed when it had so many leaves.
    AuditCheckpointOf(size: u64) = "/.well-known/camket/checkpoint/{size}";
    /// The public keys for both.
    AuditKeys = "/.well-known/camket/checkpoint-keys";
    RobotsTxt = "/robots.txt";
    /// The signed status list.
    StatusList = "/.well-known/camket/status-list";
}
