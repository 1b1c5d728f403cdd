//! Encrypts the copy of the database to recipients, and opens it again. Files are streamed: their size does not matter.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufReader, BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};
use camket_credential::age::{self, Identity, Recipient};
use camket_credential::digest::{Digested, DigestedContent};

use super::manifest::{Encryption, Manifest};
use crate::cli::clock::SystemEntropy;

/// Encrypts a file; returns also length and digest of what was written.
///
/// # Errors
/// A file cannot be read or written.
pub fn encrypt_file(
    plain: &Path,
    encrypted: &Path,
    recipients: &[Recipient],
) -> Result<(Encryption, DigestedContent)> {
    let unread = || format!("{} cannot be encrypted", plain.display());
    let mut from = Digested::new(File::open(plain).with_context(unread)?);
    let mut to = Digested::new(BufWriter::new(create_private(encrypted)?));
    age::encrypt(&mut from, &mut to, recipients, &SystemEntropy)
        .and_then(|()| to.flush())
        .with_context(unread)?;
    let DigestedContent { bytes, sha256 } = from.finish();
    let encryption = Encryption { recipients: recipients.to_vec(), plain_bytes: bytes, plain_sha256: sha256 };
    Ok((encryption, to.finish()))
}

/// Writes the database of a backup to `plain`: a copy, or what an identity opens. `file` has been compared with its digest.
///
/// # Errors
/// No identity opens it, it is damaged, or a file cannot be read or written. Nothing is left then.
pub fn write_plain(manifest: &Manifest, file: &Path, plain: &Path, identities: &[Identity]) -> Result<()> {
    let written = match &manifest.encryption {
        None => copy(file, plain),
        Some(encryption) => decrypt_file(file, plain, encryption, identities),
    };
    if written.is_err() {
        fs::remove_file(plain).ok();
    }
    written
}

fn copy(file: &Path, plain: &Path) -> Result<()> {
    let shown = plain.display();
    let mut from = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut to = create_private(plain)?;
    std::io::copy(&mut from, &mut to).with_context(|| format!("{shown} cannot be written"))?;
    to.sync_all().with_context(|| format!("{shown} cannot be kept"))
}

fn decrypt_file(file: &Path, plain: &Path, encryption: &Encryption, identities: &[Identity]) -> Result<()> {
    let shown = file.display();
    if identities.is_empty() {
        let recipients: Vec<String> = encryption.recipients.iter().map(Recipient::to_string).collect();
        bail!(
            "{shown} is encrypted: give the private key of {} with --identity FILE",
            recipients.join(" or of ")
        );
    }
    let unopened = || format!("{shown} cannot be opened");
    let from = BufReader::new(File::open(file).with_context(unopened)?);
    let mut to = Digested::new(BufWriter::new(create_private(plain)?));
    age::decrypt(from, &mut to, identities).with_context(unopened)?;
    to.flush().with_context(|| format!("{} cannot be written", plain.display()))?;
    let expected = DigestedContent { bytes: encryption.plain_bytes, sha256: encryption.plain_sha256.clone() };
    ensure!(to.finish() == expected, "what {shown} holds is not what was backed up: take another backup");
    let kept = File::open(plain).and_then(|file| file.sync_all());
    kept.with_context(|| format!("{} cannot be kept", plain.display()))
}

/// Reads a file of private keys; none without one.
///
/// # Errors
/// It cannot be read, or holds no private key.
pub fn read_identities(file: Option<&Path>) -> Result<Vec<Identity>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{shown} cannot be read"))?;
    age::parse_identities(&text).with_context(|| format!("{shown} cannot be used"))
}

fn create_private(path: &Path) -> Result<File> {
    let opened = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path);
    opened.with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::backup::manifest::{BackupContent, BackupEngine};

    fn identity(byte: u8) -> Identity {
        Identity::from_bytes([byte; 32])
    }

    /// A backup of these bytes in a folder, encrypted.
    fn back_up(folder: &Path, plain: &[u8], recipients: &[Recipient]) -> Manifest {
        let copy = folder.join("plain");
        fs::write(&copy, plain).unwrap();
        let encrypted = encrypt_file(&copy, &folder.join("camket.sqlite.age"), recipients).unwrap();
        fs::remove_file(&copy).unwrap();
        let content = BackupContent { engine: BackupEngine::Sqlite, epoch: 1, sequence: 4, certificates: 2 };
        Manifest::write(folder, "2026-11-30T08:00:00+07:00".to_owned(), content, Some(encrypted)).unwrap()
    }

    /// Opens the backup; what cannot be opened leaves nothing.
    fn open(folder: &Path, identities: &[Identity]) -> Result<Vec<u8>, String> {
        let manifest = Manifest::read(folder).unwrap();
        let plain = folder.join("opened");
        let file = manifest.verify(folder).map_err(|error| format!("{error:#}"))?;
        let opened = write_plain(&manifest, &file, &plain, identities);
        assert_eq!(opened.is_ok(), plain.exists());
        opened.map(|()| fs::read(&plain).unwrap()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn each_recipient_opens_it_and_nobody_else() {
        let scratch = tempfile::tempdir().unwrap();
        let plain = vec![7; 200_000];
        let written = back_up(scratch.path(), &plain, &[identity(3).recipient(), identity(4).recipient()]);
        assert_eq!(Manifest::read(scratch.path()).unwrap(), written);
        for own in [3, 4] {
            assert!(open(scratch.path(), &[identity(own)]).unwrap() == plain);
            fs::remove_file(scratch.path().join("opened")).unwrap();
        }
        let other = open(scratch.path(), &[identity(5)]).unwrap_err();
        assert!(other.contains("encrypted for others"), "{other}");
        let none = open(scratch.path(), &[]).unwrap_err();
        assert!(none.contains("--identity FILE") && none.contains("age1"), "{none}");
    }

    #[test]
    fn a_cut_damaged_or_foreign_file_is_refused() {
        let scratch = tempfile::tempdir().unwrap();
        let (own, file) = ([identity(3)], scratch.path().join("camket.sqlite.age"));
        back_up(scratch.path(), &vec![7; 200_000], &[identity(3).recipient()]);
        let good = fs::read(&file).unwrap();
        let mut damaged = good.clone();
        damaged[100_000] ^= 1;
        fs::write(&file, damaged).unwrap();
        assert!(open(scratch.path(), &own).unwrap_err().contains("not as it was backed up"));
        fs::write(&file, &good[..good.len() - 1]).unwrap();
        assert!(open(scratch.path(), &own).unwrap_err().contains("was cut off"));
        // Whoever writes to the disk of the backups can encrypt to the recipient, too.
        let mut manifest = Manifest::read(scratch.path()).unwrap();
        back_up(scratch.path(), b"another", &[identity(3).recipient()]);
        manifest.files = Manifest::read(scratch.path()).unwrap().files;
        fs::write(scratch.path().join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
        assert!(open(scratch.path(), &own).unwrap_err().contains("not what was backed up"));
    }
}
