//! `jejak what-if`: the ledger as it would be under other rules or without some events. Nothing of
//! it can be recorded.

use std::collections::BTreeMap;

use jejak_events::vocabulary::Parameter;
use jejak_events::{Code, Date, Object, SourceCode, Tag};
use jejak_projections::balances::{Dimension, Query, balances};
use jejak_projections::check::{self, Known, Outcome, Pass};
use jejak_projections::compare::{Late, Sides, balances_table, beside};
use jejak_projections::query;
use jejak_projections::report::{Cell, Column, Kind, Table, Value};
use jejak_projections::{Reading, Stamp};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{Context, Failure, open, tables, trail, when};
use crate::exchange::render::json::TableShown;
use crate::ledger::hypothesis::{Assumed, Assumptions, Gone, Hypothesis};
use crate::ledger::seen::stamp;
use crate::ledger::{Ledger, When, rules};
use crate::said::{Said, said};

/// Options of `what-if`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A parameter of rules as if it had been enacted so, for one programme or for all that have
    /// none of their own; may be given again. `jejak kinds RuleEnacted` names the parameters.
    #[arg(long = "rule", value_name = "PARAMETER=VALUE[@PROGRAMME]", value_parser = assumed)]
    rules: Vec<Assumed>,
    /// The first day on which those parameters hold; from the beginning when absent.
    #[arg(long, value_name = "DATE", requires = "rules")]
    since: Option<Date>,
    /// An event that did not happen, by its number, what an event made (decree:57), or all events
    /// of a trail; with what rests on them. May be given again.
    #[arg(long, value_name = "SEQ|TAG")]
    without: Vec<String>,
    /// A funding source that there is not, with everything below it; may be given again.
    #[arg(long, value_name = "CODE")]
    without_source: Vec<SourceCode>,
    /// Leave out what the rules would then have refused, too, and what rests on it. Without, it is
    /// listed and counts as it was recorded.
    #[arg(long)]
    refuse: bool,
    /// Tell differences apart by these dimensions.
    #[arg(long, value_name = "DIM[,DIM...]", value_delimiter = ',',
        value_parser = super::balances::dimension,
        default_values = ["programme", "source", "regency", "recipient-type"])]
    by: Vec<Dimension>,
    /// How many events are listed of each list.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Reads `PARAMETER=VALUE[@PROGRAMME]`.
fn assumed(text: &str) -> Result<Assumed, String> {
    let wrong = || format!("expected PARAMETER=VALUE[@PROGRAMME], found `{text}`");
    let (word, value) = text.split_once('=').ok_or_else(wrong)?;
    let (value, programme) = match value.split_once('@') {
        Some((value, code)) => {
            let code: Code = code.parse().map_err(|error| format!("{error}"))?;
            (value, Some(code))
        }
        None => (value, None),
    };
    let parameter = Parameter::from_word(word).ok_or_else(|| {
        let words = Parameter::ALL.iter().map(|parameter| parameter.word());
        let near = jejak_projections::near::nearest(word, words, 3).join(", ");
        let near = if near.is_empty() { near } else { format!("; perhaps {near}?") };
        format!("there is no parameter `{word}`; see `jejak kinds RuleEnacted`{near}")
    })?;
    let (mut number, mut amount) = (None, None);
    if rules::is_money(parameter) {
        amount = Some(value.parse().map_err(|error| format!("{error}"))?);
    } else {
        let read = value.parse::<u32>();
        number = Some(read.map_err(|_| format!("expected a whole number, found `{value}`"))?);
    }
    Ok(Assumed { parameter, programme, value: number, amount, from: None })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let assumptions = assumptions(context, &ledger, &args)?;
    let specs = check::all();
    let mut pass = Pass::new(&specs);
    let folding = context.pick("folding", "memutar ulang");
    let made =
        context.watched(folding, |progress| ledger.what_if(&assumptions, &mut pass, progress));
    let made = made.map_err(Failure::io)?;
    let (real, reals) =
        ledger.read(|folded| (moved(&folded.reading, &args.by), flags_of(&folded.reading)));
    let sides = Sides {
        title: said!("differences", "perbedaan"),
        one: said!("real", "nyata"),
        other: said!("hypothetical", "andaian"),
    };
    let would = &made.folded().reading;
    let balances = beside(&real, &moved(would, &args.by), &sides, &Late::default(), false);
    let flags = beside(&reals, &flags_of(would), &sides, &Late::default(), false);
    let found = checks(&ledger, &made, &mut pass)?;
    let checks = beside(&found.0, &found.1, &sides, &Late::default(), false);
    let lists = [gone_table(&ledger, &made, args.limit)?, refused_table(&made, args.limit)];
    let stamp = stamp(made.folded(), None);
    let [gone, refused] = lists;
    let tables = [
        titled(balances, "balances", said!("balances", "saldo")),
        titled(flags, "flags", said!("flags", "tanda")),
        titled(checks, "checks", said!("checks", "pemeriksaan")),
        gone,
        refused,
    ];
    print(context, &tables, &made, &stamp)
}

