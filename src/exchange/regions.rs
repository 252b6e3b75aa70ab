//! Regions from CSV as people have it.
//!
//! ```text
//! kode;nama                       code,province_code,name
//! 36;Banten                       36.01,36,Kabupaten Pandeglang
//! 3603122001;"Sukaasih"           36.04,36,"Kabupaten Serang"
//! ```
//!
//! Cells stand between commas, semicolons or tabs; names may stand in quotes. A header is not
//! needed: two cells are code and name, three are code, parent and name. One may stand anywhere,
//! so that files may be put behind one another. Codes are Kemendagri's, with dots or without, of
//! any level and in any order. Every fault of every row is listed; nothing is guessed.
//!
//! Pure. Not here: recording ([`crate::ledger`]) and the rules for regions that exist.

use std::collections::HashMap;

use jejak_events::parse::Found;
use jejak_events::{ParseError, Region, Text};

use super::drafts::BadLine;
use super::words;
use crate::said::{Said, said};

/// A region that a file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line number, from 1.
    pub line: usize,
    /// Code, which has the parent in it.
    pub code: Region,
    /// Name.
    pub name: Text,
}

/// What stands in a file: rows that can be read, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Listed {
    rows: Vec<Row>,
    bad: Vec<BadLine>,
    /// Line of every code that could be read, also where the row is bad otherwise.
    codes: HashMap<Region, usize>,
}

/// What has to be registered, parents first.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// Rows whose region the ledger does not have yet.
    pub new: Vec<Row>,
    /// Rows whose region the ledger has under the same name.
    pub known: usize,
}

impl Listed {
    /// Rows that were read elsewhere; a code that stands twice is a fault.
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Listed {
        let mut reader = Reader::default();
        for row in rows {
            if reader.once(row.line, row.code) {
                reader.listed.rows.push(row);
            }
        }
        reader.listed
    }

    /// Whether no row stands in the file, good or bad.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.bad.is_empty()
    }
}

/// What some editors and spreadsheets put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// What they put in front of UTF-16.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// Reads the rows of a file in UTF-8, with a byte order mark or without.
pub fn read(file: &[u8]) -> Listed {
    let mut reader = Reader::default();
    if UTF_16.iter().any(|mark| file.starts_with(mark)) {
        let expected = said!("text in UTF-8", "teks UTF-8");
        let found = said!(
            "UTF-16; save it again as `CSV UTF-8`",
            "UTF-16; simpan lagi sebagai `CSV UTF-8`"
        );
        reader.fault(1, LINE, expected, found);
        return reader.listed;
    }
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    for (number, line) in (1..).zip(file.split(|byte| *byte == b'\n')) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match std::str::from_utf8(line) {
            Ok(line) => reader.line(number, line),
            Err(error) => reader.not_text(number, line, error.valid_up_to()),
        }
    }
    reader.listed
}

/// Compares a file with the names that are registered: the rows that are missing, parents first,
/// or everything that is wrong with the file.
pub fn plan<'a>(
    listed: Listed,
    registered: impl Fn(Region) -> Option<&'a str>,
) -> Result<Plan, Vec<BadLine>> {
    let Listed { mut rows, mut bad, codes } = listed;
    // A region sorts before those within it.
    rows.sort_by_key(|row| row.code);
    let mut plan = Plan { new: Vec::new(), known: 0 };
    for row in rows {
        let orphan = row.code.parent().filter(|parent| !codes.contains_key(parent));
        let orphan = orphan.filter(|parent| registered(*parent).is_none());
        match (registered(row.code), orphan) {
            (Some(name), _) if name == row.name.as_str() => {
                plan.known = plan.known.saturating_add(1);
            }
            (Some(name), _) => bad.push(renamed(&row, name)),
            (None, Some(parent)) => bad.push(without_parent(&row, parent)),
            (None, None) => plan.new.push(row),
        }
    }
    // Stable: faults of one line keep the order of its cells.
    bad.sort_by_key(|fault| fault.line);
    if bad.is_empty() { Ok(plan) } else { Err(bad) }
}

fn renamed(row: &Row, name: &str) -> BadLine {
    let (code, found) = (row.code, Found::quote(row.name.as_str()));
    let known = Found::quote(name);
    BadLine {
        line: row.line,
        field: NAME.to_owned(),
        expected: said!(
            "{known}, under which {code} is registered",
            "{known}, nama terdaftar untuk {code}"
        ),
        found: said!(
            "{found}; a registered name stays: mend the row or leave it out; where the region has \
             a new name, record RegionRenamed, where it has a new code, RegionRetired with its \
             successor",
            "{found}; nama terdaftar tetap: perbaiki atau hapus barisnya; bila wilayah itu \
             berganti nama, catat RegionRenamed, bila berkode baru, RegionRetired dengan \
             penggantinya"
        ),
    }
}

