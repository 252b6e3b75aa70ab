//! `jejak reconcile`: our books against the registers of others.

use jejak_events::cash::ReconciliationRecorded;
use jejak_events::date::{Date, Month};
use jejak_events::vocabulary::Register;
use jejak_events::{Event, Rupiah};
use jejak_projections::reconcile::{self, Question, Reconciled};

use super::recording::{RecordArgs, Recording};
use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, open};
use crate::ledger::{Draft, Ledger};
use crate::said::said;

/// Options of `reconcile`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// With which register: sp2d (of SIPD or another treasury system) or bank.
    #[arg(value_name = "REGISTER", value_parser = ["sp2d", "bank"])]
    register: String,
    /// Month, such as 2026-03.
    #[arg(long)]
    month: Month,
    /// The cash account, by the number of the event that opened it; for a bank statement; may be
    /// left out where there is one only.
    #[arg(long, value_name = "SEQ")]
    cash: Option<u64>,
    /// Only what these imports say.
    #[arg(long = "import", value_name = "SEQ")]
    imports: Vec<u64>,
    /// Show what matches, too.
    #[arg(long)]
    all: bool,
    /// Record the outcome.
    #[arg(long, conflicts_with_all = ["as_of", "as_recorded"])]
    record: bool,
    /// Day on which it was made; today where absent.
    #[arg(long, value_name = "DATE", requires = "record")]
    on: Option<Date>,
    #[command(flatten)]
    by: RecordArgs,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    if !args.record {
        let ledger = open::ledger(context)?;
        return show(context, &ledger, &args).map(|_| ());
    }
    let recording = Recording::open(context, args.by)?;
    let event = show(context, &recording.ledger, &args)?;
    let draft = Draft::new(args.on.unwrap_or(recording.today), event?);
    let request = recording.request(vec![draft]);
    let nothing = said!("nothing was recorded", "tidak ada yang dicatat");
    let seq = recording.conclude(context, request, &nothing)?.first_seq;
    context.note(&said!("recorded as event {seq}", "dicatat sebagai kejadian {seq}"));
    Ok(())
}

/// Shows what was found; the event that records it, which a month of impossible sums has not.
fn show(
    context: &Context,
    ledger: &Ledger,
    args: &Args,
) -> Result<Result<Event, Failure>, Failure> {
    let question = Question { month: args.month, imports: args.imports.clone(), cash: args.cash };
    let (register, name) = match args.register.as_str() {
        "bank" => (Register::Bank, said!("bank statement", "rekening koran")),
        _ => (Register::Sp2d, said!("register of SP2D", "register SP2D")),
    };
    let made = when::view(context, ledger, args.when.asked(), |view| {
        reconcile::asked(view, register, &question).map(|made| (made, view.stamp))
    });
    let (reconciled, stamp) = made?;
    let table = reconcile::table(&reconciled, name, args.month, args.all);
    args.out.give(context, ledger, args.when.asked(), &table, &stamp)?;
    Ok(outcome(&reconciled, register, args.month))
}

/// The event that records what was found.
fn outcome(reconciled: &Reconciled, register: Register, period: Month) -> Result<Event, Failure> {
    let sum = |side| {
        let sen = reconciled.sum(side);
        let too_large = |_| {
            Failure::Refused(said!(
                "the sums of the month do not fit an event: {sen} sen",
                "jumlah bulan itu tidak muat dalam kejadian: {sen} sen"
            ))
        };
        i64::try_from(sen).map(Rupiah::from_sen).map_err(too_large)
    };
    let (ours, theirs) = (sum(|pair| pair.ours.as_ref())?, sum(|pair| pair.theirs.as_ref())?);
    Ok(ReconciliationRecorded { register, period, ours, theirs }.into())
}
