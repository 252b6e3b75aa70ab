//! What a file is, by its bytes: never by its name, which says what somebody wishes.
//!
//! Allowed is what papers come as: PDF, photographs, tables, texts, signed envelopes. A workbook or a
//! letter that carries a program is refused, and so is whatever else is zipped.

use std::io::{self, Read, Seek, SeekFrom};

/// Bytes that most kinds are known by.
const HEAD: usize = 4 * 1024;
/// Where the directory of a zip ends: 22 bytes and a comment of at most 65,535.
const TAIL: u64 = 22 + 65_535;
/// A directory of a workbook is far smaller.
const DIRECTORY_MAX: u64 = 1024 * 1024;

/// Kinds: word and media type of each.
macro_rules! media {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $type:literal;)*) => {
        /// What a file is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Media { $( $(#[$doc])* $name, )* }

        impl Media {
            /// Every kind.
            pub const ALL: &'static [Media] = &[$(Media::$name),*];

            /// The word in JSON, which is the usual ending of a file's name, too.
            pub const fn word(self) -> &'static str {
                match self { $(Media::$name => $word),* }
            }

            /// The media type.
            pub const fn media_type(self) -> &'static str {
                match self { $(Media::$name => $type),* }
            }
        }
    };
}

media! {
    /// A page description.
    Pdf = "pdf", "application/pdf";
    /// A photograph.
    Jpeg = "jpg", "image/jpeg";
    /// A picture.
    Png = "png", "image/png";
    /// A workbook.
    Xlsx = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    /// A letter.
    Docx = "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// A table as text.
    Csv = "csv", "text/csv";
    /// Something signed, with its signature around it (CMS).
    P7m = "p7m", "application/pkcs7-mime";
}

impl Media {
    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Media> {
        Media::ALL.iter().copied().find(|media| media.word() == word)
    }

    /// What a file is; nothing where it is none of them. Its place is at the beginning afterwards.
    pub fn of(file: &mut (impl Read + Seek)) -> io::Result<Option<Media>> {
        let mut head = Vec::new();
        file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let media = match by_head(&head) {
            None if head.starts_with(b"PK\x03\x04") => office(file)?,
            media => media,
        };
        file.rewind()?;
        Ok(media)
    }
}

fn by_head(head: &[u8]) -> Option<Media> {
    const SIGNED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    let begins = |bytes: &[u8]| head.starts_with(bytes);
    let within = |count: usize, bytes: &[u8]| {
        head.get(..count.min(head.len())).is_some_and(|part| has(part, bytes))
    };
    if begins(b"%PDF-") {
        Some(Media::Pdf)
    } else if begins(b"\xff\xd8\xff") {
        Some(Media::Jpeg)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Some(Media::Png)
    } else if begins(b"\x30") && within(24, SIGNED) {
        Some(Media::P7m)
    } else if is_table(head) {
        Some(Media::Csv)
    } else {
        None
    }
}

fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Text of which the first line has several fields. Letters of any encoding may be in it, but no
/// sign that only programs write, and nothing that a browser takes for a page.
fn is_table(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let of_programs = |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\r' | b'\n');
    let page =
        text.trim_ascii_start().first().is_none_or(|byte| matches!(byte, b'<' | b'{' | b'['));
    let divided = first.iter().any(|byte| matches!(byte, b';' | b',' | b'\t'));
    divided && !page && !text.iter().any(|byte| of_programs(byte) || *byte == 127)
}

/// What lies in a zip, by the names in its directory.
fn office(file: &mut (impl Read + Seek)) -> io::Result<Option<Media>> {
    let size = file.seek(SeekFrom::End(0))?;
    let begin = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(begin))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Ok(None);
    };
    let number = |from: usize| {
        let bytes = tail.get(at + from..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map_or(u64::MAX, |bytes| u64::from(u32::from_le_bytes(*bytes)))
    };
    let (length, start) = (number(12), number(16));
    if length > DIRECTORY_MAX || start.saturating_add(length) > size {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    file.by_ref().take(length).read_to_end(&mut directory)?;
    Ok(by_names(&directory))
}

/// Each entry of a directory is 46 bytes, then its name, more fields and a comment.
fn by_names(directory: &[u8]) -> Option<Media> {
    let (mut rest, mut found) = (directory, None);
    while let Some((entry, after)) = rest.split_first_chunk::<46>() {
        let long = |at: usize| usize::from(u16::from_le_bytes([entry[at], entry[at + 1]]));
        if !entry.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name = after.get(..long(28))?.to_ascii_lowercase();
        if name.ends_with(b"vbaproject.bin") {
            return None;
        }
        if name == b"xl/workbook.xml" {
            found = Some(Media::Xlsx);
        } else if name == b"word/document.xml" {
            found = Some(Media::Docx);
        }
        rest = after.get(long(28) + long(30) + long(32)..)?;
    }
    found
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begins");
            zip.write_all(b"<xml/>").expect("writes");
        }
        zip.finish().expect("ends").into_inner()
    }

    fn of(bytes: &[u8]) -> Option<Media> {
        let mut file = Cursor::new(bytes);
        let media = Media::of(&mut file).expect("reads");
        assert_eq!(file.position(), 0, "what reads it next begins at the beginning");
        media
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let signed = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80";
        let plain: &[(&[u8], Option<Media>)] = &[
            (b"%PDF-1.7\n%\xe2\xe3", Some(Media::Pdf)),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\x00\x00", Some(Media::Png)),
            (signed, Some(Media::P7m)),
            (b"nik;nama\n1;B\n", Some(Media::Csv)),
            (b"\xef\xbb\xbfnik,nama\r\n", Some(Media::Csv)),
            (b"nama\tAgn\xe8s\n", Some(Media::Csv)),
            (b"", None),
            (b"one word", None),
            (b"<html><body>a;b</body></html>", None),
            (b" <svg xmlns=\"a;b\"/>", None),
            (b"{\"a\":1,\"b\":2}", None),
            (b"a;b\x00c\n", None),
            (b"MZ\x90\x00", None),
            (b"\x7fELF;", None),
            (b"#!/bin/sh\n", None),
            (b"GIF89a\x01\x00;", None),
            (b"PK\x03\x04", None),
            (b"\x30\x03\x02\x01\x05", None),
        ];
        for (bytes, expected) in plain {
            assert_eq!(of(bytes), *expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_zip_is_what_lies_in_it() {
        let zips: &[(&[&str], Option<Media>)] = &[
            (&["[Content_Types].xml", "xl/workbook.xml"], Some(Media::Xlsx)),
            (&["[Content_Types].xml", "word/document.xml"], Some(Media::Docx)),
            (&["xl/workbook.xml", "xl/vbaProject.bin"], None),
            (&["word/document.xml", "word/VBAPROJECT.BIN"], None),
            (&["a.exe"], None),
            (&[], None),
        ];
        for (names, expected) in zips {
            assert_eq!(of(&zip(names)), *expected, "{names:?}");
        }
        let cut = zip(&["xl/workbook.xml"]);
        assert_eq!(of(&cut[..cut.len() - 5]), None, "a zip without its end");
    }

    #[test]
    fn words_are_read_back() {
        for media in Media::ALL {
            assert_eq!(Media::from_word(media.word()), Some(*media));
        }
    }
}
