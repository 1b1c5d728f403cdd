//! Pages and API: parse, call app, answer.
//!
//! Belongs here: routes, handlers, templates, styles, scripts, words. Does not belong here: rules (domain), what happens
//! in one transaction (app), SQL (store). A handler that decides or stores is in the wrong room.
//!
//! The shell, which every page stands on: [`page::Page`] and [`page::Html`], [`form::Form`], [`look`] (data of the
//! component macros, listed in `templates/components/README.md`), [`l10n`], [`error_page::ErrorKind`], [`flash::Flash`],
//! [`routes::Routes`], [`shell::wrap`].

pub mod cookies;
pub mod error_page;
pub mod flash;
pub mod form;
pub mod l10n;
mod language;
pub mod links;
pub mod look;
pub mod page;
pub mod routes;
pub mod security;
pub mod shell;
pub mod static_files;
pub mod styleguide;
pub mod visit;
