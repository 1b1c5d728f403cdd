//! Invitation letters to venues of the census.

use camket_domain::ids::{ClaimCodeId, LetterRunId};
use camket_shell::paths;

paths! {
    LETTERS_PATTERNS;
    /// The letters that the officer's area wrote.
    Letters = "/letters";
    /// What letters to a list would be, and their form.
    NewLetters = "/letters/new";
    LetterRun(run: LetterRunId) = "/letters/{run}";
    LettersPdf(run: LetterRunId) = "/letters/{run}/letters.pdf";
    /// Notes that they were sent.
    SendLetters(run: LetterRunId) = "/letters/{run}/sent";
    /// Takes the code of one letter back.
    RevokeLetter(claim: ClaimCodeId) = "/letters/codes/{claim}/revoke";
}
