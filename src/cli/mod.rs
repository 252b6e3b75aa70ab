//! The command line: one file per subcommand. Data goes to stdout, everything else to stderr.
//!
//! Exit codes: 0 done, 1 refused or verification failed, 2 wrong usage, 3 cannot read or write.
//!
//! Not here: rules, hashing, storage. A command asks the library and prints the answer.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::ledger::rules::Language;
use crate::said::{Said, said};

mod account;
mod append;
mod balances;
mod cashplan;
mod central;
mod check;
mod checkpoint;
mod codes;
mod compare;
mod completions;
mod copy;
mod count;
mod demo;
mod diff;
mod doctor;
mod due;
mod errors;
mod export;
mod fill_rate;
mod import;
mod init;
mod kinds;
mod links;
mod man;
mod matchlist;
pub mod open;
pub mod output;
mod oversight;
mod person;
mod rebuild;
mod reconcile;
mod recording;
mod refusals;
mod regions;
mod replay;
mod report;
mod sample;
mod services;
mod show;
mod sign_text;
mod stock;
mod tables;
mod trail;
mod verify;
mod what_if;
pub mod when;

/// A ledger of social assistance that anyone can check.
#[derive(Debug, Parser)]
#[command(name = "jejak", version, about, long_about = None, max_term_width = 100)]
pub struct Cli {
    /// Folder of the ledger.
    #[arg(
        long,
        global = true,
        default_value = "./jejak-data",
        value_name = "DIR",
        env = "JEJAK_DATA"
    )]
    data: PathBuf,
    /// Print JSON with stable field names; money as decimal strings of rupiah.
    #[arg(long, global = true)]
    json: bool,
    /// Language of messages; from LANG when absent.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

/// Languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Bahasa Indonesia.
    Id,
    /// English with the Indonesian terms of the field.
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create an empty ledger in a new folder.
    Init(init::Args),
    /// Propose the events of a file; all are recorded or none.
    Append(append::Args),
    /// Print the messages that an official signs for the lines of a file.
    SignText(sign_text::Args),
    /// Show one event.
    Show(show::Args),
    /// List the events that are about a thing.
    Trail(trail::Args),
    /// Balances by any dimension.
    Balances(balances::Args),
    /// Reports with their official columns.
    Report(report::Args),
    /// Everything that has a deadline, the latest first.
    Due(due::Args),
    /// Anggaran kas: what was planned to be paid by month, beside what was paid.
    Cashplan(cashplan::Args),
    /// What auditors look for: checks A01-A51, with evidence and amounts at risk.
    Check(check::Args),
    /// Our books against the registers of others: matched, differs, missing, double.
    Reconcile(reconcile::Args),
    /// Samples that the auditee cannot steer: draw, worksheet, results, projected error.
    Sample(sample::Args),
    /// What the desk saw on a day beside what was true on it.
    Compare(compare::Args),
    /// What moved between two moments or days, and the events that moved it.
    Diff(diff::Args),
    /// Go through events one by one, with the state before and after each.
    Replay(replay::Args),
    /// The ledger as it would be under other rules or without some events; never recorded.
    WhatIf(what_if::Args),
    /// Who shares an account, withdrawer, shop, device, verifier or address with whom.
    Links(links::Args),
    /// What is shared by most: accounts, withdrawers, shops, devices, verifiers, addresses.
    Hubs(links::HubsArgs),
    /// How many events of a kind there are, told apart by a field.
    Count(count::Args),
    /// What a ministry pays, by period and region: credited, used, left, returned.
    Central(central::Args),
    /// How far quotas are filled: places held, unfilled and in excess.
    FillRate(fill_rate::Args),
    /// Kartu stok: goods for disasters by warehouse and item, over a span of days.
    Stock(stock::Args),
    /// Copy the ledger to another folder or engine, every hash unchanged; the signing key stays.
    Copy(copy::Args),
    /// Write the ledger out.
    Export(export::Args),
    /// Verify hashes, completeness, checkpoints, rules and the rebuilt state; five verdicts.
    Verify(verify::Args),
    /// Sign the head and print the signed checkpoint.
    Checkpoint(checkpoint::Args),
    /// Fold everything again, compare with the live state, write the snapshot anew.
    Rebuild(rebuild::Args),
    /// Look after folder, store, snapshots, keys, clock and disk; says what to do.
    Doctor(doctor::Args),
    /// People and their personal data, kept beside the ledger in the vault.
    Person(person::Args),
    /// Accounts, roles, logins, second factors, tokens: who may do what.
    Account(account::Args),
    /// Take over a file of another program: BNBA, DTKS, SP2D register, bank statement and others.
    Import(import::Args),
    /// Compare a list of numbers (deaths, civil servants, staff) with the vault.
    Matchlist(matchlist::Args),
    /// List refused attempts.
    Refusals(refusals::Args),
    /// List who looked, signed in, was refused, took something out or administered.
    Oversight(oversight::Args),
    /// Which kabupaten and kota have an SLRT or Puskesos, and what may pay for it next year.
    Services(services::Args),
    /// Register regions from a CSV file.
    Regions(regions::Args),
    /// Codes of accounts, activities and funding sources, to look up.
    Codes(codes::Args),
    /// The catalogue of events, with the JSON shape of each.
    Kinds(kinds::Args),
    /// Build or open the sample ledger and show what it can do.
    Demo(demo::Args),
    /// Print shell completions.
    Completions(completions::Args),
    /// Print the manual page.
    Man(man::Args),
}

