//! Checkpoints go to a witness, which checks that each continues from the last one.

use camket_app::audit_log::{self, Witness, WitnessAnswer};
use camket_credential::checkpoint::Checkpoint;
use camket_credential::merkle::{Hash, hash_children};
use data_encoding::BASE64;
use parking_lot::Mutex;

use super::{record_events, sign};
use crate::harness::test_on_both_engines;
use crate::world::Office;

test_on_both_engines! {
    a_witness_gets_each_checkpoint_with_a_proof_from_the_last_one,
}

/// Remembers the last checkpoint, and verifies the next as RFC 9162 section 2.1.4.2 says.
#[derive(Debug, Default)]
struct TestWitness {
    last: Mutex<Option<Checkpoint>>,
    asked: Mutex<u32>,
    is_down: Mutex<bool>,
}

const SIGNATURE: &str = "\u{2014} witness.example AAAAAAA=\n";

impl Witness for TestWitness {
    async fn submit(&self, body: String) -> Result<WitnessAnswer, String> {
        *self.asked.lock() += 1;
        if *self.is_down.lock() {
            return Err("the witness answered 503".to_owned());
        }
        let (head, note) = body.split_once("\n\n").ok_or("no empty line")?;
        let mut lines = head.lines();
        let old: u64 =
            lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok()).ok_or("no old size")?;
        let hash = |line: &str| BASE64.decode(line.as_bytes()).ok()?.try_into().ok();
        let proof: Vec<Hash> = lines.map(hash).collect::<Option<_>>().ok_or("no hash")?;
        let text = note.rsplit_once("\n\n").map(|(text, _)| text).ok_or("no note")?;
        let next = Checkpoint::parse(text).ok_or("no checkpoint")?;
        let mut last = self.last.lock();
        let known = last.as_ref().map_or(0, |last| last.size);
        if known != old {
            return Ok(WitnessAnswer::Remembers(known));
        }
        if last.as_ref().is_some_and(|last| !is_consistent(last, &next, &proof)) {
            return Err("the witness answered 422".to_owned());
        }
        *last = Some(next);
        Ok(WitnessAnswer::Taken(SIGNATURE.to_owned()))
    }
}

fn is_consistent(old: &Checkpoint, new: &Checkpoint, proof: &[Hash]) -> bool {
    if old.size == new.size {
        return old.root == new.root && proof.is_empty();
    }
    let whole = old.size.is_power_of_two().then_some(old.root);
    let mut path = whole.into_iter().chain(proof.iter().copied());
    let Some(first) = path.next() else { return false };
    let (mut at, mut last) = (old.size - 1, new.size - 1);
    while at % 2 == 1 {
        (at, last) = (at / 2, last / 2);
    }
    let (mut of_old, mut of_new) = (first, first);
    for hash in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            (of_old, of_new) = (hash_children(&hash, &of_old), hash_children(&hash, &of_new));
            while at.is_multiple_of(2) && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            of_new = hash_children(&of_new, &hash);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && of_old == old.root && of_new == new.root
}

async fn a_witness_gets_each_checkpoint_with_a_proof_from_the_last_one(office: Office) {
    let (app, witness) = (&office.app, TestWitness::default());
    audit_log::submit_to_witness(app, &witness).await.unwrap();
    assert_eq!(*witness.asked.lock(), 0, "there is no checkpoint yet");
    let mut signed = String::new();
    for count in [5, 1, 300, 255, 1, 700] {
        record_events(&office, count).await;
        signed = sign(&office).await;
        audit_log::submit_to_witness(app, &witness).await.unwrap();
        let served = audit_log::load_newest_note(app).await.unwrap().unwrap();
        assert_eq!(served, format!("{signed}{SIGNATURE}"));
    }
    assert_eq!(*witness.asked.lock(), 6);
    audit_log::submit_to_witness(app, &witness).await.unwrap();
    assert_eq!(*witness.asked.lock(), 6, "what it has is not sent again");
    // Its signature changes nothing for a reader who does not know it.
    let keys = audit_log::list_public_keys(app).await.unwrap();
    assert!(Checkpoint::open(&format!("{signed}{SIGNATURE}"), &keys).is_ok());

    *witness.is_down.lock() = true;
    record_events(&office, 10).await;
    sign(&office).await;
    assert!(audit_log::submit_to_witness(app, &witness).await.is_err());
    *witness.is_down.lock() = false;
    // It lost its memory: it says where it stands, and gets everything from there.
    *witness.last.lock() = None;
    let asked = *witness.asked.lock();
    audit_log::submit_to_witness(app, &witness).await.unwrap();
    assert_eq!(*witness.asked.lock(), asked + 2);
    // A witness of another log under this name.
    record_events(&office, 10).await;
    sign(&office).await;
    let other = Checkpoint { origin: String::new(), size: 1_000_000, root: [0; 32] };
    *witness.last.lock() = Some(other);
    assert!(audit_log::submit_to_witness(app, &witness).await.is_err());
}
