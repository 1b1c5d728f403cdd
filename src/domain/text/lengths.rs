//! Bounds of texts that several nouns share, in characters. Bounds of one noun are with its types.

/// Most of a person's name: the width of the documents.
pub const MAX_PERSON_NAME_CHARS: usize = 100;
/// Most of the name of a venue, an agency or a team.
pub const MAX_ORGANISATION_NAME_CHARS: usize = 150;
/// Fewest of a reason that is kept, such as that of a decision or of a revealed number.
pub const MIN_REASON_CHARS: usize = 5;
/// Most of the reason for revealing a number or a contact.
pub const MAX_REASON_CHARS: usize = 300;
/// Most of the reasons of a decision or a measure.
pub const MAX_REASONS_CHARS: usize = 2_000;
/// Most of an officer's note: on a track, an alert, a demand, a concern.
pub const MAX_NOTE_CHARS: usize = 1_000;
/// Most of the number of a decision.
pub const MAX_DECISION_NUMBER_CHARS: usize = 60;
/// Most of a line that a phone sends.
pub const MAX_LINE_CHARS: usize = 300;
/// Most of a longer text: of a report, of an owner's reply.
pub const MAX_TEXT_CHARS: usize = 4_000;
