//! `jejak services`: which kabupaten and kota have an SLRT or Puskesos, and what pays for it next.

use jejak_events::FiscalYear;
use jejak_projections::report::coverage_list;
use jejak_projections::service::{Coverage, NextSource, Presence};
use serde_json::{Value, json};

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, open};
use crate::ledger::rules::Language;

/// Options of `services`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// At the end of this year; that of `--as-of`, else of the last event, when absent.
    #[arg(long, value_name = "YEAR")]
    year: Option<FiscalYear>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let at = args.when.asked();
    let found = when::view(context, &ledger, at, |view| {
        let year = args.year.unwrap_or(FiscalYear::of(view.today()));
        Ok((year, view.reading.state.service_coverage(year), view.stamp))
    });
    let (year, rows, stamp) = found?;
    if args.out.wants_table() {
        return args.out.give(context, &ledger, at, &coverage_list(year, &rows), &stamp);
    }
    if context.json {
        let regions: Vec<Value> = rows.iter().map(to_json).collect();
        return context.print_json(&json!({ "year": year, "regions": regions }));
    }
    let next = year.year().saturating_add(1).to_string();
    let (region, name) = context.pick(("region", "name"), ("wilayah", "nama"));
    let header = [region, name, "SLRT", "Puskesos", "APBN", next.as_str()];
    let mut table = context.table(&header, header.len());
    for row in &rows {
        let years: Vec<String> = row.apbn_years.iter().map(ToString::to_string).collect();
        table.add_row([
            row.region.to_string(),
            row.name.clone(),
            presence(context.language, row.slrt),
            presence(context.language, row.puskesos),
            years.join(" "),
            row.next_source.map_or_else(String::new, |source| in_words(context.language, source)),
        ]);
    }
    context.print_line(&table.to_string())
}

fn presence(language: Language, presence: Presence) -> String {
    match (presence, language) {
        (Presence::Has(count), _) => count.to_string(),
        (Presence::None(seen), Language::Id) => format!("tidak ada ({seen})"),
        (Presence::None(seen), Language::En) => format!("none ({seen})"),
        (Presence::Unknown, Language::Id) => "tidak diketahui".to_owned(),
        (Presence::Unknown, Language::En) => "unknown".to_owned(),
    }
}

fn in_words(language: Language, source: NextSource) -> String {
    let words = match (source, language) {
        (NextSource::ApbnOrApbd, Language::Id) => "APBN atau APBD",
        (NextSource::ApbnOrApbd, Language::En) => "APBN or APBD",
        (NextSource::Apbd, _) => "APBD",
        (NextSource::Unknown, Language::Id) => "aturan belum ada",
        (NextSource::Unknown, Language::En) => "no rule in force",
    };
    words.to_owned()
}

fn to_json(row: &Coverage) -> Value {
    let presence = |presence: Presence| match presence {
        Presence::Has(count) => json!({ "status": "has", "count": count }),
        Presence::None(seen) => json!({ "status": "none", "observed_on": seen }),
        Presence::Unknown => json!({ "status": "unknown" }),
    };
    let next = row.next_source.map(|source| match source {
        NextSource::ApbnOrApbd => "apbn-or-apbd",
        NextSource::Apbd => "apbd",
        NextSource::Unknown => "unknown",
    });
    json!({
        "region": row.region, "name": row.name,
        "slrt": presence(row.slrt), "puskesos": presence(row.puskesos),
        "apbn_years": row.apbn_years, "next_source": next,
    })
}
