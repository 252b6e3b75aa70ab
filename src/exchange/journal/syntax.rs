//! How hledger, Ledger and beancount spell the same journal.

use std::io::{self, Write};

use jejak_events::Date;

/// A program of plain text accounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// hledger.
    Hledger,
    /// Ledger (ledger-cli).
    Ledger,
    /// Beancount.
    Beancount,
}

/// Which of the five roots an account has in beancount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// Cash that is kept.
    Assets,
    /// Everything else: what money is meant for, and the outside.
    Equity,
}

/// An account by its parts, outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Root.
    pub root: Root,
    /// Parts: words, codes and numbers, without blanks.
    pub parts: Vec<String>,
}

/// The first day there is: beancount wants an account open before its first posting, and facts do
/// not come in the order of their days.
const OPENED_ON: Date = Date::MIN;

impl Syntax {
    /// All programs.
    pub const ALL: &'static [Syntax] = &[Syntax::Hledger, Syntax::Ledger, Syntax::Beancount];

    /// The word used on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Syntax::Hledger => "hledger",
            Syntax::Ledger => "ledger",
            Syntax::Beancount => "beancount",
        }
    }

    /// The program of a word.
    pub fn from_word(word: &str) -> Option<Syntax> {
        Self::ALL.iter().copied().find(|syntax| syntax.word() == word)
    }

    /// What stands before the first transaction: the commodity, exact to the sen.
    pub(super) const fn preamble(self) -> &'static str {
        match self {
            Syntax::Hledger => "\ndecimal-mark .\ncommodity 1000.00 IDR\n\n",
            Syntax::Ledger => "\ncommodity IDR\n    format 1000.00 IDR\n\n",
            Syntax::Beancount => concat!(
                "\noption \"title\" \"jejak\"\n",
                "option \"operating_currency\" \"IDR\"\n",
                "option \"booking_method\" \"STRICT\"\n",
                "option \"inferred_tolerance_default\" \"IDR:0\"\n",
                "option \"inferred_tolerance_multiplier\" \"0\"\n",
                "\n1900-01-01 commodity IDR\n\n",
            ),
        }
    }

    /// The name of an account.
    pub(super) fn account(self, account: &Account) -> String {
        match self {
            Syntax::Hledger | Syntax::Ledger => account.parts.join(":"),
            Syntax::Beancount => {
                let root = match account.root {
                    Root::Assets => "Assets",
                    Root::Equity => "Equity",
                };
                let parts = account.parts.iter().map(|part| component(part));
                [root.to_owned()].into_iter().chain(parts).collect::<Vec<_>>().join(":")
            }
        }
    }

    /// Declares an account.
    pub(super) fn declare(self, out: &mut dyn Write, name: &str) -> io::Result<()> {
        match self {
            Syntax::Hledger | Syntax::Ledger => writeln!(out, "account {name}"),
            Syntax::Beancount => writeln!(out, "{OPENED_ON} open {name} IDR"),
        }
    }

    /// The first lines of a transaction; postings follow.
    pub(super) fn transaction(
        self,
        out: &mut dyn Write,
        day: Date,
        seq: u64,
        kind: &str,
    ) -> io::Result<()> {
        match self {
            Syntax::Hledger | Syntax::Ledger => writeln!(out, "{day} ({seq}) {kind}"),
            Syntax::Beancount => writeln!(out, "{day} * \"{kind}\"\n    seq: {seq}"),
        }
    }
}

/// A part as beancount takes it: letters, digits and hyphens, beginning with a capital letter. Dots
/// of codes become hyphens, which no code of that kind has; what begins otherwise gets an `N`.
fn component(part: &str) -> String {
    let mut out = String::with_capacity(part.len() + 1);
    for (at, c) in part.chars().enumerate() {
        match c {
            'a'..='z' if at == 0 => out.push(c.to_ascii_uppercase()),
            '0'..='9' if at == 0 => out.extend(['N', c]),
            'A'..='Z' | 'a'..='z' | '0'..='9' => out.push(c),
            _ if at == 0 => out.push_str("N-"),
            _ => out.push('-'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::component;

    #[test]
    fn components_begin_with_a_capital_letter() {
        let table = [
            ("own", "Own"),
            ("1.1.01", "N1-1-01"),
            ("204", "N204"),
            ("di-penyalur", "Di-penyalur"),
            ("BLT-BBM", "BLT-BBM"),
            ("-X", "N-X"),
        ];
        for (part, expected) in table {
            assert_eq!(component(part), expected);
        }
    }
}
