//! The client for the services that the program calls by HTTP. It blocks, so it runs outside the threads that serve pages.

use std::time::Duration;

use ureq::Agent;

/// A client that gives a call up after `timeout`. A status is no error, and it follows no redirect: that would send a key, or what is
/// signed, to another address.
pub fn build(timeout: Duration) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(concat!("camket/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}
