//! `jejak investigation open`, `add`, `remove`, `hand-over`, `close` and `reopen`.

use jejak_events::Text;
use jejak_events::ids::{AccountRef, InvestigationRef, Token};
use jejak_events::investigation::{
    InvestigationClosed, InvestigationEventsChosen, InvestigationEventsRemoved,
    InvestigationHandedOver, InvestigationOpened, InvestigationReopened,
};
use jejak_events::vocabulary::{
    ChoiceReason, InvestigationGround, InvestigationOutcome, RemovalReason, ReopeningReason,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::person::TextArg;
use super::super::{Context, Failure};
use super::bench::{Bench, ByArgs, OneArgs, ask, done, find, record};
use crate::access::{Act, Standing};
use crate::ledger::identity::random_bytes;
use crate::ledger::{Clock as _, SystemClock};
use crate::said::said;

/// Reads a word of a closed list; told with the words that there are.
macro_rules! words {
    ($list:ident) => {
        |text: &str| {
            $list::from_word(text).ok_or_else(|| {
                let words: Vec<&str> = $list::ALL.iter().map(|word| word.word()).collect();
                format!("expected one of {}", words.join(", "))
            })
        }
    };
}

/// Options of `investigation open`.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// Number of the letter that orders it, as printed; never a name.
    #[arg(long, value_name = "TEXT")]
    number: TextArg,
    /// What gave rise to it, one of the words of `InvestigationGround`.
    #[arg(long, value_name = "WORD", value_parser = words!(InvestigationGround))]
    ground: InvestigationGround,
    #[command(flatten)]
    by: ByArgs,
}

/// Options of `investigation add`.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    #[command(flatten)]
    one: OneArgs,
    /// Events of the ledger, by number.
    #[arg(value_name = "SEQ", required = true)]
    seqs: Vec<u64>,
    /// Why, one of the words of `ChoiceReason`.
    #[arg(long, value_name = "WORD", value_parser = words!(ChoiceReason))]
    reason: ChoiceReason,
}

/// Options of `investigation remove`.
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    #[command(flatten)]
    one: OneArgs,
    /// Chosen events, by number.
    #[arg(value_name = "SEQ", required = true)]
    seqs: Vec<u64>,
    /// Why, one of the words of `RemovalReason`.
    #[arg(long, value_name = "WORD", value_parser = words!(RemovalReason))]
    reason: RemovalReason,
}

/// Options of `investigation hand-over`.
#[derive(Debug, clap::Args)]
pub struct HandOverArgs {
    #[command(flatten)]
    one: OneArgs,
    /// Account of the inspector who has it from now on.
    #[arg(long, value_name = "ACCOUNT")]
    to: u64,
    /// The head of inspection gives it, whoever has it.
    #[arg(long)]
    as_head: bool,
}

/// Options of `investigation close`.
#[derive(Debug, clap::Args)]
pub struct CloseArgs {
    #[command(flatten)]
    one: OneArgs,
    /// What came of it, one of the words of `InvestigationOutcome`.
    #[arg(long, value_name = "WORD", value_parser = words!(InvestigationOutcome))]
    outcome: InvestigationOutcome,
}

/// Options of `investigation reopen`.
#[derive(Debug, clap::Args)]
pub struct ReopenArgs {
    #[command(flatten)]
    one: OneArgs,
    /// Why, one of the words of `ReopeningReason`.
    #[arg(long, value_name = "WORD", value_parser = words!(ReopeningReason))]
    reason: ReopeningReason,
}

/// An investigation that was opened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationOpened)]
pub struct OpenedShown {
    /// The investigation, by the event of the second ledger that opened it.
    investigation: u64,
    /// Number of the letter that orders it.
    #[schema(value_type = String)]
    number: Text,
    /// Always `opened`.
    done: &'static str,
}

pub(super) fn open(context: &Context, args: OpenArgs) -> Result<(), Failure> {
    let number = args.number.read("--number")?;
    let bench = Bench::open(context, args.by)?;
    let opened = InvestigationOpened {
        account: bench.account,
        number: number.clone(),
        ground: args.ground,
        mark: Token(random_bytes()),
    };
    record(context, &bench.ledger, opened)?;
    let seq = ask(&bench.ledger, |all| all.of_number(number.as_str()))?.unwrap_or_default();
    bench.close()?;
    if context.json {
        let told = OpenedShown { investigation: seq, number, done: "opened" };
        return context.print_answer(&told);
    }
    context
        .tell(&said!("investigation {seq} opened: {number}", "pemeriksaan {seq} dibuka: {number}"))
}

/// Numbers of events as the ledger has them: ascending, each once.
fn sorted(mut seqs: Vec<u64>) -> Vec<u64> {
    seqs.sort_unstable();
    seqs.dedup();
    seqs
}

pub(super) fn add(context: &Context, args: AddArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let chosen = InvestigationEventsChosen {
        account: bench.account,
        investigation: InvestigationRef(seq),
        events: sorted(args.seqs),
        size: bench.ledger.head().size,
        reason: args.reason,
    };
    record(context, &bench.ledger, chosen)?;
    bench.close()?;
    done(context, seq, "chosen")
}

pub(super) fn remove(context: &Context, args: RemoveArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let removed = InvestigationEventsRemoved {
        account: bench.account,
        investigation: InvestigationRef(seq),
        events: sorted(args.seqs),
        reason: args.reason,
    };
    record(context, &bench.ledger, removed)?;
    bench.close()?;
    done(context, seq, "removed")
}

pub(super) fn hand_over(context: &Context, args: HandOverArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, args.as_head)?;
    may_investigate(&bench, args.to)?;
    let handed = InvestigationHandedOver {
        account: bench.account,
        investigation: InvestigationRef(seq),
        to: args.to,
        as_head: args.as_head,
    };
    record(context, &bench.ledger, handed)?;
    bench.close()?;
    done(context, seq, "handed over")
}

/// Refuses an account that could not go on with it.
fn may_investigate(bench: &Bench, to: u64) -> Result<(), Failure> {
    let standing = bench.ledger.read(|folded| {
        let state = &folded.reading.state;
        let today = SystemClock::default().now().date_in(state.integrity.meta().zone);
        Standing::of(state, AccountRef(to), today)
    });
    standing.may(Act::Investigate).map_err(|denied| {
        let why = denied.said();
        Failure::Refused(said!(
            with why;
            "--to: expected an account that may investigate, found {to}: {why}",
            "--to: seharusnya akun yang boleh memeriksa, ditemukan {to}: {why}"
        ))
    })
}

pub(super) fn close(context: &Context, args: CloseArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let (account, investigation) = (bench.account, InvestigationRef(seq));
    let closed = InvestigationClosed { account, investigation, outcome: args.outcome };
    record(context, &bench.ledger, closed)?;
    bench.close()?;
    done(context, seq, "closed")
}

pub(super) fn reopen(context: &Context, args: ReopenArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let (account, investigation) = (bench.account, InvestigationRef(seq));
    let reopened = InvestigationReopened { account, investigation, reason: args.reason };
    record(context, &bench.ledger, reopened)?;
    bench.close()?;
    done(context, seq, "reopened")
}