/// Every table says what it is: it may be read alone.
fn titled(mut table: Table, name: &'static str, title: Said) -> Table {
    table.name = name;
    table.title = said!(with title; "HYPOTHETICAL: {title}", "ANDAIAN: {title}");
    table
}

/// The ledger as it would be; nothing of it was recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WhatIf)]
pub struct WhatIfShown {
    /// Always true.
    hypothetical: bool,
    /// Events of the ledger as it is.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// How many events would not count.
    left_out: usize,
    /// How many would break a rule.
    would_be_refused: usize,
    /// Balances that differ.
    balances: Hypothetical,
    /// Flags that differ.
    flags: Hypothetical,
    /// Checks that differ.
    checks: Hypothetical,
    /// The events that would not count.
    gone: Hypothetical,
    /// The events that would break a rule.
    refused: Hypothetical,
}

/// A table of what is not so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HypotheticalTable)]
pub struct Hypothetical {
    #[serde(flatten)]
    #[schema(value_type = TableShown)]
    table: Json,
    /// Always true.
    hypothetical: bool,
}

fn print(
    context: &Context,
    tables: &[Table; 5],
    made: &Hypothesis,
    stamp: &Stamp,
) -> Result<(), Failure> {
    if context.json {
        let shown = |table: &Table| -> Result<Hypothetical, Failure> {
            Ok(Hypothetical { table: tables::to_json(table, stamp)?, hypothetical: true })
        };
        let [balances, flags, checks, gone, refused] = tables;
        return context.print_answer(&WhatIfShown {
            hypothetical: true,
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            left_out: made.gone.len(),
            would_be_refused: made.refused.len(),
            balances: shown(balances)?,
            flags: shown(flags)?,
            checks: shown(checks)?,
            gone: shown(gone)?,
            refused: shown(refused)?,
        });
    }
    context.tell(&said!(
        "HYPOTHETICAL: nothing of this is in the ledger, and nothing of it can be recorded",
        "ANDAIAN: tidak satu pun ada di buku besar, dan tidak satu pun dapat dicatat"
    ))?;
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        tables::print(context, table, stamp)?;
    }
    let (gone, refused) = (made.gone.len(), made.refused.len());
    context.tell(&said!(
        "HYPOTHETICAL: {gone} events left out, {refused} would break a rule",
        "ANDAIAN: {gone} kejadian tidak dihitung, {refused} akan melanggar aturan"
    ))
}

fn assumptions(context: &Context, ledger: &Ledger, args: &Args) -> Result<Assumptions, Failure> {
    let mut rules = args.rules.clone();
    rules.iter_mut().for_each(|rule| rule.from = args.since);
    let mut without = std::collections::BTreeSet::new();
    for text in &args.without {
        if let Ok(seq) = text.parse::<u64>() {
            let last = ledger.head().size.saturating_sub(1);
            if seq > last {
                return Err(Failure::Usage(said!(
                    "--without: expected the number of a recorded event, found {seq}; the last is \
                     {last}",
                    "--without: seharusnya nomor kejadian yang tercatat, ditemukan {seq}; yang \
                     terakhir {last}"
                )));
            }
            without.insert(seq);
            continue;
        }
        let asked = trail::asked(std::slice::from_ref(text))?;
        if let query::Query::Tag(Tag::Object(object, seq)) = &asked
            && *object != Object::Recipient
            && ledger.read(|folded| folded.reading.state.exists(*object, *seq))
        {
            // Without what made it; the rest of its life rests on that.
            without.insert(*seq);
            continue;
        }
        let filter = query::Filter::default();
        let found = |view: &jejak_projections::View| query::find(view, &asked, &filter);
        without.extend(when::view(context, ledger, When::default(), found)?);
    }
    let sources = args.without_source.clone();
    Ok(Assumptions { rules, without, sources, refuse: args.refuse })
}

/// Balances and counts by the dimensions asked for.
fn moved(reading: &Reading, by: &[Dimension]) -> Table {
    let query = Query { by: by.to_vec(), only: Vec::new() };
    balances_table(by, &balances(&reading.state, &reading.cells, &query))
}

