//! The file that holds the key with which the ledger signs its checkpoints.
//!
//! ```text
//! # What it is, and how to keep it.
//! # Public key, to hand out: name+hexid+base64
//! PRIVATE+KEY+name+hexid+base64
//! ```
//!
//! Lines that begin with `#` and empty lines are comments; there is one other line, the key in
//! the form of the Go note tools. The file is created once, readable by its owner only, and is
//! durable before [`create`] returns: a checkpoint key that is in a genesis event but on no disk
//! could never be used. Secrets are wiped from memory after use.
//!
//! Not here: drawing the random seed, and passphrases or hardware keys.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::durable;
use super::vkey::{KeyError, Signer, VerifierKey};

/// A key file is a few hundred bytes; anything much larger is another file.
const FILE_BYTES_MAX: usize = 16 * 1024;

/// Permission bits of group and others, none of whom may read a secret.
const OTHERS: u32 = 0o077;

/// SHA-256 of this is the seed of the sample ledger's key: published here, hence worthless.
const SAMPLE_SEED: &[u8] = b"jejak sample ledger checkpoint key: public, worthless, for practice";

/// SHA-256 of this is the seed of the second sample ledger's key.
const SECOND_SAMPLE_SEED: &[u8] =
    b"jejak second sample checkpoint key: public, worthless, for practice";

/// Why a key file cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// A key is never overwritten.
    #[error(
        "{path} exists already: a key file is never overwritten, because checkpoints signed with \
         a lost key can never be followed by others; move it away if it is surely not needed"
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("cannot {doing} the key file {path}")]
    Io {
        /// What was attempted.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Not one key line.
    #[error(
        "{path} is no key file: expected one line `PRIVATE+KEY+name+hexid+base64` beside comments, \
         found {found}; restore the file from its own backup"
    )]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is there. Never the content.
        found: String,
    },
    /// The key line is damaged.
    #[error("the key in {path} cannot be used")]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        source: KeyError,
    },
}

/// A key read from its file.
#[derive(Debug)]
pub struct KeyFile {
    /// The key.
    pub signer: Signer,
    /// Whether group or others may read the file: to be reported, `chmod 600` mends it.
    pub exposed: bool,
}

/// Writes a new key file with mode 0600; durable when it returns. Never overwrites.
pub fn create(path: &Path, signer: &Signer) -> Result<(), KeyFileError> {
    let key = signer.verifier_key();
    let warning = if is_sample(key) {
        "SAMPLE KEY made from a published seed: anyone can sign with it, never use it for real."
    } else {
        "Secret: whoever has it can sign in the ledger's name."
    };
    let comment = format!(
        "# Checkpoint key of the ledger {}. {warning}\n\
         # Keep it apart from the ledger's data and backups, readable by the ledger only.\n\
         # Public key, to hand out: {key}\n",
        key.name()
    );
    // Collected at once into its final length: growing would leave copies of the secret.
    let text = Zeroizing::new([&comment, signer.to_secret_text().as_str(), "\n"].concat());
    durable::create(path, text.as_bytes(), 0o600).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.to_owned() },
        _ => KeyFileError::Io { doing: "write", path: path.to_owned(), source },
    })
}

