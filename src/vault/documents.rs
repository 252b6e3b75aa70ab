//! Documents: files of any size, sealed in `blobs/` of the vault's folder, each under a key of its own
//! that is wrapped like a person's, and what binds them to events of the ledger.
//!
//! A document about a person is sealed under that person's key and destroyed with them. Its name is
//! personal data: it is sealed, and asked for alone.
//!
//! Invariants:
//! - the file is durable before its row is: a file without a row is nobody's, and destroyed at the
//!   next opening;
//! - the row goes before the file does: an erasure that was stopped leaves no document that opens.
//!
//! Not here: who may see a document, and where it is told that somebody did.

pub(super) mod chunks;
mod media;
mod sweep;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek as _, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use jejak_events::date::Date;
use jejak_events::document::{Binding, PublicHash};
use jejak_events::ids::{Bytes32, RecipientId, Token};
use jejak_events::vocabulary::{DocumentKind, SignatureVerdict};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::batch::Batch;
use super::commitments::NOBODY;
use super::rows::{damaged, id_at, key};
use super::seal::{self, Kind, Place};
use super::{Vault, VaultError, random};
use chunks::Sealer;
pub use media::Media;

/// Most bytes of a document where nothing else is said: 32 MiB, a long scan.
pub const DOCUMENT_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// The folder of the files, in that of the vault.
pub(super) const FOLDER: &str = "blobs";

/// How a document is bound to events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is published: by its plain SHA-256.
    Public,
    /// Equal files have one token: a receipt that turns up twice is seen.
    Token,
    /// By a commitment under a salt of its own.
    Commitment,
}

/// What is said of a file that is to be kept.
#[derive(Debug, Clone)]
pub struct NewDocument<'a> {
    /// What kind of paper it is.
    pub kind: DocumentKind,
    /// How it is bound to events.
    pub bound: Bound,
    /// Whom it is about.
    pub owner: Option<RecipientId>,
    /// Name of the file.
    pub name: Option<&'a str>,
    /// Account that brought it, by the event that opened it.
    pub account: u64,
    /// Day on which it came.
    pub on: Date,
    /// Most bytes that it may have.
    pub bytes_max: u64,
}

/// What is kept of a document beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Random id.
    pub id: Token,
    /// Whom it is about.
    pub owner: Option<RecipientId>,
    /// What kind of paper it is.
    pub kind: DocumentKind,
    /// What the file is, by its bytes.
    pub media: Media,
    /// Bytes of the file.
    pub bytes: u64,
    /// Account that brought it.
    pub account: u64,
    /// Day on which it came.
    pub on: Date,
    /// Name of the file; personal data.
    pub name: Option<String>,
    /// What an event cites it by.
    pub proof: Binding,
}

/// [`Stored`] as it is sealed.
#[derive(Serialize, Deserialize)]
struct Sheet {
    kind: DocumentKind,
    media: String,
    bytes: u64,
    account: u64,
    on: Date,
    name: Option<String>,
    proof: Binding,
}

/// What the row of a document opens to.
struct Opened {
    owner: Option<RecipientId>,
    file_key: Zeroizing<[u8; 32]>,
    sheet: Sheet,
}

impl Vault {
    /// Keeps a file, and says what an event cites it by; whether it is new. The same file about the same
    /// person, of the same kind and bound in the same way, is kept once.
    pub fn keep_document(
        &self,
        file: &mut File,
        new: &NewDocument<'_>,
    ) -> Result<(Stored, bool), VaultError> {
        let (media, sha256, bytes) = self.look_at(file, new.bytes_max)?;
        let mark = self.keys.hash("file", &sha256);
        if let Some(known) = self.same_document(&mark, new)? {
            return Ok((known, false));
        }
        let (id, file_key) = (Token(random()), Zeroizing::new(random::<32>()));
        let mut batch = self.batch();
        let owner_key = self.owner_key(&batch, new.owner)?;
        let proof = self.bind(&mut batch, file, new, &sha256)?;
        let sealer = Sealer { key: &file_key, id: id.0 };
        self.write_blob(file, &sealer, (sha256, bytes))?;
        let NewDocument { kind, account, on, .. } = *new;
        let name = new.name.map(str::to_owned);
        let sheet = Sheet { kind, media: media.word().to_owned(), bytes, account, on, name, proof };
        put_rows(&mut batch, id, new.owner, (&owner_key, &file_key), &mark, &sheet);
        batch.commit()?;
        Ok((stored(id, new.owner, sheet)?, true))
    }

