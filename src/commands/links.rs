//! `jejak links` and `jejak hubs`: who shares an account, a withdrawer, a shop, a device, a verifier
//! or an address with whom.

use jejak_events::Tag;
use jejak_projections::links::{self, Bounds, Class, Link};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, errors, open, output};
use crate::said::said;

/// Options of `links`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A recipient, account or shop by its token, household, or anything that an event made:
    /// recipient:ID, token:ID, payment:204.
    #[arg(value_name = "TAG")]
    of: String,
    /// Steps from there: 2 also shows whom those are linked with that it is linked with.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=6))]
    depth: u8,
    /// What is shared by more than so many is shown and not followed.
    #[arg(long, value_name = "N", default_value_t = 50)]
    hub: usize,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// Options of `hubs`.
#[derive(Debug, clap::Args)]
pub struct HubsArgs {
    /// What is shared: account, withdrawer, shop, device, verifier, address; all when absent.
    #[arg(long, value_name = "KIND", value_parser = class)]
    kind: Vec<Class>,
    /// How many are shown.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

fn class(word: &str) -> Result<Class, String> {
    Class::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
        format!("expected one of {}, found `{word}`", words.join(", "))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let of: Tag = args.of.parse().map_err(|error| Failure::Usage(errors::said(&error)))?;
    let bounds = Bounds { depth: args.depth, hub: args.hub };
    let ledger = open::ledger(context)?;
    let found = when::view(context, &ledger, args.when.asked(), |view| {
        Ok((links::links(view, &of, bounds)?, view.stamp))
    });
    let (links, stamp) = found?;
    if context.json && !args.out.is_file(context) {
        return context.print_answer(&LinksShown {
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            of: of.to_string(),
            links: links.iter().map(shown).collect(),
        });
    }
    let table = links::links_table(&of, &links);
    args.out.give(context, &ledger, args.when.asked(), &table, &stamp)
}

/// Who shares what with a thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Links)]
pub struct LinksShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The thing.
    of: String,
    /// What binds it to others.
    links: Vec<LinkShown>,
}

/// Something that two share.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Link)]
pub struct LinkShown {
    /// Steps from what was asked, from 1.
    depth: u8,
    /// Who.
    from: String,
    /// What is shared.
    shares: &'static str,
    /// By which token, person or household.
    by: String,
    /// With whom; null for a hub.
    to: Option<String>,
    /// Whether it binds too many to be followed.
    hub: bool,
    /// How many share it, as far as was looked.
    parties: usize,
    /// What moved by it, in rupiah.
    amount: String,
    /// The events that prove it.
    events: Vec<u64>,
}

/// What is shared by most.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Hubs)]
pub struct HubsShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The largest first.
    hubs: Vec<HubShown>,
}

/// Something that many share.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Hub)]
pub struct HubShown {
    /// What is shared.
    shares: &'static str,
    /// By which token, person or household.
    by: String,
    /// How many share it.
    parties: usize,
    /// How many events carry it.
    count: u64,
    /// What moved by it, in rupiah.
    amount: String,
    /// The events that prove it.
    #[schema(value_type = Vec<u64>)]
    events: serde_json::Value,
}

fn shown(link: &Link) -> LinkShown {
    LinkShown {
        depth: link.depth,
        from: link.from.to_string(),
        shares: link.class.word(),
        by: link.by.to_string(),
        to: link.to.as_ref().map(Tag::to_string),
        hub: link.to.is_none(),
        parties: link.parties,
        amount: output::decimal(link.sen),
        events: link.seqs.clone(),
    }
}

pub(super) fn run_hubs(context: &Context, args: HubsArgs) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let folding = context.pick("folding", "memutar ulang");
    let found = context.watched(folding, |progress| {
        ledger.hubs(&args.kind, args.when.asked(), args.limit, progress)
    });
    let (hubs, stamp) = found.map_err(when::of_ask)?;
    if context.json && !args.out.is_file(context) {
        let shown = hubs.iter().map(|(hub, seqs)| HubShown {
            shares: hub.class.word(),
            by: hub.by.to_string(),
            parties: hub.parties,
            count: hub.events,
            amount: output::decimal(hub.sen),
            events: serde_json::json!(seqs),
        });
        return context.print_answer(&HubsShown {
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            hubs: shown.collect(),
        });
    }
    let mut table = links::hubs_table(&hubs);
    table.notes.push(said!(
        "`jejak links TAG` shows who they are; sharing may be rightful",
        "`jejak links TAG` menampilkan siapa mereka; berbagi dapat saja sah"
    ));
    args.out.give(context, &ledger, args.when.asked(), &table, &stamp)
}
