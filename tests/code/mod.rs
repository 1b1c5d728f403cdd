//! The shape of the code itself: no circle of modules, the figures by which its size is judged, documents that name only
//! what exists, and what nothing else names when it is forgotten.
//!
//! `figures`, `modules` and `registration` read the sources as tokens, so that comments, texts and layout do not count.

mod docs;
mod figures;
mod law_and_glossary;
mod modules;
mod registration;
pub mod source;
