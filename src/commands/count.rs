//! `jejak count`: how many events of a kind there are, told apart by a field, and what a field sums
//! to. Everything that was recorded counts, history and what was taken back later too; money that
//! stands somewhere is `jejak balances`.

use jejak_events::{Kind, Recorded};
use jejak_projections::Scope;
use serde::Serialize;
use utoipa::ToSchema;

use super::when::{self, WhenArgs};
use super::{Context, Failure, open, output};
use crate::exchange::counts::{AROUND, Count, Counts, Question, Sum};
use crate::said::said;

/// Options of `count`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Kinds of events, as `jejak kinds` names them.
    #[arg(value_name = "KIND", required = true)]
    kinds: Vec<String>,
    /// Tell apart by the values of this field; also month, fiscal_year, historical.
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    /// Only events whose field has this value, or a code below it; may be given again.
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    only: Vec<String>,
    /// Sum up this field: an amount or a whole number.
    #[arg(long, value_name = "FIELD")]
    sum: Option<String>,
    #[command(flatten)]
    when: WhenArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let when = args.when.asked();
    let question = question(args)?;
    let ledger = open::ledger(context)?;
    let head = when::head(context, &ledger, when)?;
    let (size, scope) = (head.size, Scope { as_of: when.as_of, balances_only: false });
    let bar = context.progress(size, context.pick("counting", "menghitung"));
    let mut counts = Counts::new();
    let mut failed = None;
    let read = ledger.store().read(0..size, &mut |block| {
        for (_, entry) in block.iter() {
            match Recorded::parse(entry) {
                Ok(fact) if scope.counts(&fact) => question.add(&fact, &mut counts),
                Ok(_) => {}
                Err(error) => {
                    failed = Some(error);
                    return false;
                }
            }
        }
        bar.inc(block.len() as u64);
        true
    });
    bar.finish_and_clear();
    read.map_err(Failure::io)?;
    failed.map_or(Ok(()), |error| Err(Failure::io(error)))?;
    if context.json {
        return context.print_answer(&CountsShown {
            size: head.size,
            chain_head: head.hash.to_string(),
            count: counts.values().map(|count| count.events).sum(),
            rows: counts.iter().map(|(group, count)| to_shown(group, count)).collect(),
        });
    }
    print(context, &question, &counts)
}

fn question(args: Args) -> Result<Question, Failure> {
    let kind = |name: &String| {
        Kind::from_name(name).ok_or_else(|| {
            Failure::Usage(said!(
                "there is no kind `{name}`; `jejak kinds` lists them",
                "tidak ada jenis `{name}`; `jejak kinds` menampilkan semuanya"
            ))
        })
    };
    let pair = |text: &String| {
        let split = text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        split.ok_or_else(|| {
            Failure::Usage(said!(
                "--where: expected FIELD=VALUE, found `{text}`",
                "--where: seharusnya ISIAN=NILAI, ditemukan `{text}`"
            ))
        })
    };
    let question = Question {
        kinds: args.kinds.iter().map(kind).collect::<Result<_, _>>()?,
        by: args.by,
        only: args.only.iter().map(pair).collect::<Result<_, _>>()?,
        sum: args.sum,
    };
    let Some(field) = question.unknown_field() else { return Ok(question) };
    let mut known: Vec<&str> = question.fields().chain(AROUND.iter().copied()).collect();
    known.dedup();
    let known = known.join(", ");
    Err(Failure::Usage(said!(
        "there is no field `{field}` in these events; expected one of: {known}",
        "tidak ada isian `{field}` pada kejadian ini; seharusnya salah satu dari: {known}"
    )))
}

fn print(context: &Context, question: &Question, counts: &Counts) -> Result<(), Failure> {
    let mut header = vec![context.pick("kind", "jenis")];
    header.extend(question.by.as_deref());
    header.push(context.pick("events", "kejadian"));
    header.extend(question.sum.as_deref());
    let right_from = header.len() - 1 - usize::from(question.sum.is_some());
    let mut table = context.table(&header, right_from);
    for ((kind, value), count) in counts {
        let mut row = vec![(*kind).to_owned()];
        row.extend(question.by.as_ref().map(|_| value.clone().unwrap_or_default()));
        row.push(count.events.to_string());
        row.extend(question.sum.as_ref().map(|_| shown(count)));
        table.add_row(row);
    }
    if !counts.is_empty() {
        context.print_line(&table.to_string())?;
    }
    let total: u64 = counts.values().map(|count| count.events).sum();
    context.tell(&said!("{total} events", "{total} kejadian"))
}

fn shown(count: &Count) -> String {
    match count.sum {
        Some(Sum::Money(sen)) => output::money(sen),
        Some(Sum::Number(number)) => number.to_string(),
        None => String::new(),
    }
}

/// How many events there are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub struct CountsShown {
    /// Events that were looked at.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// How many of them are of the kinds asked for.
    count: u64,
    /// A row for each kind and value.
    rows: Vec<CountShown>,
}

/// Events of a kind that have a value in common.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Count)]
pub struct CountShown {
    /// The kind.
    kind: &'static str,
    /// The value of the field that they are told apart by; null: they have none.
    value: Option<String>,
    /// How many.
    events: u64,
    /// What the field asked for sums to: rupiah, or a whole number; null: none was asked for.
    sum: Option<String>,
}

fn to_shown((kind, value): &(&'static str, Option<String>), count: &Count) -> CountShown {
    let sum = count.sum.as_ref().map(|sum| match sum {
        Sum::Money(sen) => output::decimal(*sen),
        Sum::Number(number) => number.to_string(),
    });
    CountShown { kind, value: value.clone(), events: count.events, sum }
}
