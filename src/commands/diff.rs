//! `jejak diff`: what moved between two moments, and the events that moved it.

use jejak_events::{Date, Tag};
use jejak_projections::balances::Dimension;
use jejak_projections::condition::Condition;
use jejak_projections::diff::{self, Change, Diff, Level, Moved, Only, Subject};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Context, Failure, balances, open, output, tables, when};
use crate::ledger::differences::DiffError;
use crate::ledger::seen::stamp;
use crate::ledger::{Folded, Ledger, Moment};
use crate::said::said;

/// Options of `diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The earlier moment: a sequence number, or a time (RFC 3339). What the ledger knew then.
    #[arg(value_name = "FROM", required_unless_present = "as_of", value_parser = when::moment)]
    from: Option<Moment>,
    /// The later moment; the head when absent.
    #[arg(value_name = "TO", value_parser = when::moment)]
    to: Option<Moment>,
    /// Two days instead of two moments: what was true on each, as far as is known now.
    #[arg(long, num_args = 2, value_names = ["DATE", "DATE"], conflicts_with_all = ["from", "to"])]
    as_of: Option<Vec<Date>>,
    /// Only balances and counts where a dimension has this value, as in `balances`; month and
    /// recipient-type are not told apart here.
    #[arg(long = "where", value_name = "DIM=VALUE", value_parser = balances::condition)]
    only: Vec<(Dimension, String)>,
    /// Show what moved and came back, too.
    #[arg(long)]
    all: bool,
    /// Show at most this many changes, and how many more there are; 100 where absent, in JSON all.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Changes that are printed where no limit is asked for.
const SHOWN: usize = 100;

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let coarse = [Dimension::Month, Dimension::RecipientType];
    if let Some((dimension, _)) = args.only.iter().find(|(known, _)| coarse.contains(known)) {
        let word = dimension.word();
        return Err(Failure::Usage(said!(
            "--where {word}: expected another dimension; `diff` does not tell these apart",
            "--where {word}: seharusnya dimensi lain; `diff` tidak membedakannya"
        )));
    }
    let places = ledger.read(|folded| balances::only::checked(&folded.reading.state, &args.only));
    let only = Only { places: places.map_err(Failure::Usage)?, back: args.all };
    let (diff, folded) = made(context, &ledger, &args)?;
    let day = args.as_of.as_ref().and_then(|days| days.last().copied());
    let stamp = stamp(&folded, day);
    if context.json {
        let shown = diff.changes.iter();
        let shown = shown.filter(|(subject, change)| only.takes(&folded.reading, subject, change));
        let mut changes: Vec<ChangeShown> =
            shown.map(|(subject, change)| changed(subject, change)).collect();
        let count = changes.len();
        changes.truncate(args.limit.unwrap_or(usize::MAX));
        return context.print_answer(&DiffShown {
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            as_of: stamp.as_of.map(|day| day.to_string()),
            count,
            more: count.saturating_sub(changes.len()),
            changes,
        });
    }
    let shown = args.limit.unwrap_or(SHOWN);
    tables::print(context, &diff::table(&diff, &folded.reading, &only, shown), &stamp)
}

fn made(context: &Context, ledger: &Ledger, args: &Args) -> Result<(Diff, Folded), Failure> {
    let folding = context.pick("folding", "memutar ulang");
    let made = context.watched(folding, |progress| match (&args.as_of, args.from) {
        (Some(days), _) if days.len() == 2 => ledger.diff_of_days(days[0], days[1], None, progress),
        (_, from) => {
            let last = Moment::After(ledger.head().size.saturating_sub(1));
            ledger.diff(from.unwrap_or(last), args.to.unwrap_or(last), progress)
        }
    });
    made.map_err(|error| match error {
        DiffError::Backwards => Failure::Usage(said!(
            "expected the earlier of the two first; exchange them",
            "seharusnya yang lebih awal lebih dulu; tukarkan keduanya"
        )),
        DiffError::See(error) => when::failure(error),
    })
}

/// What moved between two moments.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Diff)]
pub struct DiffShown {
    /// Events at the later one.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The later day, where days were asked for.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// How many things changed.
    count: usize,
    /// Changes that are not shown.
    more: usize,
    /// What changed.
    changes: Vec<ChangeShown>,
}

/// Something that changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeShown {
    /// What: a `balance` (of a `stage`), a `count` (of what is `counted`), `cash`, or the `state` of an
    /// `object`; the fields that tell where are those of each.
    what: &'static str,
    /// Before: rupiah, a count, or a state; null: none.
    #[schema(value_type = Option<serde_json::Value>)]
    from: Value,
    /// After.
    #[schema(value_type = Option<serde_json::Value>)]
    to: Value,
    /// The events that changed it.
    events: Vec<MovedShown>,
    /// The stage of the money.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'static str>,
    /// The thing, as a tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    /// The cash account.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<u64>,
    /// The funding source of cash.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The budget line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u64>)]
    line: Option<Value>,
    /// The decree.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u64>)]
    decree: Option<Value>,
    /// The region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    region: Option<Value>,
    /// Whether it belongs to history that was brought in.
    #[serde(skip_serializing_if = "Option::is_none")]
    historical: Option<bool>,
}

/// An event that changed something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Moved)]
pub struct MovedShown {
    /// The event.
    seq: u64,
    /// Its kind.
    kind: &'static str,
    /// By how much: rupiah, or a count; null for a state.
    #[schema(value_type = Option<serde_json::Value>)]
    by: Value,
}

fn changed(subject: &Subject, change: &Change) -> ChangeShown {
    let spot = match subject {
        Subject::Balance(spot, _) | Subject::Count(spot, _) => Some(spot),
        Subject::Cash(..) | Subject::State(..) => None,
    };
    let mut shown = ChangeShown {
        what: "",
        from: level(change.from),
        to: level(change.to),
        events: change.by.iter().map(|moved| event(change, moved)).collect(),
        stage: None,
        counted: None,
        object: None,
        account: None,
        source: None,
        line: spot.map(|spot| json!(spot.line)),
        decree: spot.map(|spot| json!(spot.decree)),
        region: spot.map(|spot| json!(spot.region)),
        historical: spot.map(|spot| spot.historical),
    };
    match subject {
        Subject::Balance(_, stage) => {
            (shown.what, shown.stage) = ("balance", Some(stage.word()));
        }
        Subject::Count(_, counted) => {
            (shown.what, shown.counted) = ("count", Some(counted.word()));
        }
        Subject::Cash(account, source, historical) => {
            (shown.what, shown.account) = ("cash", Some(*account));
            (shown.source, shown.historical) = (Some(source.to_string()), Some(*historical));
        }
        Subject::State(object, seq) => {
            let tag = Tag::Object(*object, *seq).to_string();
            (shown.what, shown.object) = ("state", Some(tag));
        }
    }
    shown
}

fn level(level: Level) -> Value {
    match level {
        Level::Sen(sen) => output::decimal(sen).into(),
        Level::Count(count) => i64::try_from(count).unwrap_or(i64::MAX).into(),
        Level::State(condition) => json!(condition.map(Condition::said)),
    }
}

fn event(change: &Change, moved: &Moved) -> MovedShown {
    let by = match change.to {
        Level::Sen(_) => json!(output::decimal(moved.by)),
        Level::Count(_) => json!(i64::try_from(moved.by).unwrap_or(i64::MAX)),
        Level::State(_) => Value::Null,
    };
    MovedShown { seq: moved.seq, kind: moved.kind.name(), by }
}
