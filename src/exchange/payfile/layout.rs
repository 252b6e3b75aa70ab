//! Layouts: which columns a bank asks for. They are data, because every bank has its own; two
//! are built in, others come from a file.

use jejak_events::text::Code;
use serde::Deserialize;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Running number from 1.
    Number,
    /// Id of the payment; every layout has it once, because answers are matched by it.
    Payment,
    /// Name of who is paid.
    Name,
    /// NIK of who is paid, for channels that ask for it.
    Nik,
    /// Bank of the account.
    Bank,
    /// Number of the account.
    Account,
    /// Amount; every layout has it once.
    Amount,
    /// Address, for the post.
    Address,
}

/// How amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Money {
    /// `600000.00`.
    #[default]
    Decimal,
    /// `600000`; an amount with sen cannot be written.
    Whole,
    /// `600000,00`.
    Comma,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutColumn {
    /// Heading.
    pub title: String,
    /// What stands in it.
    pub field: Field,
}

/// A layout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name, which is recorded.
    pub name: Code,
    /// What divides columns: one character.
    #[serde(default = "comma")]
    pub separator: char,
    /// Whether a line of headings comes first.
    #[serde(default = "yes")]
    pub header: bool,
    /// How amounts are written.
    #[serde(default)]
    pub money: Money,
    /// The columns.
    pub columns: Vec<LayoutColumn>,
}

const fn comma() -> char {
    ','
}

const fn yes() -> bool {
    true
}

/// Layouts that are built in, as they would stand in a file.
pub const BUILT_IN: &[&str] = &[
    r#"{ "name": "UMUM", "separator": ";", "columns": [
        { "title": "NO", "field": "number" }, { "title": "ID BAYAR", "field": "payment" },
        { "title": "NAMA", "field": "name" }, { "title": "BANK", "field": "bank" },
        { "title": "NO REKENING", "field": "account" }, { "title": "NOMINAL", "field": "amount" } ] }"#,
    r#"{ "name": "POS", "separator": ";", "money": "whole", "columns": [
        { "title": "NO", "field": "number" }, { "title": "ID BAYAR", "field": "payment" },
        { "title": "NIK", "field": "nik" }, { "title": "NAMA", "field": "name" },
        { "title": "ALAMAT", "field": "address" }, { "title": "NOMINAL", "field": "amount" } ] }"#,
];

/// Why a layout cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// Not one of the names that there are.
    #[error("expected a layout among {known}, or a file of one, found `{found}`")]
    Unknown {
        /// Names of those built in.
        known: String,
        /// What was asked.
        found: String,
    },
    /// Not a layout.
    #[error("expected a layout such as {example}: {error}")]
    Malformed {
        /// One that is built in.
        example: &'static str,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// A column is missing or there twice.
    #[error("expected exactly one column `{0}`, found another number of them")]
    Columns(&'static str),
    /// Divides nothing, or what stands in cells.
    #[error("expected a separator of `;`, `,`, `|` or a tab, found `{0}`")]
    Separator(char),
}

impl Layout {
    /// Reads a layout.
    pub fn read(text: &str) -> Result<Layout, LayoutError> {
        let example = BUILT_IN[0];
        let layout: Layout = serde_json::from_str(text)
            .map_err(|error| LayoutError::Malformed { example, error })?;
        let count = |field| layout.columns.iter().filter(|column| column.field == field).count();
        for (field, name) in [(Field::Payment, "payment"), (Field::Amount, "amount")] {
            if count(field) != 1 {
                return Err(LayoutError::Columns(name));
            }
        }
        if !matches!(layout.separator, ';' | ',' | '|' | '\t') {
            return Err(LayoutError::Separator(layout.separator));
        }
        Ok(layout)
    }

    /// A layout that is built in.
    pub fn named(name: &str) -> Result<Layout, LayoutError> {
        let all = BUILT_IN.iter().map(|text| Layout::read(text)).collect::<Result<Vec<_>, _>>()?;
        let known: Vec<String> = all.iter().map(|layout| layout.name.to_string()).collect();
        let fits = |layout: &Layout| layout.name.as_str().eq_ignore_ascii_case(name);
        let unknown = LayoutError::Unknown { known: known.join(", "), found: name.to_owned() };
        all.into_iter().find(fits).ok_or(unknown)
    }

    /// Whether a column has this in it.
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_used_and_what_lacks_an_id_cannot() {
        assert_eq!(Layout::named("umum").unwrap().columns.len(), 6);
        assert!(Layout::named("POS").unwrap().has(Field::Nik));
        let told = Layout::named("bjb").unwrap_err().to_string();
        assert!(told.contains("UMUM, POS") && told.contains("bjb"), "{told}");
        let without_id = r#"{"name":"X","columns":[{"title":"N","field":"amount"}]}"#;
        assert!(matches!(Layout::read(without_id), Err(LayoutError::Columns("payment"))));
        let strange = BUILT_IN[0].replace("\";\"", "\"a\"");
        assert!(matches!(Layout::read(&strange), Err(LayoutError::Separator('a'))));
        assert!(matches!(Layout::read("{}"), Err(LayoutError::Malformed { .. })));
    }
}
