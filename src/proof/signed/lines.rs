//! The lines of the `SIGNED` file: what they look like, and which damage is harmless.
//!
//! Not here: files.

use chrono::{DateTime, SecondsFormat};
use jejak_events::chain::parse_hex;

use crate::proof::hash::TreeHash;
use crate::proof::vkey::shorten;

/// A checkpoint that may have left the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: TreeHash,
    /// When it was recorded, in microseconds UTC, as the caller had it.
    pub at_micros: i64,
}

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Every checkpoint, sizes ascending.
    pub known: Vec<SignedCheckpoint>,
    /// CRC-32 of everything that counts.
    pub crc: u32,
    /// Bytes of everything that counts.
    pub length: usize,
    /// What follows.
    pub tail: Tail,
}

/// What follows the last complete line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// The file ends there.
    #[default]
    Nothing,
    /// Only the newline of the last line is missing: it counts, since its checkpoint may have left.
    Unterminated,
    /// So many bytes of a line whose checkpoint never left.
    Torn(usize),
}

/// Why the content cannot be trusted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// The first line is not that of the ledger; what it is.
    FirstLine(String),
    /// A later line is not as it was written.
    Line {
        /// Counted from 1, the first line of the file.
        number: usize,
        /// What has to be there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
}

impl Content {
    /// Reads the whole file.
    pub fn parse(bytes: &[u8], origin: &str) -> Result<Content, Damage> {
        let first = first_line(origin);
        if !bytes.starts_with(first.as_bytes()) {
            let found = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            return Err(Damage::FirstLine(shorten(&String::from_utf8_lossy(found))));
        }
        let crc = crc_after(0, first.as_bytes());
        let mut content = Content { crc, length: first.len(), ..Content::default() };
        let mut lines = bytes[first.len()..].split_inclusive(|byte| *byte == b'\n').peekable();
        let mut number = 1;
        while let Some(line) = lines.next() {
            number += 1;
            let is_last = lines.peek().is_none();
            content.take(line, is_last).map_err(|expected| {
                let found = shorten(&String::from_utf8_lossy(line));
                Damage::Line { number, expected, found }
            })?;
        }
        Ok(content)
    }

    /// The line for `record`, which is not taken in yet. `None` when its time is no date.
    pub fn line_for(&self, record: &SignedCheckpoint) -> Option<String> {
        write_line(record, self.crc)
    }

    /// Takes one line in, with its newline; the error says what was expected instead.
    pub fn take(&mut self, line: &[u8], is_last: bool) -> Result<(), &'static str> {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let terminated = text.len() < line.len();
        let Some(record) = parse_line(text, self.crc) else {
            // A power cut leaves the beginning of the line, or zeros where it should be.
            if is_last && (!terminated || text.contains(&0)) {
                self.tail = Tail::Torn(line.len());
                return Ok(());
            }
            return Err("`size root time crc` as it was written");
        };
        if self.known.last().is_some_and(|last| last.size >= record.size) {
            return Err("a size above the one before");
        }
        self.crc = crc_after(crc_after(self.crc, text), b"\n");
        self.length += text.len() + 1;
        self.known.push(record);
        if !terminated {
            self.tail = Tail::Unterminated;
        }
        Ok(())
    }
}

/// The first line of the file: what it is, its version, and whose.
pub(super) fn first_line(origin: &str) -> String {
    format!("jejak signed 1 {origin}\n")
}

/// One line with its newline.
fn write_line(record: &SignedCheckpoint, crc_before: u32) -> Option<String> {
    let SignedCheckpoint { size, root, at_micros } = record;
    let time =
        DateTime::from_timestamp_micros(*at_micros)?.to_rfc3339_opts(SecondsFormat::Micros, true);
    parse_time(&time)?;
    let line = format!("{size} {root} {time} ");
    let crc = crc_after(crc_before, line.as_bytes());
    Some(format!("{line}{crc:08x}\n"))
}

fn parse_line(line: &[u8], crc_before: u32) -> Option<SignedCheckpoint> {
    let text = std::str::from_utf8(line).ok()?;
    let mut fields = text.split(' ');
    let size = fields.next()?.parse().ok()?;
    let root = TreeHash(parse_hex(fields.next()?)?);
    let record = SignedCheckpoint { size, root, at_micros: parse_time(fields.next()?)? };
    // Only one text stands for a record, its CRC included.
    let exact = write_line(&record, crc_before)?;
    (exact.strip_suffix('\n') == Some(text)).then_some(record)
}

fn parse_time(text: &str) -> Option<i64> {
    Some(DateTime::parse_from_rfc3339(text).ok()?.timestamp_micros())
}

