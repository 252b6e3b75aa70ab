//! `jejak trail`: the events that are about a thing.

use std::time::Instant;

use jejak_events::{Object, Recorded, Tag};
use serde_json::Value;

use super::{Context, Failure, errors, open, output};
use crate::exchange::events;
use crate::ledger::Ledger;
use crate::said::said;

/// Options of `trail`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the events must be about, all of it.
    #[arg(value_name = "TAG", required = true, help = tags_help())]
    tags: Vec<String>,
    /// Print at most this many events; 0 prints their count alone.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Every word that can stand before the colon.
fn tags_help() -> String {
    let values: Vec<String> =
        Tag::WORDS.iter().map(|(word, value)| format!("{word}:{value}")).collect();
    let objects: Vec<&str> = Object::ALL.iter().map(|object| object.word()).collect();
    format!(
        "What the events must be about, all of it: {}; flag:CODE, a rule that flagged them; or, \
         each with the sequence number of the event that made it, as in decree:57: {}",
        values.join(", "),
        objects.join(", ")
    )
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let terms: Vec<Term> =
        args.tags.iter().map(|tag| Term::parse(tag)).collect::<Result<_, _>>()?;
    let ledger = open::ledger(context)?;
    let started = Instant::now();
    let seqs = find(&ledger, &terms);
    let took = started.elapsed();
    let shown = args.limit.unwrap_or(usize::MAX);
    let mut facts = Vec::new();
    for seq in seqs.iter().take(shown) {
        facts.extend(ledger.event(*seq).map_err(Failure::io)?);
    }
    if context.json {
        return output::json(&serde_json::json!({
            "tags": args.tags, "count": seqs.len(),
            "microseconds": u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            "events": facts.iter().map(events::to_json).collect::<Vec<_>>(),
        }));
    }
    let header = context.pick(
        ["seq", "on", "kind", "amount", "refers to"],
        ["nomor", "tanggal", "jenis", "jumlah", "merujuk"],
    );
    let mut table = output::table(&header, 9);
    for fact in &facts {
        table.add_row(row(context, fact));
    }
    if !facts.is_empty() {
        output::line(&table.to_string())?;
    }
    context.tell(&said!(
        "{} events, found in {} µs",
        "{} kejadian, ditemukan dalam {} µs",
        seqs.len(),
        took.as_micros()
    ))
}

/// One condition of a trail.
pub enum Term {
    /// Carries a tag.
    Tag(Tag),
    /// Was flagged by a rule.
    Flag(String),
}

impl Term {
    fn parse(text: &str) -> Result<Term, Failure> {
        if let Some(code) = text.strip_prefix("flag:") {
            return crate::ledger::rules::by_code(code)
                .map(|rule| Term::Flag(rule.code.to_owned()))
                .ok_or_else(|| {
                    Failure::Usage(said!(
                        "there is no rule `{code}`; see docs/RULES.md",
                        "tidak ada aturan `{code}`; lihat docs/RULES.md"
                    ))
                });
        }
        text.parse().map(Term::Tag).map_err(|error| Failure::Usage(errors::said(&error)))
    }
}

/// Sequence numbers of the events that fulfil all terms.
pub fn find(ledger: &Ledger, terms: &[Term]) -> Vec<u64> {
    ledger.read(|folded| {
        let of = |term: &Term| match term {
            Term::Tag(tag) => folded.reading.trail(tag),
            Term::Flag(code) => {
                let flags = folded.reading.flags.iter();
                let mut seqs: Vec<u64> = flags
                    .filter(|(_, flag)| flag == code.as_bytes())
                    .map(|(seq, _)| *seq)
                    .collect();
                seqs.dedup();
                seqs
            }
        };
        let mut lists = terms.iter().map(of);
        let first = lists.next().unwrap_or_default();
        lists.fold(first, |kept, next| {
            kept.into_iter().filter(|seq| next.binary_search(seq).is_ok()).collect()
        })
    })
}

fn row(context: &Context, fact: &Recorded) -> [String; 5] {
    let kind = fact.event.kind();
    let label = context.pick(kind.label_en(), kind.label_id());
    let body = fact.event.to_json();
    let amount = ["amount", "total", "requested", "gross", "to_amount", "spent"]
        .iter()
        .find_map(|name| body.get(name).and_then(Value::as_str))
        .and_then(|text| text.parse::<jejak_events::Rupiah>().ok())
        .map_or_else(String::new, |amount| amount.id_id());
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
