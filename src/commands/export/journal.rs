//! `jejak export journal`: what every event moved, for hledger, Ledger or beancount.

use std::io::{BufWriter, ErrorKind};

use jejak_events::Date;
use jejak_projections::balances::Book;

use crate::commands::{Context, Failure, open, when};
use crate::exchange::journal::{self, Choice, JournalError, Syntax};
use crate::ledger::replay::Moment;

/// Options of `export journal`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Program that will read it: hledger, ledger or beancount.
    #[arg(long = "for", value_name = "PROGRAM", value_parser = syntax)]
    syntax: Syntax,
    /// Only facts up to this day, as far as is known now.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// What the ledger knew after the request in which this event was recorded, or at this time
    /// (RFC 3339).
    #[arg(long, value_name = "SEQ|TIME", value_parser = when::moment)]
    as_recorded: Option<Moment>,
    /// Own lines and the cash accounts beside them; may stand with the other two.
    #[arg(long)]
    own: bool,
    /// Lines of others, as we see them.
    #[arg(long)]
    observed: bool,
    /// History taken over from other books, its cash too.
    #[arg(long)]
    historical: bool,
}

fn syntax(word: &str) -> Result<Syntax, String> {
    Syntax::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Syntax::ALL.iter().map(|syntax| syntax.word()).collect();
        format!("expected one of {}, found `{word}`", words.join(", "))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let stamp = super::stamp(context, &ledger, args.as_of, args.as_recorded)?;
    let asked = [
        (args.own, Book::Own),
        (args.observed, Book::Observed),
        (args.historical, Book::Historical),
    ];
    let books: Vec<Book> =
        asked.iter().filter(|(asked, _)| *asked).map(|(_, book)| *book).collect();
    let choice = Choice { syntax: args.syntax, books: &books };
    let bar = context.progress(stamp.size, context.pick("exporting", "menulis ekspor"));
    open::oversee_export(context, &ledger, None, ("journal", "TEXT"), stamp.size, false)?;
    let mut out = BufWriter::new(context.writer());
    let written = journal::write(&ledger, &stamp, choice, &mut out, &mut |more| bar.inc(more));
    bar.finish_and_clear();
    match written {
        Ok(_) => Ok(()),
        Err(JournalError::Io(error)) if error.kind() == ErrorKind::BrokenPipe => {
            Err(Failure::NobodyReads)
        }
        Err(JournalError::Io(error)) => Err(Failure::io(error)),
        Err(JournalError::Replay(error)) => Err(Failure::io(error)),
    }
}