fn without_parent(row: &Row, parent: Region) -> BadLine {
    let code = row.code;
    BadLine {
        line: row.line,
        field: CODE.to_owned(),
        expected: said!(
            "a code whose parent {parent} is in the file or registered",
            "kode yang induknya {parent} ada dalam berkas atau terdaftar"
        ),
        found: said!(
            "`{code}` without it; add a row for {parent}",
            "`{code}` tanpa induk; tambahkan baris {parent}"
        ),
    }
}

/// Names of the fields in lists of faults.
const LINE: &str = "(line)";
const CODE: &str = "code";
const PARENT: &str = "parent_code";
const NAME: &str = "name";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Code,
    Parent,
    Name,
}

/// Headings by which a column is known, in lower case.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Code, &["code", "kode", "kode_wilayah", "kode wilayah"]),
    (
        Column::Parent,
        &[
            "parent_code",
            "parent",
            "kode_induk",
            "kode induk",
            "induk",
            "province_code",
            "regency_code",
            "district_code",
        ],
    ),
    (Column::Name, &["name", "nama", "nama_wilayah", "nama wilayah"]),
];

impl Column {
    fn of(heading: &str) -> Option<Column> {
        let heading = heading.trim().to_lowercase();
        let known = HEADINGS.iter().find(|(_, words)| words.contains(&heading.as_str()));
        known.map(|(column, _)| *column)
    }
}

/// What the rows below look like.
#[derive(Debug, Default)]
enum Layout {
    /// No header yet: the number of cells tells.
    #[default]
    Plain,
    /// As a header said.
    Headed(Vec<Column>),
    /// A header that cannot be used: the rows below it are not looked at.
    Unusable,
}

#[derive(Default)]
struct Reader {
    delimiter: Option<char>,
    layout: Layout,
    listed: Listed,
}

impl Reader {
    fn fault(&mut self, line: usize, field: &str, expected: Said, found: Said) {
        let field = field.to_owned();
        self.listed.bad.push(BadLine { line, field, expected, found });
    }

    fn not_text(&mut self, number: usize, line: &[u8], at: usize) {
        let byte = line.get(at).copied().unwrap_or_default();
        let found =
            said!("the byte {byte:02x} at column {}", "bita {byte:02x} pada kolom {}", at + 1);
        self.fault(number, LINE, said!("text in UTF-8", "teks UTF-8"), found);
    }

    fn line(&mut self, number: usize, line: &str) {
        // What spreadsheets write to tell each other the separator.
        if number == 1 && line.to_lowercase().starts_with("sep=") {
            self.delimiter = line.chars().nth(4);
            return;
        }
        if line.chars().all(|c| c.is_whitespace() || is_delimiter(c)) {
            return;
        }
        let delimiter = *self.delimiter.get_or_insert_with(|| delimiter_of(line));
        let Some(cells) = cells(line, delimiter) else {
            let expected = said!(
                "quotes that are closed in the line",
                "tanda kutip yang ditutup di baris itu"
            );
            let found = said!("an open quote", "tanda kutip terbuka");
            return self.fault(number, LINE, expected, found);
        };
        if cells.iter().any(|cell| Column::of(cell) == Some(Column::Code)) {
            self.header(number, &cells);
        } else {
            self.row(number, cells);
        }
    }

    fn header(&mut self, number: usize, cells: &[String]) {
        let mut columns = Vec::new();
        self.layout = Layout::Unusable;
        for cell in cells.iter().rev().skip_while(|cell| cell.is_empty()) {
            let column = Column::of(cell).filter(|column| !columns.contains(column));
            let Some(column) = column else {
                let expected = said!(
                    "the columns code, parent_code and name, each once",
                    "kolom kode, kode_induk dan nama, masing-masing sekali"
                );
                let found = Found::quote(cell);
                let found = said!("{found}; remove the column", "{found}; hapus kolom itu");
                return self.fault(number, LINE, expected, found);
            };
            columns.push(column);
        }
        if !columns.contains(&Column::Name) {
            let expected = said!("a column `name`", "kolom `nama`");
            return self.fault(number, LINE, expected, nothing());
        }
        columns.reverse();
        self.layout = Layout::Headed(columns);
    }

