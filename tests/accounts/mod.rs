//! Accounts: signing up, logging in, passwords and sessions.

mod sign_up;
