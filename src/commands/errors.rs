//! Errors of store and ledger in both languages. They say it in English themselves; here is the
//! Indonesian of those that a person at the command line meets. Others stay English.

use std::error::Error;

use jejak_events::ParseError;

use crate::access::AccessError;
use crate::backup;
use crate::exchange::words;
use crate::ledger::rules::Language;
use crate::ledger::{OpenError, ReplayError, SecondError, WriteError};
use crate::proof;
use crate::said::Said;
use crate::store::{self, AppendError, CopyError, FolderError};
use crate::vault::VaultError;

/// An error with its causes, on one line.
pub fn said(error: &(dyn Error + 'static)) -> Said {
    crate::said::of_error(error, indonesian)
}

/// Free bytes and those that were needed, where an error is that a disk is full.
pub fn full(error: &(dyn Error + 'static)) -> Option<(u64, u64)> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(WriteError::DiskFull { available, needed }) = error.downcast_ref() {
            return Some((*available, *needed));
        }
        if let Some(AppendError::DiskFull { available, needed }) = error.downcast_ref() {
            return Some((*available, *needed));
        }
        if let Some(store::OpenError::DiskFull { available, needed }) = error.downcast_ref() {
            return Some((*available, *needed));
        }
        if let Some(room) = error.downcast_ref().and_then(AccessError::full) {
            return Some(room);
        }
        next = error.source();
    }
    None
}

