//! `jejak regions import`: registers the regions of a CSV file.

use std::path::PathBuf;

use jejak_events::Date;
use jejak_events::reference::RegionRegistered;
use jejak_events::vocabulary::RegionScheme;
use serde::Serialize;
use utoipa::ToSchema;

use super::recording::{RecordArgs, Recording};
use super::{Context, Failure, append, errors};
use crate::exchange::regions::{self, Plan, Row};
use crate::ledger::{Draft, Receipt, Request, Unwarranted, WriteError};
use crate::said::{Said, said};

/// Options of `regions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Register the regions of a CSV file that are not registered yet; all rows or none.
    Import(Import),
}

/// How a file may look.
const SHAPES: &str = "\
The file has two columns (code, name) or three (code, parent_code, name) between commas, semicolons
or tabs, in UTF-8, with a header or without. Codes are Kemendagri's: 36.03.12.2001 or 3603122001,
provinces down to villages, in any order. What is registered under the same name is passed over, so
the same file may be imported again; a registered name does not change.";

/// Options of `regions import`.
#[derive(Debug, clap::Args)]
#[command(after_help = SHAPES)]
struct Import {
    /// The file; `-` for standard input.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Check only: say what would be registered, record nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    record: RecordArgs,
}

/// Regions in one request: a tenth of what one may hold, so that a bar moves.
const BATCH: usize = 10_000;

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let Action::Import(args) = args.action;
    let listed = regions::read(&append::read(&args.file)?);
    if listed.is_empty() {
        return Err(Failure::Usage(said!(
            "{}: no region in it",
            "{}: tidak ada wilayah di dalamnya",
            args.file.display()
        )));
    }
    let recording = Recording::open(context, args.record)?;
    let plan = recording.ledger.read(|folded| {
        let names = &folded.reading.state.reference.region_names;
        regions::plan(listed, |code| names.get(&code).map(String::as_str))
    });
    let plan = plan.map_err(|bad| append::list_bad_lines(context, &bad))?;
    let outcome = record(context, &recording, &plan, &args);
    recording.ledger.close().map_err(Failure::io)?;
    print(context, &plan, &outcome?, args.dry_run)
}

/// Registers the new regions; the receipts. A trial judges the first batch: those after it stand on
/// what only a recorded one would bring.
fn record(
    context: &Context,
    recording: &Recording,
    plan: &Plan,
    args: &Import,
) -> Result<Vec<Receipt>, Failure> {
    let what = context.pick("registering regions", "mendaftarkan wilayah");
    let bar = context.progress(u64::try_from(plan.new.len()).unwrap_or(u64::MAX), what);
    let batches = plan.new.chunks(BATCH).take(if args.dry_run { 1 } else { usize::MAX });
    let mut receipts: Vec<Receipt> = Vec::new();
    for batch in batches {
        let drafts = batch.iter().map(|row| draft(row, recording.today)).collect();
        let request = Request { dry_run: args.dry_run, ..recording.request(drafts) };
        let outcome = recording.ledger.propose(request);
        let receipt = outcome.map_err(|error| stopped(context, &receipts, &error))?;
        bar.inc(receipt.count);
        receipts.push(receipt);
    }
    bar.finish_and_clear();
    Ok(receipts)
}

fn draft(row: &Row, today: Date) -> Draft {
    let (code, name, scheme) = (row.code, row.name.clone(), RegionScheme::Kemendagri);
    Draft::new(today, RegionRegistered { code, name, scheme })
}

/// What has been recorded before stays; the same file goes on from there.
fn stopped(context: &Context, receipts: &[Receipt], error: &WriteError) -> Failure {
    let why = match error {
        WriteError::Refused(refusal) => Said::same(refusal.sentence(context.language)),
        error => errors::said(error),
    };
    let before: u64 = receipts.iter().map(|receipt| receipt.count).sum();
    let told = said!(
        with why;
        "{before} regions were registered, then: {why}. Mend that and import the same file again: \
         it goes on from there",
        "{before} wilayah terdaftar, lalu: {why}. Perbaiki dan impor berkas yang sama lagi: impor \
         dilanjutkan dari sana"
    );
    match error {
        WriteError::Refused(_) => Failure::Refused(told),
        WriteError::Unwarranted(it) => Failure::Denied(Unwarranted { why: told, ..it.clone() }),
        _ => Failure::Io(told),
    }
}

/// Regions that were registered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegionsRegistered)]
pub struct RegionsShown {
    /// Whether something is in the ledger that was not.
    recorded: bool,
    /// How many are new.
    new: usize,
    /// How many were registered before.
    known: usize,
    /// How many requests they took.
    batches: usize,
    /// The first event; null: none.
    first_seq: Option<u64>,
    /// The head after them, as `SIZE:HASH`.
    head: Option<String>,
    /// What rules had to say, in how many flags.
    flags: usize,
}

fn print(
    context: &Context,
    plan: &Plan,
    receipts: &[Receipt],
    dry_run: bool,
) -> Result<(), Failure> {
    let (new, known) = (plan.new.len(), plan.known);
    let (first, last) = (receipts.first(), receipts.last());
    if context.json {
        return context.print_answer(&RegionsShown {
            recorded: !dry_run && new > 0,
            new,
            known,
            batches: if dry_run { 0 } else { receipts.len() },
            first_seq: first.map(|receipt| receipt.first_seq),
            head: last.map(|receipt| receipt.head.to_string()),
            flags: receipts.iter().map(|receipt| receipt.flags.len()).sum(),
        });
    }
    context.tell(&if dry_run {
        said!(
            "would register {new} regions; {known} are registered already",
            "akan mendaftarkan {new} wilayah; {known} sudah terdaftar"
        )
    } else {
        said!(
            "registered {new} regions; {known} were registered before",
            "{new} wilayah didaftarkan; {known} sudah terdaftar sebelumnya"
        )
    })?;
    match last.filter(|_| !dry_run) {
        Some(receipt) => context.tell(&said!("head {}", "kepala {}", receipt.head)),
        None => Ok(()),
    }
}
