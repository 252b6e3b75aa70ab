//! Why the proofs could not be used or changed. No variant holds a password, code or secret.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::said::{Said, said};

/// Why the proofs could not be used or changed.
#[derive(Debug)]
pub enum AccessError {
    /// The operating system failed.
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process has the proofs.
    InUse(PathBuf),
    /// Written by another version of the program.
    Schema {
        /// The file.
        path: PathBuf,
        /// What this version reads.
        expected: u32,
        /// What the file has.
        found: u32,
    },
    /// What is stored contradicts itself.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The key is gone, although proofs are there.
    KeyMissing(PathBuf),
    /// Not a key, or not that of these proofs.
    WrongKey(PathBuf),
    /// Others can read a file.
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A value that is not accepted.
    Field {
        /// Which one.
        field: &'static str,
        /// What would have been.
        expected: Said,
        /// What was there, never a secret.
        found: Said,
    },
    /// There is not surely room for the change; nothing was changed.
    Full {
        /// The file.
        path: PathBuf,
        /// Free bytes on the file system.
        available: u64,
        /// Bytes that have to be free.
        needed: u64,
    },
    /// The login belongs to another account.
    LoginTaken,
    /// The account has no login yet.
    NoLogin(u64),
    /// The one-time code is wrong, used or too old.
    CodeWrong,
    /// No such token.
    NoToken(String),
}

impl AccessError {
    /// Whether what was asked for was refused, rather than a file unusable.
    pub const fn refused(&self) -> bool {
        matches!(
            self,
            AccessError::Field { .. }
                | AccessError::LoginTaken
                | AccessError::NoLogin(_)
                | AccessError::CodeWrong
                | AccessError::NoToken(_)
        )
    }

    /// Free bytes and those that were needed, where the disk is full.
    pub const fn full(&self) -> Option<(u64, u64)> {
        match self {
            AccessError::Full { available, needed, .. } => Some((*available, *needed)),
            _ => None,
        }
    }

    /// The sentence for people.
    pub fn said(&self) -> Said {
        match self {
            AccessError::Io { path, source } => {
                crate::said::of_error(source, |_| None).after(path.display())
            }
            AccessError::Field { field, expected, found } => said!(
                with expected, found;
                "{field}: expected {expected}, found {found}",
                "{field}: seharusnya {expected}, ditemukan {found}"
            ),
            AccessError::LoginTaken => said!(
                "the login name belongs to another account; choose another one",
                "nama masuk itu milik akun lain; pilih yang lain"
            ),
            AccessError::NoLogin(account) => said!(
                "account {account} has no login yet; give it a one-time code with `jejak account \
                 code {account}`, or a password with `jejak account password {account}`",
                "akun {account} belum punya nama masuk; beri kode sekali pakai dengan `jejak \
                 account code {account}`, atau kata sandi dengan `jejak account password {account}`"
            ),
            AccessError::CodeWrong => said!(
                "the one-time code is wrong, was used before, or is too old; ask for a new one",
                "kode sekali pakai salah, sudah dipakai, atau terlalu lama; mintalah yang baru"
            ),
            AccessError::NoToken(id) => said!(
                "no token has the id {id}; see `jejak account token list`",
                "tidak ada token dengan id {id}; lihat `jejak account token list`"
            ),
            files => files.of_files(),
        }
    }

    fn of_files(&self) -> Said {
        match self {
            AccessError::InUse(path) => said!(
                "{} is in use by another process; ask the running service, or stop it first",
                "{} sedang dipakai proses lain; mintalah kepada layanan yang berjalan, atau \
                 hentikan dahulu",
                path.display()
            ),
            AccessError::Full { path, available, needed } => said!(
                "{}: the disk is full: expected {needed} free bytes, found {available}; nothing was \
                 changed, free some space and try again",
                "{}: cakram penuh: seharusnya {needed} bita kosong, ditemukan {available}; tidak ada \
                 yang diubah, kosongkan ruang dan coba lagi",
                path.display()
            ),
            AccessError::Schema { path, expected, found } => said!(
                "{}: expected schema {expected}, found {found}; use the version of jejak that wrote \
                 it, nothing was changed",
                "{}: seharusnya skema {expected}, ditemukan {found}; pakai versi jejak yang \
                 menulisnya, tidak ada yang diubah",
                path.display()
            ),
            AccessError::Damaged { path, what } => said!(
                "{} is damaged: {what}; put it back from its backup, or move it away and set \
                 passwords anew with `jejak account code`: the ledger needs nothing of it",
                "{} rusak: {what}; kembalikan dari cadangan, atau pindahkan lalu atur ulang kata \
                 sandi dengan `jejak account code`: buku tidak memerlukan isinya",
                path.display()
            ),
            AccessError::KeyMissing(path) => said!(
                "{} is missing, although access.redb is there; put it back from its backup, or move \
                 access.redb away and begin anew",
                "{} hilang, padahal access.redb ada; kembalikan dari cadangan, atau pindahkan \
                 access.redb dan mulai lagi",
                path.display()
            ),
            AccessError::WrongKey(path) => said!(
                "{} is not the key of access.redb beside it; put the right one back, nothing was \
                 changed",
                "{} bukan kunci access.redb di sebelahnya; kembalikan yang benar, tidak ada yang \
                 diubah",
                path.display()
            ),
            AccessError::Exposed { path, mode } => said!(
                "{0} can be read by others (mode {mode:03o}); run `chmod 600 {0}`, and consider \
                 its content known if they could reach it",
                "{0} dapat dibaca orang lain (mode {mode:03o}); jalankan `chmod 600 {0}`, dan anggap \
                 isinya diketahui bila mereka dapat menjangkaunya",
                path.display()
            ),
            _ => Said::same(""),
        }
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl std::error::Error for AccessError {}