/// Reads a key file.
pub fn load(path: &Path) -> Result<KeyFile, KeyFileError> {
    let io = |source| KeyFileError::Io { doing: "read", path: path.to_owned(), source };
    let malformed =
        |found: &str| KeyFileError::Malformed { path: path.to_owned(), found: found.to_owned() };
    let file = File::open(path).map_err(io)?;
    let exposed = file.metadata().map_err(io)?.mode() & OTHERS != 0;
    // Room for everything from the start: growing would leave copies of the secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(FILE_BYTES_MAX + 1));
    let limit = u64::try_from(bytes.capacity()).unwrap_or(u64::MAX);
    let read = file.take(limit).read_to_end(&mut bytes).map_err(io)?;
    if read > FILE_BYTES_MAX {
        return Err(malformed("a larger file"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| malformed("something that is no text"))?;
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = lines.next().ok_or_else(|| malformed("comments only"))?;
    if lines.next().is_some() {
        return Err(malformed("several lines"));
    }
    let signer = Signer::from_secret_text(line)
        .map_err(|source| KeyFileError::Key { path: path.to_owned(), source })?;
    Ok(KeyFile { signer, exposed })
}

/// The key of the sample ledger `name`: always the same, known to everyone, so that a sample can
/// be rebuilt to the same bytes. It protects nothing.
pub fn sample(name: &str) -> Result<Signer, KeyError> {
    Signer::from_seed(name, &Sha256::digest(SAMPLE_SEED).into())
}

/// The key of the second sample ledger: as worthless, and another.
pub fn second_sample(name: &str) -> Result<Signer, KeyError> {
    Signer::from_seed(name, &Sha256::digest(SECOND_SAMPLE_SEED).into())
}

/// Whether `key` is the worthless key of a sample ledger.
pub fn is_sample(key: &VerifierKey) -> bool {
    let samples = [sample(key.name()), second_sample(key.name())];
    samples.into_iter().flatten().any(|sample| sample.verifier_key() == key)
}

#[cfg(test)]
mod tests {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const NAME: &str = "example.go.id/bansos";

    fn signer() -> Signer {
        Signer::from_seed(NAME, &[7; 32]).expect("a good name")
    }

    fn load_text(text: &[u8]) -> Result<KeyFile, KeyFileError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        std::fs::write(&path, text).expect("writes");
        load(&path)
    }

    #[test]
    fn a_key_survives_its_file_and_is_private() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("checkpoint.key");
        create(&path, &signer()).expect("creates");
        let mode = path.metadata().expect("exists").mode();
        assert_eq!(mode & 0o777, 0o600);
        let loaded = load(&path).expect("loads");
        assert_eq!(loaded.signer.verifier_key(), signer().verifier_key());
        assert!(!loaded.exposed);
        for mode in [0o640, 0o604, 0o644, 0o620] {
            set_permissions(&path, Permissions::from_mode(mode)).expect("changes");
            assert!(load(&path).expect("loads").exposed, "{mode:o}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("reads").count(), 1, "nothing beside");
    }

    #[test]
    fn a_key_is_never_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("checkpoint.key");
        create(&path, &signer()).expect("creates");
        let other = Signer::from_seed(NAME, &[8; 32]).expect("a good name");
        assert!(matches!(create(&path, &other), Err(KeyFileError::Exists { .. })));
        let kept = load(&path).expect("loads").signer;
        assert_eq!(kept.verifier_key(), signer().verifier_key());
        let nowhere = folder.path().join("missing/checkpoint.key");
        assert!(matches!(create(&nowhere, &other), Err(KeyFileError::Io { .. })));
        assert!(matches!(load(&nowhere), Err(KeyFileError::Io { .. })));
    }

    #[test]
    fn comments_and_windows_line_ends_are_fine_all_else_is_refused() {
        let secret = signer().to_secret_text();
        let good = ["\n# a\n", "", "# b\r\n"].map(|before| format!("{before}{}\r\n", *secret));
        for text in good {
            assert!(load_text(text.as_bytes()).is_ok(), "{text}");
        }
        let large = format!("# {}\n{}", "x".repeat(FILE_BYTES_MAX), *secret);
        let twice = format!("{}\n{}\n", *secret, *secret);
        for text in ["", "# only a comment\n", &twice, &large, &secret[1..], " x"] {
            assert!(load_text(text.as_bytes()).is_err(), "{}", text.len());
        }
        assert!(load_text(b"\xff\n").is_err());
    }

    #[test]
    fn the_sample_key_never_changes_and_says_what_it_is() {
        let sample = sample(NAME).expect("a good name");
        assert_eq!(
            sample.verifier_key().to_string(),
            "example.go.id/bansos+3bd5a45f+AVltlpgeQXcTkHTj9iKFxFfw4Ih7iQ/3A+e3Az8ZhOeQ"
        );
        assert!(is_sample(sample.verifier_key()));
        let second = second_sample(NAME).expect("a good name");
        assert!(is_sample(second.verifier_key()));
        assert_ne!(second.verifier_key(), sample.verifier_key());
        assert!(!is_sample(signer().verifier_key()));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sample.key");
        create(&path, &sample).expect("creates");
        let text = std::fs::read_to_string(&path).expect("reads");
        assert!(text.contains("SAMPLE KEY"), "{text}");
        assert!(text.lines().rev().skip(1).all(|line| line.starts_with('#')), "{text}");
        assert!(load(&path).is_ok());
    }
}
