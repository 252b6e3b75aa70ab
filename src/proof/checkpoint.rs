//! The signed head of the ledger, as in C2SP `tlog-checkpoint`, section "Note text".
//!
//! ```text
//! example.go.id/bansos
//! 1024
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — example.go.id/bansos Az3grlgtzPICa5OS8npVmf1Myq/5IZni...
//! ```
//!
//! The origin names the ledger and is the name of its key. Extension lines are neither written
//! nor accepted: nobody could audit them.
//!
//! Not here: whether this checkpoint may be signed at all ([`super::signed`]), and whether the
//! tree has that root ([`super::roots`]).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::hash::TreeHash;
use super::note::{Note, NoteError};
use super::vkey::{KeyError, Signer, VerifierKey, check_name, shorten};

/// How many entries the ledger `origin` has, and the root over all of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Name of the ledger, and of the key that signs for it.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: TreeHash,
}

/// Why a checkpoint cannot be signed or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it cannot be read or trusted.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The origin is no key name.
    #[error("the origin cannot be used")]
    Origin(#[source] KeyError),
    /// A checkpoint of another ledger.
    #[error(
        "this checkpoint is of the ledger {found}, not of {expected}; use the checkpoint that \
         belongs to this ledger"
    )]
    WrongOrigin {
        /// The ledger asked about.
        expected: String,
        /// The ledger that it is of.
        found: String,
    },
    /// Known keys signed it, but none is the ledger's own.
    #[error(
        "this checkpoint is signed by {found}, but not by {expected} itself; ask the ledger for a \
         checkpoint with its own signature"
    )]
    NotByOrigin {
        /// The ledger, whose key has to sign.
        expected: String,
        /// Names of the keys that did.
        found: String,
    },
    /// The key and the checkpoint are of different ledgers.
    #[error("the key {key} cannot sign for the ledger {origin}; use the key of that ledger")]
    ForeignKey {
        /// Name of the key.
        key: String,
        /// Origin of the checkpoint.
        origin: String,
    },
    /// A line is not as it has to be. The signature is good, so whoever signed wrote it so.
    #[error("line {line} of the checkpoint is malformed: expected {expected}, found {found}")]
    Malformed {
        /// Counted from 1.
        line: usize,
        /// What has to be there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// A fourth line.
    #[error(
        "the checkpoint has the extension line {found}; no ledger of this kind writes any, and \
         nobody can audit it: do not use this checkpoint"
    )]
    Extension {
        /// The line.
        found: String,
    },
}

impl Checkpoint {
    /// The text that is signed.
    fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.0))
    }

    /// Reads the text of a note that has been verified.
    fn from_text(text: &str) -> Result<Checkpoint, CheckpointError> {
        let mut lines = text.split_terminator('\n');
        let mut next = || lines.next().unwrap_or_default();
        let (origin, size, root) = (next(), next(), next());
        if let Some(extension) = lines.next() {
            return Err(CheckpointError::Extension { found: shorten(extension) });
        }
        let malformed = |line, expected, found: &str| CheckpointError::Malformed {
            line,
            expected,
            found: shorten(found),
        };
        check_name(origin).map_err(CheckpointError::Origin)?;
        let parsed_size = parse_size(size)
            .ok_or_else(|| malformed(2, "a decimal number without leading zeros", size))?;
        let parsed_root = STANDARD
            .decode(root)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(TreeHash)
            .ok_or_else(|| malformed(3, "32 bytes in base64", root))?;
        if parsed_size == 0 && parsed_root != TreeHash::EMPTY {
            return Err(malformed(3, "the root of the empty tree", root));
        }
        Ok(Checkpoint { origin: origin.to_owned(), size: parsed_size, root: parsed_root })
    }
}

/// Signs a checkpoint with the key of its ledger.
///
/// Call it through [`super::SignedFile::issue`], which remembers what has been signed.
pub fn sign(checkpoint: &Checkpoint, key: &Signer) -> Result<Note, CheckpointError> {
    check_name(&checkpoint.origin).map_err(CheckpointError::Origin)?;
    if key.verifier_key().name() != checkpoint.origin {
        return Err(CheckpointError::ForeignKey {
            key: key.verifier_key().name().to_owned(),
            origin: checkpoint.origin.clone(),
        });
    }
    let text = checkpoint.to_text();
    assert_eq!(Checkpoint::from_text(&text)?, *checkpoint, "reads back as it was written");
    Ok(Note::sign(&text, &[key])?)
}

/// Reads a signed checkpoint of the ledger `origin`; one of `known` has to be its key, and has to
/// have signed. Nothing of the text is looked at before its signature is verified.
pub fn open(
    note: &[u8],
    origin: &str,
    known: &[VerifierKey],
) -> Result<Checkpoint, CheckpointError> {
    let note = Note::parse(note)?;
    let verified = note.verify(known)?;
    let checkpoint = Checkpoint::from_text(verified.text)?;
    if checkpoint.origin != origin {
        return Err(CheckpointError::WrongOrigin {
            expected: origin.to_owned(),
            found: checkpoint.origin,
        });
    }
    if !verified.keys.iter().any(|key| key.name() == origin) {
        let names: Vec<&str> = verified.keys.iter().map(|key| key.name()).collect();
        return Err(CheckpointError::NotByOrigin {
            expected: origin.to_owned(),
            found: names.join(", "),
        });
    }
    Ok(checkpoint)
}

