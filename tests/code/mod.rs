//! The shape of the code itself: no circle of modules, the figures by which its size is judged, and documents that name
//! only what exists.
//!
//! `figures` and `modules` read the sources as tokens, so that comments, texts and layout do not count.

mod docs;
mod figures;
mod modules;
mod source;