/// How often each rule flagged.
fn flags_of(reading: &Reading) -> Table {
    let columns = vec![
        Column::new("rule", said!("rule", "aturan"), Kind::Code),
        Column::new("flags", said!("flags", "tanda"), Kind::Count),
    ];
    let mut table = Table::new("flags", said!("flags", "tanda"), columns);
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (_, code) in &reading.flags {
        *counts.entry(String::from_utf8_lossy(code).into_owned()).or_default() += 1;
    }
    for (code, count) in counts {
        table.push(vec![Cell::code(code), Cell::count(count)]);
    }
    table
}

/// Findings of each check, real and hypothetical.
fn checks(ledger: &Ledger, made: &Hypothesis, pass: &mut Pass) -> Result<(Table, Table), Failure> {
    let specs = check::all();
    let (real, _) = ledger
        .check(&specs, When::default(), &[Known::Now], &mut |_, _| {})
        .map_err(|error| Failure::Io(Said::same(error)))?;
    let columns = vec![
        Column::new("check", said!("check", "pemeriksaan"), Kind::Code),
        Column::new("findings", said!("findings", "temuan"), Kind::Count),
        Column::new("at_risk", said!("at risk", "berisiko"), Kind::Money),
    ];
    let mut one = Table::new("checks", said!("checks", "pemeriksaan"), columns);
    let mut other = one.clone();
    let row = |id: &str, outcome: &Outcome| {
        let (Outcome::Found(found) | Outcome::NotDecidable(_, found)) = outcome;
        let at_risk: i128 = found.iter().map(|found| i128::from(found.at_risk)).sum();
        vec![Cell::code(id), Cell::count(found.len()), Cell::money(at_risk)]
    };
    for (spec, outcomes) in &real {
        outcomes.iter().for_each(|(_, outcome)| one.push(row(spec.id, outcome)));
    }
    let would = ledger.view(made.folded(), None, |view| pass.found(view, Known::Now));
    for (spec, outcome) in would.map_err(when::unanswered)? {
        other.push(row(spec.id, &outcome));
    }
    Ok((one, other))
}

fn gone_table(ledger: &Ledger, made: &Hypothesis, limit: usize) -> Result<Table, Failure> {
    let columns = vec![
        Column::new("seq", said!("seq", "nomor"), Kind::Seq),
        Column::new("on", said!("on", "tanggal"), Kind::Date),
        Column::new("kind", said!("kind", "jenis"), Kind::Text),
        Column::new("why", said!("why", "mengapa"), Kind::Text),
    ];
    let title = said!("events that would not count", "kejadian yang tidak akan dihitung");
    let mut table = titled(Table::new("gone", title.clone(), columns), "gone", title);
    for (seq, why) in made.gone.iter().take(limit) {
        let Some(fact) = ledger.event(*seq).map_err(Failure::io)? else { continue };
        let kind = fact.event.kind();
        let label = Said { en: kind.label_en().to_owned(), id: kind.label_id().to_owned() };
        table.push(vec![
            Cell::of(Value::Seq(*seq)),
            Cell::date(Some(fact.envelope.occurred_on)),
            Cell::text(label),
            Cell::text(why_said(*why)),
        ]);
    }
    note_more(&mut table, made.gone.len(), limit);
    Ok(table)
}

fn why_said(why: Gone) -> Said {
    match why {
        Gone::LeftOut => said!("left out", "ditiadakan"),
        Gone::OfSource => said!("its source is left out", "sumbernya ditiadakan"),
        Gone::Rests(seq) => said!("rests on event {seq}", "berdasar pada kejadian {seq}"),
        Gone::Refused => said!("the rules would have refused it", "aturan akan menolaknya"),
    }
}

fn refused_table(made: &Hypothesis, limit: usize) -> Table {
    let columns = vec![
        Column::new("seq", said!("seq", "nomor"), Kind::Seq),
        Column::new("rule", said!("rule", "aturan"), Kind::Code),
        Column::new("what", said!("what would be wrong", "apa yang akan salah"), Kind::Text),
    ];
    let title = said!("what the rules would have refused", "yang akan ditolak aturan");
    let mut table = titled(Table::new("refused", title.clone(), columns), "refused", title);
    for (seq, refusal) in made.refused.iter().take(limit) {
        let what = Said {
            en: refusal.sentence(rules::Language::En),
            id: refusal.sentence(rules::Language::Id),
        };
        let seq = Cell::of(Value::Seq(*seq));
        table.push(vec![seq, Cell::code(refusal.rule.code), Cell::text(what)]);
    }
    note_more(&mut table, made.refused.len(), limit);
    table
}

fn note_more(table: &mut Table, all: usize, limit: usize) {
    let more = all.saturating_sub(limit);
    if more > 0 {
        table.notes.push(said!("... and {more} more", "... dan {more} lagi"));
    }
}
