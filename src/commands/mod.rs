//! Everything that can be asked of a ledger or done with it: one file per command.
//!
//! A command's options are declared once (`clap::Args`): the command line parses them, and so does the
//! server, where they are the parameters of a request. A command asks the library and prints through
//! its [`Context`], to a terminal or into the answer of a server.
//!
//! Not here: rules, hashing, storage; how a command is typed or sent.

use clap::Subcommand;

use crate::ledger::Unwarranted;
use crate::said::Said;

pub use append::continues_what_was_signed;
pub use context::{Context, Place};
pub use house::{AtHand, House, VaultAtHand};
pub use kept::{Cancelled, Kept, Printed};
pub use person::KeyArgs;

pub mod account;
mod answer;
pub mod append;
pub mod asked;
pub mod backup;
mod bad_lines;
pub mod balances;
pub mod cashplan;
pub mod central;
pub mod check;
pub mod checkpoint;
pub mod codes;
pub mod compare;
mod context;
mod copy;
pub mod count;
pub mod diff;
pub mod doctor;
pub mod document;
mod due;
pub mod errors;
mod export;
pub mod fill_rate;
pub mod findings;
mod house;
pub mod import;
pub mod init;
pub mod investigation;
mod kept;
pub mod kinds;
pub mod links;
mod matchlist;
pub mod open;
pub mod output;
mod oversight;
pub mod person;
mod rebuild;
mod reconcile;
mod recording;
pub mod refusals;
pub mod regions;
pub mod replay;
pub mod report;
mod restore;
mod reveals;
mod rules;
pub mod sample;
pub mod search;
pub mod services;
pub mod show;
mod sign_text;
pub mod stock;
pub mod tables;
pub mod trail;
pub mod verify;
pub mod what_if;
pub mod when;
pub mod whole;

/// Everything that can be asked of a ledger or done with it.
#[derive(Debug, Subcommand)]
pub enum Command {
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
    /// Look for a number, a code, a name of a region, a label: where it leads.
    Search(search::Args),
    /// Findings and how far each has come, or the life of one.
    Findings(findings::Args),
    /// Rule parameters in force on a day, or all that ever were, with their legal basis.
    Rules(rules::Args),
    /// What a ministry pays, by period and region: credited, used, left, returned.
    Central(central::Args),
    /// How far quotas are filled: places held, unfilled and in excess.
    FillRate(fill_rate::Args),
    /// Kartu stok: goods for disasters by warehouse and item, over a span of days.
    Stock(stock::Args),
    /// Copy the ledger to another folder or engine, every hash unchanged; the signing key stays.
    Copy(copy::Args),
    /// Back the ledger up, and prove the backup by reading it again; what is new is added.
    Backup(backup::Args),
    /// Restore a backup into a new folder, proved against every checkpoint that is known.
    Restore(restore::Args),
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
    /// Documents, kept sealed in the vault: what an event cites, and which events cite a file.
    Document(document::Args),
    /// Investigations of an inspector: chosen events, notes, holds, documents, who looked.
    Investigation(investigation::Args),
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
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Refused, or verification failed: exit code 1.
    Refused(Said),
    /// Whoever asks may not: exit code 1.
    Denied(Unwarranted),
    /// Wrong usage: exit code 2.
    Usage(Said),
    /// There is nothing of that name or number: exit code 2.
    Absent(Said),
    /// Cannot read or write: exit code 3.
    Io(Said),
    /// A disk is full, and it was not done: free bytes, and those that were needed; exit code 3.
    Full(Said, (u64, u64)),
    /// Not while things stand so, though it may be asked again, with a stable code: exit code 3.
    NotNow(&'static str, Said),
    /// More than an account may within a span: exit code 1.
    TooOften {
        /// The code of the denial; it never changes.
        code: &'static str,
        /// What was asked, what the limit is, and when to ask again.
        what: Said,
        /// The figures that decided.
        figures: serde_json::Value,
    },
    /// Whoever read stdout had seen enough, as `head` does: exit code 0.
    NobodyReads,
}

impl Failure {
    /// A failure to read or write, with its causes.
    pub fn io(error: impl std::error::Error + 'static) -> Failure {
        let what = errors::said(&error);
        match errors::full(&error) {
            Some(room) => Failure::Full(what, room),
            None => Failure::Io(what),
        }
    }
}

/// Runs a command.
pub fn run(context: &Context, command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init::run(context, args),
        Command::Append(args) => append::run(context, args),
        Command::SignText(args) => sign_text::run(context, args),
        Command::Show(args) => show::run(context, args),
        Command::Trail(args) => trail::run(context, args),
        Command::Balances(args) => balances::run(context, args),
        Command::Report(args) => report::run(context, args),
        Command::Due(args) => due::run(context, args),
        Command::Cashplan(args) => cashplan::run(context, args),
        Command::Check(args) => check::run(context, args),
        Command::Reconcile(args) => reconcile::run(context, args),
        Command::Sample(args) => sample::run(context, args),
        Command::Compare(args) => compare::run(context, args),
        Command::Diff(args) => diff::run(context, args),
        Command::Replay(args) => replay::run(context, args),
        Command::WhatIf(args) => what_if::run(context, args),
        Command::Links(args) => links::run(context, args),
        Command::Hubs(args) => links::run_hubs(context, args),
        Command::Count(args) => count::run(context, args),
        Command::Search(args) => search::run(context, args),
        Command::Findings(args) => findings::run(context, args),
        Command::Rules(args) => rules::run(context, args),
        Command::Central(args) => central::run(context, args),
        Command::FillRate(args) => fill_rate::run(context, args),
        Command::Stock(args) => stock::run(context, args),
        Command::Copy(args) => copy::run(context, args),
        Command::Backup(args) => backup::run(context, args),
        Command::Restore(args) => restore::run(context, args),
        Command::Export(args) => export::run(context, args),
        Command::Verify(args) => verify::run(context, args),
        Command::Checkpoint(args) => checkpoint::run(context, args),
        Command::Rebuild(args) => rebuild::run(context, args),
        Command::Doctor(args) => doctor::run(context, args),
        Command::Person(args) => person::run(context, args),
        Command::Document(args) => document::run(context, args),
        Command::Investigation(args) => investigation::run(context, args),
        Command::Account(args) => account::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::Matchlist(args) => matchlist::run(context, args),
        Command::Refusals(args) => refusals::run(context, args),
        Command::Oversight(args) => oversight::run(context, args),
        Command::Services(args) => services::run(context, args),
        Command::Regions(args) => regions::run(context, args),
        Command::Codes(args) => codes::run(context, args),
        Command::Kinds(args) => kinds::run(context, args),
    }
}
