//! Errors of proofs, keys, signing and of reading the store in both languages.

use std::error::Error;

use super::checkpoint::CheckpointError;
use super::file_error::attempt;
use super::key::KeyFileError;
use super::manifest::ManifestError;
use super::note::NoteError;
use super::signed::SignedError;
use super::vkey::KeyError;
use crate::said::Said;
use crate::store::highwater::HighWaterError;
use crate::store::{BACKUP, ReadError};

/// An error of this module with its causes, on one line.
pub(super) fn said(error: &(dyn Error + 'static)) -> Said {
    crate::said::of_error(error, indonesian)
}

/// An error of this module in Indonesian, without its causes; nothing for any other.
pub fn indonesian(error: &(dyn Error + 'static)) -> Option<String> {
    let signed = || error.downcast_ref().and_then(of_signing);
    let key_file = || error.downcast_ref().map(of_key_file);
    let key = || error.downcast_ref().map(of_key);
    let checkpoint = || error.downcast_ref().and_then(of_checkpoint);
    let note = || error.downcast_ref().and_then(of_note);
    let mark = || error.downcast_ref().map(of_high_water);
    let read = || error.downcast_ref().map(of_read);
    let manifest = || error.downcast_ref().map(of_manifest);
    signed()
        .or_else(read)
        .or_else(mark)
        .or_else(key_file)
        .or_else(key)
        .or_else(checkpoint)
        .or_else(note)
        .or_else(manifest)
}

fn of_signing(error: &SignedError) -> Option<String> {
    Some(match error {
        SignedError::Missing { path } => format!(
            "{path} tidak ada: tanpa itu tidak ada yang tahu apa yang pernah ditandatangani buku \
             ini; kembalikan, atau lanjutkan dengan nama asal dan kunci baru",
            path = path.display()
        ),
        SignedError::Exists { path } => {
            format!("{} sudah ada dan tidak pernah diganti; buka saja", path.display())
        }
        SignedError::InUse { path } => format!(
            "{} sedang dipakai proses lain; hanya satu yang boleh menandatangani untuk satu buku",
            path.display()
        ),
        SignedError::WrongLedger { path, expected, found } => format!(
            "{} milik {found}, bukan buku {expected}; cari berkas yang benar",
            path.display()
        ),
        SignedError::Damaged { path, line, expected, found } => format!(
            "{} rusak pada baris {line}: seharusnya {expected}, ditemukan {found}; kembalikan \
             salinan yang baik, sampai itu tidak ada yang ditandatangani",
            path.display()
        ),
        SignedError::Smaller { known, size } => format!(
            "titik periksa pada {known} entri sudah ditandatangani, buku berisi {size}: entri \
             hilang, mungkin karena cadangan lama dipulihkan; pulihkan yang lebih baru, atau \
             lanjutkan dengan nama asal dan kunci baru"
        ),
        SignedError::Contradicts { size, known, found } => format!(
            "titik periksa yang ditandatangani pada {size} entri berakar {known}, buku di sana \
             berakar {found}: ini dua riwayat; cari tahu mana yang benar, atau lanjutkan dengan \
             nama asal dan kunci baru"
        ),
        SignedError::NotCompared { size } => {
            format!("akar pada {size} entri tidak dihitung, jadi tidak ada yang dapat dikatakan")
        }
        SignedError::Time { at_micros } => {
            format!("waktu {at_micros} µs tidak dapat ditulis sebagai tanggal; periksa jam")
        }
        SignedError::Stopped { path } => format!(
            "penulisan sebelumnya ke {} gagal; buka lagi buku sebelum menandatangani",
            path.display()
        ),
        SignedError::Io(error) => error.indonesian(),
        SignedError::Checkpoint(error) => return of_checkpoint(error),
    })
}

fn of_manifest(error: &ManifestError) -> String {
    match error {
        ManifestError::Missing(path) => format!(
            "{} bukan cadangan yang selesai: seharusnya ada berkas {BACKUP} di dalamnya, ditemukan \
             tidak ada; sebutkan folder yang diberikan kepada `jejak backup`",
            path.display()
        ),
        ManifestError::Malformed { path, found } => format!(
            "{} rusak: seharusnya manifes cadangan, ditemukan {found}; pakai cadangan lain, atau \
             periksa entrinya saja dengan `jejak verify` setelah berkas ini dipindahkan",
            path.display()
        ),
        ManifestError::Newer { path, found } => format!(
            "{} berbentuk {found}, yang belum dikenal versi ini; pasang versi yang lebih baru",
            path.display()
        ),
        ManifestError::Io(error) => error.indonesian(),
    }
}

fn of_key_file(error: &KeyFileError) -> String {
    match error {
        KeyFileError::Exists { path } => format!(
            "{} sudah ada: berkas kunci tidak pernah ditimpa, karena titik periksa yang \
             ditandatangani kunci yang hilang tidak dapat lagi diikuti pihak lain; pindahkan bila \
             sungguh tidak diperlukan",
            path.display()
        ),
        KeyFileError::Io { doing, path, .. } => {
            format!("tidak dapat {} berkas kunci {}", attempt(doing), path.display())
        }
        KeyFileError::Malformed { path, found } => format!(
            "{} bukan berkas kunci: seharusnya satu baris `PRIVATE+KEY+name+hexid+base64` di \
             samping komentar, ditemukan {found}; pulihkan berkas dari cadangannya sendiri",
            path.display()
        ),
        KeyFileError::Key { path, .. } => {
            format!("kunci dalam {} tidak dapat dipakai", path.display())
        }
    }
}

fn of_key(error: &KeyError) -> String {
    match error {
        KeyError::Name(name) => format!(
            "nama kunci {name} tidak dapat dipakai: nama tidak kosong dan tidak memuat spasi, \
             karakter kendali, atau `+`; pakai bentuk `example.com/ledger`"
        ),
        KeyError::Form(found) => format!(
            "ini bukan kunci: seharusnya `name+hexid+base64`, ditemukan {found}; salin seluruh \
             baris"
        ),
        KeyError::Type { found } => {
            format!("jenis kunci {found:#04x} tidak didukung: seharusnya 0x01 (Ed25519)")
        }
        KeyError::Id { name, expected, found } => format!(
            "id kunci {found} bukan milik kunci bernama {name}, yang id-nya {expected}: kunci \
             salah ketik atau diubah; salin lagi dari sumbernya"
        ),
        KeyError::Point(name) => format!(
            "kunci publik {name} bukan kunci Ed25519 yang dapat dipakai; salin lagi dari sumbernya"
        ),
    }
}

fn of_checkpoint(error: &CheckpointError) -> Option<String> {
    Some(match error {
        CheckpointError::Note(error) => return of_note(error),
        CheckpointError::Origin(_) => "nama asal tidak dapat dipakai".to_owned(),
        CheckpointError::WrongOrigin { expected, found } => format!(
            "titik periksa ini milik buku {found}, bukan {expected}; pakai titik periksa buku ini"
        ),
        CheckpointError::NotByOrigin { expected, found } => format!(
            "titik periksa ini ditandatangani {found}, tetapi bukan oleh {expected} sendiri; minta \
             titik periksa dengan tanda tangan buku itu sendiri"
        ),
        CheckpointError::ForeignKey { key, origin } => format!(
            "kunci {key} tidak dapat menandatangani untuk buku {origin}; pakai kunci buku itu"
        ),
        CheckpointError::Malformed { line, expected, found } => format!(
            "baris {line} titik periksa salah bentuk: seharusnya {expected}, ditemukan {found}"
        ),
        CheckpointError::Extension { found } => format!(
            "titik periksa memuat baris tambahan {found}; buku seperti ini tidak menulisnya, dan \
             tidak ada yang dapat memeriksanya: jangan pakai titik periksa ini"
        ),
    })
}

fn of_note(error: &NoteError) -> Option<String> {
    Some(match error {
        NoteError::NotUtf8 { at } => {
            format!("catatan bukan UTF-8 mulai bita {at}; apakah disalin sebagai teks?")
        }
        NoteError::Control { code, at } => format!(
            "catatan memuat karakter kendali U+{code:04X} pada bita {at}; hanya ganti baris yang \
             boleh, simpan dengan akhir baris Unix"
        ),
        NoteError::NoSignatures => {
            "catatan tanpa tanda tangan: seharusnya satu baris kosong lalu baris `— name base64`, \
             masing-masing berakhir ganti baris; apakah ujungnya terpotong?"
                .to_owned()
        }
        NoteError::SignatureLine { line, found } => format!(
            "baris tanda tangan {line} salah bentuk: seharusnya `— name base64`, ditemukan {found}"
        ),
        NoteError::UnknownKey { found, known } => format!(
            "catatan ditandatangani {found}, tidak satu pun kunci yang dikenal ({known}); ambil \
             kunci publik buku dari sumber yang Anda percaya dan bandingkan"
        ),
        NoteError::BadSignature { key } => format!(
            "tanda tangan atas nama {key} tidak cocok dengan teksnya: catatan diubah atau \
             dipalsukan; jangan dipakai"
        ),
        NoteError::Ambiguous { key } => format!(
            "dua kunci berbeda yang dikenal sama-sama bernama {key}; buang yang tidak dipercaya"
        ),
        // What only a program that makes notes can meet.
        NoteError::TooLarge { .. } | NoteError::TextEnd | NoteError::TooManySignatures => {
            return None;
        }
    })
}

/// The high-water mark, as a start or `verify` misses it.
pub fn of_high_water(error: &HighWaterError) -> String {
    match error {
        HighWaterError::Missing => {
            "berkas HIGHWATER tidak ada, jadi tidak ada yang tahu apakah penyimpanan lengkap; \
             pulihkan, atau seluruh folder, dari cadangan"
                .to_owned()
        }
        HighWaterError::Damaged { .. } => {
            "kedua tempat dalam HIGHWATER rusak, jadi tidak ada yang tahu apakah penyimpanan \
             lengkap; pulihkan dari cadangan"
                .to_owned()
        }
        HighWaterError::Io(_) => "tidak dapat membaca HIGHWATER".to_owned(),
    }
}

/// What the store could not read.
pub fn of_read(error: &ReadError) -> String {
    match error {
        ReadError::Corrupt { seq, what } => format!("penyimpanan rusak pada entri {seq}: {what}"),
        ReadError::Io(what) => format!("tidak terbaca: {what}"),
    }
}
