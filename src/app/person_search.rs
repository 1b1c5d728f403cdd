//! Searching for a venue by a person's number.

use camket_domain::accounts::Actor;
use camket_domain::identifiers::find_personal_number;
use camket_domain::permissions::Action;
use camket_domain::refusal::Refusal;

/// Checks that who searches for a personal number may see such numbers.
///
/// # Errors
/// [`Refusal::NotAllowed`]
pub(crate) fn check_person_search(actor: &Actor, words: &str) -> Result<(), Refusal> {
    let allowed = find_personal_number(words).is_none() || actor.may(Action::ReadPersonalData);
    allowed.then_some(()).ok_or(Refusal::NotAllowed)
}
