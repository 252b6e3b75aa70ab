//! `jejak compare`: what the desk saw on a day beside what was true on it.

use std::collections::BTreeMap;

use jejak_events::{Date, Recorded, Tag, Timestamp};
use jejak_projections::balances::{Dimension, Query, balances};
use jejak_projections::check::{self, Known, Outcome, Spec};
use jejak_projections::compare::{
    Late, RowKey, Sides, balances_table, beside, cash_table, keys_of, listed,
};
use jejak_projections::report::{self, Ask, Cell, Column, Kind, Table, Why};
use jejak_projections::{Postings, Reading, Stamp, Unanswered, View};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Context, Failure, balances as balances_args, open, tables, when};
use crate::exchange::render::json::TableShown;
use crate::ledger::checks::Checked;
use crate::ledger::{Ledger, Moment, When};
use crate::said::said;

/// Options of `compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day.
    #[arg(value_name = "DATE")]
    day: Date,
    /// What had been recorded by this time (RFC 3339) is what was seen; the end of the day in the
    /// ledger's zone when absent.
    #[arg(long, value_name = "TIME")]
    recorded_by: Option<Timestamp>,
    /// Balances by these dimensions, as in `balances`; this is what is compared when nothing is
    /// named.
    #[arg(long, value_name = "DIM[,DIM...]", value_delimiter = ',',
        value_parser = balances_args::dimension)]
    by: Vec<Dimension>,
    /// Cash books.
    #[arg(long, conflicts_with = "by")]
    cash: bool,
    /// A report, by its name in `jejak report`; of the day's year and month where it needs them.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["by", "cash"])]
    report: Option<String>,
    /// Checks, by their id in `jejak check`; all of them for `all`.
    #[arg(long, value_name = "ID[,ID...]", value_delimiter = ',',
        conflicts_with_all = ["by", "cash", "report"])]
    check: Vec<String>,
    /// Show figures that do not differ, too.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    if !args.check.is_empty() {
        return checks(context, &ledger, &args);
    }
    let ask = Ask {
        year: Some(args.day.fiscal_year()),
        month: Some(args.day.month_key()),
        ..Ask::default()
    };
    let made = match &args.report {
        Some(name) => Some(known_report(name)?),
        None => None,
    };
    let question = |view: &View| -> Result<Table, Unanswered> {
        match made {
            Some(report) => (report.make)(view, &ask),
            None if args.cash => Ok(cash_table(view.reading)),
            None => {
                let query = Query { by: args.by.clone(), only: Vec::new() };
                let rows = balances(&view.reading.state, &view.reading.cells, &query);
                Ok(balances_table(&args.by, &rows))
            }
        }
    };
    let rows = |reading: &Reading, fact: &Recorded, posted: &Postings| -> Vec<RowKey> {
        match made {
            Some(_) => Vec::new(),
            None => keys_of((!args.cash).then_some(&args.by[..]), reading, fact, posted),
        }
    };
    let folding = context.pick("folding", "memutar ulang");
    let both = context.watched(folding, |progress| {
        ledger.compare(args.day, args.recorded_by, &question, &rows, progress)
    });
    let both = both.map_err(when::of_ask)?;
    let (one, other) = (&both.seen, &both.truth);
    print(context, &args, (one, other), &both.late, (&both.seen_at, &both.true_at))
}

fn known_report(name: &str) -> Result<&'static report::Report, Failure> {
    report::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = report::all().map(|report| report.name).collect();
        let names = names.join(", ");
        Failure::Usage(said!(
            "--report: expected one of {names}, found `{name}`",
            "--report: seharusnya salah satu dari {names}, ditemukan `{name}`"
        ))
    })
}

