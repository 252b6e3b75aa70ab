//! Why a backup was not made or not restored, in both languages.

use std::error::Error;
use std::path::PathBuf;

use jejak_events::ParseError;
use jejak_events::ids::Bytes32;

use super::known::Lost;
use crate::ledger::{SecondError, WriteError};
use crate::proof::key::KeyFileError;
use crate::proof::manifest::ManifestError;
use crate::proof::signed::SignedError;
use crate::proof::verify::KnownCheckpoint;
use crate::proof::{self, FileError};
use crate::said::Said;
use crate::store::{AppendError, CopyError, Engine, FolderError, OpenError};

/// Which of the two ledgers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The ledger.
    Main,
    /// The second one.
    Second,
}

/// A figure that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Of which ledger.
    pub which: Which,
    /// Which figure, as it is called in the manifest.
    pub field: &'static str,
    /// What it should be.
    pub expected: String,
    /// What was read from the disk.
    pub found: String,
}

/// Why a backup was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to back up.
    #[error("the ledger is empty: there is nothing to back up")]
    Empty,
    /// The folder lies within the ledger's own.
    #[error(
        "{0} lies within the folder of the ledger, and would be lost along with it; choose a folder \
         on another disk"
    )]
    Within(PathBuf),
    /// The folder holds something that is no backup.
    #[error(
        "expected {path} to be a backup, or new or empty, found `{found}` in it; choose another \
         folder"
    )]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// The first name in it.
        found: String,
    },
    /// It is the backup of another ledger.
    #[error("{path} is the backup of {found}, not of {expected}; choose another folder")]
    Another {
        /// The folder.
        path: PathBuf,
        /// Origin and identity of the ledger.
        expected: String,
        /// Those of the backup.
        found: String,
    },
    /// A backup keeps its engine.
    #[error(
        "{path} is kept by {found}, asked for was {asked}: leave --store away, or choose a new folder",
        found = found.name(), asked = asked.name()
    )]
    Engine {
        /// The folder.
        path: PathBuf,
        /// What was asked for.
        asked: Engine,
        /// What keeps it.
        found: Engine,
    },
    /// What was read from the disk is not what was to be there.
    #[error(
        "{}{}: expected {}, found {} when it was read again: this disk or this backup is not to be \
         trusted; check the disk, and use another folder",
        of(.0.which), .0.field, .0.expected, .0.found
    )]
    Differs(Difference),
    /// Hashes do not hold.
    #[error("it is damaged: {}; check the disk, and use another folder or backup", told(.0))]
    Damaged(Vec<Said>),
    /// A file is not what the manifest says.
    #[error(
        "{path}: expected a file with BLAKE3 {expected}, found {found}; use another backup",
        path = path.display()
    )]
    File {
        /// The file.
        path: PathBuf,
        /// Its checksum by the manifest.
        expected: Bytes32,
        /// Its checksum.
        found: Bytes32,
    },
    /// The manifest.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A folder.
    #[error("the folder")]
    Folder(#[from] FolderError),
    /// A store.
    #[error("cannot open the backup")]
    Open(#[from] OpenError),
    /// Copying.
    #[error("cannot copy the entries")]
    Copy(#[from] CopyError),
    /// Finishing.
    #[error("cannot finish the copy")]
    Write(#[source] AppendError),
    /// The second ledger.
    #[error("the second ledger")]
    Second(#[from] SecondError),
    /// A checkpoint covers events that the backup does not hold.
    #[error(
        "the checkpoint {} covers {} events, this backup has {}: the events {} to {}, recorded after \
         {}{}, are lost with it. Restore a newer backup; else restore with --to-read to look at it, or \
         with --new-origin NAME to go on without them under another name",
        .0.known.en, .0.until + 1, .0.from, .0.from, .0.until, .0.after, until(.0)
    )]
    Behind(Lost),
    /// A checkpoint says another history.
    #[error(
        "two histories: the checkpoint {} has the root {} at {} events, this backup another; find out \
         which is true. Nothing was restored; --new-origin NAME goes on from this one under another \
         name",
        .0.from.en, .0.root, .0.size
    )]
    OtherHistory(KnownCheckpoint),
    /// A checkpoint cannot be read, or is none of this ledger's.
    #[error("{}", .0.en)]
    Known(Said),
    /// The record of what was signed.
    #[error(transparent)]
    Signed(#[from] SignedError),
    /// The new key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The new origin.
    #[error("--new-origin")]
    Origin(#[source] ParseError),
    /// The ledger that was restored.
    #[error("cannot open what was restored")]
    Ledger(#[from] crate::ledger::OpenError),
    /// Going on under another origin.
    #[error("it could not be recorded that the ledger goes on under another origin")]
    Continue(#[source] WriteError),
    /// The operating system.
    #[error(transparent)]
    Io(#[from] FileError),
}

impl BackupError {
    /// Whether nothing failed, and it is not to be: the backup or the ledger is not the right one.
    pub fn is_refusal(&self) -> bool {
        use BackupError::{
            Another, Behind, Damaged, Differs, Empty, Engine, File, Known, Occupied, OtherHistory,
            Within,
        };
        matches!(
            self,
            Another { .. }
                | Behind(_)
                | Damaged(_)
                | Differs(_)
                | Empty
                | Engine { .. }
                | File { .. }
                | Known(_)
                | Occupied { .. }
                | OtherHistory(_)
                | Within(_)
        )
    }

    /// Whether what was written is not what was to be written: it is of no use.
    pub(super) fn condemns(&self) -> bool {
        use BackupError::{Damaged, Differs, Open};
        matches!(self, Differs(_) | Damaged(_) | Open(_))
    }
}

fn of(which: Which) -> &'static str {
    match which {
        Which::Main => "",
        Which::Second => "second ledger, ",
    }
}

/// Up to when, if that is known.
fn until(lost: &Lost) -> String {
    lost.signed_at.map_or_else(String::new, |at| format!(" and by {at}"))
}

fn told(problems: &[Said]) -> &str {
    problems.first().map_or("-", |problem| &problem.en)
}

/// An error of this module in Indonesian, without its causes; nothing for any other.
pub fn indonesian(error: &(dyn Error + 'static)) -> Option<String> {
    let error: &BackupError = error.downcast_ref()?;
    Some(match error {
        BackupError::Empty => "buku kosong: tidak ada yang dicadangkan".to_owned(),
        BackupError::Within(path) => format!(
            "{} berada di dalam folder buku, dan akan hilang bersamanya; pilih folder di cakram lain",
            path.display()
        ),
        BackupError::Occupied { path, found } => format!(
            "{} seharusnya cadangan, atau baru atau kosong, ditemukan `{found}` di dalamnya; pilih \
             folder lain",
            path.display()
        ),
        BackupError::Another { path, expected, found } => format!(
            "{} adalah cadangan {found}, bukan {expected}; pilih folder lain",
            path.display()
        ),
        BackupError::Engine { path, asked, found } => format!(
            "{} disimpan oleh {}, yang diminta {}: hilangkan --store, atau pilih folder baru",
            path.display(),
            found.name(),
            asked.name()
        ),
        BackupError::Differs(difference) => {
            let Difference { which, field, expected, found } = difference;
            let of = if *which == Which::Second { "buku kedua, " } else { "" };
            format!(
                "{of}{field}: seharusnya {expected}, ditemukan {found} ketika dibaca lagi: cakram \
                 atau cadangan ini tidak dapat dipercaya; periksa cakram, dan pakai folder lain"
            )
        }
        BackupError::Damaged(problems) => {
            let told = problems.first().map_or("-", |problem| &problem.id);
            format!("cadangan rusak: {told}; periksa cakram, dan pakai folder atau cadangan lain")
        }
        BackupError::File { path, expected, found } => format!(
            "{}: seharusnya berkas ber-BLAKE3 {expected}, ditemukan {found}; pakai cadangan lain",
            path.display()
        ),
        BackupError::Open(_) => "cadangan tidak dapat dibuka".to_owned(),
        BackupError::Copy(_) => "entri tidak dapat disalin".to_owned(),
        BackupError::Write(_) => "salinan tidak dapat diselesaikan".to_owned(),
        BackupError::Io(error) => error.indonesian(),
        BackupError::Behind(lost) => behind(lost),
        BackupError::OtherHistory(known) => format!(
            "dua riwayat: titik periksa {} berakar {} pada {} kejadian, cadangan ini lain; cari tahu \
             mana yang benar. Tidak ada yang dipulihkan; --new-origin NAMA meneruskan yang ini dengan \
             nama lain",
            known.from.id, known.root, known.size
        ),
        BackupError::Known(what) => what.id.clone(),
        BackupError::Origin(_) => "--new-origin".to_owned(),
        BackupError::Ledger(_) => "yang dipulihkan tidak dapat dibuka".to_owned(),
        BackupError::Continue(_) => {
            "tidak dapat dicatat bahwa buku diteruskan dengan nama asal lain".to_owned()
        }
        BackupError::Folder(_) => "folder".to_owned(),
        BackupError::Second(_) => "buku kedua".to_owned(),
        BackupError::Manifest(error) => return proof::errors::indonesian(error),
        BackupError::Signed(error) => return proof::errors::indonesian(error),
        BackupError::Key(error) => return proof::errors::indonesian(error),
    })
}

fn behind(lost: &Lost) -> String {
    let Lost { from, until, after, signed_at, known } = lost;
    let by = signed_at.map_or_else(String::new, |at| format!(" dan sampai {at}"));
    format!(
        "titik periksa {} mencakup {} kejadian, cadangan ini {from}: kejadian {from} sampai {until}, \
         yang dicatat sesudah {after}{by}, hilang bersamanya. Pulihkan cadangan yang lebih baru; bila \
         tidak ada, pulihkan dengan --to-read untuk melihatnya, atau dengan --new-origin NAMA untuk \
         meneruskan tanpanya dengan nama lain",
        known.id,
        until.saturating_add(1)
    )
}
