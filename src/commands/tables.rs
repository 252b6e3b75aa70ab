//! Handing out a [`Table`]: printed, or written to a file, in any format, with names where they are
//! asked for, and with the events behind a figure.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jejak_events::Code;
use jejak_projections::Stamp;
use jejak_projections::report::Table;

use super::person::{KeyArgs, TextArg, open_vault, purpose, vault};
use super::{Context, Failure, Place, open, reveals, when, whole};
use crate::exchange::render::explain::{self, Spot};
use crate::exchange::render::{
    self, Codes, Decimals, Format, Look, Looker, Masked, Names, Page, Paper, RenderError,
    RevealError, Separator, fragment,
};
use crate::ledger::{Ledger, When};
use crate::said::said;

/// Options of everything that hands out a table.
#[derive(Debug, clap::Args)]
pub struct OutArgs {
    #[command(flatten)]
    chosen: Box<Chosen>,
}

/// What was chosen; kept apart, because it is large beside what commands ask for themselves.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
struct Chosen {
    /// terminal, json, csv, xlsx or html; by the file's ending when absent, else terminal.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// File to write, whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    force: bool,
    /// CSV: what divides fields, `;` or `,`.
    #[arg(long, value_name = "SIGN", default_value = ";", value_parser = separator)]
    separator: Separator,
    /// CSV: amounts and days as 1234567.00 and 2026-03-22, or as 1.234.567,00 and 22/03/2026.
    #[arg(long, value_name = "HOW", default_value = "point", value_parser = decimals)]
    decimals: Decimals,
    /// CSV: codes with an apostrophe in front, so that spreadsheets keep them, or as they are.
    #[arg(long, value_name = "HOW", default_value = "guarded", value_parser = codes)]
    codes: Codes,
    /// XLSX and HTML: the sheet, a4 or f4.
    #[arg(long, value_name = "SHEET", default_value = "a4", value_parser = paper)]
    paper: Paper,
    /// The events that a figure sums, instead of the table: column, `@`, and the row by its number
    /// or by a code in it.
    #[arg(long, value_name = "COLUMN@ROW")]
    explain: Option<Spot>,
    /// Name people, from the vault. Who looked at whom, what for and for which case is recorded first.
    #[arg(long, requires = "purpose", requires = "case")]
    reveal: bool,
    /// What for, in one word of a-z and dashes, such as `verifikasi`.
    #[arg(long, value_name = "WORD", requires = "reveal", value_parser = purpose)]
    purpose: Option<Code>,
    /// Number of the case or letter; public, never a name.
    #[arg(long, value_name = "REF", requires = "reveal")]
    case: Option<TextArg>,
    /// Account that looks, by the number of the event that opened it.
    #[arg(long, value_name = "ACCOUNT", requires = "reveal")]
    revealed_by: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
    /// Whether a file is for its owner alone, though nobody is named in it.
    #[arg(skip)]
    confidential: bool,
}

