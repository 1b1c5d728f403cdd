//! Plans of years, their targets, and the cards of areas.

pub mod card;
pub mod plan;
pub mod plan_target;
pub mod score;
