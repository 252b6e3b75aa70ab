//! `jejak investigation list`, `show`, `custody` and `export`. Whoever looks at one is recorded first.

use jejak_events::ids::{Bytes32, InvestigationRef, RecipientId, Token};
use jejak_events::investigation::InvestigationSeen;
use jejak_events::vocabulary::{
    ChoiceReason, CustodyAct, DocumentKind, InvestigationGround, InvestigationOutcome,
    RemovalReason,
};
use jejak_events::{Code, Event, Recorded};
use jejak_projections::integrity::SecondHead;
use jejak_projections::investigation::{Hold, Investigation, Note, of};
use jejak_projections::{Stamp, View};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::person::{KeyArgs, open_vault, vault};
use super::super::tables::OutArgs;
use super::super::{Context, Failure, when};
use super::bench::{Bench, ByArgs, OneArgs, ask, find, record, second};
use crate::exchange::investigation::{self, Dossier, cited, proof};
use crate::ledger::{Ledger, Moment, When};
use crate::said::said;

/// Options of `investigation list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Those of every inspector, for their head.
    #[arg(long)]
    as_head: bool,
    #[command(flatten)]
    by: ByArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// Which investigation is looked at, and who looks.
#[derive(Debug, Clone, Copy, clap::Args)]
struct LookArgs {
    #[command(flatten)]
    one: OneArgs,
    /// The head of inspection looks, whoever has it.
    #[arg(long)]
    as_head: bool,
}

/// Options of `investigation show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    #[command(flatten)]
    look: LookArgs,
    /// With the texts of the notes, from the vault.
    #[arg(long)]
    notes: bool,
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `investigation custody`.
#[derive(Debug, clap::Args)]
pub struct CustodyArgs {
    #[command(flatten)]
    look: LookArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// Options of `investigation export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    one: OneArgs,
    /// The head of inspection takes it, whoever has it.
    #[arg(long)]
    as_head: bool,
    /// With the texts of the notes, from the vault.
    #[arg(long)]
    notes: bool,
    /// As it was taken out before, by the number of the event that says so: the same bytes.
    #[arg(long, value_name = "SEQ")]
    again: Option<u64>,
    #[command(flatten)]
    out: OutArgs,
}

/// How an investigation stands.
#[derive(Serialize, ToSchema)]
#[schema(as = Investigation)]
pub struct InvestigationShown<'a> {
    /// The investigation, by the event of the second ledger that opened it.
    investigation: u64,
    /// Number of the letter that orders it.
    number: &'a str,
    /// What gave rise to it, one of the words of `InvestigationGround`.
    #[schema(value_type = String)]
    ground: InvestigationGround,
    /// The account that has it, by the event of the main ledger that opened it.
    inspector: u64,
    /// The case that the main ledger cites it as.
    cited: String,
    /// What came of it, one of the words of `InvestigationOutcome`; null: it is open.
    #[schema(value_type = Option<String>)]
    outcome: Option<InvestigationOutcome>,
    /// Events of the main ledger that were ever chosen, in the order of the choice.
    events: Vec<ChosenShown>,
    /// Notes, in their order.
    notes: Vec<NoteShown<'a>>,
    /// Holds that were ever set on people's data, in their order.
    holds: Vec<HoldShown>,
    /// Documents of the vault, in their order.
    documents: Vec<PaperShown>,
    /// How many acts its custody log has.
    custody: usize,
}

/// An event that was chosen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationEvent)]
pub struct ChosenShown {
    /// The event of the main ledger.
    event: u64,
    /// Why, one of the words of `ChoiceReason`.
    #[schema(value_type = String)]
    reason: ChoiceReason,
    /// Why it was removed, one of the words of `RemovalReason`; null: it is chosen.
    #[schema(value_type = Option<String>)]
    removed: Option<RemovalReason>,
}

/// A note.
#[derive(Serialize, ToSchema)]
#[schema(as = InvestigationNote)]
pub struct NoteShown<'a> {
    /// The event of the second ledger that added it.
    seq: u64,
    /// Commitment to its text.
    #[schema(value_type = String)]
    note: Bytes32,
    /// The earlier note that it follows, by the event that added that; null: none.
    follows: Option<u64>,
    /// Its text, empty where it was destroyed; null: texts were not asked for.
    text: Option<&'a str>,
}

