//! `jejak services`: which kabupaten and kota have an SLRT or Puskesos, and what pays for it next.

use jejak_events::FiscalYear;
use jejak_projections::State;
use jejak_projections::report::coverage_list;
use jejak_projections::service::{Coverage, NextSource, Presence};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer};
use crate::ledger::Folded;
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
    let found = |state: &State| {
        let year = args.year.unwrap_or_else(|| FiscalYear::of(args.when.today(state)));
        (year, state.service_coverage(year))
    };
    let print = |folded: &Folded| {
        let (year, rows) = found(&folded.reading.state);
        print(context, year, &rows)
    };
    answer::table_or(context, &args.out, args.when.asked(), print, |view| {
        let (year, rows) = found(&view.reading.state);
        Ok(coverage_list(year, &rows))
    })
}

fn print(context: &Context, year: FiscalYear, rows: &[Coverage]) -> Result<(), Failure> {
    if context.json {
        let regions = rows.iter().map(shown).collect();
        return context.print_answer(&ServicesShown { year: year.year(), regions });
    }
    let next = year.year().saturating_add(1).to_string();
    let (region, name) = context.pick(("region", "name"), ("wilayah", "nama"));
    let header = [region, name, "SLRT", "Puskesos", "APBN", next.as_str()];
    let mut table = context.table(&header, header.len());
    for row in rows {
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

/// Which kabupaten and kota have an SLRT or Puskesos.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Services)]
pub struct ServicesShown {
    /// The fiscal year.
    year: u16,
    /// A row for each kabupaten and kota.
    regions: Vec<ServiceShown>,
}

/// What a kabupaten or kota has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Service)]
pub struct ServiceShown {
    /// The region.
    region: String,
    /// Its name.
    name: String,
    /// The SLRT.
    slrt: PresenceShown,
    /// The Puskesos.
    puskesos: PresenceShown,
    /// Years in which the APBN paid.
    apbn_years: Vec<u16>,
    /// What may pay next year: `apbn-or-apbd`, `apbd` or `unknown`; null: nothing has to.
    next_source: Option<&'static str>,
}

/// Whether there is one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Presence)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum PresenceShown {
    /// There are so many.
    Has {
        /// How many.
        #[schema(value_type = u64)]
        count: serde_json::Value,
    },
    /// There was none when somebody looked.
    None {
        /// When.
        #[schema(value_type = String, format = Date)]
        observed_on: serde_json::Value,
    },
    /// Nobody has said.
    Unknown,
}

fn shown(row: &Coverage) -> ServiceShown {
    let presence = |presence: Presence| match presence {
        Presence::Has(count) => PresenceShown::Has { count: serde_json::json!(count) },
        Presence::None(seen) => PresenceShown::None { observed_on: serde_json::json!(seen) },
        Presence::Unknown => PresenceShown::Unknown,
    };
    let next = row.next_source.map(|source| match source {
        NextSource::ApbnOrApbd => "apbn-or-apbd",
        NextSource::Apbd => "apbd",
        NextSource::Unknown => "unknown",
    });
    ServiceShown {
        region: row.region.to_string(),
        name: row.name.clone(),
        slrt: presence(row.slrt),
        puskesos: presence(row.puskesos),
        apbn_years: row.apbn_years.iter().map(|year| year.year()).collect(),
        next_source: next,
    }
}
