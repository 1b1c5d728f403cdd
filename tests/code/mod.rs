//! The shape of the code itself: no circle of modules, and the figures by which its size is judged.
//!
//! Reads the sources as tokens, so that comments, texts and layout do not count.

mod figures;
mod modules;
mod source;
