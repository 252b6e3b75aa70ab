//! `jejak trail`: the events that are about a thing, or the life of it as a tree.

use std::time::Instant;

use jejak_events::{Date, Kind, Object, Recorded, Rupiah, Tag};
use jejak_projections::Unanswered;
use jejak_projections::facets::amount_of;
use jejak_projections::query::{self, Filter, Query, QueryError};
use jejak_projections::report::trail_list;
use jejak_projections::tree::{self, Bounds, Node};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, errors, open, output};
use crate::exchange::events::{self, EventShown};
use crate::ledger::{Ledger, rules};
use crate::said::{Said, said};

/// Options of `trail`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the events must be about, all of it.
    #[arg(value_name = "TAG", required = true, help = tags_help())]
    tags: Vec<String>,
    /// Print at most this many events; 0 prints their count alone. In a tree: so many of each kind
    /// under one thing.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only events of this kind; may be given again.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<Kind>,
    /// Only what happened on this day or later.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Only what happened on this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only events of this amount or more.
    #[arg(long, value_name = "RUPIAH")]
    amount_min: Option<Rupiah>,
    /// Only events of this amount or less.
    #[arg(long, value_name = "RUPIAH")]
    amount_max: Option<Rupiah>,
    /// The life of one thing as a tree: upwards what it rests on, downwards what rests on it.
    #[arg(long, conflicts_with_all = ["kind", "from", "until", "amount_min", "amount_max"])]
    tree: bool,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// Every word that can stand before the colon.
fn tags_help() -> String {
    let values: Vec<String> =
        Tag::WORDS.iter().map(|(word, value)| format!("{word}:{value}")).collect();
    let objects: Vec<&str> = Object::ALL.iter().map(|object| object.word()).collect();
    format!(
        "What the events must be about, all of it: {}; flag:CODE, a rule that flagged them; or, \
         each with the sequence number of the event that made it, as in decree:57: {}. One \
         argument may hold several, with and, or, not and parentheses: 'programme:BLT-BBM and \
         (region:36.02 or region:36.03) and not flag:DCR-07'",
        values.join(", "),
        objects.join(", ")
    )
}

/// The kind of a name.
pub fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name)
        .ok_or_else(|| format!("there is no kind `{name}`; `jejak kinds` lists them"))
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let query = asked(&args.tags)?;
    let ledger = open::ledger(context)?;
    if args.tree {
        return print_tree(context, &ledger, &args, &query);
    }
    let started = Instant::now();
    let filter = Filter {
        kinds: args.kind.clone(),
        from: args.from,
        until: args.until,
        amount_min: args.amount_min,
        amount_max: args.amount_max,
    };
    let found = when::view(context, &ledger, args.when.asked(), |view| {
        Ok((query::find(view, &query, &filter)?, view.stamp))
    });
    let (seqs, stamp) = found?;
    let took = started.elapsed();
    let shown = args.limit.unwrap_or(usize::MAX);
    let mut facts = Vec::new();
    for seq in seqs.iter().take(shown) {
        facts.extend(ledger.event(*seq).map_err(Failure::io)?);
    }
    if args.out.wants_table(context) {
        let table = trail_list(&args.tags.join(" "), &facts);
        return args.out.give(context, &ledger, args.when.asked(), &table, &stamp);
    }
    if context.json {
        return context.print_answer(&TrailShown {
            tags: args.tags,
            count: seqs.len(),
            microseconds: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            events: facts.iter().map(events::shown).collect(),
        });
    }
    let header = context.pick(
        ["seq", "on", "kind", "amount", "refers to"],
        ["nomor", "tanggal", "jenis", "jumlah", "merujuk"],
    );
    let mut table = context.table(&header, 9);
    for fact in &facts {
        table.add_row(row(context, fact));
    }
    if !facts.is_empty() {
        context.print_line(&table.to_string())?;
    }
    context.tell(&said!(
        "{} events, found in {} µs",
        "{} kejadian, ditemukan dalam {} µs",
        seqs.len(),
        took.as_micros()
    ))
}

/// The events that are about a thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Trail)]
pub struct TrailShown {
    /// What was asked for.
    tags: Vec<String>,
    /// How many events there are, shown or not.
    count: usize,
    /// How long it took to find them.
    microseconds: u64,
    /// The events, in their order.
    events: Vec<EventShown>,
}

