//! `jejak sample draw`.

use jejak_events::date::Date;
use jejak_events::ids::Bytes32;
use jejak_events::vocabulary::SampleMethod;
use jejak_projections::sampling::Population;

use super::{draw_again, refused};
use crate::cli::{Context, Failure, append, open, output};
use crate::ledger::{Condition, Draft, Request};
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
    /// Day of the draw; that of the last event where absent.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Say what would be drawn, record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
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

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::with_clock(context, &folder, clock, args.accept_clock)?;
    append::continues_what_was_signed(&folder, &ledger)?;
    let sample = draw_again(context, |progress| {
        ledger.draw_sample(args.method, args.population, args.size, args.nonce, progress)
    })?;
    let event = sample.event().map_err(Failure::io)?;
    let day = args
        .on
        .unwrap_or_else(|| ledger.read(|folded| crate::ledger::seen::stamp(folded, None).today()));
    let request = Request {
        actor: open::operator(args.account),
        // Asked again, the first draw is the answer.
        key: Some(format!("sample {} {}", event.checkpoint_size, event.nonce)),
        drafts: vec![Draft::new(day, event.clone())],
        condition: Condition::Always,
        dry_run: args.dry_run,
    };
    let receipt = ledger.propose(request).map_err(|error| refused(context, error));
    ledger.close().map_err(Failure::io)?;
    let receipt = receipt?;
    let (count, items) = (event.count, event.population_count);
    if context.json {
        let drawn: Vec<_> = sample.drawn.iter().map(|drawn| drawn.item.seq).collect();
        return output::json(&serde_json::json!({
            "recorded": !args.dry_run || receipt.repeated, "sample": receipt.first_seq,
            "population": event.population.as_str(), "population_count": items,
            "population_amount": event.population_amount, "count": count,
            "checkpoint_size": event.checkpoint_size, "nonce": event.nonce.to_string(),
            "items": drawn,
        }));
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
