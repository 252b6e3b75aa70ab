//! One cell, as a file has it, before anybody asks what it should be.

use jejak_events::Date;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing, or nothing that can be seen.
    #[default]
    Empty,
    /// Text, as written.
    Text(String),
    /// A number of a workbook, in decimal digits with a dot, as short as it can be told.
    Number(String),
    /// A day, with or without a time of day that stood with it.
    Day {
        /// The day.
        day: Date,
        /// Whether a time of day other than midnight stood with it.
        timed: bool,
    },
    /// A time of day or a span of hours, as a workbook shows it.
    Time {
        /// Hours, more than 23 for a span.
        hours: u32,
        /// Minutes, below 60.
        minutes: u32,
        /// Seconds, below 60.
        seconds: u32,
    },
    /// True or false.
    Flag(bool),
    /// What a workbook shows where a formula failed, such as `#REF!`.
    Error(String),
}

impl Cell {
    /// A cell of text; blank text is no text.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.chars().all(is_blank) { Cell::Empty } else { Cell::Text(text) }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        *self == Cell::Empty
    }

    /// What a heading or a note says: text and numbers, without outer blanks.
    pub fn words(&self) -> String {
        match self {
            Cell::Text(text) => clean(text),
            Cell::Number(digits) => digits.clone(),
            Cell::Day { day, .. } => day.to_string(),
            Cell::Empty | Cell::Time { .. } | Cell::Flag(_) | Cell::Error(_) => String::new(),
        }
    }
}

/// A row, as a file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawRow {
    /// Its number in the file, from 1: the line of a text, the row of a sheet.
    pub number: usize,
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
}

impl RawRow {
    /// Whether no cell has anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// What cannot be seen: blanks of all kinds, and marks without width.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Text without outer blanks and invisible marks, each run of blanks one plain blank.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        match (c.is_whitespace(), out.ends_with(' ') || out.is_empty()) {
            (true, true) => {}
            (true, false) => out.push(' '),
            (false, _) => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A heading as headings are compared: letters and digits in lower case.
pub fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_no_text() {
        for blank in ["", " ", "\u{a0}\u{a0}", "\u{feff}", "\t\r\n", "\u{200b} "] {
            assert!(Cell::text(blank).is_empty(), "{blank:?}");
        }
        assert_eq!(clean("\u{a0}Siti\u{a0}\u{202f} Aminah\u{200b} "), "Siti Aminah");
        assert_eq!(plain(" No. KK\n(16 digit)"), "nokk16digit");
    }
}
