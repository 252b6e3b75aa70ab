//! A workbook is a zip, and a zip may be a bomb. Its directory is looked at, then every member is
//! inflated and counted, with nothing kept, before anything reads it.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{InboundError, unreadable};
use super::limits::{
    INFLATED_BYTES_MAX, MEMBER_BYTES_MAX, MEMBERS_MAX, RATIO_FROM_BYTES, RATIO_MAX,
};
use crate::said::said;

/// Refuses a zip that is damaged, locked, or becomes too long.
pub fn check(path: &Path) -> Result<(), InboundError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let bytes = file.metadata().map_err(|error| unreadable(&error))?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    let members = archive.len();
    if members > MEMBERS_MAX {
        return Err(InboundError::Refused(said!(
            "expected a workbook of at most {MEMBERS_MAX} parts, found {members}",
            "seharusnya buku kerja paling banyak {MEMBERS_MAX} bagian, ditemukan {members}"
        )));
    }
    let stated = stated(&mut archive)?;
    if stated.packed > bytes {
        return Err(InboundError::Refused(said!(
            "expected a workbook, found a zip whose parts lie over one another; it was made to do \
             harm",
            "seharusnya buku kerja, ditemukan zip yang bagiannya bertumpuk; dibuat untuk merusak"
        )));
    }
    let mut total = 0;
    for index in 0..members {
        let member = archive.by_index(index).map_err(|error| damaged(&error))?;
        let packed = member.compressed_size();
        total = inflate(member, packed, total)?;
    }
    Ok(())
}

/// What a directory says of all members.
struct Stated {
    packed: u64,
}

fn stated<R: Read + std::io::Seek>(archive: &mut ZipArchive<R>) -> Result<Stated, InboundError> {
    let (mut packed, mut inflated) = (0u64, 0u64);
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
        packed = packed.saturating_add(member.compressed_size());
        inflated = inflated.saturating_add(member.size());
        within(member.size(), member.compressed_size(), inflated)?;
    }
    Ok(Stated { packed })
}

/// Inflates a member and counts; the count of all until now.
fn inflate(mut member: impl Read, packed: u64, before: u64) -> Result<u64, InboundError> {
    let mut chunk = vec![0; 64 * 1024];
    let mut size = 0u64;
    loop {
        let count = member.read(&mut chunk).map_err(|error| unreadable(&error))?;
        if count == 0 {
            return Ok(before.saturating_add(size));
        }
        size = size.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        within(size, packed, before.saturating_add(size))?;
    }
}

/// Refuses a member that is or becomes too long, alone, for its packed length, or with the others.
fn within(size: u64, packed: u64, total: u64) -> Result<(), InboundError> {
    let (mebi, most) = (1024 * 1024, MEMBER_BYTES_MAX.min(INFLATED_BYTES_MAX));
    if size > most || total > INFLATED_BYTES_MAX {
        return Err(InboundError::Refused(said!(
            "expected a workbook that unpacks to at most {} MiB, {} MiB each part; found more. \
             Delete empty rows, formats and pictures, or save it as CSV",
            "seharusnya buku kerja yang terurai paling besar {} MiB, {} MiB tiap bagian; ditemukan \
             lebih. Hapus baris kosong, format dan gambar, atau simpan sebagai CSV",
            INFLATED_BYTES_MAX / mebi,
            MEMBER_BYTES_MAX / mebi
        )));
    }
    let ratio = size / packed.max(1);
    if size > RATIO_FROM_BYTES && ratio > RATIO_MAX {
        return Err(InboundError::Refused(said!(
            "expected parts that unpack to at most {RATIO_MAX} times their length, found {ratio} \
             times: a sheet of blanks, or a file made to do harm. Delete the empty rows below the \
             data, or save it as CSV",
            "seharusnya bagian yang terurai paling besar {RATIO_MAX} kali panjangnya, ditemukan \
             {ratio} kali: lembar berisi kosong, atau berkas yang dibuat untuk merusak. Hapus \
             baris kosong di bawah data, atau simpan sebagai CSV"
        )));
    }
    Ok(())
}

fn damaged(error: &ZipError) -> InboundError {
    InboundError::Refused(match error {
        ZipError::UnsupportedArchive(_) => said!(
            "expected a workbook (XLSX), found a zip with a password or packed in an unknown way",
            "seharusnya buku kerja (XLSX), ditemukan zip berkata sandi atau dikemas dengan cara \
             yang tak dikenal"
        ),
        error => said!(
            "expected a workbook (XLSX), found a damaged zip ({error}); get the file again",
            "seharusnya buku kerja (XLSX), ditemukan zip rusak ({error}); mintalah berkasnya lagi"
        ),
    })
}
