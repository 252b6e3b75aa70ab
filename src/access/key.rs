//! The service's key: seals what must be read again, and makes the keys of hashes.
//!
//! XChaCha20-Poly1305 under a random nonce of 24 bytes; the account is bound to what is sealed, so
//! that a secret moved to another account does not open.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, Key, KeyInit as _, Nonce, Payload};
use zeroize::Zeroizing;

use super::{AccessError, random};

const FILE: &str = "access.key";
const NONCE: usize = 24;
/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// The key of one service; wiped from memory after use.
pub(super) struct ServiceKey(Zeroizing<[u8; 32]>);

impl ServiceKey {
    /// Reads the key of a folder; draws one where neither it nor anything sealed by it is there.
    pub fn open(folder: &Path, needed: bool) -> Result<ServiceKey, AccessError> {
        let path = folder.join(FILE);
        let io = |source| AccessError::Io { path: path.clone(), source };
        match fs::read(&path) {
            Ok(bytes) => {
                let mode = fs::metadata(&path).map_err(io)?.mode() & 0o777;
                if mode & OTHERS != 0 {
                    return Err(AccessError::Exposed { path, mode });
                }
                let bytes = Zeroizing::new(bytes);
                let key = <[u8; 32]>::try_from(bytes.as_slice());
                key.map(|key| ServiceKey(Zeroizing::new(key)))
                    .map_err(|_| AccessError::WrongKey(path))
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io(error)),
            Err(_) if needed => Err(AccessError::KeyMissing(path)),
            Err(_) => ServiceKey::create(folder).map_err(io),
        }
    }

    /// Writes a new key, whole or not at all.
    fn create(folder: &Path) -> io::Result<ServiceKey> {
        let (path, fresh) = (folder.join(FILE), folder.join("access.key.new"));
        let key = Zeroizing::new(random::<32>());
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        file.write_all(key.as_slice())?;
        file.sync_all()?;
        fs::rename(&fresh, &path)?;
        File::open(folder)?.sync_all()?;
        Ok(ServiceKey(key))
    }

    fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(purpose, self.0.as_slice()))
    }

    /// What the proofs say of their key.
    pub fn check(&self) -> [u8; 32] {
        *self.derived("jejak 2026 access check v1")
    }

    /// A keyed hash, for what is too short to be hashed without a key.
    pub fn hash(&self, account: u64, text: &str) -> [u8; 32] {
        let key = self.derived("jejak 2026 access recovery v1");
        let mut hasher = blake3::Hasher::new_keyed(&key);
        hasher.update(&account.to_be_bytes()).update(text.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// A keyed hash of the name by which an issuer calls somebody.
    pub fn subject_hash(&self, issuer: &str, subject: &str) -> [u8; 32] {
        let key = self.derived("jejak 2026 access subject v1");
        let mut hasher = blake3::Hasher::new_keyed(&key);
        let length = u64::try_from(issuer.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_be_bytes()).update(issuer.as_bytes()).update(subject.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// Seals a secret of an account: nonce, then ciphertext and tag.
    pub fn seal(&self, account: u64, plain: &[u8]) -> Vec<u8> {
        let nonce = random::<NONCE>();
        let payload = Payload { msg: plain, aad: &account.to_be_bytes() };
        let sealed = self.cipher().encrypt(&Nonce::<XChaCha20Poly1305>::from(nonce), payload);
        [nonce.as_slice(), &sealed.expect("far below the cipher's limit of 256 GiB")].concat()
    }

    /// What was sealed for an account; nothing for anything else.
    pub fn open_sealed(&self, account: u64, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: &account.to_be_bytes() };
        let nonce = Nonce::<XChaCha20Poly1305>::from(*nonce);
        self.cipher().decrypt(&nonce, payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let key = self.derived("jejak 2026 access seal v1");
        XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(*key))
    }
}
