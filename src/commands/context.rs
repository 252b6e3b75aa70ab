//! What every command is told: where the ledger is, who asks, in which language, and where the answer
//! goes.
//!
//! A command does not know whether a person typed it or a server was asked: it opens what [`Place`]
//! says and prints through [`Context`].

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comfy_table::Table;
use indicatif::{ProgressBar, ProgressDrawTarget};
use serde_json::Value;

use super::{Failure, House, Kept, open, output};
use crate::access::Reach;
use crate::exchange::render::Here;
use crate::ledger::Actor;
use crate::ledger::rules::Language;
use crate::said::Said;

/// Where the ledger is.
#[derive(Debug, Clone)]
pub enum Place {
    /// In a folder, which the command opens for itself alone.
    Folder(PathBuf),
    /// Open already, kept by a server.
    Open(Arc<House>),
}

/// What every command is told.
#[derive(Debug, Clone)]
pub struct Context {
    /// Where the ledger is.
    pub place: Place,
    /// Whether to print JSON.
    pub json: bool,
    /// Language of messages.
    pub language: Language,
    /// Who asks, where that was proved otherwise than by being able to write the folder.
    asker: Option<Actor>,
    /// Whose people they may see.
    reach: Reach,
    /// The page of the console that a table is to be a piece of.
    here: Option<Here>,
    out: Out,
}

/// Where the answer goes.
#[derive(Debug, Clone)]
enum Out {
    /// To stdout and stderr of this process.
    Process,
    /// Into memory, for a server to send.
    Kept(Arc<Kept>),
}

/// Where an answer is written bit by bit; each write is whole, so it belongs behind a buffer.
#[derive(Debug)]
pub struct Writer(Out);

impl std::io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &self.0 {
            Out::Process => std::io::stdout().write(bytes),
            Out::Kept(kept) => {
                kept.unwind_if_cancelled();
                kept.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match &self.0 {
            Out::Process => std::io::stdout().flush(),
            Out::Kept(_) => Ok(()),
        }
    }
}

impl Context {
    /// Of a person at the machine, who reads stdout.
    pub fn of_person(data: PathBuf, json: bool, language: Language) -> Context {
        let (place, out) = (Place::Folder(data), Out::Process);
        Context { place, json, language, asker: None, reach: Reach::Everywhere, here: None, out }
    }

    /// Of a server: whose answer is kept.
    pub fn of_server(house: Arc<House>, asker: Actor, json: bool, language: Language) -> Context {
        let (place, out) = (Place::Open(house), Out::Kept(Arc::default()));
        let (asker, reach, here) = (Some(asker), Reach::Everywhere, None);
        Context { place, json, language, asker, reach, here, out }
    }

    /// The same, for somebody who may see people of some regions alone.
    #[must_use]
    pub fn within(self, reach: Reach) -> Context {
        Context { reach, ..self }
    }

    /// The same, where a table is to be a piece of a page.
    #[must_use]
    pub fn on_page(self, here: Here) -> Context {
        Context { here: Some(here), ..self }
    }

    /// The page of the console that a table is to be a piece of.
    pub fn here(&self) -> Option<&Here> {
        self.here.as_ref()
    }

    /// Where the people live whom whoever asks may see.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The answer that is kept, where a server asks.
    pub fn kept(&self) -> Option<&Arc<Kept>> {
        match &self.out {
            Out::Process => None,
            Out::Kept(kept) => Some(kept),
        }
    }

    /// The folder of the ledger.
    pub fn data(&self) -> &Path {
        match &self.place {
            Place::Folder(folder) => folder,
            Place::Open(house) => house.folder.path(),
        }
    }

    /// Who records or looks: whoever proved it to the server; else the account named, or the local
    /// operator, who can write the folder.
    pub fn actor(&self, named: Option<u64>) -> Actor {
        self.asker.unwrap_or_else(|| open::operator(named))
    }

    /// Whether a person watches stdout.
    pub fn is_watched(&self) -> bool {
        matches!(self.out, Out::Process) && std::io::stdout().is_terminal()
    }

    /// Prints a sentence, in the language asked for.
    pub fn tell(&self, said: &Said) -> Result<(), Failure> {
        self.print_line(said.within(self.language))
    }

    /// Tells something beside the answer, in the language asked for.
    pub fn note(&self, said: &Said) {
        self.note_text(said.within(self.language));
    }

    /// Tells something beside the answer.
    pub fn note_text(&self, text: &str) {
        match &self.out {
            Out::Process => output::note(text),
            Out::Kept(kept) => kept.note(text),
        }
    }

    /// Prints JSON, on one line when it goes to another program.
    pub fn print_json(&self, value: &Value) -> Result<(), Failure> {
        let pretty = self.is_watched();
        let text = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
        self.print_line(&text(value).map_err(Failure::io)?)
    }

    /// Prints an answer as JSON.
    pub fn print_answer(&self, answer: &impl serde::Serialize) -> Result<(), Failure> {
        self.print_json(&serde_json::to_value(answer).map_err(Failure::io)?)
    }

    /// Prints one line.
    pub fn print_line(&self, line: &str) -> Result<(), Failure> {
        self.print_text(format!("{line}\n").as_bytes())
    }

    /// Prints a text as it is.
    pub fn print_text(&self, text: &[u8]) -> Result<(), Failure> {
        match &self.out {
            Out::Process => output::text(text),
            Out::Kept(_) => self.writer().write_all(text).map_err(Failure::io),
        }
    }

    /// Where the answer goes, for what is written bit by bit.
    pub fn writer(&self) -> Writer {
        Writer(self.out.clone())
    }

    /// A table with a header; columns from `right_from` on are aligned to the right.
    pub fn table(&self, header: &[&str], right_from: usize) -> Table {
        output::table(header, right_from, self.is_watched())
    }

    /// A progress bar, hidden when nobody looks.
    pub fn progress(&self, length: u64, what: &'static str) -> ProgressBar {
        let Out::Kept(kept) = &self.out else { return output::progress(length, what) };
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        kept.watch(bar.clone());
        bar
    }

    /// Does something long that only reads, with a bar for those who watch.
    pub fn watched<T>(
        &self,
        what: &'static str,
        work: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T,
    ) -> T {
        let bar = self.progress(0, what);
        let done = work(&mut |done, size| {
            bar.set_length(size);
            bar.set_position(done);
            if let Out::Kept(kept) = &self.out {
                kept.unwind_if_cancelled();
            }
        });
        bar.finish_and_clear();
        done
    }

    /// The one of two that is of the language asked for.
    pub fn pick<T>(&self, en: T, id: T) -> T {
        match self.language {
            Language::En => en,
            Language::Id => id,
        }
    }
}
