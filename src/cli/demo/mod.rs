//! `jejak demo`: a real sample ledger, five short screens of what it can do, and the console to go on
//! with. Of the second province there are no screens.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Instant;

use clap::ValueEnum;
use jejak_events::{Event, Object};

use super::serve;
use crate::commands::{Context, Failure, errors, open, output};
use crate::ledger::{Ledger, ScriptedClock};
use crate::said::{Said, said};
use crate::sample::{self, BANTEN, KALSEL, Landmarks, Province};
use crate::store::Folder;

mod attack;
mod build;
mod people;
mod screens;

/// Options of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave when the screens are printed, instead of serving the console until Ctrl-C.
    #[arg(long)]
    no_serve: bool,
    /// Build or open the sample ledger and print its figures alone, without the screens.
    #[arg(long)]
    quiet: bool,
    /// Whose ledger: each is one of its own, in a folder of its own.
    #[arg(long, value_enum, default_value = "banten", value_name = "PROVINCE")]
    province: Which,
}

/// Sample ledgers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Banten, with the five screens.
    Banten,
    /// Kalimantan Selatan, in its own zone: a small year.
    Kalsel,
}

/// The open sample ledger and where to look in it.
pub(super) struct Demo<'a> {
    pub context: &'a Context,
    pub folder: &'a Folder,
    pub ledger: &'a Ledger,
    pub marks: &'a Landmarks,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let started = Instant::now();
    let province = match args.province {
        Which::Banten => &BANTEN,
        Which::Kalsel => &KALSEL,
    };
    let (folder, ledger, marks) = open_or_build(context, args.province, province)?;
    if context.json {
        figures_json(context, &ledger)?;
    } else {
        figures(context, &ledger, province, started)?;
    }
    if !context.json && !args.quiet {
        match &marks {
            Some(marks) => {
                screens::show(&Demo { context, folder: &folder, ledger: &ledger, marks })?;
            }
            None => go_on(context)?,
        }
    }
    if context.json || args.quiet || args.no_serve {
        return ledger.close().map_err(Failure::io);
    }
    people::tell(context, &people::sign_ins(&folder, &ledger)?)?;
    ledger.close().map_err(Failure::io)?;
    drop(folder);
    serve::run(context, serve::Args::usual())
}

/// The ledger of the folder, or a new one; where to look, where there are screens.
fn open_or_build(
    context: &Context,
    which: Which,
    province: &Province,
) -> Result<(Folder, Ledger, Option<Landmarks>), Failure> {
    let screens = which == Which::Banten;
    match Folder::open(context.data()) {
        Ok(folder) => {
            let (folder, ledger) = reopen(context, folder, province)?;
            Ok((folder, ledger, screens.then(|| sample::landmarks(sample::FIRST_SEQ))))
        }
        Err(_) if build::is_new(context.data())? => {
            let (folder, ledger, script) = build::build(context, context.data(), province)?;
            Ok((folder, ledger, screens.then(|| script.landmarks())))
        }
        Err(error) => {
            let why = errors::said(&error);
            Err(Failure::Io(said!(
                with why;
                "{why}. The demo leaves it alone: name another folder, as in `jejak demo --data \
                 ./demo-data`",
                "{why}. Demo membiarkannya: sebutkan folder lain, seperti `jejak demo --data \
                 ./demo-data`"
            )))
        }
    }
}

/// Opens a folder that holds the sample of the province; any other ledger is left alone.
fn reopen(
    context: &Context,
    folder: Folder,
    province: &Province,
) -> Result<(Folder, Ledger), Failure> {
    let clock = Arc::new(ScriptedClock::at(province.opened_at()));
    let ledger = open::with_clock(context, &folder, Arc::clone(&clock) as Arc<_>, true)?;
    let genesis = ledger.event(0).map_err(Failure::io)?;
    let is_sample = genesis.is_some_and(|fact| {
        matches!(fact.event, Event::LedgerCreated(body) if body.ledger_id == province.ledger_id)
    });
    if !is_sample {
        return Err(Failure::Io(said!(
            "{} holds another ledger, which the demo leaves alone; name another folder, as in \
             `jejak demo --data ./demo-data`",
            "{} berisi buku lain, yang dibiarkan oleh demo; sebutkan folder lain, seperti `jejak \
             demo --data ./demo-data`",
            context.data().display()
        )));
    }
    clock.set(ledger.read(|folded| folded.reading.state.integrity.meta().recorded_at));
    Ok((folder, ledger))
}