/// A hold on a person's data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationHold)]
pub struct HoldShown {
    /// Random id of the person.
    #[schema(value_type = String)]
    recipient: RecipientId,
    /// The event of the second ledger that set it.
    set: u64,
    /// The event that lifted it; null: it stands.
    lifted: Option<u64>,
}

/// A document that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationDocument)]
pub struct PaperShown {
    /// Its random id in the vault.
    #[schema(value_type = String)]
    document: Token,
    /// What kind of paper it is, one of the words of `DocumentKind`.
    #[schema(value_type = String)]
    kind: DocumentKind,
    /// What binds its bytes: `sha256:`, `token:` or `commitment:` and 32 or 64 digits.
    proof: String,
}

pub(super) fn list(context: &Context, args: ListArgs) -> Result<(), Failure> {
    let bench = Bench::open(context, args.by)?;
    let table = ask(&bench.ledger, |all| {
        let own = all.investigations.iter();
        investigation::list(own.filter(|(_, it)| args.as_head || it.inspector == bench.account))
    })?;
    let stamp = match second(&bench.ledger)? {
        Some(second) => when::stamp(context, &second)?,
        None => when::stamp(context, &bench.ledger)?,
    };
    args.out.confidential().give(context, &bench.ledger, When::default(), &table, &stamp)?;
    bench.close()
}

/// Records that somebody looks, and finds the investigation as it is then.
fn seen(
    context: &Context,
    bench: &Bench,
    seq: u64,
    as_head: bool,
    (act, format): (CustodyAct, Option<Code>),
) -> Result<Investigation, Failure> {
    find(&bench.ledger, seq, bench.account, as_head)?;
    let (account, size) = (bench.account, bench.ledger.head().size);
    let investigation = InvestigationRef(seq);
    let looked = InvestigationSeen { account, investigation, act, format, size, as_head };
    record(context, &bench.ledger, looked)?;
    find(&bench.ledger, seq, bench.account, as_head)
}

pub(super) fn show(context: &Context, args: ShowArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.look.one.investigation, Bench::open(context, args.look.one.by)?);
    let act = if args.notes { CustodyAct::Notes } else { CustodyAct::Shown };
    let it = seen(context, &bench, seq, args.look.as_head, (act, None))?;
    let texts = args.notes.then(|| texts(context, &bench, &args.key, &it)).transpose()?;
    bench.close()?;
    let told = facts(seq, &it, texts.as_deref());
    if context.json {
        return context.print_answer(&told);
    }
    let state = investigation::state(&it);
    let number = &it.number;
    context.tell(&said!(
        with state;
        "investigation {seq}, {number}: {state}",
        "pemeriksaan {seq}, {number}: {state}"
    ))?;
    context.print_line(&serde_json::to_string_pretty(&told).map_err(Failure::io)?)
}

/// The texts of the notes, in their order; one that was destroyed is empty.
fn texts(
    context: &Context,
    bench: &Bench,
    key: &KeyArgs,
    it: &Investigation,
) -> Result<Vec<String>, Failure> {
    let kept = open_vault(context, &bench.folder, key)?;
    let kept = kept.read();
    let text = |made| {
        let text = kept.note(made).map_err(vault)?;
        Ok(text.map_or_else(String::new, |text| text.to_string()))
    };
    it.notes.iter().map(|note| text(note.note)).collect()
}

fn facts<'a>(
    seq: u64,
    it: &'a Investigation,
    texts: Option<&'a [String]>,
) -> InvestigationShown<'a> {
    let text = |index| texts.and_then(|texts| texts.get(index)).map(String::as_str);
    let notes = it.notes.iter().enumerate().map(|(index, known)| {
        let Note { seq, note, follows } = *known;
        NoteShown { seq, note, follows, text: text(index) }
    });
    let events = it.chosen.iter().map(|chosen| ChosenShown {
        event: chosen.event,
        reason: chosen.reason,
        removed: chosen.removed.map(|(reason, _)| reason),
    });
    let holds = it.holds.iter().map(|known| {
        let Hold { recipient, set, lifted } = *known;
        HoldShown { recipient, set, lifted }
    });
    let documents = it.papers.iter().map(|paper| PaperShown {
        document: paper.document,
        kind: paper.kind,
        proof: proof(&paper.proof),
    });
    InvestigationShown {
        investigation: seq,
        number: &it.number,
        ground: it.ground,
        inspector: it.inspector,
        cited: cited(it),
        outcome: it.outcome,
        events: events.collect(),
        notes: notes.collect(),
        holds: holds.collect(),
        documents: documents.collect(),
        custody: it.custody.len(),
    }
}

