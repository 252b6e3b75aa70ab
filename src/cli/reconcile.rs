//! `jejak reconcile`: our books against the registers of others.

use jejak_events::cash::ReconciliationRecorded;
use jejak_events::date::{Date, Month};
use jejak_events::vocabulary::Register;
use jejak_events::{Event, Rupiah};
use jejak_projections::reconcile::{self, Question, Reconciled};

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, append, open};
use crate::ledger::{Condition, Draft, Request, WriteError};
use crate::said::{Said, said};

/// Options of `reconcile`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// With which register: sp2d (of SIPD or another treasury system) or bank.
    #[arg(value_name = "REGISTER", value_parser = ["sp2d", "bank"])]
    register: String,
    /// Month, such as 2026-03.
    #[arg(long)]
    month: Month,
    /// The cash account, by the number of the event that opened it; for a bank statement.
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
    /// Day on which it was made; that of the last event where absent.
    #[arg(long, value_name = "DATE", requires = "record")]
    on: Option<Date>,
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT", requires = "record")]
    account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long, requires = "record")]
    accept_clock: bool,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::with_clock(context, &folder, clock, args.accept_clock)?;
    let question = Question { month: args.month, imports: args.imports.clone(), cash: args.cash };
    let (register, name, compare) = match args.register.as_str() {
        "bank" => {
            (Register::Bank, said!("bank statement", "rekening koran"), reconcile::bank as Compare)
        }
        _ => {
            (Register::Sp2d, said!("register of SP2D", "register SP2D"), reconcile::sp2d as Compare)
        }
    };
    let made = when::view(context, &ledger, args.when.asked(), |view| {
        compare(view, &question).map(|made| (made, view.stamp))
    });
    let (reconciled, stamp) = made?;
    let table = reconcile::table(&reconciled, name, args.month, args.all);
    args.out.give(context, &ledger, args.when.asked(), &table, &stamp)?;
    if !args.record {
        return Ok(());
    }
    append::continues_what_was_signed(&folder, &ledger)?;
    let day = args.on.unwrap_or_else(|| stamp.today());
    let draft = Draft::new(day, outcome(&reconciled, register, args.month)?);
    let (actor, condition) = (open::operator(args.account), Condition::Always);
    let request = Request { actor, key: None, drafts: vec![draft], condition, dry_run: false };
    let receipt = ledger.propose(request);
    ledger.close().map_err(Failure::io)?;
    let receipt = receipt.map_err(|error| refused(context, error))?;
    let seq = receipt.first_seq;
    context.note(&said!("recorded as event {seq}", "dicatat sebagai kejadian {seq}"));
    Ok(())
}

type Compare =
    fn(&jejak_projections::View, &Question) -> Result<Reconciled, jejak_projections::Unanswered>;

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

fn refused(context: &Context, error: WriteError) -> Failure {
    match error {
        WriteError::Refused(refusal) => {
            let what = Said::same(refusal.sentence(context.language));
            Failure::Refused(
                said!(with what; "refused, nothing was recorded: {what}", "ditolak, tidak ada yang dicatat: {what}"),
            )
        }
        error => Failure::io(error),
    }
}