/// Both tables as one, with both stamps.
fn print(
    context: &Context,
    args: &Args,
    (one, other): (&Table, &Table),
    late: &Late,
    (seen, now): (&Stamp, &Stamp),
) -> Result<(), Failure> {
    let day = args.day;
    let title = one.title.clone();
    let sides = Sides {
        title: said!(with title; "{title} on {day}", "{title} pada {day}"),
        one: said!("seen", "terlihat"),
        other: said!("true", "sebenarnya"),
    };
    let mut table = beside(one, other, &sides, late, args.all);
    let (size, time) = (seen.size, seen.recorded_at);
    table.notes.push(said!(
        "seen: {size} events, the last recorded at {time}; true: as of {day}",
        "terlihat: {size} kejadian, yang terakhir dicatat pada {time}; sebenarnya: per {day}"
    ));
    if !late.all.is_empty() {
        let (count, first) = (late.all.len(), listed(&late.all));
        table.notes.push(said!(
            with first;
            "{count} events were recorded later and are dated earlier, or the other way round: {first}",
            "{count} kejadian dicatat kemudian dan bertanggal sebelumnya, atau sebaliknya: {first}"
        ));
    }
    if !context.json {
        return tables::print(context, &table, now);
    }
    let mut value = tables::to_json(&table, now)?;
    let seqs = table.column("events").unwrap_or_default();
    for (at, row) in table.rows.iter().enumerate() {
        if let Some(Why::Seqs(seqs)) = row.cells.get(seqs).map(|cell| &cell.why) {
            value["rows"][at]["events"] = json!(seqs);
        }
    }
    context.print_answer(&CompareShown {
        table: value,
        day: day.to_string(),
        seen_size: seen.size,
        late: json!(late.all),
    })
}

/// What the desk saw on a day beside what was true on it; rows name the events that differ.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub struct CompareShown {
    #[serde(flatten)]
    #[schema(value_type = TableShown)]
    table: Value,
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// Events that the desk had seen.
    seen_size: u64,
    /// Events that were recorded later and are dated earlier, or the other way round.
    #[schema(value_type = Vec<u64>)]
    late: Value,
}

/// What checks said then, and what they say now of the same day.
fn checks(context: &Context, ledger: &Ledger, args: &Args) -> Result<(), Failure> {
    let specs = specs(&args.check)?;
    let zone = ledger.read(|folded| folded.reading.state.integrity.meta().zone);
    let seen = args.recorded_by.unwrap_or(Timestamp::end_of(args.day, zone));
    let made = |when: When| {
        let checking = context.pick("checking", "memeriksa");
        let made = context
            .watched(checking, |progress| ledger.check(&specs, when, &[Known::Then], progress));
        made.map_err(when::of_ask)
    };
    let (one, seen) = made(When { recorded: Some(Moment::At(seen)), as_of: None })?;
    let (other, now) = made(When { recorded: None, as_of: Some(args.day) })?;
    let tables = (&found_table(&one), &found_table(&other));
    print(context, args, tables, &Late::default(), (&seen, &now))
}

fn specs(asked: &[String]) -> Result<Vec<&'static Spec>, Failure> {
    if asked.iter().any(|id| id.eq_ignore_ascii_case("all")) {
        return Ok(check::all());
    }
    let spec = |id: &String| {
        check::by_id(id).ok_or_else(|| {
            Failure::Usage(said!(
                "there is no check `{id}`; `jejak check` lists them",
                "tidak ada pemeriksaan `{id}`; `jejak check` menampilkan semuanya"
            ))
        })
    };
    asked.iter().map(spec).collect()
}

/// Findings as a table: check and subject, then what is at risk and how many findings there are.
fn found_table(checked: &Checked) -> Table {
    let columns = vec![
        Column::new("check", said!("check", "pemeriksaan"), Kind::Code),
        Column::new("subject", said!("subject", "tentang"), Kind::Code),
        Column::new("findings", said!("findings", "temuan"), Kind::Count),
        Column::new("at_risk", said!("at risk", "berisiko"), Kind::Money),
    ];
    let mut table = Table::new("checks", said!("checks", "pemeriksaan"), columns);
    let mut rows: BTreeMap<(&str, Tag), (i64, i128)> = BTreeMap::new();
    for (spec, outcomes) in checked {
        for (_, outcome) in outcomes {
            let (Outcome::Found(found) | Outcome::NotDecidable(_, found)) = outcome;
            for one in found {
                let sums = rows.entry((spec.id, one.subject.clone())).or_default();
                sums.0 += 1;
                sums.1 += i128::from(one.at_risk);
            }
        }
    }
    for ((check, subject), (count, at_risk)) in rows {
        let cells = [Cell::code(check), Cell::code(subject), Cell::count(count)];
        table.push(cells.into_iter().chain([Cell::money(at_risk)]).collect());
    }
    table
}
