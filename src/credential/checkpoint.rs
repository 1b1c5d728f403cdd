//! Checkpoints of the audit log (c2sp.org/tlog-checkpoint): origin, number of leaves and root, as the text of a signed note.

use data_encoding::BASE64;

use crate::merkle::Hash;
use crate::signed_note::{self, NoteError, NoteKey, NoteSigner};

/// What a log says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Names the log; the name of its key is the same.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    pub root: Hash,
}

impl Checkpoint {
    /// The note, signed.
    pub fn sign(&self, signer: &NoteSigner) -> String {
        let text = format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(&self.root));
        signer.sign(&self.origin, &text)
    }

    /// Reads a note that one of `keys` signed under the name of the log.
    ///
    /// # Errors
    /// [`NoteError`]
    pub fn open(note: &str, keys: &[NoteKey]) -> Result<Self, NoteError> {
        let checkpoint = Self::parse(signed_note::open(note, keys)?).ok_or(NoteError::Structure)?;
        let own: Vec<NoteKey> = keys.iter().filter(|key| key.name() == checkpoint.origin).cloned().collect();
        signed_note::open(note, &own).map(|_| checkpoint)
    }

    /// Reads the text of a note. Lines after the third are those of extensions, which say nothing to us.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let number: u64 = size.parse().ok()?;
        let root = BASE64.decode(root.as_bytes()).ok()?.try_into().ok()?;
        // One form for each number.
        (!origin.is_empty() && number.to_string() == size).then(|| Self {
            origin: origin.to_owned(),
            size: number,
            root,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_the_text_of_a_note() {
        let signer = NoteSigner::from_seed(&[1; 32]);
        let checkpoint =
            Checkpoint { origin: "camket.example.vn/audit/1".to_owned(), size: 17, root: [3; 32] };
        let note = checkpoint.sign(&signer);
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(
            lines[..4],
            ["camket.example.vn/audit/1", "17", "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=", ""]
        );
        let key = NoteKey::new(&checkpoint.origin, *signer.public()).unwrap();
        assert_eq!(Checkpoint::open(&note, &[key]), Ok(checkpoint));
    }

    #[test]
    fn the_key_of_another_log_signs_no_checkpoint_of_this_one() {
        let signer = NoteSigner::from_seed(&[1; 32]);
        let text = "camket.example.vn/audit/1\n17\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n";
        let note = signer.sign("other.example.vn/audit/1", text);
        let key = NoteKey::new("other.example.vn/audit/1", *signer.public()).unwrap();
        assert_eq!(Checkpoint::open(&note, &[key]), Err(NoteError::UnknownKey));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let root = BASE64.encode(&[3; 32]);
        assert!(Checkpoint::parse(&format!("a\n0\n{root}\nextension\n")).is_some());
        for text in [
            String::new(),
            format!("\n1\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n-1\n{root}\n"),
            "a\n1\nAAAA\n".to_owned(),
            "a\n1\n".to_owned(),
        ] {
            assert_eq!(Checkpoint::parse(&text), None, "{text}");
        }
    }
}