fn one_of<T: Copy>(text: &str, known: &[(&str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    found.ok_or_else(|| format!("expected one of {}, found `{text}`", words.join(" ")))
}

fn separator(text: &str) -> Result<Separator, String> {
    one_of(text, &[(";", Separator::Semicolon), (",", Separator::Comma)])
}

fn decimals(text: &str) -> Result<Decimals, String> {
    one_of(text, &[("point", Decimals::Point), ("id", Decimals::Indonesian)])
}

fn codes(text: &str) -> Result<Codes, String> {
    one_of(text, &[("guarded", Codes::Guarded), ("plain", Codes::Plain)])
}

fn paper(text: &str) -> Result<Paper, String> {
    one_of(text, &[("a4", Paper::A4), ("f4", Paper::F4)])
}

/// The table as JSON, for commands that add something to it.
pub fn to_json(table: &Table, stamp: &Stamp) -> Result<serde_json::Value, Failure> {
    let bytes = Page::masked(table, stamp, Look::default()).bytes(Format::Json).map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(Failure::io)
}

/// Prints a table with the stamp that lets anyone check it again, for commands without [`OutArgs`].
pub fn print(context: &Context, table: &Table, stamp: &Stamp) -> Result<(), Failure> {
    let format = if context.json { Format::Json } else { Format::Terminal };
    let page = Page::masked(table, stamp, of_window(context, Look::default()));
    context.print_text(&page.bytes(format).map_err(failed)?)
}

impl OutArgs {
    /// Hands the table out as it was asked for. `at` is when the question was asked, so that the
    /// events behind a figure are those that it saw.
    pub fn give(
        &self,
        context: &Context,
        ledger: &Ledger,
        at: When,
        table: &Table,
        stamp: &Stamp,
    ) -> Result<(), Failure> {
        self.chosen.give(context, ledger, at, table, stamp)
    }

    /// The same, where a file is for its owner alone.
    #[must_use]
    pub fn confidential(mut self) -> OutArgs {
        self.chosen.confidential = true;
        self
    }

    /// The format that is asked for.
    pub fn format(&self, context: &Context) -> Result<Format, Failure> {
        self.chosen.format(context)
    }

    /// Where the master key comes from.
    pub fn key(&self) -> &KeyArgs {
        &self.chosen.key
    }

    /// Whether something else than what people read in a window is asked for.
    pub fn is_file(&self, context: &Context) -> bool {
        context.here().is_some() || self.chosen.is_file()
    }

    /// Whether a command that prints in a way of its own is asked for a table: a file or format, the
    /// events behind a figure, or a piece of a page.
    pub fn wants_table(&self, context: &Context) -> bool {
        self.is_file(context) || self.chosen.explain.is_some()
    }
}

impl Chosen {
    fn give(
        &self,
        context: &Context,
        ledger: &Ledger,
        at: When,
        table: &Table,
        stamp: &Stamp,
    ) -> Result<(), Failure> {
        let format = self.format(context)?;
        if let Some(path) = self.output.as_deref().filter(|path| path.exists() && !self.force) {
            return Err(whole::exists(path));
        }
        let explained;
        let table = match &self.explain {
            None => table,
            Some(spot) => {
                explained = explain(context, ledger, at, table, spot)?;
                &explained
            }
        };
        // A service that answers with such a file hands it out as the command line does.
        let is_file = matches!(format, Format::Csv | Format::Xlsx);
        let handed_out = is_file && matches!(context.place, Place::Open(_));
        if self.output.is_some() || handed_out {
            let what = (table.name, &*format.word().to_uppercase());
            let rows = table.rows.len() as u64;
            open::oversee_export(context, ledger, self.revealed_by, what, rows, self.reveal)?;
        }
        if !self.reveal {
            return self.write(context, format, table, stamp, &Masked);
        }
        let folder = open::folder(context)?;
        let opened = open_vault(context, &folder, &self.key)?;
        let opened = opened.read();
        let bound = ledger.read(|folded| folded.reading.state.privacy.vault());
        let case = self.case.as_ref().map(|case| case.read("--case")).transpose()?;
        let (Some(purpose), Some(case)) = (self.purpose.clone(), case) else {
            return self.write(context, format, table, stamp, &Masked);
        };
        let account = context.actor(self.revealed_by).account.0;
        let looker = Looker { account, purpose, case };
        let _leave = reveals::leave(context, ledger, account, render::named(table))?;
        let names = render::reveal(ledger, &opened, bound.map(|(vault, _)| vault), table, &looker);
        let names = names.map_err(|error| match error {
            RevealError::Second(error) => Failure::io(error),
            RevealError::Foreign(folder) => {
                let folder = folder.display();
                Failure::Refused(said!(
                    "the ledger is bound to another vault than the one in {folder}: its ids stand \
                     for other people; put the right vault back",
                    "buku tertaut ke brankas lain, bukan yang di {folder}: id di sini milik orang \
                     lain; kembalikan brankas yang benar"
                ))
            }
        })?;
        self.write(context, format, table, stamp, &names)
    }

    fn is_file(&self) -> bool {
        self.output.is_some() || self.format.is_some_and(|format| format != Format::Terminal)
    }

    fn format(&self, context: &Context) -> Result<Format, Failure> {
        format_of(context.json, self.format, self.output.as_deref())
    }

    fn write(
        &self,
        context: &Context,
        format: Format,
        table: &Table,
        stamp: &Stamp,
        names: &dyn Names,
    ) -> Result<(), Failure> {
        let Chosen { separator, decimals, codes, paper, .. } = *self;
        let look = Look { separator, decimals, codes, paper, ..Look::default() };
        let Some(path) = &self.output else {
            for_a_window(context, format)?;
            let page = Page { table, stamp, names, look: of_window(context, look) };
            if context.kept().is_none() {
                return context.print_text(&page.bytes(format).map_err(failed)?);
            }
            // A server holds no table in memory that it can write out.
            let mut out = BufWriter::new(context.writer());
            match context.here() {
                Some(here) => fragment::write(&page, here, &mut out).map_err(failed)?,
                None => page.write(format, &mut out).map_err(failed)?,
            }
            return out.flush().map_err(Failure::io);
        };
        let look = Look { language: context.language, ..look };
        let page = Page { table, stamp, names, look };
        whole::write(path, self.force, names.knows() || self.confidential, |file| {
            page.write(format, file).map_err(failed)
        })
    }
}

/// The format that is asked for: the one named, else that of the file's ending, else JSON or lines.
pub fn format_of(
    json: bool,
    named: Option<Format>,
    output: Option<&Path>,
) -> Result<Format, Failure> {
    if let Some(format) = named {
        if json && format != Format::Json {
            let word = format.word();
            return Err(Failure::Usage(said!(
                "--format: expected json beside --json, found {word}; leave one of them out",
                "--format: seharusnya json di samping --json, ditemukan {word}; hapus salah satunya"
            )));
        }
        return Ok(format);
    }
    let Some(path) = output.filter(|_| !json) else {
        return Ok(if json { Format::Json } else { Format::Terminal });
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    Format::of_ending(ending).ok_or_else(|| {
        let found = path.display();
        Failure::Usage(said!(
            "--output: expected a file ending in .csv, .xlsx, .html, .json or .txt, found \
             {found}; or say --format",
            "--output: seharusnya berkas berakhiran .csv, .xlsx, .html, .json atau .txt, \
             ditemukan {found}; atau sebutkan --format"
        ))
    })
}

/// A workbook is not printed where somebody looks.
pub fn for_a_window(context: &Context, format: Format) -> Result<(), Failure> {
    if format.is_text() || !context.is_watched() {
        return Ok(());
    }
    Err(Failure::Usage(said!(
        "--format xlsx: expected --output FILE: a workbook is not for a terminal",
        "--format xlsx: seharusnya disertai --output FILE: buku kerja bukan untuk terminal"
    )))
}

/// What a window shows: the language asked for, long cells folded where somebody looks.
fn of_window(context: &Context, look: Look) -> Look {
    let watched = context.is_watched();
    Look { language: context.language, folded: watched, indented: watched, ..look }
}

fn failed(error: RenderError) -> Failure {
    match error {
        RenderError::Vault(error) => vault(error),
        error => Failure::io(error),
    }
}

fn explain(
    context: &Context,
    ledger: &Ledger,
    at: When,
    table: &Table,
    spot: &Spot,
) -> Result<Table, Failure> {
    let folding = context.pick("folding", "memutar ulang");
    let explained =
        context.watched(folding, |progress| explain::explain(ledger, at, table, spot, progress));
    explained.map_err(when::unanswered)
}
