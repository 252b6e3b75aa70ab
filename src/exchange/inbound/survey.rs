//! The first look at a file: how long it is, its hash, and what kind of bytes it has.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::error::{InboundError, unreadable};
use super::limits::FILE_BYTES_MAX;
use super::text::Encoding;
use super::zipped;
use crate::said::{Said, said};

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// BLAKE3 over its bytes.
    pub hash: [u8; 32],
    /// Its length in bytes.
    pub bytes: u64,
    /// What kind of bytes it has.
    pub shape: Shape,
}

/// What kind of bytes a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A workbook (XLSX).
    Workbook,
    /// A text in an encoding.
    Text(Encoding),
}

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// Looks at a whole file once. `declared` is the encoding that somebody declared.
pub fn survey(path: &Path, declared: Option<Encoding>) -> Result<Survey, InboundError> {
    let named = |error: std::io::Error| match unreadable(&error) {
        InboundError::Io(said) => InboundError::Io(said.after(path.display())),
        other => other,
    };
    let mut file = File::open(path).map_err(named)?;
    let bytes = file.metadata().map_err(named)?.len();
    if bytes > FILE_BYTES_MAX {
        let most = FILE_BYTES_MAX / (1024 * 1024);
        return Err(refused(said!(
            "expected a file of at most {most} MiB, found {} MiB; divide it",
            "seharusnya berkas paling besar {most} MiB, ditemukan {} MiB; bagi berkasnya",
            bytes / (1024 * 1024)
        )));
    }
    let mut hasher = blake3::Hasher::new();
    let mut seen = Seen::default();
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = file.read(&mut chunk).map_err(named)?;
        let Some(read) = chunk.get(..count).filter(|read| !read.is_empty()) else { break };
        hasher.update(read);
        seen.chunk(read);
    }
    let shape = seen.shape(declared)?;
    if shape == Shape::Workbook {
        zipped::check(path)?;
    }
    Ok(Survey { hash: *hasher.finalize().as_bytes(), bytes, shape })
}

fn refused(said: Said) -> InboundError {
    InboundError::Refused(said)
}

/// What was seen of the bytes of a file.
#[derive(Default)]
struct Seen {
    /// The first bytes.
    head: Vec<u8>,
    /// Bytes of a character that the chunk before began.
    carried: Vec<u8>,
    /// Characters of several bytes in UTF-8.
    wide: u64,
    /// Bytes that are no UTF-8.
    broken: u64,
    /// Zero bytes at even and at odd places.
    zeros: [u64; 2],
    length: u64,
}

/// Enough of a file to recognise it by.
const HEAD: usize = 512;

impl Seen {
    fn chunk(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(room));
        for byte in bytes {
            if *byte == 0 {
                self.zeros[usize::from(self.length % 2 == 1)] += 1;
            }
            self.length += 1;
        }
        let mut joined = std::mem::take(&mut self.carried);
        joined.extend_from_slice(bytes);
        let mut rest = joined.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.count_wide(text),
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.count_wide(std::str::from_utf8(good).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.carried = bad.to_vec();
                        return;
                    };
                    self.broken += 1;
                    rest = bad.get(length..).unwrap_or_default();
                }
            }
        }
    }

    fn count_wide(&mut self, text: &str) {
        // ASCII text, which most is, is passed over at once.
        if !text.is_ascii() {
            let wide = text.chars().filter(|c| !c.is_ascii()).count();
            self.wide = self.wide.saturating_add(u64::try_from(wide).unwrap_or(u64::MAX));
        }
    }

    fn shape(&self, declared: Option<Encoding>) -> Result<Shape, InboundError> {
        if self.length == 0 {
            return Err(refused(said!("the file is empty", "berkasnya kosong")));
        }
        if self.head.starts_with(b"PK") {
            return Ok(Shape::Workbook);
        }
        if let Some(why) = foreign(&self.head) {
            return Err(refused(why));
        }
        if let Some(declared) = declared {
            return Ok(Shape::Text(declared));
        }
        self.encoding().map(Shape::Text)
    }

    fn encoding(&self) -> Result<Encoding, InboundError> {
        if self.head.starts_with(b"\xff\xfe") {
            return Ok(Encoding::Utf16Le);
        }
        if self.head.starts_with(b"\xfe\xff") {
            return Ok(Encoding::Utf16Be);
        }
        let [even, odd] = self.zeros;
        if even.saturating_add(odd) > 0 {
            // Latin letters in UTF-16 have a zero byte each, always on the same side.
            let many = self.length / 4;
            return match (even > many, odd > many) {
                (false, true) if even < odd / 8 => Ok(Encoding::Utf16Le),
                (true, false) if odd < even / 8 => Ok(Encoding::Utf16Be),
                _ => Err(refused(said!(
                    "expected a text (CSV) or a workbook (XLSX), found zero bytes: another kind of \
                     file; save it as XLSX or `CSV UTF-8`",
                    "seharusnya teks (CSV) atau buku kerja (XLSX), ditemukan bita nol: berkas \
                     jenis lain; simpan sebagai XLSX atau `CSV UTF-8`"
                ))),
            };
        }
        let broken = self.broken + u64::from(!self.carried.is_empty());
        match (broken, self.wide) {
            (0, _) => Ok(Encoding::Utf8),
            (_, 0) => Ok(Encoding::Windows1252),
            (broken, wide) => Err(refused(said!(
                "expected one encoding, found {wide} characters in UTF-8 and {broken} that are not: \
                 save the file again as `CSV UTF-8`, or say which it is with --encoding",
                "seharusnya satu pengodean, ditemukan {wide} karakter UTF-8 dan {broken} yang \
                 bukan: simpan lagi sebagai `CSV UTF-8`, atau sebutkan dengan --encoding"
            ))),
        }
    }
}

/// Files that people take for one of ours, by their first bytes.
fn foreign(head: &[u8]) -> Option<Said> {
    let text =
        String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(said!(
            "expected XLSX or CSV, found the format of Excel before 2007, or a workbook with a \
             password; open it, remove the password and save it as XLSX",
            "seharusnya XLSX atau CSV, ditemukan format Excel sebelum 2007, atau buku kerja \
             berkata sandi; buka, hapus kata sandinya dan simpan sebagai XLSX"
        ));
    }
    if head.starts_with(b"%PDF") {
        return Some(said!(
            "expected XLSX or CSV, found PDF: ask for the list itself",
            "seharusnya XLSX atau CSV, ditemukan PDF: mintalah daftarnya"
        ));
    }
    if ["<html", "<!doctype", "<table", "<?xml"].iter().any(|begin| text.starts_with(begin)) {
        return Some(said!(
            "expected XLSX or CSV, found a web page under the name of a sheet, as some systems \
             export it; open it in a spreadsheet and save it as XLSX",
            "seharusnya XLSX atau CSV, ditemukan halaman web bernama lembar kerja, seperti ekspor \
             sebagian sistem; buka di lembar kerja dan simpan sebagai XLSX"
        ));
    }
    None
}
