//! `jejak search`: what people have in their hands, a number, a code, a name, and where it leads.

use jejak_projections::search::{self, Hit, is_personal};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Context, Failure, open};
use crate::said::said;

/// Options of `search`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of a document, decree or SP2D, a code, a name of a region, programme or kind of event,
    /// a tag, or the number of an event. Never a NIK or a name of a person.
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Most that one search answers.
const LIMIT_MAX: usize = 1_000;

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Search)]
pub struct SearchShown {
    /// Events that were looked through.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The best first.
    hits: Vec<HitShown>,
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchHit)]
pub struct HitShown {
    /// How well it fits: 100 exactly, 80 from its beginning, 60 within, 40 by its words.
    rank: u8,
    /// What of it fits: event, tag, document, region, programme, source, organisation or kind.
    matched: &'static str,
    /// The text that fits.
    text: String,
    /// What it is called, in Indonesian.
    label_id: String,
    /// What it is called, in English.
    label_en: String,
    /// The thing, as `trail` takes it.
    tag: Option<String>,
    /// The event that it is, or that made it.
    seq: Option<u64>,
    /// How many events are about it.
    events: usize,
    /// Where the service has it.
    link: String,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let asked = args.query.join(" ");
    if is_personal(&asked) {
        return Err(Failure::Usage(said!(
            "query: expected no number of 16 digits, found one; a NIK belongs in no search: ask the \
             vault with `jejak person find`",
            "query: seharusnya tanpa angka 16 digit, ditemukan satu; NIK tidak untuk pencarian: \
             tanyakan brankas dengan `jejak person find`"
        )));
    }
    let (limit, ledger) = (args.limit.min(LIMIT_MAX), open::ledger(context)?);
    let (head, hits) = ledger.read(|folded| {
        let hits = search::search(&folded.reading, folded.head.size, &asked, limit);
        (folded.head, hits)
    });
    if context.json {
        return context.print_answer(&SearchShown {
            size: head.size,
            chain_head: head.hash.to_string(),
            hits: hits.iter().map(shown).collect(),
        });
    }
    print(context, &hits)
}

fn print(context: &Context, hits: &[Hit]) -> Result<(), Failure> {
    if hits.is_empty() {
        return context.tell(&said!(
            "nothing found; numbers, codes, names of regions and labels are looked through",
            "tidak ditemukan; yang dicari: nomor, kode, nama wilayah, dan sebutan jenis"
        ));
    }
    let header = context.pick(
        ["what", "found", "called", "tag", "event", "events"],
        ["apa", "ditemukan", "sebutan", "penanda", "kejadian", "jumlah"],
    );
    let mut table = context.table(&header, 4);
    for hit in hits {
        table.add_row([
            hit.matched.said().within(context.language).to_owned(),
            hit.text.clone(),
            hit.label.within(context.language).to_owned(),
            hit.tag.as_ref().map(ToString::to_string).unwrap_or_default(),
            hit.seq.map(|seq| seq.to_string()).unwrap_or_default(),
            hit.events.to_string(),
        ]);
    }
    context.print_line(&table.to_string())
}

fn shown(hit: &Hit) -> HitShown {
    HitShown {
        rank: hit.rank,
        matched: hit.matched.word(),
        text: hit.text.clone(),
        label_id: hit.label.id.clone(),
        label_en: hit.label.en.clone(),
        tag: hit.tag.as_ref().map(ToString::to_string),
        seq: hit.seq,
        events: hit.events,
        link: link(hit),
    }
}

/// Where the service has it: the trail of a thing, an event, or the shape of a kind.
fn link(hit: &Hit) -> String {
    match (&hit.tag, hit.seq) {
        (Some(tag), _) => {
            let tag = tag.to_string();
            let tag: String = form_urlencoded::byte_serialize(tag.as_bytes()).collect();
            format!("/v1/trails?tags={tag}")
        }
        (None, Some(seq)) => format!("/v1/events/{seq}"),
        (None, None) => format!("/v1/kinds/{}", hit.text),
    }
}
