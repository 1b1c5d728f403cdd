//! What the frame of every page links to, and the front pages.

use super::typed_path::paths;

paths! {
    /// The front page; users who are logged in are redirected to their start page.
    Home = "/";
    /// The privacy notice.
    Privacy = "/privacy";
    /// Sets the language of the pages; POST only.
    Language = "/language";
    /// The demo's mailbox; only the demo has it.
    DemoMailbox = "/demo/mailbox";
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
    /// The signed status list.
    StatusList = "/.well-known/camket/status-list";
}
