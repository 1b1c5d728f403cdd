//! Sends checkpoints to a witness (c2sp.org/tlog-witness): somebody outside who remembers the last one that it saw, checks that the
//! next continues from it, and signs below it.

use camket_credential::merkle::plan_consistency;
use camket_credential::signed_note::is_signature_line;
use camket_store::audit_log::{checkpoint, cosignature};
use data_encoding::BASE64;

use super::hashes::load_spans;
use crate::{App, AppError};

/// The most bytes of signature lines that are kept of an answer.
const MAX_LINES: usize = 64 * 1024;

/// What a witness answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WitnessAnswer {
    /// It took the checkpoint; its signature lines, if it gave any.
    Taken(String),
    /// It remembers a checkpoint of this size, and asks for a proof from there.
    Remembers(u64),
}

/// Carries a request to the witness; the program implements it with HTTP.
#[expect(async_fn_in_trait, reason = "only the program implements and awaits it, on its own runtime")]
pub trait Witness {
    /// Sends the body of an `add-checkpoint` request.
    ///
    /// # Errors
    /// Why it was not taken, for the log.
    async fn submit(&self, body: String) -> Result<WitnessAnswer, String>;
}

/// Sends the newest checkpoint unless the witness has it.
///
/// # Errors
/// [`AppError::Internal`] with the witness's reason; the database.
pub async fn submit_to_witness(app: &App, witness: &impl Witness) -> Result<(), AppError> {
    let Some(newest) = checkpoint::find_newest(app.store()).await? else { return Ok(()) };
    if cosignature::find(app.store(), newest.size).await?.is_some() {
        return Ok(());
    }
    let mut old = cosignature::find_last_size(app.store()).await?.unwrap_or(0);
    // The second time with the size that the witness names.
    for _ in 0..2 {
        let spans = plan_consistency(old, newest.size);
        let hashes = load_spans(app.store(), &spans).await?;
        let proof: String = hashes.iter().map(|hash| format!("{}\n", BASE64.encode(hash))).collect();
        let body = format!("old {old}\n{proof}\n{}", newest.note);
        match witness.submit(body).await.map_err(AppError::internal)? {
            WitnessAnswer::Taken(lines) => {
                let tx = app.store().begin_write().await?;
                cosignature::insert(&tx, newest.size, app.now(), &keep_signatures(&lines)).await?;
                tx.commit().await?;
                return Ok(());
            }
            WitnessAnswer::Remembers(size) if size != old && size <= newest.size => old = size,
            WitnessAnswer::Remembers(_) => break,
        }
    }
    Err(AppError::internal("the witness remembers another log under this name"))
}

/// The signature lines of an answer: a note may have nothing else below its text.
fn keep_signatures(answer: &str) -> String {
    let lines: String =
        answer.lines().filter(|line| is_signature_line(line)).map(|line| format!("{line}\n")).collect();
    if lines.len() <= MAX_LINES { lines } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signature_lines_are_kept() {
        let answer = "\u{2014} witness.example AAAA\n\u{2014} witness.example !\nHello\n\n\u{2014} other.example BBBB\n";
        assert_eq!(keep_signatures(answer), "\u{2014} witness.example AAAA\n\u{2014} other.example BBBB\n");
        let long = format!("\u{2014} w {}\n", "A".repeat(MAX_LINES));
        assert_eq!((keep_signatures("taken"), keep_signatures(&long)), (String::new(), String::new()));
    }
}
