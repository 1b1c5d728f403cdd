//! The frame of every page and of the API: what a request goes through before and after its handler.
//!
//! Belongs here: what every page and call uses and no capability owns. A [`request_context`] for each request, the
//! [`session`] and its guard, [`routes`], [`page::Page`] and [`page::Html`], [`form::Form`], [`look`] (data of the
//! component macros, listed in `templates/components/README.md`), [`l10n`], [`error_kind`] and its pages, [`api`],
//! [`flash::Flash`], [`static_files`], [`layers::wrap`]. Does not belong here: pages of capabilities, their words,
//! styles and addresses. The crate above gives them: [`l10n::register`], [`static_files::register`],
//! [`session::add_layers`].

// Templates are also compiled in the crate above: they name items of this crate by the name that both know.
extern crate self as camket_shell;

pub mod access;
pub mod api;
pub mod client;
pub mod cookie_scheme;
pub mod cookies;
pub mod error_kind;
pub mod error_page;
pub mod flash;
pub mod form;
mod form_owner;
pub mod kept_form;
pub mod l10n;
pub mod language;
mod language_switch;
pub mod layers;
pub mod link_header;
pub mod links;
pub mod look;
pub mod page;
pub mod page_error;
pub mod paths;
pub mod rate_limit;
pub mod request_context;
pub mod route_slot;
pub mod routes;
pub mod security;
pub mod session;
pub mod static_files;
mod tags;
pub mod typed_path;