/// Whether others get the same root: a folder that has gone on since has its own.
fn about_root(size: u64, of_sample: u64) -> Said {
    let invented = said!(
        "Clock, key and people of it are invented and fixed: every machine gets the same root",
        "Jam, kunci dan orangnya rekaan dan tetap: setiap mesin mendapat akar yang sama"
    );
    match size.cmp(&of_sample) {
        Ordering::Equal => said!(with invented; "{invented}.", "{invented}."),
        Ordering::Greater => {
            let more = size - of_sample;
            said!(
                with invented;
                "This folder has grown by {more} events since: the root is its own. {invented} for \
                 the {of_sample} of the sample alone.",
                "Folder ini sudah bertambah {more} kejadian: akarnya milik sendiri. {invented} \
                 hanya untuk {of_sample} kejadian contoh."
            )
        }
        Ordering::Less => said!(
            "The sample has {of_sample} events: building it was interrupted here. Remove the \
             folder and run `jejak demo` again.",
            "Contoh berisi {of_sample} kejadian: pembuatannya terputus di sini. Hapus folder dan \
             jalankan `jejak demo` lagi."
        ),
    }
}

/// Size and root of the ledger, and how long it took.
fn figures(
    context: &Context,
    ledger: &Ledger,
    province: &Province,
    started: Instant,
) -> Result<(), Failure> {
    let head = ledger.head();
    let root = ledger.read(|folded| folded.tree.root());
    context.tell(&said!(
        "sample ledger in {}: {} events, ready after {:.1} s",
        "buku contoh di {}: {} kejadian, siap setelah {:.1} detik",
        context.data().display(),
        head.size,
        started.elapsed().as_secs_f32()
    ))?;
    context.tell(&said!("tree root {root}", "akar pohon {root}"))?;
    context.tell(&about_root(head.size, province.events))
}

fn figures_json(context: &Context, ledger: &Ledger) -> Result<(), Failure> {
    let head = ledger.head();
    let root = ledger.read(|folded| folded.tree.root());
    context.print_json(&serde_json::json!({
        "size": head.size, "chain_head": head.hash.to_string(), "tree_root": root.to_string(),
    }))
}

/// The command that a reader would type, with the folder when it is not the default.
fn command(context: &Context, rest: &str) -> String {
    let default = context.data().as_os_str() == "./jejak-data";
    let folder = context.data().display();
    let option = if default { String::new() } else { format!(" --data {folder}") };
    format!("jejak{option} {rest}")
}

/// Where to look in a ledger without screens.
fn go_on(context: &Context) -> Result<(), Failure> {
    context.tell(&said!("Go on with:", "Lanjutkan dengan:"))?;
    for rest in ["balances --by regency,programme,source", "trail organisation:18", "verify"] {
        output::line(&format!("  {}", command(context, rest)))?;
    }
    Ok(())
}

impl Demo<'_> {
    /// The command that a reader would type.
    pub fn command(&self, rest: &str) -> String {
        command(self.context, rest)
    }

    /// Sequence number of an object's first event of a kind, for tags in commands.
    pub fn tag(object: Object, seq: u64) -> String {
        format!("{}:{seq}", object.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sample_itself_has_everybodys_root() {
        let table = [
            (sample::EVENTS, "every machine gets the same root."),
            (sample::EVENTS + 2, "has grown by 2 events since: the root is its own"),
            (sample::EVENTS - 1, "was interrupted here"),
        ];
        for (size, told) in table {
            let about = about_root(size, sample::EVENTS);
            assert!(about.contains(told), "{size}: {about:?}");
        }
    }
}
