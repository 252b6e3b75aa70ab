//! What events moved, as a journal of plain text accounting: one transaction per event, streamed.
//!
//! The postings are those of the balances: each leg is one posting, in rupiah with two decimals, and
//! every transaction sums to zero. Amounts keep the sign of the leg, so the ceiling of a line stands
//! below zero and everything that it became above.
//!
//! Accounts are `BOOK:SOURCE:PROGRAMME:LINE:STAGE`, and for cash `cash:live|historical:ACCOUNT:SOURCE`
//! with `outside` for where money comes from and goes to. The books of own, observed and historical
//! lines are told apart in the name, as everywhere. Where a choice of books leaves out part of an
//! event, that part stands in one account `other-books`.
//!
//! Not here: how each program spells it ([`Syntax`]).

use std::io::{self, Write};

use jejak_events::{Recorded, SourceCode, Stage};
use jejak_projections::balances::Book;
use jejak_projections::posting::{CashPlace, Postings};
use jejak_projections::{Stamp, State};
use rustc_hash::FxHashMap;

use super::stamp;
use crate::ledger::Ledger;
use crate::ledger::replay::{Folded, Options, ReplayError, Step};

mod syntax;

pub use syntax::Syntax;
use syntax::{Account, Root};

/// What goes into a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// Which program will read it.
    pub syntax: Syntax,
    /// Books that are written; cash goes with the own and the historical ones. None is all.
    pub books: &'a [Book],
}

/// Why a journal could not be written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The stored entries do not fold.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// Cannot write.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes the journal of the first `stamp.size` events, and gives the number of transactions.
/// `progress` is told how many more events were read. Memory grows with accounts, not with events.
pub fn write(
    ledger: &Ledger,
    stamp: &Stamp,
    choice: Choice<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, JournalError> {
    let mut journal = Journal { out, choice, accounts: FxHashMap::default(), transactions: 0 };
    let origin = ledger.read(|folded| folded.reading.state.integrity.meta().origin.clone());
    journal.head(&stamp::entries(&origin, stamp))?;
    let scope = jejak_projections::Scope { as_of: stamp.as_of, balances_only: true };
    let options = Options { scope, judge: false, tree: false };
    let mut failed = None;
    let see = &mut |step: Step<'_>| {
        let out_of_time = stamp.as_of.is_some_and(|day| step.fact.envelope.occurred_on > day);
        if out_of_time {
            return true;
        }
        failed = journal.event(step).err();
        failed.is_none()
    };
    Folded::default().replay_seen(ledger.store(), 0..stamp.size, options, progress, see)?;
    failed.map_or(Ok(()), Err)?;
    journal.out.flush()?;
    Ok(journal.transactions)
}

/// What an account stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Line(Book, u64, Stage),
    Cash(bool, CashPlace, SourceCode),
    OtherBooks,
}

struct Journal<'a> {
    out: &'a mut dyn Write,
    choice: Choice<'a>,
    /// Names of the accounts that were declared.
    accounts: FxHashMap<Key, String>,
    transactions: u64,
}

impl Journal<'_> {
    fn head(&mut self, stamp: &[(&str, String)]) -> io::Result<()> {
        writeln!(self.out, "; jejak journal for {}", self.choice.syntax.word())?;
        for (name, value) in stamp {
            writeln!(self.out, "; {name}: {value}")?;
        }
        let books: Vec<&str> = self.choice.books.iter().map(|book| book.word()).collect();
        if !books.is_empty() {
            writeln!(self.out, "; books: {}", books.join(" "))?;
        }
        self.out.write_all(self.choice.syntax.preamble().as_bytes())
    }

    fn event(&mut self, step: Step<'_>) -> io::Result<()> {
        let postings = self.chosen(step.fact, step.moved, step.state);
        if postings.is_empty() {
            return Ok(());
        }
        for (key, _) in &postings {
            self.declare(*key, step.state)?;
        }
        self.transactions += 1;
        let fact = step.fact;
        let (day, kind) = (fact.envelope.occurred_on, fact.event.kind().name());
        self.choice.syntax.transaction(self.out, day, fact.seq, kind)?;
        for (key, sen) in &postings {
            let account = self.accounts.get(key).map_or("", String::as_str);
            writeln!(self.out, "    {account}  {} IDR", jejak_events::Rupiah::from_sen(*sen))?;
        }
        writeln!(self.out)
    }

    /// The legs that were asked for, and in one account what is left of the event.
    fn chosen(&self, fact: &Recorded, moved: &Postings, state: &State) -> Vec<(Key, i64)> {
        if moved.legs.is_empty() && moved.cash.is_empty() {
            return Vec::new();
        }
        let historical = state.is_history(fact);
        let asked = |book| self.choice.books.is_empty() || self.choice.books.contains(&book);
        let mut postings = Vec::with_capacity(moved.legs.len() + moved.cash.len());
        for leg in &moved.legs {
            let Some(line) = state.budget.lines.get(&leg.place.line) else { continue };
            let book = Book::of(historical, line);
            if asked(book) {
                postings.push((Key::Line(book, leg.place.line, leg.stage), leg.sen));
            }
        }
        if asked(if historical { Book::Historical } else { Book::Own }) {
            let cash = moved.cash.iter();
            postings.extend(cash.map(|l| (Key::Cash(historical, l.place, l.source), l.sen)));
        }
        postings.retain(|(_, sen)| *sen != 0);
        let rest: i128 = postings.iter().map(|(_, sen)| i128::from(*sen)).sum();
        if let Ok(rest) = i64::try_from(-rest)
            && rest != 0
        {
            postings.push((Key::OtherBooks, rest));
        }
        postings
    }

    /// Declares an account at its first use.
    fn declare(&mut self, key: Key, state: &State) -> io::Result<()> {
        if self.accounts.contains_key(&key) {
            return Ok(());
        }
        let name = self.choice.syntax.account(&account(key, state));
        self.choice.syntax.declare(self.out, &name)?;
        self.accounts.insert(key, name);
        Ok(())
    }
}

fn account(key: Key, state: &State) -> Account {
    match key {
        Key::Line(book, seq, stage) => {
            let line = state.budget.lines.get(&seq);
            let source = line.map_or_else(String::new, |line| line.source.to_string());
            let programme = line.map_or_else(String::new, |line| line.programme.to_string());
            let number = seq.to_string();
            let stage = stage.word().to_owned();
            let parts = [book.word().to_owned(), source, programme, number, stage];
            Account { root: Root::Equity, parts: parts.into() }
        }
        Key::Cash(historical, place, source) => {
            let book = if historical { "historical" } else { "live" };
            let (root, place) = match place {
                CashPlace::Kept(seq) => (Root::Assets, seq.to_string()),
                CashPlace::Outside => (Root::Equity, "outside".to_owned()),
            };
            let parts = vec!["cash".to_owned(), book.to_owned(), place, source.to_string()];
            Account { root, parts }
        }
        Key::OtherBooks => Account { root: Root::Equity, parts: vec!["other-books".to_owned()] },
    }
}