fn indonesian(error: &(dyn Error + 'static)) -> Option<String> {
    let folder = || error.downcast_ref().map(of_folder);
    let open = || match error.downcast_ref()? {
        OpenError::Store(error) => Some(of_opening(error)),
        OpenError::Replay(error) => Some(of_replay(error)),
        OpenError::Cut(error) => {
            Some(format!("kelompok terakhir tidak dapat dipotong: {}", of_append(error)))
        }
    };
    let store = || error.downcast_ref().map(of_opening);
    let replay = || error.downcast_ref().map(of_replay);
    let append = || error.downcast_ref().map(of_append);
    let copy = || error.downcast_ref().map(of_copy);
    let write = || error.downcast_ref().map(of_write);
    let value = || error.downcast_ref().map(of_value);
    let second = || error.downcast_ref().map(of_second);
    let vault = || error.downcast_ref().and_then(of_vault);
    proof::errors::indonesian(error)
        .or_else(|| backup::errors::indonesian(error))
        .or_else(folder)
        .or_else(open)
        .or_else(store)
        .or_else(replay)
        .or_else(append)
        .or_else(copy)
        .or_else(write)
        .or_else(value)
        .or_else(second)
        .or_else(vault)
}

/// What the vault says of documents and of its backups.
fn of_vault(error: &VaultError) -> Option<String> {
    Some(match error {
        VaultError::BackupExists(path) => {
            format!(
                "cadangan: seharusnya folder baru, ditemukan {}; sebutkan yang lain",
                path.display()
            )
        }
        VaultError::BadBackup(path) => format!(
            "{} bukan cadangan brankas yang utuh: berkasnya bukan yang disebut BACKUP; pakai cadangan \
             lain, tidak ada yang diubah",
            path.display()
        ),
        VaultError::Io { path, .. } => format!("tidak dapat memakai {}", path.display()),
        VaultError::NoDocument(id) => {
            format!("brankas tidak punya dokumen {id}; `jejak document list` mendaftarnya")
        }
        VaultError::NotADocument { expected, found } => {
            let expected = expected
                .replace("at most", "paling banyak")
                .replace("bytes", "bita")
                .replace("a file that stays as it is", "berkas yang tetap");
            let found = found
                .replace("something else, by its bytes", "yang lain, menurut bitanya")
                .replace("one that was changed while it was read", "yang berubah selagi dibaca")
                .replace("bytes", "bita");
            format!("berkas: seharusnya {expected}, ditemukan {found}; tidak ada yang disimpan")
        }
        _ => return None,
    })
}

fn of_folder(error: &FolderError) -> String {
    match error {
        FolderError::Missing(path) => format!(
            "folder {path} tidak ada; buat buku dengan `jejak --data {path} init --origin NAMA`",
            path = path.display()
        ),
        FolderError::NotALedger { path, found } => format!(
            "{} bukan buku: seharusnya ada berkas LEDGER yang berawal `jejak ledger`, ditemukan \
             {found}; periksa jalurnya, tidak ada yang diubah",
            path.display()
        ),
        FolderError::NewerFormat { path, found } => format!(
            "buku {} berformat folder {found}, yang belum dikenal versi ini; pasang versi yang \
             lebih baru, tidak ada yang diubah",
            path.display()
        ),
        FolderError::UnknownEngine { path, found } => format!(
            "buku {} disimpan oleh mesin `{found}`, versi ini mengenal sled dan redb; tidak ada \
             yang diubah",
            path.display()
        ),
        FolderError::IsBackup(path) => format!(
            "{path} adalah cadangan, yang hanya ditulisi `jejak backup`; periksa dengan `jejak \
             verify`, atau taruh ke folder baru dengan `jejak restore {path} FOLDER`",
            path = path.display()
        ),
        FolderError::InUse { path, holder } => {
            let path = path.display();
            let who = match (holder.pid, &holder.started_by) {
                (Some(pid), Some(by)) => format!("proses {pid} (dijalankan oleh {by})"),
                (Some(pid), None) => format!("proses {pid}"),
                (None, _) => "proses lain".to_owned(),
            };
            match &holder.url {
                Some(url) => format!("buku {path} sedang dipakai {who}, hubungi di {url}"),
                None => format!("buku {path} sedang dipakai {who}; hentikan dahulu proses itu"),
            }
        }
        FolderError::NotEmpty { path, found } => format!(
            "{} seharusnya baru atau kosong, ditemukan `{found}` di dalamnya; pilih folder lain, \
             atau, bila pembuatan buku terputus di sana, hapus sisanya",
            path.display()
        ),
        FolderError::Copy(error) => format!(
            "tidak dapat menyalin {} ke {}: {}",
            error.from.display(),
            error.to.display(),
            said(&error.why).within(Language::Id)
        ),
        FolderError::Io { path, .. } => format!("tidak dapat memakai {}", path.display()),
    }
}

fn of_opening(error: &store::OpenError) -> String {
    match error {
        store::OpenError::Store(error) => proof::errors::of_read(error),
        store::OpenError::HighWater(error) => proof::errors::of_high_water(error),
        store::OpenError::DiskFull { available, needed } => format!(
            "cakram penuh: seharusnya {needed} bita kosong untuk membuka buku, ditemukan {available}; \
             tidak ada yang disentuh, kosongkan ruang dan coba lagi"
        ),
    }
}

fn of_append(error: &AppendError) -> String {
    match error {
        AppendError::Conflict { expected, found } => format!(
            "bentrok: penambahan mengharapkan kepala {expected}, penyimpanan berada di {found}"
        ),
        AppendError::Unknown(what) => format!(
            "hasilnya tidak diketahui: {what}; penulis berhenti, buka lagi buku untuk mengetahui \
             apa yang tersimpan"
        ),
        AppendError::Unavailable(what) => format!("tidak tersimpan: {what}"),
        AppendError::Refused(what) => format!("ditolak: {what}"),
        AppendError::DiskFull { available, needed } => format!(
            "cakram penuh: tersisa {available} bita, diperlukan {needed}; tidak ada yang ditulis, \
             kosongkan ruang dan coba lagi"
        ),
        AppendError::TooLarge { found, largest } => {
            format!("kelompok {found} bita melebihi batas penyimpanan {largest}")
        }
        AppendError::Corrupt(error) => proof::errors::of_read(error),
    }
}

fn of_copy(error: &CopyError) -> String {
    match error {
        CopyError::OtherHistory { target, source_head } => format!(
            "tujuan sudah berisi {target}, yang bukan awal dari sumber pada {source_head}; salin \
             ke penyimpanan kosong"
        ),
        CopyError::Source(_) => "sumber".to_owned(),
        CopyError::Target(_) => "tujuan".to_owned(),
        CopyError::Heads { expected, found } => {
            format!("tujuan seharusnya berakhir pada {expected}, ditemukan {found}")
        }
    }
}

fn of_replay(error: &ReplayError) -> String {
    match error {
        ReplayError::Store(error) => proof::errors::of_read(error),
        ReplayError::Link { seq, expected, found } => format!(
            "entri {seq} membawa hash sebelumnya {found}, hash entri sebelumnya {expected}: rantai \
             putus"
        ),
        ReplayError::Sequence { expected, found } => {
            format!("entri {expected} membawa nomor urut {found}")
        }
        ReplayError::Time { seq, before, found } => format!(
            "entri {seq} dicatat pada {found}, entri sebelumnya pada {before}: waktu tidak pernah \
             mundur dalam buku; jalankan `jejak verify`"
        ),
        ReplayError::Batch { seq, what } => format!("entri {seq}: {what}; jalankan `jejak verify`"),
        ReplayError::Entry { seq, error } => format!("entri {seq}: {error}"),
    }
}

fn of_write(error: &WriteError) -> String {
    match error {
        WriteError::Refused(refusal) => format!("ditolak: {}", refusal.sentence(Language::Id)),
        WriteError::NotOverseen(what) => format!(
            "tidak tercatat, dan buku kedua tidak dapat ditulisi, yang tanpanya tidak ada yang \
             diputuskan: {what}"
        ),
        WriteError::NotStored(what) => format!("tidak tercatat: {what}"),
        WriteError::DiskFull { available, needed } => format!(
            "tidak tercatat: cakram penuh: seharusnya {needed} bita kosong, ditemukan {available}; \
             kosongkan ruang dan kirim lagi, tidak ada yang perlu dimulai ulang"
        ),
        WriteError::Stopped(what) => format!("penulis berhenti: {what}"),
        WriteError::Unwarranted(unwarranted) => {
            format!("tidak diizinkan: {}", unwarranted.why.within(Language::Id))
        }
        WriteError::Unreadable(what) => {
            format!("kelompok terdahulu tidak terbaca: {what}")
        }
    }
}

fn of_second(error: &SecondError) -> String {
    match error {
        SecondError::Missing { path, size } => format!(
            "seharusnya ada buku kedua berisi sedikitnya {size} kejadian di {}, ditemukan tidak \
             ada folder itu: sudah dihapus; kembalikan dari cadangan",
            path.display()
        ),
        SecondError::Replaced { expected, found } => format!(
            "seharusnya buku kedua yang melanjutkan kepala yang dicatat buku utama pada {expected} \
             kejadian, ditemukan buku {found} kejadian yang tidak melanjutkannya: terpotong atau \
             diganti; jalankan `jejak verify`, dan kembalikan yang benar dari cadangan"
        ),
        SecondError::Origin(origin) => {
            format!("nama asal buku kedua `{origin}` lebih dari 200 bita; pilih yang lebih pendek")
        }
        SecondError::Folder(_) | SecondError::Open(_) => "buku kedua tidak dapat dibuka".to_owned(),
        SecondError::Read(_) => "buku kedua tidak terbaca".to_owned(),
        SecondError::Write(_) => "buku kedua tidak mencatatnya".to_owned(),
        SecondError::Main(_) => "kepala buku kedua tidak tercatat".to_owned(),
        SecondError::Io { path, .. } => {
            format!("buku kedua {} tidak dapat dibuat", path.display())
        }
    }
}

fn of_value(error: &ParseError) -> String {
    let expected = words::expected(error.expected);
    let found = words::found(&format!("{}; {}", error.found, error.advice));
    let [expected, found] = [&expected, &found].map(|said| said.within(Language::Id));
    format!("seharusnya {expected}, ditemukan {found}")
}