/// The events of a ledger by number, in the order asked for.
fn facts_of(ledger: &Ledger, seqs: impl Iterator<Item = u64>) -> Result<Vec<Recorded>, Failure> {
    let mut facts = Vec::new();
    for seq in seqs {
        facts.extend(ledger.event(seq).map_err(Failure::io)?);
    }
    Ok(facts)
}

pub(super) fn custody(context: &Context, args: CustodyArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.look.one.investigation, Bench::open(context, args.look.one.by)?);
    let it = seen(context, &bench, seq, args.look.as_head, (CustodyAct::Custody, None))?;
    let Some(second) = second(&bench.ledger)? else { return Ok(()) };
    let acts = facts_of(&second, it.custody.iter().map(|entry| entry.seq))?;
    let table = investigation::custody(&it.number, &it, &acts);
    let stamp = when::stamp(context, &second)?;
    args.out.confidential().give(context, &bench.ledger, When::default(), &table, &stamp)?;
    drop(second);
    bench.close()
}

/// What a ledger was at a size.
fn at(size: u64) -> When {
    When { recorded: Some(Moment::After(size.saturating_sub(1))), ..When::default() }
}

pub(super) fn export(context: &Context, args: ExportArgs) -> Result<(), Failure> {
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    let format: Code = args.out.format(context)?.word().parse().map_err(Failure::io)?;
    let act = (CustodyAct::Exported, Some(format));
    let now = seen(context, &bench, seq, args.as_head, act)?;
    let Some(second) = second(&bench.ledger)? else { return Ok(()) };
    let (taken, size) = taken(&second, seq, &now, args.again)?;
    let (it, second_stamp) = when::view(context, &second, at(taken + 1), |view| {
        let it = view.reading.state.investigation.investigations.get(&seq);
        Ok((it.cloned(), view.stamp))
    })?;
    let it = it.unwrap_or(now);
    let (main, checkpoint, sealed) =
        when::view(context, &bench.ledger, at(size), |view| Ok(heads(view)))?;
    let events = facts_of(&bench.ledger, it.chosen.iter().map(|chosen| chosen.event))?;
    let acts = facts_of(&second, it.custody.iter().map(|entry| entry.seq))?;
    let notes = args.notes.then(|| texts(context, &bench, args.out.key(), &it)).transpose()?;
    let table = investigation::dossier(&Dossier {
        seq,
        investigation: &it,
        main: &main,
        checkpoint,
        sealed,
        second: &second_stamp,
        events: &events,
        acts: &acts,
        notes: notes.as_deref(),
    });
    args.out.confidential().give(context, &bench.ledger, at(size), &table, &second_stamp)?;
    drop(second);
    bench.close()
}

/// What the main ledger says of itself and of the second one.
fn heads(view: &View) -> (Stamp, u64, Option<SecondHead>) {
    let meta = view.reading.state.integrity.meta();
    (view.stamp, meta.checkpoint_size, meta.second)
}

/// The event that says that it was taken out, and the size of the main ledger then: just now, or once
/// before.
fn taken(
    second: &Ledger,
    seq: u64,
    now: &Investigation,
    again: Option<u64>,
) -> Result<(u64, u64), Failure> {
    let mut exports = now.custody.iter().filter(|it| it.seen == Some(CustodyAct::Exported));
    let last = exports.next_back().map_or(0, |entry| entry.seq);
    let asked = again.unwrap_or(last);
    let fact = second.event(asked).map_err(Failure::io)?;
    let found = fact.filter(|fact| of(&fact.event).is_some_and(|(of, _)| of == Some(seq)));
    match found.map(|fact| fact.event) {
        Some(Event::InvestigationSeen(body)) if body.act == CustodyAct::Exported => {
            Ok((asked, body.size))
        }
        _ => Err(Failure::Usage(said!(
            "--again: expected the number of an event by which investigation {seq} was exported, found \
             {asked}; its custody log has them",
            "--again: seharusnya nomor kejadian ekspor pemeriksaan {seq}, ditemukan {asked}; catatan \
             penguasaannya memuatnya"
        ))),
    }
}