/// The life of a thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tree)]
pub struct TreeShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The day asked for; null: now.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// The thing, with what rests on it.
    of: NodeShown,
    /// What it rests on.
    up: Vec<NodeShown>,
}

/// A thing in a tree.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TreeNode)]
pub struct NodeShown {
    /// The thing; null for an event that made none.
    tag: Option<String>,
    /// The event that made it.
    seq: u64,
    /// The kind of that event.
    kind: &'static str,
    /// When it happened.
    #[schema(format = Date)]
    occurred_on: String,
    /// What it is called.
    name: Option<String>,
    /// Its amount, in rupiah.
    amount: Option<String>,
    /// Its state.
    state: Option<String>,
    /// What rests on it.
    #[schema(no_recursion)]
    children: Vec<NodeShown>,
    /// Children that are not shown.
    more: u64,
}

/// All arguments must hold.
pub fn asked(tags: &[String]) -> Result<Query, Failure> {
    let rules: Vec<&'static str> = rules::catalogue()
        .into_iter()
        .flat_map(|(_, rules)| rules.iter().map(|rule| rule.code))
        .collect();
    let mut whole: Option<Query> = None;
    for text in tags {
        let query = Query::parse(text, &rules).map_err(|error| Failure::Usage(wrong(error)))?;
        whole = Some(match whole {
            Some(before) => before.and(query),
            None => query,
        });
    }
    whole.ok_or_else(|| Failure::Usage(said!("expected a tag", "seharusnya sebuah penanda")))
}

fn wrong(error: QueryError) -> Said {
    match error {
        QueryError::Wrong(said) => said,
        QueryError::Tag(error, near) if near.is_empty() => errors::said(&error),
        QueryError::Tag(error, near) => {
            let (said, near) = (errors::said(&error), near.join(", "));
            said!(with said; "{said}; perhaps {near}?", "{said}; mungkin {near}?")
        }
    }
}

fn print_tree(
    context: &Context,
    ledger: &Ledger,
    args: &Args,
    query: &Query,
) -> Result<(), Failure> {
    let Query::Tag(tag) = query else {
        return Err(Failure::Usage(said!(
            "--tree: expected one thing, such as payment:204, found a question about several",
            "--tree: seharusnya satu hal, seperti payment:204, ditemukan pertanyaan tentang \
             beberapa"
        )));
    };
    let each = args.limit.unwrap_or(Bounds::default().each);
    let bounds = Bounds { each, ..Bounds::default() };
    let made = when::view(context, ledger, args.when.asked(), |view| {
        let none = said!(
            "--tree: expected something that an event made, such as payment:204 or a registered \
             recipient, found `{tag}`",
            "--tree: seharusnya sesuatu yang dibuat oleh kejadian, seperti payment:204 atau \
             penerima terdaftar, ditemukan `{tag}`"
        );
        let none = || Unanswered::Wrong(query.unknown(view.reading).unwrap_or(none));
        Ok((tree::tree(view, tag, bounds)?.ok_or_else(none)?, view.stamp))
    });
    let (tree, stamp) = made?;
    if context.json && !args.out.wants_table(context) {
        return context.print_answer(&TreeShown {
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            as_of: stamp.as_of.map(|day| day.to_string()),
            of: shown(&tree.of),
            up: tree.up.iter().map(shown).collect(),
        });
    }
    args.out.give(context, ledger, args.when.asked(), &tree::table(&tree), &stamp)
}

fn shown(node: &Node) -> NodeShown {
    NodeShown {
        tag: node.tag.as_ref().map(Tag::to_string),
        seq: node.seq,
        kind: node.kind.name(),
        occurred_on: node.on.to_string(),
        name: node.name.clone(),
        amount: node.sen.map(|sen| output::decimal(sen.into())),
        state: node.condition.map(|condition| condition.said().en),
        children: node.children.iter().map(shown).collect(),
        more: node.more,
    }
}

fn row(context: &Context, fact: &Recorded) -> [String; 5] {
    let kind = fact.event.kind();
    let label = context.pick(kind.label_en(), kind.label_id());
    let amount = amount_of(fact).map_or_else(String::new, |amount| amount.id_id());
    let mut refers = Vec::new();
    fact.event.references(&mut |object, seq| refers.push(format!("{}:{seq}", object.word())));
    [
        fact.seq.to_string(),
        fact.envelope.occurred_on.to_string(),
        label.to_owned(),
        amount,
        refers.join(" "),
    ]
}