/// Digits only, no leading zero, no sign, within 64 bits.
fn parse_size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hash::vectors::{ROOTS, hash};
    use super::*;

    const ORIGIN: &str = "example.go.id/bansos";

    /// Ed25519 signs deterministically: these bytes may never change.
    const GOLDEN: &str = "example.go.id/bansos\n\
        8\n\
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\
        \n\
        — example.go.id/bansos \
        Wd7v/hzjSJfwD0Tya4/F7wn+Tnd6BHp/VQtg8OZk7WAs2v+gHK0Nmg9js3lQ9Y/hMZfeRHD0jw+ZrGUumfVYVbZWtwQ=\n";

    fn key(name: &str, seed: u8) -> Signer {
        Signer::from_seed(name, &[seed; 32]).expect("a good name")
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: ORIGIN.to_owned(), size: 8, root: hash(ROOTS[8]) }
    }

    fn known(keys: &[&Signer]) -> Vec<VerifierKey> {
        keys.iter().map(|key| key.verifier_key().clone()).collect()
    }

    /// Signs any text as a checkpoint of the ledger, and opens it.
    fn open_text(text: &str) -> Result<Checkpoint, CheckpointError> {
        let key = key(ORIGIN, 1);
        let note = Note::sign(text, &[&key]).expect("signs").to_string();
        open(note.as_bytes(), ORIGIN, &known(&[&key]))
    }

    #[test]
    fn a_checkpoint_is_exactly_these_bytes() {
        let note = sign(&checkpoint(), &key(ORIGIN, 1)).expect("signs").to_string();
        assert_eq!(note, GOLDEN);
        assert_eq!(open(note.as_bytes(), ORIGIN, &known(&[&key(ORIGIN, 1)])), Ok(checkpoint()));
    }

    #[test]
    fn only_exact_texts_are_accepted() {
        const ROOT: &str = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
        assert!(open_text(&format!("{ORIGIN}\n8\n{ROOT}\n")).is_ok());
        assert!(open_text(&format!("{ORIGIN}\n{}\n{ROOT}\n", u64::MAX)).is_ok());
        for size in ["", "08", "+8", "-8", " 8", "8 ", "0x8", "8.0", "18446744073709551616", "٨"] {
            let found = open_text(&format!("{ORIGIN}\n{size}\n{ROOT}\n"));
            assert!(matches!(found, Err(CheckpointError::Malformed { line: 2, .. })), "{size}");
        }
        for root in ["", "AA==", &ROOT[..43], &format!("{ROOT} "), &ROOT.replace("g=", "h=")] {
            let found = open_text(&format!("{ORIGIN}\n8\n{root}\n"));
            assert!(matches!(found, Err(CheckpointError::Malformed { line: 3, .. })), "{root}");
        }
        let found = open_text(&format!("{ORIGIN}\n0\n{ROOT}\n"));
        assert!(matches!(found, Err(CheckpointError::Malformed { line: 3, .. })), "not empty");
        for extension in ["x", "", "x\ny"] {
            let found = open_text(&format!("{ORIGIN}\n8\n{ROOT}\n{extension}\n"));
            assert!(matches!(found, Err(CheckpointError::Extension { .. })), "{extension}");
        }
        let found = open_text(&format!("\n8\n{ROOT}\n"));
        assert!(matches!(found, Err(CheckpointError::Origin(_))));
        assert!(open_text("\n").is_err());
    }

    #[test]
    fn checkpoints_of_others_are_refused_with_the_reason() {
        let (own, other) = (key(ORIGIN, 1), key("example.go.id/other", 2));
        let note = sign(&checkpoint(), &own).expect("signs").to_string();
        let unknown = open(note.as_bytes(), ORIGIN, &known(&[&other]));
        assert!(matches!(unknown, Err(CheckpointError::Note(NoteError::UnknownKey { .. }))));
        let forged = note.replacen("\n8\n", "\n9\n", 1);
        let forged = open(forged.as_bytes(), ORIGIN, &known(&[&own]));
        assert!(matches!(forged, Err(CheckpointError::Note(NoteError::BadSignature { .. }))));
        let wrong = open(note.as_bytes(), "example.go.id/other", &known(&[&own, &other]));
        let expected = "example.go.id/other".to_owned();
        assert_eq!(wrong, Err(CheckpointError::WrongOrigin { expected, found: ORIGIN.to_owned() }));
    }

    #[test]
    fn a_witness_alone_does_not_speak_for_the_ledger() {
        let (own, witness) = (key(ORIGIN, 1), key("witness.example", 2));
        let note = Note::sign(&checkpoint().to_text(), &[&witness]).expect("signs").to_string();
        assert_eq!(
            open(note.as_bytes(), ORIGIN, &known(&[&own, &witness])),
            Err(CheckpointError::NotByOrigin {
                expected: ORIGIN.to_owned(),
                found: "witness.example".to_owned()
            })
        );
        let foreign = sign(&checkpoint(), &witness);
        assert!(matches!(foreign, Err(CheckpointError::ForeignKey { .. })));
    }

    proptest! {
        #[test]
        fn what_is_signed_opens_the_same(size: u64, root: [u8; 32], seed: [u8; 32]) {
            let root = if size == 0 { TreeHash::EMPTY } else { TreeHash(root) };
            let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size, root };
            let key = Signer::from_seed(ORIGIN, &seed)?;
            let note = sign(&checkpoint, &key)?.to_string();
            prop_assert_eq!(open(note.as_bytes(), ORIGIN, &known(&[&key])), Ok(checkpoint));
        }

        #[test]
        fn any_text_opens_or_is_refused(text in "[a-z0-9=\n]{0,60}\n") {
            if let Ok(checkpoint) = open_text(&text) {
                prop_assert_eq!(checkpoint.to_text(), text);
            }
        }
    }
}
