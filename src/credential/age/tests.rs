//! The published test vectors, and files that we encrypt ourselves.

use std::fs;
use std::io::Read;
use std::path::Path;

use camket_domain::clock::Entropy;
use flate2::read::ZlibDecoder;

use super::*;
use crate::digest::sha256_hex;

/// Different bytes at each call.
#[derive(Debug)]
struct CountedEntropy(std::sync::atomic::AtomicU8);

impl Entropy for CountedEntropy {
    fn fill(&self, out: &mut [u8]) {
        for byte in out {
            *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

fn entropy() -> CountedEntropy {
    CountedEntropy(std::sync::atomic::AtomicU8::new(9))
}

fn open(encrypted: &[u8], identity: &Identity) -> (Vec<u8>, Result<(), AgeError>) {
    let mut plain = Vec::new();
    let identity = Identity::from_bytes(*identity.secret().as_bytes());
    let outcome = decrypt(encrypted, &mut plain, &[identity]);
    (plain, outcome)
}

fn seal(plain: &[u8], recipients: &[Recipient]) -> Vec<u8> {
    let mut encrypted = Vec::new();
    encrypt(plain, &mut encrypted, recipients, &entropy()).unwrap();
    encrypted
}

/// A published vector: what is expected of which file.
struct AgeVector {
    expected: String,
    payload: Option<String>,
    identity: Option<Identity>,
    file: Vec<u8>,
}

fn read_vector(path: &Path) -> AgeVector {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let value = |key: &str| {
        head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::to_owned)
    };
    let mut file = bytes[end + 2..].to_vec();
    if value("compressed").is_some() {
        let mut unpacked = Vec::new();
        ZlibDecoder::new(&file[..]).read_to_end(&mut unpacked).unwrap();
        file = unpacked;
    }
    AgeVector {
        expected: value("expect").unwrap(),
        payload: value("payload"),
        identity: value("identity").map(|text| text.parse().unwrap()),
        file,
    }
}

#[test]
fn published_vectors_open_or_fail_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/age");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let vector = read_vector(&path);
        let identity = vector.identity.unwrap_or_else(|| Identity::from_bytes([1; 32]));
        let (plain, outcome) = open(&vector.file, &identity);
        let fits = match vector.expected.as_str() {
            "success" => outcome.is_ok(),
            "no match" => matches!(outcome, Err(AgeError::NoMatch)),
            "HMAC failure" => matches!(outcome, Err(AgeError::Header)),
            // A file that ends before its content is cut.
            "header failure" => matches!(outcome, Err(AgeError::Header | AgeError::Cut)),
            "payload failure" => matches!(outcome, Err(AgeError::Cut | AgeError::Damaged)),
            other => panic!("{other}"),
        };
        assert!(fits, "{}: {outcome:?} instead of {}", path.display(), vector.expected);
        if let Some(payload) = vector.payload {
            assert_eq!(sha256_hex(&plain), payload, "{}", path.display());
        }
        seen += 1;
    }
    assert!(seen > 60, "{seen} vectors");
}

#[test]
fn every_recipient_opens_what_was_encrypted_and_nobody_else_does() {
    let (first, second, other) =
        (Identity::from_bytes([3; 32]), Identity::from_bytes([4; 32]), Identity::from_bytes([5; 32]));
    // Around the ends of parts.
    for length in [0, 1, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 128 << 10, 300_000] {
        let plain: Vec<u8> = (0..=250).cycle().take(length).collect();
        let encrypted = seal(&plain, &[first.recipient(), second.recipient()]);
        assert_eq!(count_recipients(&encrypted[..]).unwrap(), 2);
        for identity in [&first, &second] {
            let (opened, outcome) = open(&encrypted, identity);
            outcome.unwrap();
            assert!(opened == plain, "{length} bytes");
        }
        let (opened, outcome) = open(&encrypted, &other);
        assert!(matches!(outcome, Err(AgeError::NoMatch)) && opened.is_empty());
    }
}

#[test]
fn a_cut_or_damaged_file_is_told_apart_where_it_can_be() {
    let identity = Identity::from_bytes([3; 32]);
    let encrypted = seal(&vec![7; 200_000], &[identity.recipient()]);
    let first_part = encrypted.len() - (200_000 + 4 * 16) + (64 << 10) + 16;
    let (opened, outcome) = open(&encrypted[..first_part], &identity);
    assert!(matches!(outcome, Err(AgeError::Cut)), "between two parts: {outcome:?}");
    assert_eq!(opened.len(), 64 << 10);
    for length in (0..encrypted.len()).step_by(997) {
        assert!(open(&encrypted[..length], &identity).1.is_err(), "the first {length} bytes");
    }
    for place in (0..encrypted.len()).step_by(1013) {
        let mut changed = encrypted.clone();
        changed[place] ^= 1;
        assert!(open(&changed, &identity).1.is_err(), "byte {place}");
    }
}

#[test]
fn keys_are_read_as_age_writes_them() {
    let identity: Identity =
        "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0".parse().unwrap();
    let recipient = identity.recipient().to_string();
    assert_eq!(recipient.parse(), Ok(identity.recipient()));
    assert_eq!((recipient.len(), &recipient[..4]), (62, "age1"));
    let file = format!("# created: 2026-11-30\r\n# public key: {recipient}\r\n{}\r\n", identity.reveal());
    let read = parse_identities(&file).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].recipient(), identity.recipient());
    assert!(!format!("{identity:?}").contains("EGTZ"));
}

#[test]
fn what_is_no_key_is_refused_in_words() {
    use KeyTextError::*;
    let recipient = Identity::from_bytes([3; 32]).recipient().to_string();
    let private = Identity::from_bytes([3; 32]).reveal();
    let mistyped = recipient.replace(&recipient[20..21], if &recipient[20..21] == "q" { "p" } else { "q" });
    let refused = |text: &str| text.parse::<Recipient>().unwrap_err();
    assert_eq!(refused(&mistyped), MistypedRecipient);
    assert_eq!(refused(&recipient[..40]), MistypedRecipient);
    assert_eq!(refused(&private), PrivateAsRecipient);
    assert_eq!(refused("ssh-ed25519 AAAA"), OtherKind);
    assert_eq!(refused(""), NoRecipient);
    let zero: [u8; 32] = [0; 32];
    let low_order = Recipient::from_point(zero).to_string();
    assert_eq!(refused(&low_order), MistypedRecipient);
    let unread = |text: &str| parse_identities(text).unwrap_err();
    assert_eq!(unread(&recipient), NoIdentity);
    assert_eq!(unread("# only a comment\n"), NoIdentity);
    assert_eq!(unread(&private[..40]), MistypedIdentity);
    assert_eq!(unread("age-encryption.org/v1\n-> scrypt"), LockedIdentity);
}
