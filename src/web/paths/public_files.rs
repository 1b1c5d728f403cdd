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
    RobotsTxt = "/robots.txt";
    /// The signed status list.
    StatusList = "/.well-known/camket/status-list";
}
