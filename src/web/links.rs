//! Paths that the shell itself links to. Capabilities keep their own beside their handlers.

/// The front page: the landing page of a visitor, the desk of a user.
pub const HOME: &str = "/";
/// Log-in form.
pub const LOG_IN: &str = "/log-in";
/// Log-out (POST).
pub const LOG_OUT: &str = "/log-out";
/// Own account: name, password.
pub const ACCOUNT: &str = "/account";
/// Look a certificate up by its code.
pub const LOOK_UP: &str = "/v";
/// What is kept about people, why and how long.
pub const PRIVACY: &str = "/privacy";
/// Change of language (POST, handled by the shell).
pub const LANGUAGE: &str = "/language";
/// Mailbox of the demo.
pub const DEMO_MAILBOX: &str = "/demo/mailbox";