fn crc_after(crc: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(crc);
    hasher.update(bytes);
    hasher.finalize()
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    const ORIGIN: &str = "example.go.id/bansos";

    /// A file as it is on disk; may never change.
    const GOLDEN: &str = "jejak signed 1 example.go.id/bansos\n\
        0 0000000000000000000000000000000000000000000000000000000000000000 \
        2026-11-22T01:02:03.000000Z 9114b88b\n\
        7 0707070707070707070707070707070707070707070707070707070707070707 \
        2026-11-22T01:02:10.000007Z 9563bca6\n\
        1024 1414141414141414141414141414141414141414141414141414141414141414 \
        2026-11-22T01:19:07.001024Z 3e8a954b\n";

    fn record(size: u64) -> SignedCheckpoint {
        let fill = u8::try_from(size % 251).expect("below 251");
        let at_micros = 1_795_309_323_000_000 + i64::try_from(size).expect("small") * 1_000_001;
        SignedCheckpoint { size, root: TreeHash([fill; 32]), at_micros }
    }

    pub(in super::super) fn file(sizes: &[u64]) -> String {
        let mut text = first_line(ORIGIN);
        let mut content = Content::parse(text.as_bytes(), ORIGIN).expect("empty");
        for size in sizes {
            let line = content.line_for(&record(*size)).expect("a date");
            content.take(line.as_bytes(), false).expect("ascending");
            text.push_str(&line);
        }
        text
    }

    #[test]
    fn the_file_is_exactly_these_bytes() {
        assert_eq!(file(&[0, 7, 1024]), GOLDEN);
        let content = Content::parse(GOLDEN.as_bytes(), ORIGIN).expect("reads");
        assert_eq!(content.known, [record(0), record(7), record(1024)]);
        assert_eq!((content.length, content.tail), (GOLDEN.len(), Tail::Nothing));
        assert_eq!(content.crc, crc32fast::hash(GOLDEN.as_bytes()));
    }

    #[test]
    fn a_cut_anywhere_loses_the_cut_line_only() {
        let whole = file(&[1, 2, 3]);
        let before = file(&[1, 2]).len();
        for end in before..whole.len() {
            let content = Content::parse(&whole.as_bytes()[..end], ORIGIN).expect("tolerated");
            let (known, length, tail) = if end == before {
                (2, before, Tail::Nothing)
            } else if end == whole.len() - 1 {
                (3, whole.len(), Tail::Unterminated)
            } else {
                (2, before, Tail::Torn(end - before))
            };
            assert_eq!((content.known.len(), content.length, content.tail), (known, length, tail));
        }
        let mut zeros = whole.clone().into_bytes();
        let end = zeros.len();
        zeros[before + 20..end - 1].fill(0);
        let content = Content::parse(&zeros, ORIGIN).expect("tolerated");
        assert_eq!((content.known.len(), content.tail), (2, Tail::Torn(end - before)));
    }

    #[test]
    fn a_change_to_any_complete_line_is_damage() {
        let whole = file(&[1, 2, 3]);
        let first = first_line(ORIGIN).len();
        for at in 0..whole.len() - 1 {
            let mut bytes = whole.clone().into_bytes();
            bytes[at] ^= 1;
            let found = Content::parse(&bytes, ORIGIN).expect_err("damaged");
            assert_eq!(matches!(found, Damage::FirstLine(_)), at < first, "byte {at}");
        }
    }

    #[test]
    fn lines_lost_doubled_or_swapped_are_damage() {
        let whole = file(&[1, 2, 3]);
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let number_of = |order: &[usize]| {
            let text: String = order.iter().map(|index| lines[*index]).collect();
            match Content::parse(text.as_bytes(), ORIGIN) {
                Err(Damage::Line { number, .. }) => Some(number),
                _ => None,
            }
        };
        let table: [(&[usize], Option<usize>); 6] = [
            (&[0, 1, 2, 3], None),
            (&[0, 2, 3], Some(2)),
            (&[0, 1, 3], Some(3)),
            (&[0, 1, 3, 2], Some(3)),
            (&[0, 1, 1, 2, 3], Some(3)),
            (&[0, 1, 2, 2], Some(4)),
        ];
        for (order, damaged) in table {
            assert_eq!(number_of(order), damaged, "{order:?}");
        }
    }

    #[test]
    fn sizes_ascend_even_when_every_crc_fits() {
        let text = first_line(ORIGIN);
        let mut content = Content::parse(text.as_bytes(), ORIGIN).expect("empty");
        let mut add = |size| {
            let line = content.line_for(&record(size)).expect("a date");
            content.take(line.as_bytes(), false)
        };
        assert_eq!(add(5), Ok(()));
        assert_eq!(add(5), Err("a size above the one before"));
        assert_eq!(add(4), Err("a size above the one before"));
        assert_eq!(add(6), Ok(()));
    }

    #[test]
    fn times_that_are_no_dates_are_refused() {
        let content = Content::default();
        for at_micros in [i64::MIN, i64::MAX, 253_402_300_800_000_000] {
            let record = SignedCheckpoint { at_micros, ..record(1) };
            assert_eq!(content.line_for(&record), None, "{at_micros}");
        }
    }

    proptest! {
        #[test]
        fn every_record_reads_back(
            size: u64,
            root: [u8; 32],
            at_micros in 0..253_402_300_800_000_000i64,
            crc: u32,
        ) {
            let record = SignedCheckpoint { size, root: TreeHash(root), at_micros };
            let line = write_line(&record, crc).expect("a date");
            let text = line.strip_suffix('\n').expect("a line");
            prop_assert_eq!(parse_line(text.as_bytes(), crc), Some(record));
            prop_assert_eq!(parse_line(text.as_bytes(), crc ^ 1), None);
        }

        #[test]
        fn parsing_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Content::parse(&bytes, ORIGIN);
            let _ = Content::parse(&[first_line(ORIGIN).as_bytes(), &bytes].concat(), ORIGIN);
        }
    }
}
