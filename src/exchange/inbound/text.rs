//! Rows of a text between separators: decoded and read in a stream, nothing kept.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::str::FromStr;

use super::cell::{Cell, RawRow};
use super::error::{InboundError, unreadable};
use super::limits::{CELL_BYTES_MAX, COLUMNS_MAX};
use super::rows::{Step, Visit};
use crate::said::said;

/// Encodings of text files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, low byte first, as Excel writes `Unicode text`.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, what Excel calls CSV.
    Windows1252,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 4] =
        [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    fn of_standard(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(text: &str) -> Result<Encoding, String> {
        let known = Encoding::ALL.into_iter().find(|encoding| encoding.word() == text);
        known.ok_or_else(|| {
            let words: Vec<&str> = Encoding::ALL.iter().map(|encoding| encoding.word()).collect();
            format!("expected one of {}", words.join(", "))
        })
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Its encoding.
    pub encoding: Encoding,
    /// What stands between cells.
    pub separator: u8,
}

/// What may stand between cells.
pub const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Visits the rows of a text; rows of nothing are passed over.
pub fn visit(path: &Path, dialect: Dialect, visit: Visit<'_>) -> Result<(), InboundError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let decoded = Decoded::new(BufReader::new(file), dialect.encoding);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.separator)
        .from_reader(decoded);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| unread(&error))? {
        // The line after the record, less itself and the lines that stand within its cells: blank
        // lines before a record are counted by the reader, those behind it not yet.
        let within = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let number = after.saturating_sub(1).saturating_sub(within);
        // A record that the file ends in the middle of has no line behind it.
        let begun = record.position().map_or(1, csv::Position::line);
        let number = number.max(usize::try_from(begun).unwrap_or(number));
        if is_declaration(&record, number) {
            continue;
        }
        check(&record, number)?;
        let row = RawRow { number, cells: record.iter().map(Cell::text).collect() };
        if !row.is_blank() && visit(row)? == Step::Enough {
            break;
        }
    }
    Ok(())
}

/// `sep=;`, which spreadsheets write for each other, is no row.
fn is_declaration(record: &csv::StringRecord, number: usize) -> bool {
    number == 1 && record.get(0).is_some_and(|cell| cell.to_lowercase().starts_with("sep="))
}

fn check(record: &csv::StringRecord, number: usize) -> Result<(), InboundError> {
    if record.len() > COLUMNS_MAX {
        let found = record.len();
        return Err(InboundError::Refused(said!(
            "line {number}: expected at most {COLUMNS_MAX} columns, found {found}",
            "baris {number}: seharusnya paling banyak {COLUMNS_MAX} kolom, ditemukan {found}"
        )));
    }
    if record.iter().any(|cell| cell.len() > CELL_BYTES_MAX) {
        return Err(InboundError::Refused(said!(
            "line {number}: expected cells of at most {CELL_BYTES_MAX} bytes, found a longer one: a \
             quotation mark that was opened in this line is perhaps never closed",
            "baris {number}: seharusnya sel paling panjang {CELL_BYTES_MAX} bita, ditemukan yang \
             lebih panjang: tanda kutip yang dibuka di baris ini mungkin tidak pernah ditutup"
        )));
    }
    Ok(())
}

fn unread(error: &csv::Error) -> InboundError {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => {
            unreadable(error)
        }
        _ => InboundError::Refused(said!(
            "expected a text in its encoding, found bytes that are not; save the file again as \
             `CSV UTF-8`, or say the encoding with --encoding",
            "seharusnya teks dalam pengodeannya, ditemukan bita lain; simpan lagi sebagai \
             `CSV UTF-8`, atau sebutkan pengodeannya dengan --encoding"
        )),
    }
}

/// Bytes of an encoding as UTF-8, every line ended by a line feed alone, also the last one.
struct Decoded<R> {
    from: R,
    decoder: encoding_rs::Decoder,
    read: Vec<u8>,
    /// Bytes of `read` that are not decoded yet.
    left: std::ops::Range<usize>,
    text: Vec<u8>,
    ready: std::ops::Range<usize>,
    ended: bool,
    /// Whether the last byte was a carriage return, told as a line feed.
    returned: bool,
    /// Whether the last line was ended.
    closed: bool,
}

const DECODED_AT_ONCE: usize = 64 * 1024;

impl<R: Read> Decoded<R> {
    fn new(from: R, encoding: Encoding) -> Decoded<R> {
        Decoded {
            from,
            decoder: encoding.of_standard().new_decoder_with_bom_removal(),
            read: vec![0; DECODED_AT_ONCE],
            left: 0..0,
            // Room for what the longest input can become.
            text: vec![0; DECODED_AT_ONCE * 3 + 16],
            ready: 0..0,
            ended: false,
            returned: false,
            closed: false,
        }
    }

    /// Makes line feeds of all ends of lines; `written` bytes are new.
    fn feed_lines(&mut self, written: usize) {
        let mut kept = 0;
        for at in 0..written {
            let byte = self.text.get(at).copied().unwrap_or_default();
            let second = byte == b'\n' && self.returned;
            self.returned = byte == b'\r';
            if second {
                continue;
            }
            if let Some(place) = self.text.get_mut(kept) {
                *place = if byte == b'\r' { b'\n' } else { byte };
            }
            kept = kept.saturating_add(1);
        }
        self.ready = 0..kept;
    }

    fn fill(&mut self) -> std::io::Result<()> {
        if self.left.is_empty() && !self.ended {
            let count = self.from.read(&mut self.read)?;
            self.left = 0..count;
            self.ended = count == 0;
        }
        let input = self.read.get(self.left.clone()).unwrap_or_default();
        let (result, used, written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.text, self.ended);
        self.left.start = self.left.start.saturating_add(used);
        self.feed_lines(written);
        match result {
            encoding_rs::DecoderResult::Malformed(..) => {
                Err(std::io::Error::from(std::io::ErrorKind::InvalidData))
            }
            encoding_rs::DecoderResult::InputEmpty | encoding_rs::DecoderResult::OutputFull => {
                Ok(())
            }
        }
    }
}

impl<R> Decoded<R> {
    /// Ends the last line, once.
    fn close(&mut self, out: &mut [u8]) -> usize {
        let closed = std::mem::replace(&mut self.closed, true);
        match out.first_mut().filter(|_| !closed) {
            Some(first) => {
                *first = b'\n';
                1
            }
            None => 0,
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.ready.is_empty() {
            if self.ended && self.left.is_empty() {
                return Ok(self.close(out));
            }
            self.fill()?;
        }
        let ready = self.text.get(self.ready.clone()).unwrap_or_default();
        let count = ready.len().min(out.len());
        for (to, from) in out.iter_mut().zip(ready) {
            *to = *from;
        }
        self.ready.start = self.ready.start.saturating_add(count);
        Ok(count)
    }
}