    /// What a file is, its SHA-256 and its size.
    fn look_at(
        &self,
        file: &mut File,
        bytes_max: u64,
    ) -> Result<(Media, [u8; 32], u64), VaultError> {
        let failed = |source| VaultError::Io { path: self.folder().join(FOLDER), source };
        let wrong = |expected: String, found: &str| VaultError::NotADocument {
            expected,
            found: found.to_owned(),
        };
        let bytes = file.metadata().map_err(failed)?.len();
        if bytes > bytes_max {
            return Err(wrong(format!("at most {bytes_max} bytes"), &format!("{bytes} bytes")));
        }
        let media = Media::of(file).map_err(failed)?.ok_or_else(|| {
            let words: Vec<&str> = Media::ALL.iter().map(|media| media.word()).collect();
            wrong(words.join(", "), "something else, by its bytes")
        })?;
        let mut hasher = Sha256::new();
        io::copy(&mut Read::by_ref(file).take(bytes), &mut hasher).map_err(failed)?;
        file.rewind().map_err(failed)?;
        Ok((media, hasher.finalize().into(), bytes))
    }

    /// What an event cites a file by; the salt of a commitment is put into the batch.
    fn bind(
        &self,
        batch: &mut Batch<'_>,
        file: &mut File,
        new: &NewDocument<'_>,
        sha256: &[u8; 32],
    ) -> Result<Binding, VaultError> {
        Ok(match (new.bound, new.owner) {
            (Bound::Public, _) => Binding::PublicHash(PublicHash {
                sha256: Bytes32(*sha256),
                signature: SignatureVerdict::NotChecked,
            }),
            (Bound::Token, owner) => {
                let hex = Zeroizing::new(seal::to_hex(sha256));
                Binding::Token(self.token_of_file(batch, &hex, owner)?)
            }
            (Bound::Commitment, owner) => {
                let failed = |source| VaultError::Io { path: self.folder().join(FOLDER), source };
                let made = self.commit_file_in(batch, owner, file)?;
                file.rewind().map_err(failed)?;
                Binding::Commitment(made)
            }
        })
    }

    /// The key that opens what is somebody's, or nobody's.
    pub(super) fn owner_key(
        &self,
        batch: &Batch<'_>,
        owner: Option<RecipientId>,
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        match owner {
            Some(owner) => self.data_key(batch, owner),
            None => Ok(self.keys.shared.clone()),
        }
    }

    /// Seals a file beside its place, then moves it there; durable when it returns. A file that is not
    /// any more what was looked at is refused.
    fn write_blob(
        &self,
        file: &mut File,
        sealer: &Sealer<'_>,
        (sha256, bytes): ([u8; 32], u64),
    ) -> Result<(), VaultError> {
        let folder = self.folder().join(FOLDER);
        let failed = |source| VaultError::Io { path: folder.clone(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(failed)?;
        let place = blob(&folder, Token(sealer.id));
        let beside = place.with_extension("new");
        self.store.faults.step("blob")?;
        let mut hasher = Sha256::new();
        let written = private(&beside).and_then(|mut out| {
            sealer.seal(&mut Read::by_ref(file).take(bytes), &mut out, &mut |chunk| {
                hasher.update(chunk);
                Ok(())
            })?;
            out.sync_all()
        });
        written.map_err(failed)?;
        if <[u8; 32]>::from(hasher.finalize()) != sha256 {
            super::scrub::destroy(&beside, || Ok(()))?;
            return Err(VaultError::NotADocument {
                expected: "a file that stays as it is".to_owned(),
                found: "one that was changed while it was read".to_owned(),
            });
        }
        self.store.faults.step("blob in place")?;
        let moved = fs::rename(&beside, &place).and_then(|()| File::open(&folder)?.sync_all());
        moved.map_err(failed)
    }

    /// The document of these bytes that is bound, owned and called a paper of the same kind.
    fn same_document(
        &self,
        mark: &[u8; 32],
        new: &NewDocument<'_>,
    ) -> Result<Option<Stored>, VaultError> {
        let same = |known: &Stored| {
            let bound = match known.proof {
                Binding::PublicHash(_) => Bound::Public,
                Binding::Token(_) => Bound::Token,
                Binding::Commitment(_) => Bound::Commitment,
            };
            (known.owner, known.kind, bound) == (new.owner, new.kind, new.bound)
        };
        Ok(self.documents_of_mark(mark)?.into_iter().find(same))
    }

    fn documents_of_mark(&self, mark: &[u8; 32]) -> Result<Vec<Stored>, VaultError> {
        let rows = self.batch().under(&key(b'e', &[mark]))?;
        let found = rows.iter().map(|(row, _)| self.document(Token(id_at(row, 33)?)));
        found.collect()
    }

    /// The documents whose bytes are those of a file, by its SHA-256.
    pub fn documents_of_file(&self, sha256: &[u8; 32]) -> Result<Vec<Stored>, VaultError> {
        self.documents_of_mark(&self.keys.hash("file", sha256))
    }

    /// Everything that is kept of a document beside its bytes.
    pub fn document(&self, id: Token) -> Result<Stored, VaultError> {
        let batch = self.batch();
        let Opened { owner, sheet, .. } = self.open_rows(&batch, id)?;
        stored(id, owner, sheet)
    }

    /// All documents, by their ids.
    pub fn documents(&self) -> Result<Vec<Stored>, VaultError> {
        let rows = self.batch().under(b"f")?;
        rows.iter().map(|(row, _)| self.document(Token(id_at(row, 1)?))).collect()
    }

    /// Writes the bytes of a document. Refused while a restriction stands on the person whom it is
    /// about. Where it fails, what was written before is sound, but not all.
    pub fn read_document(&self, id: Token, to: &mut dyn Write) -> Result<(), VaultError> {
        let batch = self.batch();
        let Opened { owner, file_key, sheet } = self.open_rows(&batch, id)?;
        if let Some(id) = owner
            && let Some(case) = Vault::cases(&batch, b'b', id)?.into_iter().next()
        {
            return Err(VaultError::Restricted { id, case });
        }
        let place = blob(&self.folder().join(FOLDER), id);
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => VaultError::RowsMissing(place.clone()),
            io::ErrorKind::InvalidData => damaged("a document is not what was sealed"),
            _ => VaultError::Io { path: place.clone(), source: error },
        };
        let mut from = File::open(&place).map_err(failed)?;
        let sealer = Sealer { key: &file_key, id: id.0 };
        let size = sealer.open(&mut from, to).map_err(failed)?;
        if size == sheet.bytes { Ok(()) } else { Err(damaged("a document of another size")) }
    }

    /// Owner, key and sheet of a document.
    fn open_rows(&self, batch: &Batch<'_>, id: Token) -> Result<Opened, VaultError> {
        let value = batch.get(&key(b'f', &[&id.0]))?.ok_or(VaultError::NoDocument(id))?;
        let owner = id_at(&value, 0)?;
        let owner = (owner != NOBODY).then_some(RecipientId(owner));
        let owner_key = self.owner_key(batch, owner)?;
        let unsound = || damaged("the row of a document does not open");
        let (wrapped, sealed) =
            value.get(16..).and_then(|it| it.split_at_checked(WRAPPED)).ok_or_else(unsound)?;
        let file_key = seal::open(&owner_key, &place(owner, id, Kind::DocumentKey), wrapped);
        let file_key = file_key.and_then(|key| <[u8; 32]>::try_from(key.as_slice()).ok());
        let file_key = Zeroizing::new(file_key.ok_or_else(unsound)?);
        let sheet = seal::open(&file_key, &place(owner, id, Kind::Document), sealed);
        let sheet = sheet.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Opened { owner, file_key, sheet: sheet.ok_or_else(unsound)? })
    }

