//! `jejak replay`: goes through events one by one, with the state before and after each.

use std::io::{BufRead, IsTerminal};

use jejak_events::{Date, Kind, Tag};
use jejak_projections::condition::Condition;
use jejak_projections::query::{self, Filter, Query};
use jejak_projections::step::Step;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Context, Failure, open, output, trail, when};
use crate::exchange::events::{self, EventShown};
use crate::ledger::walk::Walk;
use crate::ledger::{Ledger, When, rules};
use crate::said::said;

/// Options of `replay`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only events about these things, as in `trail`; all when absent.
    #[arg(value_name = "TAG")]
    tags: Vec<String>,
    /// First event.
    #[arg(long, value_name = "SEQ")]
    from: Option<u64>,
    /// Last event.
    #[arg(long, value_name = "SEQ")]
    until: Option<u64>,
    /// Only events of this kind; may be given again.
    #[arg(long, value_name = "KIND", value_parser = trail::kind)]
    kind: Vec<Kind>,
    /// Only what happened on this day or later.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let seqs = chosen(context, &ledger, &args)?;
    if seqs.is_empty() {
        return context.tell(&said!("no such event", "tidak ada kejadian seperti itu"));
    }
    let folding = context.pick("folding", "memutar ulang");
    let walk = context.watched(folding, |progress| ledger.walk(seqs, progress));
    let mut walk = walk.map_err(when::failure)?;
    let asks = context.is_watched() && std::io::stdin().is_terminal();
    if asks && !context.json { go(context, &mut walk) } else { list(context, &mut walk) }
}

/// The events that are gone through.
fn chosen(context: &Context, ledger: &Ledger, args: &Args) -> Result<Vec<u64>, Failure> {
    let last = ledger.head().size.saturating_sub(1);
    let range = args.from.unwrap_or(0)..=args.until.unwrap_or(last).min(last);
    if let Some(from) = args.from.filter(|from| *from > last) {
        return Err(Failure::Usage(said!(
            "--from: expected the number of a recorded event, found {from}; the last is {last}",
            "--from: seharusnya nomor kejadian yang tercatat, ditemukan {from}; yang terakhir {last}"
        )));
    }
    let filter = Filter { kinds: args.kind.clone(), from: args.since, ..Filter::default() };
    if args.tags.is_empty() && filter.is_empty() {
        return Ok(range.collect());
    }
    let asked = if args.tags.is_empty() { everything() } else { trail::asked(&args.tags)? };
    when::view(context, ledger, When::default(), |view| {
        query::find_within(view, &asked, &filter, range)
    })
}

/// All events: those about a token that nobody has, and all others.
fn everything() -> Query {
    Query::Not(Box::new(Query::Flag(String::new())))
}

/// One after the other, without asking.
fn list(context: &Context, walk: &mut Walk<'_>) -> Result<(), Failure> {
    for place in 0..walk.len() {
        let Some(step) = walk.step(place).map_err(when::failure)? else { break };
        if context.json {
            let text = serde_json::to_string(&json!(shown(step))).map_err(Failure::io)?;
            context.print_line(&text)?;
        } else {
            show(context, step)?;
        }
    }
    Ok(())
}

/// Asks after each where to go next.
fn go(context: &Context, walk: &mut Walk<'_>) -> Result<(), Failure> {
    let mut place = 0;
    let (mut lines, mut moved) = (std::io::stdin().lock().lines(), true);
    loop {
        if moved && let Some(step) = walk.step(place).map_err(when::failure)? {
            show(context, step)?;
        }
        let (at, of) = (place + 1, walk.len());
        let keys = said!(
            "{at} of {of} - Enter or n: next, p: previous, j N: jump, g SEQ: go to, q: quit > ",
            "{at} dari {of} - Enter atau n: berikut, p: sebelum, j N: lompat, g NOMOR: ke, q: \
             selesai > "
        );
        context.print_text(keys.within(context.language).as_bytes())?;
        let Some(line) = lines.next().transpose().map_err(Failure::io)? else { return Ok(()) };
        let next = match asked(line.trim()) {
            Asked::Quit => return Ok(()),
            Asked::Jump(by) => place.checked_add_signed(by).filter(|next| *next < of),
            Asked::Go(seq) => Some(walk.place_of(seq)),
            Asked::Unknown => None,
        };
        moved = next.is_some_and(|next| next != place);
        if next.is_none() {
            context.tell(&said!("there is nothing that way", "tidak ada apa-apa di sana"))?;
        }
        place = next.unwrap_or(place);
    }
}

/// What a line of keys asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Quit,
    Jump(isize),
    Go(u64),
    Unknown,
}