/// What every command is told.
#[derive(Debug, Clone)]
pub struct Context {
    /// Folder of the ledger.
    pub data: PathBuf,
    /// Whether to print JSON.
    pub json: bool,
    /// Language of messages.
    pub language: Language,
}

impl Context {
    /// Prints a sentence on stdout, in the language asked for.
    pub fn tell(&self, said: &Said) -> Result<(), Failure> {
        output::line(said.within(self.language))
    }

    /// Tells those who watch something on stderr, in the language asked for.
    pub fn note(&self, said: &Said) {
        output::note(said.within(self.language));
    }

    /// The one of two that is of the language asked for.
    pub fn pick<T>(&self, en: T, id: T) -> T {
        match self.language {
            Language::En => en,
            Language::Id => id,
        }
    }
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Refused, or verification failed: exit code 1.
    Refused(Said),
    /// Wrong usage: exit code 2.
    Usage(Said),
    /// Cannot read or write: exit code 3.
    Io(Said),
    /// Whoever read stdout had seen enough, as `head` does: exit code 0.
    NobodyReads,
}

impl Failure {
    /// A failure to read or write, with its causes.
    pub fn io(error: impl std::error::Error + 'static) -> Failure {
        Failure::Io(errors::said(&error))
    }
}

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context { data: cli.data, json: cli.json, language: language(cli.lang) };
    let outcome = match cli.command {
        Command::Init(args) => init::run(&context, args),
        Command::Append(args) => append::run(&context, args),
        Command::SignText(args) => sign_text::run(&context, args),
        Command::Show(args) => show::run(&context, args),
        Command::Trail(args) => trail::run(&context, args),
        Command::Balances(args) => balances::run(&context, args),
        Command::Report(args) => report::run(&context, args),
        Command::Due(args) => due::run(&context, args),
        Command::Cashplan(args) => cashplan::run(&context, args),
        Command::Check(args) => check::run(&context, args),
        Command::Reconcile(args) => reconcile::run(&context, args),
        Command::Sample(args) => sample::run(&context, args),
        Command::Compare(args) => compare::run(&context, args),
        Command::Diff(args) => diff::run(&context, args),
        Command::Replay(args) => replay::run(&context, args),
        Command::WhatIf(args) => what_if::run(&context, args),
        Command::Links(args) => links::run(&context, args),
        Command::Hubs(args) => links::run_hubs(&context, args),
        Command::Count(args) => count::run(&context, args),
        Command::Central(args) => central::run(&context, args),
        Command::FillRate(args) => fill_rate::run(&context, args),
        Command::Stock(args) => stock::run(&context, args),
        Command::Copy(args) => copy::run(&context, args),
        Command::Export(args) => export::run(&context, args),
        Command::Verify(args) => verify::run(&context, args),
        Command::Checkpoint(args) => checkpoint::run(&context, args),
        Command::Rebuild(args) => rebuild::run(&context, args),
        Command::Doctor(args) => doctor::run(&context, args),
        Command::Person(args) => person::run(&context, args),
        Command::Account(args) => account::run(&context, args),
        Command::Import(args) => import::run(&context, args),
        Command::Matchlist(args) => matchlist::run(&context, args),
        Command::Refusals(args) => refusals::run(&context, args),
        Command::Oversight(args) => oversight::run(&context, args),
        Command::Services(args) => services::run(&context, args),
        Command::Regions(args) => regions::run(&context, args),
        Command::Codes(args) => codes::run(&context, args),
        Command::Kinds(args) => kinds::run(&context, args),
        Command::Demo(args) => demo::run(&context, args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => say(&context, failure),
    }
}

fn say(context: &Context, failure: Failure) -> ExitCode {
    let (what, code) = match failure {
        Failure::Refused(what) => (what, 1),
        Failure::Usage(what) => (what, 2),
        Failure::Io(what) => (what, 3),
        Failure::NobodyReads => return ExitCode::SUCCESS,
    };
    context.note(&said!(with what; "error: {what}", "galat: {what}"));
    ExitCode::from(code)
}

fn language(asked: Option<Lang>) -> Language {
    let from_environment = || {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))
    };
    match asked {
        Some(Lang::Id) => Language::Id,
        None if from_environment().is_some_and(|lang| lang.starts_with("id")) => Language::Id,
        Some(Lang::En) | None => Language::En,
    }
}

/// The definition of the command line, for completions, the manual page and tests.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
