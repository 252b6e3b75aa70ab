//! `jejak sample draw`.

use jejak_events::date::Date;
use jejak_events::ids::Bytes32;
use jejak_events::vocabulary::SampleMethod;
use jejak_projections::sampling::Population;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::draw_again;
use crate::commands::recording::{RecordArgs, Recording};
use crate::commands::{Context, Failure};
use crate::ledger::{Draft, Request};
use crate::said::said;

/// Options of `sample draw`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to draw from: `payments` and any of year:2022, programme:BLT-BBM, source:1.1,
    /// region:36.02, decree:57.
    #[arg(long, value_name = "QUERY", value_parser = population)]
    population: Population,
    /// simple, stratified by kabupaten and kota, or monetary (unit).
    #[arg(long, value_name = "METHOD", value_parser = method)]
    method: SampleMethod,
    /// Number of items.
    #[arg(long, value_name = "N")]
    size: u32,
    /// 64 hexadecimal digits that the auditor gave after the checkpoint was handed over.
    #[arg(long, value_name = "HEX", value_parser = nonce)]
    nonce: Bytes32,
    /// Day of the draw; today where absent.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Say what would be drawn, record nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    record: RecordArgs,
}

fn population(text: &str) -> Result<Population, String> {
    text.parse().map_err(|said: crate::said::Said| said.en)
}

fn nonce(text: &str) -> Result<Bytes32, String> {
    jejak_events::chain::parse_hex(text)
        .map(Bytes32)
        .ok_or_else(|| format!("expected 64 hexadecimal digits, found {} characters", text.len()))
}

fn method(text: &str) -> Result<SampleMethod, String> {
    match text {
        "simple" => Ok(SampleMethod::Simple),
        "stratified" => Ok(SampleMethod::Stratified),
        "monetary" => Ok(SampleMethod::MonetaryUnit),
        other => SampleMethod::from_word(other)
            .ok_or_else(|| format!("expected simple, stratified or monetary, found `{other}`")),
    }
}

/// A sample that was drawn.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sample)]
pub struct DrawnShown {
    /// Whether it is in the ledger.
    recorded: bool,
    /// The event that drew it.
    sample: u64,
    /// What was drawn from, in words of tags.
    population: String,
    /// How many items there were.
    #[schema(value_type = u64)]
    population_count: Value,
    /// Their amount, in rupiah.
    #[schema(value_type = String)]
    population_amount: Value,
    /// How many were drawn.
    #[schema(value_type = u64)]
    count: Value,
    /// Events of the checkpoint at which it was drawn.
    checkpoint_size: u64,
    /// What the draw was mixed with.
    nonce: String,
    /// The items, by the numbers of their events.
    items: Vec<u64>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let recording = Recording::open(context, args.record)?;
    let sample = draw_again(context, |progress| {
        recording.ledger.draw_sample(args.method, args.population, args.size, args.nonce, progress)
    })?;
    let event = sample.event().map_err(Failure::io)?;
    let draft = Draft::new(args.on.unwrap_or(recording.today), event.clone());
    let request = Request {
        // Asked again, the first draw is the answer.
        key: Some(format!("sample {} {}", event.checkpoint_size, event.nonce)),
        dry_run: args.dry_run,
        ..recording.request(vec![draft])
    };
    let nothing = said!("nothing was recorded", "tidak ada yang dicatat");
    let receipt = recording.conclude(context, request, &nothing)?;
    let (count, items) = (event.count, event.population_count);
    if context.json {
        return context.print_answer(&DrawnShown {
            recorded: !args.dry_run || receipt.repeated,
            sample: receipt.first_seq,
            population: event.population.as_str().to_owned(),
            population_count: json!(items),
            population_amount: json!(event.population_amount),
            count: json!(count),
            checkpoint_size: event.checkpoint_size,
            nonce: event.nonce.to_string(),
            items: sample.drawn.iter().map(|drawn| drawn.item.seq).collect(),
        });
    }
    let seq = receipt.first_seq;
    context.tell(&if args.dry_run {
        said!("would draw {count} of {items} items", "akan menarik {count} dari {items} butir")
    } else {
        said!(
            "drew {count} of {items} items from what stood at {} events, recorded as sample {seq}",
            "menarik {count} dari {items} butir dari keadaan pada {} kejadian, dicatat sebagai \
             sampel {seq}",
            event.checkpoint_size
        )
    })
}