fn asked(line: &str) -> Asked {
    let (key, rest) = line.split_at(line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len()));
    let number = rest.trim();
    match (key, number) {
        ("" | "n", "") => Asked::Jump(1),
        ("p", "") => Asked::Jump(-1),
        ("q", "") => Asked::Quit,
        ("g", seq) => seq.parse().map_or(Asked::Unknown, Asked::Go),
        ("j", by) => by.parse().map_or(Asked::Unknown, Asked::Jump),
        _ => Asked::Unknown,
    }
}

fn show(context: &Context, step: &Step) -> Result<(), Failure> {
    let (fact, kind) = (&step.fact, step.fact.event.kind());
    let label = context.pick(kind.label_en(), kind.label_id());
    context.print_line(&format!("{} {} {label}", fact.seq, fact.envelope.occurred_on))?;
    for ((line, stage), (before, after)) in &step.balances {
        let (before, after) = (output::money((*before).into()), output::money((*after).into()));
        let stage = stage.word();
        context.tell(&said!(
            "  line {line} {stage}: {before} -> {after}",
            "  baris {line} {stage}: {before} -> {after}"
        ))?;
    }
    for ((account, source), (before, after)) in &step.cash {
        let (before, after) = (output::money((*before).into()), output::money((*after).into()));
        context.tell(&said!(
            "  cash {account} {source}: {before} -> {after}",
            "  kas {account} {source}: {before} -> {after}"
        ))?;
    }
    for (tag, (before, after)) in &step.states {
        let word = |it: &Option<Condition>| {
            it.map_or_else(|| "-".to_owned(), |it| it.said().within(context.language).to_owned())
        };
        context.print_line(&format!("  {tag}: {} -> {}", word(before), word(after)))?;
    }
    for code in &step.flags {
        let code = String::from_utf8_lossy(code).into_owned();
        let title = rules::by_code(&code).map_or("", |rule| rule.title(context.language));
        context.tell(&said!("  flag {code}: {title}", "  tanda {code}: {title}"))?;
    }
    Ok(())
}

/// An event, and what it changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplayStep)]
pub struct StepShown {
    #[serde(flatten)]
    event: EventShown,
    /// Balances of budget lines that it moved.
    balances: Vec<LineMoved>,
    /// Cash that it moved.
    cash: Vec<CashMoved>,
    /// States that it changed.
    states: Vec<StateChanged>,
    /// Codes of the rules that flagged it.
    flags: Vec<String>,
}

/// What stands at a stage of a budget line, in rupiah.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineMoved {
    /// The line.
    #[schema(value_type = Option<u64>)]
    line: serde_json::Value,
    /// The stage.
    stage: &'static str,
    /// Before the event.
    before: String,
    /// After it.
    after: String,
}

/// What a cash account holds of a source, in rupiah.
#[derive(Debug, Serialize, ToSchema)]
pub struct CashMoved {
    /// The account; null: outside.
    #[schema(value_type = Option<u64>)]
    account: serde_json::Value,
    /// The source.
    #[schema(value_type = String)]
    source: serde_json::Value,
    /// Before the event.
    before: String,
    /// After it.
    after: String,
}

/// The state of a thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateChanged {
    /// The thing, as a tag.
    object: String,
    /// Before the event; null: there was no such thing.
    before: Option<String>,
    /// After it.
    after: Option<String>,
}

fn shown(step: &Step) -> StepShown {
    let balances = step.balances.iter().map(|((line, stage), (before, after))| LineMoved {
        line: json!(line),
        stage: stage.word(),
        before: output::decimal((*before).into()),
        after: output::decimal((*after).into()),
    });
    let cash = step.cash.iter().map(|((account, source), (before, after))| CashMoved {
        account: json!(account),
        source: json!(source),
        before: output::decimal((*before).into()),
        after: output::decimal((*after).into()),
    });
    let states = step.states.iter().map(|(tag, (before, after))| StateChanged {
        object: Tag::to_string(tag),
        before: before.map(|it| it.said().en),
        after: after.map(|it| it.said().en),
    });
    let flags = step.flags.iter().map(|code| String::from_utf8_lossy(code).into_owned());
    StepShown {
        event: events::shown(&step.fact),
        balances: balances.collect(),
        cash: cash.collect(),
        states: states.collect(),
        flags: flags.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read() {
        let table = [
            ("", Asked::Jump(1)),
            ("n", Asked::Jump(1)),
            ("p", Asked::Jump(-1)),
            ("j 10", Asked::Jump(10)),
            ("j -3", Asked::Jump(-3)),
            ("g 204", Asked::Go(204)),
            ("g204", Asked::Go(204)),
            ("q", Asked::Quit),
            ("g", Asked::Unknown),
            ("x", Asked::Unknown),
            ("p 3", Asked::Unknown),
        ];
        for (line, expected) in table {
            assert_eq!(asked(line), expected, "{line:?}");
        }
    }
}