    /// Takes the rows of a person's documents away; the files go when the erasure is completed.
    pub(super) fn forget_documents(
        batch: &mut Batch<'_>,
        owner: RecipientId,
    ) -> Result<(), VaultError> {
        for (row, mark) in batch.under(&key(b'F', &[&owner.0]))? {
            let id = id_at(&row, 17)?;
            batch.remove(row);
            batch.remove(key(b'f', &[&id]));
            batch.remove(key(b'e', &[&mark, &id]));
        }
        Ok(())
    }
}

/// Bytes of a wrapped key: nonce, key, tag.
pub(super) const WRAPPED: usize = seal::NONCE + 32 + 16;

/// The place of what is sealed of a document.
pub(super) fn place(owner: Option<RecipientId>, id: Token, kind: Kind) -> Place<'static> {
    // The id takes the place of a person where there is none, so that no two rows are alike.
    let person = owner.map_or(id.0, |owner| owner.0);
    Place::of_person(person, kind)
}

fn put_rows(
    batch: &mut Batch<'_>,
    id: Token,
    owner: Option<RecipientId>,
    (owner_key, file_key): (&[u8; 32], &[u8; 32]),
    mark: &[u8; 32],
    sheet: &Sheet,
) {
    let bytes = Zeroizing::new(serde_json::to_vec(sheet).expect("words and numbers are JSON"));
    let wrapped = seal::seal(owner_key, &place(owner, id, Kind::DocumentKey), file_key);
    let sealed = seal::seal(file_key, &place(owner, id, Kind::Document), &bytes);
    let person = owner.map_or(NOBODY, |owner| owner.0);
    batch.put(key(b'f', &[&id.0]), [person.as_slice(), &wrapped, &sealed].concat());
    batch.put(key(b'F', &[&person, &id.0]), *mark);
    batch.put(key(b'e', &[mark, &id.0]), []);
}

fn stored(id: Token, owner: Option<RecipientId>, sheet: Sheet) -> Result<Stored, VaultError> {
    let Sheet { kind, media, bytes, account, on, name, proof } = sheet;
    let media = Media::from_word(&media).ok_or_else(|| damaged("a document of no known kind"))?;
    Ok(Stored { id, owner, kind, media, bytes, account, on, name, proof })
}

/// Where the bytes of a document lie.
fn blob(folder: &Path, id: Token) -> PathBuf {
    folder.join(seal::to_hex(&id.0))
}

/// A new file for its owner alone.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}