    fn row(&mut self, number: usize, mut cells: Vec<String>) {
        let columns: &[Column] = match (&self.layout, cells.len()) {
            (Layout::Unusable, _) => return,
            (Layout::Headed(columns), _) => columns,
            (Layout::Plain, 0..=2) => &[Column::Code, Column::Name],
            (Layout::Plain, _) => &[Column::Code, Column::Parent, Column::Name],
        };
        // Spreadsheets write empty cells behind the last column.
        while cells.len() > columns.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() != columns.len() {
            let (expected, found) = (columns.len(), cells.len());
            let expected = said!("{expected} cells", "{expected} sel");
            let found = said!(
                "{found}; put a name with a comma in quotes",
                "{found}; tulis nama yang berkoma dalam tanda kutip"
            );
            return self.fault(number, LINE, expected, found);
        }
        let cell = |wanted| {
            columns.iter().zip(&cells).find(|(column, _)| **column == wanted).map(|(_, cell)| cell)
        };
        let [code, parent, name] = [Column::Code, Column::Parent, Column::Name]
            .map(|c| cell(c).cloned().unwrap_or_default());
        let code = self.code(number, &code);
        if let Some(code) = code {
            self.parent(number, code, &parent);
        }
        let name = self.name(number, &name);
        if let (Some(code), Some(name)) = (code, name) {
            self.listed.rows.push(Row { line: number, code, name });
        }
    }

    fn code(&mut self, number: usize, cell: &str) -> Option<Region> {
        let code: Region = match cell.parse() {
            Ok(code) => code,
            Err(error) => {
                self.unreadable(number, CODE, &error);
                return None;
            }
        };
        self.once(number, code).then_some(code)
    }

    /// Whether a code stands for the first time; that it stands again is a fault.
    fn once(&mut self, number: usize, code: Region) -> bool {
        let first = *self.listed.codes.entry(code).or_insert(number);
        if first != number {
            let expected = said!("each code once", "setiap kode sekali");
            let found = said!(
                "`{code}`, which stands in line {first} already; remove one of the two",
                "`{code}`, yang sudah ada di baris {first}; hapus salah satunya"
            );
            self.fault(number, CODE, expected, found);
        }
        first == number
    }

    /// The parent is part of the code: a cell for it must say the same, or nothing.
    fn parent(&mut self, number: usize, code: Region, cell: &str) {
        if cell.is_empty() {
            return;
        }
        match (cell.parse::<Region>(), code.parent()) {
            (Err(error), _) => self.unreadable(number, PARENT, &error),
            (Ok(given), Some(parent)) if given == parent => {}
            (Ok(given), parent) => {
                let expected = parent.map_or_else(
                    || {
                        said!(
                            "nothing: a province has no parent",
                            "kosong: provinsi tidak berinduk"
                        )
                    },
                    |parent| {
                        said!("`{parent}`, as in `{code}`", "`{parent}`, seperti pada `{code}`")
                    },
                );
                self.fault(number, PARENT, expected, Said::same(format_args!("`{given}`")));
            }
        }
    }

    fn name(&mut self, number: usize, cell: &str) -> Option<Text> {
        if !cell.contains(char::is_alphabetic) {
            let found = if cell.is_empty() { nothing() } else { Said::same(Found::quote(cell)) };
            self.fault(number, NAME, said!("a name with letters", "nama berhuruf"), found);
            return None;
        }
        cell.parse().map_err(|error| self.unreadable(number, NAME, &error)).ok()
    }

    fn unreadable(&mut self, number: usize, field: &str, error: &ParseError) {
        let found = format!("{}; {}", error.found, error.advice);
        self.fault(number, field, words::expected(error.expected), words::found(&found));
    }
}

fn nothing() -> Said {
    said!("nothing", "tidak ada apa-apa")
}

fn is_delimiter(c: char) -> bool {
    matches!(c, ',' | ';' | '\t')
}

/// The first delimiter that stands outside quotes.
fn delimiter_of(line: &str) -> char {
    let mut quoted = false;
    let first = line.chars().find(|c| {
        quoted ^= *c == '"';
        !quoted && is_delimiter(*c)
    });
    first.unwrap_or(',')
}

/// The cells of a line, without quotes and outer blanks; `None` where a quote stays open. Within
/// quotes, two quotes are one.
fn cells(line: &str, delimiter: char) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => quoted = true,
            c if c == delimiter && !quoted => {
                cells.push(std::mem::take(&mut cell).trim().to_owned());
            }
            c => cell.push(c),
        }
    }
    cells.push(cell.trim().to_owned());
    (!quoted).then_some(cells)
}

#[cfg(test)]
mod tests;
